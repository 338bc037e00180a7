//! The form of a row: which one edits what the row is, and forms that open with the cursor on one
//! field: a name, an expiry.

use super::{
    backups::edit_snapshot,
    open::{branch_ready, edit_branch},
};
use crate::{
    kinds::edit::EXPIRY,
    store::target::Target,
    ui::{
        action::{Action, Availability},
        model::Model,
        on_screen,
    },
};

/// The actions that open the form of what a row is.
pub const EDITORS: [Action; 7] = [
    Action::EditDatabase,
    Action::EditBranch,
    Action::EditCompute,
    Action::EditProject,
    Action::EditMember,
    Action::EditSpending,
    Action::EditSnapshot,
];

/// The action that edits what is selected, if there is one.
pub fn of_row(model: &Model) -> Option<Action> {
    on_screen::of(model.selected()?, |kind| kind.editor())
}

/// Why there is nothing to edit, and which key does what is next to it.
fn nothing(model: &Model) -> String {
    let Some(target) = model.selected() else {
        return "nothing is selected".to_owned();
    };
    on_screen::of(target, |kind| kind.why_no_editor(model))
        .unwrap_or_else(|| format!("there is nothing to edit on this row ({})", target.word()))
}

/// Whether what is selected can be edited: what its own form says.
pub fn edit_ready(model: &Model) -> Availability {
    of_row(model).map_or_else(
        || Availability::no(nothing(model)),
        |action| action.spec().ready(model),
    )
}

/// Opens the form of what is selected.
pub fn edit(model: &mut Model) {
    if let Some(action) = of_row(model) {
        action.spec().run(model);
    }
}

/// Whether what is selected has a name that can be changed.
pub fn rename_ready(model: &Model) -> Availability {
    model.selected().map_or(Availability::Hidden, |target| {
        on_screen::of(target, |kind| kind.can_rename(model))
    })
}

/// Opens the form of the row, with the cursor on the name.
pub fn rename(model: &mut Model) {
    edit(model);
    focus(model, "name");
}

/// Whether what is selected can be given an expiry.
pub fn expiry_ready(model: &Model) -> Availability {
    match model.selected() {
        Some(Target::Snapshot(..)) => Availability::Yes,
        _ => branch_ready(model),
    }
}

/// Opens the form of the row's branch or snapshot, with the cursor on its expiry.
pub fn set_expiry(model: &mut Model) {
    match model.selected() {
        Some(Target::Snapshot(..)) => edit_snapshot(model),
        _ => edit_branch(model),
    }
    focus(model, EXPIRY);
}

fn focus(model: &mut Model, path: &str) {
    if let Some(form) = super::keys::current(model)
        && let Some(at) = form.fields.iter().position(|field| field.edit.path == path)
    {
        form.at = at;
    }
}
