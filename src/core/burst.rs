//! Keys that came in one read: typed, or pasted by a terminal that does not mark a paste?
//!
//! A hand sends a key at a time. What comes at once is a key that is held (`jjjj`), a chord (`gb`),
//! a few keys that a slow line has bundled, or text. So: **a read is a paste if it has at least
//! four printable characters in a row, of at least three kinds; a character that is repeated counts
//! once.** Enter and Tab are no characters of their own and do not end the row, as they do not end
//! a text.
//!
//! - Where a text field has the keys, text is text: it goes in as it comes, and an Enter at the end
//!   of it is Enter. In a paste an Enter with more text behind it is a line break and not a key.
//! - Elsewhere a paste runs nothing: it becomes one [`Msg::Paste`], for which there is a notice. The
//!   reads that follow at once belong to it, however little of it they bring. A paste that begins
//!   with the key of the filter goes into the filter.
//! - Whoever opens a question in a read does not answer it in the same one: it was not on the screen
//!   yet.
//! - Ctrl-c is Ctrl-c.

use super::{
    action::Action,
    dialog::{self, Dialog, DialogId},
    keymap::{self, Meaning},
    model::Model,
    msg::Msg,
};
use crate::key::{Code, Key};
use std::collections::VecDeque;

/// So many characters in a row are not typed, if they are of so many kinds.
const TEXT: usize = 4;
const KINDS: usize = 3;
/// So many characters go into a text field at once.
const LONG: usize = 64;

/// The keys of a read, on their way to the model.
#[derive(Debug, Default)]
pub struct Burst {
    keys: VecDeque<Key>,
    is_paste: bool,
    /// The beginning of this paste came in the read before, and was refused with a notice.
    goes_on: bool,
    /// A paste was refused in this read.
    refused: bool,
    /// The dialog that was open when the read began.
    before: Option<DialogId>,
}

impl Burst {
    /// Takes the keys of a read; `at_once` if it followed the one before without a pause.
    pub fn begin(&mut self, keys: impl IntoIterator<Item = Key>, at_once: bool, model: &Model) {
        self.keys.clear();
        self.keys.extend(keys);
        self.goes_on = at_once && self.refused;
        self.refused = false;
        self.is_paste = self.goes_on || is_text(&self.keys);
        self.before = model.dialogs.top_id();
    }

    /// What comes next, with the model as it is now.
    pub fn next(&mut self, model: &Model) -> Option<Msg> {
        if self.asks_unseen(model) {
            self.keys.retain(|key| *key == Key::ctrl('c'));
        }
        if takes_text(model) {
            let line = self.text_ahead(|key| key.typed().is_some() || is_enter(key));
            let line = line.trim_end_matches('\n');
            let is_long = line.chars().nth(LONG).is_some();
            if self.is_paste && (is_long || line.contains('\n')) {
                let (line, count) = (line.to_owned(), line.chars().count());
                self.keys.drain(..count);
                return Some(Msg::Paste(line));
            }
        } else if self.is_paste {
            let text = self.text_ahead(is_of_text);
            if !text.is_empty() && !self.goes_into_filter(model, &text) {
                self.keys.drain(..text.chars().count());
                self.refused = true;
                return if self.goes_on {
                    self.next(model)
                } else {
                    Some(Msg::Paste(text))
                };
            }
        }
        self.keys.pop_front().map(Msg::Key)
    }

    /// Leaves out what is left: another program has got the terminal, and it was meant for that.
    pub fn end(&mut self) {
        self.keys.clear();
    }

    /// A question has come up since the read began.
    fn asks_unseen(&self, model: &Model) -> bool {
        matches!(model.dialogs.top(), Some(Dialog::Confirm(_)))
            && model.dialogs.top_id() != self.before
    }

    /// The text that comes next.
    fn text_ahead(&self, belongs: impl Fn(Key) -> bool) -> String {
        let keys = self.keys.iter().copied();
        let text = keys.take_while(|key| belongs(*key));
        text.map(|key| match key.code {
            Code::Char(c) => c,
            Code::Tab => '\t',
            _ => '\n',
        })
        .collect()
    }

    /// One line that begins with the key of the filter: the rest is typed there.
    fn goes_into_filter(&self, model: &Model, text: &str) -> bool {
        let Some(first) = self.keys.front().filter(|_| !self.goes_on) else {
            return false;
        };
        let opens = |actions: &[Action]| actions == [Action::Filter];
        let scopes = keymap::scopes(model);
        model.pressed.is_empty()
            && !text.trim_end_matches('\n').contains('\n')
            && matches!(model.keymap.meaning(scopes, &[*first]), Meaning::Actions(actions) if opens(&actions))
    }
}

/// Whether a text field has the keys.
fn takes_text(model: &Model) -> bool {
    if !model.pressed.is_empty() || model.bookmarks.awaits_letter() {
        return false;
    }
    model
        .dialogs
        .top()
        .map_or_else(|| model.is_filtering(), dialog::takes_text)
}

fn is_enter(key: Key) -> bool {
    key == Key::plain(Code::Enter)
}

fn is_of_text(key: Key) -> bool {
    key.typed().is_some() || is_enter(key) || key == Key::plain(Code::Tab)
}

/// Whether no hand has typed these keys at once.
fn is_text(keys: &VecDeque<Key>) -> bool {
    let (mut kinds, mut count, mut latest) = (Vec::with_capacity(KINDS), 0, None);
    for key in keys {
        match key.typed() {
            Some(c) => {
                if latest != Some(c) {
                    count += 1;
                    latest = Some(c);
                }
                if kinds.len() < KINDS && !kinds.contains(&c) {
                    kinds.push(c);
                }
                if count >= TEXT && kinds.len() >= KINDS {
                    return true;
                }
            }
            None if is_of_text(*key) => {}
            None => {
                kinds.clear();
                (count, latest) = (0, None);
            }
        }
    }
    false
}
