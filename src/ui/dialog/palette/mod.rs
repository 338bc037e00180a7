//! The palette: one line of text that finds every action and every place.
//!
//! `search` finds (what is in Neon with `places`, in parts with `scan`), `rank` decides how well something matches, and
//! a chosen line runs as a line of a menu does.

mod places;
mod rank;
mod scan;
mod search;

use super::{
    Behavior, Dialogs,
    line::DialogLine,
    menu::{Choice, Item, choose},
    stakes::Stakes,
};
use crate::{
    connect::{connection, host},
    key::Key,
    neon::{Neon, Slot},
    store::target::Target,
    ui::{
        action::{Action, Scope},
        answers,
        browser::Browser,
        filter::FILTER_REST,
        model::Model,
        navigation_target::NavigationTarget,
        scroll::{ListCursor, Step},
        server_search::Search,
        settings::Settings,
        text_input,
    },
};
use std::time::Duration;
use tui_input::Input;

#[derive(Debug, Clone, Default)]
pub struct Palette {
    pub input: Input,
    /// What was found, the best first.
    pub items: Vec<Item>,
    /// How many things match, including those beyond `items`.
    pub total: usize,
    /// The line under the cursor, by what it does: news must not put another one there.
    pub cursor: ListCursor<Choice>,
    /// The row that actions are about.
    about: Option<Target>,
    /// What connection data leads to that was pasted; its password is dropped.
    pasted: Option<NavigationTarget>,
    /// The search for projects that are not loaded.
    pub search: Search,
    /// Where what was typed and its beginnings were found.
    narrowed: Vec<places::Narrowed>,
    /// The search that has not looked at everything yet.
    scan: Option<scan::Scan>,
    /// The version of the store that was searched.
    seen: u64,
}

impl Palette {
    /// The index of the selected line; the first one, if that line is gone.
    pub fn at(&self) -> usize {
        let is_it = |item: &Item| self.cursor.item.as_ref() == Some(&item.choice);
        self.items.iter().position(is_it).unwrap_or(0)
    }

    /// Whether not every project was looked at yet.
    pub const fn is_looking(&self) -> bool {
        self.scan.is_some()
    }

    /// The text to search Neon's projects for, if any are wanted.
    fn for_server(&self) -> Option<String> {
        let word = search::for_server(self.input.value());
        word.filter(|_| self.pasted.is_none())
    }

    /// The line that leads to what was pasted, in place of the one of its compute, if that is known.
    fn take_place(&self, lines: &mut Vec<Item>) -> Option<Item> {
        let place = self.pasted.as_ref()?;
        let choice = Choice::LookFor(Box::new(place.clone()));
        let is_its_compute = |item: &Item| match &item.choice {
            Choice::Go(Target::Endpoint(_, id)) => place.is_compute(id),
            _ => false,
        };
        let known = lines.iter().position(is_its_compute);
        let known = known.map(|at| lines.remove(at));
        let note = known.map_or_else(|| "go there".to_owned(), |known| known.note);
        Some(Item::new(place.named(), note, choice))
    }

    /// Shows what was found, and goes to the best line if wanted.
    fn show(&mut self, mut lines: Vec<Item>, total: usize, goes_to_best: bool) {
        let found = lines.len();
        self.items.clear();
        self.items.extend(self.take_place(&mut lines));
        self.total = self.items.len() + total - (found - lines.len());
        self.items.extend(lines);
        if goes_to_best || self.cursor.item.is_none() {
            self.go_to(0);
        }
    }

    /// Keeps where something was found, for longer texts and for when the last letters are removed.
    fn narrow(&mut self, found: places::Narrowed) {
        self.narrowed.retain(|before| {
            before.text.len() < found.text.len() && found.text.starts_with(&before.text)
        });
        self.narrowed.push(found);
    }

    /// Leaves the cursor where it is while a search goes on.
    const fn stay(&mut self) {
        if let Some(scan) = &mut self.scan {
            scan.follows_best = false;
        }
    }

    fn go_to(&mut self, at: usize) {
        let choice = |at: usize| self.items.get(at).map(|item| item.choice.clone());
        self.cursor.go(at, self.items.len(), choice);
    }
}

impl Behavior for Palette {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Palette, Scope::Always]
    }

    /// Its actions are about the selected row.
    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        let about = self.about.as_ref();
        about.map_or_else(Stakes::default, |target| Stakes::of(neon, target))
    }

    fn takes_secrets(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(palette) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        let before = palette.input.value().to_owned();
        if !text_input::edit(&mut palette.input, key) {
            return false;
        }
        if palette.input.value() != before {
            palette.pasted = None;
            search(model);
        }
        true
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        paste(model, text);
        true
    }

    fn notch(&self) -> isize {
        3
    }

    fn opens(&self) -> Option<Action> {
        Some(Action::PaletteRun)
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        let palette = model.dialogs.top_as_mut::<Self>();
        let (Some(palette), Some(choice)) = (palette, line.id::<Choice>()) else {
            return false;
        };
        let at = palette.items.iter().position(|item| item.choice == *choice);
        palette.stay();
        at.map(|at| palette.go_to(at)).is_some()
    }

    fn go(model: &mut Model, step: Step) {
        if let Some(palette) = model.dialogs.top_as_mut::<Self>() {
            palette.stay();
            palette.cursor.at = palette.at();
            palette.go_to(palette.cursor.after(step));
        }
    }
}

/// Opens the palette.
pub fn open(model: &mut Model) {
    open_for(model, "");
}

/// Opens the palette with a text to look for.
pub fn open_for(model: &mut Model, text: &str) {
    model.dialogs.open(Palette {
        about: model.browser.selected().cloned(),
        input: text.into(),
        ..Palette::default()
    });
    search(model);
}

/// Opens the palette with a place that was pasted on the main screen. Returns `false` for any other text: keys that
/// arrive late may belong to it, and must not choose an action.
pub fn open_with(model: &mut Model, text: &str) -> bool {
    let Some(place) = pasted(text.trim()) else {
        return false;
    };
    open(model);
    take_place(model, place);
    true
}

/// Offers to go to a place.
fn take_place(model: &mut Model, place: NavigationTarget) {
    if let Some(palette) = model.dialogs.top_as_mut::<Palette>() {
        palette.input = place.named().into();
        palette.pasted = Some(place);
    }
    search(model)
}

/// Whether a text leads to a place, as it would if it was pasted here.
pub fn leads_somewhere(text: &str) -> bool {
    pasted(text.trim()).is_some()
}

/// Where an id, an address, connection data or a line of a log leads to.
fn pasted(text: &str) -> Option<NavigationTarget> {
    let is_place = matches!(connection::read(text), Ok(connection::Reading::Place(_)));
    let place = is_place.then(|| NavigationTarget::read(text).ok());
    let in_line = || host::in_text(text).map(|id| NavigationTarget::to_compute(&id));
    place.flatten().or_else(in_line)
}

/// Takes of connection data only where it leads to; refuses other text that may hold a password.
fn paste(model: &mut Model, text: &str) {
    if let Some(place) = pasted(text.trim()) {
        return take_place(model, place);
    }
    let Some(palette) = model.dialogs.top_as_mut::<Palette>() else {
        return;
    };
    let mut input = palette.input.clone();
    text_input::insert(&mut input, text.trim());
    if text_input::refuses_secret(&mut model.neon, input.value()) {
        return;
    }
    (palette.input, palette.pasted) = (input, None);
    search(model)
}

/// Finds what matches the text now, and lets Neon be asked once the text has stopped changing.
fn search(model: &mut Model) {
    let Model { dialogs, neon, .. } = &mut *model;
    if let Some(palette) = dialogs.top_as_mut::<Palette>() {
        palette.cursor = ListCursor::default();
        palette.search.stop(neon);
        match palette.for_server() {
            Some(_) => neon.after(Slot::Palette, FILTER_REST),
            None => neon.cancel(Slot::Palette),
        }
    }
    find(model)
}

/// Finds again what matches, if there may be news; the cursor stays on its line.
pub fn refresh(model: &mut Model) {
    let version = model.neon.store.version();
    let palette = model.dialogs.top_as::<Palette>();
    if palette.is_some_and(|palette| palette.scan.is_none() && palette.seen != version) {
        find(model);
    }
}

/// Begins to find what matches.
fn find(model: &mut Model) {
    let Some(palette) = model.dialogs.top_as::<Palette>() else {
        return;
    };
    let offered = search::before_typing(model, palette);
    let scan = offered.is_none().then(|| search::scan(model, palette));
    let version = model.neon.store.version();
    let Some(palette) = model.dialogs.top_as_mut::<Palette>() else {
        return;
    };
    palette.seen = version;
    palette.scan = scan;
    if let Some(items) = offered {
        palette.narrowed.clear();
        let total = items.len();
        palette.show(items, total, false);
    }
    find_more(model);
}

/// Goes on finding what matches. Returns whether there may be more to find.
fn find_part(model: &mut Model) -> bool {
    let palette = model.dialogs.all_mut::<Palette>().next();
    let Some(mut scan) = palette.and_then(|palette| palette.scan.take()) else {
        return false;
    };
    let is_done = scan.go_on(model);
    // News must not shorten the list for a moment.
    let shows = is_done || scan.follows_best;
    let found = shows.then(|| search::lines(model, &mut scan));
    let Some(palette) = model.dialogs.all_mut::<Palette>().next() else {
        return false;
    };
    if let Some((lines, total)) = found {
        palette.show(lines, total, scan.follows_best);
        model.neon.touched = true;
    }
    match is_done {
        true => palette.narrow(scan.narrowed()),
        false => palette.scan = Some(scan),
    }
    !is_done
}

/// Goes on with a search of the palette that was interrupted for the keys.
pub fn find_more(model: &mut Model) {
    if find_part(model) {
        model.neon.after(Slot::PaletteScan, Duration::ZERO);
    }
}

/// Searches Neon for projects that are not loaded. Waits while a filter is being searched for: a list is searched for
/// one text at a time.
pub fn search_server(browser: &Browser, dialogs: &mut Dialogs, neon: &mut Neon) {
    let filter = browser.tree.filter.as_ref();
    if filter.is_some_and(|filter| filter.search.is_running()) {
        return neon.after(Slot::Palette, FILTER_REST);
    }
    let lists = answers::search::incomplete(neon);
    let Some(palette) = dialogs.top_as_mut::<Palette>() else {
        return;
    };
    let Some(word) = palette.for_server() else {
        return;
    };
    palette.search.lists.extend(lists);
    palette.search.word = Some(word);
    palette.search.send(neon);
    neon.touched |= palette.search.is_running();
}

/// The search of the open palette.
pub fn search_mut(dialogs: &mut Dialogs) -> Option<&mut Search> {
    let palette = dialogs.top_as_mut::<Palette>()?;
    Some(&mut palette.search).filter(|search| search.is_begun())
}

/// Runs the selected line, unless it has gone since it was selected.
pub fn run(model: &mut Model) {
    while find_part(model) {}
    let Some(palette) = model.dialogs.top_as_mut::<Palette>() else {
        return;
    };
    let Some(item) = palette.items.get(palette.at()).cloned() else {
        return;
    };
    if palette.cursor.item.as_ref() != Some(&item.choice) {
        palette.go_to(0);
        return model
            .neon
            .say("that line is gone, so nothing was done; choose again");
    }
    let about = palette.about.clone();
    if let (Choice::Do(action), None) = (&item.choice, &item.why_not) {
        remember(&mut model.browser, *action);
    }
    choose::run(model, item, about.as_ref())
}

/// How many actions are remembered.
const RECENT: usize = 8;

fn remember(browser: &mut Browser, action: Action) {
    let recent = &mut browser.travel.recent;
    recent.retain(|known| *known != action);
    recent.insert(0, action);
    recent.truncate(RECENT);
}
