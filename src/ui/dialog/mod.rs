//! The dialogs above the main screen: a stack, of which the topmost one gets all keys.
//!
//! A dialog is closed by its id, never as "the topmost": a late answer cannot close what the user has opened since.
//! Nor does an answer ever open a dialog while the user is typing.

mod behavior;
pub mod confirm;
pub mod connect;
pub mod diff;
pub mod env;
pub mod form;
pub mod help;
pub mod keys;
pub mod kinds;
pub mod line;
pub mod menu;
pub mod palette;
pub mod prompt;
pub mod restore;
pub mod sign_in;
pub mod stakes;
pub mod viewer;

use super::{awaited::Awaited, model::Model, text_input};
use crate::{api::ApiError, key::Key, neon::DialogId};
pub use behavior::Behavior;
use behavior::Handlers;
use std::any::Any;

/// An open dialog.
#[derive(Debug)]
struct Opened {
    id: DialogId,
    dialog: Box<dyn Behavior>,
    handlers: Handlers,
}

impl Opened {
    fn get<T: Behavior>(&self) -> Option<&T> {
        (&*self.dialog as &dyn Any).downcast_ref()
    }

    fn get_mut<T: Behavior>(&mut self) -> Option<&mut T> {
        (&mut *self.dialog as &mut dyn Any).downcast_mut()
    }
}

/// The open dialogs, the topmost last.
#[derive(Debug, Default)]
pub struct Dialogs {
    stack: Vec<Opened>,
    next: u64,
    /// The id of the newest dialog when the last frame was drawn.
    drawn: u64,
    /// What will open or run once something is loaded.
    pub awaited: Option<Awaited>,
}

impl Dialogs {
    /// Opens a dialog above the others.
    pub fn open<T: Behavior>(&mut self, dialog: T) -> DialogId {
        self.next += 1;
        let id = DialogId(self.next);
        self.stack.push(Opened {
            id,
            dialog: Box::new(dialog),
            handlers: Handlers::of::<T>(),
        });
        id
    }

    /// Closes a dialog, wherever it is in the stack.
    pub fn close(&mut self, id: DialogId) {
        self.stack.retain(|open| open.id != id);
    }

    /// Closes all dialogs of this kind for which `is_over` holds.
    pub fn close_all<T: Behavior>(&mut self, is_over: impl Fn(&T) -> bool) {
        self.stack.retain(|open| !open.get().is_some_and(&is_over));
    }

    /// Closes the topmost dialog; for keys only, which always mean that one.
    pub fn close_top(&mut self) {
        self.stack.pop();
    }

    /// The topmost dialog, which gets the keys.
    pub fn top(&self) -> Option<&dyn Behavior> {
        self.stack.last().map(|open| &*open.dialog)
    }

    /// The topmost dialog, if it is of this kind.
    pub fn top_as<T: Behavior>(&self) -> Option<&T> {
        self.stack.last().and_then(Opened::get)
    }

    /// Whether the topmost dialog is of this kind and satisfies `is`.
    pub fn top_is<T: Behavior>(&self, is: impl FnOnce(&T) -> bool) -> bool {
        self.top_as().is_some_and(is)
    }

    /// The topmost dialog, mutably, if it is of this kind.
    pub fn top_as_mut<T: Behavior>(&mut self) -> Option<&mut T> {
        self.stack.last_mut().and_then(Opened::get_mut)
    }

    /// The id of the topmost dialog.
    pub fn top_id(&self) -> Option<DialogId> {
        self.stack.last().map(|open| open.id)
    }

    /// Notes that a frame was drawn.
    pub const fn drawn(&mut self) {
        self.drawn = self.next;
    }

    /// Whether the topmost dialog has been drawn.
    pub fn top_was_drawn(&self) -> bool {
        self.top_id().is_some_and(|DialogId(id)| id <= self.drawn)
    }

    pub fn get_mut(&mut self, id: DialogId) -> Option<&mut dyn Behavior> {
        Some(&mut *self.by_id(id)?.dialog)
    }

    fn by_id(&mut self, id: DialogId) -> Option<&mut Opened> {
        self.stack.iter_mut().find(|open| open.id == id)
    }

    /// A dialog of this kind by its id.
    pub fn get_as_mut<T: Behavior>(&mut self, id: DialogId) -> Option<&mut T> {
        self.by_id(id).and_then(Opened::get_mut)
    }

    /// All dialogs of this kind, the topmost last.
    pub fn all<T: Behavior>(&self) -> impl Iterator<Item = &T> {
        self.with_ids().map(|(_, dialog)| dialog)
    }

    /// The same with their ids.
    pub fn with_ids<T: Behavior>(&self) -> impl Iterator<Item = (DialogId, &T)> {
        let stack = self.stack.iter();
        stack.filter_map(|open| Some((open.id, open.get()?)))
    }

    /// The same, mutably.
    pub fn with_ids_mut<T: Behavior>(&mut self) -> impl Iterator<Item = (DialogId, &mut T)> {
        let stack = self.stack.iter_mut();
        stack.filter_map(|open| Some((open.id, open.get_mut()?)))
    }

    /// All dialogs of this kind, mutably.
    pub fn all_mut<T: Behavior>(&mut self) -> impl Iterator<Item = &mut T> {
        self.with_ids_mut().map(|(_, dialog)| dialog)
    }

    /// All dialogs, the topmost last.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Behavior> {
        self.stack.iter().map(|open| &*open.dialog)
    }

    /// Continues the ids of another stack, so that answers to its dialogs find none here.
    pub const fn count_from(&mut self, before: &Self) {
        self.next = before.next;
    }

    /// Whether this dialog is open.
    pub fn has(&self, id: DialogId) -> bool {
        self.stack.iter().any(|open| open.id == id)
    }

    /// Whether a typed letter would run something instead of being text.
    pub fn run_letters(&self) -> bool {
        self.top().is_none_or(|dialog| dialog.runs_letters())
    }

    /// The functions of the topmost dialog that need the whole model.
    fn handlers(&self) -> Option<Handlers> {
        self.stack.last().map(|open| open.handlers)
    }

    /// Whether no dialog is open.
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }
}

/// Notes that the change requested by a dialog is being sent.
pub fn set_sending(dialogs: &mut Dialogs, id: DialogId) {
    if let Some(dialog) = dialogs.get_mut(id) {
        dialog.set_sending();
    }
}

/// Notes that the change requested by a dialog was not made, and why; the dialog keeps its state.
pub fn set_refused(dialogs: &mut Dialogs, id: Option<DialogId>, why: &str) {
    if let Some(dialog) = id.and_then(|id| dialogs.get_mut(id)) {
        dialog.set_refused(why);
    }
}

/// Notes that Neon has refused the change requested by a dialog, which keeps its state. Returns whether the dialog is
/// still open to show the error.
pub fn was_refused(dialogs: &mut Dialogs, id: DialogId, error: &ApiError) -> bool {
    let dialog = dialogs.get_mut(id);
    dialog.is_some_and(|dialog| dialog.refuse(error))
}

/// Offers a key to the text field of the topmost dialog, before the key map. Returns whether the key was used.
pub fn type_key(model: &mut Model, key: Key) -> bool {
    let handlers = model.dialogs.handlers();
    handlers.is_some_and(|of| (of.type_key)(model, key))
}

/// Pastes into the text field of the topmost dialog. Returns `false` if there is none.
///
/// What may hold a password goes only where a key or connection data is asked for: other fields are shown, and sent.
pub fn paste(model: &mut Model, text: &str) -> bool {
    let Some(top) = model.dialogs.top() else {
        return false;
    };
    if top.takes_text() && !top.takes_secrets() && text_input::refuses_secret(&mut model.neon, text)
    {
        return true;
    }
    let handlers = model.dialogs.handlers();
    handlers.is_some_and(|of| (of.paste)(model, text))
}
