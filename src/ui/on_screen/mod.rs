//! What the screen needs of each kind of thing: where its row is, what edits it, what its forms need to know, and
//! how it is deleted.
//!
//! What a kind can say without the screen is in [`crate::kinds`]; here is what needs the whole [`Model`].

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
    changes::{Changes, change::Change, role::hint},
    kinds::{
        creation::Creation,
        edit::{About, EditTable},
        lookup::{New, creations, with_kind},
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        browser::Browser,
        commands::delete::{Asked, fact},
        keymap::Keymap,
    },
};
use serde_json::{Value, json};

/// A thing on the screen. The defaults are for what does not apply to a kind.
pub trait OnScreen {
    /// The place of its row in the tree, whether or not that is visible.
    fn place(&self, _: &Store) -> Option<CursorPlace> {
        None
    }

    /// The form that edits it, if that needs no more than the thing.
    fn form(&self) -> Option<&'static EditTable> {
        None
    }

    /// The action that edits the thing itself, never what it belongs to.
    fn editor(&self) -> Option<Action> {
        self.form().map(|_| Action::EditFields)
    }

    /// Why it cannot be edited, and which key comes closest.
    fn why_no_editor(&self, _: &Browser, _: &Keymap, _: &Store) -> Option<String> {
        None
    }

    /// Whether it has a name that can be changed.
    fn can_rename(&self, _: &Model) -> Availability {
        Availability::Hidden
    }

    /// Adds what its form needs to know beyond the thing.
    fn context(&self, _: &Neon, _: &mut About) {}

    /// Why Neon would refuse to delete it, and what to do first.
    fn obstacle(&self, _: &Keymap, _: &Neon) -> Option<String> {
        None
    }

    /// The verb in a question about many of the kind, where it differs from that for one.
    fn deletion_of_many(&self) -> Option<&'static str> {
        None
    }

    /// What is deleted with it, line by line, and whether it can be recovered.
    fn losses(&self, _: &Keymap, _: &Neon, _children: &[Target]) -> Vec<String> {
        Vec::new()
    }

    /// The same for many of the kind.
    fn losses_of_many(&self, _: &Neon, _all: &[Target]) -> Vec<String> {
        vec![
            fact("removes", "their computes, databases, roles and data"),
            fact("after", RECOVERY),
        ]
    }

    /// The part of its name to type before it is deleted.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name
    }

    /// Whether it is production: what is on the default or a protected branch.
    fn is_production(&self, neon: &Neon, target: &Target) -> bool {
        neon.is_production(target)
    }

    /// The question before it is deleted, if that is not the usual one.
    fn question(&self, _: &Neon) -> Option<Asked> {
        None
    }
}

/// Something new on the screen. The defaults are for what does not apply to a kind.
pub trait NewOnScreen: Creation {
    /// Adds what its form needs to know beyond the thing.
    fn context(&self, _: &Neon, _: &mut About) {}

    /// The default values; `None` while data they need is loading.
    fn defaults(&self, _: &Browser, _: &Neon, _: &About) -> Result<Option<Value>, String> {
        Ok(Some(json!({})))
    }

    /// The message after it was created, with the next key.
    fn ready(
        &self,
        keymap: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        duration: &str,
    ) -> String {
        created(keymap, changes, neon, change, duration)
    }
}

fn created(
    keymap: &Keymap,
    changes: &Changes,
    neon: &Neon,
    change: &Change,
    duration: &str,
) -> String {
    let go = keymap.name(Action::GoToNew);
    let hint = hint(changes, neon, change);
    format!("{} created{duration}. {go} goes there{hint}", change.name)
}

/// Whether the contents of a branch can be recovered.
const RECOVERY: &str = "permanently, unless the account has branch recovery (7 days)";

/// Asks the kind of a target about the screen.
pub fn of<R>(target: &Target, ask: impl FnOnce(&dyn OnScreen) -> R) -> R {
    with_kind!(target, ask)
}

macro_rules! look_up {
    ($($name:ident($new:ty)),* $(,)?) => {
        /// The screen's part of something new.
        pub fn new(new: &New) -> &dyn NewOnScreen {
            match new { $(New::$name(new) => new),* }
        }
    };
}
creations!(look_up);

/// The error that prevents a form from loading its data; `None` while it is loading.
fn not_yet(error: Option<&ApiError>) -> Result<Option<Value>, String> {
    error.map_or(Ok(None), |error| Err(error.sentence()))
}
