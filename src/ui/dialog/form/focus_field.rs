//! The edit form of each kind of row, and forms that open on one field: the name, the expiry.

use super::{
    backups::edit_snapshot,
    open::{branch_ready, edit_branch, open_on},
};
use crate::{
    kinds::{self, edit::EXPIRY},
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        browser::Browser,
        dialog::Dialogs,
        keymap::Keymap,
        model::Model,
        on_screen,
        settings::Settings,
    },
};

/// The action that edits the selection, if there is one.
pub fn of_row(browser: &Browser) -> Option<Action> {
    on_screen::of(browser.selected()?, |kind| kind.editor())
}

/// Why there is nothing to edit, and which key is the closest alternative.
fn nothing(browser: &Browser, keymap: &Keymap, store: &Store) -> String {
    let Some(target) = browser.selected() else {
        return "nothing is selected".to_owned();
    };
    on_screen::of(target, |kind| kind.why_no_editor(browser, keymap, store))
        .unwrap_or_else(|| format!("there is nothing to edit on this row ({})", target.noun()))
}

/// Whether the selection can be edited, according to its own form.
pub fn edit_ready(model: &Model) -> Availability {
    of_row(&model.browser).map_or_else(
        || {
            Availability::no(nothing(
                &model.browser,
                &model.keyboard.keymap,
                &model.neon.store,
            ))
        },
        |action| action.ready(model),
    )
}

/// Whether the row has a generic form, and can be edited.
pub fn fields_ready(browser: &Browser, keymap: &Keymap, neon: &Neon) -> Availability {
    let (form, why) = browser.selected().map_or((None, None), |target| {
        on_screen::of(target, |kind| (kind.form(), kind.obstacle(keymap, neon)))
    });
    match (form, why) {
        (None, _) => Availability::Hidden,
        (Some(_), Some(why)) => Availability::No(why),
        (Some(_), None) => Availability::Yes,
    }
}

/// Opens that form.
pub fn edit_fields(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    let known = kinds::lookup::of(&target, |kind| kind.document(&neon.store));
    let form = kinds::lookup::of(&target, |kind| kind.form());
    if let (Some(thing), Some(table)) = (known, form) {
        let name = neon.store.name(&target);
        let title = vec![format!("Edit {}", target.noun()), name];
        open_on(dialogs, settings, neon, target, table, title, thing);
    }
}

/// Opens the edit form of the selection.
pub fn edit(model: &mut Model) {
    if let Some(action) = of_row(&model.browser) {
        action.run(model);
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
    focus(&mut model.dialogs, &model.neon, "name");
}

/// Whether the selection can have an expiry.
pub fn expiry_ready(browser: &Browser, store: &Store) -> Availability {
    match browser.selected() {
        Some(Target::Snapshot(..)) => Availability::Yes,
        _ => branch_ready(browser, store),
    }
}

/// Opens the form of the row's branch or snapshot, with the cursor on its expiry.
pub fn set_expiry(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    match browser.selected() {
        Some(Target::Snapshot(..)) => edit_snapshot(browser, dialogs, settings, neon),
        _ => edit_branch(browser, dialogs, settings, neon),
    }
    focus(dialogs, neon, EXPIRY);
}

fn focus(dialogs: &mut Dialogs, neon: &Neon, path: &str) {
    if let Some(form) = super::keys::current(dialogs, neon)
        && let Some(at) = form.fields.iter().position(|field| field.edit.path == path)
    {
        form.at = at;
    }
}
