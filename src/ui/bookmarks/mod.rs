//! Bookmarks and pins, kept per account and host.
//!
//! A bookmark gives a letter to any row of the tree; a pin moves a project to the top of its organization, or a
//! branch to the top of its siblings. Both hold IDs, so a bookmark can lead to something not loaded yet, and a
//! pinned project is loaded separately if its list is too long to include it.

pub mod person;

use super::{
    action::{Action, Availability},
    effect::Effect,
    jump_history,
    layout::Pane,
    model::Model,
    navigation_target::{self, NavigationTarget},
    persistence, update,
};
use crate::{
    api::{
        Request,
        types::{BranchId, ProjectId},
    },
    key::{Code, Key},
    neon::{Neon, Task, read},
    store::target::Target,
    ui::answers,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The maximum number of pins: more would be another list to search.
const MOST_PINS: usize = 20;

/// The user's bookmarks and pins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmarks {
    /// The bookmarked places, by letter.
    #[serde(default)]
    pub letters: BTreeMap<char, Bookmark>,
    /// The pins, the oldest first.
    #[serde(default)]
    pub pins: Vec<Pin>,
    /// Changes that may not be on disk yet, by number, the oldest first.
    #[serde(skip)]
    pub edits: Vec<(u64, BookmarkEdit)>,
    /// The number of the latest change.
    #[serde(skip)]
    pub newest: u64,
    /// The bookmarks of all people who have used lazyneon here, until the current user is known.
    #[serde(skip)]
    of_people: BTreeMap<String, Bookmarks>,
    /// Changes saved for the key alone, because the user was unknown.
    #[serde(skip)]
    unowned: Vec<BookmarkEdit>,
    /// What to do with the next key, a letter.
    #[serde(skip)]
    awaits: Option<Awaits>,
}

/// What a letter is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awaits {
    /// To bookmark the selection.
    Name,
    /// To go to the bookmark.
    Jump,
}

/// A change of bookmarks or pins. Changes are saved one by one rather than as a whole, so that those made by
/// other running lazyneons are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookmarkEdit {
    /// Bookmarks a place.
    Letter(char, Bookmark),
    Pin(Pin),
    Unpin(Target),
}

impl BookmarkEdit {
    /// Whether both are about the same letter or place, so that only the newer one counts.
    fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Letter(one, _), Self::Letter(other, _)) => one == other,
            (
                Self::Pin(Pin { place: one, .. }) | Self::Unpin(one),
                Self::Pin(Pin { place: other, .. }) | Self::Unpin(other),
            ) => one == other,
            _ => false,
        }
    }
}

/// A bookmarked place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    pub place: Target,
    /// Its name when it was bookmarked.
    pub name: String,
}

/// A pinned place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// A project or a branch.
    pub place: Target,
    /// The list that contains its project, if that was known.
    pub list: Option<Target>,
}

impl Bookmarks {
    /// Whether the next key is the letter of a bookmark.
    pub const fn awaits_letter(&self) -> bool {
        self.awaits.is_some()
    }

    /// Whether a thing is pinned.
    pub fn is_pinned(&self, target: &Target) -> bool {
        self.pins.iter().any(|pin| pin.place == *target)
    }

    /// Whether there are no bookmarks and no pins.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.pins.is_empty()
    }

    /// The pinned branches of a project.
    pub fn branches<'a>(&'a self, of: &ProjectId) -> Vec<&'a BranchId> {
        let pins = self.pins.iter().filter_map(|pin| match &pin.place {
            Target::Branch(project, branch) if project == of => Some(branch),
            _ => None,
        });
        pins.collect()
    }

    /// Applies a change.
    pub fn apply(&mut self, edit: &BookmarkEdit) {
        match edit {
            BookmarkEdit::Letter(letter, bookmark) => {
                self.letters.insert(*letter, bookmark.clone());
            }
            BookmarkEdit::Pin(pin) if self.is_pinned(&pin.place) => {}
            BookmarkEdit::Pin(pin) => self.pins.push(pin.clone()),
            BookmarkEdit::Unpin(place) => self.pins.retain(|pin| pin.place != *place),
        }
    }

    /// Applies a change, and records it until it is saved.
    fn edit(&mut self, edit: BookmarkEdit) {
        self.apply(&edit);
        self.edits
            .retain(|(_, before)| !before.is_about_the_same(&edit));
        self.newest += 1;
        self.edits.push((self.newest, edit));
    }

    /// Records that the changes up to this number are on disk: for a person if `owned`, otherwise for the key
    /// alone.
    pub fn were_kept(&mut self, up_to: u64, owned: bool) {
        let edits = std::mem::take(&mut self.edits);
        for (number, edit) in edits {
            if number > up_to {
                self.edits.push((number, edit));
            } else if !owned {
                self.unowned
                    .retain(|before| !before.is_about_the_same(&edit));
                self.unowned.push(edit);
            }
        }
    }
}

/// Whether the row can be pinned.
pub fn can_pin(model: &Model) -> Availability {
    match model.browser.selected() {
        Some(Target::Project(_) | Target::Branch(..)) => Availability::Yes,
        Some(_) => Availability::no("projects and branches are pinned: select one"),
        None => Availability::no("nothing is selected"),
    }
}

/// Pins or unpins the row.
pub fn pin(model: &mut Model) {
    let Some(place) = model.browser.selected().cloned() else {
        return;
    };
    let name = model.neon.store.name(&place);
    if model.browser.bookmarks.is_pinned(&place) {
        model.browser.bookmarks.edit(BookmarkEdit::Unpin(place));
        return changed(model, format!("{name} is no longer pinned"));
    }
    if model.browser.bookmarks.pins.len() >= MOST_PINS {
        // A pin that is not visible cannot be unpinned by the user, so it makes room.
        let pins = model.browser.bookmarks.pins.iter();
        let mut unseen = pins.filter(|pin| is_out_of_sight(&model.neon, &pin.place));
        let Some(unseen) = unseen.next().map(|pin| pin.place.clone()) else {
            return model
                .neon
                .say(format!("{MOST_PINS} pins is the limit; unpin one first"));
        };
        model.browser.bookmarks.edit(BookmarkEdit::Unpin(unseen));
    }
    let list = place.project();
    let list = list.and_then(|project| list_with(&model.neon, project));
    model
        .browser
        .bookmarks
        .edit(BookmarkEdit::Pin(Pin { place, list }));
    changed(model, format!("{name} is pinned: it is listed first now"))
}

fn list_with(neon: &Neon, project: &ProjectId) -> Option<Target> {
    let at = neon.store.projects.get_index_of(project);
    let has = |rows: &[u32]| rows.iter().any(|row| Some(*row as usize) == at);
    let mut lists = neon.store.lists.iter();
    let with = lists.find(|(_, listing)| has(&listing.rows));
    let with = with.map(|(list, _)| list.clone());
    let found = || {
        let mut found = neon.store.found.iter();
        found
            .find(|(_, found)| has(found))
            .map(|(list, _)| list.clone())
    };
    with.or_else(found).or_else(|| neon.store.list_of(project))
}

/// Whether a thing is in a project that Neon no longer returned.
fn is_out_of_sight(neon: &Neon, place: &Target) -> bool {
    let project = place.project();
    let entry = project.and_then(|project| neon.store.projects.get(project));
    entry.is_some_and(|entry| entry.gone)
}

/// Whether the selection can be bookmarked.
pub fn can_name(model: &Model) -> Availability {
    match &model.browser.tree.cursor.item {
        Some(Target::More(_)) | None => Availability::no("nothing is selected"),
        Some(_) => Availability::Yes,
    }
}

/// Waits for a letter to bookmark the selection.
pub fn name(model: &mut Model) {
    model.browser.bookmarks.awaits = Some(Awaits::Name);
    let key = model.keyboard.keymap.name(Action::GoToLetter);
    model.neon.say(format!(
        "type a letter (a to z); {key} and that letter jump back here"
    ))
}

/// Waits for the letter of a bookmark to go to.
pub fn jump(model: &mut Model) {
    model.browser.bookmarks.awaits = Some(Awaits::Jump);
    let letters = model.browser.bookmarks.letters.iter();
    let known: Vec<String> = letters
        .map(|(of, bookmark)| format!("{of} {}", called(&model.neon, bookmark)))
        .collect();
    let key = model.keyboard.keymap.name(Action::GoToLetter);
    if known.is_empty() {
        return model.neon.say(format!(
            "no bookmarks yet; {key} goes back to where the cursor was"
        ));
    }
    model.neon.say(format!("{}; {key} back", known.join(", ")));
}

/// Handles the letter that is waited for. Returns `false` if none is.
pub fn letter(model: &mut Model, key: Key) -> bool {
    let Some(awaits) = model.browser.bookmarks.awaits.take() else {
        return false;
    };
    model.neon.notices.clear();
    if key.code == Code::Esc {
        return true;
    }
    let last = model.keyboard.keymap.chords(Action::GoToLetter);
    let is_last = last.iter().any(|chord| chord.keys() == [key]);
    match (awaits, key.typed().filter(char::is_ascii_lowercase)) {
        (Awaits::Jump, _) if is_last => update::perform(model, &[Action::GoBack]),
        (Awaits::Name, Some(letter)) => {
            let Some(here) = model.browser.tree.cursor.item.clone() else {
                return true;
            };
            set_letter(model, letter, here)
        }
        (Awaits::Jump, Some(letter)) => match model.browser.bookmarks.letters.get(&letter).cloned()
        {
            Some(bookmark) => go_to(model, &bookmark),
            None => model.neon.say(format!("no bookmark {letter}")),
        },
        (_, None) => model
            .neon
            .say("a bookmark is a letter from a to z; nothing was done"),
    }
    true
}

/// The current name of a bookmarked place, or the one it had.
fn called(neon: &Neon, bookmark: &Bookmark) -> String {
    if neon.store.has(&bookmark.place) {
        neon.store.name(&bookmark.place)
    } else {
        bookmark.name.clone()
    }
}

/// Goes to a bookmarked place. One that is not loaded yet is loaded first, and the cursor follows unless another
/// key is pressed.
fn go_to(model: &mut Model, bookmark: &Bookmark) {
    if model.neon.store.has(&bookmark.place) {
        return jump_history::go_to(model, &bookmark.place);
    }
    let Some(destination) = NavigationTarget::to(&bookmark.place) else {
        return model
            .neon
            .say(format!("{} is no longer loaded", bookmark.name));
    };
    model.browser.table = None;
    model.browser.tree.filter = None;
    model.browser.panes.focus = Pane::Tree;
    navigation_target::go(model, destination, &bookmark.name)
}

/// Bookmarks a place.
fn set_letter(model: &mut Model, letter: char, place: Target) {
    let name = model.neon.store.name(&place);
    let key = model.keyboard.keymap.name(Action::GoToLetter);
    let text = format!("{key} {letter} goes to {name}");
    let bookmark = Bookmark { place, name };
    model
        .browser
        .bookmarks
        .edit(BookmarkEdit::Letter(letter, bookmark));
    changed(model, text)
}

/// Reports a change by the user, and saves it at once.
fn changed(model: &mut Model, text: String) {
    answers::rebuild(model);
    model.neon.say_good(text);
    keep(model);
    person::ask(&mut model.neon);
}

fn keep(model: &mut Model) {
    if let Some(persisted) = persistence::persisted(model) {
        model.outbox.push(Effect::Save(Box::new(persisted)));
    }
}

/// Unpins what was deleted here. What Neon merely does not return may reappear, and stays pinned.
pub fn deleted(model: &mut Model, target: &Target) {
    let whole = matches!(target, Target::Project(_));
    let is_it = |place: &Target| {
        place == target
            || (whole && place.project().is_some() && place.project() == target.project())
    };
    unpin(model, is_it);
}

/// All branches of a project were listed: unpins those that are gone.
pub fn listed(model: &mut Model, project: &ProjectId) {
    let here = model.browser.bookmarks.branches(project).into_iter();
    let gone = here.filter(|branch| model.neon.store.branch(project, branch).is_none());
    let gone: Vec<BranchId> = gone.cloned().collect();
    unpin(
        model,
        |place| matches!(place, Target::Branch(of, branch) if of == project && gone.contains(branch)),
    );
}

fn unpin(model: &mut Model, is_gone: impl Fn(&Target) -> bool) {
    let pins = model.browser.bookmarks.pins.iter();
    let gone = pins.filter(|pin| is_gone(&pin.place));
    let gone: Vec<Target> = gone.map(|pin| pin.place.clone()).collect();
    if gone.is_empty() {
        return;
    }
    for place in gone {
        model.browser.bookmarks.edit(BookmarkEdit::Unpin(place));
    }
    keep(model);
}

/// Takes over saved bookmarks; what was changed here since stays changed.
///
/// If the key has none, it may be a new key of a known user.
pub fn received(model: &mut Model, bookmarks: Bookmarks, of_people: BTreeMap<String, Bookmarks>) {
    let Bookmarks {
        edits,
        newest,
        awaits,
        unowned,
        ..
    } = std::mem::take(&mut model.browser.bookmarks);
    let mine = &mut model.browser.bookmarks;
    *mine = bookmarks;
    mine.pins.truncate(MOST_PINS);
    for (_, edit) in &edits {
        mine.apply(edit);
    }
    (mine.edits, mine.newest, mine.awaits) = (edits, newest, awaits);
    (mine.of_people, mine.unowned) = (of_people, unowned);
    let may_have_some = mine.is_empty() && !mine.of_people.is_empty();
    answers::rebuild(model);
    missing(model);
    person::known(model);
    if may_have_some {
        person::ask(&mut model.neon);
    }
}

/// Loads pinned projects that their list has not returned because it is not fully loaded.
pub fn missing(model: &mut Model) {
    let is_missing = |pin: &&Pin| {
        let listing = pin
            .list
            .as_ref()
            .and_then(|list| model.neon.store.lists.get(list));
        let projects = &model.neon.store.projects;
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
    let missing = model.browser.bookmarks.pins.iter().filter(is_missing);
    let missing: Vec<ProjectId> = missing
        .filter_map(|pin| pin.place.project().cloned())
        .collect();
    for project in missing {
        let full = &mut model.neon.store.project_mut(&project).full;
        full.get_or_insert_default().ask();
        let request = Request::get_project(&project).raw();
        model
            .neon
            .start(Task::ahead(read::project(project), request));
    }
}
