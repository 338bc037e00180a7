//! The fields of a new masked branch: its parent, its rules, whether to mask at once.

use super::{
    branch::YES_NO,
    change_set::{ChangeSet, put},
    new_branch::{COMPUTE_ROW, NAME, NAME_ROW, PARENT, PARENT_ROW, with_compute},
    new_compute::{COMPUTE, IDLE_ROW, MAX_ROW, MIN_ROW, MODE_ROW, SIZE_ROW, SIZES, size_effects},
    sizes,
    table::{EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row},
};
use serde_json::json;

const RULES: &str = "masking_rules";
const START: &str = "start_anonymization";

pub static NEW_MASKED_BRANCH: EditTable = EditTable {
    body: |_, change_set| {
        let branch = json!({ "name": change_set.text(NAME), PARENT: change_set.text(PARENT) });
        let mut body = json!({ "branch_create": with_compute(branch, change_set) });
        if count(change_set) > 0 {
            put(&mut body, RULES, change_set.new[RULES].clone());
        }
        put(&mut body, START, masks(change_set).into());
        Some(body)
    },
    linked: &[SIZES],
    add_form_fields: |document, _| {
        put(document, START, true.into());
        sizes::open(document);
    },
    make_consistent: sizes::settle,
    effects,
    ..EditTable::new(true, ROWS)
};

static ROWS: &[FieldEdit] = &[
    NAME_ROW,
    PARENT_ROW,
    FieldEdit {
        note: |change_set| match count(change_set) {
            0 => "database.schema.table.column = anon.fake_email()".to_owned(),
            _ => String::new(),
        },
        ..row(
            RULES,
            "Masking",
            "Rules",
            Input::Masks,
            "The columns to mask, a line each: database.schema.table.column = a function of PostgreSQL Anonymizer, such as anon.fake_email(), or a value in single quotes. More can be added later.",
        )
    },
    FieldEdit {
        check: |change_set| match masks(change_set) && change_set.about.no_wake {
            true => Validation::Wrong("that wakes a compute, which is blocked".to_owned()),
            false => Validation::Fine,
        },
        note: |change_set| match change_set.flag(START) && count(change_set) == 0 {
            true => "if there is a rule".to_owned(),
            false => String::new(),
        },
        ..row(
            START,
            "Masking",
            "Mask",
            YES_NO,
            "Whether the data is masked as soon as the branch exists, or later.",
        )
    },
    COMPUTE_ROW,
    MODE_ROW,
    SIZE_ROW,
    MIN_ROW,
    MAX_ROW,
    IDLE_ROW,
];

fn count(change_set: &ChangeSet<'_>) -> usize {
    change_set.new[RULES].as_array().map_or(0, Vec::len)
}

/// Whether the branch is masked as soon as it exists.
fn masks(change_set: &ChangeSet<'_>) -> bool {
    change_set.flag(START) && count(change_set) > 0
}

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let mut effects = vec![match masks(change_set) {
        true => EditEffect::note("masks the copied data at once, which takes compute time"),
        false => EditEffect::new(
            Severity::Warn,
            "until it is masked, the branch has the data of its parent as it is",
        ),
    }];
    if change_set.flag(COMPUTE) {
        effects.extend(size_effects(change_set));
    }
    effects
}
