//! Lists of which their kind says everything: no hierarchy, one tab, one request.

use super::{
    SortOrder,
    list::{ListEvent, ListTab, Pages, Source, Spec},
    others,
};
use crate::{
    api::{Answer, ApiError, Request},
    kinds::{
        list::{Listed, Need},
        lookup::New,
    },
    neon::Neon,
    reads::fetch,
    store::{Store, target::Target},
    ui::{
        action::{ACTIONS, Action, ActionSpec},
        browser::Browser,
        dialog::menu::way,
        keymap::Keymap,
    },
};
use std::{fmt, marker::PhantomData};

/// The list of a kind.
pub const fn of<T: Listed<New: Into<New>>>() -> &'static Spec {
    &T::SPEC
}

trait Flat: Listed<New: Into<New>> {
    const PAGES: OnePage<Self> = OnePage(PhantomData);

    const TABS: &'static [ListTab] = &[ListTab {
        title: Self::TAB,
        name: Self::NAME,
        columns: Self::COLUMNS,
        by: match Self::COLUMNS {
            [first, ..] if Self::IS_SORTED => SortOrder::up(first),
            _ => None,
        },
        source: Source::Own(&Self::PAGES),
        rows: |_, neon, of| {
            let all = neon.store.listings.of::<Self>(of).iter();
            all.map(|one| one.target(of).into()).collect()
        },
        empty: |_, keymap, neon, of| {
            let wakes = Self::request(of).operation.spec().wakes;
            if wakes && !neon.store.listings.has::<Self>(of) {
                return unasked(neon, of, &keymap.name(Action::Refresh));
            }
            match lacking::<Self>(&neon.store, of) {
                Some(why) => format!("{why}.{}", way_out::<Self>(keymap)),
                None => Self::none(&neon.store, of, &keymap.name(Action::NewMenu)),
            }
        },
    }];

    const SPEC: Spec = Spec {
        list: Self::LIST,
        place: |browser, neon| {
            let row = browser.selected();
            let table = browser.table.as_ref();
            let is_shown = table.is_some_and(|table| table.list() == Self::LIST);
            // A row of another list tells which place, one of its own does so only if it is one.
            let here = row.filter(|row| !is_shown || Self::is_place(row));
            let here = here.and_then(|row| Self::place(&neon.store, Some(row)).ok());
            let shown = table.map(|table| &table.of);
            here.map_or_else(|| Self::place(&neon.store, shown.or(row)), Ok)
        },
        listen: load_needed::<Self>,
        new: |browser, store| {
            let of = place_to_add::<Self>(browser, store)?;
            let new = Self::add(store, &of)?;
            Some(match lacking::<Self>(store, &of) {
                Some(why) => Err(why),
                None => new.map(Into::into),
            })
        },
        note: |_, neon, of| Self::note(&neon.store, of),
        about: None,
        tabs: Self::TABS,
    };
}

impl<T: Listed<New: Into<New>>> Flat for T {}

/// What is missing for such records, if Neon refused to list them.
fn lacking<T: Listed>(store: &Store, of: &Target) -> Option<String> {
    let refusal = store.listings.refusal::<T>(of);
    T::lacks(store, of, refusal?)
}

/// Which key adds what must be there first.
fn way_out<T: Listed>(keymap: &Keymap) -> String {
    let adds = |spec: &&ActionSpec| {
        let list = spec.action.adds_to().map(|list| list.list);
        list.is_some() && list == T::NEEDS
    };
    match ACTIONS.iter().find(adds) {
        Some(spec) => format!(" {} enables it.", way(keymap, spec.action)),
        None => String::new(),
    }
}

/// What is said of a list that Neon was not asked for, because that wakes a compute.
fn unasked(neon: &Neon, of: &Target, key: &str) -> String {
    let branch = neon.store.branch_of(of);
    let branch = branch.map_or("its branch", |branch| branch.name.as_str());
    format!(
        "Not asked yet: for this, Neon connects to {}, which wakes the compute of {branch}. {key} asks.",
        neon.store.name(of)
    )
}

/// The only page of a kind's list.
struct OnePage<T>(PhantomData<fn() -> T>);

impl<T> fmt::Debug for OnePage<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnePage")
    }
}

impl<T: Listed> Pages for OnePage<T> {
    fn first(&self, _: &Neon, of: &Target) -> Request {
        T::request(of).into()
    }

    fn keep(&self, neon: &mut Neon, of: &Target, page: Answer, is_first: bool) -> Option<Request> {
        if !is_first {
            return T::keep_rest(&mut neon.store, of, page);
        }
        let page = page.body()?;
        let rest = T::rest(of, &page);
        let (list, odd) = T::records(&neon.store, of, page);
        neon.store.listings.keep(of, list, &odd);
        rest
    }

    fn keep_refusal(&self, neon: &mut Neon, of: &Target, refusal: &ApiError) -> bool {
        if T::is_none(refusal) {
            neon.store.listings.refuse::<T>(of, refusal.reason());
        }
        T::is_none(refusal)
    }

    fn is_refused(&self, neon: &Neon, of: &Target) -> bool {
        neon.store.listings.refusal::<T>(of).is_some()
    }
}

fn load_needed<T: Flat>(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let of = browser.table.as_ref().map(|table| &table.of);
    let of = of.filter(|_| event == ListEvent::Opened);
    let needs = of.map(|of| T::needs(&neon.store, of));
    for need in needs.into_iter().flatten() {
        match need {
            Need::List(list) => browser.wanted.push(list),
            Need::User => fetch::user(neon),
        }
    }
}

/// The place to add something to: that of the list if it, or a list made of it, is on screen, else perhaps the selected
/// row, or the place of an empty list.
fn place_to_add<T: Listed>(browser: &Browser, store: &Store) -> Option<Target> {
    let table = browser.table.as_ref();
    if let Some(table) = table.filter(|table| table.list() == T::LIST) {
        return Some(table.of.clone());
    }
    others::place_of(browser, store, T::LIST).or_else(|| {
        let row = browser.selected().or(table.map(|table| &table.of));
        row.filter(|row| T::is_added_from(row)).cloned()
    })
}
