//! Letters and pins: what the user has chosen to come back to, kept per account and host.
//!
//! A letter names any row of the tree; a pin puts a project on top of its organisation, or a branch on top of
//! its siblings. Both hold identities, so a letter also goes to what is not loaded yet, and a pinned project is
//! asked for by itself where the list is too long to have brought it.

use super::{
    action::Ready,
    answer,
    effect::{Effect, Slot},
    model::Model,
    remember,
    target::Target,
};
use crate::api::{
    Request,
    types::{BranchId, ProjectId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many pins there can be: more of them would be another list to search.
const MOST_PINS: usize = 20;

/// What the user has chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmarks {
    /// Places that have a letter.
    #[serde(default)]
    pub letters: BTreeMap<char, Bookmark>,
    /// What is on top, the first one pinned first.
    #[serde(default)]
    pub pins: Vec<Pin>,
    /// They are not those of the disk any more.
    #[serde(skip)]
    pub changed: bool,
}

/// A place that has a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// It.
    pub place: Target,
    /// What it was called then.
    pub name: String,
}

/// Something that is on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// A project or a branch.
    pub place: Target,
    /// The list that its project is in, if that was known.
    pub list: Option<Target>,
}

impl Bookmarks {
    /// Whether a thing is on top.
    pub fn is_pinned(&self, target: &Target) -> bool {
        self.pins.iter().any(|pin| pin.place == *target)
    }

    /// The projects that are on top.
    pub fn projects(&self) -> impl Iterator<Item = &ProjectId> {
        self.pins.iter().filter_map(|pin| match &pin.place {
            Target::Project(project) => Some(project),
            _ => None,
        })
    }

    /// The branches of a project that are on top.
    pub fn branches<'a>(&'a self, of: &ProjectId) -> Vec<&'a BranchId> {
        let pins = self.pins.iter().filter_map(|pin| match &pin.place {
            Target::Branch(project, branch) if project == of => Some(branch),
            _ => None,
        });
        pins.collect()
    }
}

/// Whether the row can be pinned.
pub fn can_pin(model: &Model) -> Ready {
    match model.selected() {
        Some(Target::Project(_) | Target::Branch(..)) => Ready::Yes,
        Some(_) => Ready::no("projects and branches are pinned: select one"),
        None => Ready::no("nothing is selected"),
    }
}

/// Puts the row on top, or back to its place.
pub fn pin(model: &mut Model) -> Vec<Effect> {
    let Some(place) = model.selected().cloned() else {
        return Vec::new();
    };
    let name = model.store.name(&place);
    let pins = &mut model.bookmarks.pins;
    let text = if let Some(at) = pins.iter().position(|pin| pin.place == place) {
        pins.remove(at);
        format!("{name} is no longer pinned")
    } else if pins.len() >= MOST_PINS {
        return model.say(format!(
            "{MOST_PINS} things are pinned, which is the most; unpin one first"
        ));
    } else {
        let project = place.project();
        let list = project.and_then(|project| model.store.list_of(project));
        pins.push(Pin { place, list });
        format!("{name} is pinned: it comes first from now on")
    };
    answer::rebuild(model);
    let mut effects = model.say_good(text);
    effects.extend(changed(model));
    effects
}

/// What is gone is no longer on top.
pub fn drop(model: &mut Model, gone: &Target) -> Option<Effect> {
    let pins = &mut model.bookmarks.pins;
    let before = pins.len();
    pins.retain(|pin| pin.place != *gone && pin.place.project() != gone.project());
    let fewer = pins.len() < before;
    fewer.then(|| changed(model)).flatten()
}

/// They were changed: keeps them at once.
pub fn changed(model: &mut Model) -> Option<Effect> {
    model.bookmarks.changed = true;
    let keepsake = remember::keepsake(model)?;
    Some(Effect::Save(Box::new(keepsake)))
}

/// Takes those of the time before, unless the user has been quicker.
pub fn came(model: &mut Model, bookmarks: Bookmarks) {
    if !model.bookmarks.changed {
        model.bookmarks = bookmarks;
        model.bookmarks.pins.truncate(MOST_PINS);
        answer::rebuild(model);
    }
}

/// Asks for pinned projects that their list has not brought: it is longer than what was loaded of it.
pub fn missing(model: &mut Model) -> Vec<Effect> {
    let is_missing = |pin: &&Pin| {
        let listing = pin
            .list
            .as_ref()
            .and_then(|list| model.store.lists.get(list));
        let projects = &model.store.projects;
        let known = pin
            .place
            .project()
            .and_then(|project| projects.get_full(project));
        let asked = known.is_some_and(|(_, _, entry)| entry.gone || entry.full.is_some());
        let is_listed = |rows: &[u32]| {
            known.is_some_and(|(known, ..)| rows.iter().any(|at| *at as usize == known))
        };
        let is_project = matches!(pin.place, Target::Project(_));
        is_project
            && !asked
            && listing.is_some_and(|listing| listing.has_more() && !is_listed(&listing.rows))
    };
    let missing = model.bookmarks.pins.iter().filter(is_missing);
    let missing: Vec<ProjectId> = missing
        .filter_map(|pin| pin.place.project().cloned())
        .collect();
    let ask = |project: ProjectId| {
        let full = &mut model.store.project_mut(&project).full;
        full.get_or_insert_default().ask();
        let request = Request::get_project(&project).raw();
        Effect::ahead(Slot::Project(project), request)
    };
    missing.into_iter().map(ask).collect()
}
