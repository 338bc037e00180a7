//! The fields of a snapshot, and of a branch created from one.

use super::{
    change_set::{ChangeSet, put},
    expiry, name,
    sizes::shown_if,
    table::{EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, Validation, pick, row},
    unit::Unit,
};
use crate::kinds::{
    history::{self, History},
    price,
    time_input::{self, Side},
};
use jiff::Timestamp;
use serde_json::{Value, json};

const NAME: &str = "name";
const FROM: &str = "@from";
const TIME: &str = "@time";
const LSN: &str = "lsn";
const SLUG: &str = "slug";
const LONGEST_SLUG: usize = 63;
const POINTS: Input = Input::Choice(&[
    pick(Scalar::Word("now"), "now"),
    pick(Scalar::Word("time"), "a past time"),
    pick(Scalar::Word("lsn"), "an LSN"),
]);
/// The branch that the new one is meant to replace later.
pub const REPLACES: &str = "@replaces";

/// The fields of a new snapshot.
pub static NEW_SNAPSHOT: EditTable = EditTable {
    wrapper: "snapshot",
    creates: true,
    body: new_body,
    rows: NEW_ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |document, _| {
        for (path, value) in [
            (FROM, "now"),
            (TIME, "1h ago"),
            (expiry::PATH, expiry::NEVER),
            (SLUG, ""),
        ] {
            put(document, path, value.into());
        }
    },
    make_consistent: |_, _, _| {},
    effects: |change_set| {
        let cost = change_set.about.snapshot_cost().map(|cost| {
            let cost = price::about(cost);
            EditEffect::cost(format!("{cost} a month at most while it is kept"))
        });
        let note = EditEffect::note("computes keep running; nothing is interrupted");
        [note].into_iter().chain(cost).collect()
    },
};

static NEW_ROWS: &[FieldEdit] = &[
    NAME_ROW,
    row(
        FROM,
        "Snapshot",
        "Of",
        POINTS,
        "The state it holds: now, a past time inside the restore window, or a log position.",
    ),
    FieldEdit {
        check: check_time,
        note: time_note,
        shown: |change_set| shown_if(change_set.text(FROM) == "time"),
        ..row(
            TIME,
            "Snapshot",
            "Time",
            Input::Amount(Unit::Past),
            "A past time: 2h ago, yesterday 18:00, 2026-11-20 18:00 (local time), or RFC 3339 with a zone. Not in the future, not before the restore window.",
        )
    },
    FieldEdit {
        check: |change_set| {
            history::check_lsn(change_set.text(LSN))
                .map_or_else(Validation::Wrong, |()| Validation::Fine)
        },
        shown: |change_set| shown_if(change_set.text(FROM) == "lsn"),
        ..row(
            LSN,
            "Snapshot",
            "LSN",
            Input::Text { longest: 17 },
            "A log sequence number of the branch: two hexadecimal numbers of 1 to 8 digits, such as 0/1DE2850.",
        )
    },
    EXPIRY_ROW,
    FieldEdit {
        check: check_slug,
        ..row(
            SLUG,
            "Snapshot",
            "Slug",
            Input::Text {
                longest: LONGEST_SLUG,
            },
            "A name that never changes, unique in the project: lowercase letters, digits and hyphens. Empty: Neon makes one.",
        )
    },
];

/// The fields of an existing snapshot.
pub static SNAPSHOT: EditTable = EditTable {
    wrapper: "snapshot",
    creates: false,
    body: super::branch::body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: super::branch::open,
    make_consistent: |_, _, _| {},
    effects: |_| Vec::new(),
};

static ROWS: &[FieldEdit] = &[NAME_ROW, EXPIRY_ROW];

const NAME_ROW: FieldEdit = FieldEdit {
    check: |change_set| name::text(change_set, NAME, "snapshot"),
    ..row(
        NAME,
        "Snapshot",
        "Name",
        Input::Text { longest: 256 },
        "The name of the snapshot, 1 to 256 characters.",
    )
};

const EXPIRY_ROW: FieldEdit = FieldEdit {
    check: expiry::check_ahead,
    effects: deletes,
    note: expiry::note,
    ..row(
        expiry::PATH,
        "Snapshot",
        "Expires",
        Input::Amount(Unit::Expiry),
        "When Neon deletes the snapshot: never, a time from now (7d), or a date (2026-11-28 18:00).",
    )
};

fn deletes(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    if expiry::json(change_set).is_null() {
        return vec![EditEffect::note("it stays until it is deleted")];
    }
    let text = "Neon deletes the snapshot when it expires, and nothing brings it back";
    let severity = if change_set.old.get("id").is_some() {
        Severity::Ask
    } else {
        Severity::Note
    };
    vec![EditEffect::new(severity, text)]
}

fn time(change_set: &ChangeSet<'_>) -> Result<Timestamp, String> {
    time_input::read(change_set.text(TIME), Side::Past, change_set.about.here())
}

fn check_time(change_set: &ChangeSet<'_>) -> Validation {
    let history = History {
        retention: change_set.about.history,
        since: None,
        name: "the branch",
    };
    let here = change_set.about.here();
    match time(change_set).and_then(|at| history.check(at, here)) {
        Ok(()) => Validation::Fine,
        Err(why) => Validation::Wrong(why),
    }
}

fn check_slug(change_set: &ChangeSet<'_>) -> Validation {
    let slug = change_set.text(SLUG);
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.is_empty() {
        Validation::Fine
    } else if !slug.chars().all(is_plain) {
        Validation::Wrong("lowercase letters, digits and hyphens only".to_owned())
    } else if !slug.starts_with(|c: char| c.is_ascii_lowercase()) {
        Validation::Wrong("it starts with a letter".to_owned())
    } else if slug.ends_with('-') {
        Validation::Wrong("it ends with a letter or a digit".to_owned())
    } else {
        Validation::Fine
    }
}

fn time_note(change_set: &ChangeSet<'_>) -> String {
    let here = change_set.about.here();
    time(change_set).map_or_else(
        |_| String::new(),
        |at| format!("{} ago", time_input::distance(here.now, at)),
    )
}

/// The parameters of the request's query.
fn new_body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let mut body = json!({ NAME: change_set.text(NAME) });
    match change_set.text(FROM) {
        "time" => put(
            &mut body,
            "timestamp",
            time_input::write(time(change_set).ok()?).into(),
        ),
        "lsn" => put(&mut body, LSN, change_set.text(LSN).into()),
        _ => {}
    }
    let slug = change_set.text(SLUG);
    if !slug.is_empty() {
        put(&mut body, SLUG, slug.into());
    }
    let expires = expiry::json(change_set);
    if !expires.is_null() {
        put(&mut body, "expires_at", expires);
    }
    Some(body)
}

/// The fields of a branch created from a snapshot.
pub static FROM_SNAPSHOT: EditTable = EditTable {
    wrapper: "branch",
    creates: true,
    body: from_body,
    rows: FROM_ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_, _| {},
    make_consistent: |_, _, _| {},
    effects: from_effects,
};

static FROM_ROWS: &[FieldEdit] = &[FieldEdit {
    check: |change_set| name::branch(change_set, NAME),
    ..row(
        NAME,
        "Branch",
        "Name",
        Input::Text { longest: 256 },
        "The name of the new branch, 1 to 256 characters, unique in the project.",
    )
}];

fn from_effects(_: &ChangeSet<'_>) -> Vec<EditEffect> {
    vec![
        EditEffect::note("a separate root branch; nothing is replaced yet"),
        EditEffect::note("finalize it later to put it in place of the branch it was taken from"),
    ]
}

fn from_body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let mut body = json!({ "name": change_set.text(NAME), "finalize_restore": false });
    let replaces = change_set.text(REPLACES);
    if !replaces.is_empty() {
        put(&mut body, "target_branch_id", replaces.into());
    }
    Some(body)
}
