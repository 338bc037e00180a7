//! The projects of all organizations in one list, the most expensive first.

use super::{
    SortOrder, everywhere,
    list::{ListEvent, ListLine, ListTab, Source},
};
use crate::{
    api::Priority,
    kinds::project::list,
    neon::Neon,
    reads::{listing, look},
    store::{ProjectPages, target::Target},
    ui::{action::Action, answers::search, browser::Browser, keymap::Keymap},
};

pub const TAB: ListTab = ListTab {
    title: "Projects",
    name: "projects",
    columns: list::COLUMNS,
    by: SortOrder::down(&list::COST),
    source: Source::Project,
    rows: |_, neon, _| list::projects(&neon.store).map(ListLine::from).collect(),
    empty,
};

/// What is the nearest to its quota comes first.
pub const BY_QUOTA: Option<SortOrder> = SortOrder::down(&list::QUOTA);

/// Reads more when the list is opened or refreshed; says whether a search covers all projects.
pub fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    if event.wants_more() {
        load(neon);
    }
    if event.wants_more() || matches!(event, ListEvent::Listed | ListEvent::Due) {
        look::quotas(neon);
    }
    if let (ListEvent::Searched(_), Some(filter)) = (event, browser.filter_mut()) {
        let is_more = !search::incomplete(neon).is_empty();
        filter.search.only_loaded = is_more;
        neon.touched |= is_more;
    }
}

/// How many lists one opening or refresh reads on in.
const LISTS: usize = 12;

/// Reads the lists that are not complete: those that were never opened or have failed from their beginning, the others
/// on.
pub fn load(neon: &mut Neon) {
    let lists = search::incomplete(neon);
    for list in lists.into_iter().take(LISTS) {
        let known = neon.store.lists.get(&list);
        let goes_on = |known: &ProjectPages| known.has_more() && known.state.error().is_none();
        match known.is_some_and(goes_on) {
            true => listing::page_after(neon, &list, Priority::Screen),
            false => listing::first_page(neon, &list),
        }
    }
}

/// How much of all projects the list is about.
pub fn note(neon: &Neon) -> String {
    let lists = || neon.store.lists.values();
    let is_loading = lists().any(|list| list.state.is_loading());
    let loading = is_loading.then(|| "loading more".to_owned());
    let more = || {
        lists()
            .any(ProjectPages::has_more)
            .then(|| "not all are loaded".to_owned())
    };
    let notes = loading.or_else(more).into_iter();
    let notes: Vec<String> = notes.chain(everywhere::unread(neon)).collect();
    notes.join(", ")
}

fn empty(_: &Browser, keymap: &Keymap, neon: &Neon, _: &Target) -> String {
    let (note, refresh) = (note(neon), keymap.name(Action::Refresh));
    match note.is_empty() {
        true => format!("No projects. {} creates one.", keymap.name(Action::NewMenu)),
        false => format!("No projects: {note}. {refresh} retries."),
    }
}
