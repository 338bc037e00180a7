//! Writing the connection to a file: the file's name, what will change in it, whether git ignores it.

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, wrap},
        widget::input,
    },
    Window, text,
};
use crate::{
    connect::env_file::Side,
    ui::{
        Action,
        dialog::env::{EnvFile, EnvState},
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

/// The widest the dialog gets.
const WIDEST: usize = 100;
/// Columns before the name of the file.
const LABEL: u16 = 8;

/// Draws the dialog; returns the caret position.
pub fn draw(buffer: &mut Buffer, dialog: &EnvFile, cx: DrawContext<'_>) -> Caret {
    let theme = cx.theme;
    let room = usize::from(buffer.area.width).saturating_sub(4).min(WIDEST);
    let of = dialog.of.describe("connection");
    let of = of.trim_end_matches(", pooled").trim_end_matches(", direct");
    let mut page = vec![
        Line::styled(format!("  {}", clean(of)), theme.dim),
        Line::styled("  File  ", theme.strong),
        Line::default(),
    ];
    page.extend(difference(dialog, cx, room));
    page.push(Line::default());
    let mut say = |text: &str, sign: char, style| {
        let parts = wrap(&clean(text), room.saturating_sub(4));
        page.extend(parts.into_iter().enumerate().map(|(at, part)| {
            let sign = if at == 0 { sign } else { ' ' };
            Line::styled(format!("  {sign} {part}"), style)
        }));
    };
    if let Some((note, warning)) = dialog.note() {
        let style = if warning { theme.busy } else { theme.dim };
        say(&note, if warning { '!' } else { ' ' }, style);
    }
    if let Some(others) = dialog.others() {
        say(&others, '!', theme.busy);
    }
    match &dialog.state {
        EnvState::Ready | EnvState::Writing => {}
        EnvState::Asking => say("reading the file and asking Neon …", ' ', theme.busy),
        EnvState::Refused(why) => say(why, '✗', theme.bad),
    }
    let area = Window {
        title: "Write to an .env file",
        size: (room, page.len()),
        bare: false,
    }
    .draw(buffer, cx);
    let (place, scroll) = ((area, area), (&dialog.scroll, 0));
    let from = text(buffer, place, scroll, &page, Action::NextPage, cx);
    let y = 1_u16.checked_sub(from as u16)?;
    let line = Rect {
        x: area.x.saturating_add(LABEL),
        y: area.y.saturating_add(y),
        width: area.width.saturating_sub(LABEL),
        height: 1,
    };
    input::draw_field(
        buffer,
        line.intersection(area),
        &dialog.name,
        (theme.text, theme.selected),
    )
}

/// The difference, with every secret masked.
fn difference<'a>(dialog: &EnvFile, cx: DrawContext<'_>, room: usize) -> Vec<Line<'a>> {
    let theme = cx.theme;
    if dialog.state == EnvState::Ready && dialog.changes().is_empty() {
        return vec![Line::styled("  the file is up to date", theme.good)];
    }
    let mut page = Vec::new();
    for change in dialog.changes() {
        let (sign, style) = match change.side {
            Side::Kept => (' ', theme.dim),
            Side::Removed => ('-', theme.bad),
            Side::Added => ('+', theme.good),
        };
        let parts = wrap(&clean(&change.text), room.saturating_sub(4)).into_iter();
        page.extend(parts.enumerate().map(|(at, part)| {
            let sign = if at == 0 { sign } else { ' ' };
            Line::from(vec![
                Span::styled(format!("  {sign} "), style),
                Span::styled(part, style),
            ])
        }));
    }
    page
}
