//! When the computes on screen were awake, as far as their operations tell.

use super::{browser::Browser, home::minute};
use crate::{
    api::types::{Endpoint, OperationId},
    changes::Changes,
    kinds::awake::{Awake, reason::Reason},
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
    let project = neon.store.full(&endpoint.project_id);
    let settings = project.and_then(|project| project.settings.as_ref());
    let replicates =
        settings.is_some_and(|settings| settings.enable_logical_replication == Some(true));
    Reason::of(endpoint, replicates, awake)
}
