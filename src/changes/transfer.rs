//! Giving a project to another organization.
//!
//! Neon moves it at once, with all that is in it (§5.1 of the fact pack). Only somebody who is a
//! member of both organizations may do it, so the same request the other way round takes it back.

use super::write::{Change, Expectation, Verb};
use crate::{
    api::{
        Request,
        types::{OrgId, ProjectId},
    },
    neon::Neon,
    store::target::Target,
};

const TRANSFER: Verb = Verb {
    doing: "transferring",
    done: "transferred",
    plain: "transfer",
};

/// The change that moves a project from one organization to another.
pub fn change(project: &ProjectId, name: &str, from: &OrgId, to: &OrgId) -> Change {
    Change {
        target: Target::Project(project.clone()),
        name: name.to_owned(),
        verb: TRANSFER,
        request: Request::transfer_project(from, project, to),
        wanted: Expectation::In(to.clone()),
        form: None,
    }
}

/// Neon has moved the project.
pub fn moved(neon: &mut Neon, change: &Change) {
    if let (Target::Project(project), Expectation::In(org)) = (&change.target, &change.wanted) {
        neon.store.give(project, org);
        neon.store_changed();
    }
}
