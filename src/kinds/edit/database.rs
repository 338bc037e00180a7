//! The fields of a database.

use super::{
    change_set::ChangeSet,
    name,
    table::{EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row},
};
use serde_json::{Value, json};

/// The path of the owner, picked from the branch's roles.
pub const OWNER: &str = "owner_name";
const NAME: &str = "name";

pub static DATABASE: EditTable = EditTable {
    wrapper: "database",
    creates: false,
    body: EditTable::changes,
    rows: EDITED,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_, _| {},
    make_consistent: |_, _, _| {},
    effects: |_| wakes(),
};

pub static NEW_DATABASE: EditTable = EditTable {
    wrapper: "database",
    creates: true,
    body: new_body,
    rows: NEW,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_, _| {},
    make_consistent: |_, _, _| {},
    effects: |_| wakes(),
};

const NAMED: FieldEdit = FieldEdit {
    check: |change_set| name::database(change_set, NAME),
    ..row(
        NAME,
        "Database",
        "Name",
        Input::Text { longest: 63 },
        "The name of the database, at most 63 bytes. postgres, template0 and template1 belong to Postgres.",
    )
};

const OWNED: FieldEdit = FieldEdit {
    check: check_owner,
    ..row(
        OWNER,
        "Database",
        "Owner",
        Input::Pick,
        "The role that owns the database and may do everything in it.",
    )
};

static NEW: &[FieldEdit] = &[NAMED, OWNED];

static EDITED: &[FieldEdit] = &[
    FieldEdit {
        effects: rename_effects,
        ..NAMED
    },
    FieldEdit {
        effects: |_| {
            vec![EditEffect::new(
                Severity::Ask,
                "the new owner gets full rights; the old one keeps only what it was granted",
            )]
        },
        ..OWNED
    },
];

fn rename_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let severity = if change_set.about.production {
        Severity::Loud
    } else {
        Severity::Ask
    };
    let name = &change_set.about.name;
    vec![EditEffect::new(
        severity,
        format!("every connection URI that names {name} stops working"),
    )]
}

/// Neon wakes the compute for every change of databases and roles.
pub(crate) fn wakes() -> Vec<EditEffect> {
    vec![EditEffect::new(
        Severity::Warn,
        "wakes the compute if it is idle, and may drop open connections",
    )]
}

fn check_owner(change_set: &ChangeSet<'_>) -> Validation {
    match change_set.picked(OWNER) {
        Some(_) => Validation::Fine,
        None if change_set.about.offers(OWNER).is_empty() => Validation::Wrong(
            "the branch has no role that could own it: create a role first".to_owned(),
        ),
        None => Validation::Wrong("choose an owner: one of the branch's roles".to_owned()),
    }
}

fn new_body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    Some(
        json!({ "database": { "name": change_set.text(NAME), "owner_name": change_set.text(OWNER) } }),
    )
}
