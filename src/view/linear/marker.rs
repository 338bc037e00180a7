//! Where the terminal's cursor goes while no text is being edited.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use std::cell::Cell;

/// The line of what is selected: the cursor goes to its first character.
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

    /// The place of the first character on that line; the top of the screen if nothing is selected.
    pub fn position(&self, buffer: &Buffer) -> Option<Position> {
        let screen = buffer.area;
        let line = self.0.get().unwrap_or(screen).intersection(screen);
        let line = if line.is_empty() { screen } else { line };
        let is_text = |x: &u16| {
            let cell = buffer.cell((*x, line.y));
            cell.is_some_and(|cell| cell.symbol() != " ")
        };
        let x = (line.left()..line.right()).find(is_text).unwrap_or(line.x);
        (!line.is_empty()).then_some(Position { x, y: line.y })
    }
}
