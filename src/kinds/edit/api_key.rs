//! The fields of an API key. None of them can be changed later.

use super::{
    change_set::{ChangeSet, put},
    name::entered,
    table::{
        EditEffect, EditTable, FieldEdit, Input, NAME, Scalar, Validation, Visibility, pick, row,
    },
};
use serde_json::{Value, json};

/// The only project that an organization's key can access; empty for all of them.
pub const REACHES: &str = "project_id";

/// Where lazyneon saves the key; never sent.
pub const KEEP: &str = "@keep";
const KEEPS: Input = Input::Choice(&[
    pick(Scalar::Word("no"), "nowhere"),
    pick(Scalar::Word("keyring"), "OS keyring"),
    pick(Scalar::Word("file"), "file (0600)"),
]);

/// The longest name.
const LONGEST: usize = 64;

pub static NEW_KEY: EditTable = EditTable {
    wrapper: "",
    creates: true,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |document, _| put(document, KEEP, "no".into()),
    make_consistent: |_, _, _| {},
    effects,
};

static ROWS: &[FieldEdit] = &[
    FieldEdit {
        check: check_name,
        ..row(
            NAME,
            "API key",
            "Name",
            Input::Text { longest: LONGEST },
            "What lists call the key, 1 to 64 characters; no other key of the same owner has it.",
        )
    },
    FieldEdit {
        shown: |change_set| match change_set.about.offers(REACHES) {
            [] => Visibility::Hidden,
            _ => Visibility::Yes,
        },
        ..row(
            REACHES,
            "API key",
            "Reaches",
            Input::Pick,
            "All of the organization, or one project of it: such a key sees no other project.",
        )
    },
    row(
        KEEP,
        "API key",
        "Keep it",
        KEEPS,
        "Whether lazyneon keeps the key, too, to sign in with it later: in the keyring of this system, or in a file that only you may read.",
    ),
];

fn check_name(change_set: &ChangeSet<'_>) -> Validation {
    let name = change_set.text(NAME).trim();
    let validation = entered(name, "a name", LONGEST);
    if validation != Validation::Fine {
        return validation;
    }
    if change_set.about.in_use.iter().any(|in_use| in_use == name) {
        return Validation::Wrong(format!(
            "a key named {name} already exists; choose another name"
        ));
    }
    Validation::Fine
}

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let name = &change_set.about.name;
    let may = match change_set
        .picked(REACHES)
        .filter(|offer| !offer.value.is_empty())
    {
        Some(project) => format!("whoever has it can change {}", project.label),
        None => format!("whoever has it can do everything in {name}"),
    };
    vec![
        EditEffect::note(match change_set.text(KEEP) {
            "keyring" => "Neon shows the key once: it goes to the clipboard and the OS keyring",
            "file" => "Neon shows the key once: it goes to the clipboard and a file of your own",
            _ => "Neon shows the key once: it goes to the clipboard and is saved nowhere",
        }),
        EditEffect::note(may),
    ]
}

fn body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let mut body = json!({ "key_name": change_set.text(NAME).trim() });
    let project = change_set.text(REACHES);
    if !project.is_empty() {
        super::change_set::put(&mut body, REACHES, project.into());
    }
    Some(body)
}
