//! What the keys mean, and which were pressed that mean nothing yet.

use super::keymap::Keymap;
use crate::key::Key;
use jiff::Timestamp;

/// A dialog has closed without a key, or has not opened: letters may be on their way that were meant for it.
#[derive(Debug, Clone, Copy)]
pub struct LostField {
    pub at: Timestamp,
    /// The last letter since then that was meant for it, or the closing itself.
    pub latest: Timestamp,
}

/// The key map, and the presses on their way through it.
#[derive(Debug, Default)]
pub struct Keyboard {
    /// Which keys do what.
    pub keymap: Keymap,
    /// The presses of a chord that is not complete.
    pub pressed: Vec<Key>,
    /// The popup of a half-typed chord is shown.
    pub chord_popup: bool,
    /// Set after a dialog has closed by itself, while letters may still be meant for it.
    pub lost_field: Option<LostField>,
}

impl Keyboard {
    /// Letters that follow at once were meant for a text field that is not there.
    pub const fn lose_field(&mut self, now: Timestamp) {
        self.lost_field = Some(LostField {
            at: now,
            latest: now,
        });
    }
}
