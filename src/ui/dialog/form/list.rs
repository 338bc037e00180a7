//! Lists in a form: one line per entry, and one for a new entry.

use super::keys::both;
use crate::{
    key::{Code, Key},
    ui::dialog::form::field_state::FieldState,
};

/// Handles a key in a list: arrows go from line to line. Returns whether the key was used, and whether it changed
/// something.
pub(crate) fn type_key(draft: &mut FieldState, key: Key) -> (bool, bool) {
    let plain = !key.ctrl && !key.alt && !key.shift;
    let FieldState::List {
        entries,
        cursor,
        input,
        split,
    } = draft
    else {
        return (false, false);
    };
    let (line, count) = (cursor.at, entries.len());
    let below = line + split(input.value()).len();
    let at_end = input.cursor() == input.value().chars().count();
    match key.code {
        Code::Down if plain && line < count => draft.go_to_line(below),
        Code::Up if plain && line > 0 => draft.go_to_line(line - 1),
        Code::Enter if plain && below > line => draft.go_to_line(below),
        // At the end of an entry, Delete removes the entry.
        Code::Delete if plain && line < count && at_end => {
            input.clear();
            draft.go_to_line(line);
        }
        _ => return both(input.edit(key)),
    }
    both(true)
}

/// Adds pasted text as entries at the end; inserts it into an entry only if that one has been edited.
pub(crate) fn paste(draft: &mut FieldState, text: &str) {
    if let FieldState::List {
        entries,
        cursor,
        input,
        ..
    } = draft
        && entries
            .get(cursor.at)
            .is_some_and(|entry| entry == input.value())
    {
        draft.go_to_line(usize::MAX);
    }
    let FieldState::List {
        cursor,
        input,
        split,
        ..
    } = draft
    else {
        return;
    };
    let line = cursor.at;
    input.paste(&split(text).join("; "));
    let pasted = split(input.value()).len();
    if pasted > 1 || text.contains('\n') {
        draft.go_to_line(line + pasted);
    }
}
