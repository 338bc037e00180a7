//! The palette: one line of text that finds every action and every place.
//!
//! `search` finds, `rank` decides how well something matches, and a chosen line runs as a line of a menu does.

mod rank;
mod search;

use super::{
    Behavior, Dialogs,
    menu::{Choice, Item, choose},
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
        text_input,
    },
};
use tui_input::Input;

#[derive(Debug, Clone, Default)]
pub struct Palette {
    pub input: Input,
    /// What was found, the best first.
    pub items: Vec<Item>,
    /// How many things match, including those beyond `items`.
    pub total: usize,
    pub cursor: ListCursor<Item>,
    /// The row that actions are about.
    about: Option<Target>,
    /// What connection data leads to that was pasted; its password is dropped.
    pasted: Option<NavigationTarget>,
    /// The search for projects that are not loaded.
    pub search: Search,
}

impl Palette {
    /// The index of the selected line.
    pub fn at(&self) -> usize {
        self.cursor.among(&self.items)
    }
}

impl Behavior for Palette {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Palette, Scope::Always]
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

    /// Clears the text; without one, closes the palette.
    fn close(model: &mut Model) {
        match model.dialogs.top_as_mut::<Self>() {
            Some(palette) if !palette.input.value().is_empty() => {
                palette.input.reset();
                palette.pasted = None;
                search(model);
            }
            _ => model.dialogs.close_top(),
        }
    }

    fn go(model: &mut Model, step: Step) {
        if let Some(palette) = model.dialogs.top_as_mut::<Self>() {
            palette.cursor.step(step, &palette.items);
        }
    }
}

/// Opens the palette.
pub fn open(model: &mut Model) {
    model.dialogs.open(Palette {
        about: model.browser.selected().cloned(),
        ..Palette::default()
    });
    search(model);
}

/// Opens the palette with a place that was pasted on the main screen. Returns `false` for any other text: keys that
/// arrive late may belong to it, and must not choose an action.
pub fn open_with(model: &mut Model, text: &str) -> bool {
    let leads_somewhere = pasted(text.trim()).is_some();
    if leads_somewhere {
        open(model);
        paste(model, text);
    }
    leads_somewhere
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
    let Some(palette) = model.dialogs.top_as_mut::<Palette>() else {
        return;
    };
    if let Some(place) = pasted(text.trim()) {
        palette.input = place.named().into();
        palette.pasted = Some(place);
    } else {
        let mut input = palette.input.clone();
        text_input::insert(&mut input, text.trim());
        if connection::may_hold_secret(input.value()) {
            return model
                .neon
                .say("this may contain a password or a key, so it was not pasted");
        }
        (palette.input, palette.pasted) = (input, None);
    }
    search(model)
}

/// Finds what matches the text now, and lets Neon be asked once the text has stopped changing.
fn search(model: &mut Model) {
    if let Some(palette) = model.dialogs.top_as_mut::<Palette>() {
        palette.cursor = ListCursor::default();
        palette.search.stop(&mut model.neon);
        model.neon.after(Slot::Palette, FILTER_REST);
    }
    refresh(model)
}

/// Finds again what matches; the cursor stays on its line.
pub fn refresh(model: &mut Model) {
    let Some(palette) = model.dialogs.top_as::<Palette>() else {
        return;
    };
    let found = search::items(model, palette);
    if let Some(palette) = model.dialogs.top_as_mut::<Palette>() {
        (palette.items, palette.total) = found;
    }
}

/// Searches Neon for projects that are not loaded.
pub fn search_server(dialogs: &mut Dialogs, neon: &mut Neon) {
    let lists = answers::search::incomplete(neon);
    let Some(palette) = dialogs.top_as_mut::<Palette>() else {
        return;
    };
    let Some(word) = search::for_server(palette.input.value()) else {
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

/// Runs the selected line.
pub fn run(model: &mut Model) {
    let Some(palette) = model.dialogs.top_as::<Palette>() else {
        return;
    };
    let Some(item) = palette.items.get(palette.at()).cloned() else {
        return;
    };
    let about = palette.about.clone();
    if let Choice::Do(action) = item.choice {
        remember(&mut model.browser, action);
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
