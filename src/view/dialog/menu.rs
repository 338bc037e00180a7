//! Menus.

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, fit, width, wrap},
        widget::{LineWriter, lines},
    },
    Window, rows,
};
use crate::ui::dialog::menu::{Item, Menu, keys_outside};
use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line};

/// The widest a menu gets.
const WIDEST: usize = 112;

/// The widths of the columns between the letter and the note.
#[derive(Clone, Copy)]
struct Columns {
    labels: usize,
    keys: usize,
}

impl Columns {
    const fn before_key(self) -> usize {
        // A blank, the letter, a gap; and a gap after the label.
        4 + self.labels + 2
    }

    const fn before_note(self) -> usize {
        let gap = if self.keys == 0 { 0 } else { 2 };
        self.before_key() + self.keys + gap
    }
}

pub fn draw(buffer: &mut Buffer, menu: &Menu, cx: DrawContext<'_>) -> Caret {
    let widest = |part: fn(&Item) -> &str| menu.items.iter().map(|item| width(part(item))).max();
    let keys: Vec<String> = menu
        .items
        .iter()
        .map(|item| keys_outside(&cx.model.keyboard.keymap, item))
        .collect();
    let columns = Columns {
        labels: widest(|item| &item.label).unwrap_or(0),
        keys: keys.iter().map(|key| width(key)).max().unwrap_or(0),
    };
    let notes = widest(note).unwrap_or(0);
    let wide = (columns.before_note() + notes + 1).clamp(40, WIDEST);
    let wide = wide.max(width(&menu.title) + 4).min(WIDEST);
    let room = wide.min(usize::from(buffer.area.width).saturating_sub(4));
    // The window is equally high for every item, so that it does not move as the cursor does.
    let cut = menu.items.iter().filter(|item| is_cut(item, columns, room));
    let below = cut.map(|item| wrap(&clean(note(item)), room.saturating_sub(3)).len());
    let below = below.max().map_or(0, |lines| lines + 1);
    let area = Window {
        title: &menu.title,
        size: (wide, menu.items.len().max(1) + 1 + below),
        bare: false,
    }
    .draw(buffer, cx);
    if menu.items.is_empty() {
        whole(buffer, area, &menu.note, cx.theme.dim);
        return None;
    }
    let at_cursor = menu.items.get(menu.at());
    let at_cursor = at_cursor.filter(|item| is_cut(item, columns, room));
    let below = match at_cursor {
        _ if usize::from(area.height) >= menu.items.len() + below => below as u16,
        // The items take precedence: the selected item's note may be cut, and gets the rest of the room.
        Some(item) => {
            let lines = wrap(&clean(note(item)), room.saturating_sub(3)).len() as u16;
            let gap = u16::from(area.height >= 12);
            (lines + gap).min((area.height / 3).max(1))
        }
        None => 0,
    };
    let list = Rect {
        height: area.height.saturating_sub(below),
        ..area
    };
    let hidden = usize::from(list.height) < menu.items.len();
    draw_items(buffer, menu, (area, list), (columns, &keys), cx);
    if let Some(item) = at_cursor {
        let gap = u16::from(!hidden || area.height >= 12).min(below.saturating_sub(1));
        let under = Rect {
            x: area.x + 1,
            y: area.bottom() - below.saturating_sub(gap),
            width: area.width.saturating_sub(2),
            height: below.saturating_sub(gap),
        };
        whole(buffer, under, note(item), cx.theme.text);
    }
    None
}

/// Draws the items in view, and the number of hidden ones.
fn draw_items(
    buffer: &mut Buffer,
    menu: &Menu,
    (area, list): (Rect, Rect),
    (columns, keys): (Columns, &[String]),
    cx: DrawContext<'_>,
) {
    let top = u16::from(usize::from(list.height) > menu.items.len());
    let list = Rect {
        y: list.y + top,
        height: list.height - top,
        ..list
    };
    let place = (menu.at(), menu.items.len());
    let (list, from) = rows(buffer, (area, list), &menu.cursor.scroll, place, cx);
    let shown = menu.items.iter().enumerate().skip(from);
    for ((at, item), y) in shown.zip(list.y..list.bottom()) {
        let line = Rect {
            y,
            height: 1,
            ..list
        };
        let key = keys.get(at).map_or("", String::as_str);
        draw_item(buffer, line, (item, key), columns, cx);
        if at == menu.at() {
            buffer.set_style(line.intersection(buffer.area), cx.theme.selected);
        }
    }
}

/// Whether the note does not fit on the item's line.
fn is_cut(item: &Item, columns: Columns, room: usize) -> bool {
    let note = width(&clean(note(item)));
    note > 0 && note + columns.before_note() + 1 > room
}

/// Draws a text on as many lines as there are.
fn whole(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    let room = usize::from(area.width).max(1);
    let mut parts = wrap(&clean(text), room);
    let fits = usize::from(area.height).max(1);
    if parts.len() > fits {
        let rest = parts.split_off(fits - 1).join(" ");
        parts.push(fit(&rest, room).into_owned());
    }
    let parts = parts.into_iter().map(|part| Line::styled(part, style));
    let said: Vec<Line<'_>> = parts.collect();
    lines::draw(buffer, area, &said, 0, 0);
}

/// Why the item is not available, or else its note.
fn note(item: &Item) -> &str {
    item.why_not.as_deref().unwrap_or(&item.note)
}

fn draw_item(
    buffer: &mut Buffer,
    line: Rect,
    (item, key): (&Item, &str),
    columns: Columns,
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let possible = item.why_not.is_none();
    let mut pen = LineWriter::new(buffer, line, 0);
    let mut letter = [0; 4];
    pen.skip(1)
        .put(item.letter.encode_utf8(&mut letter), theme.key)
        .skip(2);
    pen.put(&item.label, if possible { theme.text } else { theme.dim });
    if !key.is_empty() {
        pen.to(line.x + columns.before_key() as u16);
        pen.put(key, theme.dim);
    }
    pen.to(line.x + columns.before_note() as u16);
    let note = clean(note(item));
    let note = fit(&note, pen.left().saturating_sub(1));
    pen.put(&note, theme.dim);
}
