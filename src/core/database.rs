//! Databases that were changed: their name is their identity, and it may be another one now.

use super::{answer, model::Model, target::Target, write};
use crate::api::{Request, types::Database};
use serde_json::Value;

/// Keeps what an answer says of a database; answers what it is known by now. The cursor stays on it.
pub fn keep(model: &mut Model, target: &Target, database: Database) -> Target {
    let Target::Database(project, branch, was) = target else {
        return target.clone();
    };
    let now = Target::Database(project.clone(), branch.clone(), database.name.clone());
    let known = &mut model.store.contents_mut(project, branch).databases.value;
    if let Some(old) = known.iter_mut().find(|old| old.name == *was) {
        *old = database;
    }
    if model.tree.cursor.as_ref() == Some(target) {
        model.tree.cursor = Some(now.clone());
    }
    answer::rebuild(model);
    now
}

/// The answer to a change was lost, and this is the list now: whether the change has happened.
pub fn changed_after_all(
    model: &mut Model,
    target: &Target,
    request: &Request,
    list: Vec<Database>,
) -> bool {
    let name = request
        .body
        .as_ref()
        .and_then(|body| body.pointer("/database/name"));
    let name = name
        .and_then(Value::as_str)
        .unwrap_or(target.id())
        .to_owned();
    let found = list.into_iter().find(|database| {
        let now = serde_json::to_value(database);
        database.name.as_str() == name
            && now.is_ok_and(|now| write::holds(request, "database", &now))
    });
    match found {
        Some(database) => {
            keep(model, target, database);
            true
        }
        None => false,
    }
}
