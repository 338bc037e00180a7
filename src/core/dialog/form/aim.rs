//! The form of a row: which one edits what the row is, and forms that open with the cursor on one
//! field: a name, an expiry.

use super::{
    backups::edit_snapshot,
    open::{branch_ready, edit_branch},
};
use crate::{
    core::{
        action::{Action, Ready},
        compute,
        effect::Effect,
        model::Model,
        target::Target,
    },
    resource::edit::EXPIRY,
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

/// What edits a thing: the form of what it is, never of what it belongs to.
const fn editor(target: &Target) -> Option<Action> {
    Some(match target {
        Target::Org(_) | Target::Spending(_) => Action::EditSpending,
        Target::Project(_) => Action::EditProject,
        Target::Branch(..) => Action::EditBranch,
        Target::Endpoint(..) => Action::EditCompute,
        Target::Database(..) => Action::EditDatabase,
        Target::Snapshot(..) => Action::EditSnapshot,
        Target::Member(..) => Action::EditMember,
        Target::Schedule(..) => Action::BackupSchedule,
        Target::Shared
        | Target::Role(..)
        | Target::DeletedBranch(..)
        | Target::Share(..)
        | Target::Account
        | Target::ApiKey(..)
        | Target::Invitation(..)
        | Target::More(_) => return None,
    })
}

/// The action that edits what is selected, if there is one.
pub fn of_row(model: &Model) -> Option<Action> {
    model.selected().and_then(editor)
}

/// Why there is nothing to edit, and which key does what is next to it.
fn nothing(model: &Model) -> String {
    let key = |action| model.keymap.name(action);
    let Some(target) = model.selected() else {
        return "nothing is selected".to_owned();
    };
    let (delete, word) = (key(Action::Delete), target.kind().word());
    match target {
        Target::Role(..) if compute::has_one(model) == Ready::Yes => format!(
            "a role has no settings; {} edits the branch's compute",
            key(Action::EditCompute)
        ),
        Target::Role(..) => format!(
            "a role has no settings; {} resets its password",
            key(Action::ResetPassword)
        ),
        Target::DeletedBranch(..) => format!(
            "a deleted branch cannot be edited; {} recovers it",
            key(Action::Recover)
        ),
        Target::ApiKey(..) => format!("an API key cannot be changed; {delete} revokes it"),
        Target::Share(..) => format!("access cannot be changed; {delete} takes it away"),
        Target::Invitation(..) => "an invitation cannot be changed".to_owned(),
        _ => format!("there is nothing to edit on this row ({word})"),
    }
}

/// Whether what is selected can be edited: what its own form says.
pub fn edit_ready(model: &Model) -> Ready {
    of_row(model).map_or_else(
        || Ready::no(nothing(model)),
        |action| action.spec().ready(model),
    )
}

/// Opens the form of what is selected.
pub fn edit(model: &mut Model) -> Vec<Effect> {
    of_row(model).map_or_else(Vec::new, |action| action.spec().run(model))
}

/// Whether what is selected has a name that can be changed.
pub fn rename_ready(model: &Model) -> Ready {
    match model.selected() {
        Some(Target::Role(..)) => Ready::no("Neon renames no roles; make a new one instead"),
        Some(
            Target::Project(_)
            | Target::Branch(..)
            | Target::Endpoint(..)
            | Target::Database(..)
            | Target::Snapshot(..),
        ) => edit_ready(model),
        _ => Ready::Hidden,
    }
}

/// Opens the form of the row, with the cursor on the name.
pub fn rename(model: &mut Model) -> Vec<Effect> {
    let effects = edit(model);
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
