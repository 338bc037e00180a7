//! Reading the past: Neon serves a branch as it was, read-only, under a host of its own.
//!
//! The branch's id stands in the host where the compute's would, and `options` names the point
//! (`neon-api.md` §7.1). There is no pooler for it, and a compute of its own starts for it.

use super::model::Model;
use crate::{
    api::types::{BranchId, EndpointId},
    connect::formats::Parts,
    kinds::time_input::{self, TimeContext},
};
use jiff::Timestamp;

/// A point of a branch's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// As the official client writes it behind an `@`.
    pub point: String,
    option: String,
    /// For people: "read-only, as of 12:02 (2h ago)".
    pub words: String,
}

impl Past {
    /// A moment.
    pub fn at(model: &Model, at: Timestamp) -> Self {
        let here = TimeContext {
            now: model.neon.now,
            zone: &model.settings.zone,
        };
        let point = time_input::write(at);
        Self {
            option: format!("neon_timestamp:{point}"),
            words: format!(
                "read-only, as of {}, {} ago",
                time_input::local_words(at, here),
                time_input::distance(model.neon.now, at)
            ),
            point,
        }
    }

    /// A place in the log.
    pub fn lsn(lsn: &str) -> Self {
        Self {
            point: lsn.to_owned(),
            option: format!("neon_lsn:{lsn}"),
            words: format!("at {lsn}"),
        }
    }

    /// Turns the way to a compute into the way to the past of its branch.
    ///
    /// # Errors
    /// That the host is none of Neon's.
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
