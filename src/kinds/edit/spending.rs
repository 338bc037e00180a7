//! The spending limit of an organization, at which Neon sends e-mails.

use super::{
    change_set::ChangeSet,
    table::{EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row},
    unit::Unit,
};
use serde_json::json;

/// The path of the limit, in cents; null for no limit.
pub const LIMIT: &str = "spending_limit_cents";

pub static SPENDING: EditTable = EditTable {
    wrapper: "",
    creates: false,
    body: |_, change_set| {
        let limit = change_set.whole(LIMIT);
        change_set.changed(LIMIT).then(|| json!({ LIMIT: limit }))
    },
    rows: ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_, _| {},
    make_consistent: |_, _, _| {},
    effects: |_| Vec::new(),
};

static ROWS: &[FieldEdit] = &[FieldEdit {
    check,
    effects,
    note: |_| "a month".to_owned(),
    ..row(
        LIMIT,
        "Spending",
        "Limit",
        Input::Amount(Unit::Dollars),
        "Neon e-mails at 80 % and 100 % of it. It stops nothing: computes keep running. Launch and Scale only; none removes it.",
    )
}];

fn check(change_set: &ChangeSet<'_>) -> Validation {
    match change_set.whole(LIMIT) {
        Some(cents) if cents < 1 => {
            Validation::Wrong("a limit is at least one cent; none removes it".to_owned())
        }
        Some(_) | None => Validation::Fine,
    }
}

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    match change_set.whole(LIMIT) {
        Some(_) => vec![EditEffect::note(
            "Neon e-mails at 80 % and 100 % of it; computes keep running",
        )],
        None => vec![EditEffect::new(
            Severity::Warn,
            "Neon sends no more e-mails about spending",
        )],
    }
}
