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
pub mod menu;
pub mod prompt;
pub mod restore;
pub mod sign_in;
pub mod viewer;

use super::model::Model;
use crate::{api::ApiError, key::Key, neon::DialogId};
pub use behavior::Behavior;
use behavior::Handlers;
pub use confirm::Confirm;
pub use connect::Connect;
pub use env::EnvFile;
pub use form::Form;
pub use help::Help;
pub use menu::Menu;
pub use prompt::Prompt;
pub use restore::Restore;
pub use sign_in::SignIn;
use std::ops::{Deref, DerefMut};
pub use viewer::Viewer;

/// One of the kinds of dialogs.
pub trait Variant: Behavior + Into<Dialog> + 'static {
    /// Returns the dialog as this kind, if it is one.
    fn of(dialog: &Dialog) -> Option<&Self>;
    /// The same, mutably.
    fn of_mut(dialog: &mut Dialog) -> Option<&mut Self>;
}

/// Declares the enum of all dialogs, with conversions to the trait and to each kind.
macro_rules! dialogs {
    ($($(#[$doc:meta])* $name:ident($stored:ty)),* $(,)?) => {
        #[derive(Debug)]
        pub enum Dialog { $($(#[$doc])* $name($stored)),* }

        impl Deref for Dialog {
            type Target = dyn Behavior;

            fn deref(&self) -> &Self::Target {
                match self { $(Self::$name(dialog) => { let dialog: &$name = dialog; dialog })* }
            }
        }

        impl DerefMut for Dialog {
            fn deref_mut(&mut self) -> &mut Self::Target {
                match self { $(Self::$name(dialog) => { let dialog: &mut $name = dialog; dialog })* }
            }
        }

        impl Dialog {
            const fn handlers(&self) -> Handlers {
                match self { $(Self::$name(_) => Handlers::of::<$name>()),* }
            }
        }

        $(
            impl From<$name> for Dialog {
                fn from(dialog: $name) -> Self {
                    Self::$name(dialog.into())
                }
            }

            impl Variant for $name {
                fn of(dialog: &Dialog) -> Option<&Self> {
                    match dialog { Dialog::$name(dialog) => Some(dialog), _ => None }
                }

                fn of_mut(dialog: &mut Dialog) -> Option<&mut Self> {
                    match dialog { Dialog::$name(dialog) => Some(dialog), _ => None }
                }
            }
        )*
    };
}

dialogs! {
    /// The keys that work here.
    Help(Help),
    /// A question.
    Confirm(Box<Confirm>),
    /// Settings to be changed.
    Form(Box<Form>),
    /// A list to choose from.
    Menu(Menu),
    /// Text to read: the request log, a connection string to select.
    Viewer(Viewer),
    /// Connection strings.
    Connect(Box<Connect>),
    /// Ways to sign in, and the organizations.
    SignIn(Box<SignIn>),
    /// Writing a connection into a file of variables.
    EnvFile(Box<EnvFile>),
    /// Restoring a branch.
    Restore(Box<Restore>),
    /// Entering a line of text.
    Prompt(Box<Prompt>),
}

/// The open dialogs, the topmost last.
#[derive(Debug, Default)]
pub struct Dialogs {
    stack: Vec<(DialogId, Dialog)>,
    next: u64,
    /// The id of the newest dialog when the last frame was drawn.
    drawn: u64,
}

impl Dialogs {
    /// Opens a dialog above the others.
    pub fn open(&mut self, dialog: impl Into<Dialog>) -> DialogId {
        self.next += 1;
        let id = DialogId(self.next);
        self.stack.push((id, dialog.into()));
        id
    }

    /// Closes a dialog, wherever it is in the stack.
    pub fn close(&mut self, id: DialogId) {
        self.stack.retain(|(other, _)| *other != id);
    }

    /// Closes all dialogs of this kind for which `is_over` holds.
    pub fn close_all<T: Variant>(&mut self, is_over: impl Fn(&T) -> bool) {
        self.stack
            .retain(|(_, dialog)| !T::of(dialog).is_some_and(&is_over));
    }

    /// Closes the topmost dialog; for keys only, which always mean that one.
    pub fn close_top(&mut self) {
        self.stack.pop();
    }

    /// The topmost dialog, which gets the keys.
    pub fn top(&self) -> Option<&Dialog> {
        self.stack.last().map(|(_, dialog)| dialog)
    }

    /// The topmost dialog, mutably.
    pub fn top_mut(&mut self) -> Option<&mut Dialog> {
        self.stack.last_mut().map(|(_, dialog)| dialog)
    }

    /// The topmost dialog, if it is of this kind.
    pub fn top_as<T: Variant>(&self) -> Option<&T> {
        self.top().and_then(T::of)
    }

    /// Whether the topmost dialog is of this kind and satisfies `is`.
    pub fn top_is<T: Variant>(&self, is: impl FnOnce(&T) -> bool) -> bool {
        self.top_as().is_some_and(is)
    }

    /// The topmost dialog, mutably, if it is of this kind.
    pub fn top_as_mut<T: Variant>(&mut self) -> Option<&mut T> {
        self.top_mut().and_then(T::of_mut)
    }

    /// The id of the topmost dialog.
    pub fn top_id(&self) -> Option<DialogId> {
        self.stack.last().map(|(id, _)| *id)
    }

    /// Notes that a frame was drawn.
    pub const fn drawn(&mut self) {
        self.drawn = self.next;
    }

    /// Whether the topmost dialog has been drawn.
    pub fn top_was_drawn(&self) -> bool {
        self.top_id().is_some_and(|DialogId(id)| id <= self.drawn)
    }

    pub fn get_mut(&mut self, id: DialogId) -> Option<&mut Dialog> {
        self.stack
            .iter_mut()
            .find(|(other, _)| *other == id)
            .map(|(_, dialog)| dialog)
    }

    /// A dialog of this kind by its id.
    pub fn get_as_mut<T: Variant>(&mut self, id: DialogId) -> Option<&mut T> {
        self.get_mut(id).and_then(T::of_mut)
    }

    /// All dialogs of this kind, the topmost last.
    pub fn all<T: Variant>(&self) -> impl Iterator<Item = &T> {
        self.with_ids().map(|(_, dialog)| dialog)
    }

    /// The same with their ids.
    pub fn with_ids<T: Variant>(&self) -> impl Iterator<Item = (DialogId, &T)> {
        let stack = self.stack.iter();
        stack.filter_map(|(id, dialog)| Some((*id, T::of(dialog)?)))
    }

    /// The same, mutably.
    pub fn with_ids_mut<T: Variant>(&mut self) -> impl Iterator<Item = (DialogId, &mut T)> {
        let stack = self.stack.iter_mut();
        stack.filter_map(|(id, dialog)| Some((*id, T::of_mut(dialog)?)))
    }

    /// All dialogs of this kind, mutably.
    pub fn all_mut<T: Variant>(&mut self) -> impl Iterator<Item = &mut T> {
        self.with_ids_mut().map(|(_, dialog)| dialog)
    }

    /// All dialogs, the topmost last.
    pub fn iter(&self) -> impl Iterator<Item = &Dialog> {
        self.stack.iter().map(|(_, dialog)| dialog)
    }

    /// Continues the ids of another stack, so that answers to its dialogs find none here.
    pub const fn count_from(&mut self, before: &Self) {
        self.next = before.next;
    }

    /// Whether this dialog is open.
    pub fn has(&self, id: DialogId) -> bool {
        self.stack.iter().any(|(other, _)| *other == id)
    }

    /// Whether a typed letter would run something instead of being text.
    pub fn run_letters(&self) -> bool {
        self.top().is_none_or(|dialog| dialog.runs_letters())
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
    let handlers = model.dialogs.top().map(Dialog::handlers);
    handlers.is_some_and(|of| (of.type_key)(model, key))
}

/// Pastes into the text field of the topmost dialog. Returns `false` if there is none.
pub fn paste(model: &mut Model, text: &str) -> bool {
    let handlers = model.dialogs.top().map(Dialog::handlers);
    handlers.is_some_and(|of| (of.paste)(model, text))
}
