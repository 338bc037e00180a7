//! What stands in the place of rows: that they are loading, why they could not be loaded, or why there are none.

use super::{
    DrawContext,
    text::{clean, width, wrap},
    widget::LineWriter,
};
use crate::{api::ApiError, ui::Action};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// The widest a sentence gets.
const WIDEST: usize = 76;
/// The widths of the rows that stand for those that are loading, in percent.
const SKELETON: [u16; 5] = [60, 45, 70, 35, 50];

/// Why there are no rows.
#[derive(Debug)]
pub enum Blank {
    Loading,
    /// They could not be loaded.
    Failed(String),
    /// They could not be loaded, and another key would not help.
    Busy(String),
    /// There are none, or none that match.
    Empty(Style, String),
}

const RETRY: (Action, &str) = (Action::Refresh, "retry");
const ANOTHER_KEY: (Action, &str) = (Action::Accounts, "sign in with another key");

impl Blank {
    /// Says why a list could not be loaded.
    pub fn failed(error: &ApiError) -> Self {
        let is_about_key = error.is_auth() || error.is_forbidden() || error.is_gone();
        let why = error.sentence();
        if is_about_key {
            Self::Failed(why)
        } else {
            Self::Busy(why)
        }
    }
}

/// Says it in one sentence, with the keys that help on the line below.
pub fn draw(buffer: &mut Buffer, area: Rect, blank: &Blank, cx: DrawContext<'_>) {
    let theme = cx.theme;
    let (text, style, keys): (_, _, &[_]) = match blank {
        Blank::Loading => return skeleton(buffer, area, cx),
        Blank::Failed(why) => (why, theme.bad, &[RETRY, ANOTHER_KEY]),
        Blank::Busy(why) => (why, theme.bad, &[RETRY]),
        Blank::Empty(style, text) => (text, *style, &[]),
    };
    let room = usize::from(area.width.saturating_sub(2)).min(WIDEST);
    let lines = wrap(&clean(text), room);
    let top = u16::from(area.height > 3);
    for (line, at) in lines.iter().zip(top..) {
        let mut pen = LineWriter::new(buffer, area, at);
        pen.skip(1).put(line, style);
    }
    let gap = u16::from(usize::from(area.height) > lines.len() + 3);
    let first = top + lines.len() as u16 + gap;
    // Side by side where there is room.
    let side_by_side = keys.iter().map(|(_, does)| width(does) + 6).sum::<usize>();
    let is_wide = side_by_side <= usize::from(area.width);
    let mut x = area.x + 1;
    for ((action, does), line) in keys.iter().zip(first..) {
        let line = if is_wide { first } else { line };
        let mut pen = LineWriter::new(buffer, area, line);
        pen.to(x).put(&cx.key(*action), theme.key).skip(1);
        pen.put(does, theme.text).skip(3);
        if is_wide {
            x = pen.x();
        }
    }
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
