//! The fields of a role. Only its password can be changed later.

use super::{
    change_set::ChangeSet,
    database, name,
    table::{EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, pick, row},
};
use serde_json::{Value, json};

const NAME: &str = "name";
const NO_LOGIN: &str = "no_login";
const SIGNS_IN: Input = Input::Choice(&[
    pick(Scalar::Flag(false), "with a password"),
    pick(Scalar::Flag(true), "not at all"),
]);

pub static NEW_ROLE: EditTable = EditTable {
    wrapper: "role",
    creates: true,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_, _| {},
    make_consistent: |_, _, _| {},
    effects,
};

static ROWS: &[FieldEdit] = &[
    FieldEdit {
        check: |change_set| name::role(change_set, NAME),
        ..row(
            NAME,
            "Role",
            "Name",
            Input::Text { longest: 63 },
            "The name of the role, at most 63 bytes, not beginning with pg. It cannot be changed later.",
        )
    },
    row(
        NO_LOGIN,
        "Role",
        "Signs in",
        SIGNS_IN,
        "A role that does not sign in has no password: it only holds rights that others are given.",
    ),
];

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let mut effects = database::wakes();
    if change_set.about.active {
        effects = vec![EditEffect::new(
            Severity::Ask,
            "the compute is active: its open connections drop",
        )];
    }
    if !change_set.flag(NO_LOGIN) {
        effects.push(EditEffect::note(
            "Neon generates the password: it is copied to the clipboard",
        ));
    }
    effects.push(EditEffect::note(
        "the role is a member of neon_superuser, like all roles not created by SQL",
    ));
    effects
}

fn body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let mut role = json!({ "name": change_set.text(NAME) });
    if change_set.flag(NO_LOGIN) {
        super::change_set::put(&mut role, NO_LOGIN, true.into());
    }
    Some(json!({ "role": role }))
}
