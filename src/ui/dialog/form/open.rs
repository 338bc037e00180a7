//! Opening a form, even before everything about the item is loaded.

use super::{
    Form, FormField, Status, backups::schedule_received, context::about, create, spending_limit,
};
use crate::{
    api::{
        ApiError, Request,
        types::{PreloadLibrary, Project, ProjectId},
    },
    changes::compute,
    kinds::{
        self,
        edit::{About, BRANCH, DATABASE, ENDPOINT, EditTable, Input, PROJECT, Visibility},
        endpoint,
        time_input::TimeContext,
    },
    neon::{DialogId, Neon, read},
    reads::fetch,
    store::{Store, remote::Remote, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        commands,
        dialog::{Dialogs, form::field_state::FieldState},
        scroll::Scroll,
        settings::Settings,
    },
};
use serde_json::Value;

/// Whether the row has a compute that can be edited.
pub fn compute_ready(browser: &Browser, store: &Store) -> Availability {
    commands::compute::has_one(browser, store)
}

/// Whether the row is a project.
pub fn project_ready(browser: &Browser) -> Availability {
    Availability::shown_if(matches!(browser.selected(), Some(Target::Project(_))))
}

/// Whether the row is in a project.
pub fn settings_ready(browser: &Browser) -> Availability {
    match browser.selected().and_then(Target::project) {
        Some(_) => Availability::Yes,
        None => Availability::no("select a project, or something in one"),
    }
}

/// The document in the form in which the fields work on it.
pub(crate) fn document(table: &EditTable, mut thing: Value, here: TimeContext<'_>) -> Value {
    tidy(&mut thing);
    (table.add_form_fields)(&mut thing, here);
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
    pub(crate) fn new(
        target: Target,
        table: &'static EditTable,
        title: Vec<String>,
        name: String,
        about: About,
    ) -> Self {
        let field = |edit| FormField {
            edit,
            draft: FieldState::Note,
            shown: Visibility::Hidden,
            was: None,
            problem: None,
            note: String::new(),
            refused: None,
        };
        Self {
            title,
            target,
            new: None,
            tried: false,
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
            unaccepted: None,
            fields_scroll: Scroll::default(),
            goes_on: false,
            scroll: Scroll::default(),
            about,
            old: Value::Null,
        }
    }

    /// Sets the values of the fields, once the item is known.
    pub(crate) fn fill(&mut self, thing: Value) {
        self.old = document(self.table, thing, self.about.here());
        for field in &mut self.fields {
            field.draft = FieldState::of(field.edit.input, field.edit.value(&self.old));
        }
        self.status = Status::Editing;
        self.message = None;
        self.revalidate("");
    }
}

/// Opens the form of the row's compute.
pub fn edit_compute(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
) {
    let selected = browser
        .selected()
        .and_then(|target| neon.store.compute_of(target));
    let Some(endpoint) = selected else {
        return;
    };
    let target = compute::target(endpoint);
    let branch = neon.store.branch(&endpoint.project_id, &endpoint.branch_id);
    let branch = branch.map_or(endpoint.branch_id.as_str(), |branch| branch.name.as_str());
    let kind = endpoint::kind(endpoint).to_owned();
    let name = match endpoint.name.as_deref() {
        Some(name) if !name.is_empty() => format!("{name}, {kind}"),
        _ => format!("{}, {kind}", endpoint.id),
    };
    let title = vec!["Edit compute".to_owned(), branch.to_owned(), name];
    let thing = serde_json::to_value(endpoint).unwrap_or_default();
    let about = about(settings, neon, &target, None);
    let name = about.name.clone();
    let project = endpoint.project_id.clone();
    let mut form = Form::new(target, &ENDPOINT, title, name, about);
    form.fill(thing);
    ask_libraries(neon, &mut form, &project);
    dialogs.open(form);
}

/// Requests the libraries that can be preloaded.
fn ask_libraries(neon: &mut Neon, form: &mut Form, project: &ProjectId) {
    form.libraries.start_loading();
    neon.load(
        read::libraries(project.clone()),
        Request::preload_libraries(project),
    );
}

/// Opens the settings of the row's project, which may have to be loaded first.
pub fn edit_project(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
) {
    let Some(project) = browser.selected().and_then(Target::project).cloned() else {
        return;
    };
    let target = Target::Project(project.clone());
    let about = about(settings, neon, &target, None);
    let name = about.name.clone();
    let title = vec!["Edit project settings".to_owned(), name.clone()];
    let mut form = Form::new(target, &PROJECT, title, name, about);
    ask_libraries(neon, &mut form, &project);
    match neon.store.full(&project) {
        Some(full) => form.fill(serde_json::to_value(full).unwrap_or_default()),
        None => {
            let full = neon
                .store
                .project_mut(&project)
                .full
                .get_or_insert_default();
            full.start_loading();
            neon.ask(
                read::project(project.clone()),
                Request::get_project(&project).raw(),
            );
        }
    }
    dialogs.open(form);
}

/// Whether the row is on a branch that is loaded.
pub fn branch_ready(browser: &Browser, store: &Store) -> Availability {
    match browser.selected() {
        Some(target @ (Target::Branch(..) | Target::Endpoint(..))) => {
            match store.branch_of(target) {
                Some(_) => Availability::Yes,
                None => Availability::no("the branch is not loaded yet"),
            }
        }
        _ => Availability::Hidden,
    }
}

/// Whether the row is a database.
pub fn database_ready(browser: &Browser) -> Availability {
    Availability::shown_if(matches!(browser.selected(), Some(Target::Database(..))))
}

/// Opens the form of the row's branch.
pub fn edit_branch(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let selected = browser
        .selected()
        .and_then(|target| neon.store.branch_of(target));
    let Some(branch) = selected else {
        return;
    };
    let target = Target::Branch(branch.project_id.clone(), branch.id.clone());
    let thing = serde_json::to_value(branch).unwrap_or_default();
    let title = vec!["Edit branch".to_owned(), branch.name.to_string()];
    open_on(dialogs, settings, neon, target, &BRANCH, title, thing);
}

/// Opens the form of the row's database.
pub fn edit_database(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
) {
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    let Target::Database(project, branch, name) = &target else {
        return;
    };
    let mut known = neon
        .store
        .contents(project, branch)
        .into_iter()
        .flat_map(|contents| &contents.databases.value);
    let Some(database) = known.find(|database| database.name == *name) else {
        return;
    };
    let thing = serde_json::to_value(database).unwrap_or_default();
    let on = neon
        .store
        .name(&Target::Branch(project.clone(), branch.clone()));
    let title = vec!["Edit database".to_owned(), on, name.to_string()];
    fetch::contents(neon, project, branch, false);
    open_on(dialogs, settings, neon, target, &DATABASE, title, thing);
}

pub(crate) fn open_on(
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &Neon,
    target: Target,
    table: &'static EditTable,
    title: Vec<String>,
    thing: Value,
) {
    let about = about(settings, neon, &target, None);
    let name = about.name.clone();
    let mut form = Form::new(target, table, title, name, about);
    form.fill(thing);
    dialogs.open(form);
}

/// Fills waiting forms and updates what can be picked; called after every answer.
pub fn after_answer(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let forms: Vec<(DialogId, Target, bool)> = dialogs
        .with_ids::<Form>()
        .filter(|(_, form)| form.status == Status::Loading)
        .map(|(id, form)| (id, form.target.clone(), form.new.is_some()))
        .collect();
    for (id, target, creates) in forms {
        if creates {
            create::fill(browser, dialogs, settings, neon, id);
        } else if matches!(target, Target::Schedule(..)) {
            schedule_received(dialogs, &neon.store, id, &target);
        } else if let Target::Spending(org) = &target {
            spending_limit::received(dialogs, &neon.store, id, org);
        } else {
            project_received(dialogs, settings, neon, id, &target);
        }
    }
    offer_anew(dialogs, settings, neon);
}

/// Updates what can be picked.
fn offer_anew(dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let picks = |form: &Form| form.table.rows.iter().any(|row| row.input == Input::Pick);
    let forms = dialogs.with_ids::<Form>();
    let forms = forms.filter(|(_, form)| form.status == Status::Editing && picks(form));
    let forms = forms.filter_map(|(id, form)| {
        let fresh = about(settings, neon, &form.target, form.new.as_ref());
        (fresh.offers != form.about.offers).then_some((id, fresh))
    });
    for (id, fresh) in forms.collect::<Vec<_>>() {
        if let Some(form) = dialogs.get_as_mut::<Form>(id) {
            form.about = fresh;
            form.revalidate("");
        }
    }
}

/// Whether what a form waits for has been loaded, and the error if loading failed.
pub(crate) fn progress<T>(known: Option<&Remote<T>>) -> (bool, Option<String>) {
    let settled = known.filter(|known| !known.is_loading());
    let error = known.and_then(Remote::error).map(ApiError::sentence);
    (settled.is_some_and(|known| known.known().is_some()), error)
}

/// Fills a waiting form, or shows why it cannot be filled.
pub(crate) fn fill_waiting(
    dialogs: &mut Dialogs,
    store: &Store,
    id: DialogId,
    target: &Target,
    is_known: bool,
    error: Option<String>,
) {
    let thing = kinds::lookup::of(target, |kind| kind.document(store));
    let Some(form) = dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    match (error, thing.filter(|_| is_known)) {
        (Some(why), _) => form.status = Status::Unknown(why),
        (None, Some(thing)) => form.fill(thing),
        (None, None) => {}
    }
}

/// Fills a form that waits for its project.
fn project_received(
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &Neon,
    id: DialogId,
    target: &Target,
) {
    let Some(entry) = target
        .project()
        .and_then(|project| neon.store.project(project))
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
    let about = about(settings, neon, target, None);
    let Some(form) = dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    form.about = about;
    match (known, error) {
        (Some(thing), _) => form.fill(thing),
        (None, Some(why)) => form.status = Status::Unknown(why),
        (None, None) => {}
    }
}

/// The forms that wait for the libraries of a project.
fn of_project<'a>(
    dialogs: &'a mut Dialogs,
    project: &ProjectId,
) -> impl Iterator<Item = &'a mut Form> {
    let project = project.clone();
    dialogs.all_mut().filter(move |form: &&mut Form| {
        form.target.project() == Some(&project) && form.libraries.is_loading()
    })
}

pub fn libraries_received(
    dialogs: &mut Dialogs,
    neon: &Neon,
    project: &ProjectId,
    libraries: Vec<PreloadLibrary>,
) {
    let now = neon.now;
    for form in of_project(dialogs, project) {
        form.libraries.set(libraries.clone(), now);
    }
}

pub fn libraries_failed(dialogs: &mut Dialogs, project: &ProjectId, error: &ApiError) {
    for form in of_project(dialogs, project) {
        form.libraries.fail(error.clone());
    }
}
