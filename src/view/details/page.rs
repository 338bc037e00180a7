//! A page of the details while it is being filled.

use super::super::{
    DrawContext, format,
    remedy::lines as remedy_lines,
    text::{self, clean},
    widget::{
        fields::{FieldEntry, Layout},
        table::{self, Column},
    },
};
use crate::{
    kinds::{self, Known, State, Tone, Value, field::Weight, kind::FieldValue, units::duration},
    ui::{Target, home::state::LineId, remedy},
};
use ratatui::{
    style::Style,
    text::{Line, Span},
};
use std::{borrow::Cow, ops::Range};

/// Cells for a value that is not known yet: those of a longer one, so that it does not move others.
const TO_COME: usize = 13;

/// A part of a line that leads somewhere.
pub struct Link {
    pub line: usize,
    pub columns: Range<usize>,
    pub id: LineId,
}

/// The lines of a page, and how wide they may be.
pub struct Page<'a> {
    pub cx: DrawContext<'a>,
    pub room: usize,
    /// How many lines are in view.
    pub height: usize,
    pub lines: Vec<Line<'a>>,
    /// The failures already mentioned.
    pub failures: Vec<String>,
    /// The line that the cursor of the page is on.
    pub cursor: Option<usize>,
    /// What leads somewhere.
    pub links: Vec<Link>,
}

impl<'a> Page<'a> {
    pub const fn new(cx: DrawContext<'a>, room: usize, height: usize) -> Self {
        Self {
            cx,
            room,
            height,
            lines: Vec::new(),
            failures: Vec::new(),
            cursor: None,
            links: Vec::new(),
        }
    }

    /// How many more lines fit without scrolling.
    pub const fn free_lines(&self) -> usize {
        self.height.saturating_sub(self.lines.len())
    }

    /// Adds less important text at the right end of the last line, if there is room for it.
    pub fn at_end(&mut self, text: String) {
        let (room, dim) = (self.room, self.cx.theme.dim);
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        let free = room.saturating_sub(line.width());
        if let Some(gap) = free.checked_sub(text::width(&text)).filter(|gap| *gap > 2) {
            line.push_span(Span::raw(" ".repeat(gap)));
            line.push_span(Span::styled(text, dim));
        }
    }

    /// Adds an empty line, unless the page is empty or already ends with one.
    pub fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// Adds a dimmed paragraph.
    pub fn note(&mut self, text: impl Into<Cow<'a, str>>) {
        let text: Cow<'a, str> = text.into();
        let lines = text::wrap(&text, self.room).into_iter();
        for line in lines.filter(|_| !text.is_empty()) {
            self.lines.push(Line::styled(line, self.cx.theme.dim));
        }
    }

    /// Adds a state in words, how long it has lasted, and more facts.
    pub fn headline(&mut self, state: State, since: Option<String>, more: &[String]) {
        let theme = self.cx.theme;
        let tone = theme.tone(state.tone);
        let word = if state.tone == Tone::Good {
            theme.strong
        } else {
            tone
        };
        let mut spans = vec![
            Span::styled(format!("{} ", state.glyph), tone),
            Span::styled(state.word, word),
        ];
        spans.extend(since.map(|since| Span::styled(format!(" {since}"), theme.dim)));
        let more = more.join("   ");
        let line = Line::from(spans);
        if more.is_empty() || line.width() + 3 + text::width(&more) > self.room {
            self.lines.push(line);
            if !more.is_empty() {
                self.lines.push(Line::raw(format!("  {more}")));
            }
        } else {
            let mut line = line;
            line.push_span(Span::raw(format!("   {more}")));
            self.lines.push(line);
        }
    }

    /// Says why nobody can connect to something in this state, and which key helps.
    pub fn unreachable(&mut self, state: State) {
        if let Some((why, remedy)) = remedy::of_state(state) {
            self.note(format!("Nobody can connect: {why}."));
            let keys = remedy_lines(&[remedy], self.room, self.cx);
            self.lines.extend(keys);
        }
    }

    /// Adds what is being done to something, if anything.
    pub fn progress(&mut self, target: &Target) {
        let (model, theme) = (self.cx.model, self.cx.theme);
        let text = if let Some(pending) = model.changes.writes.get(target) {
            let since = model.neon.now.duration_since(pending.since).as_secs();
            format!(
                "{} {}, {}{}",
                self.cx.spinner(),
                pending.change.verb.doing,
                duration::rounded(since),
                format::waiting(pending)
            )
        } else if let Some(watch) = model
            .changes
            .follow
            .of(target)
            .filter(|_| !model.neon.is_reachable())
        {
            let doing = watch.change.verb.doing;
            format!("? {doing}: accepted, not followed while signed out")
        } else if let Some(watch) = model.changes.follow.of(target) {
            let (done, all) = watch.steps();
            let step = watch
                .chain
                .iter()
                .find(|operation| operation.status.is_pending());
            let step = step.map_or_else(String::new, |operation| {
                format!(": {}", clean(&kinds::operation::words(&operation.action)))
            });
            format!(
                "{} {}, {done} of {all} done{step}",
                self.cx.spinner(),
                watch.change.verb.doing
            )
        } else {
            return;
        };
        self.lines.push(Line::styled(text, theme.busy));
    }

    /// Adds the kind and the name.
    pub fn title(&mut self, word: &'a str, name: String) {
        let name = clean(&name).into_owned();
        self.lines.push(Line::from(vec![
            self.dim(word),
            Span::styled(format!(" {name}"), self.cx.theme.strong),
        ]));
    }

    /// Adds the fields of this weight, except those in `shown`.
    pub fn fields(&mut self, thing: &dyn Known, weight: Weight, shown: &[&str]) {
        self.fields_with(thing, weight, shown, |_| None);
    }

    /// Adds all fields, the more important ones first. What has a name is named instead of its id.
    pub fn all_fields(&mut self, thing: &dyn Known) {
        self.unreadable(thing);
        let model = self.cx.model;
        let project = model.browser.selected().and_then(Target::project);
        let name = |field: &FieldValue| match &field.value {
            Value::Id(id) if field.key != "id" => model.neon.store.name_of(project, id),
            _ => None,
        };
        let name = |field: &FieldValue| name(field).map(|name| clean(name).into_owned());
        let entries = |weight| self.entries(thing, |field| field.weight == weight, name);
        let blocks = [Weight::Main, Weight::More].map(entries);
        let layout = self.layout(blocks.iter().flatten());
        for block in blocks {
            self.add(&block, layout);
        }
    }

    /// Like [`Self::fields`], with other text for some values, such as names instead of ids.
    pub fn fields_with(
        &mut self,
        thing: &dyn Known,
        weight: Weight,
        shown: &[&str],
        instead: impl Fn(&str) -> Option<String>,
    ) {
        if weight == Weight::Main {
            self.unreadable(thing);
        }
        let odd = |field: &FieldValue| thing.unreadable().has(field.key);
        let is_wanted = |field: &FieldValue| {
            field.weight == weight && (!shown.contains(&field.key) || odd(field))
        };
        let entries = self.entries(thing, is_wanted, |field| instead(field.key));
        self.add(&entries, self.layout(entries.iter()));
    }

    /// Says that nothing about a thing could be read, if that is so.
    fn unreadable(&mut self, thing: &dyn Known) {
        if thing.unreadable().is_all() {
            let text = "? Neon's latest response about it could not be read. Known before:";
            self.blank();
            for line in text::wrap(text, self.room) {
                self.lines.push(Line::styled(line, self.cx.theme.bad));
            }
        }
    }

    /// Adds these fields.
    pub fn only(&mut self, thing: &dyn Known, keys: &[&str]) {
        let entries = self.entries(thing, |field| keys.contains(&field.key), |_| None);
        self.add(&entries, self.layout(entries.iter()));
    }

    /// Adds these fields. Those to come are labels without a value yet, before the last field: the page does not
    /// jump when they arrive.
    pub fn only_so_far(&mut self, thing: &dyn Known, keys: &[&str], to_come: &[&'static str]) {
        let mut entries = self.entries(thing, |field| keys.contains(&field.key), |_| None);
        let last = entries.pop();
        entries.extend(to_come.iter().map(|label| FieldEntry {
            label,
            value: format!("{:TO_COME$}", "…"),
            style: self.cx.theme.dim,
        }));
        entries.extend(last);
        self.add(&entries, self.layout(entries.iter()));
    }

    /// The layout of these fields: in linear mode, one below the other.
    fn layout<'e>(&self, entries: impl Iterator<Item = &'e FieldEntry> + Clone) -> Layout {
        Layout::of(entries, self.room).stacked(self.cx.is_linear())
    }

    fn add(&mut self, entries: &[FieldEntry], layout: Layout) {
        if entries.is_empty() {
            return;
        }
        self.blank();
        let lines = layout.lines(entries, self.cx.theme.dim);
        self.lines.extend(lines);
    }

    fn entries(
        &self,
        thing: &dyn Known,
        is_wanted: impl Fn(&FieldValue) -> bool,
        instead: impl Fn(&FieldValue) -> Option<String>,
    ) -> Vec<FieldEntry> {
        let theme = self.cx.theme;
        let odd = |field: &FieldValue| thing.unreadable().has(field.key);
        let wanted = thing.fields().into_iter().filter(is_wanted);
        wanted
            .filter_map(|field| {
                if odd(&field) {
                    return Some(FieldEntry {
                        label: field.label,
                        value: "?".to_owned(),
                        style: theme.bad,
                    });
                }
                let style = match &field.value {
                    Value::Missing => return None,
                    Value::State(state) => theme.tone(state.tone),
                    _ => theme.text,
                };
                let value = instead(&field).unwrap_or_else(|| {
                    format::value(&self.cx.model.settings, &self.cx.model.neon, &field.value)
                });
                Some(FieldEntry {
                    label: field.label,
                    value,
                    style,
                })
            })
            .collect()
    }

    /// Adds a table below an empty line.
    pub fn table(&mut self, columns: &[Column], rows: Vec<Vec<Span<'a>>>) {
        self.blank();
        let heading = self.cx.theme.heading;
        self.lines
            .extend(table::lines(columns, rows, self.room, heading));
    }

    /// A cell with text from the API.
    pub fn cell(&self, text: &'a str) -> Span<'a> {
        Span::styled(clean(text), self.cx.theme.text)
    }

    /// A cell with less important text.
    pub fn dim(&self, text: impl Into<Cow<'a, str>>) -> Span<'a> {
        Span::styled(text, self.cx.theme.dim)
    }

    /// A cell with a state.
    pub fn state(&self, state: State) -> Span<'a> {
        let style = match state.tone {
            Tone::Plain => Style::new(),
            tone => self.cx.theme.tone(tone),
        };
        Span::styled(format!("{} {}", state.glyph, state.word), style)
    }
}

/// Joins two columns of lines; the second one begins at `at`.
pub fn beside<'a>(left: Vec<Line<'a>>, right: Vec<Line<'a>>, at: usize) -> Vec<Line<'a>> {
    let spans = |line: Line<'a>| {
        let style = line.style;
        let spans = line.spans.into_iter();
        spans.map(move |span| Span {
            style: style.patch(span.style),
            ..span
        })
    };
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let joined = (0..count).map(|_| {
        let mut line = Line::from_iter(spans(left.next().unwrap_or_default()));
        let other = right.next().unwrap_or_default();
        if !other.spans.is_empty() {
            let pad = at.saturating_sub(line.width());
            line.push_span(Span::raw(" ".repeat(pad)));
            line.spans.extend(spans(other));
        }
        line
    });
    joined.collect()
}
