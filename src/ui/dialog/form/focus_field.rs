//! The edit form of each kind of row, and forms that open on one field: the name, the expiry.

use super::{
    backups::edit_snapshot,
    open::{branch_ready, edit_branch, open_on},
};
use crate::{
    kinds::{self, edit::EXPIRY},
    store::target::Target,
    ui::{
        action::{Action, Availability},
        model::Model,
        on_screen,
    },
};

/// The actions that open the edit form of a kind of row.
pub const EDITORS: [Action; 8] = [
    Action::EditDatabase,
    Action::EditBranch,
    Action::EditCompute,
    Action::EditProject,
    Action::EditMember,
    Action::EditSpending,
    Action::EditSnapshot,
    Action::EditFields,
];

/// The action that edits the selection, if there is one.
pub fn of_row(model: &Model) -> Option<Action> {
    on_screen::of(model.browser.selected()?, |kind| kind.editor())
}

/// Why there is nothing to edit, and which key is the closest alternative.
fn nothing(model: &Model) -> String {
    let Some(target) = model.browser.selected() else {
        return "nothing is selected".to_owned();
    };
    on_screen::of(target, |kind| kind.why_no_editor(model))
        .unwrap_or_else(|| format!("there is nothing to edit on this row ({})", target.word()))
}

/// Whether the selection can be edited, according to its own form.
pub fn edit_ready(model: &Model) -> Availability {
    of_row(model).map_or_else(
        || Availability::no(nothing(model)),
        |action| action.spec().ready(model),
    )
}

/// Whether the row has a generic form, and can be edited.
pub fn fields_ready(model: &Model) -> Availability {
    let (form, why) = model.browser.selected().map_or((None, None), |target| {
        on_screen::of(target, |kind| (kind.form(), kind.obstacle(model)))
    });
    match (form, why) {
        (None, _) => Availability::Hidden,
        (Some(_), Some(why)) => Availability::No(why),
        (Some(_), None) => Availability::Yes,
    }
}

/// Opens that form.
pub fn edit_fields(model: &mut Model) {
    let Some(target) = model.browser.selected().cloned() else {
        return;
    };
    let known = kinds::lookup::of(&target, |kind| kind.editable(&model.neon.store)?.document());
    let form = on_screen::of(&target, |kind| kind.form());
    if let (Some(thing), Some(table)) = (known, form) {
        let name = model.neon.store.name(&target);
        let title = vec![format!("Edit {}", target.word()), name];
        open_on(model, target, table, title, thing);
    }
}

/// Opens the edit form of the selection.
pub fn edit(model: &mut Model) {
    if let Some(action) = of_row(model) {
        action.spec().run(model);
    }
}

/// Whether the selection has a name that can be changed.
pub fn rename_ready(model: &Model) -> Availability {
    model
        .browser
        .selected()
        .map_or(Availability::Hidden, |target| {
            on_screen::of(target, |kind| kind.can_rename(model))
        })
}

/// Opens the form of the row, with the cursor on the name.
pub fn rename(model: &mut Model) {
    edit(model);
    focus(model, "name");
}

/// Whether the selection can have an expiry.
pub fn expiry_ready(model: &Model) -> Availability {
    match model.browser.selected() {
        Some(Target::Snapshot(..)) => Availability::Yes,
        _ => branch_ready(model),
    }
}

/// Opens the form of the row's branch or snapshot, with the cursor on its expiry.
pub fn set_expiry(model: &mut Model) {
    match model.browser.selected() {
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
