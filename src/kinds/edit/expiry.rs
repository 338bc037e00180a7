//! Expiry of branches: a time at most thirty days ahead, and not available for every branch.

use super::{
    change_set::{ChangeSet, at},
    table::{EditEffect, Severity, Validation, Visibility},
};
use crate::kinds::time_input::{self, Side, TimeContext};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// The path of the entered text.
pub(crate) const PATH: &str = "@expires";
/// The furthest ahead, in seconds.
const LONGEST: i64 = 30 * 86_400;
/// Subtracted from thirty days in case the clocks differ.
const SLACK: i64 = 60;
/// The text for no expiry.
pub(crate) const NEVER: &str = "never";

/// An expiry as the form shows it and reads it: `Sat 28 Nov 15:02`, `never`.
pub(crate) fn written(expires_at: Option<&str>, here: TimeContext<'_>) -> String {
    let Some(text) = expires_at else {
        return NEVER.to_owned();
    };
    let at = text.parse::<Timestamp>();
    at.map_or_else(|_| text.to_owned(), |at| time_input::local_words(at, here))
}

/// Reads the entered text; `None` means never.
fn typed(text: &str, here: TimeContext<'_>) -> Result<Option<Timestamp>, String> {
    if text.is_empty() || text == NEVER {
        return Ok(None);
    }
    let time = time_input::read(text, Side::Ahead, here)?;
    let ahead = time.duration_since(here.now).as_secs();
    let latest = LONGEST - SLACK;
    if ahead > latest && ahead <= LONGEST {
        let at = here.now.checked_add(SignedDuration::from_secs(latest));
        return Ok(at.ok());
    }
    Ok(Some(time))
}

/// Reads the entered text as an expiry that Neon accepts; `None` means never.
///
/// # Errors
/// Returns how to write it, or which limit it exceeds.
pub fn read(text: &str, here: TimeContext<'_>) -> Result<Option<Timestamp>, String> {
    let Some(time) = typed(text, here)? else {
        return Ok(None);
    };
    let ahead = time.duration_since(here.now).as_secs();
    if ahead <= 0 {
        return Err("this time has passed: an expiry is in the future".to_owned());
    }
    if ahead > LONGEST {
        let distance = time_input::distance(time, here.now);
        return Err(format!("{distance} is too far ahead: at most 30d"));
    }
    Ok(Some(time))
}

fn typed_in(change_set: &ChangeSet<'_>) -> Result<Option<Timestamp>, String> {
    typed(change_set.text(PATH), change_set.about.here())
}

/// The value to send: null for never.
pub(crate) fn json(change_set: &ChangeSet<'_>) -> Value {
    match typed_in(change_set) {
        Ok(Some(time)) => time_input::write(time).into(),
        Ok(None) | Err(_) => Value::Null,
    }
}

/// Checks that it is in the future, and not too far.
pub(crate) fn check(change_set: &ChangeSet<'_>) -> Validation {
    match read(change_set.text(PATH), change_set.about.here()) {
        Ok(Some(_)) => {}
        Ok(None) => return Validation::Fine,
        Err(why) => return Validation::Wrong(why),
    }
    if change_set.flag("protected") {
        return Validation::Wrong(
            "a protected branch cannot expire: choose never, or do not protect it".to_owned(),
        );
    }
    Validation::Fine
}

/// Checks only that it is in the future, where Neon has no limit.
pub(crate) fn check_ahead(change_set: &ChangeSet<'_>) -> Validation {
    match typed_in(change_set) {
        Ok(Some(time)) if time <= change_set.about.now => {
            Validation::Wrong("this time has passed: an expiry is in the future".to_owned())
        }
        Ok(_) => Validation::Fine,
        Err(why) => Validation::Wrong(why),
    }
}

/// `Sat 28 Nov 15:02 local time, in 7d`
pub(crate) fn note(change_set: &ChangeSet<'_>) -> String {
    match typed_in(change_set) {
        Ok(Some(time)) if time > change_set.about.now => {
            let here = change_set.about.here();
            let distance = time_input::distance(time, here.now);
            let words = time_input::local_words(time, here);
            // What stands in the field already need not be repeated.
            match change_set.text(PATH) == words {
                true => format!("local time, in {distance}"),
                false => format!("{words} local time, in {distance}"),
            }
        }
        Ok(None) => "kept until it is deleted".to_owned(),
        Ok(Some(_)) | Err(_) => String::new(),
    }
}

/// The effects of an expiry; a new or later one needs a confirmation.
pub(crate) fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let Ok(wanted) = typed_in(change_set) else {
        return Vec::new();
    };
    let was = at(change_set.old, "expires_at").as_str();
    let was: Option<Timestamp> = was.and_then(|text| text.parse().ok());
    let Some(time) = wanted else {
        return vec![EditEffect::note("the branch stays until it is deleted")];
    };
    let words = time_input::local_words(time, change_set.about.here());
    let text = format!("Neon deletes the branch with its computes and data soon after {words}");
    let sooner = was.is_none_or(|was| time < was);
    vec![EditEffect::new(
        if sooner {
            Severity::Ask
        } else {
            Severity::Warn
        },
        text,
    )]
}

/// Locks the field for branches that cannot expire.
pub(crate) fn shown(change_set: &ChangeSet<'_>) -> Visibility {
    let why = if change_set.old_flag("default") {
        "the default branch cannot expire"
    } else if change_set.old_flag("protected") {
        "a protected branch cannot expire"
    } else if change_set.about.has_children {
        "it has child branches, so it cannot expire"
    } else {
        return Visibility::Yes;
    };
    Visibility::Locked(why.to_owned())
}
