//! The fields of a branch.

use super::{
    change_set::{ChangeSet, at, put},
    expiry, name,
    table::{
        EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, Validation, Visibility, pick,
        row,
    },
    unit::Unit,
};
use crate::kinds::time_input::TimeContext;
use serde_json::{Value, json};

pub const EXPIRY: &str = expiry::PATH;

const NAME: &str = "name";
const PROTECTED: &str = "protected";
pub(crate) const YES_NO: Input = Input::Choice(&[
    pick(Scalar::Flag(false), "no"),
    pick(Scalar::Flag(true), "yes"),
]);

pub static BRANCH: EditTable = EditTable {
    wrapper: "branch",
    creates: false,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: open,
    make_consistent: |_, _, _| {},
    effects: |_| Vec::new(),
};

static ROWS: &[FieldEdit] = &[
    FieldEdit {
        check: |change_set| name::branch(change_set, NAME),
        effects: rename_effects,
        ..row(
            NAME,
            "Branch",
            "Name",
            Input::Text { longest: 256 },
            "The branch's name, 1 to 256 characters. Its id, its computes and its connection URIs stay.",
        )
    },
    FieldEdit {
        check: check_protected,
        effects: protected_effects,
        shown: protected_shown,
        ..row(
            PROTECTED,
            "Branch",
            "Protected",
            YES_NO,
            "A protected branch cannot be deleted or reset, and its project cannot be deleted. New branches of it get passwords of their own.",
        )
    },
    FieldEdit {
        check: expiry::check,
        effects: expiry::effects,
        note: expiry::note,
        shown: expiry::shown,
        ..row(
            expiry::PATH,
            "Branch",
            "Expires",
            Input::Amount(Unit::Expiry),
            "When Neon deletes the branch: never, a time from now (4h, 7d), or a date (tomorrow 18:00, 2026-11-28 18:00). At most 30 days ahead.",
        )
    },
];

pub(crate) fn open(document: &mut Value, here: TimeContext<'_>) {
    let expires = expiry::written(at(document, "expires_at").as_str(), here);
    put(document, expiry::PATH, expires.into());
}

/// The expiry is entered in words and sent as a timestamp; null removes it.
pub(crate) fn body(table: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let changes = table.changes(change_set);
    if !change_set.changed(expiry::PATH) {
        return changes;
    }
    let mut body = changes.unwrap_or_else(|| json!({ table.wrapper: {} }));
    let path = format!("{}.expires_at", table.wrapper);
    put(&mut body, &path, expiry::json(change_set));
    Some(body)
}

fn rename_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let severity = if change_set.about.production {
        Severity::Ask
    } else {
        Severity::Warn
    };
    vec![EditEffect::new(
        severity,
        "update scripts that name the branch; its id and connection URIs stay",
    )]
}

fn check_protected(change_set: &ChangeSet<'_>) -> Validation {
    if change_set.flag(PROTECTED) && change_set.plan_is("free") {
        Validation::Doubt("protection needs a paid plan; Neon may refuse this".to_owned())
    } else {
        Validation::Fine
    }
}

fn protected_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    vec![if change_set.flag(PROTECTED) {
        EditEffect::note("it can no longer be deleted or reset, and neither can its project")
    } else {
        EditEffect::new(
            Severity::Ask,
            "it can be deleted and reset again, and so can its project",
        )
    }]
}

fn protected_shown(change_set: &ChangeSet<'_>) -> Visibility {
    let expires = !at(change_set.old, "expires_at").is_null();
    if expires && !change_set.old_flag(PROTECTED) {
        Visibility::Locked(
            "a branch that expires cannot be protected; clear the expiry first".to_owned(),
        )
    } else {
        Visibility::Yes
    }
}
