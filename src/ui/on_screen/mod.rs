//! What the screen needs of each kind of thing: where its row is, what edits it, what its forms need to know, and
//! how it is deleted.
//!
//! What a kind can say without the screen is in [`crate::kinds`]; here is what needs the whole [`Model`].

mod api_key;
mod branch;
mod compute;
mod credential;
mod database;
mod masking;
mod member;
mod neon_auth;
mod org;
mod others;
mod project;
mod role;
mod snapshot;

use super::{
    action::{Action, Availability},
    model::Model,
    tree::CursorPlace,
};
use crate::{
    api::ApiError,
    changes::{Changes, change::Change, role::hint},
    kinds::{Kind, creation::Creation, creations, edit::About, lookup::New, plain, with_kind},
    neon::Neon,
    store::{Store, remote::Remote, target::Target},
    ui::{browser::Browser, keymap::Keymap},
};
use serde_json::Value;

/// A thing on the screen. The defaults are for what does not apply to a kind.
pub trait OnScreen: Kind {
    /// The place of its row in the tree, whether or not that is visible.
    fn place(&self, _: &Store) -> Option<CursorPlace> {
        None
    }

    /// The action that edits the thing itself, never what it belongs to.
    fn editor(&self) -> Option<Action> {
        self.form().map(|_| Action::EditFields)
    }

    /// Why it cannot be edited, and which key comes closest.
    fn why_no_editor(&self, _: &Browser, keymap: &Keymap, _: &Store) -> Option<String> {
        let why = self.why_fixed()?;
        if self.deletion().is_none() {
            return Some(why.to_owned());
        }
        let word = self.deletion_of_many();
        let word = word.unwrap_or(self.deletion_verb().plain);
        let key = keymap.name(Action::Delete);
        Some(format!("{why}; {key} {word}s it"))
    }

    /// Whether it has a name that can be changed.
    fn can_rename(&self, _: &Model) -> Availability {
        Availability::Hidden
    }

    /// Adds what its form needs to know beyond the thing.
    fn context(&self, _: &Neon, _: &mut About) {}

    /// Why Neon would refuse to delete it, and what to do first.
    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        self.refusal(&neon.store)
    }

    /// What is deleted with it, line by line, and whether it can be recovered.
    fn losses(&self, _: &Keymap, _: &Neon, _children: &[Target]) -> Vec<String> {
        Vec::new()
    }

    /// Whether it is production: what is on the default or a protected branch.
    fn is_production(&self, neon: &Neon, target: &Target) -> bool {
        neon.is_production(target)
    }
}

/// Something new on the screen. The defaults are for what does not apply to a kind.
pub trait NewOnScreen: Creation {
    /// Adds what its form needs to know beyond the thing.
    fn context(&self, neon: &Neon, about: &mut About) {
        self.describe(&neon.store, about);
        let concerns = self.concerns();
        about.production = concerns.is_some_and(|target| neon.is_production(&target));
    }

    /// The default values; `None` while data they need is loading.
    fn defaults(
        &self,
        browser: &Browser,
        neon: &Neon,
        about: &About,
    ) -> Result<Option<Value>, String> {
        if let Some(needed) = self.needs(&neon.store) {
            let state = browser.loads.get(&needed).map(|loading| &loading.state);
            if state.is_none_or(|state| state.known().is_none()) {
                return not_yet(state.and_then(Remote::error));
            }
        }
        self.first_values(&neon.store, about).map(Some)
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
        self.message(&neon.store, &change.name)
            .unwrap_or_else(|| created(keymap, changes, neon, change, duration))
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

macro_rules! nothing_special {
    ($($kind:ty),* ; $($new:ty),* $(,)?) => {
        $(impl OnScreen for $kind {})*
        $(impl NewOnScreen for $new {})*
    };
}
plain!(nothing_special);

/// The error that prevents a form from loading its data; `None` while it is loading.
fn not_yet(error: Option<&ApiError>) -> Result<Option<Value>, String> {
    error.map_or(Ok(None), |error| Err(error.sentence()))
}
