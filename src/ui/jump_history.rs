//! Jumping: back and forward, home, and to items of a kind.
//!
//! A place counts as visited once the cursor has rested on it, so that walking through a list leaves no trail.

use super::{action::Availability, layout::Pane, model::Model};
use crate::{
    changes::Changes,
    neon::Neon,
    reads::fetch,
    store::{
        Store,
        target::{BranchGroup, Target},
    },
    ui::{browser::Browser, cursor, perform, rebuild, row_lookup, selection},
};

/// The number of places remembered.
const MOST: usize = 100;

/// Records the row on which the cursor has come to rest; returns whether it was recorded.
pub fn rested(browser: &mut Browser, store: &Store) -> bool {
    let Some(here) = browser
        .tree
        .cursor
        .item
        .clone()
        .filter(|_| browser.table.is_none())
    else {
        return false;
    };
    // What took the place of a deleted thing leads back in its stead.
    if let Some(left) = &mut browser.opened_from
        && !store.has(&left.opened)
    {
        left.opened = here.clone();
    }
    // Away from it, Esc no longer leads back to the list.
    browser
        .opened_from
        .take_if(|left| !is_in(&here, &left.opened));
    let travel = &mut browser.travel;
    if travel.places.get(travel.at) == Some(&here) {
        return false;
    }
    travel.places.truncate(travel.at + 1);
    travel.places.push(here);
    let too_many = travel.places.len().saturating_sub(MOST);
    travel.places.drain(..too_many);
    travel.at = travel.places.len() - 1;
    true
}

/// Whether a thing is another one, or may be in it.
fn is_in(it: &Target, place: &Target) -> bool {
    let branches =
        place.branch().is_none() || it.branch().is_none() || place.branch() == it.branch();
    it == place || (it.project().is_some() && it.project() == place.project() && branches)
}

/// Whether there is a place to go back to.
pub fn can_go_back(browser: &Browser, store: &Store) -> Availability {
    match step(browser, store, -1) {
        Some(_) => Availability::Yes,
        None => Availability::no("there is no earlier place"),
    }
}

/// Whether there is a place to go forward to.
pub fn can_go_forward(browser: &Browser, store: &Store) -> Availability {
    match step(browser, store, 1) {
        Some(_) => Availability::Yes,
        None => Availability::no("there is no later place"),
    }
}

/// The next place in a direction that still exists and is not where the cursor is.
fn step(browser: &Browser, store: &Store, by: isize) -> Option<usize> {
    let travel = &browser.travel;
    // If the cursor has moved on without resting, the last place is already one step back.
    let left = travel.places.get(travel.at) != browser.tree.cursor.item.as_ref();
    let mut at = if left && by < 0 {
        Some(travel.at)
    } else {
        travel.at.checked_add_signed(by)
    };
    while let Some(now) = at {
        let place = travel.places.get(now)?;
        if Some(place) != browser.tree.cursor.item.as_ref() && store.has(place) {
            return Some(now);
        }
        at = now.checked_add_signed(by);
    }
    None
}

/// Goes to the previous place.
pub fn back(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    // So that going forward leads back here.
    if step(browser, &neon.store, -1).is_some_and(|at| at == browser.travel.at) {
        rested(browser, &neon.store);
    }
    along(browser, changes, neon, -1)
}

/// Goes to the next place.
pub fn forward(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    along(browser, changes, neon, 1)
}

fn along(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, by: isize) {
    let Some(at) = step(browser, &neon.store, by) else {
        return;
    };
    browser.travel.at = at;
    if let Some(place) = browser.travel.places.get(at).cloned() {
        go_to(browser, changes, neon, &place)
    }
}

/// Puts the cursor on an item: expands its ancestors, and closes the table and the filter.
pub fn go_to(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, target: &Target) {
    browser.table = None;
    browser.opened_from = None;
    browser.tree.filter = None;
    browser.panes.focus = Pane::Tree;
    browser.panes.activity.leave();
    cursor::open_path(&mut browser.tree, &neon.store, target);
    rebuild::rows(browser, changes, neon);
    selection::select(browser, changes, neon, target);
    if browser.selected() != Some(target) {
        let name = neon.store.name(target);
        return neon.say(format!("{name} is no longer loaded"));
    }
    // It may be known only from a look into its project, which has not opened that.
    if let Some(project) = target.project() {
        fetch::opened(neon, &Target::Project(project.clone()));
    }
}

/// Goes to the first row of the tree.
pub fn home(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    browser.panes.zoomed = false;
    let first = neon.store.orgs.value.keys().next().cloned();
    if let Some(org) = first {
        go_to(browser, changes, neon, &Target::Org(org))
    }
}

/// Whether there is something to repeat.
pub fn can_repeat(browser: &Browser) -> Availability {
    match browser.travel.last {
        Some(_) => Availability::Yes,
        None => Availability::no("nothing to repeat yet"),
    }
}

/// Repeats the last action on the selection.
pub fn repeat(model: &mut Model) {
    if let Some(action) = model.browser.travel.last {
        perform::perform(model, &[action])
    }
}

/// Whether the cursor is in a project.
pub fn is_in_project(browser: &Browser) -> Availability {
    match browser.selected().and_then(Target::project) {
        Some(_) => Availability::Yes,
        None => Availability::no("select a project, or something in it"),
    }
}

/// Goes to the project of the row.
pub fn project(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    if let Some(project) = browser.selected().and_then(Target::project).cloned() {
        go_to(browser, changes, neon, &Target::Project(project))
    }
}

/// Goes to the first compute of the branch.
pub fn compute(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    first(browser, changes, neon, "compute")
}

/// Goes to the first database of the branch.
pub fn database(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    first(browser, changes, neon, "database")
}

/// Goes to the first role of the branch.
pub fn role(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    first(browser, changes, neon, "role")
}

/// Goes to the first item of a kind on the branch of the row, expanding the branch.
pub(crate) fn first(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, word: &str) {
    let branch = browser.selected().and_then(|row| neon.store.branch_of(row));
    let Some(branch) = branch.map(crate::changes::branch::target) else {
        return neon.say("open the project first: its branches are not loaded");
    };
    browser.tree.expanded.insert(branch.clone());
    if let Target::Branch(project, id) = &branch {
        let group = match word {
            "compute" => BranchGroup::Computes,
            _ => BranchGroup::Contents,
        };
        let group = Target::Group(project.clone(), id.clone(), group);
        browser.tree.expanded.insert(group);
    }
    fetch::opened(neon, &branch);
    go_to(browser, changes, neon, &branch);
    let on_it = |target: &Target| {
        target.noun() == word
            && neon
                .store
                .branch_of(target)
                .map(crate::changes::branch::target)
                .as_ref()
                == Some(&branch)
    };
    let rows = browser.tree.rows.iter();
    let mut targets = rows.filter_map(|row| row_lookup::target(row.place, &neon.store));
    match targets.find(on_it) {
        Some(target) => selection::select(browser, changes, neon, &target),
        None => {
            let text = format!(
                "{} has no {word} here, or it is still loading",
                neon.store.name(&branch)
            );
            neon.say(text);
        }
    }
}
