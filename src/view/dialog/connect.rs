//! The connect dialog.

use super::super::{Caret, Look};
use crate::core::dialog::Connect;
use ratatui::buffer::Buffer;

/// Draws the dialog.
pub fn draw(_: &mut Buffer, _: &Connect, _: Look<'_>) -> Caret {
    None
}
