//! Editing a database, whose name is its identity and may change.

use super::{
    Changes,
    change::Change,
    event::Event,
    spec::ChangeSpec,
    undo::{UndoMethod, inverse},
    verify,
};
use crate::{
    api::{
        Request,
        types::{Database, DatabaseChange, DatabaseList},
    },
    neon::Neon,
    store::target::Target,
};

pub const EDIT: ChangeSpec = ChangeSpec {
    // It may have a new name by now, so its list is read.
    reread: |change| match &change.target {
        Target::Database(project, branch, _) => {
            Some(Request::list_databases(project, branch).into())
        }
        _ => None,
    },
    is_done: |change, answer| {
        let list = answer.body::<DatabaseList>();
        list.is_some_and(|list| find_changed(change, list.databases).is_some())
    },
    keep: |changes, neon, change, answer| {
        if let Some(DatabaseChange { database, .. }) = answer.body() {
            change.target = keep(changes, neon, &change.target, database);
        }
    },
    keep_reread: |changes, neon, change, answer| {
        let list = answer.body::<DatabaseList>();
        if let Some(database) = list.and_then(|list| find_changed(change, list.databases)) {
            keep(changes, neon, &change.target, database);
        }
    },
    // The undo addresses the database by its new name.
    inverse: |neon, change| {
        let Target::Database(project, branch, _) = &change.target else {
            return None;
        };
        let (body, fields) = inverse::body_before(neon, change)?;
        let name = new_name(change).into();
        let request = Request::update_database(project, branch, &name, body);
        let target = Target::Database(project.clone(), branch.clone(), name.clone());
        Some(UndoMethod::change_back(
            Change::new(target, &name, request),
            fields,
        ))
    },
    ..ChangeSpec::EDIT_NAMED
};

/// Stores the database from an answer and returns its new target. The cursor stays on it.
fn keep(changes: &mut Changes, neon: &mut Neon, target: &Target, database: Database) -> Target {
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

/// The name of the database after a change.
fn new_name(change: &Change) -> &str {
    change.text("/database/name").unwrap_or(change.target.id())
}

/// The changed database in a list, if the change has happened.
fn find_changed(change: &Change, list: Vec<Database>) -> Option<Database> {
    let set = change.request.body.as_ref()?.get("database");
    let name = new_name(change);
    let mut list = list.into_iter();
    list.find(|one| one.name.as_str() == name && verify::has_fields(set, one))
}
