//! The forms of triggers.

use super::{ENABLED, PATH, SCHEDULE, STORED, TRIGGER};
use crate::{
    api::{
        Request,
        types::{Bucket, Trigger},
    },
    kinds::{
        edit::{
            ChangeSet, EditEffect, EditTable, FieldEdit, Input, NAME, Scalar, Severity, Validation,
            Visibility, entered, pick, row,
        },
        function::{LONGEST, SLUG, first, offers},
        item::ItemCreation,
    },
    store::target::Target,
};
use serde_json::{Map, Value as Json, json};

const TYPE: &str = "type";
const CRON: &str = "schedule.cron";
const BUCKET: &str = "storage_object_created.bucket_name";
const PREFIX: &str = "storage_object_created.prefix";
/// The longest key of an object, in bytes.
const LONGEST_KEY: usize = 1_024;

fn is_of_clock(change_set: &ChangeSet<'_>) -> bool {
    change_set.text(TYPE) == SCHEDULE
}

const fn shown_if(is_shown: bool) -> Visibility {
    match is_shown {
        true => Visibility::Yes,
        false => Visibility::Hidden,
    }
}

/// What is special about its kind, as the API has it.
fn special(change_set: &ChangeSet<'_>) -> (&'static str, Json) {
    if is_of_clock(change_set) {
        return (SCHEDULE, json!({ "cron": change_set.text(CRON).trim() }));
    }
    let mut stored = json!({ "bucket_name": change_set.text(BUCKET).trim() });
    if let (Some(fields), prefix @ [_, ..]) = (
        stored.as_object_mut(),
        change_set.text(PREFIX).trim().as_bytes(),
    ) {
        fields.insert("prefix".to_owned(), String::from_utf8_lossy(prefix).into());
    }
    (STORED, stored)
}

/// The fields that were set, or all of a new one.
fn body(table: &EditTable, change_set: &ChangeSet<'_>) -> Option<Json> {
    let mut body = Map::new();
    let is_set = |path: &str| table.creates || change_set.changed(path);
    for path in [NAME, SLUG, PATH] {
        let text = change_set.text(path).trim();
        if is_set(path) && !text.is_empty() {
            body.insert(path.to_owned(), text.into());
        }
    }
    if is_set(ENABLED) {
        body.insert(ENABLED.to_owned(), change_set.flag(ENABLED).into());
    }
    if [CRON, BUCKET, PREFIX].into_iter().any(is_set) {
        let (key, special) = special(change_set);
        body.insert(key.to_owned(), special);
    }
    if body.is_empty() {
        return None;
    }
    body.insert(TYPE.to_owned(), change_set.text(TYPE).into());
    Some(body.into())
}

/// What an enabled trigger does.
fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    match change_set.flag(ENABLED) {
        true => vec![EditEffect::new(
            Severity::Ask,
            format!("calls {} by itself from now on", change_set.text(SLUG)),
        )],
        false => Vec::new(),
    }
}

const NAME_ROW: FieldEdit = FieldEdit {
    check: |change_set| {
        let name = change_set.text(NAME).trim();
        match change_set.about.in_use.iter().any(|other| other == name) {
            true => Validation::Wrong(format!("the branch has a trigger {name} already")),
            false => entered(name, "a name", LONGEST - 1),
        }
    },
    ..row(
        NAME,
        "Trigger",
        "Name",
        Input::Text {
            longest: LONGEST - 1,
        },
        "What it is called, unique on the branch.",
    )
};

const CRON_ROW: FieldEdit = FieldEdit {
    shown: |change_set| shown_if(is_of_clock(change_set)),
    check: |change_set| {
        let fields: Vec<&str> = change_set.text(CRON).split_whitespace().collect();
        let is_number = |field: &&str| {
            field
                .chars()
                .all(|c| c.is_ascii_digit() || "*/,-".contains(c))
        };
        match !is_of_clock(change_set) || (fields.len() == 5 && fields.iter().all(is_number)) {
            true => Validation::Fine,
            false => Validation::Wrong("enter five fields, such as 0 3 * * 1-5".to_owned()),
        }
    },
    ..row(
        CRON,
        "When",
        "Schedule",
        Input::Text { longest: LONGEST },
        "Minute, hour, day of the month, month and weekday, in UTC: 0 3 * * 1-5 is at 03:00 on weekdays.",
    )
};

const BUCKET_ROW: FieldEdit = FieldEdit {
    shown: |change_set| shown_if(!is_of_clock(change_set)),
    check: |change_set| match is_of_clock(change_set) {
        true => Validation::Fine,
        false => entered(change_set.text(BUCKET), "the name of a bucket", LONGEST - 1),
    },
    ..row(
        BUCKET,
        "When",
        "Bucket",
        Input::Text {
            longest: LONGEST - 1,
        },
        "It calls the function when an object is stored in this bucket.",
    )
};

const PREFIX_ROW: FieldEdit = FieldEdit {
    shown: |change_set| shown_if(!is_of_clock(change_set)),
    note: |change_set| match change_set.text(PREFIX) {
        "" => "all objects".to_owned(),
        _ => String::new(),
    },
    ..row(
        PREFIX,
        "When",
        "Prefix",
        Input::Text {
            longest: LONGEST_KEY,
        },
        "What the keys of the objects begin with; all of the bucket, if empty.",
    )
};

const PATH_ROW: FieldEdit = FieldEdit {
    check: |change_set| match change_set.text(PATH).trim().starts_with('/') {
        true => Validation::Fine,
        false => Validation::Wrong("enter a path that begins with /".to_owned()),
    },
    ..row(
        PATH,
        "Function",
        "Path",
        Input::Text {
            longest: LONGEST_KEY,
        },
        "The path of the function that it calls.",
    )
};

const ENABLED_ROW: FieldEdit = row(
    ENABLED,
    "When",
    "Enabled",
    Input::Choice(&[
        pick(Scalar::Flag(true), "yes"),
        pick(Scalar::Flag(false), "no"),
    ]),
    "Whether it calls the function.",
);

static NEW: EditTable = EditTable {
    body,
    effects,
    ..EditTable::new(
        true,
        &[
            NAME_ROW,
            row(
                SLUG,
                "Function",
                "Function",
                Input::Pick,
                "The function that it calls.",
            ),
            PATH_ROW,
            row(
                TYPE,
                "When",
                "When",
                Input::Choice(&[
                    pick(Scalar::Word(SCHEDULE), "at some times"),
                    pick(Scalar::Word(STORED), "an object is stored"),
                ]),
                "What makes it call the function: the clock, or an object that is stored.",
            ),
            CRON_ROW,
            BUCKET_ROW,
            PREFIX_ROW,
            ENABLED_ROW,
        ],
    )
};

pub(super) static CHANGE: EditTable = EditTable {
    body,
    effects: |change_set| match change_set.old == change_set.new {
        true => Vec::new(),
        false => effects(change_set),
    },
    ..EditTable::new(
        false,
        &[
            NAME_ROW,
            FieldEdit {
                check: |change_set| entered(change_set.text(SLUG), "the slug of a function", 63),
                ..row(
                    SLUG,
                    "Function",
                    "Function",
                    Input::Text { longest: 63 },
                    "The slug of the function that it calls.",
                )
            },
            PATH_ROW,
            CRON_ROW,
            BUCKET_ROW,
            PREFIX_ROW,
            ENABLED_ROW,
        ],
    )
};

pub(super) static NEW_TRIGGER: ItemCreation = ItemCreation {
    describe: |of, store, about| {
        about.offers.push((SLUG, offers(store, of)));
        let known = store.listings.of::<Trigger>(of).iter();
        about.in_use = known.map(|one| one.name.to_string()).collect();
    },
    first_values: |new, about| {
        let (store, of) = new;
        let bucket = store.listings.of::<Bucket>(of).first();
        Ok(json!({
            SLUG: first(about.offers(SLUG))?,
            PATH: "/",
            TYPE: SCHEDULE,
            SCHEDULE: { "cron": "0 3 * * *" },
            STORED: { "bucket_name": bucket.map(|bucket| &bucket.name) },
            ENABLED: true,
        }))
    },
    ..ItemCreation::new(
        &TRIGGER,
        &NEW,
        NAME,
        Request::create_trigger,
        |project, branch, id| Target::Trigger(project, branch, id.into()),
    )
};
