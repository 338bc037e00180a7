//! The page of an organization: what costs most, what needs attention, what is awake and what was changed, with a
//! cursor on the lines that lead somewhere.

pub mod latest;
pub mod state;

use super::{
    browser::Browser,
    change_list::{self, ListedChange},
    cursor, jump_history,
    layout::Pane,
    navigation_target::Start,
    panes::Tab,
    scroll::Step,
    table::{self, branches, snapshots},
};
use crate::{
    changes::Changes,
    kinds::{
        metered,
        pulse::{Fact, Item, ItemKey, Pulse, Terms, Topic},
        spend::{NAMED, Spend},
    },
    neon::Neon,
    reads::fetch,
    store::{ProjectPages, Store, target::Target},
};
use jiff::Timestamp;
use latest::Latest;
use state::{LineId, LineRef};
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
    let is_known = match project {
        Some(id) => neon.store.projects.contains_key(id),
        None => of.org().is_some() && neon.store.lists.contains_key(of),
    };
    if !is_known {
        return None;
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
        let list = list.unwrap_or(&none);
        metered::spend(store, org, neon.now)
            .unwrap_or_else(|| Spend::of(store, list, plan(store, org), neon.now))
    };
    let spend = &browser.panes.details.home.spend;
    Some(spend.get(org, &neon.store, minute(neon.now), of))
}

/// The organization whose page has the focus.
fn focused(browser: &Browser) -> Option<&Target> {
    let org = browser.selected();
    let org = org.filter(|target| matches!(target, Target::Org(_)));
    let panes = &browser.panes;
    org.filter(|_| panes.details.tab == Tab::Overview && panes.focus == Pane::Details)
}

/// How many projects a page of this height lists.
pub fn most_projects(height: usize) -> usize {
    /// Fewer lines leave room for the most expensive projects only.
    const SHORT: usize = 18;
    match height {
        // What is awake is on the first screen, too.
        ..SHORT => 3,
        height => (height / 3).min(NAMED),
    }
}

/// How many changes a page of this height lists.
const fn most_changes(height: usize) -> usize {
    match height {
        ..14 => 1,
        14..24 => 2,
        24..40 => 4,
        _ => 8,
    }
}

/// What others have started in an organization and was running a moment ago.
pub fn running(browser: &Browser, changes: &Changes, neon: &Neon, org: &Target) -> Vec<Item> {
    /// More would leave no line for own changes.
    const MOST: usize = 2;
    let is_own = |item: &&Item| match &item.fact {
        Fact::Running(id, ..) => changes.log.cause(id).is_some(),
        _ => false,
    };
    let pulse = pulse(browser, neon, org);
    pulse.map_or_else(Vec::new, |pulse| {
        let others = pulse.running.iter().filter(|item| !is_own(item));
        others.take(MOST).cloned().collect()
    })
}

/// The latest changes in an organization, as many as a page of this height lists.
pub fn latest<'a>(changes: &'a Changes, org: &Target, height: usize) -> Vec<Latest<'a>> {
    latest::of(changes, org, most_changes(height))
}

/// Visits the lines of the page that lead somewhere, in their order; none if it does not have the focus.
fn each_line(
    browser: &Browser,
    changes: &Changes,
    neon: &Neon,
    mut visit: impl FnMut(LineRef<'_>),
) {
    let Some(org) = focused(browser) else {
        return;
    };
    let pane = browser.layout().content(Pane::Details);
    let height = pane.map_or(0, |area| usize::from(area.height));
    if let Some(spend) = spend(browser, neon, org) {
        let projects = spend.projects.iter().take(most_projects(height));
        projects.for_each(|one| visit(LineRef::Project(&one.id)));
    }
    if let Some(pulse) = pulse(browser, neon, org) {
        let items = pulse.needs.shown.iter().chain(&pulse.awake.shown);
        items.for_each(|item| visit(LineRef::Item(item)));
    }
    let running = running(browser, changes, neon, org);
    running.iter().for_each(|item| visit(LineRef::Item(item)));
    let latest = latest(changes, org, height);
    latest
        .iter()
        .for_each(|one| visit(LineRef::Change(&one.change.id)));
}

fn lines(browser: &Browser, changes: &Changes, neon: &Neon) -> Vec<LineId> {
    let mut lines = Vec::new();
    each_line(browser, changes, neon, |line| lines.push(line.id()));
    lines
}

/// The line under the cursor, if the page has the focus.
pub fn selected(browser: &Browser, changes: &Changes, neon: &Neon) -> Option<LineId> {
    let cursor = &browser.panes.details.home.cursor;
    let mut own = None;
    each_line(browser, changes, neon, |line| {
        own = own.or(cursor.item.as_ref().filter(|item| line.is(item)));
    });
    own.cloned().or_else(|| {
        let lines = lines(browser, changes, neon);
        let at = cursor.among(&lines);
        lines.into_iter().nth(at)
    })
}

/// Puts the cursor on a line, if the page has the focus and still has that line.
pub fn point(browser: &mut Browser, changes: &Changes, neon: &Neon, line: &LineId) {
    let lines = lines(browser, changes, neon);
    if let Some(at) = lines.iter().position(|other| other == line) {
        let cursor = &mut browser.panes.details.home.cursor;
        cursor.go(at, lines.len(), |at| lines.get(at).cloned());
    }
}

/// Moves the cursor; beyond its first and last line, or without lines, scrolls the page.
pub fn step(browser: &mut Browser, changes: &Changes, neon: &Neon, step: Step) {
    let lines = lines(browser, changes, neon);
    let home = &mut browser.panes.details.home;
    let at = home.cursor.among(&lines);
    let height = browser.panes.details.scroll.height();
    let to = at.saturating_add_signed(step.lines(height));
    let to = to.min(lines.len().saturating_sub(1));
    if lines.is_empty() || to == at {
        return browser.panes.details.scroll.go(step);
    }
    home.cursor.go(to, lines.len(), |at| lines.get(at).cloned());
    home.moved.set(true);
}

/// Goes to what the line under the cursor is about.
pub fn open(browser: &mut Browser, start: &mut Start, changes: &mut Changes, neon: &mut Neon) {
    match selected(browser, changes, neon) {
        Some(LineId::Project(project)) => {
            let project = Target::Project(project);
            jump_history::go_to(browser, changes, neon, &project);
        }
        Some(LineId::Item(item)) => open_item(browser, changes, neon, item),
        Some(LineId::Change(id)) => {
            let change = changes.log.get(&id).map(ListedChange::of);
            if let Some(change) = change {
                change_list::visit(browser, start, changes, neon, &change);
            }
        }
        None => {}
    }
}

fn open_item(
    browser: &mut Browser,
    changes: &mut Changes,
    neon: &mut Neon,
    (topic, target): ItemKey,
) {
    let project = target.project().cloned().map(Target::Project);
    // Snapshots have no row in the tree.
    let snapshot = matches!(target, Target::Snapshot(..)).then(|| target.clone());
    let target = project
        .clone()
        .filter(|_| snapshot.is_some())
        .unwrap_or(target);
    if let Some(project) = project.filter(|project| *project != target) {
        fetch::opened(neon, &project);
    }
    jump_history::go_to(browser, changes, neon, &target);
    if topic == Topic::Stale {
        table::open::open(browser, neon, &branches::SPEC);
        table::commands::show(browser, neon, branches::STALE);
    }
    if let Some(snapshot) = snapshot {
        table::open::open(browser, neon, &snapshots::SPEC);
        let row = browser.table.as_ref().and_then(|it| it.find(&snapshot));
        if let Some(at) = row {
            cursor::go(browser, neon, at)
        }
    }
}
