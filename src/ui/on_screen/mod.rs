//! What the screen does with each kind of thing: where its row is, what edits it, what its forms must know, and how it
//! is deleted.
//!
//! What a kind says of itself without the screen is in [`crate::kinds`]; here is what needs the whole [`Model`].

mod api_key;
mod branch;
mod compute;
mod database;
mod member;
mod org;
mod others;
mod project;
mod role;
mod share;
mod snapshot;
mod vpc_endpoint;

use super::{
    action::{Action, Availability},
    model::Model,
    tree::CursorPlace,
};
use crate::{
    api::ApiError,
    changes::{
        role::hint,
        write::{Change, Expectation, Verb},
    },
    kinds::{
        creation::Creation,
        edit::{About, EditTable},
        lookup::{New, creations, with_kind},
    },
    store::{Store, target::Target},
    ui::commands::{
        delete::fact,
        delete::{Asked, DELETE},
    },
};
use serde_json::{Value, json};

/// A thing on the screen. What a kind does not say does not apply to it.
pub trait OnScreen {
    /// Where its row would be in the tree, whether or not that is visible.
    fn place(&self, _: &Store) -> Option<CursorPlace> {
        None
    }

    /// The form that edits it, where that needs no more than the thing.
    fn form(&self) -> Option<&'static EditTable> {
        None
    }

    /// The action that edits it: the form of what it is, never of what it belongs to.
    fn editor(&self) -> Option<Action> {
        self.form().map(|_| Action::EditFields)
    }

    /// Why nothing edits it, and which key does what is next to it.
    fn why_no_editor(&self, _: &Model) -> Option<String> {
        None
    }

    /// Whether it has a name that can be changed.
    fn can_rename(&self, _: &Model) -> Availability {
        Availability::Hidden
    }

    /// Adds what its form must know beside it.
    fn context(&self, _: &Model, _: &mut About) {}

    /// Why Neon would refuse to delete it, and what to do first.
    fn obstacle(&self, _: &Model) -> Option<String> {
        None
    }

    /// How its deletion is spoken of.
    fn deletion_verb(&self) -> Verb {
        DELETE
    }

    /// What a question about many of the kind calls it.
    fn deletion_of_many(&self) -> &'static str {
        self.deletion_verb().plain
    }

    /// What must be true once it is deleted.
    fn deleted(&self) -> Expectation {
        Expectation::Gone
    }

    /// What goes with it, line by line, and whether it comes back.
    fn losses(&self, _: &Model, _children: &[Target]) -> Vec<String> {
        Vec::new()
    }

    /// The same of many of the kind.
    fn losses_of_many(&self, _: &Model, _all: &[Target]) -> Vec<String> {
        vec![
            fact("removes", "their computes, databases, roles and data"),
            fact("after", RECOVERY),
        ]
    }

    /// What of its name is typed before it is deleted.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name
    }

    /// Whether others may depend on it: what is on the default or a protected branch.
    fn is_production(&self, model: &Model, target: &Target) -> bool {
        model.neon.is_production(target)
    }

    /// The question before it is deleted, where it is not the usual one.
    fn question(&self, _: &Model) -> Option<Asked> {
        None
    }
}

/// Something new on the screen. What a kind does not say does not apply to it.
pub trait NewOnScreen: Creation {
    /// Adds what its form must know beside it.
    fn context(&self, _: &Model, _: &mut About) {}

    /// What it is like if nothing is chosen; none while something that matters is on its way.
    fn defaults(&self, _: &Model, _: &About) -> Result<Option<Value>, String> {
        Ok(Some(json!({})))
    }

    /// What is said when it is there; names the next key.
    fn ready(&self, model: &Model, change: &Change, duration: &str) -> String {
        created(model, change, duration)
    }
}

fn created(model: &Model, change: &Change, duration: &str) -> String {
    let go = model.keyboard.keymap.name(Action::GoToNew);
    let hint = hint(&model.changes, &model.neon, change);
    format!("{} created{duration}. {go} goes there{hint}", change.name)
}

/// Whether what was on a branch comes back.
const RECOVERY: &str = "permanently, unless the account has branch recovery (7 days)";

/// Asks what the screen does with the kind of a target.
pub fn of<R>(target: &Target, ask: impl FnOnce(&dyn OnScreen) -> R) -> R {
    with_kind!(target, ask)
}

macro_rules! look_up {
    ($($name:ident($new:ty)),* $(,)?) => {
        /// What the screen does with something new.
        pub fn new(new: &New) -> &dyn NewOnScreen {
            match new { $(New::$name(new) => new),* }
        }
    };
}
creations!(look_up);

/// Why what a form waits for could not be had; none while it is on its way.
fn not_yet(error: Option<&ApiError>) -> Result<Option<Value>, String> {
    error.map_or(Ok(None), |error| Err(error.sentence()))
}
