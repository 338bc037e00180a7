//! Notices in linear mode: always on the same lines, with a word for what they are.

use super::super::{
    DrawContext, rect,
    text::{clean, fit, wrap},
    widget::lines,
};
use crate::{neon::notice::NoticeTone, ui::Action};
use ratatui::{
    buffer::Buffer,
    text::Line,
    widgets::{Clear, Widget as _},
};

/// What a notice begins with.
const fn word(tone: NoticeTone) -> &'static str {
    match tone {
        NoticeTone::Info => "Note: ",
        NoticeTone::Good => "Done: ",
        NoticeTone::Bad => "Error: ",
    }
}

/// Draws the newest notice, and how many others there are.
pub fn draw(buffer: &mut Buffer, cx: DrawContext<'_>) {
    let Some(area) = cx.model.browser.layout().notices else {
        return;
    };
    let area = rect(area, buffer);
    Clear.render(area, buffer);
    let notices = cx.model.neon.notices.shown();
    let Some(newest) = notices.last() else {
        return;
    };
    let mut text = format!("{}{}", word(newest.tone), clean(&newest.text));
    let others = notices.len() - 1;
    if others > 0 {
        let list = cx.model.keyboard.keymap.name(Action::Notices);
        text.push_str(&format!("; {others} more: {list}"));
    }
    let room = usize::from(area.width);
    let height = usize::from(area.height).max(1);
    let mut parts = wrap(&text, room);
    if parts.len() > height {
        let rest = parts.split_off(height - 1).join(" ");
        parts.push(fit(&rest, room).into_owned());
    }
    let parts: Vec<Line<'_>> = parts.into_iter().map(Line::raw).collect();
    lines::draw(buffer, area, &parts, 0, 0);
}
