//! The computes that are awake, in all projects.
//!
//! Neon has no list of them: projects are looked into, some at a time, where it is most likely that something is awake.
//! The title says how many.

use super::{
    SortOrder,
    list::{ListEvent, ListLine, ListTab, Source, Spec},
};
use crate::{
    kinds::{
        awake::list::{self, Looks},
        column::Column,
        list::List,
    },
    neon::Neon,
    reads::look,
    store::target::Target,
    ui::{action::Action, browser::Browser, keymap::Keymap},
};

const COLUMNS: &[Column] = &[
    list::BRANCH,
    list::PROJECT,
    list::COMPUTE,
    list::STATE,
    list::SINCE,
    list::SIZE,
    list::HOURLY,
    list::SO_FAR,
    list::WHY,
    list::SEEN,
];

pub const SPEC: Spec = Spec {
    list: List("Awake"),
    place: |_, _| Ok(Target::Account),
    listen: |_, neon, event| match event {
        ListEvent::Opened | ListEvent::Refreshed => look::for_awake(neon),
        ListEvent::Due => look::where_awake(neon),
        ListEvent::Ordered | ListEvent::Searched(_) => {}
    },
    new: |_, _| None,
    note: |browser, neon, _| note(browser, neon),
    tabs: &[ListTab {
        title: "All",
        columns: COLUMNS,
        by: Some(SortOrder {
            column: list::HOURLY.title,
            down: true,
        }),
        source: Source::Looks,
        rows,
        empty,
    }],
};

/// What is awake; and the row under the cursor even if it no longer is, so that the next key does not mean another one.
fn rows(browser: &Browser, neon: &Neon, _: &Target) -> Vec<ListLine> {
    let mut rows: Vec<ListLine> = list::computes(&neon.store).map(ListLine::from).collect();
    let table = browser.table.as_ref().filter(|_| is_shown(browser));
    let here = table.and_then(|table| table.cursor.item.clone());
    let here = here
        .filter(|target| neon.store.has(target))
        .map(ListLine::from);
    rows.extend(here.filter(|line| !rows.contains(line)));
    rows
}

/// Whether this is the list on screen.
pub fn is_shown(browser: &Browser) -> bool {
    let table = browser.table.as_ref();
    table.is_some_and(|table| table.list() == SPEC.list)
}

/// How far the look into all projects is.
pub fn looks(browser: &Browser, neon: &Neon) -> Looks {
    let looks = &browser.panes.looks;
    *looks.get(&(), &neon.store, (), list::looks)
}

/// How much of all projects the list is about.
fn note(browser: &Browser, neon: &Neon) -> String {
    let Looks { known, all, .. } = looks(browser, neon);
    let looked_at = (known < all).then(|| format!("{known} of {all} projects looked at"));
    let notes: Vec<String> = looked_at.into_iter().chain(unread(neon)).collect();
    notes.join(", ")
}

/// How many lists of projects could not be read, and how many were never opened.
pub fn unread(neon: &Neon) -> impl Iterator<Item = String> + use<> {
    let lists = neon.store.lists.values();
    let failed = match lists.filter(|list| list.state.error().is_some()).count() {
        0 => None,
        1 => Some("1 list could not be read".to_owned()),
        many => Some(format!("{many} lists could not be read")),
    };
    let lists = neon.store.orgs.value.keys();
    let unopened = lists.filter(|org| {
        let list = neon.store.lists.get(&Target::Org((*org).clone()));
        list.is_none_or(|list| list.state.is_absent())
    });
    let unopened = match unopened.count() {
        0 => None,
        1 => Some("1 organization not opened".to_owned()),
        many => Some(format!("{many} organizations not opened")),
    };
    failed.into_iter().chain(unopened)
}

fn empty(browser: &Browser, keymap: &Keymap, neon: &Neon, _: &Target) -> String {
    let note = note(browser, neon);
    match note.is_empty() {
        true => "Nothing is awake.".to_owned(),
        false => {
            let key = keymap.name(Action::Refresh);
            format!("Nothing is awake: {note}. {key} looks at more.")
        }
    }
}
