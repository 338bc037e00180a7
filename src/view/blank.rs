//! What stands in the place of rows: that they are loading, why they could not be loaded, or why there are none.

use super::{
    DrawContext,
    remedy::lines as remedy_lines,
    text::{clean, wrap},
    widget::{LineWriter, lines},
};
use crate::{
    api::ApiError,
    ui::remedy::{self, Remedy},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// The widest a sentence gets.
const WIDEST: usize = 76;
/// The widths of the rows that stand for those that are loading, in percent.
const SKELETON: [u16; 5] = [60, 45, 70, 35, 50];

/// Why there are no rows.
#[derive(Debug)]
pub enum Blank {
    Loading,
    /// They could not be loaded, and these keys help.
    Failed(String, &'static [Remedy]),
    /// There are none, or none that match.
    Empty(Style, String),
}

impl Blank {
    /// Says why a list could not be loaded.
    pub fn failed(error: &ApiError) -> Self {
        Self::Failed(error.sentence(), remedy::of(error))
    }
}

/// Says it in one sentence, with the keys that help on the line below.
pub fn draw(buffer: &mut Buffer, area: Rect, blank: &Blank, cx: DrawContext<'_>) {
    let theme = cx.theme;
    let (text, style, remedies): (_, _, &[Remedy]) = match blank {
        Blank::Loading => return skeleton(buffer, area, cx),
        Blank::Failed(why, remedies) => (why, theme.bad, remedies),
        Blank::Empty(style, text) => (text, *style, &[]),
    };
    let room = usize::from(area.width.saturating_sub(2)).min(WIDEST);
    let text = wrap(&clean(text), room);
    let top = u16::from(area.height > 3);
    for (line, at) in text.iter().zip(top..) {
        let mut pen = LineWriter::new(buffer, area, at);
        pen.skip(1).put(line, style);
    }
    let gap = u16::from(usize::from(area.height) > text.len() + 3);
    let below = top + text.len() as u16 + gap;
    let below = Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(below),
        width: area.width.saturating_sub(1),
        height: area.height.saturating_sub(below),
    };
    lines::draw(buffer, below, &remedy_lines(remedies, room, cx), 0, 0);
}

/// Rows in the place of those that are loading, below the word for it.
fn skeleton(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) {
    let top = u16::from(area.height > 3);
    let mut pen = LineWriter::new(buffer, area, top);
    pen.skip(1).put("loading…", cx.theme.dim);
    let below = top + 1..area.height.saturating_sub(1);
    for (percent, line) in SKELETON.into_iter().zip(below) {
        let cells = usize::from(area.width.min(60) * percent / 100);
        let mut pen = LineWriter::new(buffer, area, line);
        pen.skip(1).put(&"░".repeat(cells), cx.theme.border);
    }
}
