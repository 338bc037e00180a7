//! What lies over the main screen: a stack of dialogs, of which the top one has all the keys.
//!
//! A dialog is closed by its id, never "the top one": an answer that comes late cannot close what
//! the user has opened since. An answer never opens one under the user's fingers.

pub mod confirm;
pub mod connect;
pub mod diff;
pub mod env;
pub mod form;
pub mod help;
pub mod menu;
pub mod prompt;
pub mod restore;
pub mod scrolled;
pub mod sign_in;
pub mod viewer;

use super::{action::Scope, model::Model};
use crate::{api::ApiError, key::Key};
pub use confirm::Confirm;
use confirm::Confirmation;
pub use connect::Connect;
pub use env::EnvFile;
pub use form::Form;
pub use help::Help;
pub use menu::Menu;
pub use prompt::Prompt;
pub use restore::Restore;
pub use scrolled::Scrolled;
pub use sign_in::SignIn;
pub use viewer::Viewer;

/// Distinguishes dialogs, also of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DialogId(u64);

/// A dialog.
#[derive(Debug)]
pub enum Dialog {
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

impl Dialog {
    /// The scopes whose keys count while this dialog is on top.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Help(_) => &[Scope::Help, Scope::Always],
            Self::Confirm(_) => &[Scope::Confirm, Scope::Always],
            Self::Form(_) => &[Scope::Form, Scope::Always],
            Self::Menu(_) => &[Scope::Menu, Scope::Always],
            Self::Viewer(viewer) if viewer.is_searching() => &[Scope::Search, Scope::Always],
            Self::Viewer(_) => &[Scope::Viewer, Scope::Move, Scope::Always],
            Self::Connect(_) => &[Scope::Connect, Scope::Always],
            Self::SignIn(_) => &[Scope::SignIn, Scope::Always],
            Self::EnvFile(_) => &[Scope::EnvFile, Scope::Always],
            Self::Restore(_) => &[Scope::Restore, Scope::Always],
            Self::Prompt(_) => &[Scope::Prompt, Scope::Always],
        }
    }
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
    pub fn open(&mut self, dialog: Dialog) -> DialogId {
        self.next += 1;
        let id = DialogId(self.next);
        self.stack.push((id, dialog));
        id
    }

    /// Closes a dialog, wherever it is in the stack.
    pub fn close(&mut self, id: DialogId) {
        self.stack.retain(|(other, _)| *other != id);
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

    /// A dialog by its id.
    pub fn get_mut(&mut self, id: DialogId) -> Option<&mut Dialog> {
        self.stack
            .iter_mut()
            .find(|(other, _)| *other == id)
            .map(|(_, dialog)| dialog)
    }

    /// The forms, to change them.
    pub fn forms_mut(&mut self) -> impl Iterator<Item = &mut Form> {
        let forms = self.stack.iter_mut().map(|(_, dialog)| dialog);
        forms.filter_map(|dialog| match dialog {
            Dialog::Form(form) => Some(&mut **form),
            _ => None,
        })
    }

    /// All dialogs with their ids, the topmost last.
    pub fn with_ids(&self) -> impl Iterator<Item = (DialogId, &Dialog)> {
        self.stack.iter().map(|(id, dialog)| (*id, dialog))
    }

    /// All dialogs, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Dialog> {
        self.stack.iter_mut().map(|(_, dialog)| dialog)
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
        match self.top() {
            None | Some(Dialog::Menu(_)) => true,
            Some(Dialog::Confirm(confirm)) => matches!(confirm.guard, Confirmation::Question),
            Some(_) => false,
        }
    }

    /// Whether no dialog is open.
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }
}

/// The change that a dialog has asked for is on its way.
pub fn set_sending(model: &mut Model, id: DialogId) {
    match model.dialogs.get_mut(id) {
        Some(Dialog::Restore(restore)) => restore.set_sending(),
        _ => form::set_sending(model, id),
    }
}

/// The change that a dialog has asked for has not happened, and this is why: the dialog keeps everything.
pub fn set_refused(model: &mut Model, id: Option<DialogId>, why: &str) {
    match id.and_then(|id| model.dialogs.get_mut(id)) {
        Some(Dialog::Restore(restore)) => restore.set_refused(why),
        _ => form::set_refused(model, id, why),
    }
}

/// Neon has refused the change that a dialog has asked for: the dialog keeps everything. Answers
/// whether it is still there to say so.
pub fn was_refused(model: &mut Model, id: DialogId, error: &ApiError) -> bool {
    match model.dialogs.get_mut(id) {
        Some(Dialog::Restore(restore)) => restore.set_refused(&error.sentence()),
        Some(Dialog::Form(_)) => form::refused(model, Some(id), error),
        _ => return false,
    }
    true
}

/// Offers a key to the text field of the topmost dialog, before the key map. Answers nothing when
/// the dialog has no use for it.
pub fn type_key(model: &mut Model, key: Key) -> bool {
    let Some(top) = model.dialogs.top_mut() else {
        return false;
    };
    match top {
        Dialog::Help(help) => help.type_key(key),
        Dialog::Confirm(confirm) => confirm.type_key(key),
        Dialog::Form(_) => form::type_key(model, key),
        Dialog::Menu(_) => menu::type_key(model, key),
        Dialog::Connect(_) => connect::type_key(model, key),
        Dialog::SignIn(_) => sign_in::type_key(model, key),
        Dialog::EnvFile(dialog) => env::type_key(dialog, key),
        Dialog::Restore(_) => restore::type_key(model, key),
        Dialog::Prompt(prompt) => prompt::type_key(prompt, key),
        Dialog::Viewer(_) => viewer::search::type_key(model, key),
    }
}

/// Whether the characters that are typed go into a text field of this dialog, or mean nothing.
pub fn takes_text(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Help(_) | Dialog::EnvFile(_) | Dialog::Prompt(_) => true,
        Dialog::Confirm(confirm) => confirm.takes_text(),
        Dialog::Form(form) => form.takes_text(),
        Dialog::Connect(connect) => connect.takes_text(),
        Dialog::SignIn(sign_in) => sign_in.paste.is_some(),
        Dialog::Restore(restore) => restore.takes_text(),
        Dialog::Viewer(viewer) => viewer.is_searching(),
        Dialog::Menu(_) => false,
    }
}

/// Gives pasted text to the text field of the topmost dialog. Answers nothing where there is none.
pub fn paste(model: &mut Model, text: &str) -> bool {
    let Some(top) = model.dialogs.top_mut() else {
        return false;
    };
    match top {
        Dialog::Help(help) => {
            help.paste(text);
            true
        }
        Dialog::Confirm(confirm) => confirm.paste(),
        Dialog::Form(_) => form::paste(model, text),
        Dialog::SignIn(_) => {
            sign_in::paste(model, text);
            true
        }
        Dialog::Restore(restore) => restore.paste(text),
        Dialog::Connect(_) => connect::paste(model, text),
        Dialog::EnvFile(dialog) => {
            env::paste(dialog, text);
            true
        }
        Dialog::Prompt(prompt) => {
            prompt::paste(prompt, text);
            true
        }
        Dialog::Viewer(_) => viewer::search::paste(model, text),
        Dialog::Menu(_) => false,
    }
}
