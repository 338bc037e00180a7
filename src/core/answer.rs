//! What an answer changes.
//!
//! A slot says what was asked, so it says where the answer belongs. Answers never move the cursor
//! and never open or close a dialog, but for the form whose own change they confirm.

use super::{
    dialog::form,
    effect::{Effect, Slot},
    fetch::{self, IMPLIED},
    follow,
    model::{Link, Model},
    moving,
    remote::Fetch,
    target::Target,
    update, write,
};
use crate::api::{
    Answer, ApiError, Exchange, Priority,
    types::{
        Branch, BranchId, BranchesPage, Endpoint, OrgId, Organization, Project, ProjectId,
        ProjectRow, ProjectsPage,
    },
};
use indexmap::IndexMap;
use std::{sync::Arc, time::Duration};

/// How long to wait before Neon is tried again while it cannot be reached.
const TRY_AGAIN: Duration = Duration::from_secs(10);

/// Takes the end of a request.
pub fn take(model: &mut Model, slot: Slot, exchange: Exchange) -> Vec<Effect> {
    model.log.ended(exchange.log);
    let before = model.link.clone();
    let name = model.selected().map(|selected| model.store.name(selected));
    let mut effects = judge_link(model, exchange.answer.as_ref().err());
    model.touched |= model.link != before;
    effects.extend(match slot {
        Slot::Write(target) => {
            model.touched = true;
            write::answered(model, &target, exchange.answer)
        }
        Slot::Check(target) => {
            model.touched = true;
            match form::is_rereading(model, &target) {
                Some(id) => form::reread(model, id, exchange.answer),
                None => write::checked(model, &target, exchange.answer),
            }
        }
        read => match exchange.answer {
            Ok(answer) => took(model, read, answer, exchange.raw),
            Err(error) => failed(model, read, error),
        },
    });
    effects.extend(update::after_answer(model));
    if let (Some(lost), Some(name)) = (model.lost.take(), name) {
        let text = format!(
            "{} {name} is gone (deleted elsewhere); the cursor is on its neighbour",
            lost.kind().word()
        );
        effects.extend(model.say_bad(text));
        effects.extend(moving::moved(model));
    }
    effects
}

/// What the newest answer says about the way to Neon.
fn judge_link(model: &mut Model, error: Option<&ApiError>) -> Vec<Effect> {
    match error {
        Some(ApiError::Auth { message, .. }) => {
            if !matches!(model.link, Link::SignedOut { .. }) {
                model.link = Link::SignedOut {
                    why: message.clone(),
                };
                let text = format!(
                    "Neon no longer accepts this key ({message}). Nothing was changed. Start lazyneon again with a valid key"
                );
                return [model.say_bad(text), vec![Effect::Cancel(Slot::Refresh)]].concat();
            }
            Vec::new()
        }
        Some(ApiError::Network { message }) => {
            if !matches!(model.link, Link::Offline { .. }) {
                model.link = Link::Offline {
                    since: model.now,
                    why: message.clone(),
                };
            }
            vec![Effect::after(Slot::Retry, TRY_AGAIN)]
        }
        Some(_) => Vec::new(),
        None => {
            let was_offline = matches!(model.link, Link::Offline { .. });
            model.link = Link::Online;
            if was_offline {
                fetch::schedule(model)
            } else {
                Vec::new()
            }
        }
    }
}

fn took(model: &mut Model, slot: Slot, answer: Answer, raw: Option<Arc<str>>) -> Vec<Effect> {
    let now = model.now;
    match (slot, answer) {
        (Slot::Auth, Answer::GetAuthDetails(auth)) => model.store.auth.set(auth, now),
        (Slot::User, Answer::GetCurrentUser(user)) => {
            model.touched = true;
            model.store.user.set(user, now);
        }
        (Slot::Orgs, Answer::ListOrganizations(list)) => return orgs(model, list.organizations),
        (Slot::List(list), Answer::ListProjects(page) | Answer::ListSharedProjects(page)) => {
            return projects(model, list, page);
        }
        (Slot::Search(list), Answer::ListProjects(page) | Answer::ListSharedProjects(page)) => {
            found(model, &list, page.projects);
        }
        (Slot::Project(project), Answer::GetProject(answer)) => {
            return project_came(model, project, answer.project, raw);
        }
        (Slot::Branches(project), Answer::ListBranches(page)) => {
            return branches(model, &project, page);
        }
        (Slot::Endpoints(project), Answer::ListEndpoints(list)) => {
            endpoints(model, &project, list.endpoints)
        }
        (Slot::Operations(project), Answer::ListOperations(page)) => {
            fetch::merge_operations(model, &project, &page.operations);
        }
        (Slot::Poll(project), Answer::ListOperations(page)) => {
            fetch::merge_operations(model, &project, &page.operations);
            model.touched = true;
            return follow::seen(model, &project, &page.operations);
        }
        (Slot::PollOne(project, _), Answer::GetOperation(answer)) => {
            let operations = [answer.operation];
            fetch::merge_operations(model, &project, &operations);
            return follow::seen_one(model, &operations);
        }
        (Slot::Databases(Target::Branch(project, branch)), Answer::ListDatabases(list)) => {
            let known = &mut model.store.contents_mut(&project, &branch).databases;
            let changed = known.known() != Some(&list.databases);
            known.set(list.databases, now);
            changed.then(|| rebuild(model));
        }
        (Slot::Roles(Target::Branch(project, branch)), Answer::ListRoles(list)) => {
            let known = &mut model.store.contents_mut(&project, &branch).roles;
            let changed = known.known() != Some(&list.roles);
            known.set(list.roles, now);
            changed.then(|| rebuild(model));
        }
        (Slot::Raw(target), _) => {
            if let Some(raw) = raw {
                model.store.raw = Some((target, raw));
                model.touched = true;
            }
        }
        (Slot::Uri, Answer::GetConnectionUri(answer)) => {
            model.touched = true;
            return super::dialog::connect::uri_came(model, answer.uri);
        }
        (Slot::Libraries(project), Answer::ListPreloadLibraries(list)) => {
            model.touched = true;
            form::libraries_came(model, &project, list.libraries);
        }
        // An answer of another kind than the slot asked for cannot be: the request was made with it.
        _ => {}
    }
    Vec::new()
}

fn failed(model: &mut Model, slot: Slot, error: ApiError) -> Vec<Effect> {
    model.touched = true;
    let implied = Target::Org(OrgId::from(IMPLIED));
    match slot {
        Slot::Auth => model.store.auth.fail(error),
        Slot::User => model.store.user.fail(error),
        Slot::Orgs => {
            model.store.orgs.fail(error);
            return Vec::new();
        }
        // A personal key must name an organisation: the list of organisations is on its way.
        Slot::List(list) if list == implied && error.needs_organization() => {
            model.store.lists.remove(&implied);
            return open_first_org(model);
        }
        Slot::List(list) => {
            if let Some(listing) = model.store.lists.get_mut(&list) {
                listing.state.fail(error);
            }
        }
        Slot::Search(_) => {
            if let Some(filter) = &mut model.tree.filter {
                filter.search = Fetch::Failed(error);
            }
        }
        Slot::Project(project) => return project_failed(model, &project, error),
        Slot::Branches(project) => {
            if error.is_gone() {
                return gone(model, &project);
            }
            model.store.inside_mut(&project).branches.fail(error);
        }
        Slot::Endpoints(project) => model.store.inside_mut(&project).endpoints.fail(error),
        Slot::Operations(project) => model.store.inside_mut(&project).operations.fail(error),
        Slot::Poll(project) => return follow::missed(model, &project),
        Slot::Databases(Target::Branch(project, branch)) => {
            model
                .store
                .contents_mut(&project, &branch)
                .databases
                .fail(error);
        }
        Slot::Roles(Target::Branch(project, branch)) => model
            .store
            .contents_mut(&project, &branch)
            .roles
            .fail(error),
        Slot::Raw(target) => {
            if error.is_gone() {
                let name = model.store.name(&target);
                return model.say_bad(format!(
                    "{name} is gone (deleted elsewhere), or this key may not see it"
                ));
            }
            return model.say_bad(error.sentence());
        }
        Slot::Uri => {
            let of = model.uri_for.clone();
            model.forget_uri();
            return super::dialog::connect::uri_failed(model, of.as_ref(), &error);
        }
        Slot::Libraries(project) => form::libraries_failed(model, &project, &error),
        _ => {}
    }
    Vec::new()
}

fn orgs(model: &mut Model, organizations: Vec<Organization>) -> Vec<Effect> {
    let wanted = model.session.org.clone();
    let shown = organizations
        .into_iter()
        .filter(|org| wanted.as_ref().is_none_or(|wanted| org.id == *wanted));
    let mut orgs: IndexMap<OrgId, Organization> = shown.map(|org| (org.id.clone(), org)).collect();
    // An organisation that only its projects have told about stays.
    for (id, org) in std::mem::take(&mut model.store.orgs.value) {
        if model.store.lists.contains_key(&Target::Org(id.clone())) {
            orgs.entry(id).or_insert(org);
        }
    }
    model.store.orgs.set(orgs, model.now);
    let effects = open_first_org(model);
    rebuild(model);
    effects
}

/// Opens and lists the first organisation, once it is known and nothing else is listed.
fn open_first_org(model: &mut Model) -> Vec<Effect> {
    let implied = Target::Org(OrgId::from(IMPLIED));
    if model
        .store
        .lists
        .keys()
        .any(|list| *list == implied || matches!(list, Target::Org(_)))
    {
        return Vec::new();
    }
    let Some(first) = model.store.orgs.value.keys().next().cloned() else {
        return Vec::new();
    };
    let list = Target::Org(first);
    model.tree.expanded.insert(list.clone());
    vec![fetch::first_page(model, &list)]
}

/// The list whose organisation was implied by the key gets its name from its first project.
fn adopt(model: &mut Model, list: Target, page: &ProjectsPage) -> Target {
    if list != Target::Org(OrgId::from(IMPLIED)) {
        return list;
    }
    let named = page
        .projects
        .iter()
        .find_map(|project| project.org_id.clone());
    let id = named
        .or_else(|| model.store.orgs.value.keys().next().cloned())
        .unwrap_or_else(|| OrgId::from(IMPLIED));
    let target = Target::Org(id.clone());
    if let Some(listing) = model.store.lists.remove(&list) {
        model.store.lists.insert(target.clone(), listing);
    }
    let known = &mut model.store.orgs.value;
    known.entry(id.clone()).or_insert_with(|| Organization {
        name: id.as_str().into(),
        id,
        ..Organization::default()
    });
    target
}

fn projects(model: &mut Model, list: Target, page: ProjectsPage) -> Vec<Effect> {
    let now = model.now;
    let list = adopt(model, list, &page);
    let first = !model.tree.expanded.contains(&list) && model.tree.expanded.is_empty();
    if first {
        model.tree.expanded.insert(list.clone());
    }
    let Some(listing) = model.store.lists.get(&list) else {
        return Vec::new();
    };
    let next = page.next(listing.limit, listing.cursor.as_deref());
    let positions = keep_rows(model, page.projects);
    let eager = model.session.eager_projects;
    let Some(listing) = model.store.lists.get_mut(&list) else {
        return Vec::new();
    };
    let reloading = listing.incoming.is_some();
    let into = listing.incoming.as_mut().unwrap_or(&mut listing.rows);
    into.extend(positions);
    let enough = into.len();
    listing.state.set((), now);
    listing.cursor = next;
    let reload_goes_on = reloading && listing.cursor.is_some() && enough < listing.rows.len();
    if !reload_goes_on && let Some(incoming) = listing.incoming.take() {
        listing.rows = incoming;
    }
    dedupe(&mut listing.rows);
    let more = listing.cursor.is_some() && (reload_goes_on || enough < eager);
    rebuild(model);
    let mut effects = arrive(model, first);
    if more {
        effects.extend(fetch::page_after(model, &list, Priority::Ahead));
    }
    effects
}

/// The first projects are there: the cursor goes to the one that was asked for, else to the first.
fn arrive(model: &mut Model, first: bool) -> Vec<Effect> {
    let at_root = model.tree.row().is_none_or(|row| row.depth == 0);
    if !first || !at_root {
        return Vec::new();
    }
    let wanted = model.session.project.clone().map(Target::Project);
    let second = model
        .tree
        .rows
        .get(1)
        .and_then(|row| super::rows::target(row.place, &model.store));
    match wanted.filter(|wanted| model.store.has(wanted)).or(second) {
        Some(target) => moving::select(model, &target),
        None => Vec::new(),
    }
}

fn keep_rows(model: &mut Model, rows: Vec<ProjectRow>) -> Vec<u32> {
    rows.into_iter()
        .filter_map(|row| model.store.keep_row(row))
        .collect()
}

/// Pages are no snapshot: a project may come twice.
fn dedupe(rows: &mut Vec<u32>) {
    let mut seen = std::collections::HashSet::with_capacity(rows.len());
    rows.retain(|at| seen.insert(*at));
}

fn found(model: &mut Model, list: &Target, rows: Vec<ProjectRow>) {
    let positions = keep_rows(model, rows);
    if let Some(listing) = model.store.lists.get_mut(list) {
        let new: Vec<u32> = positions
            .into_iter()
            .filter(|at| !listing.rows.contains(at))
            .collect();
        listing.found.extend(new);
        dedupe(&mut listing.found);
        let rows: std::collections::HashSet<u32> = listing.rows.iter().copied().collect();
        listing.found.retain(|at| !rows.contains(at));
    }
    if let Some(filter) = &mut model.tree.filter {
        filter.search = Fetch::Ready;
    }
    rebuild_quietly(model);
}

fn project_came(
    model: &mut Model,
    id: ProjectId,
    project: Project,
    raw: Option<Arc<str>>,
) -> Vec<Effect> {
    if let Some(raw) = raw {
        model.store.raw = Some((Target::Project(id.clone()), raw));
    }
    let known = model.store.full(&id) == Some(&project);
    let asked_for =
        model.session.project.as_ref() == Some(&id) && model.store.project(&id).is_none();
    let org = project.org_id.clone();
    if !known {
        model.store.project_mut(&id).row = row_of(&project);
        write::keep_project(model, project);
        model.touched = true;
    } else {
        let now = model.now;
        model
            .store
            .project_mut(&id)
            .full
            .get_or_insert_default()
            .set(project, now);
    }
    if asked_for {
        show_alone(model, id, org)
    } else {
        Vec::new()
    }
}

/// What a list would tell of a project.
fn row_of(project: &Project) -> ProjectRow {
    ProjectRow {
        id: project.id.clone(),
        name: project.name.clone(),
        region_id: project.region_id.clone(),
        org_id: project.org_id.clone(),
        owner_id: project.owner_id.clone(),
        pg_version: project.pg_version,
        created_at: project.created_at,
        updated_at: project.updated_at,
        compute_last_active_at: project.compute_last_active_at,
        synthetic_storage_size: project.synthetic_storage_size,
        active_time: project.active_time_seconds.unwrap_or_default(),
        history_retention_seconds: project.history_retention_seconds,
        effective_project_permission: project.effective_project_permission.clone(),
        ..ProjectRow::default()
    }
}

/// A project that was named at start is opened, whether or not a list has brought it.
fn show_alone(model: &mut Model, id: ProjectId, org: Option<OrgId>) -> Vec<Effect> {
    let list = org.map_or(Target::Shared, Target::Org);
    let at = model
        .store
        .projects
        .get_index_of(&id)
        .and_then(|at| u32::try_from(at).ok());
    if let (Target::Org(org), Some(at)) = (&list, at) {
        let known = &mut model.store.orgs.value;
        known.entry(org.clone()).or_insert_with(|| Organization {
            id: org.clone(),
            name: org.as_str().into(),
            ..Organization::default()
        });
        let listing = model.store.lists.entry(list.clone()).or_default();
        if !listing.rows.contains(&at) {
            listing.rows.push(at);
        }
    }
    let target = Target::Project(id);
    model.tree.expanded.insert(list);
    model.tree.expanded.insert(target.clone());
    let mut effects = fetch::opened(model, &target);
    rebuild(model);
    effects.extend(moving::select(model, &target));
    effects
}

fn project_failed(model: &mut Model, project: &ProjectId, error: ApiError) -> Vec<Effect> {
    if model.session.project.as_ref() == Some(project) && model.store.project(project).is_none() {
        model.session.project = None;
        return model.say_bad(format!(
            "project {project} was not found, or this key may not see it"
        ));
    }
    if error.is_gone() {
        return gone(model, project);
    }
    model
        .store
        .project_mut(project)
        .full
        .get_or_insert_default()
        .fail(error);
    Vec::new()
}

/// A project that was listed is not there any more.
fn gone(model: &mut Model, project: &ProjectId) -> Vec<Effect> {
    let name = model.store.name(&Target::Project(project.clone()));
    model.store.project_mut(project).gone = true;
    rebuild_quietly(model);
    model.say_bad(format!(
        "{name} is gone (deleted elsewhere), or this key may no longer see it"
    ))
}

fn branches(model: &mut Model, project: &ProjectId, page: BranchesPage) -> Vec<Effect> {
    let now = model.now;
    let next = page.next(fetch::BRANCHES_PAGE, None);
    let inside = model.store.inside_mut(project);
    inside.annotations.extend(page.annotations);
    let fresh = page
        .branches
        .into_iter()
        .map(|branch| (branch.id.clone(), branch));
    let Some(mut incoming) = inside.incoming.take() else {
        // A quiet look at a long list: only what changed last.
        let mut all: IndexMap<BranchId, Branch> = inside.branches.value.clone();
        all.extend(fresh);
        return keep_branches(model, project, all);
    };
    let before = incoming.len();
    incoming.extend(fresh);
    inside.many = next.is_some() || before > 0;
    let goes_on = next.filter(|_| incoming.len() > before);
    if let Some(cursor) = goes_on {
        if inside.branches.at.is_none() {
            inside.branches.value.clone_from(&incoming);
            inside.branches.at = Some(now);
        }
        inside.incoming = Some(incoming);
        inside.branches.ask();
        rebuild(model);
        return vec![Effect::load(
            Slot::Branches(project.clone()),
            fetch::branches(project, Some(cursor)),
        )];
    }
    keep_branches(model, project, incoming)
}

fn keep_branches(
    model: &mut Model,
    project: &ProjectId,
    all: IndexMap<BranchId, Branch>,
) -> Vec<Effect> {
    let now = model.now;
    let inside = model.store.inside_mut(project);
    let first = inside.branches.at.is_none();
    let same = inside.branches.fetch == Fetch::Ready && inside.branches.value == all;
    inside.branches.set(all, now);
    if same {
        return Vec::new();
    }
    let effects = if first {
        open_default(model, project)
    } else {
        Vec::new()
    };
    rebuild(model);
    effects
}

/// A project that is opened for the first time shows its default branch open: what most come for.
fn open_default(model: &mut Model, project: &ProjectId) -> Vec<Effect> {
    let Some(branch) = model
        .store
        .default_branch(project)
        .map(|branch| branch.id.clone())
    else {
        return Vec::new();
    };
    let target = Target::Branch(project.clone(), branch);
    model.tree.expanded.insert(target.clone());
    fetch::opened(model, &target)
}

fn endpoints(model: &mut Model, project: &ProjectId, endpoints: Vec<Endpoint>) {
    let now = model.now;
    let inside = model.store.inside_mut(project);
    let same = inside.endpoints.fetch == Fetch::Ready
        && inside.endpoints.value.len() == endpoints.len()
        && inside
            .endpoints
            .value
            .values()
            .zip(&endpoints)
            .all(|(old, new)| old == new);
    inside.set_endpoints(endpoints, now);
    if !same {
        rebuild(model);
    }
}

/// Builds the rows anew and says so if what was selected is gone.
pub fn rebuild(model: &mut Model) {
    if let Some(lost) = rebuild_quietly(model) {
        let was_there = !matches!(lost, Target::More(_)) && !model.store.has(&lost);
        if was_there {
            model.lost = Some(lost);
        }
    }
}

/// Builds the rows anew; answers what was selected if it has no row any more.
pub fn rebuild_quietly(model: &mut Model) -> Option<Target> {
    model.touched = true;
    let height = model.tree_height();
    model.tree.rebuild(&model.store, height)
}
