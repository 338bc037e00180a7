//! The maintenance window: times of day in UTC, an hour apart, on one day.

use super::{ChangeSet, Validation, change_set};
use crate::kinds::{project::days as days_words, units::duration};
use jiff::{civil::Time, tz::TimeZone};
use serde_json::Value;

pub(crate) const WEEKDAYS: &str = "settings.maintenance_window.weekdays";
pub(crate) const START: &str = "settings.maintenance_window.start_time";
pub(crate) const END: &str = "settings.maintenance_window.end_time";

const MIDNIGHT: u16 = 24 * 60;

/// Minutes since midnight; `24:00` is midnight, too.
pub(crate) fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let number = |text: &str, longest: usize| -> Option<u16> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        (digits && (1..=longest).contains(&text.len()))
            .then(|| text.parse().ok())
            .flatten()
    };
    let (hours, minutes) = (
        number(hours, 2)?,
        number(minutes, 2).filter(|_| minutes.len() == 2)?,
    );
    match (hours, minutes) {
        (24, 0) => Some(0),
        (0..24, 0..60) => Some(hours * 60 + minutes),
        _ => None,
    }
}

/// `HH:MM`.
pub(crate) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// The window in words: "Mon Fri 07:00-08:00 UTC".
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
    format!("{} {}-{} UTC", days_words(&days), text(START), text(END))
}

/// At least one day.
pub(crate) fn check_days(sheet: &ChangeSet<'_>) -> Validation {
    let none = change_set::at(sheet.new, WEEKDAYS)
        .as_array()
        .is_none_or(Vec::is_empty);
    if none {
        return Validation::Wrong("choose at least one day".to_owned());
    }
    free_plan(sheet)
}

/// A start is needed; how far the end is from it is said below the end.
pub(crate) fn check_start(sheet: &ChangeSet<'_>) -> Validation {
    match minutes(sheet.text(START)) {
        None => Validation::Wrong("a window needs a start: 07:00".to_owned()),
        Some(_) if sheet.changed(END) => free_plan(sheet),
        Some(_) => span(sheet),
    }
}

/// At least an hour after the start, on the same day; midnight ends the day.
pub(crate) fn check_end(sheet: &ChangeSet<'_>) -> Validation {
    match minutes(sheet.text(END)) {
        None => Validation::Wrong("a window needs an end: 08:00".to_owned()),
        Some(_) => span(sheet),
    }
}

fn span(sheet: &ChangeSet<'_>) -> Validation {
    let (Some(start), Some(end)) = (minutes(sheet.text(START)), minutes(sheet.text(END))) else {
        return Validation::Wrong("a window needs a start and an end".to_owned());
    };
    let end = if end == 0 { MIDNIGHT } else { end };
    if end <= start {
        Validation::Wrong(
            "start and end must be on the same day; 00:00 as the end is midnight".to_owned(),
        )
    } else if end - start < 60 {
        Validation::Wrong(format!(
            "{} is too short: at least 1h",
            duration::exact(i64::from(end - start) * duration::MINUTE)
        ))
    } else {
        free_plan(sheet)
    }
}

fn free_plan(sheet: &ChangeSet<'_>) -> Validation {
    if sheet.plan_is("free") {
        Validation::Doubt(
            "on the free plan Neon sets the window itself and may refuse this".to_owned(),
        )
    } else {
        Validation::Fine
    }
}

/// The local time of a time of day in UTC: "09:00 Europe/Berlin, a day later".
pub(crate) fn local(sheet: &ChangeSet<'_>, path: &str) -> String {
    let about = sheet.about;
    let Some(minutes) = minutes(sheet.text(path)) else {
        return "UTC".to_owned();
    };
    let today = about.now.to_zoned(TimeZone::UTC).date();
    let (Ok(hour), Ok(minute)) = (i8::try_from(minutes / 60), i8::try_from(minutes % 60)) else {
        return "UTC".to_owned();
    };
    let Ok(time) = Time::new(hour, minute, 0, 0) else {
        return "UTC".to_owned();
    };
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
