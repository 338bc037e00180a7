//! The fields of sharing a project.

use super::{
    change_set::ChangeSet,
    table::{EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row},
};
use serde_json::{Value, json};

/// The path of the address.
pub const EMAIL: &str = "email";

pub static SHARE: EditTable = EditTable {
    wrapper: "",
    creates: true,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_| {},
    make_consistent: |_, _, _| {},
    effects,
};

static ROWS: &[FieldEdit] = &[FieldEdit {
    check: check_email,
    ..row(
        EMAIL,
        "Share with",
        "E-mail",
        Input::Text { longest: LONGEST },
        "The address that the other person signs in to Neon with, 1 to 256 characters.",
    )
}];

/// The longest address.
pub(crate) const LONGEST: usize = 256;

/// Checks that a text has the form of an e-mail address.
pub(crate) fn check_address(email: &str) -> Validation {
    let host = email.split_once('@').filter(|(name, _)| !name.is_empty());
    let whole = host.is_some_and(|(_, host)| {
        host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    if whole && !email.contains(char::is_whitespace) {
        return Validation::Fine;
    }
    Validation::Wrong(format!(
        "{email} is not an e-mail address like name@host.example"
    ))
}

fn check_email(sheet: &ChangeSet<'_>) -> Validation {
    let email = sheet.text(EMAIL).trim();
    if email.is_empty() {
        return Validation::Wrong("enter an e-mail address: 1 to 256 characters".to_owned());
    }
    let verdict = check_address(email);
    if verdict != Validation::Fine {
        return verdict;
    }
    if sheet.about.in_use.iter().any(|in_use| in_use == email) {
        return Validation::Wrong(format!("the project is already shared with {email}"));
    }
    Validation::Fine
}

fn effects(sheet: &ChangeSet<'_>) -> Vec<EditEffect> {
    let name = &sheet.about.name;
    vec![EditEffect::new(
        Severity::Ask,
        format!(
            "they may see and change what is in {name}; only members of its owner delete or transfer it"
        ),
    )]
}

fn body(_: &EditTable, sheet: &ChangeSet<'_>) -> Option<Value> {
    Some(json!({ EMAIL: sheet.text(EMAIL).trim() }))
}
