//! Opening a form, also before everything about the thing is known.

use super::{Draft, Field, Form, Status};
use crate::{
    api::{
        ApiError, Request,
        types::{Endpoint, EndpointState, PreloadLibrary, Project, ProjectId},
    },
    core::{
        action::Ready,
        compute,
        dialog::Dialog,
        effect::{Effect, Slot},
        model::Model,
        remote::Remote,
        target::Target,
    },
    resource::{
        edit::{About, ENDPOINT, PROJECT, Shown, Table},
        endpoint, project,
    },
};
use serde_json::Value;
use std::cell::Cell;

/// Whether the row has a compute that can be edited.
pub fn compute_ready(model: &Model) -> Ready {
    compute::has_one(model)
}

/// Whether the row is a project.
pub fn project_ready(model: &Model) -> Ready {
    match model.selected() {
        Some(Target::Project(_)) => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Whether the row is in a project.
pub fn settings_ready(model: &Model) -> Ready {
    match model.selected().and_then(Target::project) {
        Some(_) => Ready::Yes,
        None => Ready::no("select a project, or something in one"),
    }
}

/// A document as the form works on it.
pub(super) fn document(table: &Table, mut thing: Value) -> Value {
    tidy(&mut thing);
    (table.open)(&mut thing);
    thing
}

/// Writes whole numbers without a fraction: `2`, not `2.0`.
fn tidy(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number
                .as_f64()
                .filter(|n| n.fract() == 0.0 && n.abs() < 1e15);
            if let Some(whole) = whole.filter(|_| number.is_f64()) {
                *value = Value::from(whole as i64);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(fields) => fields.values_mut().for_each(tidy),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

impl Form {
    fn new(
        target: Target,
        table: &'static Table,
        title: Vec<String>,
        name: String,
        about: About,
    ) -> Self {
        let field = |edit| Field {
            edit,
            draft: Draft::Note,
            shown: Shown::Hidden,
            was: None,
            problem: None,
            note: String::new(),
        };
        Self {
            title,
            target,
            name,
            table,
            fields: table.rows.iter().map(field).collect(),
            at: 0,
            status: Status::Loading,
            message: None,
            effects: Vec::new(),
            request: None,
            libraries: Remote::default(),
            help: false,
            scroll: Cell::new(0),
            about,
            old: Value::Null,
        }
    }

    /// The thing is known: the fields get their values.
    fn fill(&mut self, thing: Value) {
        self.old = document(self.table, thing);
        for field in &mut self.fields {
            field.draft = Draft::of(field.edit.input, field.edit.value(&self.old));
        }
        self.status = Status::Editing;
        self.judge("");
    }
}

/// What the rows must know beside the thing.
pub(super) fn about(model: &Model, target: &Target) -> About {
    let project = target.project();
    let full = project.and_then(|id| model.store.full(id));
    let plan = full
        .and_then(|full| full.owner.as_ref())
        .map(|owner| owner.subscription_type.as_str())
        .filter(|plan| !plan.is_empty());
    let org = project
        .and_then(|id| model.store.project(id)?.row.org_id.as_ref())
        .and_then(|org| model.store.orgs.value.get(org))
        .map(|org| org.plan.as_str())
        .filter(|plan| !plan.is_empty());
    let endpoint = match target {
        Target::Endpoint(project, id) => model.store.endpoint(project, id),
        _ => None,
    };
    let name = endpoint.map_or_else(|| model.store.name(target), |e| compute::name(model, e));
    About {
        plan: plan.or(org).map(|plan| project::plan(plan).to_owned()),
        active: endpoint.is_some_and(runs),
        production: endpoint.is_some_and(|endpoint| compute::is_production(model, endpoint)),
        name,
        zone: model.session.zone.clone(),
        now: model.now,
    }
}

fn runs(endpoint: &Endpoint) -> bool {
    endpoint.current_state == EndpointState::Active
        || endpoint.pending_state == Some(EndpointState::Active)
}

/// Opens the form of the row's compute.
pub fn edit_compute(model: &mut Model) -> Vec<Effect> {
    let selected = model
        .selected()
        .and_then(|target| compute::of(model, target));
    let Some(endpoint) = selected else {
        return Vec::new();
    };
    let target = compute::target(endpoint);
    let branch = model
        .store
        .branch(&endpoint.project_id, &endpoint.branch_id);
    let branch = branch.map_or(endpoint.branch_id.as_str(), |branch| branch.name.as_str());
    let title = vec![
        "Edit compute".to_owned(),
        endpoint.id.to_string(),
        branch.to_owned(),
        endpoint::kind(endpoint).to_owned(),
    ];
    let thing = serde_json::to_value(endpoint).unwrap_or_default();
    let about = about(model, &target);
    let name = about.name.clone();
    let mut form = Form::new(target, &ENDPOINT, title, name, about);
    form.fill(thing);
    model.dialogs.open(Dialog::Form(Box::new(form)));
    Vec::new()
}

/// Opens the settings of the row's project; they may have to be loaded first.
pub fn edit_project(model: &mut Model) -> Vec<Effect> {
    let Some(project) = model.selected().and_then(Target::project).cloned() else {
        return Vec::new();
    };
    let target = Target::Project(project.clone());
    let about = about(model, &target);
    let name = about.name.clone();
    let title = vec![
        "Edit project settings".to_owned(),
        name.clone(),
        project.to_string(),
    ];
    let mut form = Form::new(target, &PROJECT, title, name, about);
    form.libraries.ask();
    let mut effects = vec![Effect::load(
        Slot::Libraries(project.clone()),
        Request::preload_libraries(&project),
    )];
    match model.store.full(&project) {
        Some(full) => form.fill(serde_json::to_value(full).unwrap_or_default()),
        None => {
            let full = model
                .store
                .project_mut(&project)
                .full
                .get_or_insert_default();
            full.ask();
            effects.insert(
                0,
                Effect::ask(
                    Slot::Project(project.clone()),
                    Request::get_project(&project).raw(),
                ),
            );
        }
    }
    model.dialogs.open(Dialog::Form(Box::new(form)));
    effects
}

/// More is known now: a form that waits for its project may get it.
pub fn after_answer(model: &mut Model) {
    let waits = |dialog: &Dialog| match dialog {
        Dialog::Form(form) if matches!(form.status, Status::Loading) => Some(form.target.clone()),
        _ => None,
    };
    let Some((id, target)) = model
        .dialogs
        .with_ids()
        .find_map(|(id, dialog)| Some((id, waits(dialog)?)))
    else {
        return;
    };
    let Some(entry) = target
        .project()
        .and_then(|project| model.store.project(project))
    else {
        return;
    };
    let full: Option<&Remote<Project>> = entry.full.as_deref();
    let known = full
        .and_then(Remote::known)
        .map(|full| serde_json::to_value(full).unwrap_or_default());
    let error = full.and_then(Remote::error).map(ApiError::sentence);
    let error = error.or_else(|| {
        entry
            .gone
            .then(|| "the project is gone (deleted elsewhere)".to_owned())
    });
    let about = about(model, &target);
    let Some(Dialog::Form(form)) = model.dialogs.get_mut(id) else {
        return;
    };
    form.about = about;
    match (known, error) {
        (Some(thing), _) => form.fill(thing),
        (None, Some(why)) => form.status = Status::Unknown(why),
        (None, None) => {}
    }
}

fn of_project<'a>(model: &'a mut Model, project: &ProjectId) -> impl Iterator<Item = &'a mut Form> {
    let target = Target::Project(project.clone());
    model
        .dialogs
        .forms_mut()
        .filter(move |form| form.target == target)
}

/// The libraries that a project may preload.
pub fn libraries_came(model: &mut Model, project: &ProjectId, libraries: Vec<PreloadLibrary>) {
    let now = model.now;
    for form in of_project(model, project) {
        form.libraries.set(libraries.clone(), now);
    }
}

/// They could not be had.
pub fn libraries_failed(model: &mut Model, project: &ProjectId, error: &ApiError) {
    for form in of_project(model, project) {
        form.libraries.fail(error.clone());
    }
}
