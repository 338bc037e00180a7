//! Keys that edit a line of text.

use crate::key::{Code, Key};
use tui_input::{Input, InputRequest};

/// Edits the text if the key is one that edits; answers whether it was.
pub fn edit(input: &mut Input, key: Key) -> bool {
    let Some(request) = request(key) else {
        return false;
    };
    input.handle(request);
    true
}

/// Inserts pasted text at once: between lines and columns there is a blank, other control
/// characters become nothing.
pub fn insert(input: &mut Input, text: &str) {
    let caret = input.cursor();
    let mut value = String::with_capacity(input.value().len() + text.len());
    value.extend(input.value().chars().take(caret));
    value.push_str(&one_line(text));
    let end = value.chars().count();
    value.extend(input.value().chars().skip(caret));
    *input = std::mem::take(input).with_value(value).with_cursor(end);
}

/// A text as the line that a field holds.
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
