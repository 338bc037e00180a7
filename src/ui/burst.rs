//! Tells typed keys from text pasted in a terminal that does not mark pastes.
//!
//! A person presses one key at a time. Keys that arrive at once are a held key (`jjjj`), a chord (`gb`), a few keys
//! bundled by a slow line, or text. So: **keys count as a paste if they contain a run of at least four printable
//! characters, of at least three kinds; a repeated character counts once.** Enter and Tab do not count and do not end
//! the run, since they do not end a text. A run continues over reads that follow faster than a person types: a
//! slow line delivers text in pieces, whose first three characters cannot be told from keys. A run in which every key
//! only moves the cursor (`jjkkgg`) is no paste: nothing that it says can do harm.
//!
//! - In a text field, text is inserted as it comes, and an Enter at its end is the key. In a paste, an Enter
//!   followed by more text is a line break instead. The filter treats it as a paste and picks out what it accepts.
//! - Where a word must be typed to confirm something, the word may arrive at once, but not together with the Enter
//!   that confirms: such a read is a paste, and refused.
//! - In the other dialogs, a read with two Enters, or with an Enter and a character, is a paste too: text has line
//!   ends, and Enter chooses.
//! - Elsewhere a paste runs nothing: it becomes one [`Msg::Paste`], which offers to go to the place that it names, or
//!   shows a notice. Reads that follow soon belong to it, however short. A paste that begins with the key of the filter
//!   goes into the filter.
//! - Ctrl-c is always Ctrl-c.
//!
//! Keys that answer a question before it is on the screen are handled in `update`, however they were read.

use super::{
    action::{Action, Availability},
    dialog::{confirm, palette::Palette},
    keymap::KeyMatch,
    model::Model,
    msg::Msg,
};
use crate::{
    key::{Code, Key},
    neon::DialogId,
    ui::{dialog::Dialogs, scopes},
};
use std::{collections::VecDeque, time::Duration};

/// A run of at least this many characters, of at least `KINDS` kinds, is not typed.
const TEXT: usize = 4;
const KINDS: usize = 3;
/// The longest text that is inserted into a text field as keys.
const LONG: usize = 64;

/// A read that follows this soon belongs to the paste before it.
const SOON: Duration = Duration::from_millis(50);
/// The most keys that a slow line delivers at once; longer reads are judged on their own.
const PIECE: usize = 8;
/// Faster than a person types: the read continues what came before it.
const AT_ONCE: Duration = Duration::from_millis(5);

/// The keys of one read that are still to be handled.
#[derive(Debug, Default)]
pub struct Burst {
    keys: VecDeque<Key>,
    /// The run of text up to the end of this read.
    row: Row,
    /// Whether the run began in an earlier read.
    is_piece: bool,
    /// The dialog that was open when the run began.
    before: Option<DialogId>,
    verdict: Verdict,
    /// Whether a paste was refused in this read.
    refused: bool,
}

/// How a read is treated.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    #[default]
    Keys,
    Paste,
    /// More of a paste that was refused with a notice in an earlier read.
    MorePaste,
}

/// The content of a read.
#[derive(Debug, Default)]
struct Content {
    /// Whether it was not typed by hand.
    is_text: bool,
    enters: usize,
    characters: usize,
}

/// A run of keys that may be text.
#[derive(Debug, Default)]
struct Row {
    kinds: Vec<char>,
    /// The number of characters; a repeated one counts once.
    count: usize,
    latest: Option<Key>,
    /// The keys of a chord that is not complete.
    chord: Vec<Key>,
    /// Whether some of them do more than to move the cursor.
    acts: bool,
}

/// What moves the cursor, and does nothing else. Digits and signs are left out: they are in texts of few letters.
const MOVES: [Action; 16] = [
    Action::Down,
    Action::Up,
    Action::Left,
    Action::Right,
    Action::Open,
    Action::Top,
    Action::Bottom,
    Action::DetailsDown,
    Action::DetailsUp,
    Action::ScrollLeft,
    Action::ScrollRight,
    Action::NextPane,
    Action::NextMatch,
    Action::PreviousMatch,
    Action::NextHunk,
    Action::PreviousHunk,
];

impl Row {
    fn take(&mut self, key: Key, model: &Model) {
        if !is_of_text(key) {
            *self = Self::default();
            return;
        }
        if !self.acts {
            self.chord.push(key);
            let scopes = scopes::active(&model.browser, &model.dialogs);
            match model.keyboard.keymap.meaning(scopes, &self.chord) {
                KeyMatch::Prefix => {}
                KeyMatch::Actions(all) if all.iter().all(|one| MOVES.contains(one)) => {
                    self.chord.clear()
                }
                _ => self.acts = true,
            }
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

    /// Whether this was not typed by hand.
    fn is_text(&self) -> bool {
        self.acts && self.count >= TEXT && self.kinds.len() >= KINDS
    }
}

impl Content {
    fn verdict(&self, model: &Model) -> Verdict {
        let is_confirmed = self.enters > 0 && self.characters > 0;
        let is_paste = if is_word_asked(&model.dialogs) {
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
    /// Takes the keys of a read, `after` the one before it.
    pub fn begin(&mut self, keys: impl IntoIterator<Item = Key>, after: Duration, model: &Model) {
        self.keys.clear();
        self.keys.extend(keys);
        let is_short = self.keys.len() <= PIECE;
        self.is_piece = is_short && after < AT_ONCE && self.row.latest.is_some();
        if !self.is_piece {
            self.row = Row {
                chord: model.keyboard.pressed.clone(),
                ..Row::default()
            };
            self.before = model.dialogs.top_id();
        }
        let mut content = Content::default();
        for key in &self.keys {
            self.row.take(*key, model);
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

    /// Returns the next message, given the current state of the model.
    pub fn next(&mut self, model: &Model) -> Option<Msg> {
        let is_paste = self.verdict != Verdict::Keys;
        if is_paste && self.takes_text(model) {
            let text = self.text_ahead(|key| key.typed().is_some() || is_enter(key));
            let line = text.trim_end_matches('\n');
            let is_long = line.chars().nth(LONG).is_some();
            let is_filter = model.dialogs.is_empty() && !line.is_empty();
            // In the palette, Enter would run what the text happens to find.
            let is_palette = model.dialogs.top_as::<Palette>().is_some() && !line.is_empty();
            if is_filter || is_palette || is_long || line.contains('\n') {
                let taken = if is_palette { &text } else { line };
                self.keys.drain(..taken.chars().count());
                return Some(Msg::Paste(line.to_owned()));
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

    /// Drops the remaining keys: they were meant for the program that has the terminal now.
    pub fn end(&mut self) {
        self.keys.clear();
    }

    /// Whether a text field takes this text; not one that the text itself has opened.
    fn takes_text(&self, model: &Model) -> bool {
        takes_text(model) && !is_word_asked(&model.dialogs) && model.dialogs.top_id() == self.before
    }

    /// The text at the front of the remaining keys.
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

    /// Whether this is one line that begins with the key of the filter; the rest is then typed there.
    fn goes_into_filter(&self, model: &Model, text: &str) -> bool {
        let Some(first) = self
            .keys
            .front()
            .filter(|_| self.verdict == Verdict::Paste && !self.is_piece)
        else {
            return false;
        };
        let opens = |actions: &[Action]| actions == [Action::Filter];
        let scopes = scopes::active(&model.browser, &model.dialogs);
        model.keyboard.pressed.is_empty()
            && !text.trim_end_matches('\n').contains('\n')
            && matches!(model.keyboard.keymap.meaning(scopes, &[*first]), KeyMatch::Actions(actions) if opens(&actions))
    }
}

/// Whether keys go into a text field.
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

/// Whether a word must be typed to confirm something.
fn is_word_asked(dialogs: &Dialogs) -> bool {
    confirm::is_typed(dialogs) == Availability::Yes
}

fn is_enter(key: Key) -> bool {
    key == Key::plain(Code::Enter)
}

fn is_of_text(key: Key) -> bool {
    key.typed().is_some() || is_enter(key) || key == Key::plain(Code::Tab)
}
