//! Databases that were changed: their name is their identity, and it may be another one now.

use super::{Changes, verify};
use crate::{
    api::{Request, types::Database},
    changes::event::Event,
    neon::Neon,
    store::target::Target,
};
use serde_json::Value;

/// Keeps what an answer says of a database; answers what it is known by now. The cursor stays on it.
pub fn keep(changes: &mut Changes, neon: &mut Neon, target: &Target, database: Database) -> Target {
    let Target::Database(project, branch, was) = target else {
        return target.clone();
    };
    let now = Target::Database(project.clone(), branch.clone(), database.name.clone());
    let known = &mut neon.store.contents_mut(project, branch).databases.value;
    if let Some(old) = known.iter_mut().find(|old| old.name == *was) {
        *old = database;
    }
    changes.tell(Event::Renamed {
        from: target.clone(),
        to: now.clone(),
    });
    neon.store_changed();
    now
}

/// The database of a list that a change has made of this one, if the change has happened.
pub fn find_changed<'a>(
    target: &Target,
    request: &Request,
    list: &'a [Database],
) -> Option<&'a Database> {
    let name = request
        .body
        .as_ref()
        .and_then(|body| body.pointer("/database/name"));
    let name = name.and_then(Value::as_str).unwrap_or(target.id());
    list.iter().find(|database| {
        database.name.as_str() == name && verify::body(request, "database", database)
    })
}

pub fn keep_changed(
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    request: &Request,
    list: Vec<Database>,
) {
    if let Some(database) = find_changed(target, request, &list).cloned() {
        keep(changes, neon, target, database);
    }
}
