//! The key map and the state of a half-typed chord.

use super::{keymap::Keymap, scroll::Scroll};
use crate::key::Key;
use jiff::Timestamp;

/// A dialog has closed by itself or failed to open: letters meant for it may still arrive.
#[derive(Debug, Clone, Copy)]
pub struct LostField {
    pub at: Timestamp,
    /// When the last letter meant for it arrived, initially when it closed.
    pub latest: Timestamp,
}

/// The key map, and the keys pressed so far.
#[derive(Debug, Default)]
pub struct Keyboard {
    pub keymap: Keymap,
    /// The keys of an incomplete chord.
    pub pressed: Vec<Key>,
    /// Whether the popup of a half-typed chord is shown.
    pub chord_popup: bool,
    /// The part of it in view, if it is longer than the screen is high.
    pub sheet: Scroll,
    /// Whether the latest key has closed the last dialog: who presses Esc twice to be sure loses nothing.
    pub closed_dialog: bool,
    /// Whether the last key dropped the marks, which was said.
    pub dropped_marks: bool,
    /// Set after a dialog has closed by itself, while letters meant for it may still arrive.
    pub lost_field: Option<LostField>,
}

impl Keyboard {
    /// Notes that letters arriving next are meant for a text field that is gone.
    pub const fn lose_field(&mut self, now: Timestamp) {
        self.lost_field = Some(LostField {
            at: now,
            latest: now,
        });
    }
}
