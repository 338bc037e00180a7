//! What is done with letters and pins.

use super::{Awaits, Bookmark, BookmarkEdit, Bookmarks, MOST_PINS, Pin, person};
use crate::{
    api::{
        Request,
        types::{BranchId, ProjectId},
    },
    changes::Changes,
    key::{Code, Key},
    neon::{Neon, Task, read},
    store::target::Target,
    ui::{
        action::{Action, Availability},
        browser::Browser,
        effect::Outbox,
        jump_history,
        keymap::Keymap,
        layout::Pane,
        model::Model,
        navigation_target::{self, NavigationTarget, Start},
        perform, persistence, rebuild,
    },
};
use std::collections::BTreeMap;

/// Whether the row can be pinned.
pub fn can_pin(browser: &Browser) -> Availability {
    match browser.selected() {
        Some(Target::Project(_) | Target::Branch(..)) => Availability::Yes,
        Some(_) => Availability::no("projects and branches are pinned: select one"),
        None => Availability::no("nothing is selected"),
    }
}

/// Pins or unpins the row.
pub fn pin(browser: &mut Browser, outbox: &mut Outbox, changes: &Changes, neon: &mut Neon) {
    let Some(place) = browser.selected().cloned() else {
        return;
    };
    let name = neon.store.name(&place);
    if browser.bookmarks.is_pinned(&place) {
        browser.bookmarks.edit(BookmarkEdit::Unpin(place));
        return changed(
            browser,
            outbox,
            changes,
            neon,
            format!("{name} is no longer pinned"),
        );
    }
    if browser.bookmarks.pins.len() >= MOST_PINS {
        // A pin that is not visible cannot be unpinned by the user, so it makes room.
        let pins = browser.bookmarks.pins.iter();
        let mut unseen = pins.filter(|pin| is_out_of_sight(neon, &pin.place));
        let Some(unseen) = unseen.next().map(|pin| pin.place.clone()) else {
            return neon.say(format!("{MOST_PINS} pins is the limit; unpin one first"));
        };
        browser.bookmarks.edit(BookmarkEdit::Unpin(unseen));
    }
    let list = place.project();
    let list = list.and_then(|project| list_with(neon, project));
    browser
        .bookmarks
        .edit(BookmarkEdit::Pin(Pin { place, list }));
    changed(
        browser,
        outbox,
        changes,
        neon,
        format!("{name} is pinned: it is listed first now"),
    )
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
pub fn can_name(browser: &Browser) -> Availability {
    match (browser.selected(), place(browser)) {
        (_, Some(_)) => Availability::Yes,
        (Some(_), None) => Availability::no("a bookmark is a place in the tree; this is not in it"),
        (None, None) => Availability::no("nothing is selected"),
    }
}

/// The place in the tree that the selection is: of a group, the branch.
fn place(browser: &Browser) -> Option<Target> {
    match browser.selected()? {
        Target::Group(project, branch, _) => Some(Target::Branch(project.clone(), branch.clone())),
        place @ (Target::Org(_)
        | Target::Shared
        | Target::Project(_)
        | Target::Branch(..)
        | Target::Endpoint(..)
        | Target::Database(..)
        | Target::Role(..)) => Some(place.clone()),
        _ => None,
    }
}

/// Waits for a letter to bookmark the selection.
pub fn name(bookmarks: &mut Bookmarks, keymap: &Keymap, neon: &mut Neon) {
    bookmarks.awaits = Some(Awaits::Name);
    let key = keymap.name(Action::GoToLetter);
    neon.say(format!(
        "type a letter (a to z); {key} and that letter jump back here"
    ))
}

/// Waits for the letter of a bookmark to go to.
pub fn jump(bookmarks: &mut Bookmarks, keymap: &Keymap, neon: &mut Neon) {
    bookmarks.awaits = Some(Awaits::Jump);
    let letters = bookmarks.letters.iter();
    let known: Vec<String> = letters
        .map(|(of, bookmark)| format!("{of} {}", called(neon, bookmark)))
        .collect();
    let key = keymap.name(Action::GoToLetter);
    if known.is_empty() {
        return neon.say(format!(
            "no bookmarks yet; {key} goes back to where the cursor was"
        ));
    }
    neon.say(format!("{}; {key} back", known.join(", ")));
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
        (Awaits::Jump, _) if is_last => perform::perform(model, &[Action::GoBack]),
        (Awaits::Name, Some(letter)) => {
            let Some(here) = place(&model.browser) else {
                return true;
            };
            set_letter(model, letter, here)
        }
        (Awaits::Jump, Some(letter)) => match model.browser.bookmarks.letters.get(&letter).cloned()
        {
            Some(bookmark) => go_to(
                &mut model.browser,
                &mut model.start,
                &mut model.changes,
                &mut model.neon,
                &bookmark,
            ),
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
fn go_to(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    bookmark: &Bookmark,
) {
    if neon.store.has(&bookmark.place) {
        return jump_history::go_to(browser, changes, neon, &bookmark.place);
    }
    let Some(destination) = NavigationTarget::to(&bookmark.place) else {
        return neon.say(format!("{} is no longer loaded", bookmark.name));
    };
    browser.table = None;
    browser.tree.filter = None;
    browser.panes.focus = Pane::Tree;
    navigation_target::resolve::go(browser, start, changes, neon, destination, &bookmark.name)
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
    changed(
        &mut model.browser,
        &mut model.outbox,
        &model.changes,
        &mut model.neon,
        text,
    )
}

/// Reports a change by the user, and saves it at once.
fn changed(
    browser: &mut Browser,
    outbox: &mut Outbox,
    changes: &Changes,
    neon: &mut Neon,
    text: String,
) {
    rebuild::rows(browser, changes, neon);
    neon.say_good(text);
    persistence::save(browser, outbox, neon);
    person::ask(neon);
}

/// Unpins what was deleted here. What Neon merely does not return may reappear, and stays pinned.
pub fn deleted(browser: &mut Browser, outbox: &mut Outbox, neon: &Neon, target: &Target) {
    let whole = matches!(target, Target::Project(_));
    let is_it = |place: &Target| {
        place == target
            || (whole && place.project().is_some() && place.project() == target.project())
    };
    unpin(browser, outbox, neon, is_it);
}

/// All branches of a project were listed: unpins those that are gone.
pub fn listed(browser: &mut Browser, outbox: &mut Outbox, neon: &Neon, project: &ProjectId) {
    let here = browser.bookmarks.branches(project).into_iter();
    let gone = here.filter(|branch| neon.store.branch(project, branch).is_none());
    let gone: Vec<BranchId> = gone.cloned().collect();
    unpin(
        browser,
        outbox,
        neon,
        |place| matches!(place, Target::Branch(of, branch) if of == project && gone.contains(branch)),
    );
}

fn unpin(
    browser: &mut Browser,
    outbox: &mut Outbox,
    neon: &Neon,
    is_gone: impl Fn(&Target) -> bool,
) {
    let pins = browser.bookmarks.pins.iter();
    let gone = pins.filter(|pin| is_gone(&pin.place));
    let gone: Vec<Target> = gone.map(|pin| pin.place.clone()).collect();
    if gone.is_empty() {
        return;
    }
    for place in gone {
        browser.bookmarks.edit(BookmarkEdit::Unpin(place));
    }
    persistence::save(browser, outbox, neon);
}

/// Takes over saved bookmarks; what was changed here since stays changed.
///
/// If the key has none, it may be a new key of a known user.
pub fn received(
    browser: &mut Browser,
    outbox: &mut Outbox,
    changes: &Changes,
    neon: &mut Neon,
    bookmarks: Bookmarks,
    of_people: BTreeMap<String, Bookmarks>,
) {
    let Bookmarks {
        edits,
        newest,
        awaits,
        unowned,
        ..
    } = std::mem::take(&mut browser.bookmarks);
    let mine = &mut browser.bookmarks;
    *mine = bookmarks;
    mine.pins.truncate(MOST_PINS);
    for (_, edit) in &edits {
        mine.apply(edit);
    }
    (mine.edits, mine.newest, mine.awaits) = (edits, newest, awaits);
    (mine.of_people, mine.unowned) = (of_people, unowned);
    let may_have_some = mine.is_empty() && !mine.of_people.is_empty();
    rebuild::rows(browser, changes, neon);
    missing(&browser.bookmarks, neon);
    person::known(browser, outbox, changes, neon);
    if may_have_some {
        person::ask(neon);
    }
}

/// Loads pinned projects that their list has not returned because it is not fully loaded.
pub fn missing(bookmarks: &Bookmarks, neon: &mut Neon) {
    let is_missing = |pin: &&Pin| {
        let listing = pin
            .list
            .as_ref()
            .and_then(|list| neon.store.lists.get(list));
        let projects = &neon.store.projects;
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
    let missing = bookmarks.pins.iter().filter(is_missing);
    let missing: Vec<ProjectId> = missing
        .filter_map(|pin| pin.place.project().cloned())
        .collect();
    for project in missing {
        let full = &mut neon.store.project_mut(&project).full;
        full.get_or_insert_default().start_loading();
        let request = Request::get_project(&project).raw();
        neon.start(Task::ahead(read::project(project), request));
    }
}
