//! When a branch is backed up by itself: not at all, or one line of a schedule.

use super::{
    Edit, Effect, Gravity, Input, Plain, Sheet, Table, Unit, Verdict, pick, row, sheet, sheet::put,
    sizes::shown_if, window,
};
use serde_json::{Value, json};

const EVERY: &str = "@every";
const HOUR: &str = "@hour";
const WEEKDAY: &str = "@weekday";
const DAY: &str = "@day";
const KEPT: &str = "@kept";
/// How many lines there are, which the form shows as one.
const LINES: &str = "@lines";
const LONGEST: i64 = 35 * 86_400;
const SHORTEST: i64 = 3_600;
const RHYTHMS: Input = Input::Choice(&[
    pick(Plain::Word("none"), "never"),
    pick(Plain::Word("daily"), "daily"),
    pick(Plain::Word("weekly"), "weekly"),
    pick(Plain::Word("monthly"), "monthly"),
]);
const WEEKDAYS: Input = Input::Choice(&[
    pick(Plain::Word("1"), "Mon"),
    pick(Plain::Word("2"), "Tue"),
    pick(Plain::Word("3"), "Wed"),
    pick(Plain::Word("4"), "Thu"),
    pick(Plain::Word("5"), "Fri"),
    pick(Plain::Word("6"), "Sat"),
    pick(Plain::Word("7"), "Sun"),
]);

/// The fields of a backup schedule.
pub static SCHEDULE: Table = Table {
    wrapper: "schedule",
    creates: false,
    body,
    rows: ROWS,
    wholes: &[],
    tied: &[],
    open,
    settle: |_, _, _| {},
    effects,
};

static ROWS: &[Edit] = &[
    Edit {
        check: check_plan,
        note: |sheet| match sheet.whole(LINES) {
            Some(lines) if lines > 1 => format!("{lines} lines: a change replaces all of them"),
            _ => String::new(),
        },
        ..row(
            EVERY,
            "Backups",
            "Taken",
            RHYTHMS,
            "How often Neon takes a snapshot of the branch by itself. Needs a paid plan.",
        )
    },
    Edit {
        check: check_hour,
        note: |_| "UTC".to_owned(),
        shown: |sheet| shown_if(is_on(sheet)),
        ..row(
            HOUR,
            "Backups",
            "At",
            Input::Amount(Unit::Clock),
            "The hour of the day, in UTC.",
        )
    },
    Edit {
        shown: |sheet| shown_if(sheet.text(EVERY) == "weekly"),
        ..row(
            WEEKDAY,
            "Backups",
            "On",
            WEEKDAYS,
            "The day of the week, in UTC.",
        )
    },
    Edit {
        check: check_day,
        shown: |sheet| shown_if(sheet.text(EVERY) == "monthly"),
        ..row(
            DAY,
            "Backups",
            "On day",
            Input::Text { longest: 2 },
            "The day of the month, 1 to 31; in shorter months the last one.",
        )
    },
    Edit {
        check: check_kept,
        shown: |sheet| shown_if(is_on(sheet)),
        ..row(
            KEPT,
            "Backups",
            "Kept for",
            Input::Amount(Unit::History),
            "How long each of them is kept: 1 h to 35 d.",
        )
    },
];

fn is_on(sheet: &Sheet<'_>) -> bool {
    sheet.text(EVERY) != "none"
}

/// The first line, field by field.
fn open(document: &mut Value) {
    let lines = sheet::at(document, "schedule").as_array().cloned();
    let lines = lines.unwrap_or_default();
    let first = lines.first().cloned().unwrap_or_default();
    let number =
        |key: &str, default: i64| first.get(key).and_then(Value::as_i64).unwrap_or(default);
    let every = first.get("frequency").and_then(Value::as_str);
    let hour = number("hour", 2);
    let (weekday, day) = (number("day", 1).min(7), number("day", 1));
    for (path, value) in [
        (EVERY, Value::from(every.unwrap_or("none"))),
        (HOUR, format!("{hour:02}:00").into()),
        (WEEKDAY, weekday.to_string().into()),
        (DAY, day.to_string().into()),
        (KEPT, number("retention_seconds", 7 * 86_400).into()),
        (LINES, lines.len().into()),
    ] {
        put(document, path, value);
    }
}

fn check_plan(sheet: &Sheet<'_>) -> Verdict {
    if is_on(sheet) && sheet.plan_is("free") {
        Verdict::Doubt("backups need a paid plan; Neon may refuse this".to_owned())
    } else {
        Verdict::Fine
    }
}

fn hour(sheet: &Sheet<'_>) -> Option<u16> {
    let minutes = window::minutes(sheet.text(HOUR))?;
    (minutes % 60 == 0).then_some(minutes / 60)
}

fn check_hour(sheet: &Sheet<'_>) -> Verdict {
    match hour(sheet) {
        Some(_) => Verdict::Fine,
        None => Verdict::Wrong("Neon knows whole hours only: 02:00".to_owned()),
    }
}

fn day(sheet: &Sheet<'_>) -> Option<u8> {
    let day = sheet.text(DAY).trim().parse().ok()?;
    (1..=31).contains(&day).then_some(day)
}

fn check_day(sheet: &Sheet<'_>) -> Verdict {
    match day(sheet) {
        Some(_) => Verdict::Fine,
        None => Verdict::Wrong("a day of the month: 1 to 31".to_owned()),
    }
}

fn check_kept(sheet: &Sheet<'_>) -> Verdict {
    match sheet.whole(KEPT) {
        Some(seconds) if (SHORTEST..=LONGEST).contains(&seconds) => Verdict::Fine,
        _ => Verdict::Wrong("1 h to 35 d".to_owned()),
    }
}

fn effects(sheet: &Sheet<'_>) -> Vec<Effect> {
    if !sheet.changed(EVERY) || is_on(sheet) {
        return Vec::new();
    }
    let text = "no more backups are taken; those that are there stay until they expire";
    vec![Effect::new(Gravity::Ask, text)]
}

/// All lines: none, or the one of the form.
fn body(table: &Table, sheet: &Sheet<'_>) -> Option<Value> {
    if !table.rows.iter().any(|row| sheet.changed(row.path)) {
        return None;
    }
    if !is_on(sheet) {
        return Some(json!({ "schedule": [] }));
    }
    let mut line = json!({
        "frequency": sheet.text(EVERY),
        "hour": hour(sheet)?,
        "retention_seconds": sheet.whole(KEPT)?,
    });
    match sheet.text(EVERY) {
        "weekly" => put(
            &mut line,
            "day",
            sheet.text(WEEKDAY).parse::<u8>().ok()?.into(),
        ),
        "monthly" => put(&mut line, "day", day(sheet)?.into()),
        _ => {}
    }
    Some(json!({ "schedule": [line] }))
}
