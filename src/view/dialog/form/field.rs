//! The fields of a form as lines.
//!
//! ```text
//! SIZE
//! ▌ Maximum        ◂ 2 CU ▸   8 GB RAM                                   was 1 CU
//!                  ✗ 9 CU is too much: the spread from 0.25 may not exceed 8 CU
//! ```

use super::{
    super::super::{
        DrawContext,
        text::{behind, clean, width, wrap},
    },
    Fields, blank, pad,
};
use crate::{
    kinds::edit::{Input, Visibility},
    ui::{
        dialog::form::{Form, FormField, Status, field_state::FieldState},
        text_input::TextInput,
    },
};
use ratatui::{
    style::{Modifier, Style},
    text::{Line, Span},
};

/// What a choice says of which nothing is chosen.
const NOT_SET: &str = "not set";
/// The widest a text field gets.
const FIELD: usize = 40;
/// The same of a line of a list, such as a rule or a URL.
const LINE: usize = 80;

/// The lines of a widget, and where the caret is in them.
pub(super) type Widget = (Vec<Vec<Span<'static>>>, Option<(usize, u16)>);

/// Lays out all visible fields.
pub fn all(form: &Form, cx: DrawContext<'_>, room: usize) -> Fields {
    let theme = cx.theme;
    let labels = form
        .visible()
        .map(|(_, field)| width(field.edit.label))
        .max()
        .unwrap_or(0);
    let column = labels.min(room / 3) + 4;
    let mut fields = Fields::default();
    let mut group = "";
    let editing = matches!(form.status, Status::Editing);
    for (at, field) in form.visible() {
        if field.edit.group != group {
            group = field.edit.group;
            fields.lines.push(Line::default());
            fields
                .lines
                .push(Line::styled(group.to_uppercase(), theme.heading));
        }
        let here = at == form.at && editing;
        let first = fields.lines.len();
        let page = Page {
            form,
            cx,
            column,
            room,
            here,
        };
        let (lines, caret) = page.field(field);
        if here {
            fields.caret = caret.map(|(line, x)| (first + line, x + column as u16));
        }
        fields.lines.extend(lines);
        if cx.has_mouse() {
            let seen = first..fields.lines.len();
            fields.places.push((seen, field.edit.path));
        }
        if at == form.at {
            fields.here = (first, fields.lines.len());
        }
    }
    fields
}

/// What all lines of a field share.
pub(super) struct Page<'a> {
    pub(super) form: &'a Form,
    pub(super) cx: DrawContext<'a>,
    /// The column where values begin.
    pub(super) column: usize,
    pub(super) room: usize,
    pub(super) here: bool,
}

impl Page<'_> {
    fn field(&self, field: &FormField) -> (Vec<Line<'static>>, Option<(usize, u16)>) {
        let theme = self.cx.theme;
        let locked = field.shown.why_locked().is_some();
        let (mut rows, caret) = self.widget(field);
        if locked && field.shown != Visibility::Unreadable {
            for span in rows.iter_mut().flatten() {
                span.style = theme.dim;
            }
        }
        self.beside(field, &mut rows);
        let mut lines: Vec<Line<'static>> = Vec::new();
        for (at, row) in rows.into_iter().enumerate() {
            let mut spans = if at == 0 {
                self.label(field, locked)
            } else {
                vec![blank(self.column)]
            };
            spans.extend(row);
            lines.push(Line::from(spans));
        }
        self.under(field, &mut lines);
        (lines, caret)
    }

    fn label(&self, field: &FormField, locked: bool) -> Vec<Span<'static>> {
        let theme = self.cx.theme;
        let style = match (self.here, locked) {
            (true, _) => theme.strong,
            (false, true) => theme.dim,
            (false, false) => theme.text,
        };
        let bar = if self.here { "▌ " } else { "  " };
        vec![
            Span::styled(bar, theme.border_focus),
            Span::styled(pad(field.edit.label, self.column - 2), style),
        ]
    }

    /// Adds a note about the value and the previous value: beside it, or below if there is no room.
    fn beside(&self, field: &FormField, rows: &mut Vec<Vec<Span<'static>>>) {
        let theme = self.cx.theme;
        let room = self.room.saturating_sub(self.column);
        let wide = |row: &[Span<'_>]| row.iter().map(|span| width(&span.content)).sum::<usize>();
        let was = field.was.as_ref().filter(|_| self.form.new.is_none());
        let was = was.map(|was| format!("was {}", clean(was)));
        let note = clean(&field.note).into_owned();
        if !note.is_empty() {
            let used = rows.last().map_or(0, |row| wide(row));
            let needs = width(&note) + if used > 0 { 3 } else { 0 };
            if used + needs <= room
                && let Some(row) = rows.last_mut()
            {
                row.push(blank(needs - width(&note)));
                row.push(Span::styled(note, theme.dim));
            } else {
                let parts = wrap(&note, room).into_iter();
                rows.extend(parts.map(|part| vec![Span::styled(part, theme.dim)]));
            }
        }
        if let Some(was) = was {
            let was = super::super::super::text::fit(&was, room).into_owned();
            let used = rows.first().map_or(0, |row| wide(row));
            let span = |was: String| Span::styled(was, theme.busy);
            match rows.first_mut() {
                Some(row) if used + 2 + width(&was) <= room => {
                    row.push(blank(room - used - width(&was)));
                    row.push(span(was));
                }
                _ => rows.push(vec![span(was)]),
            }
        }
    }

    /// Adds why the field is locked, what is wrong with it, and what it means.
    fn under(&self, field: &FormField, lines: &mut Vec<Line<'static>>) {
        let theme = self.cx.theme;
        let room = self.room.saturating_sub(self.column);
        let mut say = |text: &str, style: Style| {
            for part in wrap(&clean(text), room) {
                lines.push(Line::from(vec![
                    blank(self.column),
                    Span::styled(part, style),
                ]));
            }
        };
        if let Some(why) = field.shown.why_locked() {
            say(why, theme.dim);
        }
        let problem = field.problem.as_ref();
        if let Some(problem) = problem.filter(|problem| self.form.tried || !problem.quiet) {
            let (sign, style) = if problem.blocks {
                ("✗", theme.bad)
            } else {
                ("!", theme.busy)
            };
            say(&format!("{sign} {}", problem.text), style);
        }
        if self.here && self.form.help {
            say(field.edit.help, theme.dim);
        }
    }

    fn widget(&self, field: &FormField) -> Widget {
        let theme = self.cx.theme;
        match &field.draft {
            _ if field.shown == Visibility::Unreadable => {
                (vec![vec![Span::styled("?", theme.bad)]], None)
            }
            FieldState::Text(input) if matches!(field.edit.input, Input::Secret { .. }) => {
                let stars = "*".repeat(input.value().chars().count().min(FIELD));
                let (row, caret) = self.text(&TextInput::typed(stars), FIELD);
                (vec![row], caret.map(|x| (0, x)))
            }
            FieldState::Text(input) => {
                let (row, caret) = self.text(input, FIELD);
                (vec![row], caret.map(|x| (0, x)))
            }
            FieldState::Amount(input) if !input.is_selected() => {
                let (row, caret) = self.text(input, 12);
                (vec![row], caret.map(|x| (0, x)))
            }
            FieldState::Amount(input) => {
                if field.shown.why_locked().is_some() {
                    let text = format!("  {}", clean(input.value()));
                    return (vec![vec![Span::styled(text, theme.dim)]], None);
                }
                let style = if self.here { theme.strong } else { theme.text };
                let arrow = if self.here { theme.key } else { theme.dim };
                let row = vec![
                    Span::styled("◂ ", arrow),
                    Span::styled(clean(input.value()).into_owned(), style),
                    Span::styled(" ▸", arrow),
                ];
                (vec![row], None)
            }
            FieldState::Pick { value, typed } => super::pick::widget(self, field, value, typed),
            FieldState::Choice(at) => (self.choice(field.edit.input, *at), None),
            FieldState::List {
                entries,
                cursor,
                input,
                ..
            } => self.list(entries, cursor.at, input),
            FieldState::Libraries { chosen, cursor } => {
                (self.libraries(field, chosen, cursor.at), None)
            }
            FieldState::Weekdays { days, cursor } => (vec![self.weekdays(days, cursor.at)], None),
            FieldState::Note => (vec![Vec::new()], None),
        }
    }

    /// `[text   ]`, scrolled so that the caret is in view.
    fn text(&self, input: &TextInput, wide: usize) -> (Vec<Span<'static>>, Option<u16>) {
        let theme = self.cx.theme;
        let wide = wide.min(self.room.saturating_sub(self.column + 3)).max(1);
        let value = clean(input.value());
        let scroll = if self.here {
            input.visual_scroll(wide)
        } else {
            0
        };
        let shown = pad(&behind(&value, scroll), wide);
        let style = if self.here { theme.strong } else { theme.text };
        // The part that the first typed character replaces.
        let selected = if self.here && input.is_selected() {
            shown.trim_end().len()
        } else {
            0
        };
        let (text, rest) = shown.split_at(selected);
        let spans = vec![
            Span::styled("[", theme.dim),
            Span::styled(text.to_owned(), style.patch(theme.selected)),
            Span::styled(rest.to_owned(), style),
            Span::styled("]", theme.dim),
        ];
        let caret = input.visual_cursor().saturating_sub(scroll).min(wide) + 1;
        (spans, self.here.then_some(caret as u16))
    }

    /// `(x) one  ( ) other`, on as many lines as needed; `( ) one  ( ) other  not set` if Neon says none of them.
    fn choice(&self, input: Input, chosen: Option<usize>) -> Vec<Vec<Span<'static>>> {
        let Input::Choice(picks) = input else {
            return vec![Vec::new()];
        };
        let theme = self.cx.theme;
        let room = self.room.saturating_sub(self.column);
        let mut rows = vec![Vec::new()];
        let mut used = 0;
        let all = picks.iter().enumerate().map(|(at, pick)| {
            let here = chosen == Some(at);
            let text = format!("{} {}", if here { "(x)" } else { "( )" }, pick.label);
            (text, here)
        });
        let unset = chosen.is_none().then(|| (NOT_SET.to_owned(), true));
        for (text, here) in all.chain(unset) {
            if used > 0 && used + 2 + width(&text) > room {
                rows.push(Vec::new());
                used = 0;
            }
            let style = match (here, self.here) {
                (true, true) => theme.strong,
                (true, false) => theme.text,
                (false, _) => theme.dim,
            };
            if let Some(row) = rows.last_mut() {
                if used > 0 {
                    row.push(blank(2));
                    used += 2;
                }
                used += width(&text);
                row.push(Span::styled(text, style));
            }
        }
        rows
    }

    fn list(&self, entries: &[String], at: usize, input: &TextInput) -> Widget {
        let theme = self.cx.theme;
        let mut rows = Vec::new();
        let mut caret = None;
        let count = if self.here {
            entries.len().max(at) + 1
        } else {
            entries.len()
        };
        for line in 0..count {
            if self.here && line == at {
                let (row, x) = self.text(input, LINE);
                caret = x.map(|x| (line, x));
                rows.push(row);
                continue;
            }
            let text = entries.get(line).map_or("+", String::as_str);
            let style = if line < entries.len() {
                theme.text
            } else {
                theme.dim
            };
            let text = Span::styled(clean(text).into_owned(), style);
            // Below each other with the text that is being typed.
            rows.push(vec![blank(usize::from(self.here)), text]);
        }
        if rows.is_empty() {
            rows.push(vec![Span::styled("none", theme.dim)]);
        }
        (rows, caret)
    }

    fn libraries(
        &self,
        field: &FormField,
        chosen: &[String],
        at: usize,
    ) -> Vec<Vec<Span<'static>>> {
        let theme = self.cx.theme;
        let offered = &self.form.libraries;
        let mut rows = Vec::new();
        if !self.here {
            let text = match chosen {
                [] => "none".to_owned(),
                some => clean(&some.join(", ")).into_owned(),
            };
            rows.push(vec![Span::styled(text, theme.text)]);
            return rows;
        }
        for (line, name) in field.draft.names(&offered.value).into_iter().enumerate() {
            let marked = chosen.iter().any(|chosen| chosen == name);
            let text = format!("{} {}", if marked { "[x]" } else { "[ ]" }, clean(name));
            rows.push(vec![Span::styled(text, self.cursor(line == at))]);
        }
        if offered.is_loading() {
            rows.push(vec![Span::styled("loading …", theme.dim)]);
        }
        if let Some(error) = offered.error() {
            let text = clean(&error.sentence()).into_owned();
            rows.push(vec![Span::styled(format!("✗ {text}"), theme.bad)]);
        }
        if rows.is_empty() {
            rows.push(vec![Span::styled("none", theme.dim)]);
        }
        rows
    }

    fn weekdays(&self, days: &[bool; 7], at: usize) -> Vec<Span<'static>> {
        const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        // Wide: `[x] Mon  `; narrow: `[x]Mo `.
        let roomy = self.room.saturating_sub(self.column) >= 7 * 9;
        let mut row = Vec::new();
        for (day, (marked, name)) in days.iter().zip(NAMES).enumerate() {
            let mark = if *marked { "[x]" } else { "[ ]" };
            let short = name.get(..2).unwrap_or(name);
            let text = if roomy {
                format!("{mark} {name}")
            } else {
                format!("{mark}{short}")
            };
            row.push(Span::styled(text, self.cursor(self.here && day == at)));
            row.push(blank(if roomy { 2 } else { 1 }));
        }
        row
    }

    /// The style of the cursor inside a widget.
    fn cursor(&self, here: bool) -> Style {
        if here && self.here {
            self.cx.theme.text.add_modifier(Modifier::REVERSED)
        } else {
            self.cx.theme.text
        }
    }
}
