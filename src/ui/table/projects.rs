//! The projects of all organizations in one list, the most expensive first.

use super::{
    SortOrder,
    list::{ListEvent, ListLine, ListTab, Source, Spec},
};
use crate::{
    api::Priority,
    kinds::{list::List, project::list},
    neon::Neon,
    reads::{listing, look},
    store::{ProjectPages, target::Target},
    ui::{action::Action, browser::Browser, keymap::Keymap},
};

pub const SPEC: Spec = Spec {
    list: List("Projects"),
    place: |_, _| Ok(Target::Account),
    listen: |_, neon, event| {
        if matches!(event, ListEvent::Opened | ListEvent::Refreshed) {
            load(neon);
            look::for_awake(neon);
        }
    },
    new: |_, _| None,
    note: |_, neon, _| note(neon),
    tabs: &[ListTab {
        title: "All",
        columns: list::COLUMNS,
        by: Some(SortOrder {
            column: list::COST.title,
            down: true,
        }),
        source: Source::Project,
        rows: |_, neon, _| list::projects(&neon.store).map(ListLine::from).collect(),
        empty,
    }],
};

/// How many requests one opening or refresh may cost.
const REQUESTS: usize = 20;

/// Requests the lists that were never opened, and the next pages of the others.
fn load(neon: &mut Neon) {
    let orgs = neon.store.orgs.value.keys().cloned().map(Target::Org);
    let mut lists: Vec<Target> = orgs.chain([Target::Shared]).collect();
    lists.truncate(REQUESTS);
    for list in lists {
        match neon.store.lists.get(&list) {
            Some(known) if known.has_more() => listing::page_after(neon, &list, Priority::Screen),
            Some(known) if !known.is_remembered() && !known.state.is_absent() => {}
            _ => listing::first_page(neon, &list),
        }
    }
}

/// How much of all projects the list is about.
fn note(neon: &Neon) -> String {
    let lists = &neon.store.lists;
    if lists.values().any(|list| list.state.is_loading()) {
        return "loading more".to_owned();
    }
    match lists.values().any(ProjectPages::has_more) {
        true => "not all are loaded".to_owned(),
        false => String::new(),
    }
}

fn empty(_: &Browser, keymap: &Keymap, neon: &Neon, _: &Target) -> String {
    if neon
        .store
        .lists
        .values()
        .any(|list| list.state.is_loading())
    {
        return "Loading …".to_owned();
    }
    format!("No projects. {} creates one.", keymap.name(Action::NewMenu))
}
