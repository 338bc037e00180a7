//! The fields of a new branch: its parent, the point in time, its content, its expiry.

use super::{
    branch::YES_NO,
    change_set::{ChangeSet, put},
    expiry, name,
    new_compute::{
        self, COMPUTE, IDLE_ROW, MAX_ROW, MIN_ROW, MODE_ROW, SIZE_ROW, SIZES, check_compute,
        size_effects,
    },
    sizes::{self, shown_if},
    table::{EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, Validation, pick, row},
    unit::Unit,
};
use crate::kinds::{
    history::{self, History},
    time_input::{self, Side},
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The path of the parent, picked from the project's branches.
pub const PARENT: &str = "parent_id";
pub(super) const NAME: &str = "name";
const FROM: &str = "@from";
const TIME: &str = "@time";
const LSN: &str = "parent_lsn";
const SOURCE: &str = "init_source";
const PROTECTED: &str = "protected";
const NOW: Scalar = Scalar::Word("now");
const AT: Scalar = Scalar::Word("time");
const AT_LSN: Scalar = Scalar::Word("lsn");
const SCHEMA: Scalar = Scalar::Word("schema-only");
const POINTS: Input = Input::Choice(&[
    pick(NOW, "now"),
    pick(AT, "a past time"),
    pick(AT_LSN, "an LSN"),
]);
const SOURCES: Input = Input::Choice(&[
    pick(Scalar::Word("parent-data"), "schema and data"),
    pick(SCHEMA, "schema only"),
]);

pub static NEW_BRANCH: EditTable = EditTable {
    wrapper: "branch",
    creates: true,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[SIZES],
    add_form_fields: |document, _| open(document),
    make_consistent: sizes::settle,
    effects,
};

pub(super) const NAME_ROW: FieldEdit = FieldEdit {
    check: |change_set| name::branch(change_set, NAME),
    ..row(
        NAME,
        "Branch",
        "Name",
        Input::Text { longest: 256 },
        "The branch's name, 1 to 256 characters, unique in the project.",
    )
};

pub(super) const PARENT_ROW: FieldEdit = FieldEdit {
    check: check_parent,
    ..row(
        PARENT,
        "Branch",
        "Parent",
        Input::Pick,
        "The branch whose history the new one begins with. Type to search. A branch that expires cannot be a parent.",
    )
};

pub(super) const COMPUTE_ROW: FieldEdit = FieldEdit {
    check: check_compute,
    note: |change_set| {
        if change_set.flag(COMPUTE) {
            String::new()
        } else {
            "no one can connect to a branch without one".to_owned()
        }
    },
    ..row(
        COMPUTE,
        "Compute",
        "Compute",
        YES_NO,
        "Whether a read-write compute is created with the branch. It starts at once; one can be added later.",
    )
};

static ROWS: &[FieldEdit] = &[
    NAME_ROW,
    PARENT_ROW,
    row(
        SOURCE,
        "Branch",
        "With",
        SOURCES,
        "Schema and data of the parent, or its schema only: that creates a separate root branch, which counts as one.",
    ),
    FieldEdit {
        shown: |change_set| shown_if(!is_schema_only(change_set)),
        ..row(
            FROM,
            "Branch",
            "From",
            POINTS,
            "The point of the parent's history that the branch begins with: its head, a past time inside the project's restore window, or a log position.",
        )
    },
    FieldEdit {
        check: check_time,
        note: time_note,
        shown: |change_set| {
            shown_if(!is_schema_only(change_set) && change_set.text(FROM) == "time")
        },
        ..row(
            TIME,
            "Branch",
            "Time",
            Input::Amount(Unit::Past),
            "A past time: 2h ago, yesterday 18:00, 2026-11-20 18:00 (local time), or RFC 3339 with a zone. Not in the future, not before the restore window.",
        )
    },
    FieldEdit {
        check: check_lsn,
        shown: |change_set| shown_if(!is_schema_only(change_set) && change_set.text(FROM) == "lsn"),
        ..row(
            LSN,
            "Branch",
            "LSN",
            Input::Text { longest: 17 },
            "A log sequence number of the parent: two hexadecimal numbers of 1 to 8 digits, such as 0/1DE2850.",
        )
    },
    FieldEdit {
        check: check_protected,
        ..row(
            PROTECTED,
            "Branch",
            "Protected",
            YES_NO,
            "A protected branch cannot be deleted or reset, and its project cannot be deleted.",
        )
    },
    FieldEdit {
        check: expiry::check,
        note: expiry::note,
        ..row(
            expiry::PATH,
            "Branch",
            "Expires",
            Input::Amount(Unit::Expiry),
            "When Neon deletes the branch: never, a time from now (4h, 7d), or a date (tomorrow 18:00, 2026-11-28 18:00). At most 30 days ahead.",
        )
    },
    COMPUTE_ROW,
    MODE_ROW,
    SIZE_ROW,
    MIN_ROW,
    MAX_ROW,
    IDLE_ROW,
];

fn open(document: &mut Value) {
    for (path, value) in [
        (FROM, "now"),
        (TIME, "1h ago"),
        (SOURCE, "parent-data"),
        (expiry::PATH, expiry::NEVER),
    ] {
        put(document, path, value.into());
    }
    put(document, PROTECTED, false.into());
    sizes::open(document);
}

fn is_schema_only(change_set: &ChangeSet<'_>) -> bool {
    change_set.text(SOURCE) == "schema-only"
}

fn check_parent(change_set: &ChangeSet<'_>) -> Validation {
    match change_set.picked(PARENT) {
        None => Validation::Wrong("a branch needs a parent".to_owned()),
        Some(offer) => match &offer.why_not {
            Some(why) => Validation::Wrong(why.clone()),
            None => Validation::Fine,
        },
    }
}

fn time(change_set: &ChangeSet<'_>) -> Result<Timestamp, String> {
    time_input::read(change_set.text(TIME), Side::Past, change_set.about.here())
}

/// Checks that the time is in the past, within the restore window, and not before the parent existed.
fn check_time(change_set: &ChangeSet<'_>) -> Validation {
    let parent = change_set.picked(PARENT);
    let history = History {
        retention: change_set.about.history,
        since: parent.and_then(|parent| parent.since),
        name: parent.map_or("the parent", |parent| &parent.label),
    };
    let here = change_set.about.here();
    match time(change_set).and_then(|at| history.check(at, here)) {
        Ok(()) => Validation::Fine,
        Err(why) => Validation::Wrong(why),
    }
}

/// `Fri 20 Nov 18:00 local time, 20h2m ago`
fn time_note(change_set: &ChangeSet<'_>) -> String {
    let here = change_set.about.here();
    time(change_set).map_or_else(
        |_| String::new(),
        |at| {
            let distance = time_input::distance(here.now, at);
            format!(
                "{} local time, {distance} ago",
                time_input::local_words(at, here)
            )
        },
    )
}

fn check_lsn(change_set: &ChangeSet<'_>) -> Validation {
    history::check_lsn(change_set.text(LSN)).map_or_else(Validation::Wrong, |()| Validation::Fine)
}

fn check_protected(change_set: &ChangeSet<'_>) -> Validation {
    if change_set.flag(PROTECTED) && change_set.plan_is("free") {
        Validation::Doubt("protection needs a paid plan; Neon may refuse this".to_owned())
    } else {
        Validation::Fine
    }
}

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let mut effects = Vec::new();
    let parent = change_set.picked(PARENT);
    if is_schema_only(change_set) {
        let text = "a root branch of its own: no data, and no reset from a parent";
        effects.push(EditEffect::note(text));
    }
    if let Some(parent) = parent.filter(|parent| parent.protected) {
        let text = format!("{} is protected: the roles get new passwords", parent.label);
        effects.push(EditEffect::note(text));
    }
    if change_set.flag(COMPUTE) {
        effects.extend(size_effects(change_set));
    } else {
        let text = "without a compute no one can connect; one can be added later";
        effects.push(EditEffect::new(Severity::Warn, text));
    }
    if !expiry::json(change_set).is_null() {
        let text = "Neon deletes the branch with its computes and data when it expires";
        effects.push(EditEffect::note(text));
    }
    effects
}

fn body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let mut branch = json!({ "name": change_set.text(NAME), PARENT: change_set.text(PARENT) });
    if is_schema_only(change_set) {
        put(&mut branch, SOURCE, change_set.text(SOURCE).into());
    } else if change_set.text(FROM) == "time" {
        let at = time(change_set).ok()?;
        put(
            &mut branch,
            "parent_timestamp",
            time_input::write(at).into(),
        );
    } else if change_set.text(FROM) == "lsn" {
        put(&mut branch, LSN, change_set.text(LSN).into());
    }
    if change_set.flag(PROTECTED) {
        put(&mut branch, PROTECTED, true.into());
    }
    let expires = expiry::json(change_set);
    if !expires.is_null() {
        put(&mut branch, "expires_at", expires);
    }
    Some(with_compute(branch, change_set))
}

/// The body for a branch with these fields, and with its compute if there is one.
pub(super) fn with_compute(branch: Value, change_set: &ChangeSet<'_>) -> Value {
    let mut body = json!({ "branch": branch });
    if change_set.flag(COMPUTE) {
        let mut endpoint = json!({ "type": "read_write" });
        if let (Some(fields), Value::Object(sizes)) =
            (endpoint.as_object_mut(), new_compute::sizes(change_set))
        {
            fields.extend(sizes);
        }
        put(&mut body, "endpoints", json!([endpoint]));
    }
    body
}
