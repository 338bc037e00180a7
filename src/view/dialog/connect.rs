//! The connect dialog: choices, formats, and the connection text with its password masked.
//!
//! ```text
//! ┌ Connect ────────────────────────────────────┐
//! │  Branch   ◂ dev/maya ▸    1 URI     b Next  │    narrow: one below the other, the line of the
//! │  …                        2 psql    …       │    cursor in view; in linear mode, too
//! │  ▪ active, connects …     …                 │
//! │ ── URI: for clients that … ──────────────── │
//! │  postgresql://neondb_owner:********@ep-…    │
//! └─────────────────────────────────────────────┘
//! ```

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, fit, fit_middle, width, wrap},
        widget::{input, lines},
    },
    Window, text as scrolled_text,
};
use crate::{
    connect::formats::Format,
    ui::{
        Action,
        dialog::connect::{Connect, Part},
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

/// The widest the dialog gets.
const WIDEST: usize = 112;
/// Below this width, everything is in one column.
const TWO_COLUMNS: usize = 70;
/// The narrowest the choices get beside the formats.
const CHOICES: usize = 34;
/// The widest a format's name gets.
const NAME: usize = 18;
/// The room for one column of formats.
const ONE_COLUMN: usize = NAME + 4;
/// Columns before the value of a choice.
const LABEL: usize = 14;
/// Lines of the text that are always shown.
const TEXT: usize = 3;

/// Draws the dialog; returns the caret position while a point in time is typed.
pub fn draw(buffer: &mut Buffer, connect: &Connect, cx: DrawContext<'_>) -> Caret {
    let room = usize::from(buffer.area.width).saturating_sub(4).min(WIDEST);
    if room < TWO_COLUMNS || cx.is_linear() {
        return stacked(buffer, connect, cx, room);
    }
    let chosen = beside_formats(connect, cx, room);
    let beside = room - chosen - 2;
    connect.rows.set(shape(cx, beside).1);
    let mut left = choices(connect, cx, chosen, false);
    left.push(Line::default());
    left.extend(states(connect, cx, chosen));
    let grid = grid(connect, cx, beside);
    let text = text(connect, cx, room);
    let most = usize::from(buffer.area.height)
        .saturating_sub(6)
        .max(TEXT + 1);
    let tallest = grid.len().max(left.len());
    let below = (text.len() + 1)
        .min(most.saturating_sub(tallest))
        .max(TEXT + 1);
    let above = tallest.min(most.saturating_sub(below));
    let area = Window {
        title: "Connect",
        size: (room, above + below),
        bare: false,
    }
    .draw(buffer, cx);
    let (upper, lower) = split(area, above);
    let beside_left = Rect {
        width: (chosen as u16).min(upper.width),
        ..upper
    };
    let beside_right = Rect {
        x: upper.right() - upper.width.min(beside as u16),
        width: upper.width.min(beside as u16),
        ..upper
    };
    lines::draw(buffer, beside_left, &left, 0, 0);
    let from = first_row(connect, cx, beside, above);
    spots_of_parts(connect, cx, (beside_left, 0), false);
    spots_of_formats(cx, (beside_right, from), beside);
    lines::draw(buffer, beside_right, &grid, from, 0);
    let (head, body) = split(lower, 1);
    lines::draw(buffer, head, &[rule(connect, cx, room)], 0, 0);
    let scroll = (&connect.scroll, 0);
    scrolled_text(buffer, (area, body), scroll, &text, Action::NextPage, cx);
    point_in_time(buffer, connect, cx, beside_left)
}

/// The width of the choices: room the formats do not need goes to values that would be cut.
fn beside_formats(connect: &Connect, cx: DrawContext<'_>, room: usize) -> usize {
    let (columns, _, names) = shape(cx, room - CHOICES - 2);
    let most = room.saturating_sub(columns * (names + 5) + 2).max(CHOICES);
    let lines = connect.lines(&cx.model.settings, &cx.model.neon);
    let values = lines.iter().map(|line| width(&line.value)).max();
    (values.unwrap_or(0) + LABEL + 2).clamp(CHOICES, most)
}

/// Splits an area below this many lines.
fn split(area: Rect, above: usize) -> (Rect, Rect) {
    let height = u16::try_from(above).unwrap_or(u16::MAX).min(area.height);
    let lower = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (Rect { height, ..area }, lower)
}

/// Draws everything in one column, scrolled so that the cursor's line is in view.
fn stacked(buffer: &mut Buffer, connect: &Connect, cx: DrawContext<'_>, room: usize) -> Caret {
    connect.rows.set(0);
    let mut page = choices(connect, cx, room, true);
    page.push(Line::default());
    page.extend(states(connect, cx, room));
    page.push(Line::default());
    page.extend(text(connect, cx, room));
    page.push(Line::default());
    let above = page.len();
    let list = if cx.is_linear() { ONE_COLUMN } else { room };
    page.extend(grid(connect, cx, list));
    let area = Window {
        title: "Connect",
        size: (room, page.len()),
        bare: false,
    }
    .draw(buffer, cx);
    let at = Part::ALL.iter().position(|part| *part == connect.at);
    let least = (at.unwrap_or(0) + 1).saturating_sub(usize::from(area.height));
    let (place, scroll) = ((area, area), (&connect.scroll, least));
    let from = scrolled_text(buffer, place, scroll, &page, Action::NextPage, cx);
    spots_of_parts(connect, cx, (area, from), true);
    let formats = lines::place(area, from, above..page.len());
    spots_of_formats(cx, (formats, from.saturating_sub(above)), list);
    let here = at.unwrap_or(0);
    cx.marker.set(lines::place(area, from, here..here + 1));
    let up = u16::try_from(from).unwrap_or(u16::MAX);
    let line = Rect {
        y: area.y.saturating_sub(up),
        height: area.height.saturating_add(up),
        ..area
    };
    point_in_time(buffer, connect, cx, line)
}

/// Notes the lines to choose from, drawn from line `from` on.
fn spots_of_parts(
    connect: &Connect,
    cx: DrawContext<'_>,
    (area, from): (Rect, usize),
    format: bool,
) {
    if !cx.has_mouse() {
        return;
    }
    let lines = connect.lines(&cx.model.settings, &cx.model.neon);
    let shown = lines
        .iter()
        .filter(|line| format || line.part != Part::Format);
    for (at, line) in shown.enumerate() {
        cx.spot_of_line(lines::place(area, from, at..at + 1), || line.part);
    }
}

/// Notes the formats, drawn from row `from` on.
fn spots_of_formats(cx: DrawContext<'_>, (area, from): (Rect, usize), room: usize) {
    if !cx.has_mouse() {
        return;
    }
    let (_, rows, names) = shape(cx, room);
    let cells = names + 4;
    for (at, format) in cx.model.settings.formats.iter().enumerate() {
        let row = at % rows.max(1);
        let x = (at / rows.max(1) * cells) as u16;
        let line = lines::place(area, from, row..row + 1);
        let place = Rect {
            x: line.x.saturating_add(x),
            width: cells as u16,
            ..line
        };
        cx.spot_of_line(place.intersection(area), || format.key);
    }
}

/// The lines to choose from. The format's line is left out where the formats are listed.
fn choices<'a>(connect: &Connect, cx: DrawContext<'_>, room: usize, format: bool) -> Vec<Line<'a>> {
    let theme = cx.theme;
    let lines = connect
        .lines(&cx.model.settings, &cx.model.neon)
        .into_iter();
    let shown = lines.filter(|line| format || line.part != Part::Format);
    let line = |line: crate::ui::dialog::connect::ConnectLine| {
        let here = line.part == connect.at;
        let (label, arrow) = if here {
            (theme.strong, theme.key)
        } else {
            (theme.dim, theme.dim)
        };
        let (left, right) = if line.steps {
            ("◂ ", " ▸")
        } else {
            ("  ", "")
        };
        let value = clean(&line.value).into_owned();
        let value = fit_middle(&value, room.saturating_sub(LABEL + 2)).into_owned();
        Line::from(vec![
            Span::styled(if here { "▌ " } else { "  " }, theme.border_focus),
            Span::styled(format!("{:<10}", line.part.label()), label),
            Span::styled(left, arrow),
            Span::styled(value, if here { theme.strong } else { theme.text }),
            Span::styled(right, arrow),
        ])
    };
    shown.map(line).collect()
}

/// Draws the text field of the point in time while it has focus.
fn point_in_time(buffer: &mut Buffer, connect: &Connect, cx: DrawContext<'_>, area: Rect) -> Caret {
    let at = Part::ALL.iter().position(|part| *part == Part::At)?;
    let down = u16::try_from(at).ok()?;
    (connect.at == Part::At && down < area.height).then_some(())?;
    let line = Rect {
        x: area.x + LABEL as u16,
        y: area.y + down,
        width: area.width.saturating_sub(LABEL as u16),
        height: 1,
    };
    if connect.point_in_time.value().is_empty() {
        return Some((line.x, line.y));
    }
    for x in line.left()..line.right() {
        if let Some(cell) = buffer.cell_mut((x, line.y)) {
            cell.set_symbol(" ");
        }
    }
    input::draw(buffer, line, &connect.point_in_time, cx.theme.strong)
}

/// Whether the compute is awake, and what went wrong.
fn states<'a>(connect: &Connect, cx: DrawContext<'_>, room: usize) -> Vec<Line<'a>> {
    let theme = cx.theme;
    let mut page = Vec::new();
    for line in connect.state_lines(
        &cx.model.keyboard.keymap,
        &cx.model.settings,
        &cx.model.neon,
    ) {
        let (sign, tone) = match (line.state, line.bad) {
            (Some(state), _) => (state.glyph, theme.tone(state.tone)),
            (None, true) => ('✗', theme.bad),
            (None, false) => (' ', theme.busy),
        };
        let style = if line.bad { theme.bad } else { theme.text };
        let parts = wrap(&clean(&line.text), room.saturating_sub(4));
        page.extend(parts.into_iter().enumerate().map(|(at, part)| {
            let sign = if at == 0 { sign } else { ' ' };
            Line::from(vec![
                Span::styled(format!("  {sign} "), tone),
                Span::styled(part, style),
            ])
        }));
    }
    page
}

/// The number of columns and rows of formats, and the width of a name.
fn shape(cx: DrawContext<'_>, room: usize) -> (usize, usize, usize) {
    let formats = &cx.model.settings.formats;
    let names = formats.iter().map(|format| width(&format.name)).max();
    let names = names.unwrap_or(0).min(NAME);
    let columns = (room / (names + 5)).clamp(1, 4);
    (columns, formats.len().div_ceil(columns), names)
}

/// The formats, column by column.
fn grid<'a>(connect: &Connect, cx: DrawContext<'a>, room: usize) -> Vec<Line<'a>> {
    let theme = cx.theme;
    let (_, rows, names) = shape(cx, room);
    let formats = &cx.model.settings.formats;
    let cell = |at: usize, format: &Format| {
        let here = at == connect.format;
        let mark = match (here, connect.at == Part::Format) {
            (true, true) => "▌",
            (true, false) => "›",
            (false, _) => " ",
        };
        let name = fit(&clean(&format.name), names).into_owned();
        let rest = " ".repeat((names + 1).saturating_sub(width(&name)));
        [
            Span::styled(mark, theme.border_focus),
            Span::styled(format!("{} ", format.key), theme.key),
            Span::styled(
                format!("{name}{rest} "),
                if here { theme.strong } else { theme.text },
            ),
        ]
    };
    let row = |row: usize| {
        let all = formats.iter().enumerate();
        let cells = all.skip(row).step_by(rows.max(1));
        Line::from_iter(cells.flat_map(|(at, format)| cell(at, format)))
    };
    (0..rows).map(row).collect()
}

/// The first row of formats to draw so that the chosen one is in view.
fn first_row(connect: &Connect, cx: DrawContext<'_>, room: usize, height: usize) -> usize {
    let (_, rows, _) = shape(cx, room);
    let at = connect.format % rows.max(1);
    (at + 1).saturating_sub(height)
}

/// A rule that says what the format is for.
fn rule(connect: &Connect, cx: DrawContext<'_>, room: usize) -> Line<'static> {
    let theme = cx.theme;
    let about = connect.chosen(&cx.model.settings);
    let about = about.map_or_else(String::new, |format| {
        format!(" {}: {} ", format.name, format.help)
    });
    let about = fit(&clean(&about), room.saturating_sub(6)).into_owned();
    let rest = "─".repeat(room.saturating_sub(width(&about) + 2));
    Line::styled(format!("──{about}{rest}"), theme.dim)
}

/// The connection text: masked, or in clear while it is revealed.
fn text<'a>(connect: &Connect, cx: DrawContext<'_>, room: usize) -> Vec<Line<'a>> {
    let theme = cx.theme;
    let (text, style) = match (&connect.revealed, connect.preview(cx.model)) {
        (Some((uri, _)), _) => (uri.expose().to_owned(), theme.strong),
        (None, Ok(text)) => (text, theme.text),
        (None, Err(why)) => (why, theme.dim),
    };
    let mut page = Vec::new();
    if connect.revealed.is_some() {
        page.push(Line::styled(
            "  shown with its password for a few seconds",
            theme.busy,
        ));
    }
    for line in text.lines() {
        let words = line.trim_start_matches(' ');
        let indent = " ".repeat((line.len() - words.len()).min(room / 2) + 2);
        let parts = wrap(&clean(words), room.saturating_sub(indent.len())).into_iter();
        page.extend(parts.map(|part| Line::styled(format!("{indent}{part}"), style)));
    }
    page
}
