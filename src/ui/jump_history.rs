//! Jumping: back and forward, home, and to items of a kind.
//!
//! A place counts as visited once the cursor has rested on it, so that walking through a list leaves no trail.

use super::{
    action::{Action, Availability},
    layout::Pane,
    model::Model,
    navigation, rows, update,
};
use crate::{reads::fetch, store::target::Target, ui::answers};

/// The number of places remembered.
const MOST: usize = 100;

/// The places where the cursor has been.
#[derive(Debug, Clone, Default)]
pub struct Travel {
    /// The places, oldest first.
    places: Vec<Target>,
    /// The index of the place where the cursor is, or which it left last.
    at: usize,
    /// The action that `Repeat` repeats.
    pub last: Option<Action>,
}

/// Records the row on which the cursor has come to rest; returns whether it was recorded.
pub fn rested(model: &mut Model) -> bool {
    let Some(here) = model
        .browser
        .tree
        .cursor
        .item
        .clone()
        .filter(|_| model.browser.table.is_none())
    else {
        return false;
    };
    let travel = &mut model.browser.travel;
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

/// Whether there is a place to go back to.
pub fn can_go_back(model: &Model) -> Availability {
    match step(model, -1) {
        Some(_) => Availability::Yes,
        None => Availability::no("there is no earlier place"),
    }
}

/// Whether there is a place to go forward to.
pub fn can_go_forward(model: &Model) -> Availability {
    match step(model, 1) {
        Some(_) => Availability::Yes,
        None => Availability::no("there is no later place"),
    }
}

/// The next place in a direction that still exists and is not where the cursor is.
fn step(model: &Model, by: isize) -> Option<usize> {
    let travel = &model.browser.travel;
    // If the cursor has moved on without resting, the last place is already one step back.
    let left = travel.places.get(travel.at) != model.browser.tree.cursor.item.as_ref();
    let mut at = if left && by < 0 {
        Some(travel.at)
    } else {
        travel.at.checked_add_signed(by)
    };
    while let Some(now) = at {
        let place = travel.places.get(now)?;
        if Some(place) != model.browser.tree.cursor.item.as_ref() && model.neon.store.has(place) {
            return Some(now);
        }
        at = now.checked_add_signed(by);
    }
    None
}

/// Goes to the previous place.
pub fn back(model: &mut Model) {
    // So that going forward leads back here.
    if step(model, -1).is_some_and(|at| at == model.browser.travel.at) {
        rested(model);
    }
    along(model, -1)
}

/// Goes to the next place.
pub fn forward(model: &mut Model) {
    along(model, 1)
}

fn along(model: &mut Model, by: isize) {
    let Some(at) = step(model, by) else {
        return;
    };
    model.browser.travel.at = at;
    if let Some(place) = model.browser.travel.places.get(at).cloned() {
        go_to(model, &place)
    }
}

/// Puts the cursor on an item: expands its ancestors, and closes the table and the filter.
pub fn go_to(model: &mut Model, target: &Target) {
    model.browser.table = None;
    model.browser.tree.filter = None;
    model.browser.panes.focus = Pane::Tree;
    navigation::open_path(model, target);
    answers::rebuild(model);
    navigation::select(model, target);
    if model.browser.selected() != Some(target) {
        let name = model.neon.store.name(target);
        model.neon.say(format!("{name} is no longer loaded"))
    }
}

/// Goes to the first row of the tree.
pub fn home(model: &mut Model) {
    model.browser.panes.zoomed = false;
    let first = model.neon.store.orgs.value.keys().next().cloned();
    if let Some(org) = first {
        go_to(model, &Target::Org(org))
    }
}

/// Whether there is something to repeat.
pub fn can_repeat(model: &Model) -> Availability {
    match model.browser.travel.last {
        Some(_) => Availability::Yes,
        None => Availability::no("nothing to repeat yet"),
    }
}

/// Repeats the last action on the selection.
pub fn repeat(model: &mut Model) {
    if let Some(action) = model.browser.travel.last {
        update::perform(model, &[action])
    }
}

/// Whether the cursor is in a project.
pub fn is_in_project(model: &Model) -> Availability {
    match model.browser.selected().and_then(Target::project) {
        Some(_) => Availability::Yes,
        None => Availability::no("select a project, or something in it"),
    }
}

/// Goes to the project of the row.
pub fn project(model: &mut Model) {
    if let Some(project) = model.browser.selected().and_then(Target::project).cloned() {
        go_to(model, &Target::Project(project))
    }
}

/// Goes to the first compute of the branch.
pub fn compute(model: &mut Model) {
    first(model, "compute")
}

/// Goes to the first database of the branch.
pub fn database(model: &mut Model) {
    first(model, "database")
}

/// Goes to the first role of the branch.
pub fn role(model: &mut Model) {
    first(model, "role")
}

/// Goes to the first item of a kind on the branch of the row, expanding the branch.
fn first(model: &mut Model, word: &str) {
    let branch = model
        .browser
        .selected()
        .and_then(|row| model.neon.store.branch_of(row));
    let Some(branch) = branch.map(crate::changes::branch::target) else {
        return model
            .neon
            .say("open the project first: its branches are not loaded");
    };
    model.browser.tree.expanded.insert(branch.clone());
    fetch::opened(&mut model.neon, &branch);
    go_to(model, &branch);
    let on_it = |target: &Target| {
        target.word() == word
            && model
                .neon
                .store
                .branch_of(target)
                .map(crate::changes::branch::target)
                .as_ref()
                == Some(&branch)
    };
    let rows = model.browser.tree.rows.iter();
    let mut targets = rows.filter_map(|row| rows::target(row.place, &model.neon.store));
    match targets.find(on_it) {
        Some(target) => navigation::select(model, &target),
        None => {
            let text = format!(
                "{} has no {word} here, or it is still loading",
                model.neon.store.name(&branch)
            );
            model.neon.say(text);
        }
    }
}
