//! Going to places: back and forth, home, to the things of a kind.
//!
//! A place counts as visited when the cursor has rested on it, so that walking through a list
//! leaves no trail.

use super::{
    action::{Action, Availability},
    layout::Pane,
    model::Model,
    navigation, rows, update,
};
use crate::{reads::fetch, store::target::Target, ui::answers};

/// How many places are remembered.
const MOST: usize = 100;

/// Where the cursor has been.
#[derive(Debug, Clone, Default)]
pub struct Travel {
    /// Places, the oldest first.
    places: Vec<Target>,
    /// The place that the cursor is at, or has left last.
    at: usize,
    /// What `Repeat` does.
    pub last: Option<Action>,
}

/// The cursor has rested on a row.
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

/// Whether the cursor has gone back before.
pub fn can_go_forward(model: &Model) -> Availability {
    match step(model, 1) {
        Some(_) => Availability::Yes,
        None => Availability::no("there is no later place"),
    }
}

/// The next place in a direction that is still there and is not where the cursor is.
fn step(model: &Model, by: isize) -> Option<usize> {
    let travel = &model.browser.travel;
    // Where the cursor has gone on without resting, the last place is one step back already.
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

/// To the place before this one.
pub fn back(model: &mut Model) {
    // The way forward leads here again.
    if step(model, -1).is_some_and(|at| at == model.browser.travel.at) {
        rested(model);
    }
    along(model, -1)
}

/// To the place after this one.
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

/// Puts the cursor on a thing: what is above it is opened, what hides it is put away.
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

/// To the first row of the whole tree.
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

/// Does to the selection what was done last.
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

/// To the project of the row.
pub fn project(model: &mut Model) {
    if let Some(project) = model.browser.selected().and_then(Target::project).cloned() {
        go_to(model, &Target::Project(project))
    }
}

/// To the first compute of the branch.
pub fn compute(model: &mut Model) {
    first(model, "compute")
}

/// To the first database of the branch.
pub fn database(model: &mut Model) {
    first(model, "database")
}

/// To the first role of the branch.
pub fn role(model: &mut Model) {
    first(model, "role")
}

/// To the first thing of a kind on the branch of the row; opens the branch.
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
