//! Questions before something is done, by how much it can hurt.
//!
//! A question is answered with `y`; Enter means no, so that nobody confirms by habit. Where data is
//! at stake the name has to be typed, key by key: a paste is refused.

use super::{Dialog, DialogId};
use crate::{
    api::Request,
    core::{action::Ready, effect::Effect, model::Model, typing, write},
    key::Key,
};
use tui_input::Input;

/// How hard it is to say yes.
#[derive(Debug, Clone, Default)]
pub enum Guard {
    /// `y`; everything else is no.
    #[default]
    Question,
    /// The word must be typed.
    Typed {
        /// The word.
        word: String,
        /// What was typed so far.
        input: Input,
    },
}

/// What a yes does.
#[derive(Debug, Clone)]
pub enum Then {
    /// Send a change.
    Send(Box<write::Intent>),
    /// Close a dialog and lose what was typed into it.
    Discard(DialogId),
    /// End the program.
    Quit,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Confirm {
    /// What is asked: "Suspend staging?".
    pub title: String,
    /// What will happen, line by line; names the target in full.
    pub lines: Vec<String>,
    /// Marks production.
    pub production: bool,
    /// How hard it is to say yes.
    pub guard: Guard,
    /// What a yes does.
    pub then: Then,
    /// Why Enter did nothing.
    pub hint: Option<&'static str>,
}

impl Confirm {
    /// A question that `y` answers.
    pub fn question(title: impl Into<String>, lines: Vec<String>, then: Then) -> Self {
        Self {
            title: title.into(),
            lines,
            production: false,
            guard: Guard::Question,
            then,
            hint: None,
        }
    }

    /// A question that only the typed word answers.
    pub fn typed(
        title: impl Into<String>,
        lines: Vec<String>,
        word: impl Into<String>,
        then: Then,
    ) -> Self {
        let guard = Guard::Typed {
            word: word.into(),
            input: Input::default(),
        };
        Self {
            title: title.into(),
            lines,
            production: false,
            guard,
            then,
            hint: None,
        }
    }

    /// The request that a yes sends.
    pub fn request(&self) -> Option<&Request> {
        match &self.then {
            Then::Send(intent) => Some(&intent.request),
            Then::Discard(_) | Then::Quit => None,
        }
    }

    /// Whether the word was typed.
    pub fn is_satisfied(&self) -> bool {
        match &self.guard {
            Guard::Question => true,
            Guard::Typed { word, input } => input.value() == word,
        }
    }

    pub(super) fn type_key(&mut self, key: Key) -> Option<Vec<Effect>> {
        let Guard::Typed { input, .. } = &mut self.guard else {
            return None;
        };
        self.hint = None;
        typing::edit(input, key).then(Vec::new)
    }

    pub(super) fn paste(&mut self) -> Vec<Effect> {
        if matches!(self.guard, Guard::Typed { .. }) {
            self.hint = Some("type it, please: a paste does not count here");
        }
        Vec::new()
    }
}

fn top(model: &Model) -> Option<&Confirm> {
    match model.dialogs.top() {
        Some(Dialog::Confirm(confirm)) => Some(confirm),
        _ => None,
    }
}

/// Whether the open dialog is a plain question.
pub fn is_question(model: &Model) -> Ready {
    match top(model).map(|confirm| &confirm.guard) {
        Some(Guard::Question) => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Whether the open dialog wants a name to be typed.
pub fn is_typed(model: &Model) -> Ready {
    match top(model).map(|confirm| &confirm.guard) {
        Some(Guard::Typed { .. }) => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Does what was asked.
pub fn yes(model: &mut Model) -> Vec<Effect> {
    let Some(confirm) = top(model).filter(|confirm| confirm.is_satisfied()).cloned() else {
        return Vec::new();
    };
    model.dialogs.close_top();
    match confirm.then {
        Then::Send(intent) => write::send(model, *intent),
        Then::Discard(id) => {
            model.dialogs.close(id);
            Vec::new()
        }
        Then::Quit => vec![Effect::Quit],
    }
}

/// Does nothing.
pub fn no(model: &mut Model) -> Vec<Effect> {
    model.dialogs.close_top();
    Vec::new()
}

/// On a question this is no; with a typed word it is yes, once the word is right.
pub fn enter(model: &mut Model) -> Vec<Effect> {
    match top(model).map(|confirm| (&confirm.guard, confirm.is_satisfied())) {
        Some((Guard::Typed { .. }, true)) => yes(model),
        Some((Guard::Typed { .. }, false)) => {
            if let Some(Dialog::Confirm(confirm)) = model.dialogs.top_mut() {
                confirm.hint = Some("the name does not match yet");
            }
            Vec::new()
        }
        Some((Guard::Question, _)) | None => no(model),
    }
}
