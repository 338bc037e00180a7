//! Whether a key can be about the selected row: the cursor may be elsewhere, or the row out of view.

use super::{action::Action, activity, model::Model};
use crate::{changes::branch, store::target::Target};

/// Whether the cursor is on an operation, or would be if its filter showed one.
pub fn is_on_operation(model: &Model) -> bool {
    activity::commands::takes_keys(&model.browser, &model.neon.store)
}

/// Why nothing can be done with the row while the cursor is on an operation.
pub fn not_on_it(model: &Model) -> String {
    let operation = activity::selected(&model.browser, &model.neon.store);
    let instead = match operation {
        Some(_) => "the cursor is on an operation",
        None => "the filter shows no operation",
    };
    format!(
        "{instead}; {} goes back to the row that this is about",
        model.keyboard.keymap.name(Action::FocusTree)
    )
}

/// Why nothing can be done with a row that is out of view, if it is.
pub fn out_of_view(model: &Model) -> Option<String> {
    let key = model.keyboard.keymap.name(Action::FocusTree);
    let why = format!("the activity fills the screen; {key} shows the row that this is about");
    Some(why).filter(|_| !model.browser.shows_row())
}

/// Why nothing can be done with a row that is being deleted, or is in something that is.
pub fn being_deleted(model: &Model) -> Option<String> {
    let row = model.browser.selected()?;
    let on = model.neon.store.branch_of(row).map(branch::target);
    let project = row.project().cloned().map(Target::Project);
    let around = [Some(row.clone()), on, project];
    let mut running = around
        .iter()
        .flatten()
        .filter_map(|it| model.changes.running(it));
    let deletion = running.find(|change| change.spec().deletes)?;
    Some(format!("{} is being deleted", deletion.name))
}
