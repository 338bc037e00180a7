//! The palette: what is typed, and below it what matches.
//!
//! ```text
//!  : pr-4 del                                                      6 of 214
//!
//!  delete branch                                                         D
//!  preview/pr-412        branch in Lighthouse Labs › storefront
//! ```

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, fit, fit_middle, width},
        widget::{LineWriter, found, input},
    },
    Window, beside_list, rows,
};
use crate::ui::dialog::{menu::Item, palette::Palette};
use ratatui::{buffer::Buffer, layout::Rect};

/// The widest the palette gets, and the most lines.
const WIDEST: usize = 84;
const TALLEST: usize = 20;
/// Cells between two columns.
const GAP: usize = 2;

/// Draws the palette; returns the caret position in its line.
pub fn draw(buffer: &mut Buffer, palette: &Palette, cx: DrawContext<'_>) -> Caret {
    let screen = buffer.area;
    let area = Window {
        title: "Find or do",
        size: (
            usize::from(screen.width).saturating_sub(4).min(WIDEST),
            usize::from(screen.height).saturating_sub(7).min(TALLEST),
        ),
        bare: false,
    }
    .draw(buffer, cx);
    let mut count = count(palette);
    if usize::from(area.width) <= width(&count) + width(palette.input.value()) + 8 {
        count.clear();
    }
    let caret = input::line(buffer, area, (" : ", &count), &palette.input, cx.theme);
    let gap = if area.height > 6 { 2 } else { 1 };
    let list = Rect {
        y: area.y.saturating_add(gap),
        height: area.height.saturating_sub(gap),
        ..area
    };
    if palette.items.is_empty() {
        LineWriter::new(buffer, list, 0)
            .skip(1)
            .put(nothing(palette), cx.theme.dim);
        return caret;
    }
    draw_items(buffer, palette, (area, list), cx);
    beside_list(caret, palette.at(), cx)
}

/// Draws the lines in view, with what was typed marked in their names.
fn draw_items(
    buffer: &mut Buffer,
    palette: &Palette,
    (area, list): (Rect, Rect),
    cx: DrawContext<'_>,
) {
    let typed = palette.input.value().trim_start_matches(['>', '@', '#']);
    let place = (palette.at(), palette.items.len());
    let (list, from) = rows(buffer, (area, list), &palette.cursor.scroll, place, cx);
    let shown = palette.items.iter().enumerate().skip(from);
    let shown: Vec<(usize, &Item)> = shown.take(list.height.into()).collect();
    let widest = |of: &dyn Fn(&Item) -> usize| shown.iter().map(|(_, item)| of(item)).max();
    let keys = widest(&|item| item.keys().map_or(0, |keys| width(&keys.to_string())));
    let keys = keys.unwrap_or(0);
    let names = widest(&|item| width(&clean(&item.label))).unwrap_or(0);
    let room = usize::from(list.width).saturating_sub(keys + 2 * GAP + 2);
    let notes = widest(&|item| width(&note(item, cx))).unwrap_or(0);
    // Names get what the notes can spare.
    let names = names.min(room.saturating_sub(notes).max(room * 3 / 5));
    for ((at, item), y) in shown.iter().zip(list.y..) {
        let line = Rect {
            y,
            height: 1,
            ..list
        };
        draw_item(buffer, line, item, (names, keys), cx);
        cx.spot_of_line(line, || item.choice.clone());
        let of_name = Rect {
            width: (names as u16 + 1).min(line.width),
            ..line
        };
        for word in typed.split_whitespace() {
            found::mark(buffer, of_name, word, cx.theme.found);
        }
        if *at == palette.at() {
            cx.select(buffer, line);
        }
    }
}

/// What is said where nothing was found.
fn nothing(palette: &Palette) -> &'static str {
    match palette.search.is_running() {
        true => "Nothing here; searching …",
        false if palette.is_looking() => "Searching …",
        false => "Nothing matches",
    }
}

/// How many things were found, and how far Neon's search is.
fn count(palette: &Palette) -> String {
    if palette.input.value().is_empty() {
        return "> actions  @ projects  # branches".to_owned();
    }
    let (shown, total) = (palette.items.len(), palette.total);
    let found = match (total > shown, palette.is_looking()) {
        (_, true) => format!("{shown} of {total}+"),
        (true, false) => format!("{shown} of {total}"),
        (false, false) => format!("{total} found"),
    };
    let search = &palette.search;
    if search.is_running() {
        let (done, all) = search.progress();
        return format!("{found}, searching {done}/{all}");
    }
    match (search.failed().len(), search.has_more()) {
        (0, false) => found,
        (0, true) => format!("{found}, more at Neon"),
        (1, _) => format!("{found}, 1 list not searched"),
        (lists, _) => format!("{found}, {lists} lists not searched"),
    }
}

/// Why it cannot be done, or else what it does or where it is.
fn note(item: &Item, cx: DrawContext<'_>) -> String {
    match &item.why_not {
        Some(why) => cx.unavailable(&clean(why)),
        None => clean(&item.note).into_owned(),
    }
}

fn draw_item(
    buffer: &mut Buffer,
    line: Rect,
    item: &Item,
    (names, keys): (usize, usize),
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let mut pen = LineWriter::new(buffer, line, 0);
    pen.skip(1);
    let style = match item.why_not {
        None => theme.text,
        Some(_) => theme.dim,
    };
    pen.put(&fit_middle(&clean(&item.label), names), style);
    if let Some(chord) = item.keys() {
        pen.put_right(&format!("{chord} "), theme.key);
    }
    pen.to(line.x + (1 + names + GAP) as u16);
    let room = usize::from(line.right().saturating_sub(pen.x())).saturating_sub(keys + GAP);
    pen.put(&fit(&note(item, cx), room), theme.dim);
}
