//! Forms that open with the cursor on one field: a name, an expiry.

use super::{
    backups::edit_snapshot,
    open::{branch_ready, edit_branch, edit_compute, edit_database, edit_project},
};
use crate::{
    core::{action::Ready, effect::Effect, model::Model, target::Target},
    resource::edit::EXPIRY,
};

/// Whether the row has a form of its own; `of_role` says why a role has none.
pub(super) fn row_ready(model: &Model, of_role: &str) -> Ready {
    match model.selected() {
        Some(Target::Branch(..)) => branch_ready(model),
        Some(
            Target::Project(_) | Target::Endpoint(..) | Target::Database(..) | Target::Snapshot(..),
        ) => Ready::Yes,
        Some(Target::Role(..)) => Ready::no(of_role),
        Some(
            Target::Org(_)
            | Target::Shared
            | Target::DeletedBranch(..)
            | Target::Share(..)
            | Target::Account
            | Target::ApiKey(..)
            | Target::Member(..)
            | Target::Invitation(..)
            | Target::Spending(..)
            | Target::Schedule(..)
            | Target::More(_),
        )
        | None => Ready::Hidden,
    }
}

/// Opens the form of the row, if it has one.
pub(super) fn edit_row(model: &mut Model) -> Option<Vec<Effect>> {
    Some(match model.selected() {
        Some(Target::Branch(..)) => edit_branch(model),
        Some(Target::Database(..)) => edit_database(model),
        Some(Target::Project(_)) => edit_project(model),
        Some(Target::Endpoint(..)) => edit_compute(model),
        Some(Target::Snapshot(..)) => edit_snapshot(model),
        _ => return None,
    })
}

/// Whether what is selected has a name that can be changed.
pub fn rename_ready(model: &Model) -> Ready {
    row_ready(model, "Neon renames no roles; make a new one instead")
}

/// Opens the form of the row, with the cursor on the name.
pub fn rename(model: &mut Model) -> Vec<Effect> {
    let effects = edit_row(model).unwrap_or_default();
    focus(model, "name");
    effects
}

/// Whether what is selected can be given an expiry.
pub fn expiry_ready(model: &Model) -> Ready {
    match model.selected() {
        Some(Target::Snapshot(..)) => Ready::Yes,
        _ => branch_ready(model),
    }
}

/// Opens the form of the row's branch or snapshot, with the cursor on its expiry.
pub fn set_expiry(model: &mut Model) -> Vec<Effect> {
    let effects = match model.selected() {
        Some(Target::Snapshot(..)) => edit_snapshot(model),
        _ => edit_branch(model),
    };
    focus(model, EXPIRY);
    effects
}

fn focus(model: &mut Model, path: &str) {
    if let Some(form) = super::keys::top(model)
        && let Some(at) = form.fields.iter().position(|field| field.edit.path == path)
    {
        form.at = at;
    }
}
