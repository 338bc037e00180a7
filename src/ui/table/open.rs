//! Opening and closing a list.

use crate::{
    changes::Changes,
    neon::Neon,
    store::target::Target,
    ui::{
        action::Availability,
        browser::Browser,
        cursor,
        layout::Pane,
        rebuild,
        table::{
            SortOrder, Table, commands,
            list::{self, ListEvent, Spec},
            load, rows,
        },
    },
};

/// Whether a list can be opened from here.
pub fn can_open(browser: &Browser, neon: &Neon, spec: &Spec) -> Availability {
    match (spec.place)(browser, neon) {
        Ok(_) => Availability::Yes,
        Err(why) => Availability::No(why),
    }
}

/// Shows a list in place of tree and details, with its first tab.
pub fn open(browser: &mut Browser, neon: &mut Neon, spec: &'static Spec) {
    open_tab(browser, neon, spec, 0)
}

/// Shows a tab of a list in place of tree and details.
pub fn open_tab(browser: &mut Browser, neon: &mut Neon, spec: &'static Spec, tab: usize) {
    match (spec.place)(browser, neon) {
        Ok(of) => open_at(browser, neon, spec, of, tab),
        Err(why) => neon.say(why),
    }
}

/// Shows a tab of a list with its rows in this order: the cursor is on the first one unless something in it was
/// selected.
pub fn open_ordered(
    browser: &mut Browser,
    neon: &mut Neon,
    (spec, tab): (&'static Spec, usize),
    by: Option<SortOrder>,
) {
    let was = browser.selected().cloned();
    open_tab(browser, neon, spec, tab);
    commands::order(browser, neon, by);
    let height = browser.list_height();
    if let Some(table) = &mut browser.table
        && was.is_none_or(|was| table.find(&was).is_none())
    {
        table.go(0, height);
    }
}

/// Shows a tab of the list of this place; the cursor stays on the selected thing if the tab contains it.
pub fn open_at(
    browser: &mut Browser,
    neon: &mut Neon,
    spec: &'static Spec,
    of: Target,
    tab: usize,
) {
    let was = browser.selected().cloned();
    if browser
        .table
        .as_ref()
        .is_some_and(|table| table.list() == spec.list && table.of == of)
    {
        return commands::show(browser, neon, tab);
    }
    browser.table = Some(Table::new(spec, of, tab));
    browser.panes.focus = Pane::Tree;
    browser.panes.zoomed = false;
    (spec.listen)(browser, neon, ListEvent::Opened);
    load::load_if_missing(browser, neon);
    rows::rebuild(browser, neon);
    if let Some(at) = was.and_then(|was| browser.table.as_ref()?.find(&was)) {
        let height = browser.list_height();
        if let Some(table) = &mut browser.table {
            table.go(at, height);
        }
    }
}

/// Shows the list that is inside of the selected row of a list; closing it returns there.
pub fn open_inside(browser: &mut Browser, neon: &mut Neon, spec: &'static Spec) {
    open_above(browser, neon, |browser, neon| open(browser, neon, spec))
}

/// Opens another list; closing it returns to the one on screen.
pub(super) fn open_above(
    browser: &mut Browser,
    neon: &mut Neon,
    open: impl FnOnce(&mut Browser, &mut Neon),
) {
    let above = browser.table.clone();
    open(browser, neon);
    if let Some(table) = &mut browser.table {
        table.above = above.map(Box::new);
    }
}

/// Returns to the list that the selected item of the tree was opened from, as it was left. Returns `false` if there is
/// none.
pub fn again(browser: &mut Browser, neon: &mut Neon) -> bool {
    let item = browser.tree.cursor.item.as_ref();
    let left = browser
        .opened_from
        .take_if(|left| Some(&left.opened) == item);
    let Some(left) = left else {
        return false;
    };
    browser.table = Some(*left.table);
    browser.panes.focus = Pane::Tree;
    browser.panes.activity.leave();
    shown_again(browser, neon);
    true
}

fn shown_again(browser: &mut Browser, neon: &mut Neon) {
    list::tell(browser, neon, ListEvent::TabShown);
    load::load_if_missing(browser, neon);
    rows::rebuild(browser, neon);
    cursor::moved(browser, neon);
}

/// Whether a list was left for the activity: the way back leads there.
pub fn is_from_activity(browser: &Browser) -> bool {
    let left = browser.opened_from.as_ref();
    browser.panes.focus == Pane::Operations && left.is_some_and(|left| left.for_activity)
}

/// Returns to the list above, or to the tree, whose cursor is where it was.
pub fn close(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    let above = browser.table.take().and_then(|table| table.above);
    if let Some(above) = above {
        browser.table = Some(*above);
        return shown_again(browser, neon);
    }
    browser.panes.focus = Pane::Tree;
    rebuild::rows(browser, changes, neon);
    cursor::moved(browser, neon)
}
