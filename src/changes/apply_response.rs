//! What answers say of single things, put into the store.

use super::{deleted, schedule, spending_limit};
use crate::{
    api::{Answer, ApiError, types},
    store::target::Target,
    ui::{model::Model, table::members},
};

/// Keeps what a second look has brought.
pub fn keep_seen(model: &mut Model, target: &Target, answer: Result<Answer, ApiError>) {
    match answer {
        Ok(Answer::GetEndpoint(answer)) => keep_endpoint(model, target, answer.endpoint),
        Ok(Answer::GetProject(answer)) => deleted::came_back(model, answer.project),
        Ok(Answer::GetBranch(answer)) if matches!(target, Target::DeletedBranch(..)) => {
            deleted::branch_came_back(model, target, answer.branch);
        }
        Ok(Answer::GetBranch(answer)) => keep_branch(model, answer.branch),
        Ok(Answer::GetSpendingLimit(answer)) => {
            if let Target::Spending(org) = target {
                spending_limit::keep(model, org, answer.spending_limit_cents);
            }
        }
        Ok(Answer::GetMember(answer)) => members::keep_one(model, answer.member),
        Ok(Answer::GetSnapshotSchedule(answer)) => schedule::keep(model, target, answer),
        _ => {}
    }
}

/// Keeps what an answer says of an endpoint.
pub fn keep_endpoint(model: &mut Model, target: &Target, endpoint: types::Endpoint) {
    if let Some(project) = target.project() {
        let now = model.neon.now;
        let inside = model.neon.store.inside_mut(project);
        inside.set_endpoint(endpoint, now);
        crate::reads::responses::rebuild(model);
    }
}

/// Keeps what an answer says of a branch.
pub fn keep_branch(model: &mut Model, branch: types::Branch) {
    let inside = model.neon.store.inside_mut(&branch.project_id.clone());
    match &mut inside.incoming {
        Some(incoming) if inside.many => {
            incoming.insert(branch.id.clone(), branch.clone());
        }
        // A list that is on its way may not know of it yet: the next request takes its place.
        incoming => *incoming = None,
    }
    inside.branches.value.insert(branch.id.clone(), branch);
    crate::reads::responses::rebuild(model);
}

/// Keeps what an answer says of a project.
pub fn keep_project(model: &mut Model, project: types::Project) {
    model.neon.store.keep_project(project, model.neon.now);
    crate::reads::responses::rebuild(model);
}
