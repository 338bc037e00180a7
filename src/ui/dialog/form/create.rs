//! Forms that make something: when they can be opened, what must be known first, the defaults.

use super::{Form, Status, context::about};
use crate::{
    api::{
        ApiError, Request,
        types::{Branch, BranchId, EndpointType, OrgId, ProjectId, SnapshotId},
    },
    changes::create::New,
    kinds::edit::{About, FIRST_ROLE, PARENT, REACHES, REGION, REPLACES, ROLE},
    neon::{DialogId, Slot, list::List},
    reads::fetch,
    store::{remote::Remote, target::Target},
    ui::{action::Availability, model::Model, table::members},
};
use serde_json::{Value, json};

/// The organization that a project of the selection would be in.
fn org(model: &Model) -> Option<OrgId> {
    match model.selected()? {
        Target::Org(org) => Some(org.clone()),
        // A list of what is in a project is no place for another one.
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

/// Whether a project can be made from here.
pub fn project_ready(model: &Model) -> Availability {
    match (org(model), model.selected()) {
        (Some(_), _) => Availability::Yes,
        (None, Some(Target::Shared)) => {
            Availability::no("a project is made in an organization: select one of yours")
        }
        (None, _) => Availability::Hidden,
    }
}

/// Whether a branch can be made from here.
pub fn branch_ready(model: &Model) -> Availability {
    match model.selected().and_then(Target::project) {
        Some(_) => Availability::Yes,
        None => Availability::Hidden,
    }
}

/// The branch that something new would be on.
fn selected_branch(model: &Model) -> Result<(ProjectId, &Branch), Availability> {
    let target = model.selected().ok_or(Availability::Hidden)?;
    let project = target.project().ok_or(Availability::Hidden)?;
    let branch = model.neon.store.branch_of(target);
    let closed = || Availability::no("open the project first: its branches are not loaded");
    Ok((project.clone(), branch.ok_or_else(closed)?))
}

/// Whether there is a branch, with a compute to do it: Neon makes roles and databases through one.
pub fn inside_ready(model: &Model) -> Availability {
    match selected_branch(model) {
        Ok(_) => Availability::Yes,
        Err(why) => why,
    }
}

/// Whether the branch may get a compute that writes: it has none yet.
pub fn compute_ready(model: &Model) -> Availability {
    let (project, branch) = match selected_branch(model) {
        Ok(found) => found,
        Err(why) => return why,
    };
    let mut computes = model.neon.store.endpoints_of(&project, &branch.id);
    let writes = computes.any(|endpoint| endpoint.r#type == EndpointType::ReadWrite);
    match (writes, are_computes_known(model, &project)) {
        (true, _) => Availability::no(format!(
            "{} already has a read-write compute; a branch has at most one",
            branch.name
        )),
        (false, true) => Availability::Yes,
        (false, false) => Availability::no("the computes are not loaded yet"),
    }
}

/// Whether the branch may get a compute that reads.
pub fn replica_ready(model: &Model) -> Availability {
    match selected_branch(model) {
        Ok((project, _)) if are_computes_known(model, &project) => Availability::Yes,
        Ok(_) => Availability::no("the computes are not loaded yet"),
        Err(why) => why,
    }
}

fn are_computes_known(model: &Model, project: &ProjectId) -> bool {
    let inside = model.neon.store.inside(project);
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
        .ask(Slot::Regions(org.clone()), Request::regions(asked));
    open(model, New::Project(org));
}

/// Opens the form of a new branch.
pub fn branch(model: &mut Model) {
    let Some(project) = model.selected().and_then(Target::project).cloned() else {
        return;
    };
    let lacking = model
        .neon
        .store
        .inside(&project)
        .is_none_or(|inside| inside.branches.is_lacking());

    if lacking {
        fetch::project_inside(model, &project, crate::api::Priority::User);
    }
    fetch::full_project(model, &project);
    open(model, New::Branch(project));
}

/// Opens the form of a new database.
pub fn database(model: &mut Model) {
    on_branch(model, New::Database)
}

/// Opens the form of a new role.
pub fn role(model: &mut Model) {
    on_branch(model, New::Role)
}

/// Opens the form of a compute that writes.
pub fn compute(model: &mut Model) {
    on_branch(model, New::Compute)
}

/// Opens the form of a compute that reads.
pub fn replica(model: &mut Model) {
    on_branch(model, New::Replica)
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

/// Opens the form that shares the project with somebody.
pub fn share(model: &mut Model) {
    if let Some(project) = project_to_share(model).cloned() {
        open(model, New::Share(project))
    }
}

/// The selected project, or that of the list of those with whom it is shared.
fn project_to_share(model: &Model) -> Option<&ProjectId> {
    match (&model.table, model.selected()) {
        (Some(table), _) if table.list == List::Shares => table.of.project(),
        (_, Some(Target::Project(project))) => Some(project),
        _ => None,
    }
}

fn on_branch(model: &mut Model, new: fn(ProjectId, BranchId) -> New) {
    let Ok((project, branch)) = selected_branch(model) else {
        return;
    };
    let branch = branch.id.clone();
    let new = new(project.clone(), branch.clone());
    match &new {
        New::Compute(..) | New::Replica(..) => fetch::full_project(model, &project),
        _ => fetch::contents(model, &project, &branch, false),
    }
    open(model, new);
}

pub(crate) fn open(model: &mut Model, new: New) {
    let place = new.place();
    let name = model.neon.store.name(&place);
    let first = match &new {
        New::Share(_) => "Share project".to_owned(),
        New::Invitation(_) => "Invite people".to_owned(),
        other => format!("New {}", other.word()),
    };
    let mut title = vec![first, name.clone()];
    if let (Target::Branch(project, _), title) = (&place, &mut title) {
        let of = model.neon.store.name(&Target::Project(project.clone()));
        title.insert(1, of);
    }
    let about = about(model, &place, Some(&new));
    let mut form = Form::new(place, new.table(), title, name, about);
    form.new = Some(new);
    let id = model.dialogs.open(form);
    fill(model, id);
}

/// Gives a form that waits for facts its defaults, if they have come.
pub(crate) fn fill(model: &mut Model, id: DialogId) {
    let Some(form) = model.dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    let Some(new) = form.new.clone() else {
        return;
    };
    let about = about(model, &new.place(), Some(&new));
    let defaults = defaults(model, &new, &about);
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

/// What a new thing is like if nothing is chosen; none while something that matters is on its way.
fn defaults(model: &Model, new: &New, about: &About) -> Result<Option<Value>, String> {
    let sentence = |error: Option<&ApiError>| error.map_or(Ok(None), |error| Err(error.sentence()));
    match new {
        New::Project(org) => {
            let regions = model.neon.store.regions.get(org);
            if regions.is_some_and(|regions| regions.is_loading()) {
                return Ok(None);
            }
            let mut document = sizes(&json!({}), about);
            put(&mut document, "@org", org.as_str());
            put(&mut document, REGION, default_region(model, org, about));
            let free = about.plan.as_deref() == Some("free");
            let history = if free { 21_600 } else { 86_400 };
            put(&mut document, "history_retention_seconds", history);
            Ok(Some(document))
        }
        New::Branch(project) => {
            let inside = model.neon.store.inside(project);
            let known = inside.is_some_and(|inside| inside.branches.known().is_some());
            if !known {
                return sentence(inside.and_then(|inside| inside.branches.error()));
            }
            Ok(project_sizes(model, project, about).map(|mut document| {
                put(&mut document, PARENT, parent(model, project));
                put(&mut document, "@compute", !about.no_wake);
                document
            }))
        }
        New::Snapshot(..) => {
            let name = model.neon.store.name(&new.place());
            let at = model.neon.now.strftime("%Y-%m-%dT%H:%MZ");
            Ok(Some(json!({ "name": format!("{name}_{at}") })))
        }
        New::FromSnapshot {
            project, snapshot, ..
        } => Ok(Some(from_snapshot(model, project, snapshot))),
        New::Database(project, branch) | New::Role(project, branch) => {
            on_branch_defaults(model, new, project, branch)
        }
        New::Share(_) | New::ApiKey(None) => Ok(Some(json!({}))),
        New::ApiKey(Some(_)) => Ok(Some(json!({ REACHES: "" }))),
        New::Invitation(org) => {
            let state = members::invitations_state(model, org);
            if state.is_none_or(|state| state.known().is_none()) {
                return sentence(state.and_then(Remote::error));
            }
            Ok(Some(json!({ ROLE: FIRST_ROLE })))
        }
        New::Compute(project, branch) | New::Replica(project, branch) => {
            let kind = match new {
                New::Replica(..) => "read_only",
                _ => "read_write",
            };
            Ok(project_sizes(model, project, about).map(|mut document| {
                put(&mut document, "branch_id", branch.as_str());
                put(&mut document, "type", kind);
                document
            }))
        }
    }
}

/// A branch out of a snapshot is called after it, and may take the place of the one it was taken of.
fn from_snapshot(model: &Model, project: &ProjectId, id: &SnapshotId) -> Value {
    let inside = model.neon.store.inside(project).into_iter();
    let mut known = inside.flat_map(|inside| &inside.snapshots.value);
    let Some(snapshot) = known.find(|snapshot| snapshot.id == *id) else {
        return json!({});
    };
    let source = snapshot.source_branch_id.as_ref();
    let source = source.and_then(|id| model.neon.store.branch(project, id));
    let name = source.map_or("restored", |branch| branch.name.as_str());
    json!({
        "name": format!("{name}_from_{}", snapshot.name),
        REPLACES: source.map(|branch| &branch.id),
    })
}

/// A database gets the owner of the others; both wait for what is on the branch.
fn on_branch_defaults(
    model: &Model,
    new: &New,
    project: &ProjectId,
    branch: &BranchId,
) -> Result<Option<Value>, String> {
    let sentence = |error: Option<&ApiError>| error.map_or(Ok(None), |error| Err(error.sentence()));
    let contents = model.neon.store.contents(project, branch);
    let Some(contents) = contents else {
        return Ok(None);
    };
    let errors = contents.roles.error().or(contents.databases.error());
    if contents.roles.known().is_none() || contents.databases.known().is_none() {
        return sentence(errors);
    }
    let owner = contents
        .databases
        .value
        .iter()
        .map(|d| d.owner_name.as_str());
    let owner = owner.chain(contents.roles.value.iter().map(|role| role.name.as_str()));
    let owner = owner.map(str::to_owned).next().unwrap_or_default();
    Ok(Some(match new {
        New::Role(..) => json!({ "no_login": false }),
        _ => json!({ "owner_name": owner }),
    }))
}

fn put(document: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(fields) = document.as_object_mut() {
        fields.insert(key.to_owned(), value.into());
    }
}

/// The sizes that computes of a project get; none while the project is on its way.
fn project_sizes(model: &Model, project: &ProjectId, about: &About) -> Option<Value> {
    let full = model.neon.store.project(project)?.full.as_deref();
    let settings = match full {
        Some(full) if full.known().is_some() => full
            .value
            .default_endpoint_settings
            .as_ref()
            .and_then(|settings| serde_json::to_value(settings).ok()),
        Some(full) if full.is_loading() => return None,
        _ => None,
    };
    Some(sizes(&settings.unwrap_or_default(), about))
}

/// Sizes from a project's settings, else what Neon gives everybody.
fn sizes(settings: &Value, about: &About) -> Value {
    let number = |key: &str, default: f64| {
        let set = settings.get(key).and_then(Value::as_f64);
        set.unwrap_or(default)
    };
    let most = if about.plan.as_deref() == Some("free") {
        2.0
    } else {
        f64::MAX
    };
    let min = number("autoscaling_limit_min_cu", 0.25);
    let max = number("autoscaling_limit_max_cu", 2.0).min(most).max(min);
    let idle = settings
        .get("suspend_timeout_seconds")
        .and_then(Value::as_i64);
    json!({
        "autoscaling_limit_min_cu": min,
        "autoscaling_limit_max_cu": max,
        "suspend_timeout_seconds": idle.unwrap_or(0),
    })
}

fn default_region(model: &Model, org: &OrgId, about: &About) -> String {
    let known = model
        .neon
        .store
        .regions
        .get(org)
        .and_then(|all| all.known());
    let marked = known.and_then(|regions| regions.iter().find(|region| region.default));
    let first = about.offers(REGION).first();
    marked
        .map(|region| region.region_id.to_string())
        .or_else(|| first.map(|offer| offer.value.clone()))
        .unwrap_or_default()
}

/// The selected branch, unless it expires; else the default one.
fn parent(model: &Model, project: &ProjectId) -> String {
    let selected = model
        .selected()
        .filter(|target| target.project() == Some(project))
        .and_then(|target| model.neon.store.branch_of(target))
        .filter(|branch| branch.expires_at.is_none());
    let branch = selected.or_else(|| model.neon.store.default_branch(project));
    branch
        .map(|branch| branch.id.to_string())
        .unwrap_or_default()
}
