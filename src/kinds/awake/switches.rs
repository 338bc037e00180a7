//! The starts and suspensions of a compute.

use super::wake::{self, Waker};
use crate::{
    api::types::{Endpoint, OperationAction, OperationId, OperationStatus, Time},
    kinds::operation,
    store::ProjectData,
};

pub(super) fn second(time: Option<Time>) -> Option<i64> {
    time.map(|at| at.timestamp().as_second())
}

/// A start or a suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Switch {
    pub at: i64,
    /// What has started it; `None` for a suspension.
    pub starts: Option<Waker>,
}

/// Since when a compute runs, or is suspended.
pub(super) fn present_since(endpoint: &Endpoint, runs: bool) -> Option<i64> {
    second(match runs {
        true => endpoint.started_at,
        false => endpoint.suspended_at,
    })
}

/// The starts and suspensions of a compute, oldest first.
pub(super) fn switches<'a>(
    endpoint: &Endpoint,
    project: &ProjectData,
    ours: impl Fn(&OperationId) -> Option<&'a str>,
    runs: bool,
) -> Vec<Switch> {
    let finished = project
        .operations_of(&endpoint.id)
        .filter(|(_, one)| one.status == OperationStatus::Finished);
    let mut switches: Vec<Switch> = finished
        .filter_map(|(position, one)| {
            let starts = if operation::starts(one) {
                Some(wake::waker(project, position, one, &ours))
            } else if one.action == OperationAction::SuspendCompute {
                None
            } else {
                return None;
            };
            let at = second(one.created_at)?;
            Some(Switch { at, starts })
        })
        .collect();
    let present = present_since(endpoint, runs);
    switches.extend(present.map(|at| Switch {
        at,
        starts: runs.then_some(Waker::Connection),
    }));
    // A suspension comes before a start in the same second: that is a restart.
    switches.sort_by_key(|switch| (switch.at, switch.starts.is_some()));
    switches
}

/// When the settings of a compute were last applied, as far as is known.
pub(super) fn configured(endpoint: &Endpoint, project: &ProjectData) -> Option<i64> {
    let operations = project.operations_of(&endpoint.id);
    let applied = operations.filter(|(_, one)| one.action == OperationAction::ApplyConfig);
    applied.filter_map(|(_, one)| second(one.created_at)).max()
}
