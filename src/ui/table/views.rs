//! Opening a list as it was saved in the configuration.

use super::{
    SortOrder, everywhere,
    list::{self, ListEvent, Spec},
    named::LISTS,
    open, rows,
};
use crate::{
    neon::Neon,
    store::target::Target,
    ui::{browser::Browser, filter, layout::Pane, saved_view::SavedView},
};

/// Opens a view: of the selected project, branch or organization, or of everything where nothing is selected.
pub fn open(browser: &mut Browser, neon: &mut Neon, view: &SavedView) {
    let (spec, tab, of) = match find(browser, neon, view) {
        Ok(found) => found,
        Err(why) => return neon.say(why),
    };
    open::open_at(browser, neon, spec, of, tab);
    browser.panes.focus = Pane::Tree;
    if let Some(table) = &mut browser.table {
        let columns = table.shown().columns;
        if let Some(sort) = &view.sort {
            let first = columns.first().filter(|_| sort.column.is_first());
            let column = first.or(columns.iter().skip(1).find(|column| sort.column.is(column)));
            table.by = column.map(|column| SortOrder {
                column: column.title,
                down: sort.down,
            });
        }
    }
    filter::apply(browser, neon, &view.filter);
    rows::rebuild(browser, neon);
    list::tell(browser, neon, ListEvent::Ordered);
}

/// The list, its tab, and what it is of.
fn find(
    browser: &Browser,
    neon: &Neon,
    view: &SavedView,
) -> Result<(&'static Spec, usize, Target), String> {
    let is_it = |spec: &Spec, at: usize| {
        let tab = spec.tab(at);
        tab.name == view.list && view.tab.is_none_or(|title| tab.title == title)
    };
    let tab_of = |spec: &Spec| (0..spec.tabs.len()).find(|at| is_it(spec, *at));
    let everything = || (&everywhere::SPEC, tab_of(&everywhere::SPEC));
    if let ((spec, Some(tab)), true) = (everything(), view.is_of_all) {
        return Ok((spec, tab, Target::Account));
    }
    let mut why = None;
    let others = LISTS
        .into_iter()
        .filter(|spec| spec.list != everywhere::SPEC.list);
    for spec in others {
        let Some(tab) = tab_of(spec) else { continue };
        match (spec.place)(browser, neon) {
            Ok(of) => return Ok((spec, tab, of)),
            Err(text) => why = Some(text),
        }
    }
    match everything() {
        (spec, Some(tab)) => Ok((spec, tab, Target::Account)),
        _ => Err(why.unwrap_or_else(|| "there is no such list here".to_owned())),
    }
}
