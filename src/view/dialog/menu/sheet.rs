//! A menu whose groups stand in columns side by side, each below its heading.

use super::{
    super::{
        super::{
            Caret, DrawContext,
            widget::{
                LineWriter,
                flow::{Entry, Flow},
            },
        },
        Window,
    },
    Columns, draw_item, filter_line, is_cut, lines_below, note, whole,
};
use crate::ui::{
    action::Section,
    dialog::menu::{Item, Menu},
};
use ratatui::{buffer::Buffer, layout::Rect};

/// The number of columns.
const COUNT: usize = 2;
/// Cells between them.
const GAP: usize = 3;
/// The widest a column gets.
const WIDEST: usize = 64;
/// The least cells for a note: the sign that there is a reason; and those for one of a few words, which a list has where
/// it fits.
const NOTE: usize = 3;
const GOOD_NOTE: usize = 16;
/// Menus with fewer lines are lists.
const FEWEST: usize = 12;

/// The layout of such a menu.
pub struct Sheet {
    flow: Flow,
    columns: Columns,
    /// The width of a column, in cells.
    wide: usize,
    /// The lines for a note that does not fit beside its item.
    below: usize,
}

impl Sheet {
    /// Lays out a menu, if all of it fits side by side.
    pub fn of(menu: &Menu, screen: Rect, cx: DrawContext<'_>) -> Option<Self> {
        let is_whole = menu.shown().len() == menu.items.len();
        if !menu.grouped || !is_whole || cx.is_linear() || menu.items.len() < FEWEST {
            return None;
        }
        let columns = Columns {
            groups: 0,
            ..Columns::of(menu, screen)
        };
        let notes = menu.items.iter();
        let notes = notes.map(|item| super::width(&note(item, cx))).max();
        let wanted = columns.before_note() + notes.unwrap_or(0) + 1;
        let room = usize::from(screen.width.saturating_sub(4));
        let wide = wanted.min(WIDEST).min(room.saturating_sub(GAP) / COUNT);
        if wide < columns.before_note() + NOTE {
            return None;
        }
        let across = wide * COUNT + GAP;
        let below = lines_below(menu, columns, (wide, across), cx);
        let filter = usize::from(menu.filter.is_some());
        let most = Window::most_lines(screen).checked_sub(below + filter)?;
        let groups = menu.items.chunk_by(|one, next| one.group() == next.group());
        let sizes: Vec<usize> = groups.map(<[Item]>::len).collect();
        let has_good_notes = wide >= wanted.min(columns.before_note() + GOOD_NOTE);
        if !has_good_notes && menu.items.len() <= most {
            return None;
        }
        let flow = Flow::of(&sizes, COUNT, most);
        (flow.height() <= most).then_some(Self {
            flow,
            columns,
            wide,
            below,
        })
    }

    pub fn draw(&self, buffer: &mut Buffer, menu: &Menu, cx: DrawContext<'_>) -> Caret {
        let filter = usize::from(menu.filter.is_some());
        let area = Window {
            title: &menu.title,
            size: (
                self.wide * COUNT + GAP,
                self.flow.height() + self.below + filter,
            ),
            bare: false,
        }
        .draw(buffer, cx);
        let (area, caret) = filter_line(buffer, menu, area, cx);
        let at = menu.at();
        for (column, entries) in self.flow.columns.iter().enumerate() {
            let place = Rect {
                x: area.x + (column * (self.wide + GAP)) as u16,
                width: self.wide as u16,
                ..area
            };
            for (entry, y) in entries.iter().zip(area.y..area.bottom()) {
                let line = Rect {
                    y,
                    height: 1,
                    ..place
                };
                self.entry(buffer, line, (menu, at), *entry, cx);
            }
        }
        let selected = menu.items.get(at);
        let selected = selected.filter(|item| is_cut(item, self.columns, self.wide, cx));
        if let Some(item) = selected {
            let lines = (self.below as u16).saturating_sub(1);
            let under = Rect {
                x: area.x + 1,
                y: area.bottom().saturating_sub(lines),
                width: area.width.saturating_sub(2),
                height: lines,
            };
            whole(buffer, under, &note(item, cx), cx.theme.text);
        }
        caret
    }

    fn entry(
        &self,
        buffer: &mut Buffer,
        line: Rect,
        (menu, selected): (&Menu, usize),
        entry: Entry,
        cx: DrawContext<'_>,
    ) {
        match entry {
            Entry::Blank => {}
            Entry::Heading(group) => {
                let mut groups = menu.items.chunk_by(|one, next| one.group() == next.group());
                let first = groups.nth(group).and_then(<[Item]>::first);
                if let Some(section) = first.and_then(Item::group) {
                    heading(buffer, line, section, cx);
                }
            }
            Entry::Item(at) => {
                let Some(item) = menu.items.get(at) else {
                    return;
                };
                draw_item(buffer, line, (item, None), self.columns, cx);
                cx.spot_of_line(line, || item.clone());
                if at == selected {
                    cx.select(buffer, line);
                }
            }
        }
    }
}

fn heading(buffer: &mut Buffer, line: Rect, section: Section, cx: DrawContext<'_>) {
    let mut pen = LineWriter::new(buffer, line, 0);
    pen.skip(1).put(section.title(), cx.theme.group(section));
}
