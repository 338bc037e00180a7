//! Keys that came at once: typed, or pasted by a terminal that does not mark a paste?
//!
//! A hand sends a key at a time. What comes at once is a key that is held (`jjjj`), a chord (`gb`),
//! a few keys that a slow line has bundled, or text. So: **keys are a paste if at least four printable
//! characters come in a row, of at least three kinds; a character that is repeated counts once.**
//! Enter and Tab are no characters of their own and do not end the row, as they do not end a text.
//! A row goes on over the reads that follow faster than a hand types: a slow line delivers a text in
//! pieces, whose first three characters cannot be told from keys.
//!
//! - Where a text field has the keys, text is text: it goes in as it comes, and an Enter at the end
//!   of it is Enter. In a paste an Enter with more text behind it is a line break and not a key. In
//!   the filter it is a paste, of which that takes what it should.
//! - Where a word is to be typed to confirm something, the word may come at once, but not together
//!   with the Enter that confirms: such a read is a paste, and refused.
//! - In the other dialogs two Enters in a read are a paste, too, and one beside a character: text has
//!   ends of lines, and an Enter chooses.
//! - Elsewhere a paste runs nothing: it becomes one [`Msg::Paste`], for which there is a notice. The
//!   reads that follow soon belong to it, however little of it they bring. A paste that begins
//!   with the key of the filter goes into the filter.
//! - Ctrl-c is Ctrl-c.
//!
//! Who answers a question that is not on the screen yet is told so in `update`, in one read or two.

use super::{
    action::{Action, Availability},
    dialog::confirm,
    keymap::{self, KeyMatch},
    model::Model,
    msg::Msg,
};
use crate::{
    key::{Code, Key},
    neon::DialogId,
};
use std::{collections::VecDeque, time::Duration};

/// So many characters in a row are not typed, if they are of so many kinds.
const TEXT: usize = 4;
const KINDS: usize = 3;
/// So many characters go into a text field at once.
const LONG: usize = 64;

/// A read that follows so soon belongs to the paste before it.
const SOON: Duration = Duration::from_millis(50);
/// More keys than a slow line delivers at once are judged by themselves.
const PIECE: usize = 8;
/// No hand presses another key so soon: the read is a piece of what came before it.
const AT_ONCE: Duration = Duration::from_millis(5);

/// The keys of a read, on their way to the model.
#[derive(Debug, Default)]
pub struct Burst {
    keys: VecDeque<Key>,
    /// What came at once, up to the end of this read.
    row: Row,
    /// The row has begun in a read before.
    is_piece: bool,
    /// The dialog that was open when the row began.
    before: Option<DialogId>,
    verdict: Verdict,
    /// A paste was refused in this read.
    refused: bool,
}

/// What a read is taken for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    #[default]
    Keys,
    Paste,
    /// More of a paste that was refused with a notice in a read before.
    MorePaste,
}

/// What is in a read.
#[derive(Debug, Default)]
struct Content {
    /// No hand has typed it at once.
    is_text: bool,
    enters: usize,
    characters: usize,
}

/// Keys in a row that may be text.
#[derive(Debug, Default)]
struct Row {
    kinds: Vec<char>,
    /// How many characters; one that is repeated counts once.
    count: usize,
    latest: Option<Key>,
}

impl Row {
    fn take(&mut self, key: Key) {
        if !is_of_text(key) {
            *self = Self::default();
            return;
        }
        let is_another = self.latest != Some(key);
        self.latest = Some(key);
        if let Some(c) = key.typed() {
            self.count += usize::from(is_another);
            if self.kinds.len() < KINDS && !self.kinds.contains(&c) {
                self.kinds.push(c);
            }
        }
    }

    /// Whether no hand has typed this at once.
    fn is_text(&self) -> bool {
        self.count >= TEXT && self.kinds.len() >= KINDS
    }
}

impl Content {
    fn verdict(&self, model: &Model) -> Verdict {
        let is_confirmed = self.enters > 0 && self.characters > 0;
        let is_paste = if is_word_asked(model) {
            is_confirmed
        } else if takes_text(model) || model.dialogs.is_empty() {
            self.is_text
        } else {
            self.is_text || self.enters > 1 || is_confirmed
        };
        if is_paste {
            Verdict::Paste
        } else {
            Verdict::Keys
        }
    }
}

impl Burst {
    /// Takes the keys of a read that came so long after the one before.
    pub fn begin(&mut self, keys: impl IntoIterator<Item = Key>, after: Duration, model: &Model) {
        self.keys.clear();
        self.keys.extend(keys);
        let is_short = self.keys.len() <= PIECE;
        self.is_piece = is_short && after < AT_ONCE && self.row.latest.is_some();
        if !self.is_piece {
            self.row = Row::default();
            self.before = model.dialogs.top_id();
        }
        let mut content = Content::default();
        for key in &self.keys {
            self.row.take(*key);
            content.is_text |= self.row.is_text();
            content.enters += usize::from(is_enter(*key));
            content.characters += usize::from(key.typed().is_some());
        }
        self.verdict = if self.refused && after < SOON {
            Verdict::MorePaste
        } else {
            content.verdict(model)
        };
        self.refused = false;
    }

    /// What comes next, with the model as it is now.
    pub fn next(&mut self, model: &Model) -> Option<Msg> {
        let is_paste = self.verdict != Verdict::Keys;
        if is_paste && self.takes_text(model) {
            let line = self.text_ahead(|key| key.typed().is_some() || is_enter(key));
            let line = line.trim_end_matches('\n');
            let is_long = line.chars().nth(LONG).is_some();
            let is_filter = model.dialogs.is_empty() && !line.is_empty();
            if is_filter || is_long || line.contains('\n') {
                let (line, count) = (line.to_owned(), line.chars().count());
                self.keys.drain(..count);
                return Some(Msg::Paste(line));
            }
        } else if is_paste {
            let text = self.text_ahead(is_of_text);
            if !text.is_empty() && !self.goes_into_filter(model, &text) {
                self.keys.drain(..text.chars().count());
                self.refused = true;
                return match self.verdict {
                    Verdict::MorePaste => self.next(model),
                    _ => Some(Msg::Paste(text)),
                };
            }
        }
        self.keys.pop_front().map(Msg::Key)
    }

    /// Leaves out what is left: another program has got the terminal, and it was meant for that.
    pub fn end(&mut self) {
        self.keys.clear();
    }

    /// Whether a text field has the keys that text may go into: not one that this text has opened.
    fn takes_text(&self, model: &Model) -> bool {
        takes_text(model) && !is_word_asked(model) && model.dialogs.top_id() == self.before
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
        let Some(first) = self
            .keys
            .front()
            .filter(|_| self.verdict == Verdict::Paste && !self.is_piece)
        else {
            return false;
        };
        let opens = |actions: &[Action]| actions == [Action::Filter];
        let scopes = keymap::scopes(model);
        model.keyboard.pressed.is_empty()
            && !text.trim_end_matches('\n').contains('\n')
            && matches!(model.keyboard.keymap.meaning(scopes, &[*first]), KeyMatch::Actions(actions) if opens(&actions))
    }
}

/// Whether a text field has the keys.
fn takes_text(model: &Model) -> bool {
    if !model.keyboard.pressed.is_empty() || model.browser.bookmarks.awaits_letter() {
        return false;
    }
    let top = model.dialogs.top();
    top.map_or_else(
        || model.browser.is_filtering(),
        |dialog| dialog.takes_text(),
    )
}

/// Whether a word is to be typed to confirm something.
fn is_word_asked(model: &Model) -> bool {
    confirm::is_typed(model) == Availability::Yes
}

fn is_enter(key: Key) -> bool {
    key == Key::plain(Code::Enter)
}

fn is_of_text(key: Key) -> bool {
    key.typed().is_some() || is_enter(key) || key == Key::plain(Code::Tab)
}
