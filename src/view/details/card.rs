//! Cards: framed groups on a page, in two columns where there is room.
//!
//! ```text
//! ┌ Computes ───────────────┐ ┌ Databases · roles ──────┐
//! │ rw primary   ▪ active   │ │ storefront  owner       │
//! └─────────────────────────┘ │ readonly    no login    │
//! ┌ Branch ─────────────────┐ │                         │
//! │ Data  18.4 GB           │ │                         │
//! └─────────────────────────┘ └─────────────────────────┘
//! ```
//! In a narrow pane, and in linear mode, they have no frames, and a title only if their content does not say what it is.

use super::page::{Page, beside};
use ratatui::text::{Line, Span};

/// A group of lines that belong together.
pub struct Card<'f, 'a> {
    title: String,
    /// Its first line says what it is: a narrow pane needs no title.
    is_headed: bool,
    /// It takes the whole width of the page.
    is_wide: bool,
    fill: Box<dyn FnOnce(&mut Page<'a>) + 'f>,
}

impl<'f, 'a> Card<'f, 'a> {
    pub fn new(title: impl Into<String>, fill: impl FnOnce(&mut Page<'a>) + 'f) -> Self {
        Self {
            title: title.into(),
            is_headed: false,
            is_wide: false,
            fill: Box::new(fill),
        }
    }

    /// A card that begins with the headings of a table.
    pub fn headed(self) -> Self {
        Self {
            is_headed: true,
            ..self
        }
    }

    /// A card that takes the whole width.
    pub fn wide(self) -> Self {
        Self {
            is_wide: true,
            ..self
        }
    }
}

/// A page that has fewer cells has no frames.
const FRAMED: usize = 56;
/// A page that has as many cells has two columns: in the details of a screen with about 150 columns.
const TWO_COLUMNS: usize = 92;
/// Cells between two columns.
const GUTTER: usize = 1;
/// Cells of a frame, with the blanks inside.
const FRAME: usize = 4;

/// A card that is filled, before its frame is drawn.
struct Filled<'a> {
    title: String,
    lines: Vec<Line<'a>>,
}

impl Filled<'_> {
    const fn height(&self) -> usize {
        self.lines.len() + 2
    }
}

impl<'a> Page<'a> {
    /// Adds cards; those without content are left out.
    pub fn cards(&mut self, cards: Vec<Card<'_, 'a>>) {
        if !self.has_frames() {
            return cards.into_iter().for_each(|card| self.plain(card));
        }
        self.blank();
        let half = match self.room {
            TWO_COLUMNS.. => (self.room - GUTTER) / 2,
            room => room,
        };
        let mut columns: [Vec<Filled<'a>>; 2] = [Vec::new(), Vec::new()];
        for card in cards {
            if card.is_wide || half == self.room {
                self.side_by_side(std::mem::take(&mut columns), half);
                if let Some(filled) = self.filled(card, self.room) {
                    self.lines.extend(framed(self, filled, self.room));
                }
                continue;
            }
            if let Some(filled) = self.filled(card, half) {
                let height = |column: &Vec<Filled<'_>>| column.iter().map(Filled::height).sum();
                let [left, right] = &mut columns;
                let (first, second): (usize, usize) = (height(left), height(right));
                let column = if first <= second { left } else { right };
                column.push(filled);
            }
        }
        self.side_by_side(columns, half);
    }

    const fn has_frames(&self) -> bool {
        self.room >= FRAMED && !self.cx.is_linear()
    }

    /// Adds a card without a frame.
    fn plain(&mut self, card: Card<'_, 'a>) {
        let Some(filled) = self.filled(card, self.room + FRAME) else {
            return;
        };
        self.blank();
        self.lines.extend(filled.lines);
    }

    fn filled(&mut self, card: Card<'_, 'a>, room: usize) -> Option<Filled<'a>> {
        let is_framed = self.has_frames();
        let borders = if is_framed { 2 } else { 1 };
        let height = self.free_lines().saturating_sub(borders);
        let mut page = Page::new(self.cx, room.saturating_sub(FRAME), height);
        page.failures = std::mem::take(&mut self.failures);
        (card.fill)(&mut page);
        self.failures = page.failures;
        while page.lines.last().is_some_and(|line| line.width() == 0) {
            page.lines.pop();
        }
        if page.lines.is_empty() {
            return None;
        }
        if !is_framed && !card.is_headed {
            let title = Line::styled(card.title.to_uppercase(), self.cx.theme.heading);
            page.lines.insert(0, title);
        }
        Some(Filled {
            title: card.title,
            lines: page.lines,
        })
    }

    /// Adds two columns of cards that end on the same line.
    fn side_by_side(&mut self, columns: [Vec<Filled<'a>>; 2], half: usize) {
        let [mut left, mut right] = columns;
        let height = |column: &[Filled<'_>]| column.iter().map(Filled::height).sum::<usize>();
        let (first, second) = (height(&left), height(&right));
        if right.is_empty() {
            let room = self.room;
            for card in left {
                self.lines.extend(framed(self, card, room));
            }
            return;
        }
        let shorter = if first < second {
            &mut left
        } else {
            &mut right
        };
        if let Some(last) = shorter.last_mut() {
            let more = last.lines.len() + first.abs_diff(second);
            last.lines.resize_with(more, Line::default);
        }
        let draw = |column: Vec<Filled<'a>>, room| {
            let cards = column.into_iter();
            let lines = cards.flat_map(|card| framed(self, card, room));
            lines.collect::<Vec<_>>()
        };
        let right = draw(right, self.room - half - GUTTER);
        let joined = beside(draw(left, half), right, half + GUTTER);
        self.lines.extend(joined);
    }
}

/// The lines of a card with its frame, each as wide as the room.
fn framed<'a>(page: &Page<'a>, card: Filled<'a>, room: usize) -> Vec<Line<'a>> {
    let theme = page.cx.theme;
    let inner = room.saturating_sub(FRAME);
    let title = super::fit(&card.title, inner).into_owned();
    let rule = "─".repeat(inner.saturating_sub(super::width(&title)));
    let mut lines = vec![Line::from(vec![
        Span::styled("┌ ", theme.border),
        Span::styled(title, theme.title),
        Span::styled(format!(" {rule}┐"), theme.border),
    ])];
    lines.extend(card.lines.into_iter().map(|line| {
        let rest = inner.saturating_sub(line.width());
        let mut spans = vec![Span::styled("│ ", theme.border)];
        let style = line.style;
        spans.extend(line.spans.into_iter().map(|span| Span {
            style: style.patch(span.style),
            ..span
        }));
        spans.push(Span::styled(
            format!("{} │", " ".repeat(rest)),
            theme.border,
        ));
        Line::from(spans)
    }));
    let rule = "─".repeat(room.saturating_sub(2));
    let rule = Span::styled(format!("└{rule}┘"), theme.border);
    lines.push(Line::from(rule));
    lines
}
