//! Reading the past: Neon serves an earlier state of a branch, read-only, under a host of its own.
//!
//! That host has the branch's id instead of the compute's, and `options` gives the point in time.
//! There is no pooler for it, and Neon starts a separate compute.

use crate::{
    api::types::{BranchId, EndpointId},
    connect::formats::Parts,
    kinds::time_input::{self, TimeContext},
    neon::Neon,
    ui::settings::Settings,
};
use jiff::Timestamp;

/// A point in the history of a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The form that the official client writes after an `@`.
    pub point: String,
    option: String,
    /// The form shown to the user: "read-only, as of 12:02 (2h ago)".
    pub words: String,
}

impl Past {
    /// A point in time.
    pub fn at(settings: &Settings, neon: &Neon, at: Timestamp) -> Self {
        let here = TimeContext {
            now: neon.now,
            zone: &settings.zone,
        };
        let point = time_input::write(at);
        Self {
            option: format!("neon_timestamp:{point}"),
            words: format!(
                "read-only, as of {}, {} ago",
                time_input::local_words(at, here),
                time_input::distance(neon.now, at)
            ),
            point,
        }
    }

    /// A position in the write-ahead log.
    pub fn lsn(lsn: &str) -> Self {
        Self {
            point: lsn.to_owned(),
            option: format!("neon_lsn:{lsn}"),
            words: format!("at {lsn}"),
        }
    }

    /// Turns the connection to a compute into one to the past of its branch.
    ///
    /// # Errors
    /// The host is not one of Neon's.
    pub fn turn(
        &self,
        parts: &mut Parts,
        branch: &BranchId,
        endpoint: &EndpointId,
    ) -> Result<(), String> {
        let rest = parts.host.strip_prefix(endpoint.as_str());
        let rest = rest.map(|rest| rest.strip_prefix("-pooler").unwrap_or(rest));
        let Some(rest) = rest.filter(|rest| rest.starts_with('.')) else {
            return Err("only Neon hosts can connect to a point in time".to_owned());
        };
        parts.host = format!("{branch}{rest}");
        parts.set("options", Some(&self.option));
        Ok(())
    }
}
