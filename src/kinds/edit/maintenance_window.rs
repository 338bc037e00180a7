//! The maintenance window: two times of day in UTC, at least an hour apart, on the same day.

use super::{
    change_set::{self, ChangeSet},
    table::Validation,
};
use crate::kinds::{
    units::duration::{self, DAY, HOUR},
    weekdays,
};
use jiff::{civil::Time, tz::TimeZone};
use serde_json::Value;

pub(crate) const WEEKDAYS: &str = "settings.maintenance_window.weekdays";
pub(crate) const START: &str = "settings.maintenance_window.start_time";
pub(crate) const END: &str = "settings.maintenance_window.end_time";

/// Reads a time: hours have one or two digits, minutes two; `24:00` is also midnight.
pub(crate) fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    if text == "24:00" {
        return Some(Time::midnight());
    }
    let (_, minutes) = text.split_once(':')?;
    Time::strptime("%H:%M", text)
        .ok()
        .filter(|_| minutes.len() == 2)
}

/// Seconds since midnight.
pub(crate) fn since_midnight(time: Time) -> i64 {
    time.duration_since(Time::midnight()).as_secs()
}

pub(crate) fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The window in words: `Mon Fri 07:00-08:00 UTC`.
pub(crate) fn words(document: &Value) -> String {
    let days = change_set::at(document, WEEKDAYS).as_array();
    let days: Vec<u8> = days
        .into_iter()
        .flatten()
        .filter_map(|day| u8::try_from(day.as_u64()?).ok())
        .collect();
    if days.is_empty() {
        return "not set".to_owned();
    }
    let text = |path| change_set::at(document, path).as_str().unwrap_or("?");
    format!(
        "{} {}-{} UTC",
        weekdays::words(&days),
        text(START),
        text(END)
    )
}

/// At least one day is required.
pub(crate) fn check_days(change_set: &ChangeSet<'_>) -> Validation {
    let none = change_set::at(change_set.new, WEEKDAYS)
        .as_array()
        .is_none_or(Vec::is_empty);
    if none {
        return Validation::Wrong("choose at least one day".to_owned());
    }
    free_plan(change_set)
}

/// Requires a start; its distance from the end is reported at the end if that was changed.
pub(crate) fn check_start(change_set: &ChangeSet<'_>) -> Validation {
    match time(change_set.text(START)) {
        None => Validation::Wrong("a window needs a start: 07:00".to_owned()),
        Some(_) if change_set.changed(END) => free_plan(change_set),
        Some(_) => span(change_set),
    }
}

/// Requires an end at least an hour after the start, on the same day; midnight counts as its end.
pub(crate) fn check_end(change_set: &ChangeSet<'_>) -> Validation {
    match time(change_set.text(END)) {
        None => Validation::Wrong("a window needs an end: 08:00".to_owned()),
        Some(_) => span(change_set),
    }
}

fn span(change_set: &ChangeSet<'_>) -> Validation {
    let (Some(start), Some(end)) = (time(change_set.text(START)), time(change_set.text(END)))
    else {
        return Validation::Wrong("a window needs a start and an end".to_owned());
    };
    let end = match since_midnight(end) {
        0 => DAY,
        end => end,
    };
    let length = end - since_midnight(start);
    if length <= 0 {
        Validation::Wrong(
            "start and end must be on the same day; 00:00 as the end is midnight".to_owned(),
        )
    } else if length < HOUR {
        Validation::Wrong(format!(
            "{} is too short: at least 1h",
            duration::exact(length)
        ))
    } else {
        free_plan(change_set)
    }
}

fn free_plan(change_set: &ChangeSet<'_>) -> Validation {
    if change_set.plan_is("free") {
        Validation::Doubt(
            "on the free plan Neon sets the window itself and may refuse this".to_owned(),
        )
    } else {
        Validation::Fine
    }
}

/// The local time for a time in UTC: `09:00 Europe/Berlin, a day later`.
pub(crate) fn local(change_set: &ChangeSet<'_>, path: &str) -> String {
    let about = change_set.about;
    let Some(time) = time(change_set.text(path)) else {
        return "UTC".to_owned();
    };
    let today = about.now.to_zoned(TimeZone::UTC).date();
    let Ok(at) = today.to_datetime(time).to_zoned(TimeZone::UTC) else {
        return "UTC".to_owned();
    };
    let here = at.with_time_zone(about.zone.clone());
    if here.offset().seconds() == 0 {
        return "UTC, also local time".to_owned();
    }
    let day = match here.date().cmp(&today) {
        std::cmp::Ordering::Less => ", the day before",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => ", a day later",
    };
    format!("UTC = {} local time{day}", here.strftime("%H:%M"))
}
