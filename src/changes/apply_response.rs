//! What answers say of single things, put into the store.

use super::deleted;
use crate::{
    api::{Answer, ApiError, types},
    kinds,
    store::target::Target,
    ui::model::Model,
};

/// Keeps what a second look has brought.
pub fn keep_seen(model: &mut Model, target: &Target, answer: Result<Answer, ApiError>) {
    match answer {
        Ok(Answer::GetProject(answer)) => deleted::came_back(model, answer.project),
        Ok(Answer::GetBranch(answer)) if matches!(target, Target::DeletedBranch(..)) => {
            deleted::branch_came_back(model, target, answer.branch);
        }
        Ok(answer) => {
            let now = model.neon.now;
            kinds::lookup::of(target, |kind| {
                kind.keep(&mut model.neon.store, &answer, now)
            });
            crate::reads::responses::rebuild(model);
        }
        Err(_) => {}
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
    inside.set_branch(branch);
    crate::reads::responses::rebuild(model);
}

/// Keeps what an answer says of a project.
pub fn keep_project(model: &mut Model, project: types::Project) {
    model.neon.store.keep_project(project, model.neon.now);
    crate::reads::responses::rebuild(model);
}
