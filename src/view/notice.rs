//! Notices, at the bottom right. What fits on one line stands at the end of the footer and covers nothing: the key hints
//! make room. Longer ones get a box above it, clear of the selected row, filters, the header, titles and a
//! dialog's keys.

use super::{
    DrawContext, footer, rect,
    text::{clean, fit, width, wrap},
    widget::{LineWriter, Panel},
};
use crate::{
    neon::notice::{Notice, NoticeTone},
    ui::{Pane, layout::Breakpoint, mouse::spot::Spot},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Clear, Widget as _},
};

/// The widest a notice gets.
const WIDEST: u16 = 76;
/// The most lines of one notice.
const LINES: usize = 2;
/// A notice narrower than this gets one more line.
const NARROW: usize = 50;
/// On a screen with fewer lines, notices have no box.
const LOW: u16 = 16;
/// Notices cover at most this fraction of the screen; an error may take all of that share.
const SHARE: usize = 3;

/// A line of a notice: its sign, the sign's style, the text.
type NoticeRow = (&'static str, Style, String);

/// The lines of a box of notices, its area, and whether it has a border. Returns `None` if there is no place for
/// it.
fn boxed(buffer: &Buffer, cx: DrawContext<'_>) -> Option<(Vec<NoticeRow>, Rect, bool)> {
    let screen = buffer.area;
    let room = WIDEST
        .min(screen.width.saturating_sub(2))
        .saturating_sub(4)
        .max(1);
    let lines = lines(screen, usize::from(room), cx);
    let wide = lines.iter().map(|(.., text)| width(text)).max();
    let wide = (wide.unwrap_or(0) + 4) as u16;
    let with_border = (screen.height >= 10).then_some(true);
    let shapes = with_border.into_iter().chain([false]);
    let found = shapes
        .filter_map(|borders| {
            let area = place(buffer, cx, (wide, lines.len() as u16), borders)?;
            Some((area, borders))
        })
        .next();
    found.map(|(area, borders)| (lines, area, borders))
}

/// Cells between two notices on one line.
const BETWEEN: usize = 3;

/// The notices on one line of this screen, the newest last; older remarks only if they fit, too. Returns `None` if the
/// others need more room.
fn on_one_line(screen: Rect, cx: DrawContext<'_>) -> Option<Vec<NoticeRow>> {
    let mut left = usize::from(screen.width).checked_sub(1)?;
    let mut line = Vec::new();
    for (at, notice) in cx.model.neon.notices.shown().iter().rev().enumerate() {
        let (sign, style) = sign(notice, cx);
        let text = clean(&notice.text);
        let needs = width(sign.trim()) + 1 + width(&text) + if at == 0 { 0 } else { BETWEEN };
        match left.checked_sub(needs) {
            Some(rest) => left = rest,
            None if at > 0 && notice.tone == NoticeTone::Info => break,
            None => return None,
        }
        line.push((sign.trim(), style, text.into_owned()));
    }
    line.reverse();
    (!line.is_empty()).then_some(line)
}

/// The end of the footer, which the notices need.
pub fn in_footer(footer: Rect, cx: DrawContext<'_>) -> Rect {
    let line = match cx.is_linear() {
        true => Vec::new(),
        false => on_one_line(footer, cx).unwrap_or_default(),
    };
    let texts = line
        .iter()
        .map(|(sign, _, text)| width(sign) + 1 + width(text));
    let between = line.len().saturating_sub(1) * BETWEEN;
    let needs = (texts.sum::<usize>() + between + usize::from(!line.is_empty())) as u16;
    let width = needs.min(footer.width);
    Rect {
        x: footer.right() - width,
        width,
        ..footer
    }
}

/// How many lines notices need at the bottom of the screen because the dialog, which then ends above them, leaves
/// no other room.
pub fn lines_below_dialog(buffer: &Buffer, cx: DrawContext<'_>) -> u16 {
    if cx.model.neon.notices.shown().is_empty() {
        return 0;
    }
    let last = last_line(buffer.area);
    if on_one_line(last, cx).is_some() {
        return u16::from(cx.covered.get().intersects(last));
    }
    if boxed(buffer, cx).is_some() {
        return 0;
    }
    across(buffer.area, cx).len() as u16
}

/// Draws the notices, the newest at the bottom.
pub fn draw(buffer: &mut Buffer, cx: DrawContext<'_>) {
    if cx.model.neon.notices.shown().is_empty() {
        return;
    }
    if draw_line(buffer, cx) || draw_low(buffer, cx) {
        return;
    }
    let Some((lines, area, borders)) = boxed(buffer, cx) else {
        return at_the_bottom(buffer, cx);
    };
    clear(buffer, area, cx);
    let inside = if borders {
        Panel {
            lines: lines.last().map(|(_, style, _)| *style),
            ..Panel::default()
        }
        .draw(buffer, area, cx)
    } else {
        area
    };
    put(buffer, inside, u16::from(!borders), &lines, cx);
}

/// The last line of the screen, where the footer is.
const fn last_line(screen: Rect) -> Rect {
    let height = if screen.height == 0 { 0 } else { 1 };
    Rect {
        y: screen.y + screen.height - height,
        height,
        ..screen
    }
}

/// Draws the notices on the last line, if they fit on one and the dialog leaves it free.
fn draw_line(buffer: &mut Buffer, cx: DrawContext<'_>) -> bool {
    let last = last_line(buffer.area);
    let is_free = cx.model.dialogs.is_empty() || !cx.covered.get().intersects(last);
    let Some(line) = on_one_line(last, cx).filter(|_| is_free) else {
        return false;
    };
    let area = in_footer(last, cx);
    clear(buffer, area, cx);
    let mut pen = LineWriter::new(buffer, area, 0);
    for (at, (sign, style, text)) in line.iter().enumerate() {
        pen.skip(if at == 0 { 0 } else { BETWEEN as u16 });
        pen.put(sign, *style)
            .put(" ", *style)
            .put(text, cx.theme.text);
    }
    true
}

/// On a low screen, draws the notices over the footer and the lines above it, unless those are important.
fn draw_low(buffer: &mut Buffer, cx: DrawContext<'_>) -> bool {
    let screen = buffer.area;
    let lines = across(screen, cx);
    let height = (lines.len() as u16).min(screen.height);
    let area = Rect {
        y: screen.bottom() - height,
        height,
        ..screen
    };
    let mut important = uncovered(buffer, cx).into_iter();
    let is_free = cx.model.dialogs.is_empty() && !important.any(|place| place.intersects(area));
    if screen.height >= LOW || !is_free {
        return false;
    }
    clear(buffer, area, cx);
    put(buffer, area, 1, &lines, cx);
    true
}

/// Draws the notices in the lines below the dialog; on a very small screen, or without a dialog, the newest
/// replaces the hints.
fn at_the_bottom(buffer: &mut Buffer, cx: DrawContext<'_>) {
    let screen = buffer.area;
    let one = cx.model.dialogs.is_empty()
        || Breakpoint::of(cx.model.browser.panes.size) == Breakpoint::Tiny;
    let lines = if one {
        newest(screen, cx).into_iter().collect()
    } else {
        across(screen, cx)
    };
    // Hints outside the window stay visible.
    let footer = footer::area(buffer, cx).filter(|_| !one && !footer::is_in_window(cx));
    let bottom = footer.map_or(screen.bottom(), |area| area.y);
    let height = (lines.len() as u16).min(bottom);
    let area = Rect {
        y: bottom - height,
        height,
        ..screen
    };
    clear(buffer, area, cx);
    put(buffer, area, 1, &lines, cx);
}

/// Clears a place for notices, and for clicks on them.
fn clear(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) {
    Clear.render(area, buffer);
    cx.spot(area, || Spot::Notices);
}

fn across(screen: Rect, cx: DrawContext<'_>) -> Vec<NoticeRow> {
    lines(screen, usize::from(screen.width.saturating_sub(3)), cx)
}

/// The newest notice on one line.
fn newest(screen: Rect, cx: DrawContext<'_>) -> Option<NoticeRow> {
    let notice = cx.model.neon.notices.shown().last()?;
    let (sign, style) = sign(notice, cx);
    let room = usize::from(screen.width.saturating_sub(3));
    Some((sign, style, fit(&clean(&notice.text), room).into_owned()))
}

fn sign(notice: &Notice, cx: DrawContext<'_>) -> (&'static str, Style) {
    let style = match notice.tone {
        NoticeTone::Info => cx.theme.text,
        NoticeTone::Good => cx.theme.good,
        NoticeTone::Bad => cx.theme.bad,
    };
    (notice.tone.sign(), style)
}

/// The lines of the notices, wrapped to this width. A small screen shows only the newest.
fn lines(screen: Rect, room: usize, cx: DrawContext<'_>) -> Vec<NoticeRow> {
    // A narrow screen needs more lines for the same text.
    let few = if room < NARROW { LINES + 1 } else { LINES };
    let share = (usize::from(screen.height) / SHARE).max(few);
    let mut left = share;
    let mut lines: Vec<NoticeRow> = Vec::new();
    for notice in cx.model.neon.notices.shown().iter().rev() {
        let (sign, style) = sign(notice, cx);
        let most = if notice.tone == NoticeTone::Bad {
            share
        } else {
            few
        };
        let text = clean(&notice.text);
        let mut parts = wrap(&text, room);
        if parts.len() > most {
            let rest = parts.split_off(most - 1).join(" ");
            parts.push(fit(&rest, room).into_owned());
        }
        let Some(rest) = left.checked_sub(parts.len()) else {
            break;
        };
        left = rest;
        let signs = std::iter::once(sign).chain(std::iter::repeat(" "));
        let rows = signs.zip(parts).map(|(sign, part)| (sign, style, part));
        lines.splice(0..0, rows);
    }
    lines
}

fn put(buffer: &mut Buffer, area: Rect, indent: u16, lines: &[NoticeRow], cx: DrawContext<'_>) {
    for (at, (sign, style, text)) in lines.iter().enumerate() {
        let mut pen = LineWriter::new(buffer, area, at as u16);
        pen.skip(indent).put(sign, *style).put(" ", *style);
        pen.put(text, cx.theme.text);
    }
}

/// The lowest place on the right that covers nothing important.
fn place(
    buffer: &Buffer,
    cx: DrawContext<'_>,
    (wide, lines): (u16, u16),
    borders: bool,
) -> Option<Rect> {
    let screen = buffer.area;
    let extra = u16::from(borders);
    // Without a border, full-width lines set it apart from what is behind.
    let width = if borders {
        (wide + extra).min(screen.width)
    } else {
        screen.width
    };
    let height = lines + 2 * extra;
    let footer = footer::area(buffer, cx).filter(|_| !footer::is_in_window(cx));
    let bottom = footer.map_or(screen.bottom(), |area| area.y);
    let lowest = bottom.checked_sub(height)?;
    let uncovered = uncovered(buffer, cx);
    // With a dialog, only the place below it.
    let highest = if cx.model.dialogs.is_empty() {
        screen.y
    } else {
        lowest
    };
    let mut areas = (highest..=lowest).rev().map(|y| Rect {
        x: screen.right() - width,
        y,
        width,
        height,
    });
    areas.find(|area| {
        !uncovered
            .iter()
            .any(|uncovered| uncovered.intersects(*area))
    })
}

/// What notices never cover: the dialog or the selected row and the filters, the header, and the titles of panes.
fn uncovered(buffer: &Buffer, cx: DrawContext<'_>) -> Vec<Rect> {
    let layout = cx.model.browser.layout();
    let dialog = cx.covered.get();
    let mut uncovered: Vec<Rect> = if cx.model.dialogs.is_empty() {
        selected(cx).into_iter().chain(filters(cx)).collect()
    } else {
        vec![dialog]
    };
    uncovered.extend(layout.header.map(|area| rect(area, buffer)));
    if layout.room.has_borders() {
        let panes = Pane::ALL.into_iter().filter_map(|pane| layout.pane(pane));
        uncovered.extend(panes.map(|area| title(buffer, rect(area, buffer))));
    }
    uncovered
}

/// The area of a pane's title, on the line above its content.
fn title(buffer: &Buffer, pane: Rect) -> Rect {
    let is_text = |x: u16| {
        let symbol = buffer.cell((x, pane.y)).map_or(" ", |cell| cell.symbol());
        symbol.chars().any(char::is_alphanumeric)
    };
    let last = (pane.left()..pane.right()).rev().find(|x| is_text(*x));
    Rect {
        width: last.map_or(0, |x| x + 1 - pane.x),
        height: pane.height.min(1),
        ..pane
    }
}

/// The lines of the filters.
fn filters(cx: DrawContext<'_>) -> impl Iterator<Item = Rect> {
    let browser = &cx.model.browser;
    let filters = [
        (Pane::Tree, browser.list_filter()),
        (Pane::Operations, browser.panes.activity.filter.as_ref()),
    ];
    let shown = filters.into_iter().filter(|(_, filter)| filter.is_some());
    let areas = shown.filter_map(|(pane, _)| browser.layout().content(pane));
    areas.map(|area| {
        let last = (area.y + area.height).saturating_sub(1);
        Rect::new(area.x, last, area.width, area.height.min(1))
    })
}

/// The area of the selected row.
fn selected(cx: DrawContext<'_>) -> Option<Rect> {
    let model = cx.model;
    let area = model.browser.rows_area()?;
    let line = u16::try_from(model.browser.cursor().line()).ok()?;
    (line < area.height).then(|| Rect::new(area.x, area.y + line, area.width, 1))
}
