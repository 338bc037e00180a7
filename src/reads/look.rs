//! Looks into projects that nobody has opened, for the page of their organization.
//!
//! A look is three requests: the computes, the newest operations and the first page of branches of a project. It does
//! not count as opening the project: whoever does that reads all its branches.

use super::{
    branches,
    fetch::{self, OPERATIONS},
};
use crate::store::IdMap;
use crate::{
    api::{
        Request,
        types::{Endpoint, EndpointId, EndpointState, ProjectId},
    },
    kinds::{awake::list::LookFor, project::quota::QuotaUse},
    neon::{Connectivity, Neon, Task, read},
    store::{ProjectData, ProjectEntry, remote::Remote, target::Target},
};
use jiff::{SignedDuration, Timestamp};
use std::cmp::Reverse;

/// How many projects are looked into at a time: 18 requests.
const AT_A_TIME: usize = 6;
/// The shortest time from one look to the next.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// What was read this long ago is looked at again, after what is not known at all.
const OLD: SignedDuration = SignedDuration::from_mins(5);

/// Looks into some projects of a list, the most recently active first, unless that was done within a minute.
pub fn into_projects(neon: &mut Neon, list: &Target) {
    let offline = matches!(
        neon.link,
        Connectivity::Offline { .. } | Connectivity::SignedOut { .. }
    );
    let Some(pages) = neon.store.lists.get(list).filter(|_| !offline) else {
        return;
    };
    let recent = |at: Timestamp| neon.now.duration_since(at) < PAUSE;
    if pages.rows.is_empty() || pages.is_remembered() || pages.looked_at.is_some_and(recent) {
        return;
    }
    let rows = pages.rows.iter();
    let projects = rows.filter_map(|at| neon.store.projects.get_index(*at as usize));
    let wanted = projects.filter_map(|(id, entry)| Some((rank(entry, neon.now)?, id)));
    let mut wanted: Vec<_> = wanted.collect();
    wanted.sort_unstable();
    let chosen = wanted.into_iter().take(AT_A_TIME);
    let chosen: Vec<ProjectId> = chosen.map(|(_, id)| id.clone()).collect();
    if let Some(pages) = neon.store.lists.get_mut(list) {
        pages.looked_at = Some(neon.now);
    }
    for project in &chosen {
        into(neon, project);
    }
}

/// The same, if the list was not there when its page was opened.
pub fn unless_done(neon: &mut Neon, list: &Target) {
    let pages = neon.store.lists.get(list);
    if pages.is_some_and(|pages| pages.looked_at.is_none()) {
        into_projects(neon, list);
    }
}

/// What projects are looked into by: the least first.
type Order = (u8, Reverse<Option<Timestamp>>);

fn last_active(entry: &ProjectEntry) -> Option<Timestamp> {
    let active = entry.row.compute_last_active_at;
    active.map(|at| at.timestamp())
}

/// Where a project comes in the order of looking: first those that are not known, by their last activity. Returns
/// `None` if it needs no look.
fn rank(entry: &ProjectEntry, now: Timestamp) -> Option<(bool, Reverse<Option<Timestamp>>)> {
    let look = entry.inside.as_deref();
    let look = look.map(|inside| LookFor::Computes.of(inside));
    let known = look.and_then(|look| look.at);
    let is_old = known.is_none_or(|at| now.duration_since(at) > OLD);
    let loading = look.is_some_and(|look| look.is_loading);
    let needed = is_old && !loading && !entry.gone;
    needed.then_some((known.is_some(), Reverse(last_active(entry))))
}

/// How many projects are looked into for a list: 36 requests.
const fn at_a_time(what: LookFor) -> usize {
    match what {
        LookFor::Computes => 18,
        LookFor::Snapshots | LookFor::Operations => 36,
    }
}

/// Looks into some of the projects of all lists. Does nothing while such a look is under way.
pub fn into_some(neon: &mut Neon, what: LookFor) {
    let inside = listed(neon).filter_map(|(_, entry)| entry.inside.as_deref());
    let looking = inside.filter(|inside| what.of(inside).is_loading);
    if looking.count() == 0 {
        into_most(neon, what, at_a_time(what));
    }
}

/// Looks into some because the user asks what is new: into those that need it, and those that were read longest ago.
pub fn again_into_some(neon: &mut Neon, what: LookFor) {
    into_some(neon, what);
    let looks = || {
        let inside = listed(neon).filter_map(|(id, entry)| Some((id, entry.inside.as_deref()?)));
        inside.map(|(id, inside)| (id, what.of(inside)))
    };
    let begun = looks().filter(|(_, look)| look.is_loading).count();
    let known = looks().filter(|(_, look)| !look.is_loading);
    let mut known: Vec<_> = known
        .filter_map(|(id, look)| Some((look.at?, id)))
        .collect();
    known.sort_unstable();
    let chosen = known
        .into_iter()
        .take(at_a_time(what).saturating_sub(begun));
    let chosen: Vec<ProjectId> = chosen.map(|(_, id)| id.clone()).collect();
    let is_opened = |id: &ProjectId| {
        let inside = neon.store.inside(id);
        inside.is_some_and(|inside| inside.branches.at.is_some())
    };
    let (opened, others): (Vec<_>, Vec<_>) = match what {
        LookFor::Computes => chosen.into_iter().partition(is_opened),
        LookFor::Snapshots | LookFor::Operations => (Vec::new(), chosen),
    };
    look_into(neon, what, &others);
    if neon.is_reachable() {
        for project in opened {
            fetch::quiet(neon, &project);
        }
    }
}

/// The same for projects that were not listed when the list was opened.
pub fn into_new(neon: &mut Neon, what: LookFor) {
    let inside = listed(neon).filter_map(|(_, entry)| entry.inside.as_deref());
    let looks = inside.map(|inside| what.of(inside));
    let looked_at = looks.filter(|look| look.is_loading || look.at.is_some());
    into_most(
        neon,
        what,
        at_a_time(what).saturating_sub(looked_at.count()),
    );
}

fn listed(neon: &Neon) -> impl Iterator<Item = (&ProjectId, &ProjectEntry)> + Clone {
    let all = neon.store.projects.iter();
    all.filter(|(_, entry)| !entry.gone)
}

/// Looks into projects of all lists, this many at most.
fn into_most(neon: &mut Neon, what: LookFor, most: usize) {
    let order = |entry: &ProjectEntry| match what {
        LookFor::Computes => urgency(entry, neon.now),
        LookFor::Snapshots | LookFor::Operations => lack(entry, what, neon.now),
    };
    let wanted = listed(neon).filter_map(|(id, entry)| Some((order(entry)?, id)));
    let mut wanted: Vec<_> = wanted.collect();
    wanted.sort_unstable();
    let chosen = wanted.into_iter().take(most);
    let chosen: Vec<ProjectId> = chosen.map(|(_, id)| id.clone()).collect();
    look_into(neon, what, &chosen);
}

fn look_into(neon: &mut Neon, what: LookFor, projects: &[ProjectId]) {
    if !neon.is_reachable() {
        return;
    }
    for project in projects {
        match what {
            LookFor::Computes => computes(neon, project),
            LookFor::Snapshots => fetch::snapshots(neon, project, true),
            LookFor::Operations => operations(neon, project),
        }
    }
}

/// The same order as of [`rank`], after the projects where something was awake more than a minute ago.
fn urgency(entry: &ProjectEntry, now: Timestamp) -> Option<Order> {
    let inside = entry.inside.as_deref();
    let was_awake = inside.is_some_and(|inside| {
        let computes = &inside.endpoints;
        let is_recent = |at| now.duration_since(at) < PAUSE;
        !computes.at.is_some_and(is_recent) && has_awake(computes)
    });
    if was_awake && !entry.gone {
        return Some((0, Reverse(None)));
    }
    rank(entry, now).map(|(is_known, active)| (1 + u8::from(is_known), active))
}

/// Where a project comes in the order of looking for something: first where it was never asked for, then where it could
/// not be read, then where it is old; of these, those that were active last. Returns `None` if it needs no look.
fn lack(entry: &ProjectEntry, what: LookFor, now: Timestamp) -> Option<Order> {
    let is_old = |at| now.duration_since(at) > OLD;
    let step = match entry.inside.as_deref().map(|inside| what.of(inside)) {
        None => 0,
        Some(look) if look.is_lacking => u8::from(look.has_failed),
        Some(look) => look.at.is_some_and(is_old).then_some(2)?,
    };
    Some((step, Reverse(last_active(entry))))
}

/// Reads the settings and counters of some projects whose quotas are not known from their list, those first that were
/// active last.
pub fn quotas(neon: &mut Neon) {
    let wanted = listed(neon).filter(|(_, entry)| {
        let full = entry.full.as_deref();
        full.is_none_or(Remote::is_absent) && QuotaUse::of(entry, "").is_partial
    });
    let mut wanted: Vec<_> = wanted
        .map(|(id, entry)| (Reverse(last_active(entry)), id))
        .collect();
    wanted.sort_unstable();
    let chosen = wanted.into_iter().take(at_a_time(LookFor::Snapshots));
    let chosen: Vec<ProjectId> = chosen.map(|(_, id)| id.clone()).collect();
    if !neon.is_reachable() {
        return;
    }
    for project in chosen {
        fetch::full_project(neon, &project);
    }
}

/// Reads the computes again of projects where some are believed to be awake: of those that were read the longest ago.
pub fn where_awake(neon: &mut Neon) {
    let projects = neon.store.projects.iter().filter(|(_, entry)| !entry.gone);
    let inside = projects.filter_map(|(id, entry)| Some((id, &entry.inside.as_deref()?.endpoints)));
    // Those that cannot be read wait for the user.
    let awake = inside.filter(|(_, computes)| has_awake(computes) && computes.error().is_none());
    let mut awake: Vec<_> = awake.map(|(id, computes)| (computes.at, id)).collect();
    awake.sort_unstable();
    let chosen: Vec<_> = awake
        .into_iter()
        .take(at_a_time(LookFor::Computes))
        .collect();
    let chosen: Vec<ProjectId> = chosen.into_iter().map(|(_, id)| id.clone()).collect();
    for project in &chosen {
        let is_read = |inside: &ProjectData| inside.refreshing || inside.endpoints.is_loading();
        if !neon.store.inside(project).is_some_and(is_read) {
            again(neon, project);
        }
    }
}

/// Reads the computes of a project again without showing that. An answer on its way may be older than what the caller
/// knows, so it does not count.
pub fn again(neon: &mut Neon, project: &ProjectId) {
    let inside = neon.store.inside_mut(project);
    inside.refreshing = true;
    let computes = Request::list_endpoints(project);
    neon.load(read::endpoints(project.clone()), computes);
}

fn has_awake(computes: &Remote<IdMap<EndpointId, Endpoint>>) -> bool {
    let mut all = computes.value.values();
    all.any(|one| one.current_state == EndpointState::Active)
}

/// Reads the computes of a project, and the names of its branches unless it was opened.
fn computes(neon: &mut Neon, project: &ProjectId) {
    let inside = neon.store.inside_mut(project);
    inside.endpoints.start_loading();
    let opened = !inside.branches.is_absent();
    let computes = Request::list_endpoints(project);
    neon.start(Task::ahead(read::endpoints(project.clone()), computes));
    if !opened {
        let request = branches::page(project, None);
        neon.start(Task::ahead(read::some_branches(project.clone()), request));
    }
}

fn into(neon: &mut Neon, project: &ProjectId) {
    computes(neon, project);
    operations(neon, project);
}

/// Reads the newest operations of a project.
fn operations(neon: &mut Neon, project: &ProjectId) {
    neon.store.inside_mut(project).operations.start_loading();
    let operations = Request::list_operations(project, None, OPERATIONS);
    neon.start(Task::ahead(read::operations(project.clone()), operations));
}
