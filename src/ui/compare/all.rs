//! Compares the schemas of all databases of a branch. A list that is closed sends no more requests.

use super::{
    base,
    batch::{Batch, BatchRow},
    parent,
};
use crate::{
    api::{
        ApiError, SchemaQuery,
        types::{BranchId, DatabaseName, ProjectId},
    },
    neon::{DialogId, Neon},
    reads::fetch,
    store::target::Target,
    ui::{
        compare::{schemas::Schemas, with::With},
        dialog::{
            Dialogs,
            diff::Schema,
            viewer::{Content, Viewer, search},
        },
        scroll::ListCursor,
        settings::Settings,
    },
};

/// Opens the list and sends the first requests.
pub(crate) fn go(
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
    (project, branch): (&ProjectId, &BranchId),
    with: &With,
) {
    let here = neon.store.branch(project, branch);
    let here = here.map_or_else(|| branch.to_string(), |here| here.name.to_string());
    let (base, other) = base(settings, neon, (project, branch), with);
    let there = match &other.branch_id {
        Some(there) => Some(there.clone()),
        None => parent(neon, project, branch).map(|parent| parent.id.clone()),
    };
    let mine = names(neon, project, branch).unwrap_or_default();
    // The API does not tell which databases existed at an earlier time.
    let is_past = other.timestamp.is_some() || other.lsn.is_some();
    let unknown = if is_past {
        "the names at that time are unknown".to_owned()
    } else {
        format!("what only {base} has is unknown")
    };
    let there = there.filter(|_| !is_past);
    let title = format!("Schemas of {here} against {base}");
    let schemas = Schemas {
        here,
        base,
        batch: Batch::new((project, branch), SchemaQuery::default(), other, mine),
        cursor: ListCursor::default(),
        unknown,
        there: there.clone(),
        project: project.clone(),
    };
    let viewer = Viewer::new(title, Content::Schemas(Box::new(schemas)))
        .about(&Target::Branch(project.clone(), branch.clone()));
    let id = dialogs.open(viewer);
    if let Some(schemas) = by_id(dialogs, id) {
        schemas.batch.ask(neon, id);
    }
    if let Some(there) = there {
        fetch::contents(neon, project, &there, false);
        databases_received(dialogs, neon, project, &there);
    }
}

/// The databases of a branch, if they are known.
fn names(neon: &Neon, project: &ProjectId, branch: &BranchId) -> Option<Vec<DatabaseName>> {
    let databases = neon.store.contents(project, branch)?.databases.known()?;
    Some(databases.iter().map(|one| one.name.clone()).collect())
}

/// Adds databases that only the base has to the lists that compare with it, once its databases are loaded.
pub(crate) fn databases_received(
    dialogs: &mut Dialogs,
    neon: &Neon,
    project: &ProjectId,
    branch: &BranchId,
) {
    let Some(names) = names(neon, project, branch) else {
        return;
    };
    for viewer in dialogs.all_mut::<Viewer>() {
        if let Content::Schemas(schemas) = &mut viewer.content
            && schemas.project == *project
            && schemas.there.as_ref() == Some(branch)
        {
            schemas.unknown.clear();
            let has = |name: &DatabaseName| schemas.batch.rows.iter().any(|row| row.name == *name);
            let gone: Vec<_> = names.iter().filter(|name| !has(name)).cloned().collect();
            let only_there = |name| BatchRow {
                name,
                schema: Some(Schema::OnlyThere(schemas.base.clone())),
            };
            schemas.batch.rows.extend(gone.into_iter().map(only_there));
            search::again(viewer, &neon.log);
        }
    }
}

fn by_id(dialogs: &mut Dialogs, id: DialogId) -> Option<&mut Schemas> {
    match &mut dialogs.get_as_mut::<Viewer>(id)?.content {
        Content::Schemas(schemas) => Some(schemas),
        _ => None,
    }
}

/// Takes the result for a database and requests the next one. Returns `false` if the dialog is not such a list.
pub fn received(
    dialogs: &mut Dialogs,
    neon: &mut Neon,
    id: DialogId,
    database: &DatabaseName,
    answer: Result<Option<&str>, &ApiError>,
) -> bool {
    let Some(schemas) = by_id(dialogs, id) else {
        return false;
    };
    let schema = match answer {
        Ok(text) => Schema::known(text.unwrap_or_default()),
        Err(error) => Schema::Failed(error.sentence()),
    };
    schemas.batch.put(neon, id, database, schema);
    true
}

/// Opens the difference of the selected database; requests it again if it has failed.
pub fn open(dialogs: &mut Dialogs, neon: &mut Neon) {
    let Some(id) = dialogs.top_id() else {
        return;
    };
    let Some(schemas) = by_id(dialogs, id) else {
        return;
    };
    let Some(row) = schemas.batch.rows.get_mut(schemas.cursor.at) else {
        return;
    };
    let (name, schema) = (row.name.clone(), row.schema.clone());
    match schema {
        Some(Schema::Known { text, .. }) => {
            let diff = schemas.diff(&text, "");
            let (here, base) = (&schemas.here, &schemas.base);
            let title = format!("Schema of {name}: {here} against {base}");
            let viewer = Viewer::new(title, Content::Diff(Box::new(diff)));
            let viewer = viewer.about(&schemas.batch.branch());
            dialogs.open(viewer);
        }
        Some(Schema::Failed(_)) => {
            row.schema = None;
            schemas.batch.ask(neon, id);
        }
        Some(Schema::OnlyThere(base)) => neon.say(format!(
            "{name} is only in {base}: there is nothing to compare"
        )),
        Some(Schema::Asked) | None => neon.say(format!("{name} has not been compared yet")),
    }
}
