//! A terminal that receives the program's frames when the main loop would draw them, and accepts nothing else.

use crate::hostile::wrong_in;
use jiff::Timestamp;
use lazyneon::{app::frames::Frames, ui::Model, view::Theme};
use std::num::NonZeroU16;

/// What a user sees: the bytes of all frames so far, interpreted by a terminal.
pub struct Display {
    frames: Frames,
    pub terminal: vt100::Parser,
    theme: Theme,
    size: (u16, u16),
    /// The time when the last frame was drawn.
    drawn_at: Timestamp,
    /// The number of frames drawn.
    pub drawn: usize,
    /// How many of them have sent anything.
    pub sent: usize,
}

impl Display {
    /// A display of this size in columns and rows, at least one each.
    pub fn new(size: (u16, u16)) -> Self {
        Self {
            frames: Frames::new(size),
            terminal: terminal(size),
            theme: Theme::named("mono").unwrap(),
            size,
            drawn_at: Timestamp::UNIX_EPOCH,
            drawn: 0,
            sent: 0,
        }
    }

    /// Resizes the terminal.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.frames.resize(size);
        let (width, height) = (cells(size.0), cells(size.1));
        self.terminal.screen_mut().set_size(height, width);
    }

    /// Draws a frame if one is due.
    pub fn follow(&mut self, model: &mut Model) {
        if model.frame_due().is_none() {
            return;
        }
        let bytes = self.frames.draw(model, &self.theme);
        let wrong = wrong_in(bytes);
        assert_eq!(wrong, None, "sent to the terminal");
        self.terminal.process(bytes);
        self.drawn += 1;
        self.sent += usize::from(!bytes.is_empty());
        self.drawn_at = model.neon.now;
        model.drawn();
    }

    /// Asserts that the terminal shows what a full frame would show now: no frame was skipped, and none has left
    /// anything behind. Only the time may differ.
    pub fn is_current(&self, model: &mut Model) {
        let now = std::mem::replace(&mut model.neon.now, self.drawn_at);
        let mut wanted = terminal(self.size);
        wanted.process(Frames::new(self.size).draw(model, &self.theme));
        model.neon.now = now;
        let (shown, wanted) = (self.terminal.screen(), wanted.screen());
        let (width, height) = self.size;
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let looks = |screen: &vt100::Screen| screen.cell(y, x).map(look);
            assert_eq!(
                looks(shown),
                looks(wanted),
                "at {x},{y} of the screen\n{}\nwhich in full is\n{}",
                self.text(),
                text(wanted, width)
            );
        }
        let caret =
            |screen: &vt100::Screen| (!screen.hide_cursor()).then(|| screen.cursor_position());
        assert_eq!(caret(shown), caret(wanted), "the caret");
    }

    /// The screen as text, line by line.
    pub fn text(&self) -> String {
        text(self.terminal.screen(), self.size.0)
    }
}

fn terminal((width, height): (u16, u16)) -> vt100::Parser {
    let mut terminal = vt100::Parser::new(cells(height), cells(width), 0);
    // As the program sets it up.
    terminal.process(b"\x1b[?25l");
    terminal
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn text(screen: &vt100::Screen, width: u16) -> String {
    let rows: Vec<String> = screen.rows(0, width).collect();
    rows.join("\n")
}

/// Everything visible about a cell.
fn look(
    cell: &vt100::Cell,
) -> (
    String,
    vt100::Color,
    [bool; 4],
    Option<(vt100::Color, bool)>,
) {
    let blank = cell.contents().trim().is_empty();
    let text = if blank { " " } else { cell.contents() };
    let lines = [
        cell.inverse(),
        cell.underline(),
        cell.is_wide(),
        cell.dim() && !blank,
    ];
    let ink = (!blank).then(|| (cell.fgcolor(), cell.bold()));
    (text.to_owned(), cell.bgcolor(), lines, ink)
}
