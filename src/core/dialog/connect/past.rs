//! Reading the past: Neon serves a branch as it was, read-only, under a host of its own.
//!
//! The branch's id stands in the host where the compute's would, and `options` names the point
//! (`neon-api.md` §7.1). There is no pooler for it.

use super::Connect;
use crate::{
    core::{formats::Parts, model::Model},
    resource::{
        moment::{self, Here, Side},
        size,
    },
};
use jiff::SignedDuration;

/// A point of a branch's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Past {
    /// As the official client writes it behind an `@`.
    pub point: String,
    option: String,
    /// For people.
    pub words: String,
}

impl Connect {
    /// The point in time that was typed; none is now.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn past(&self, model: &Model) -> Result<Option<Past>, String> {
        let text = self.moment.value().trim();
        if text.is_empty() || text.eq_ignore_ascii_case("now") {
            return Ok(None);
        }
        if is_lsn(text) {
            return Ok(Some(Past {
                point: text.to_owned(),
                option: format!("neon_lsn:{text}"),
                words: format!("at {text}"),
            }));
        }
        let here = Here {
            now: model.now,
            zone: &model.session.zone,
        };
        let at = moment::read(text, Side::Past, here)?;
        if at > model.now {
            return Err("this lies in the future: history ends now".to_owned());
        }
        let project = model.store.project(&self.project);
        let window = project.and_then(|entry| entry.row.history_retention_seconds);
        if let Some(seconds) = window.map(i64::from) {
            let first = model.now.checked_sub(SignedDuration::from_secs(seconds));
            if first.is_ok_and(|first| at < first) {
                return Err(format!(
                    "the restore window is {}: nothing older is kept",
                    size::duration(seconds)
                ));
            }
        }
        let point = moment::write(at);
        Ok(Some(Past {
            option: format!("neon_timestamp:{point}"),
            words: format!(
                "read-only, as of {}, {} ago",
                moment::local_words(at, here),
                moment::distance(model.now, at)
            ),
            point,
        }))
    }

    /// Turns the way to a compute into the way to the past of its branch.
    pub(super) fn point_to_past(&self, parts: &mut Parts, past: &Past) -> Result<(), String> {
        let rest = self.endpoint.as_ref().and_then(|endpoint| {
            let rest = parts.host.strip_prefix(endpoint.as_str())?;
            let rest = rest.strip_prefix("-pooler").unwrap_or(rest);
            rest.starts_with('.').then(|| rest.to_owned())
        });
        let (Some(rest), Some(branch)) = (rest, &self.branch) else {
            return Err("only Neon's own hosts serve the past".to_owned());
        };
        parts.host = format!("{branch}{rest}");
        parts.set("options", Some(&past.option));
        Ok(())
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
