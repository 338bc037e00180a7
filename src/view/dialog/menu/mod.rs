//! Menus: a list, or where there is room for that, groups in columns.

mod sheet;

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, fit, width, wrap},
        widget::{LineWriter, input, lines},
    },
    Window, beside_list, rows,
};
use crate::ui::{
    action::Section,
    dialog::menu::{Item, Menu},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line};
use std::borrow::Cow;

/// The widest a menu gets.
const WIDEST: usize = 112;

/// On a narrower screen, groups have no headings.
const WITH_HEADINGS: u16 = 60;

/// The widths of the columns before the note.
#[derive(Clone, Copy)]
struct Columns {
    groups: usize,
    keys: usize,
    labels: usize,
}

impl Columns {
    fn of(menu: &Menu, screen: Rect) -> Self {
        let widest = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
        let items = || menu.items.iter();
        let groups = items().filter_map(Item::group);
        let has_headings = menu.grouped && screen.width >= WITH_HEADINGS;
        Self {
            groups: widest(&mut groups.filter(|_| has_headings).map(|it| width(it.title()))),
            keys: widest(
                &mut items()
                    .filter_map(Item::keys)
                    .map(|keys| width(&keys.to_string())),
            ),
            labels: widest(&mut items().map(|item| width(&item.label))),
        }
    }

    const fn before_keys(self) -> usize {
        1 + self.groups + if self.groups == 0 { 0 } else { 2 }
    }

    const fn before_label(self) -> usize {
        self.before_keys() + self.keys + 2
    }

    const fn before_note(self) -> usize {
        self.before_label() + self.labels + 2
    }
}

pub fn draw(buffer: &mut Buffer, menu: &Menu, cx: DrawContext<'_>) -> Caret {
    match sheet::Sheet::of(menu, buffer.area, cx) {
        Some(sheet) => sheet.draw(buffer, menu, cx),
        None => list(buffer, menu, cx),
    }
}

fn list(buffer: &mut Buffer, menu: &Menu, cx: DrawContext<'_>) -> Caret {
    let columns = Columns::of(menu, buffer.area);
    let notes = menu.items.iter().map(|item| width(&note(item, cx)));
    let notes = notes.max().unwrap_or(0);
    let wide = (columns.before_note() + notes + 1).clamp(40, WIDEST);
    let wide = wide.max(width(&menu.title) + 4).min(WIDEST);
    let room = wide.min(usize::from(buffer.area.width).saturating_sub(4));
    let filter = usize::from(menu.filter.is_some());
    let below = lines_below(menu, columns, (room, room), cx);
    let area = Window {
        title: &menu.title,
        size: (wide, menu.items.len().max(1) + 1 + below + filter),
        bare: false,
    }
    .draw(buffer, cx);
    let (area, caret) = filter_line(buffer, menu, area, cx);
    let items = &*menu.shown();
    if items.is_empty() {
        let note = match menu.filter {
            Some(_) => "nothing here has these words or keys",
            None => &menu.note,
        };
        whole(buffer, area, note, cx.theme.dim);
        return caret;
    }
    let at_cursor = items.get(menu.at());
    let at_cursor = at_cursor.filter(|item| is_cut(item, columns, room, cx));
    let below = match at_cursor {
        _ if usize::from(area.height) >= items.len() + below => below as u16,
        // The items take precedence: the selected item's note may be cut, and gets the rest of the room.
        Some(item) => {
            let lines = wrap(&note(item, cx), room.saturating_sub(3)).len() as u16;
            let gap = u16::from(area.height >= 12);
            (lines + gap).min((area.height / 3).max(1))
        }
        None => 0,
    };
    let list = Rect {
        height: area.height.saturating_sub(below),
        ..area
    };
    let hidden = usize::from(list.height) < items.len();
    draw_items(buffer, (menu, items), (area, list), columns, cx);
    let caret = beside_list(caret, menu.at(), cx);
    if let Some(item) = at_cursor {
        let gap = u16::from(!hidden || area.height >= 12).min(below.saturating_sub(1));
        let under = Rect {
            x: area.x + 1,
            y: area.bottom() - below.saturating_sub(gap),
            width: area.width.saturating_sub(2),
            height: below.saturating_sub(gap),
        };
        whole(buffer, under, &note(item, cx), cx.theme.text);
    }
    caret
}

/// The lines below the items for the longest note that does not fit beside its item, and a blank one. The window is
/// equally high for every item, so that it does not move as the cursor does.
fn lines_below(
    menu: &Menu,
    columns: Columns,
    (beside, below): (usize, usize),
    cx: DrawContext<'_>,
) -> usize {
    let items = menu.items.iter();
    let cut = items.filter(|item| is_cut(item, columns, beside, cx));
    let lines = cut.map(|item| wrap(&note(item, cx), below.saturating_sub(3)).len());
    lines.max().map_or(0, |lines| lines + 1)
}

/// Draws the filter, if it is open; returns the area below it.
fn filter_line(buffer: &mut Buffer, menu: &Menu, area: Rect, cx: DrawContext<'_>) -> (Rect, Caret) {
    let Some(filter) = menu.filter.as_ref().filter(|_| area.height > 1) else {
        return (area, None);
    };
    let caret = input::line(buffer, area, (" / ", ""), filter, cx.theme);
    let below = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    (below, caret)
}

/// Draws the items in view, and the number of hidden ones. Those that destroy something come last, and are always in
/// view.
fn draw_items(
    buffer: &mut Buffer,
    (menu, items): (&Menu, &[Item]),
    (area, list): (Rect, Rect),
    columns: Columns,
    cx: DrawContext<'_>,
) {
    let top = u16::from(usize::from(list.height) > items.len());
    let list = Rect {
        y: list.y + top,
        height: list.height - top,
        ..list
    };
    let pinned = pinned(menu, items, list.height, cx);
    let (list, below) = if pinned > 0 {
        let height = list.height - pinned as u16;
        let below = Rect {
            y: list.y + height,
            height: pinned as u16,
            ..list
        };
        let rule = Rect {
            y: below.y - 1,
            height: 1,
            ..list
        };
        let line = "─".repeat(rule.width.into());
        LineWriter::new(buffer, rule, 0).put(&line, cx.theme.border);
        let list = Rect {
            height: height - 1,
            ..list
        };
        (list, below)
    } else {
        (list, Rect { height: 0, ..list })
    };
    let scrolled = items.len() - pinned;
    let place = (menu.at().min(scrolled.saturating_sub(1)), scrolled);
    let (list, from) = rows(buffer, (area, list), &menu.cursor.scroll, place, cx);
    draw_rows(buffer, (menu, items), (list, from), columns, cx);
    draw_rows(buffer, (menu, items), (below, scrolled), columns, cx);
}

/// How many items at the end stay in view while the others scroll.
fn pinned(menu: &Menu, items: &[Item], height: u16, cx: DrawContext<'_>) -> usize {
    /// The least lines for the others, and the line between.
    const OTHERS: usize = 6;
    let height = usize::from(height);
    let is_danger = |item: &&Item| item.group() == Some(Section::Danger);
    let danger = items.iter().rev().take_while(is_danger).count();
    let scrolls = menu.grouped && menu.filter.is_none() && items.len() > height;
    match scrolls && !cx.is_linear() && height >= danger + OTHERS {
        true => danger,
        false => 0,
    }
}

/// Draws the items from this one on, as many as fit.
fn draw_rows(
    buffer: &mut Buffer,
    (menu, items): (&Menu, &[Item]),
    (list, from): (Rect, usize),
    columns: Columns,
    cx: DrawContext<'_>,
) {
    let mut heading = None;
    for ((at, item), y) in items
        .iter()
        .enumerate()
        .skip(from)
        .zip(list.y..list.bottom())
    {
        let line = Rect {
            y,
            height: 1,
            ..list
        };
        let group = item.group().filter(|_| columns.groups > 0);
        let begins = group.filter(|_| group != heading);
        heading = group;
        draw_item(buffer, line, (item, begins), columns, cx);
        cx.spot_of_line(line, || item.clone());
        if at == menu.at() {
            cx.select(buffer, line);
        }
    }
}

/// Whether the note does not fit on the item's line.
fn is_cut(item: &Item, columns: Columns, room: usize, cx: DrawContext<'_>) -> bool {
    let note = width(&note(item, cx));
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
fn note<'a>(item: &'a Item, cx: DrawContext<'_>) -> Cow<'a, str> {
    match &item.why_not {
        Some(why) => cx.unavailable(&clean(why)).into(),
        None => clean(&item.note),
    }
}

fn draw_item(
    buffer: &mut Buffer,
    line: Rect,
    (item, heading): (&Item, Option<Section>),
    columns: Columns,
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let mut pen = LineWriter::new(buffer, line, 0);
    pen.skip(1);
    if let Some(group) = heading {
        pen.put(group.title(), theme.group(group));
    }
    pen.to(line.x + columns.before_keys() as u16);
    if let Some(keys) = item.keys() {
        pen.put(&keys.to_string(), theme.key);
    }
    pen.to(line.x + columns.before_label() as u16);
    let style = match item.why_not {
        Some(_) => theme.dim,
        None if item.irreversible => theme.bad,
        None => theme.text,
    };
    pen.put(&item.label, style);
    pen.to(line.x + columns.before_note() as u16);
    let note = note(item, cx);
    let note = fit(&note, pen.left().saturating_sub(1));
    pen.put(&note, theme.dim);
}
