//! Where the terminal's cursor goes while no text is being edited.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use std::cell::Cell;

/// The lines of what is selected: the cursor goes to their first character.
#[derive(Debug, Default)]
pub struct Marker(Cell<Option<Rect>>);

impl Marker {
    /// Notes the cells of what is selected.
    pub fn set(&self, line: Rect) {
        self.0.set(Some(line));
    }

    /// Forgets what is behind a dialog.
    pub fn forget(&self) {
        self.0.set(None);
    }

    /// The place of the first character there; the top of the screen if nothing is selected.
    pub fn position(&self, buffer: &Buffer) -> Option<Position> {
        let screen = buffer.area;
        let place = self.0.get().unwrap_or(screen).intersection(screen);
        let place = if place.is_empty() { screen } else { place };
        let is_text = |at: &Position| buffer.cell(*at).is_some_and(|cell| cell.symbol() != " ");
        let first = place.positions().find(is_text);
        first.or_else(|| (!place.is_empty()).then(|| place.as_position()))
    }
}
