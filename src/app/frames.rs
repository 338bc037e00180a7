//! Frames: draws the model and produces the bytes that the terminal needs to show it.
//!
//! The main loop sends them to the terminal; the stories in the tests feed them to an emulated terminal, so that
//! they check what a user would see rather than what was drawn.

use super::renderer::{Painter, ScrollHint};
use crate::{
    ui::{Area, Model, browser::Browser, dialog::Dialogs},
    view::{self, Theme},
};
use ratatui::{
    Terminal,
    backend::{Backend, ClearType, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};
use std::convert::Infallible;

/// Draws into ratatui's cells and encodes what changed since the previous frame.
#[derive(Debug)]
pub struct Frames {
    canvas: Terminal<Canvas>,
    painter: Painter,
    /// Where the rows were in the previous frame, if nothing covered them.
    rows: Option<Place>,
}

/// Which rows are on which lines of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    first_row: usize,
    area: Area,
}

impl Frames {
    /// Creates frames for a terminal of this size whose content is unknown.
    pub fn new(size: (u16, u16)) -> Self {
        let canvas = Canvas {
            size: size.into(),
            cursor: None,
        };
        let canvas = match Terminal::new(canvas) {
            Ok(canvas) => canvas,
            Err(never) => match never {},
        };
        Self {
            canvas,
            painter: Painter::new(),
            rows: None,
        }
    }

    /// Changes the size and forgets what the terminal shows.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.canvas.backend_mut().size = size.into();
        self.painter.forget();
    }

    /// Makes the next frame a full one.
    pub fn forget(&mut self) {
        self.painter.forget();
    }

    /// Draws, and returns the bytes that turn the previous frame into this one; empty if they are the same.
    pub fn draw(&mut self, model: &Model, theme: &Theme) -> &[u8] {
        let shift = self.shift(&model.browser, &model.dialogs);
        let painter = &mut self.painter;
        let drawn = self.canvas.draw(|frame| {
            view::draw(frame, model, theme);
            painter.paint(frame.buffer_mut(), shift);
        });
        match drawn {
            Ok(_) => {}
            Err(never) => match never {},
        }
        let cursor = self.canvas.backend().cursor;
        self.painter.finish(cursor)
    }

    /// How the rows have moved on the screen since the previous frame.
    fn shift(&mut self, browser: &Browser, dialogs: &Dialogs) -> Option<ScrollHint> {
        let area = browser.rows_area().filter(|_| dialogs.top().is_none());
        let now = area.map(|area| Place {
            first_row: browser.cursor().scroll.top(),
            area,
        });
        let (before, now) = (std::mem::replace(&mut self.rows, now)?, now?);
        let up = i32::try_from(now.first_row).ok()? - i32::try_from(before.first_row).ok()?;
        let Area { y, height, .. } = now.area;
        (before.area == now.area && up != 0).then_some(ScrollHint {
            top: y,
            bottom: y.saturating_add(height),
            up,
        })
    }
}

/// A backend that remembers what ratatui tells it, sends nothing and cannot fail.
#[derive(Debug)]
struct Canvas {
    size: Size,
    cursor: Option<Position>,
}

impl Backend for Canvas {
    type Error = Infallible;

    /// Ignores ratatui's difference: it is computed lazily, and the painter compares with its own copy.
    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(
        &mut self,
        _: I,
    ) -> Result<(), Infallible> {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
