//! What starting, suspending and restarting a compute sends, and what a compute is called.

use super::write::Verb;
use crate::{
    api::types::{Branch, Endpoint},
    neon::Neon,
    store::target::Target,
};
use jiff::SignedDuration;

pub(crate) const START: Verb = Verb {
    doing: "starting",
    done: "started",
    plain: "start",
};
pub(crate) const SUSPEND: Verb = Verb {
    doing: "suspending",
    done: "suspended",
    plain: "suspend",
};
/// The identity of a compute.
pub fn target(endpoint: &Endpoint) -> Target {
    Target::Endpoint(endpoint.project_id.clone(), endpoint.id.clone())
}

pub fn branch<'a>(neon: &'a Neon, endpoint: &Endpoint) -> Option<&'a Branch> {
    neon.store.branch(&endpoint.project_id, &endpoint.branch_id)
}

/// How old what is known of a compute may be to be trusted where it matters: twice the usual refresh.
const FRESH: SignedDuration = SignedDuration::from_secs(30);

/// Whether what is known of a compute is new enough to be trusted: it may have gone to sleep since.
pub fn is_fresh(neon: &Neon, endpoint: &Endpoint) -> bool {
    let inside = neon.store.inside(&endpoint.project_id);
    let at = inside.and_then(|inside| inside.endpoint_at(&endpoint.id));
    at.is_some_and(|at| neon.now.duration_since(at) <= FRESH)
}

/// "ep-old-sun of staging": as its row in the tree is called, with its branch.
pub fn name(neon: &Neon, endpoint: &Endpoint) -> String {
    let branch =
        branch(neon, endpoint).map_or(endpoint.branch_id.as_str(), |branch| branch.name.as_str());
    format!("{} of {branch}", short(neon, endpoint))
}

/// "ep-old-sun": where there is little room, and the row tells the branch.
pub fn short(neon: &Neon, endpoint: &Endpoint) -> String {
    neon.store.name(&target(endpoint))
}

/// Whether the compute serves a branch that others depend on.
pub fn is_production(neon: &Neon, endpoint: &Endpoint) -> bool {
    branch(neon, endpoint).is_none_or(|branch| {
        let target = Target::Branch(endpoint.project_id.clone(), branch.id.clone());
        neon.is_production(&target)
    })
}
