//! Forms that create something: when they are available, what must be loaded first, and defaults.

use super::{Form, Status, context::about};
use crate::{
    api::{
        Request,
        types::{Branch, BranchId, EndpointType, OrgId, ProjectId},
    },
    kinds::{
        branch::NewBranch, database::NewDatabase, endpoint::NewCompute, lookup::New,
        project::NewProject, role::NewRole, share::NewShare,
    },
    neon::{DialogId, Neon, list::List, read},
    reads::fetch,
    store::target::Target,
    ui::{action::Availability, model::Model, on_screen},
};

/// The organization for a new project, given the selection.
fn org(model: &Model) -> Option<OrgId> {
    match model.browser.selected()? {
        Target::Org(org) => Some(org.clone()),
        // Lists of items in a project are not a place to create projects.
        Target::DeletedBranch(..) | Target::Share(..) => None,
        target => model
            .neon
            .store
            .project(target.project()?)?
            .row
            .org_id
            .clone(),
    }
}

/// Whether a project can be created here.
pub fn project_ready(model: &Model) -> Availability {
    match (org(model), model.browser.selected()) {
        (Some(_), _) => Availability::Yes,
        (None, Some(Target::Shared)) => {
            Availability::no("projects are created in an organization: select one of yours")
        }
        (None, _) => Availability::Hidden,
    }
}

/// Whether a branch can be created here.
pub fn branch_ready(model: &Model) -> Availability {
    match model.browser.selected().and_then(Target::project) {
        Some(_) => Availability::Yes,
        None => Availability::Hidden,
    }
}

/// The target whose settings apply to a new branch: the row, or on a project any future branch of it.
pub fn branch_from(model: &Model) -> Option<Target> {
    match model.browser.selected()? {
        Target::Project(project) => Some(NewBranch::to_be(project)),
        row => Some(row.clone()),
    }
}

/// The branch for a new item.
fn selected_branch(model: &Model) -> Result<(ProjectId, &Branch), Availability> {
    let target = model.browser.selected().ok_or(Availability::Hidden)?;
    let project = target.project().ok_or(Availability::Hidden)?;
    let branch = model.neon.store.branch_of(target);
    let closed = || Availability::no("open the project first: its branches are not loaded");
    Ok((project.clone(), branch.ok_or_else(closed)?))
}

/// Whether there is a branch for a new role or database.
pub fn inside_ready(model: &Model) -> Availability {
    match selected_branch(model) {
        Ok(_) => Availability::Yes,
        Err(why) => why,
    }
}

/// Whether a read-write compute can be added to the branch: it has none yet.
pub fn compute_ready(model: &Model) -> Availability {
    let (project, branch) = match selected_branch(model) {
        Ok(found) => found,
        Err(why) => return why,
    };
    let mut computes = model.neon.store.endpoints_of(&project, &branch.id);
    let writes = computes.any(|endpoint| endpoint.r#type == EndpointType::ReadWrite);
    match (writes, are_computes_known(&model.neon, &project)) {
        (true, _) => Availability::no(format!(
            "{} already has a read-write compute; a branch has at most one",
            branch.name
        )),
        (false, true) => Availability::Yes,
        (false, false) => Availability::no("the computes are not loaded yet"),
    }
}

/// Whether a read-only compute can be added to the branch.
pub fn replica_ready(model: &Model) -> Availability {
    match selected_branch(model) {
        Ok((project, _)) if are_computes_known(&model.neon, &project) => Availability::Yes,
        Ok(_) => Availability::no("the computes are not loaded yet"),
        Err(why) => why,
    }
}

fn are_computes_known(neon: &Neon, project: &ProjectId) -> bool {
    let inside = neon.store.inside(project);
    inside.is_some_and(|inside| inside.endpoints.known().is_some())
}

/// Opens the form of a new project.
pub fn project(model: &mut Model) {
    let Some(org) = org(model) else {
        return;
    };
    model
        .neon
        .store
        .regions
        .entry(org.clone())
        .or_default()
        .ask();
    let asked = Some(&org).filter(|org| !org.is_empty());
    model
        .neon
        .ask(read::regions(org.clone()), Request::regions(asked));
    open(model, NewProject { org }.into());
}

/// Opens the form of a new branch.
pub fn branch(model: &mut Model) {
    let Some(project) = model.browser.selected().and_then(Target::project).cloned() else {
        return;
    };
    let lacking = model
        .neon
        .store
        .inside(&project)
        .is_none_or(|inside| inside.branches.is_lacking());

    if lacking {
        fetch::project_inside(&mut model.neon, &project, crate::api::Priority::User);
    }
    fetch::full_project(&mut model.neon, &project);
    open(model, NewBranch { project }.into());
}

/// Opens the form of a new database.
pub fn database(model: &mut Model) {
    in_branch(model, |project, branch| {
        NewDatabase { project, branch }.into()
    })
}

/// Opens the form of a new role.
pub fn role(model: &mut Model) {
    in_branch(model, |project, branch| NewRole { project, branch }.into())
}

/// Opens the form of a new read-write compute.
pub fn compute(model: &mut Model) {
    compute_of(model, EndpointType::ReadWrite)
}

/// Opens the form of a new read-only compute.
pub fn replica(model: &mut Model) {
    compute_of(model, EndpointType::ReadOnly)
}

/// Whether the row is a project that can be shared.
pub fn share_ready(model: &Model) -> Availability {
    let Some(project) = project_to_share(model) else {
        return Availability::Hidden;
    };
    let row = model.neon.store.project(project).map(|entry| &entry.row);
    let owner = row.and_then(|row| row.org_id.as_ref());
    match owner.filter(|org| model.neon.store.orgs.value.contains_key(*org)) {
        Some(_) => Availability::Yes,
        None => Availability::no(
            "the project is shared with you: only members of its owner can share it",
        ),
    }
}

/// Opens the form to share the project.
pub fn share(model: &mut Model) {
    if let Some(project) = project_to_share(model).cloned() {
        open(model, NewShare { project }.into())
    }
}

/// The selected project, or the one whose shares are listed.
fn project_to_share(model: &Model) -> Option<&ProjectId> {
    match (&model.browser.table, model.browser.selected()) {
        (Some(table), _) if table.list == List::Shares => table.of.project(),
        (_, Some(Target::Project(project))) => Some(project),
        _ => None,
    }
}

fn in_branch(model: &mut Model, new: fn(ProjectId, BranchId) -> New) {
    let Ok((project, branch)) = selected_branch(model) else {
        return;
    };
    let branch = branch.id.clone();
    fetch::contents(&mut model.neon, &project, &branch, false);
    open(model, new(project, branch));
}

fn compute_of(model: &mut Model, kind: EndpointType) {
    let Ok((project, branch)) = selected_branch(model) else {
        return;
    };
    let branch = branch.id.clone();
    fetch::full_project(&mut model.neon, &project);
    let new = NewCompute {
        project,
        branch,
        kind,
    };
    open(model, new.into());
}

pub(crate) fn open(model: &mut Model, new: New) {
    let place = new.place();
    let name = model.neon.store.name(&place);
    let mut title = vec![new.title(), name.clone()];
    if let Target::Branch(project, _) = &place {
        let of = model.neon.store.name(&Target::Project(project.clone()));
        title.insert(1, of);
    }
    let about = about(model, &place, Some(&new));
    let mut form = Form::new(place, new.table(), title, name, about);
    form.new = Some(new);
    let id = model.dialogs.open(form);
    fill(model, id);
}

/// Sets the defaults of a form that waits for data, if it has arrived.
pub(crate) fn fill(model: &mut Model, id: DialogId) {
    let Some(form) = model.dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    let Some(new) = form.new.clone() else {
        return;
    };
    let about = about(model, &new.place(), Some(&new));
    let defaults = on_screen::new(&new).defaults(model, &about);
    let Some(form) = model.dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    form.about = about;
    match defaults {
        Ok(Some(document)) => form.fill(document),
        Ok(None) => {}
        Err(why) => form.status = Status::Unknown(why),
    }
}
