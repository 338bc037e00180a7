//! The form of a row: which one edits what the row is, and forms that open with the cursor on one
//! field: a name, an expiry.

use super::{
    backups::edit_snapshot,
    open::{branch_ready, edit_branch},
};
use crate::{
    api::Request,
    changes::{compute, schedule, spending_limit},
    kinds::edit::{EXPIRY, LIMIT},
    store::target::Target,
    ui::{
        action::{Action, Availability},
        model::Model,
    },
};
use serde_json::Value;

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

/// What sends the changes that a form has made.
type Send<'a> = Box<dyn FnOnce(Value) -> Request + 'a>;

/// What edits a thing, and what sends its changes: the form of what it is, never of what it belongs to.
fn editor(target: &Target) -> Option<(Action, Send<'_>)> {
    fn with<'a>(
        action: Action,
        send: impl FnOnce(Value) -> Request + 'a,
    ) -> Option<(Action, Send<'a>)> {
        Some((action, Box::new(send)))
    }
    match target {
        Target::Org(org) | Target::Spending(org) => with(Action::EditSpending, move |body| {
            let cents = body.get(LIMIT).and_then(Value::as_i64);
            spending_limit::request(org, cents)
        }),
        Target::Project(project) => with(Action::EditProject, move |body| {
            Request::update_project(project, body)
        }),
        Target::Branch(project, id) => with(Action::EditBranch, move |body| {
            Request::update_branch(project, id, body)
        }),
        Target::Endpoint(project, id) => with(Action::EditCompute, move |body| {
            Request::update_endpoint(project, id, body)
        }),
        Target::Database(project, branch, name) => with(Action::EditDatabase, move |body| {
            Request::update_database(project, branch, name, body)
        }),
        Target::Snapshot(project, id) => with(Action::EditSnapshot, move |body| {
            Request::update_snapshot(project, id, body)
        }),
        Target::Member(org, id) => with(Action::EditMember, move |body| {
            Request::update_member(org, id, body)
        }),
        Target::Schedule(project, branch) => with(Action::BackupSchedule, move |body| {
            let lines = schedule::lines(&body);
            Request::set_snapshot_schedule(project, branch, &lines)
        }),
        Target::Shared
        | Target::Role(..)
        | Target::DeletedBranch(..)
        | Target::Share(..)
        | Target::Account
        | Target::ApiKey(..)
        | Target::Invitation(..)
        | Target::More(_) => None,
    }
}

/// The request that changes a thing.
pub(crate) fn request(target: &Target, body: Value) -> Option<Request> {
    editor(target).map(|(_, send)| send(body))
}

/// The action that edits what is selected, if there is one.
pub fn of_row(model: &Model) -> Option<Action> {
    let (action, _) = editor(model.selected()?)?;
    Some(action)
}

/// Why there is nothing to edit, and which key does what is next to it.
fn nothing(model: &Model) -> String {
    let key = |action| model.keymap.name(action);
    let Some(target) = model.selected() else {
        return "nothing is selected".to_owned();
    };
    let (delete, word) = (key(Action::Delete), target.kind().word());
    match target {
        Target::Role(..) if compute::has_one(model) == Availability::Yes => format!(
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
        Target::Share(..) => format!("access cannot be changed; {delete} removes it"),
        Target::Invitation(..) => "an invitation cannot be changed".to_owned(),
        _ => format!("there is nothing to edit on this row ({word})"),
    }
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
    match model.selected() {
        Some(Target::Role(..)) => {
            Availability::no("Neon cannot rename roles; create a new one instead")
        }
        Some(
            Target::Project(_)
            | Target::Branch(..)
            | Target::Endpoint(..)
            | Target::Database(..)
            | Target::Snapshot(..),
        ) => edit_ready(model),
        _ => Availability::Hidden,
    }
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
