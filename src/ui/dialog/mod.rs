//! What lies over the main screen: a stack of dialogs, of which the top one has all the keys.
//!
//! A dialog is closed by its id, never "the top one": an answer that comes late cannot close what
//! the user has opened since. An answer never opens one under the user's fingers.

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

/// A dialog that is one of those that can be open.
pub trait Variant: Behavior + Into<Dialog> + 'static {
    /// It, if it is this dialog.
    fn of(dialog: &Dialog) -> Option<&Self>;
    /// The same, to change it.
    fn of_mut(dialog: &mut Dialog) -> Option<&mut Self>;
}

/// Makes the enum of all dialogs, and each known as its trait and as itself.
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
    /// Text to be read: the request log, a connection string to be selected.
    Viewer(Viewer),
    /// Connection strings.
    Connect(Box<Connect>),
    /// Where to look, and as whom.
    SignIn(Box<SignIn>),
    /// A connection for a file of variables.
    EnvFile(Box<EnvFile>),
    /// A branch that is to get other data.
    Restore(Box<Restore>),
    /// A line of text that is asked for.
    Prompt(Box<Prompt>),
}

/// The dialogs that are open, the topmost last.
#[derive(Debug, Default)]
pub struct Dialogs {
    stack: Vec<(DialogId, Dialog)>,
    next: u64,
    /// The newest that there was when a frame was drawn.
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

    /// Closes all dialogs of this kind of which this is true.
    pub fn close_all<T: Variant>(&mut self, is_over: impl Fn(&T) -> bool) {
        self.stack
            .retain(|(_, dialog)| !T::of(dialog).is_some_and(&is_over));
    }

    /// Closes the topmost dialog: for keys only, which always mean that one.
    pub fn close_top(&mut self) {
        self.stack.pop();
    }

    /// The dialog that has the keys.
    pub fn top(&self) -> Option<&Dialog> {
        self.stack.last().map(|(_, dialog)| dialog)
    }

    /// The dialog that has the keys, to change it.
    pub fn top_mut(&mut self) -> Option<&mut Dialog> {
        self.stack.last_mut().map(|(_, dialog)| dialog)
    }

    /// The dialog that has the keys, if it is one of this kind.
    pub fn top_as<T: Variant>(&self) -> Option<&T> {
        self.top().and_then(T::of)
    }

    /// Whether it is one of this kind of which this is true.
    pub fn top_is<T: Variant>(&self, is: impl FnOnce(&T) -> bool) -> bool {
        self.top_as().is_some_and(is)
    }

    /// The same, to change it.
    pub fn top_as_mut<T: Variant>(&mut self) -> Option<&mut T> {
        self.top_mut().and_then(T::of_mut)
    }

    /// The id of the dialog that has the keys.
    pub fn top_id(&self) -> Option<DialogId> {
        self.stack.last().map(|(id, _)| *id)
    }

    /// Takes note of a frame.
    pub const fn drawn(&mut self) {
        self.drawn = self.next;
    }

    /// Whether the dialog that has the keys was on the screen.
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

    /// The same, to change them.
    pub fn with_ids_mut<T: Variant>(&mut self) -> impl Iterator<Item = (DialogId, &mut T)> {
        let stack = self.stack.iter_mut();
        stack.filter_map(|(id, dialog)| Some((*id, T::of_mut(dialog)?)))
    }

    /// All dialogs of this kind, to change them.
    pub fn all_mut<T: Variant>(&mut self) -> impl Iterator<Item = &mut T> {
        self.with_ids_mut().map(|(_, dialog)| dialog)
    }

    /// All dialogs, the topmost last.
    pub fn iter(&self) -> impl Iterator<Item = &Dialog> {
        self.stack.iter().map(|(_, dialog)| dialog)
    }

    /// Goes on counting where another stack has ended: an answer to one of its dialogs finds none here.
    pub const fn count_from(&mut self, before: &Self) {
        self.next = before.next;
    }

    /// Whether a dialog is open.
    pub fn has(&self, id: DialogId) -> bool {
        self.stack.iter().any(|(other, _)| *other == id)
    }

    /// Whether a letter that is typed now does something, and is not a part of a text.
    pub fn run_letters(&self) -> bool {
        self.top().is_none_or(|dialog| dialog.runs_letters())
    }

    /// Whether no dialog is open.
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }
}

/// The change that a dialog has asked for is on its way.
pub fn set_sending(model: &mut Model, id: DialogId) {
    if let Some(dialog) = model.dialogs.get_mut(id) {
        dialog.set_sending();
    }
}

/// The change that a dialog has asked for has not happened, and this is why: the dialog keeps everything.
pub fn set_refused(model: &mut Model, id: Option<DialogId>, why: &str) {
    if let Some(dialog) = id.and_then(|id| model.dialogs.get_mut(id)) {
        dialog.set_refused(why);
    }
}

/// Neon has refused the change that a dialog has asked for: the dialog keeps everything. Answers
/// whether it is still there to say so.
pub fn was_refused(model: &mut Model, id: DialogId, error: &ApiError) -> bool {
    let dialog = model.dialogs.get_mut(id);
    dialog.is_some_and(|dialog| dialog.refuse(error))
}

/// Offers a key to the text field of the topmost dialog, before the key map. Answers whether the
/// dialog has a use for it.
pub fn type_key(model: &mut Model, key: Key) -> bool {
    let handlers = model.dialogs.top().map(Dialog::handlers);
    handlers.is_some_and(|of| (of.type_key)(model, key))
}

/// Gives pasted text to the text field of the topmost dialog. Answers whether there is one.
pub fn paste(model: &mut Model, text: &str) -> bool {
    let handlers = model.dialogs.top().map(Dialog::handlers);
    handlers.is_some_and(|of| (of.paste)(model, text))
}
