//! When a branch is deleted by itself: a moment ahead, thirty days at most, not for everybody.

use super::{Effect, Gravity, Sheet, Shown, Verdict, sheet::at};
use crate::resource::moment::{self, Here, Side};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// Where a form keeps what was typed.
pub(super) const PATH: &str = "@expires";
/// The furthest ahead, in seconds.
const LONGEST: i64 = 30 * 86_400;
/// Thirty days are a little less where the clocks disagree.
const SLACK: i64 = 60;
/// What stands for no expiry.
pub(super) const NEVER: &str = "never";

/// What was typed, as a moment; none for never.
fn typed(text: &str, here: Here<'_>) -> Result<Option<Timestamp>, String> {
    if text.is_empty() || text == NEVER {
        return Ok(None);
    }
    let moment = moment::read(text, Side::Ahead, here)?;
    let ahead = moment.duration_since(here.now).as_secs();
    let latest = LONGEST - SLACK;
    if ahead > latest && ahead <= LONGEST {
        let at = here.now.checked_add(SignedDuration::from_secs(latest));
        return Ok(at.ok());
    }
    Ok(Some(moment))
}

/// What was typed, as a moment that Neon takes; none for never.
///
/// # Errors
/// How it is written, or which limit it breaks.
pub fn read(text: &str, here: Here<'_>) -> Result<Option<Timestamp>, String> {
    let Some(moment) = typed(text, here)? else {
        return Ok(None);
    };
    let ahead = moment.duration_since(here.now).as_secs();
    if ahead <= 0 {
        return Err("this moment is over: an expiry lies ahead".to_owned());
    }
    if ahead > LONGEST {
        let distance = moment::distance(moment, here.now);
        return Err(format!("{distance} is too far ahead: at most 30d"));
    }
    Ok(Some(moment))
}

fn typed_in(sheet: &Sheet<'_>) -> Result<Option<Timestamp>, String> {
    typed(sheet.text(PATH), sheet.about.here())
}

/// As it is sent: null for never.
pub(super) fn json(sheet: &Sheet<'_>) -> Value {
    match typed_in(sheet) {
        Ok(Some(moment)) => moment::write(moment).into(),
        Ok(None) | Err(_) => Value::Null,
    }
}

/// Ahead, and not too far.
pub(super) fn check(sheet: &Sheet<'_>) -> Verdict {
    match read(sheet.text(PATH), sheet.about.here()) {
        Ok(Some(_)) => {}
        Ok(None) => return Verdict::Fine,
        Err(why) => return Verdict::Wrong(why),
    }
    if sheet.flag("protected") {
        return Verdict::Wrong(
            "a protected branch cannot expire: choose never, or do not protect it".to_owned(),
        );
    }
    Verdict::Fine
}

/// Ahead, however far: what holds where Neon names no limit.
pub(super) fn check_ahead(sheet: &Sheet<'_>) -> Verdict {
    match typed_in(sheet) {
        Ok(Some(moment)) if moment <= sheet.about.now => {
            Verdict::Wrong("this moment is over: an expiry lies ahead".to_owned())
        }
        Ok(_) => Verdict::Fine,
        Err(why) => Verdict::Wrong(why),
    }
}

/// "Sat 28 Nov 15:02 here, in 7d".
pub(super) fn note(sheet: &Sheet<'_>) -> String {
    match typed_in(sheet) {
        Ok(Some(moment)) if moment > sheet.about.now => {
            let here = sheet.about.here();
            let distance = moment::distance(moment, here.now);
            format!(
                "{} local time, in {distance}",
                moment::local_words(moment, here)
            )
        }
        Ok(None) => "kept until it is deleted".to_owned(),
        Ok(Some(_)) | Err(_) => String::new(),
    }
}

/// What an expiry means; asked for where there was none, or a later one.
pub(super) fn effects(sheet: &Sheet<'_>) -> Vec<Effect> {
    let Ok(wanted) = typed_in(sheet) else {
        return Vec::new();
    };
    let was = at(sheet.old, "expires_at").as_str();
    let was: Option<Timestamp> = was.and_then(|text| text.parse().ok());
    let Some(moment) = wanted else {
        return vec![Effect::note("the branch stays until it is deleted")];
    };
    let words = moment::local_words(moment, sheet.about.here());
    let text = format!("Neon deletes the branch with its computes and data soon after {words}");
    let sooner = was.is_none_or(|was| moment < was);
    vec![Effect::new(
        if sooner { Gravity::Ask } else { Gravity::Warn },
        text,
    )]
}

/// Branches that Neon lets no expiry have.
pub(super) fn shown(sheet: &Sheet<'_>) -> Shown {
    let why = if sheet.old_flag("default") {
        "the default branch cannot expire"
    } else if sheet.old_flag("protected") {
        "a protected branch cannot expire"
    } else if sheet.about.has_children {
        "branches were made from this one, so it cannot expire"
    } else {
        return Shown::Yes;
    };
    Shown::Locked(why.to_owned())
}
