//! Backup schedules of branches: lines such as `weekly mon 02:00 keep 14d`, in UTC.
//!
//! Neon replaces all lines at once, so the form holds all of them.

use super::{
    change_set::{self, ChangeSet, put},
    table::{EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row},
    unit::Unit,
};
use crate::kinds::{deletion, price};
use serde_json::{Map, Value, json};

const PATH: &str = "schedule";
const LONGEST: i64 = 35 * 86_400;
const SHORTEST: i64 = 3_600;
/// How often snapshots can be taken.
const RHYTHMS: [&str; 3] = ["daily", "weekly", "monthly"];
/// How often they are taken by older schedules. Neon takes no such lines any more, and all lines are sent.
const OLD_RHYTHMS: [&str; 2] = ["hourly", "yearly"];
/// Days of the week as they are written; Neon counts them from 1.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// The syntax, shown if a line is invalid.
const EXAMPLE: &str = "daily 02:00 keep 7d, weekly mon 02:00 keep 14d, monthly 1 03:00 keep 35d";

pub static SCHEDULE: EditTable = EditTable {
    wrapper: "schedule",
    creates: false,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |document, _| open(document),
    make_consistent: |_, _, _| {},
    effects,
};

static ROWS: &[FieldEdit] = &[FieldEdit {
    check: check_plan,
    note: |change_set| match lines_of(change_set.new) {
        0 => "never; daily 02:00 keep 7d".to_owned(),
        _ => "a line each, times in UTC: weekly mon 02:00 keep 14d".to_owned(),
    },
    ..row(
        PATH,
        "Backups",
        "Taken",
        Input::Schedule,
        "When Neon takes a snapshot of the branch by itself, a line for each rhythm, in UTC: daily 02:00, weekly mon 02:00, monthly 15 02:00; behind it how long each of them is kept, 1h to 35d: keep 14d. All lines are sent and replace those that were there. Needs a paid plan.",
    )
}];

/// Splits typed or pasted text into lines.
pub fn lines(text: &str) -> Vec<String> {
    let lines = text.split(['\n', ';']).map(str::trim);
    let is_line = |line: &&str| !line.is_empty() && !line.starts_with('#');
    lines.filter(is_line).map(str::to_owned).collect()
}

/// Writes a schedule as lines.
pub fn write(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.map(line).collect()
}

fn line(item: &Value) -> String {
    let number = |key: &str| item.get(key).and_then(Value::as_i64);
    let every = item.get("frequency").and_then(Value::as_str);
    let every = every.unwrap_or_default();
    let mut words = vec![every.to_owned()];
    let weekday = |day: i64| {
        let at = usize::try_from(day).ok()?.checked_sub(1)?;
        DAYS.get(at).map(|day| (*day).to_owned())
    };
    match (every, number("month"), number("day")) {
        ("weekly", _, Some(day)) => words.extend(weekday(day)),
        (_, Some(month), day) => words.push(format!("{month:02}-{:02}", day.unwrap_or(1))),
        (_, None, Some(day)) => words.push(day.to_string()),
        (_, None, None) => {}
    }
    words.extend(number("hour").map(|hour| format!("{hour:02}:00")));
    words.extend(
        item.get("retention_seconds")
            .filter(|seconds| !seconds.is_null())
            .map(|seconds| format!("keep {}", Unit::History.write(seconds))),
    );
    words.join(" ")
}

/// Reads a schedule from lines.
///
/// # Errors
/// Returns which line is invalid, and why.
pub fn read(lines: &[String]) -> Result<Value, String> {
    let items = lines.iter().map(|line| {
        let item = item(&line.to_lowercase());
        item.map_err(|why| format!("{line}: {why}"))
    });
    items.collect::<Result<Vec<Value>, _>>().map(Value::from)
}

fn item(line: &str) -> Result<Value, String> {
    let (when, retention) = match line.split_once(" keep ") {
        Some((when, retention)) => (when, Some(retention)),
        None => (line, None),
    };
    let mut words = when.split_whitespace();
    let every = words.next().unwrap_or_default();
    if OLD_RHYTHMS.contains(&every) {
        return Err(format!(
            "Neon takes {} lines only; delete this one or change it",
            RHYTHMS.join(", ")
        ));
    }
    if !RHYTHMS.contains(&every) {
        return Err(format!(
            "a line begins with how often: {}; for example {EXAMPLE}",
            RHYTHMS.join(", ")
        ));
    }
    let mut fields = Map::new();
    fields.insert("frequency".to_owned(), every.into());
    for word in words {
        for (key, value) in at(every, word)? {
            if fields.insert(key.to_owned(), value.into()).is_some() {
                return Err(format!("{word} is unexpected"));
            }
        }
    }
    let lacks = |key: &str| !fields.contains_key(key);
    match every {
        "weekly" if lacks("day") => {
            return Err("which day? For example, weekly mon 02:00".to_owned());
        }
        "monthly" if lacks("day") => {
            return Err("which day? For example, monthly 1 02:00".to_owned());
        }
        _ if lacks("hour") => {
            return Err("which hour? For example, 02:00".to_owned());
        }
        _ => {}
    }
    if let Some(retention) = retention {
        fields.insert("retention_seconds".to_owned(), seconds(retention)?);
    }
    Ok(fields.into())
}

/// Reads a word of a line: the hour or the day.
fn at(every: &str, word: &str) -> Result<Vec<(&'static str, i64)>, String> {
    let number = |text: &str, from: i64, to: i64| {
        let number = text.parse().ok();
        number.filter(|number| (from..=to).contains(number))
    };
    if let Some((hour, minutes)) = word.split_once(':') {
        return match (number(hour, 0, 23), minutes) {
            (Some(hour), "00") => Ok(vec![("hour", hour)]),
            _ => Err("only whole hours: 02:00".to_owned()),
        };
    }
    let short: String = word.chars().take(3).collect();
    let weekday = (1..).zip(DAYS).find(|(_, day)| *day == short);
    match (every, weekday) {
        ("weekly", Some((day, _))) => Ok(vec![("day", day)]),
        ("weekly", None) => Err(format!("{word} is not one of {}", DAYS.join(", "))),
        ("monthly", _) => match number(word, 1, 31) {
            Some(day) => Ok(vec![("day", day)]),
            None => Err(format!("{word} is not a day of the month: 1 to 31")),
        },
        _ => Err(format!("{word} has no meaning here: {EXAMPLE}")),
    }
}

/// Reads how long a snapshot is kept.
fn seconds(text: &str) -> Result<Value, String> {
    let value = Unit::History.parse(text)?;
    match value.as_i64() {
        Some(seconds) if (SHORTEST..=LONGEST).contains(&seconds) => Ok(value),
        _ => Err(format!("keep {text}: 1h to 35d")),
    }
}

/// Removes fields that Neon sends as null, which a line does not have.
fn open(document: &mut Value) {
    let mut items = change_set::at(document, PATH).clone();
    for item in items.as_array_mut().into_iter().flatten() {
        if let Some(fields) = item.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
    }
    put(document, PATH, items);
}

fn lines_of(document: &Value) -> usize {
    change_set::at(document, PATH)
        .as_array()
        .map_or(0, Vec::len)
}

fn check_plan(change_set: &ChangeSet<'_>) -> Validation {
    if lines_of(change_set.new) > 0 && change_set.plan_is("free") {
        Validation::Doubt("backups need a paid plan; Neon may refuse this".to_owned())
    } else {
        Validation::Fine
    }
}

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    if !change_set.changed(PATH) {
        return Vec::new();
    }
    if lines_of(change_set.new) == 0 {
        let text = "no more backups are taken; existing ones stay until they expire";
        return vec![EditEffect::new(Severity::Ask, text)];
    }
    let mut effects = vec![EditEffect::note(
        "existing snapshots stay until they expire; these lines set when the next are taken",
    )];
    let kept = kept(change_set::at(change_set.new, PATH));
    if let (Some(kept), Some(one)) = (kept, change_set.about.snapshot_cost()) {
        effects.push(EditEffect::cost(format!(
            "up to {} kept at a time: {} a month at most",
            deletion::count(kept, "snapshot"),
            price::about(kept as f64 * one)
        )));
    }
    effects
}

/// How many snapshots of these lines are kept at a time, if all of them expire.
fn kept(lines: &Value) -> Option<usize> {
    let of_line = |item: &Value| {
        let every = match item.get("frequency")?.as_str()? {
            "hourly" => 3_600,
            "daily" => 86_400,
            "weekly" => 7 * 86_400,
            "monthly" => 28 * 86_400,
            _ => 365 * 86_400,
        };
        let kept = item.get("retention_seconds")?.as_u64()?.div_ceil(every);
        usize::try_from(kept).ok()
    };
    lines.as_array()?.iter().map(of_line).sum()
}

/// Sends all lines.
fn body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let lines = change_set::at(change_set.new, PATH);
    change_set.changed(PATH).then(|| json!({ PATH: lines }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_is_written() {
        for (line, item) in [
            ("daily 02:00", json!({"frequency": "daily", "hour": 2})),
            (
                "weekly sun 23:00 keep 14d",
                json!({"frequency": "weekly", "day": 7, "hour": 23, "retention_seconds": 1_209_600}),
            ),
            (
                "monthly 31 00:00 keep 35d",
                json!({"frequency": "monthly", "day": 31, "hour": 0, "retention_seconds": 3_024_000}),
            ),
        ] {
            let read = read(&[line.to_owned()]).unwrap();
            assert_eq!(read, json!([item]), "{line}");
            assert_eq!(write(&read), [line]);
        }
        let old = json!([
            {"frequency": "hourly", "retention_seconds": 86_400},
            {"frequency": "yearly", "month": 12, "day": 31, "hour": 3},
        ]);
        assert_eq!(write(&old), ["hourly keep 1d", "yearly 12-31 03:00"]);
        let typed = lines("Daily 02:00 ; weekly 03:00 Monday keep 7d\n# a note\n");
        let both = read(&typed).unwrap();
        assert_eq!(write(&both), ["daily 02:00", "weekly mon 03:00 keep 7d"]);
    }

    #[test]
    fn what_is_no_line_says_why() {
        for (line, why) in [
            ("often 02:00", "begins with how often"),
            ("daily", "which hour"),
            ("daily 02:30", "only whole hours"),
            ("daily 24:00", "only whole hours"),
            ("daily 02:00 03:00", "is unexpected"),
            ("daily mon 02:00", "no meaning here"),
            ("hourly keep 1d", "daily, weekly, monthly lines only"),
            ("weekly 02:00", "which day"),
            ("weekly noday 02:00", "not one of mon"),
            ("monthly 32 02:00", "1 to 31"),
            ("yearly 12-31 02:00", "daily, weekly, monthly lines only"),
            ("daily 02:00 keep 36d", "1h to 35d"),
            ("daily 02:00 keep soon", "daily 02:00 keep soon"),
        ] {
            let error = read(&[line.to_owned()]).unwrap_err();
            assert!(error.starts_with(line) && error.contains(why), "{error}");
        }
    }
}
