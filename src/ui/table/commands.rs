//! The actions of a table: order, tabs, columns.

use super::{
    SortOrder, Table, branches, everywhere,
    list::{self, ListEvent},
    load, rows,
};
use crate::{
    neon::Neon,
    ui::{
        action::Availability,
        browser::Browser,
        dialog::{
            Dialogs,
            menu::{Choice, Item, Menu},
        },
        scroll::{Ends, moved},
    },
};

/// The title of a first tab that shows a tree; the tab after it shows the same things flat.
pub const TREE: &str = "Tree";

/// Available if a table is shown.
pub fn is_shown(browser: &Browser) -> Availability {
    match browser.table {
        Some(_) => Availability::Yes,
        None => Availability::Hidden,
    }
}

/// Available if the tree is shown.
pub fn is_hidden(browser: &Browser) -> Availability {
    match browser.table {
        Some(_) => Availability::Hidden,
        None => Availability::Yes,
    }
}

/// Available if a row of a table is selected.
pub fn has_row(browser: &Browser) -> Availability {
    match &browser.table {
        Some(table) if table.cursor.item.is_some() => Availability::Yes,
        Some(_) => Availability::no("there is no row to mark"),
        None => Availability::Hidden,
    }
}

/// Opens the menu of columns to sort by.
pub fn sort(browser: &Browser, dialogs: &mut Dialogs) {
    let Some(table) = &browser.table else {
        return;
    };
    let by = table.by;
    let item = |column: &super::Column| {
        Item::new(
            column.title.to_owned(),
            match by.filter(|by| by.column == column.title) {
                Some(by) => format!("{} {}", column.note(), direction(by.down)),
                None => column.note(),
            },
            Choice::SortBy(column.title),
        )
    };
    let columns = table.shown().columns.iter();
    let items = columns
        .filter(|column| !column.title.is_empty())
        .map(item)
        .collect();
    dialogs.open(Menu::new("Order by").lettered(items));
}

/// The sign for a sort direction.
pub const fn direction(down: bool) -> &'static str {
    if down { "▾" } else { "▴" }
}

/// Sorts the rows by a column; a second time in reverse.
pub fn sort_by(browser: &mut Browser, neon: &mut Neon, column: &'static str) {
    if let Some(table) = &mut browser.table {
        let again = table.by.filter(|by| by.column == column);
        let down = again.is_some_and(|by| !by.down);
        order(browser, neon, Some(SortOrder { column, down }))
    }
}

/// Puts the rows into this order.
pub fn order(browser: &mut Browser, neon: &mut Neon, by: Option<SortOrder>) {
    if let Some(table) = &mut browser.table {
        table.by = by;
    }
    arranged(browser, neon)
}

/// Sorts the rows by their names; a second time in reverse.
pub fn sort_by_name(browser: &mut Browser, neon: &mut Neon) {
    let table = browser.table.as_ref();
    let name = table.and_then(|table| table.shown().columns.first());
    if let Some(column) = name.map(|column| column.title) {
        sort_by(browser, neon, column)
    }
}

/// The column that says when a row was created.
fn age(browser: &Browser) -> Option<&'static str> {
    let columns = browser.table.as_ref()?.shown().columns.iter();
    let mut columns = columns.filter(|column| column.fields == ["created_at"]);
    columns.next().map(|column| column.title)
}

/// Available if a column of the table says when its rows were created.
pub fn has_age(browser: &Browser) -> Availability {
    match browser.table {
        Some(_) if age(browser).is_none() => {
            Availability::no("the rows do not tell when they were created")
        }
        ref table => Availability::shown_if(table.is_some()),
    }
}

/// Sorts the rows by when they were created; a second time in reverse.
pub fn sort_by_age(browser: &mut Browser, neon: &mut Neon) {
    if let Some(column) = age(browser) {
        sort_by(browser, neon, column)
    }
}

const STATE: &str = "STATE";
const PROJECT: &str = "PROJECT";

/// Whether the table has a column with this heading.
fn is_titled(browser: &Browser, title: &str) -> bool {
    let columns = browser
        .table
        .as_ref()
        .map_or(&[][..], |table| table.shown().columns);
    columns.iter().any(|column| column.title == title)
}

fn has_titled(browser: &Browser, title: &str, why_not: &str) -> Availability {
    match browser.table {
        Some(_) if !is_titled(browser, title) => Availability::no(why_not),
        ref table => Availability::shown_if(table.is_some()),
    }
}

/// Available if a column of the table tells the state of its rows.
pub fn has_state(browser: &Browser) -> Availability {
    has_titled(browser, STATE, "the rows have no state")
}

/// Sorts the rows by their states; a second time in reverse.
pub fn sort_by_state(browser: &mut Browser, neon: &mut Neon) {
    sort_titled(browser, neon, STATE)
}

/// Available if a column of the table names the project of its rows.
pub fn has_project(browser: &Browser) -> Availability {
    has_titled(
        browser,
        PROJECT,
        "the rows are in no project, or all in one",
    )
}

/// Sorts the rows by their projects; a second time in reverse.
pub fn sort_by_project(browser: &mut Browser, neon: &mut Neon) {
    sort_titled(browser, neon, PROJECT)
}

/// Reverses the order.
pub fn reverse(browser: &mut Browser, neon: &mut Neon) {
    if let Some(table) = &mut browser.table {
        let first = table.shown().columns.first();
        let first = first.map(|column| SortOrder {
            column: column.title,
            down: false,
        });
        table.by = table.by.or(first).map(|by| SortOrder {
            down: !by.down,
            ..by
        });
    }
    arranged(browser, neon)
}

fn arranged(browser: &mut Browser, neon: &mut Neon) {
    rows::rebuild(browser, neon);
    list::tell(browser, neon, ListEvent::Ordered)
}

/// Toggles between all columns and those that fit.
pub fn wide(browser: &mut Browser) {
    if let Some(table) = &mut browser.table {
        table.wide = !table.wide;
        table.sideways = 0;
    }
}

/// Scrolls the columns of a wide table.
pub fn sideways(browser: &mut Browser, by: isize) {
    if let Some(table) = browser.table.as_mut().filter(|table| table.wide) {
        let others = table.shown().columns.len().saturating_sub(1);
        table.sideways = moved(table.sideways, by, others, Ends::Stay);
    }
}

/// Shows the tab this many positions away.
pub fn turn(browser: &mut Browser, neon: &mut Neon, by: isize) {
    let Some(table) = &browser.table else {
        return;
    };
    let to = moved(table.tab, by, table.spec.tabs.len(), Ends::Wrap);
    show(browser, neon, to)
}

/// Shows the tab with this index.
pub fn show(browser: &mut Browser, neon: &mut Neon, tab: usize) {
    let Some(table) = &mut browser.table else {
        return;
    };
    let before = std::mem::replace(&mut table.tab, tab);
    if before != tab {
        let there = table.other_filters.remove(&tab);
        let left = std::mem::replace(&mut table.filter, there);
        table.other_filters.extend(left.map(|left| (before, left)));
    }
    table.by = table.shown().by;
    table.sideways = 0;
    table.range = None;
    table.widths.fit_again();
    list::tell(browser, neon, ListEvent::TabShown);
    load::load_if_missing(browser, neon);
    rows::rebuild(browser, neon);
}

/// Shows the tab with this title, if the table has one.
pub(crate) fn show_titled(browser: &mut Browser, neon: &mut Neon, title: &str) {
    let table = browser.table.as_ref();
    let tab = table.and_then(|table| table.spec.tabs.iter().position(|tab| tab.title == title));
    if let Some(tab) = tab.filter(|tab| table.is_some_and(|table| table.tab != *tab)) {
        show(browser, neon, tab)
    }
}

/// Sorts by the column with this heading, if it is shown.
pub(crate) fn sort_titled(browser: &mut Browser, neon: &mut Neon, title: &'static str) {
    if is_titled(browser, title) {
        sort_by(browser, neon, title)
    }
}

/// Toggles between the first tab, a tree, and the second, which is flat: the same things, under the same filter.
pub fn flat(browser: &mut Browser, neon: &mut Neon) {
    let Some(table) = &mut browser.table else {
        return;
    };
    let to = usize::from(table.tab == 0);
    let filter = table.filter.take();
    table.other_filters.remove(&to);
    table
        .other_filters
        .extend(filter.map(|filter| (to, filter)));
    show(browser, neon, to)
}

/// Whether the list can be shown flat.
pub fn can_be_flat(browser: &Browser) -> Availability {
    match &browser.table {
        Some(table) if table.spec.tab(0).title == TREE => Availability::Yes,
        Some(_) => Availability::no("this list has no tree"),
        None => Availability::Hidden,
    }
}

/// The numbers of inactive days that can define stale.
const STALE: [u16; 9] = [1, 2, 3, 7, 14, 30, 60, 90, 180];

/// Available if the table shows stale branches.
pub fn has_days(browser: &Browser) -> Availability {
    let is_stale = |table: &Table| {
        let of_project = table.list() == branches::SPEC.list && table.tab == branches::STALE;
        of_project || table.list() == everywhere::SPEC.list && table.tab == everywhere::STALE
    };
    Availability::shown_if(browser.table.as_ref().is_some_and(is_stale))
}

/// Makes the stale list stricter: more days of inactivity.
pub fn more_days(browser: &mut Browser, neon: &mut Neon) {
    let days = browser.stale_days;
    step(browser, neon, STALE.into_iter().find(|step| *step > days))
}

/// Makes the stale list wider: fewer days of inactivity.
pub fn fewer_days(browser: &mut Browser, neon: &mut Neon) {
    let days = browser.stale_days;
    step(
        browser,
        neon,
        STALE.into_iter().rev().find(|step| *step < days),
    )
}

fn step(browser: &mut Browser, neon: &mut Neon, to: Option<u16>) {
    match to {
        Some(days) => {
            browser.stale_days = days;
            rows::rebuild(browser, neon);
            neon.say_in_passing(format!("stale: {}", branches::stale_means(browser)))
        }
        None => {
            neon.say("no more steps in that direction; set any number as stale_days in config.toml")
        }
    }
}
