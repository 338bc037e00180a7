//! What answers say of single things, put into the store.

use super::deleted;
use crate::{
    api::{Answer, ApiError, types},
    kinds,
    neon::Neon,
    store::target::Target,
};

/// Keeps what a second look has brought.
pub fn keep_seen(neon: &mut Neon, target: &Target, answer: Result<Answer, ApiError>) {
    match answer {
        Ok(Answer::GetProject(answer)) => deleted::came_back(neon, answer.project),
        Ok(Answer::GetBranch(answer)) if matches!(target, Target::DeletedBranch(..)) => {
            deleted::branch_came_back(neon, target, answer.branch);
        }
        Ok(answer) => {
            let now = neon.now;
            kinds::lookup::of(target, |kind| kind.keep(&mut neon.store, &answer, now));
            neon.store_changed();
        }
        Err(_) => {}
    }
}

/// Keeps what an answer says of an endpoint.
pub fn keep_endpoint(neon: &mut Neon, target: &Target, endpoint: types::Endpoint) {
    if let Some(project) = target.project() {
        let now = neon.now;
        let inside = neon.store.inside_mut(project);
        inside.set_endpoint(endpoint, now);
        neon.store_changed();
    }
}

/// Keeps what an answer says of a branch.
pub fn keep_branch(neon: &mut Neon, branch: types::Branch) {
    let inside = neon.store.inside_mut(&branch.project_id.clone());
    inside.set_branch(branch);
    neon.store_changed();
}

/// Keeps what an answer says of a project.
pub fn keep_project(neon: &mut Neon, project: types::Project) {
    neon.store.keep_project(project, neon.now);
    neon.store_changed();
}

pub fn keep_member(neon: &mut Neon, member: types::Member) {
    let people = neon.store.people.entry(member.org_id.clone()).or_default();
    let mut members = people.members.iter_mut();
    if let Some(one) = members.find(|one| one.member.id == member.id) {
        one.unreadable = one.unreadable.with("member", &member.unreadable);
        one.member = member;
    }
    neon.store_changed();
}
