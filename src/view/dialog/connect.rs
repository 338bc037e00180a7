//! Connection strings: what to choose on the lines above, the formats below them, and the text with
//! stars for its password.

use super::{
    super::{
        Caret, Look,
        text::{clean, width, wrap},
        widget::lines,
    },
    Window,
};
use crate::core::{
    dialog::{Connect, connect::Part},
    formats::{FORMATS, Format},
};
use ratatui::{
    buffer::Buffer,
    text::{Line, Span},
};

/// The widest that the dialog gets.
const WIDEST: usize = 78;
/// More formats than this stand side by side, without what they are good for.
const FEW: usize = 8;

/// Draws the dialog.
pub fn draw(buffer: &mut Buffer, connect: &Connect, look: Look<'_>) -> Caret {
    let room = usize::from(buffer.area.width).saturating_sub(4).min(WIDEST);
    let mut page = vec![Line::default()];
    choices(&mut page, connect, look);
    page.push(Line::default());
    states(&mut page, connect, look, room);
    page.push(Line::default());
    formats(&mut page, connect, look, room);
    page.push(Line::default());
    preview(&mut page, connect, look, room);
    let area = Window {
        title: "Connect",
        size: (room, page.len() + 1),
        production: false,
    }
    .draw(buffer, look);
    let at = Part::ALL.iter().position(|part| *part == connect.at);
    let from = (at.unwrap_or(0) + 2).saturating_sub(usize::from(area.height));
    lines::draw(buffer, area, &page, from, 0);
    None
}

fn choices(page: &mut Vec<Line<'_>>, connect: &Connect, look: Look<'_>) {
    let theme = look.theme;
    for line in connect.lines(look.model) {
        let here = line.part == connect.at;
        let (label, arrow) = if here {
            (theme.strong, theme.key)
        } else {
            (theme.dim, theme.dim)
        };
        let bar = if here { "▌ " } else { "  " };
        let (left, right) = if line.steps {
            ("◂ ", " ▸")
        } else {
            ("  ", "")
        };
        page.push(Line::from(vec![
            Span::styled(bar, theme.border_focus),
            Span::styled(format!("{:<10}", line.part.label()), label),
            Span::styled(left, arrow),
            Span::styled(
                clean(&line.value).into_owned(),
                if here { theme.strong } else { theme.text },
            ),
            Span::styled(right, arrow),
        ]));
    }
}

/// Whether the compute is awake, and what went wrong.
fn states(page: &mut Vec<Line<'_>>, connect: &Connect, look: Look<'_>, room: usize) {
    let theme = look.theme;
    for line in connect.state_lines(look.model) {
        let (sign, tone) = match (line.state, line.bad) {
            (Some(state), _) => (state.glyph, theme.tone(state.tone)),
            (None, true) => ('✗', theme.bad),
            (None, false) => (' ', theme.busy),
        };
        let style = if line.bad { theme.bad } else { theme.text };
        for (at, part) in wrap(&clean(&line.text), room.saturating_sub(4))
            .into_iter()
            .enumerate()
        {
            let sign = if at == 0 { sign } else { ' ' };
            page.push(Line::from(vec![
                Span::styled(format!("  {sign} "), tone),
                Span::styled(part, style),
            ]));
        }
    }
}

fn formats(page: &mut Vec<Line<'_>>, connect: &Connect, look: Look<'_>, room: usize) {
    let theme = look.theme;
    let names = FORMATS
        .iter()
        .map(|format| width(format.name))
        .max()
        .unwrap_or(0);
    let cell = |at: usize, format: &Format| {
        let here = at == connect.format;
        let name = format!("{:<names$}", format.name);
        [
            Span::styled(if here { "  › " } else { "    " }, theme.key),
            Span::styled(format!("{} ", format.key), theme.key),
            Span::styled(name, if here { theme.strong } else { theme.text }),
        ]
    };
    let columns = if FORMATS.len() > FEW {
        (room / (names + 6)).clamp(1, 3)
    } else {
        1
    };
    let rows = FORMATS.len().div_ceil(columns);
    for row in 0..rows {
        let mut spans = Vec::new();
        for (at, format) in FORMATS.iter().enumerate().skip(row).step_by(rows) {
            spans.extend(cell(at, format));
            if columns == 1 {
                spans.push(Span::styled(format!("  {}", format.help), theme.dim));
            }
        }
        page.push(Line::from(spans));
    }
}

/// The text: with stars, or as it is while that was asked for.
fn preview(page: &mut Vec<Line<'_>>, connect: &Connect, look: Look<'_>, room: usize) {
    let theme = look.theme;
    let text = match &connect.revealed {
        Some((uri, _)) => uri.expose().to_owned(),
        None => connect.preview(look.model),
    };
    let shown = connect.revealed.is_some();
    let style = if shown { theme.strong } else { theme.text };
    for line in text.lines() {
        let parts = wrap(&clean(line), room.saturating_sub(2)).into_iter();
        page.extend(parts.map(|part| Line::styled(format!("  {part}"), style)));
    }
    if shown {
        page.push(Line::styled(
            "  shown with its password for a few seconds",
            theme.busy,
        ));
    }
}
