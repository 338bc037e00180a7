//! The form dialog.

use super::super::{Caret, Look};
use crate::core::dialog::Form;
use ratatui::buffer::Buffer;

/// Draws the dialog.
pub fn draw(_: &mut Buffer, _: &Form, _: Look<'_>) -> Caret {
    None
}
