//! Keys that edit a line of text.

use crate::{
    connect::connection,
    key::{Code, Key},
    neon::Neon,
};
use std::ops::Deref;
use tui_input::{Input, InputRequest};

/// The text of a field. Initial text is selected: the first typed character, or a paste, replaces it, as in a browser's
/// forms. Any other editing key keeps it.
#[derive(Debug, Clone, Default)]
pub struct TextInput {
    input: Input,
    selected: bool,
}

impl TextInput {
    /// Creates a selected text, which typing replaces.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            selected: true,
            ..Self::typed(text)
        }
    }

    /// Creates a text that typing continues.
    pub fn typed(text: impl Into<String>) -> Self {
        Self {
            input: Input::new(text.into()),
            selected: false,
        }
    }

    /// Whether typing replaces the text.
    pub const fn is_selected(&self) -> bool {
        self.selected
    }

    /// Deselects the text.
    pub const fn keep(&mut self) {
        self.selected = false;
    }

    pub fn clear(&mut self) {
        self.input.reset();
        self.keep();
    }

    /// Edits the text; returns `false` if the key does not edit.
    pub fn edit(&mut self, key: Key) -> bool {
        if self.selected && key.typed().is_some() {
            self.input.reset();
        }
        let edits = edit(&mut self.input, key);
        self.selected &= !edits;
        edits
    }

    /// Inserts pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.selected {
            self.input.reset();
        }
        self.keep();
        insert(&mut self.input, text);
    }
}

impl Deref for TextInput {
    type Target = Input;

    fn deref(&self) -> &Input {
        &self.input
    }
}

/// Edits the text; returns `false` if the key does not edit.
pub fn edit(input: &mut Input, key: Key) -> bool {
    let Some(request) = request(key) else {
        return false;
    };
    input.handle(request);
    true
}

/// Inserts pasted text: line breaks and tabs become spaces, other control characters are removed.
pub fn insert(input: &mut Input, text: &str) {
    let caret = input.cursor();
    let mut value = String::with_capacity(input.value().len() + text.len());
    value.extend(input.value().chars().take(caret));
    value.push_str(&one_line(text));
    let end = value.chars().count();
    value.extend(input.value().chars().skip(caret));
    *input = std::mem::take(input).with_value(value).with_cursor(end);
}

/// Turns a text into one line.
fn one_line(text: &str) -> String {
    let breaks = ['\n', '\r', '\t', '\u{2028}', '\u{2029}'];
    let mut line = String::with_capacity(text.len());
    for part in text.trim_matches(['\n', '\r']).split(breaks) {
        if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        line.extend(part.chars().filter(|c| !c.is_control()));
    }
    line
}

fn request(key: Key) -> Option<InputRequest> {
    if let Some(c) = key.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    Some(match (key.code, key.ctrl, key.alt) {
        (Code::Backspace, false, false) | (Code::Char('h'), true, false) => {
            InputRequest::DeletePrevChar
        }
        (Code::Delete, false, false) | (Code::Char('d'), true, false) => {
            InputRequest::DeleteNextChar
        }
        (Code::Left, false, false) | (Code::Char('b'), true, false) => InputRequest::GoToPrevChar,
        (Code::Right, false, false) | (Code::Char('f'), true, false) => InputRequest::GoToNextChar,
        (Code::Left, true, _) | (Code::Char('b'), false, true) => InputRequest::GoToPrevWord,
        (Code::Right, true, _) | (Code::Char('f'), false, true) => InputRequest::GoToNextWord,
        (Code::Char('w'), true, false) | (Code::Backspace, _, true) => InputRequest::DeletePrevWord,
        (Code::Char('d'), false, true) => InputRequest::DeleteNextWord,
        (Code::Char('u'), true, false) => InputRequest::DeleteLine,
        (Code::Char('k'), true, false) => InputRequest::DeleteTillEnd,
        (Code::Home, false, false) | (Code::Char('a'), true, false) => InputRequest::GoToStart,
        (Code::End, false, false) | (Code::Char('e'), true, false) => InputRequest::GoToEnd,
        _ => return None,
    })
}

/// Whether a pasted text has a password or a key; then says that it was not pasted.
pub fn refuses_secret(neon: &mut Neon, text: &str) -> bool {
    let has_secret = connection::has_secret(text);
    if has_secret {
        neon.say("this may contain a password or a key, so it was not pasted");
    }
    has_secret
}
