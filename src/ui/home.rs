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
    kinds::pulse::{ItemKey, Pulse, Terms, Topic},
    neon::Neon,
    reads::fetch,
    store::target::Target,
};

/// What is going on in an organization.
pub fn pulse<'a>(browser: &Browser, neon: &'a Neon, org: &Target) -> Option<Pulse<'a>> {
    let list = neon.store.lists.get(org)?;
    let known = neon.store.orgs.value.get(org.org()?);
    let terms = Terms {
        plan: known.map_or("", |org| org.plan.as_str()),
        stale_days: browser.stale_days,
        now: neon.now,
    };
    Some(Pulse::of(&neon.store, list, terms))
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
