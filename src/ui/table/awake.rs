//! The computes that are awake, in all projects.
//!
//! Neon has no list of them: projects are looked into, some at a time, where it is most likely that something is awake.
//! The title says how many.

use super::{
    SortOrder, everywhere,
    list::{ListEvent, ListLine, ListTab, Source, Spec},
};
use crate::{
    kinds::{
        awake::list::{self, LookFor},
        column::Column,
        list::List,
        price,
    },
    neon::Neon,
    reads::look,
    store::target::Target,
    ui::{browser::Browser, keymap::Keymap},
};

const COLUMNS: &[Column] = &[
    list::BRANCH,
    list::PROJECT,
    list::COMPUTE,
    list::TYPE,
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
        ListEvent::Opened => look::into_some(neon, LookFor::Computes),
        ListEvent::Refreshed => look::again_into_some(neon, LookFor::Computes),
        ListEvent::Listed => look::into_new(neon, LookFor::Computes),
        ListEvent::Due => look::where_awake(neon),
        ListEvent::TabShown
        | ListEvent::Tail
        | ListEvent::NearEnd
        | ListEvent::Ordered
        | ListEvent::Searched(_) => {}
    },
    new: |_, _| None,
    note: everywhere::note,
    about: None,
    tabs: &[ListTab {
        title: "All",
        name: "awake",
        columns: COLUMNS,
        by: SortOrder::down(&list::HOURLY),
        source: Source::Looks(LookFor::Computes),
        rows,
        empty,
    }],
};

/// What all of them cost an hour, if this is the list on screen and there are several.
pub fn hourly(browser: &Browser, neon: &Neon) -> Option<String> {
    if !is_shown(browser) {
        return None;
    }
    let store = &neon.store;
    let all: Vec<f64> = list::computes(store)
        .filter_map(|one| list::hourly(store, &one))
        .collect();
    (all.len() > 1).then(|| format!("{} an hour", price::about(all.iter().sum())))
}

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

fn empty(browser: &Browser, keymap: &Keymap, neon: &Neon, of: &Target) -> String {
    everywhere::empty("Nothing is awake", browser, keymap, neon, of)
}
