//! How the schema of a database differs from that of the parent branch.

use super::{
    action::Ready,
    delete,
    dialog::{
        Dialog, DialogId, Menu, Viewer,
        confirm::{Confirm, Then},
        menu::{Choice, Item},
        viewer::{Content, Diff},
    },
    effect::{Effect, Slot},
    fetch,
    model::Model,
    target::Target,
};
use crate::api::{
    ApiError, Request, SchemaBase, SchemaQuery,
    types::{Branch, BranchId, DatabaseName, ProjectId},
};

/// Whether the selection is on a branch that has a parent.
pub fn ready(model: &Model) -> Ready {
    let branch = match model.selected() {
        Some(row @ (Target::Branch(..) | Target::Endpoint(..) | Target::Database(..))) => {
            model.store.branch_of(row)
        }
        _ => None,
    };
    match branch {
        Some(branch) if branch.parent_id.is_none() => Ready::no(format!(
            "{} is a root branch: it has no parent to be compared with",
            branch.name
        )),
        Some(_) => Ready::Yes,
        None => Ready::Hidden,
    }
}

/// Compares the database of the row; of a branch with several, asks which.
pub fn run(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.selected().cloned() else {
        return Vec::new();
    };
    if matches!(row, Target::Database(..)) {
        return database(model, row);
    }
    let Some(branch) = model.store.branch_of(&row) else {
        return Vec::new();
    };
    let (project, id, name) = (
        branch.project_id.clone(),
        branch.id.clone(),
        branch.name.clone(),
    );
    let known = model.store.contents(&project, &id);
    let Some(databases) = known.and_then(|contents| contents.databases.known()) else {
        let mut effects = fetch::contents(model, &project, &id, false);
        effects.extend(model.say(format!(
            "loading the databases of {name}; press it again in a moment"
        )));
        return effects;
    };
    let names: Vec<DatabaseName> = databases.iter().map(|one| one.name.clone()).collect();
    let target = |name: &DatabaseName| Target::Database(project.clone(), id.clone(), name.clone());
    match names.as_slice() {
        [] => model.say(format!("{name} has no database to compare")),
        [only] => database(model, target(only)),
        several => {
            let items = several.iter().map(|database| Item {
                letter: ' ',
                label: database.to_string(),
                note: String::new(),
                why_not: None,
                choice: Choice::Compare(target(database)),
            });
            let mut menu = Menu::loading(format!("Compare which database of {name}?"), "");
            menu.fill(items.collect());
            model.dialogs.open(Dialog::Menu(menu));
            Vec::new()
        }
    }
}

fn parent<'a>(model: &'a Model, project: &ProjectId, id: &BranchId) -> Option<&'a Branch> {
    let parent = model.store.branch(project, id)?.parent_id.as_ref()?;
    model.store.branch(project, parent)
}

/// Compares a database with the parent's of the same name; the first time, says what that may cost.
pub fn database(model: &mut Model, target: Target) -> Vec<Effect> {
    if model.may_wake {
        return go(model, &target);
    }
    let name = model.store.name(&target);
    let lines = vec![
        delete::place(model, &target),
        String::new(),
        "Neon reads both schemas from running computes: it may start those of this branch and of \
         its parent, and they cost compute time until they suspend again."
            .to_owned(),
        String::new(),
        "Asked once; until the program ends it is not asked again.".to_owned(),
    ];
    let title = format!("Compare the schema of {name}? This may wake computes");
    let confirm = Confirm::question(title, lines, Then::Compare(target));
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
    Vec::new()
}

/// Asks for the difference; the viewer is there at once.
pub fn go(model: &mut Model, target: &Target) -> Vec<Effect> {
    model.may_wake = true;
    let Target::Database(project, branch, name) = target else {
        return Vec::new();
    };
    let here = model.store.branch_of(target);
    let here = here.map_or(branch.to_string(), |branch| branch.name.to_string());
    let base = parent(model, project, branch);
    let base = base.map_or_else(|| "its parent".to_owned(), |base| base.name.to_string());
    let title = format!("Schema of {name}: {here} against {base}");
    let diff = Diff::loading(here, base);
    let viewer = Viewer::new(title, Content::Diff(Box::new(diff)));
    let id = model.dialogs.open(Dialog::Viewer(viewer));
    let query = SchemaQuery {
        database: name.clone(),
        ..SchemaQuery::default()
    };
    let request = Request::compare_schema(project, branch, &query, &SchemaBase::default());
    vec![Effect::ask(Slot::Compare(id), request)]
}

fn diff(model: &mut Model, id: DialogId) -> Option<&mut Diff> {
    match model.dialogs.get_mut(id) {
        Some(Dialog::Viewer(Viewer {
            content: Content::Diff(diff),
            ..
        })) => Some(diff),
        _ => None,
    }
}

/// The difference came.
pub fn came(model: &mut Model, id: DialogId, text: Option<&str>) {
    if let Some(diff) = diff(model, id) {
        diff.set(text.unwrap_or_default());
    }
}

/// It could not be had.
pub fn failed(model: &mut Model, id: DialogId, error: &ApiError) {
    let why = error.sentence();
    if let Some(diff) = diff(model, id) {
        diff.note = why;
    }
}
