//! Scrolled what is longer than its place in a dialog.

use crate::ui::model::Model;
use std::cell::Cell;

/// The most lines that a key goes.
const STEP: i16 = 3;

/// How far a page is scrolled.
#[derive(Debug, Clone, Default)]
pub struct Scrolled {
    /// Where a key has scrolled to.
    from: Option<u16>,
    /// What was drawn last; only keeps scrolling within it.
    drawn: Cell<Drawn>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Drawn {
    from: u16,
    /// The furthest that it could be scrolled.
    last: u16,
    height: u16,
}

impl Scrolled {
    /// The first line to draw of so many, in a place so high: where a key has scrolled to, else this one.
    pub fn first(&self, at_first: usize, lines: usize, height: u16) -> usize {
        let last = lines.saturating_sub(usize::from(height));
        let from = self.from.map_or(at_first, usize::from).min(last);
        let cell = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        self.drawn.set(Drawn {
            from: cell(from),
            last: cell(last),
            height,
        });
        from
    }

    /// Shows again what the cursor is in.
    pub const fn reset(&mut self) {
        self.from = None;
    }

    /// Whether not all of it was in view when it was last drawn.
    pub const fn is_long(&self) -> bool {
        self.drawn.get().last > 0
    }

    fn scroll(&mut self, sign: i16) {
        let Drawn { from, last, height } = self.drawn.get();
        // A line comes along, so that nobody loses the place.
        let step = i16::try_from(height.saturating_sub(1)).map_or(STEP, |most| most.clamp(1, STEP));
        self.from = Some(from.saturating_add_signed(sign * step).min(last));
    }
}

/// Scrolls the page of the dialog on top.
pub(super) fn scroll(model: &mut Model, sign: i16) {
    let top = model.dialogs.top_mut();
    if let Some(scrolled) = top.and_then(|dialog| dialog.scrolled_mut()) {
        scrolled.scroll(sign);
    }
}
