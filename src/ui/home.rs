//! The page of an organization: a list of what is awake and of what needs attention, with a cursor.

use super::{
    browser::Browser,
    jump_history,
    panes::Tab,
    scroll::Step,
    table::{self, branches},
};
use crate::{
    changes::Changes,
    kinds::{
        pulse::{ItemKey, Pulse, Terms, Topic},
        spend::Spend,
    },
    neon::Neon,
    reads::fetch,
    store::{ProjectPages, Store, target::Target},
};
use jiff::Timestamp;
use std::sync::Arc;

/// The minute of a moment: what is computed for the page holds for that long, unless the store changes.
pub(super) fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

/// The plan of an organization, such as `scale_v3`; empty if it is unknown.
fn plan<'a>(store: &'a Store, org: &Target) -> &'a str {
    let plan = org.org().and_then(|org| store.plan_of_org(org));
    plan.unwrap_or_default()
}

/// What is going on in an organization or a project.
pub fn pulse(browser: &Browser, neon: &Neon, of: &Target) -> Option<Arc<Pulse>> {
    let project = of.project();
    match project {
        Some(id) => neon.store.projects.get_index_of(id).map(drop)?,
        None => of.org().and(neon.store.lists.get(of)).map(drop)?,
    }
    let stale_days = browser.stale_days;
    let compute = |store: &Store| {
        let plan = project.map_or_else(|| plan(store, of), |id| store.plan(id).unwrap_or_default());
        let terms = Terms {
            plan,
            prices: &store.prices,
            stale_days,
            now: neon.now,
        };
        let listed = store.lists.get(of).map_or(&[][..], |list| &list.rows);
        let one = project.and_then(|id| store.projects.get_key_value(id));
        let one = one.filter(|(_, entry)| !entry.gone);
        Pulse::of(store.listed(listed).chain(one), terms)
    };
    let terms = (minute(neon.now), stale_days);
    let pulse = &browser.panes.details.home.pulse;
    Some(pulse.get(of, &neon.store, terms, compute))
}

/// What an organization has spent.
pub fn spend(browser: &Browser, neon: &Neon, org: &Target) -> Option<Arc<Spend>> {
    neon.store.lists.get(org)?;
    let of = |store: &Store| {
        let list = store.lists.get(org);
        let none = ProjectPages::default();
        Spend::of(store, list.unwrap_or(&none), plan(store, org), neon.now)
    };
    let spend = &browser.panes.details.home.spend;
    Some(spend.get(org, &neon.store, minute(neon.now), of))
}

/// The items of the page, if the details show one.
fn items(browser: &Browser, neon: &Neon) -> Vec<ItemKey> {
    let org = browser.selected();
    let org = org.filter(|target| matches!(target, Target::Org(_)));
    let org = org.filter(|_| browser.panes.details.tab == Tab::Overview);
    let pulse = org.and_then(|org| pulse(browser, neon, org));
    pulse.map_or_else(Vec::new, |pulse| pulse.keys())
}

/// Moves the cursor; beyond its first and last item, or without items, scrolls the page.
pub fn step(browser: &mut Browser, neon: &Neon, step: Step) {
    let items = items(browser, neon);
    let home = &mut browser.panes.details.home;
    let at = home.cursor.among(&items);
    let height = browser.panes.details.scroll.height();
    let to = at.saturating_add_signed(step.lines(height));
    let to = to.min(items.len().saturating_sub(1));
    if items.is_empty() || to == at {
        return browser.panes.details.scroll.go(step);
    }
    home.cursor.go(to, items.len(), |at| items.get(at).cloned());
    home.moved.set(true);
}

/// Goes to what the item under the cursor is about.
pub fn open(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    let items = items(browser, neon);
    let at = browser.panes.details.home.cursor.among(&items);
    let Some((topic, target)) = items.into_iter().nth(at) else {
        return;
    };
    let project = target.project().cloned().map(Target::Project);
    // Snapshots have no row.
    let target = match (target, &project) {
        (Target::Snapshot(..), Some(project)) => project.clone(),
        (target, _) => target,
    };
    if let Some(project) = project.filter(|project| *project != target) {
        fetch::opened(neon, &project);
    }
    jump_history::go_to(browser, changes, neon, &target);
    if topic == Topic::Stale {
        table::open::open(browser, neon, &branches::SPEC);
        table::commands::show(browser, neon, branches::STALE);
    }
}
