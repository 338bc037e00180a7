//! When the computes on screen were awake, as far as their operations tell.

use super::{browser::Browser, home::minute};
use crate::{
    api::types::{Endpoint, OperationId},
    changes::Changes,
    kinds::awake::{Awake, list, reason::Reason},
    neon::Neon,
    store::{ProjectData, Store},
};
use std::sync::Arc;

/// The history of a compute.
pub fn history(
    browser: &Browser,
    changes: &Changes,
    neon: &Neon,
    endpoint: &Endpoint,
) -> Arc<Awake> {
    let log = &changes.log;
    let ours = |operation: &OperationId| Some(log.cause(operation)?.what.as_str());
    let of = |store: &Store| {
        let none = ProjectData::default();
        let project = store.inside(&endpoint.project_id).unwrap_or(&none);
        Awake::of(endpoint, project, ours, neon.now)
    };
    let histories = &browser.panes.details.awake;
    let terms = (minute(neon.now), log.version());
    histories.get(&endpoint.id, &neon.store, terms, of)
}

/// Why a compute does not sleep.
pub fn reason(neon: &Neon, endpoint: &Endpoint, awake: &Awake) -> Option<Reason> {
    let replicates = list::replicates(&neon.store, &endpoint.project_id);
    Reason::of(endpoint, replicates, awake)
}
