//! The point in time of the dialog, checked against the restore window.

use super::Connect;
use crate::{
    kinds::{
        time_input::{self, Side, TimeContext},
        units::duration,
    },
    neon::Neon,
    ui::{point_in_time::Past, settings::Settings},
};
use jiff::SignedDuration;

impl Connect {
    /// The point in time that was typed; `None` means now.
    ///
    /// # Errors
    /// Why the text is not valid.
    pub(crate) fn past(&self, settings: &Settings, neon: &Neon) -> Result<Option<Past>, String> {
        let text = self.point_in_time.value().trim();
        if text.is_empty() || text.eq_ignore_ascii_case("now") {
            return Ok(None);
        }
        if is_lsn(text) {
            return Ok(Some(Past::lsn(text)));
        }
        let here = TimeContext {
            now: neon.now,
            zone: &settings.zone,
        };
        let at = time_input::read(text, Side::Past, here)?;
        if at > neon.now {
            return Err("this is in the future: history ends now".to_owned());
        }
        let project = neon.store.project(&self.project);
        let window = project.and_then(|entry| entry.row.history_retention_seconds);
        if let Some(seconds) = window.map(i64::from) {
            let first = neon.now.checked_sub(SignedDuration::from_secs(seconds));
            if first.is_ok_and(|first| at < first) {
                return Err(format!(
                    "the restore window is {}: older history is not kept",
                    duration::exact(seconds)
                ));
            }
        }
        Ok(Some(Past::at(settings, neon, at)))
    }
}

/// Whether a text is a log sequence number: two hexadecimal numbers of 1 to 8 digits.
fn is_lsn(text: &str) -> bool {
    let hex = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    text.split_once('/')
        .is_some_and(|(high, low)| hex(high) && hex(low))
}
