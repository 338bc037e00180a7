//! Forms that create something: when they are available, what must be loaded first, and defaults.

use super::{Form, Status, context::about};
use crate::{
    api::{
        Request,
        types::{Branch, BranchId, EndpointType, OrgId, ProjectId},
    },
    kinds::{
        branch::NewBranch, database::NewDatabase, endpoint::NewCompute, lookup::New,
        masking::NewMaskedBranch, project::NewProject, role::NewRole,
    },
    neon::{DialogId, Neon, read},
    reads::fetch,
    store::{Store, target::Target},
    ui::{
        action::Availability, browser::Browser, dialog::Dialogs, on_screen, settings::Settings,
        table::list::Spec,
    },
};

/// The organization for a new project, given the selection.
fn org(browser: &Browser, store: &Store) -> Option<OrgId> {
    match browser.selected()? {
        Target::Org(org) => Some(org.clone()),
        // Lists of items in a project are not a place to create projects.
        Target::DeletedBranch(..) | Target::Share(..) => None,
        target => store.project(target.project()?)?.row.org_id.clone(),
    }
}

/// Whether a project can be created here.
pub fn project_ready(browser: &Browser, store: &Store) -> Availability {
    match (org(browser, store), browser.selected()) {
        (Some(_), _) => Availability::Yes,
        (None, Some(Target::Shared)) => {
            Availability::no("projects are created in an organization: select one of yours")
        }
        (None, _) => Availability::Hidden,
    }
}

/// Whether a branch can be created here.
pub fn branch_ready(browser: &Browser) -> Availability {
    match browser.selected() {
        // What is in a bucket has nothing to do with branches.
        Some(Target::Object(..)) | None => Availability::Hidden,
        Some(row) if row.project().is_none() => Availability::Hidden,
        Some(_) => Availability::Yes,
    }
}

/// The target whose settings apply to a new branch: the row, or on a project any future branch of it.
pub fn branch_from(browser: &Browser) -> Option<Target> {
    match browser.selected()? {
        Target::Project(project) => Some(NewBranch::to_be(project)),
        row => Some(row.clone()),
    }
}

/// The branch for a new item.
fn selected_branch<'a>(
    browser: &Browser,
    store: &'a Store,
) -> Result<(ProjectId, &'a Branch), Availability> {
    let target = browser.connectable().ok_or(Availability::Hidden)?;
    let project = target.project().ok_or(Availability::Hidden)?;
    let branch = store.branch_of(target);
    let closed = || Availability::no("open the project first: its branches are not loaded");
    Ok((project.clone(), branch.ok_or_else(closed)?))
}

/// Whether there is a branch for a new role or database.
pub fn inside_ready(browser: &Browser, store: &Store) -> Availability {
    match selected_branch(browser, store) {
        Ok(_) => Availability::Yes,
        Err(why) => why,
    }
}

/// Whether a read-write compute can be added to the branch: it has none yet.
pub fn compute_ready(browser: &Browser, neon: &Neon) -> Availability {
    let (project, branch) = match selected_branch(browser, &neon.store) {
        Ok(found) => found,
        Err(why) => return why,
    };
    let mut computes = neon.store.endpoints_of(&project, &branch.id);
    let writes = computes.any(|endpoint| endpoint.r#type == EndpointType::ReadWrite);
    match (writes, are_computes_known(neon, &project)) {
        (true, _) => Availability::no(format!(
            "{} already has a read-write compute; a branch has at most one",
            branch.name
        )),
        (false, true) => Availability::Yes,
        (false, false) => Availability::no("the computes are not loaded yet"),
    }
}

/// Whether a read-only compute can be added to the branch.
pub fn replica_ready(browser: &Browser, neon: &Neon) -> Availability {
    match selected_branch(browser, &neon.store) {
        Ok((project, _)) if are_computes_known(neon, &project) => Availability::Yes,
        Ok(_) => Availability::no("the computes are not loaded yet"),
        Err(why) => why,
    }
}

fn are_computes_known(neon: &Neon, project: &ProjectId) -> bool {
    let inside = neon.store.inside(project);
    inside.is_some_and(|inside| inside.endpoints.known().is_some())
}

/// Opens the form of a new project.
pub fn project(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    let Some(org) = org(browser, &neon.store) else {
        return;
    };
    neon.store
        .regions
        .entry(org.clone())
        .or_default()
        .start_loading();
    let asked = Some(&org).filter(|org| !org.is_empty());
    neon.ask(read::regions(org.clone()), Request::regions(asked));
    open(browser, dialogs, settings, neon, NewProject { org }.into());
}

/// Opens the form of a new branch.
pub fn branch(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    in_project(browser, dialogs, settings, neon, |project| {
        NewBranch { project }.into()
    })
}

/// Opens the form of a new masked branch.
pub fn masked_branch(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
) {
    in_project(browser, dialogs, settings, neon, |project| {
        NewMaskedBranch { project }.into()
    })
}

fn in_project(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
    new: fn(ProjectId) -> New,
) {
    let Some(project) = browser.selected().and_then(Target::project).cloned() else {
        return;
    };
    let lacking = neon
        .store
        .inside(&project)
        .is_none_or(|inside| inside.branches.is_lacking());

    if lacking {
        fetch::project_inside(neon, &project, crate::api::Priority::User);
    }
    fetch::full_project(neon, &project);
    open(browser, dialogs, settings, neon, new(project));
}

/// Opens the form of a new database.
pub fn database(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    in_branch(browser, dialogs, settings, neon, |project, branch| {
        NewDatabase { project, branch }.into()
    })
}

/// Opens the form of a new role.
pub fn role(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    in_branch(browser, dialogs, settings, neon, |project, branch| {
        NewRole { project, branch }.into()
    })
}

/// Opens the form of a new read-write compute.
pub fn compute(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    compute_of(browser, dialogs, settings, neon, EndpointType::ReadWrite)
}

/// Opens the form of a new read-only compute.
pub fn replica(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    compute_of(browser, dialogs, settings, neon, EndpointType::ReadOnly)
}

fn in_branch(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
    new: fn(ProjectId, BranchId) -> New,
) {
    let Ok((project, branch)) = selected_branch(browser, &neon.store) else {
        return;
    };
    let branch = branch.id.clone();
    fetch::contents(neon, &project, &branch, false);
    open(browser, dialogs, settings, neon, new(project, branch));
}

fn compute_of(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
    kind: EndpointType,
) {
    let Ok((project, branch)) = selected_branch(browser, &neon.store) else {
        return;
    };
    let branch = branch.id.clone();
    fetch::full_project(neon, &project);
    let new = NewCompute {
        project,
        branch,
        kind,
    };
    open(browser, dialogs, settings, neon, new.into());
}

/// Whether something can be added to the list.
pub fn can_add_to(browser: &Browser, store: &Store, spec: &Spec) -> Availability {
    match (spec.new)(browser, store) {
        Some(Ok(_)) => Availability::Yes,
        Some(Err(why)) => Availability::No(why),
        None => Availability::Hidden,
    }
}

/// Opens the form that adds something to the list.
pub fn add_to(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &Neon,
    spec: &Spec,
) {
    if let Some(Ok(new)) = (spec.new)(browser, &neon.store) {
        browser.wanted.extend(new.needs(&neon.store));
        open(browser, dialogs, settings, neon, new);
    }
}

pub(crate) fn open(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &Neon,
    new: New,
) {
    let place = new.place();
    let name = neon.store.name(&place);
    let mut title = vec![new.title(), name.clone()];
    if let Target::Branch(project, _) = &place {
        let of = neon.store.name(&Target::Project(project.clone()));
        title.insert(1, of);
    }
    let about = about(settings, neon, &place, Some(&new));
    let mut form = Form::new(place, new.table(), title, name, about);
    form.new = Some(new);
    let id = dialogs.open(form);
    fill(browser, dialogs, settings, neon, id);
}

/// Sets the defaults of a form that waits for data, if it has arrived.
pub(crate) fn fill(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &Neon,
    id: DialogId,
) {
    let Some(form) = dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    let Some(new) = form.new.clone() else {
        return;
    };
    let about = about(settings, neon, &new.place(), Some(&new));
    let defaults = on_screen::new(&new).defaults(browser, neon, &about);
    let Some(form) = dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    form.about = about;
    match defaults {
        Ok(Some(document)) => form.fill(document),
        Ok(None) => {}
        Err(why) => form.status = Status::Unknown(why),
    }
}
