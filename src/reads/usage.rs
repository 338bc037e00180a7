//! What organizations, projects and branches have used. Never wakes a compute. Neon counts again about every fifteen
//! minutes, and answers few requests about it in a minute, so an organization of very many projects is read only as
//! far as its most active ones.

use super::branches;
use crate::{
    api::{
        ApiError, ConsumptionQuery, Request,
        types::{
            BranchConsumptionPage, BranchId, ConsumptionPeriod, Metric, OrgId,
            ProjectConsumptionPage, ProjectId, Timeframe,
        },
    },
    neon::{Connectivity, Neon, Slot, Task, read},
    store::{
        Store,
        target::Target,
        usage::{By, Covered, IncomingUsage, METRICS, Usage, UsageKey},
    },
};
use jiff::SignedDuration;
use std::cmp::Reverse;

/// How long an answer is good for.
const FRESH: SignedDuration = SignedDuration::from_mins(15);
/// The most projects in an answer, and the most branches.
const PROJECTS: usize = 100;
const BRANCHES: u32 = 1000;
/// The most pages that are read: half of what may be asked in a minute.
const PAGES: usize = 10;
/// The most results that are kept.
const KEPT: usize = 64;

/// The organization that must be named in requests about a thing.
pub fn org<'a>(store: &'a Store, of: &'a Target) -> Option<&'a OrgId> {
    let org = match of {
        Target::Org(org) => Some(org),
        _ => store.project(of.project()?)?.row.org_id.as_ref(),
    };
    org.filter(|org| !org.is_empty())
}

/// Whether Neon does not give it, rather than could not answer.
pub fn is_refusal(error: &ApiError) -> bool {
    let status = error.status();
    status.is_some_and(|status| (400..500).contains(&status) && status != 429)
}

/// Cancels a read that nobody waits for any longer.
pub fn stop(neon: &mut Neon, key: &UsageKey) {
    if neon.store.incoming_usage.remove(key).is_none() {
        return;
    }
    neon.store.usage.entry(key.clone()).or_default().stop();
    neon.cancel(match key.by {
        By::ProjectCompute | By::Projects => Slot::ProjectUsage(key.clone()),
        By::Branches => Slot::BranchUsage(key.clone()),
    });
}

/// Requests it, unless that was done lately; with `again` even then. That of an organization waits for its list.
pub fn ask(neon: &mut Neon, key: &UsageKey, again: bool) {
    let offline = matches!(neon.link, Connectivity::Offline { .. });
    let list = neon.store.lists.get(&key.of);
    // Which projects are the most active is not known before.
    let waits = list.is_some_and(|list| list.state.is_loading() && !list.incoming.is_active());
    if waits {
        neon.store.usage.entry(key.clone()).or_default();
    }
    if offline || waits || org(&neon.store, &key.of).is_none() {
        return;
    }
    if let Some(known) = neon.store.usage.get(key) {
        let is_fresh = known
            .at
            .is_some_and(|at| neon.now.duration_since(at) < FRESH)
            && !has_grown(&neon.store, &key.of, known.value.covered);
        // A plan that does not give it will not do so in a minute.
        let is_refused = known.error().is_some_and(is_refusal);
        if known.is_loading() || (!again && (is_fresh || is_refused)) {
            return;
        }
    }
    forget_oldest(&mut neon.store);
    let (projects, covered) = match &key.of {
        of @ Target::Org(_) => most_active(&neon.store, of),
        of => (of.project().cloned().into_iter().collect(), Covered::All),
    };
    let incoming = IncomingUsage {
        usage: Usage {
            until: neon.now,
            covered,
            ..Usage::default()
        },
        projects,
        ..IncomingUsage::default()
    };
    neon.store
        .usage
        .entry(key.clone())
        .or_default()
        .start_loading();
    next_page(neon, key, incoming);
    if let (By::Branches, Target::Project(project)) = (key.by, &key.of) {
        names(neon, project);
    }
}

/// Whether somebody has asked for the use of an organization while its list was being read.
pub fn waits_for(store: &Store, list: &Target) -> bool {
    let mut asked = store.usage.iter();
    asked.any(|(key, known)| key.of == *list && known.is_absent())
}

/// Requests the names of the branches of a project that nobody has opened.
fn names(neon: &mut Neon, project: &ProjectId) {
    let inside = neon.store.inside(project);
    if inside.is_none_or(|inside| inside.branches.value.is_empty()) {
        let request = branches::page(project, None);
        neon.start(Task::ahead(read::some_branches(project.clone()), request));
    }
}

/// Whether so much more of a list is loaded than an answer covers that the choice would be another one.
fn has_grown(store: &Store, of: &Target, covered: Covered) -> bool {
    let (Covered::OfLoaded { loaded, .. }, Some(list)) = (covered, store.lists.get(of)) else {
        return false;
    };
    !list.has_more() || list.rows.len() >= 2 * loaded
}

/// Whether the use of all projects of an organization can be read.
pub fn can_cover(store: &Store, of: &Target) -> bool {
    let list = store.lists.get(of);
    list.is_none_or(|list| list.rows.len() <= PAGES * PROJECTS && !list.has_more())
}

/// If there are too many projects to read all, or not all of them are known: the most active ones.
fn most_active(store: &Store, of: &Target) -> (Vec<ProjectId>, Covered) {
    let most = PAGES * PROJECTS;
    let Some(list) = store.lists.get(of).filter(|list| !list.rows.is_empty()) else {
        return Default::default();
    };
    if can_cover(store, of) {
        return Default::default();
    }
    let mut all: Vec<_> = store.listed(&list.rows).collect();
    all.sort_by_key(|(_, entry)| {
        Reverse((entry.row.cpu_used_sec, entry.row.compute_last_active_at))
    });
    let chosen: Vec<ProjectId> = all
        .into_iter()
        .take(most)
        .map(|(id, _)| id.clone())
        .collect();
    let covered = match chosen.len() {
        counted if list.has_more() => Covered::OfLoaded {
            counted,
            loaded: list.rows.len(),
        },
        counted => Covered::MostActive(counted),
    };
    (chosen, covered)
}

/// Keeps what is known from growing without end.
fn forget_oldest(store: &mut Store) {
    if store.usage.len() < KEPT {
        return;
    }
    let settled = store.usage.iter().filter(|(_, known)| !known.is_loading());
    let oldest = settled.min_by_key(|(_, known)| known.at);
    if let Some(key) = oldest.map(|(key, _)| key.clone()) {
        store.usage.remove(&key);
    }
}

fn next_page(neon: &mut Neon, key: &UsageKey, incoming: IncomingUsage) {
    let Some(org) = org(&neon.store, &key.of).cloned() else {
        return;
    };
    let project_ids = incoming.projects.iter().take(PROJECTS).cloned().collect();
    let branch_ids: Vec<BranchId> = match &key.of {
        Target::Branch(_, branch) => vec![branch.clone()],
        _ => Vec::new(),
    };
    let period = key.period;
    let metrics = match key.by {
        By::ProjectCompute => vec![Metric::ComputeUnitSeconds],
        By::Projects => METRICS.to_vec(),
        // Neon does not tell by branch what counts for the project.
        By::Branches => METRICS
            .into_iter()
            .filter(|metric| {
                ![
                    Metric::ExtraBranchesMonth,
                    Metric::SnapshotStorageBytesMonth,
                ]
                .contains(metric)
            })
            .collect(),
    };
    let query = ConsumptionQuery {
        org_id: org,
        from: period
            .before
            .max(period.interval.oldest(incoming.usage.until)),
        to: period.end.min(incoming.usage.until),
        granularity: period.interval.granularity(),
        project_ids,
        branch_ids,
        metrics,
        cursor: incoming.cursor.clone(),
        limit: match key.by {
            By::ProjectCompute | By::Projects => PROJECTS as u32,
            By::Branches => BRANCHES,
        },
    };
    neon.store.incoming_usage.insert(key.clone(), incoming);
    neon.start(match key.by {
        By::ProjectCompute | By::Projects => Task::ahead(
            read::project_usage(key.clone()),
            Request::project_consumption(&query),
        ),
        By::Branches => Task::ahead(
            read::branch_usage(key.clone()),
            Request::branch_consumption(&query),
        ),
    });
}

/// A page of either kind: its parts with what they have used, and the cursor of the next page.
struct Page {
    parts: Vec<(Target, Vec<Timeframe>)>,
    plan: String,
    next: Option<String>,
}

impl Page {
    fn of(
        parts: impl Iterator<Item = (Target, Vec<ConsumptionPeriod>)>,
        next: Option<String>,
    ) -> Self {
        let mut plan = String::new();
        let parts = parts.map(|(target, periods)| {
            let mut frames = Vec::new();
            // They come oldest first.
            for period in periods {
                if !period.period_plan.is_empty() {
                    plan = period.period_plan.into();
                }
                frames.extend(period.consumption);
            }
            (target, frames)
        });
        Self {
            parts: parts.collect(),
            plan,
            next,
        }
    }
}

pub fn projects_received(
    neon: &mut Neon,
    key: &UsageKey,
    body: Result<ProjectConsumptionPage, ApiError>,
) {
    let cursor = cursor(&neon.store, key);
    let page = body.map(|page| {
        let next = page.next(PROJECTS as u32, cursor.as_deref());
        let parts = page.projects.into_iter();
        let parts = parts.map(|one| (Target::Project(one.project_id), one.periods));
        Page::of(parts, next)
    });
    received(neon, key, page);
}

pub fn branches_received(
    neon: &mut Neon,
    key: &UsageKey,
    body: Result<BranchConsumptionPage, ApiError>,
) {
    let cursor = cursor(&neon.store, key);
    let page = body.map(|page| {
        let next = page.next(BRANCHES, cursor.as_deref());
        let parts = page.branches.into_iter();
        let parts = parts.map(|one| {
            let target = Target::Branch(one.project_id, one.branch_id);
            (target, one.periods)
        });
        Page::of(parts, next)
    });
    received(neon, key, page);
}

fn cursor(store: &Store, key: &UsageKey) -> Option<String> {
    store.incoming_usage.get(key)?.cursor.clone()
}

/// Adds a page, and asks for the next one or publishes the whole.
fn received(neon: &mut Neon, key: &UsageKey, page: Result<Page, ApiError>) {
    neon.touched = true;
    let Some(mut incoming) = neon.store.incoming_usage.remove(key) else {
        return;
    };
    let page = match page {
        Ok(page) => page,
        Err(error) => return neon.store.usage.entry(key.clone()).or_default().fail(error),
    };
    if !page.plan.is_empty() {
        incoming.usage.plan = page.plan.into();
    }
    for (target, frames) in page.parts {
        incoming.usage.add(&key.period, target, frames.iter());
    }
    incoming.pages += 1;
    // Of chosen projects, an answer holds all that it was asked for.
    incoming.cursor = page.next.filter(|_| incoming.usage.covered == Covered::All);
    if incoming.cursor.is_none() {
        let asked = incoming.projects.len().min(PROJECTS);
        incoming.projects.drain(..asked);
    }
    let goes_on = incoming.cursor.is_some() || !incoming.projects.is_empty();
    if goes_on && incoming.pages < PAGES {
        return next_page(neon, key, incoming);
    }
    if goes_on {
        incoming.usage.covered = Covered::First(incoming.usage.parts.len());
    }
    let now = neon.now;
    let known = neon.store.usage.entry(key.clone()).or_default();
    known.set(incoming.usage, now);
}
