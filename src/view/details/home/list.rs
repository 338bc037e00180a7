//! A list on the page: a title, and lines that lead somewhere.

use super::super::{
    super::{
        Theme, format,
        text::{Cut, fit, width},
    },
    page::{Link, Page, beside},
};
use crate::ui::home::state::LineId;
use ratatui::{
    style::Style,
    text::{Line, Span},
};
use std::{borrow::Cow, ops::Range};

/// A line before it is drawn.
pub struct Row {
    pub id: LineId,
    pub sign: (String, Style),
    /// What it is about; a place is `project / branch`.
    pub name: String,
    /// For how long, or how long ago.
    pub when: String,
    pub what: String,
    /// The same in fewer words, for narrow pages.
    pub short: String,
    /// More about it, where there is room.
    pub note: (String, Style),
    /// What a key does about it: in the line of the title if there is no room.
    pub hint: String,
}

/// A list before it is drawn.
pub struct List {
    pub title: &'static str,
    /// The number of all items, if it means anything.
    pub count: Option<usize>,
    /// Keys, in the line of the title.
    pub hints: Vec<String>,
    /// What is said if there are no items.
    pub empty: &'static str,
    pub rows: Vec<Row>,
}

/// Lines, which of them the cursor is on, and what leads somewhere.
#[derive(Default)]
pub struct Marked {
    pub lines: Vec<Line<'static>>,
    pub cursor: Option<usize>,
    pub links: Vec<Link>,
}

impl Marked {
    /// Adds others below.
    pub fn below(mut self, other: Self) -> Self {
        let above = self.lines.len();
        let down = |link: Link| Link {
            line: link.line + above,
            ..link
        };
        self.cursor = self.cursor.or(other.cursor.map(|line| line + above));
        self.lines.extend(other.lines);
        self.links.extend(other.links.into_iter().map(down));
        self
    }

    /// Adds others on the same lines, from this column on.
    pub fn beside(mut self, other: Self, at: usize) -> Self {
        let right = |link: Link| Link {
            columns: link.columns.start + at..link.columns.end + at,
            ..link
        };
        self.lines = beside(self.lines, other.lines, at);
        self.cursor = self.cursor.or(other.cursor);
        self.links.extend(other.links.into_iter().map(right));
        self
    }
}

/// Cells between two columns.
const GAP: usize = 2;

impl List {
    /// The lines that it needs below its title.
    pub fn height(&self) -> usize {
        self.rows.len().max(1)
    }

    /// The width at which nothing but notes is cut.
    pub fn width(&self) -> usize {
        let titles = width(self.title).max(width(self.empty));
        let widths = self.widths();
        (fixed(widths) + widths.iter().sum::<usize>()).max(titles)
    }

    /// The widths of the names, of the times and of what is said.
    fn widths(&self) -> [usize; 3] {
        let widest = |of: fn(&Row) -> &String| {
            let widths = self.rows.iter().map(|row| width(of(row)));
            widths.max().unwrap_or(0)
        };
        [
            widest(|row| &row.name),
            widest(|row| &row.when),
            widest(|row| &row.what),
        ]
    }

    /// The title and as many lines as there are to be: those around the selected one.
    pub fn lines(
        &self,
        page: &Page<'_>,
        room: usize,
        most: usize,
        selected: Option<&LineId>,
    ) -> Marked {
        let theme = page.cx.theme;
        let at = self
            .rows
            .iter()
            .position(|row| selected.is_some_and(|id| *id == row.id));
        let shown = window(self.rows.len(), most.max(1), at);
        let widths = self.widths();
        let [names, when, what] = widths;
        let left = room.saturating_sub(fixed(widths) + when);
        let is_tight = names + what > left;
        let said = self.rows.iter().map(|row| width(row.said(is_tight)));
        let what = said.max().unwrap_or(0);
        // The last column gives way to the names, as long as it says something.
        let what = what.min(left.saturating_sub(names).max(left / 3));
        let names = names.min(left.saturating_sub(what));
        let rows = self.rows.get(shown.clone()).unwrap_or_default();
        let mut lines = vec![Line::default()];
        let (mut links, mut left_out) = (Vec::new(), None);
        for (row, index) in rows.iter().zip(shown.clone()) {
            let mut line = row.line(theme, room, [names, when, what], is_tight);
            if !row.add_hint(&mut line, theme, room) && (at.unwrap_or(shown.start) == index) {
                left_out = Some(&row.hint);
            }
            if at == Some(index) {
                select(&mut line, theme, room);
            }
            if page.cx.has_mouse() {
                links.push(Link {
                    line: lines.len(),
                    columns: 0..room,
                    id: row.id.clone(),
                });
            }
            lines.push(line);
        }
        if self.rows.is_empty() {
            lines.push(Line::styled(self.empty, theme.dim));
        }
        if let Some(title) = lines.first_mut() {
            *title = self.title(theme, room, shown.len(), left_out);
        }
        Marked {
            lines,
            cursor: at.map(|at| 1 + at - shown.start),
            links,
        }
    }

    fn title(
        &self,
        theme: &Theme,
        room: usize,
        shown: usize,
        left_out: Option<&String>,
    ) -> Line<'static> {
        let mut title = Line::from(Span::styled(self.title, theme.heading));
        if let Some(count) = self.count.filter(|count| *count > 0) {
            let count = format!(" {}", format::count(count));
            title.push_span(Span::styled(count, theme.strong));
        }
        let some = format!("{} shown", format::count(shown));
        let some = (self.count.unwrap_or(0) > shown && shown > 0).then_some(&some);
        for hint in some.into_iter().chain(left_out).chain(&self.hints) {
            let hint = format!("  {hint}");
            if title.width() + width(&hint) <= room {
                title.push_span(Span::styled(hint, theme.dim));
            }
        }
        title
    }
}

/// The cells of the sign and of the gaps beside columns of these widths.
const fn fixed([_, when, _]: [usize; 3]) -> usize {
    2 + GAP + if when > 0 { GAP } else { 0 }
}

impl Row {
    /// What is said, in fewer words if there are such and room is scarce.
    fn said(&self, is_tight: bool) -> &str {
        match self.short.as_str() {
            short if is_tight && !short.is_empty() => short,
            _ => &self.what,
        }
    }

    fn line(
        &self,
        theme: &Theme,
        room: usize,
        [names, when, what]: [usize; 3],
        is_tight: bool,
    ) -> Line<'static> {
        let (sign, tone) = &self.sign;
        let said = self.said(is_tight);
        let name = fit_name(&self.name, names);
        // Where what is said would be cut, it begins earlier on lines with shorter names.
        let free = names.saturating_sub(width(&name));
        let more = width(said).saturating_sub(what).min(free);
        let pad = " ".repeat(free - more + GAP);
        let gap = if when > 0 {
            " ".repeat(GAP)
        } else {
            String::new()
        };
        let mut line = Line::from(vec![
            Span::styled(format!("{sign} "), *tone),
            Span::raw(format!("{name}{pad}")),
            Span::raw(format!("{:>when$}{gap}", self.when)),
            Span::styled(fit_name(said, what + more).into_owned(), theme.dim),
        ]);
        let (note, style) = &self.note;
        let left = room.saturating_sub(line.width() + GAP);
        // What says next to nothing is left out.
        if !note.is_empty() && left >= width(note).min(SHORTEST) {
            line.push_span(Span::raw(" ".repeat(GAP)));
            line.push_span(Span::styled(fit(note, left).into_owned(), *style));
        }
        line
    }

    /// Adds the hint if there is room for it.
    fn add_hint(&self, line: &mut Line<'static>, theme: &Theme, room: usize) -> bool {
        let hint = match self.hint.as_str() {
            "" => String::new(),
            hint => format!("{:GAP$}{hint}", ""),
        };
        let has_room = line.width() + width(&hint) <= room;
        if has_room {
            line.push_span(Span::styled(hint, theme.dim));
        }
        has_room
    }
}

/// The cells of a note that still says something if it is cut.
const SHORTEST: usize = 12;

/// Which of all lines are shown, if so many fit: the first ones, or those around the selected one.
pub fn window(all: usize, most: usize, selected: Option<usize>) -> Range<usize> {
    let first = selected.map_or(0, |at| (at + 1).saturating_sub(most));
    first..(first + most).min(all)
}

/// Marks a line as the one that the cursor is on.
pub fn select(line: &mut Line<'static>, theme: &Theme, room: usize) {
    let pad = room.saturating_sub(line.width());
    line.push_span(Span::raw(" ".repeat(pad)));
    for span in &mut line.spans {
        span.style = span.style.patch(theme.selected);
    }
}

/// Between the names of a project and of something in it.
pub const IN: &str = " / ";

/// A name that is cut if it is wider than `cells`: that of the project at its end, that in it at its start.
fn fit_name(name: &str, cells: usize) -> Cow<'_, str> {
    if width(name) <= cells {
        return Cow::Borrowed(name);
    }
    let (project, inside) = name.split_once(IN).unwrap_or((name, ""));
    let room = cells.saturating_sub(width(IN));
    if inside.is_empty() || room < 6 {
        return fit(name, cells);
    }
    let first = (room / 3).max(room.saturating_sub(width(inside)));
    let project = fit(project, first);
    let inside = Cut::Start.fit(inside, room - width(&project));
    Cow::Owned(format!("{project}{IN}{inside}"))
}

/// Divides lines among lists: each gets what it needs at least, and then, one after the other, a line more until it
/// has what it wants or there are none left.
pub fn divided<const N: usize>(lines: usize, least: [usize; N], wanted: [usize; N]) -> [usize; N] {
    let mut given = least;
    for (given, wanted) in given.iter_mut().zip(wanted) {
        *given = wanted.min(*given);
    }
    let mut left = lines.saturating_sub(given.iter().sum());
    while left > 0 {
        let before = left;
        for (given, wanted) in given.iter_mut().zip(wanted) {
            if *given < wanted && left > 0 {
                *given += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_keeps_the_beginning_of_its_project_and_the_end_of_its_branch() {
        let of = |cells| fit_name("storefront / preview/pr-398", cells).into_owned();
        assert_eq!(of(27), "storefront / preview/pr-398");
        assert_eq!(of(24), "storef… / preview/pr-398");
        assert_eq!(of(16), "sto… / …/pr-398");
        assert_eq!(of(4), "sto…");
        for cells in 0..30 {
            assert!(width(&of(cells)) <= cells, "{:?}", of(cells));
        }
        assert_eq!(fit_name("在庫管理", 5), "在庫…");
    }

    proptest! {
        #[test]
        fn the_selected_line_is_among_those_shown(
            all in 1_usize..30, most in 1_usize..12, selected in prop::option::of(0_usize..30),
        ) {
            let selected = selected.filter(|at| *at < all);
            let shown = window(all, most, selected);
            prop_assert_eq!(shown.len(), all.min(most));
            prop_assert!(selected.is_none_or(|at| shown.contains(&at)));
        }

        #[test]
        fn no_line_is_left_while_a_list_wants_one(
            lines in 0_usize..60, least in any::<[u8; 4]>(), wanted in any::<[u8; 4]>(),
        ) {
            let [least, wanted] = [least, wanted].map(|all| all.map(|one| usize::from(one % 20)));
            let given = divided(lines, least, wanted);
            for ((given, least), wanted) in given.into_iter().zip(least).zip(wanted) {
                prop_assert!(given <= wanted && given >= least.min(wanted));
            }
            let sum: usize = given.into_iter().sum();
            let floor: usize = least.into_iter().zip(wanted).map(|(one, other)| one.min(other)).sum();
            prop_assert_eq!(sum, lines.clamp(floor, wanted.into_iter().sum::<usize>().max(floor)));
        }
    }
}
