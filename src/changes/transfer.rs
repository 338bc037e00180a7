//! Transferring a project to another organization.
//!
//! Neon moves it at once with everything in it. This takes a member of both organizations, so the reverse request
//! undoes it.

use super::{change::Change, spec::ChangeSpec, undo::UndoMethod};
use crate::{
    api::{
        Request,
        types::{OrgId, ProjectAnswer, ProjectId},
    },
    kinds::verb::Verb,
    store::target::Target,
};

pub const TRANSFER: ChangeSpec = ChangeSpec {
    verb: Verb::new("transferring", "transferred", "transfer"),
    is_done: |change, answer| {
        answer.body().is_some_and(|now: ProjectAnswer| {
            now.project.org_id.is_some() && now.project.org_id == to(change)
        })
    },
    keep: |_, neon, change, _| {
        if let (Some(project), Some(org)) = (change.project(), to(change)) {
            neon.store.give(project, &org);
            neon.store_changed();
        }
    },
    inverse: |neon, change| {
        let project = change.project()?;
        let from = neon.store.project(project)?.row.org_id.as_ref()?;
        UndoMethod::send(self::change(project, &change.name, &to(change)?, from))
    },
    ..ChangeSpec::PLAIN
};

/// The organization a project is transferred to.
fn to(change: &Change) -> Option<OrgId> {
    change.text("/destination_org_id").map(OrgId::from)
}

/// The change that moves a project from one organization to another.
pub fn change(project: &ProjectId, name: &str, from: &OrgId, to: &OrgId) -> Change {
    let request = Request::transfer_project(from, project, to);
    Change::new(Target::Project(project.clone()), name, request)
}
