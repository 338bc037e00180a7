//! The parts of a row's text.

use super::super::{
    DrawContext,
    text::{clean, width},
};
use crate::{
    kinds::{State, Tone, Value},
    ui::{row_lookup, tree::Row},
};
use ratatui::style::Style;
use std::borrow::Cow;

/// The parts of a row, as cells that may change.
const NAME: &str = "name";
pub const STATE: &str = "state";
const TAIL: &str = "tail";

/// The text of a row.
#[derive(Clone)]
pub struct Text<'a> {
    pub name: Cow<'a, str>,
    pub name_style: Style,
    /// Two letters between name and state.
    pub kind: &'static str,
    /// The state's sign.
    pub glyph: Option<char>,
    pub glyph_style: Style,
    /// The state's word.
    pub word: Cow<'a, str>,
    pub word_style: Style,
    /// The text at the right end.
    pub tail: String,
    pub tail_style: Style,
    /// The tail where there is little room; empty if it may be left out.
    pub short_tail: &'static str,
    /// Whether the name depends on the filter, or is not known yet.
    pub is_name_unsettled: bool,
    /// Whether state and tail say that something is not known yet, or could not be read.
    pub is_unsettled: bool,
    /// Whether the tail changes with the time.
    pub is_countdown: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(name: &'a str, name_style: Style, cx: DrawContext<'_>) -> Self {
        Self {
            name: clean(name),
            name_style,
            kind: "",
            glyph: None,
            glyph_style: cx.theme.text,
            word: Cow::Borrowed(""),
            word_style: cx.theme.dim,
            tail: String::new(),
            tail_style: cx.theme.dim,
            short_tail: "",
            is_name_unsettled: false,
            is_unsettled: false,
            is_countdown: false,
        }
    }

    /// The cells that change only when somebody changes something.
    pub fn lasting(&self) -> Vec<(&'static str, Value)> {
        let cells = [
            (NAME, &*self.name, !self.is_name_unsettled),
            (STATE, &*self.word, !self.is_unsettled),
            (TAIL, &*self.tail, !self.is_unsettled && !self.is_countdown),
        ];
        let lasting = cells.into_iter().filter(|(.., lasts)| *lasts);
        lasting
            .map(|(cell, text, _)| (cell, Value::Text(text.to_owned())))
            .collect()
    }

    /// The same with the cells marked that an answer has just changed.
    pub fn marked(self, row: &Row, cx: DrawContext<'_>) -> Self {
        if cx.model.browser.changed.is_empty() {
            return self;
        }
        let target = row_lookup::target(row.place, &cx.model.neon.store);
        let mark = |style, cell| cx.marked(style, target.as_ref(), cell);
        Self {
            name_style: mark(self.name_style, NAME),
            word_style: mark(self.word_style, STATE),
            tail_style: mark(self.tail_style, TAIL),
            ..self
        }
    }

    /// Whether the row has no state, so that name and tail share all the room.
    pub fn is_free(&self) -> bool {
        self.glyph.is_none() && self.word.is_empty()
    }

    /// The width to keep for the tail: the name comes before a tail that has a short form.
    pub fn least_tail(&self) -> usize {
        match width(self.short_tail) {
            0 => self.tail_width(),
            short => 1 + short,
        }
    }

    /// The width of the tail and the blank before it.
    pub fn tail_width(&self) -> usize {
        match width(&self.tail) {
            0 => 0,
            tail => 1 + tail,
        }
    }

    /// The widths of the state, the word being `word`: with the tail, with the short tail, and alone.
    fn state_widths(&self, word: &str) -> [u16; 3] {
        let state = match (self.glyph, width(word)) {
            (Some(_), 0) => 1,
            (Some(_), word) => 2 + word,
            (None, word) => word,
        };
        [self.tail_width(), self.least_tail(), 0]
            .map(|tail| u16::try_from(state + tail).unwrap_or(u16::MAX))
    }

    /// The widths of the state with its word.
    pub fn worded_widths(&self) -> [u16; 3] {
        self.state_widths(&self.word)
    }

    /// The widths of the state without its word, if the sign says enough: it does for what most branches are.
    pub fn sign_widths(&self) -> Option<[u16; 3]> {
        let is_common = [State::ACTIVE.word, State::IDLE.word].contains(&&*self.word);
        is_common.then(|| self.state_widths(""))
    }

    /// The width between the name and the state: for the kind.
    pub fn behind_name(&self) -> usize {
        match width(self.kind) {
            0 => 1,
            kind => kind + 2,
        }
    }

    pub(super) fn state(mut self, state: State, cx: DrawContext<'_>) -> Self {
        self.glyph = Some(state.glyph);
        self.glyph_style = cx.theme.tone(state.tone);
        self.word = Cow::Borrowed(state.word);
        self.word_style = match state.tone {
            Tone::Good | Tone::Plain => cx.theme.text,
            Tone::Quiet => cx.theme.quiet,
            Tone::Busy => cx.theme.busy,
            Tone::Bad => cx.theme.bad,
        };
        self
    }

    /// Replaces the state with what is being done.
    pub(super) fn busy(mut self, doing: String, cx: DrawContext<'_>) -> Self {
        self.glyph = cx.spinner().chars().next();
        self.glyph_style = cx.theme.busy;
        self.word = Cow::Owned(doing);
        self.word_style = cx.theme.busy;
        self.tail.clear();
        self
    }

    /// Replaces the state with a tail.
    pub(super) fn instead(mut self, tail: String, style: Style) -> Self {
        self.glyph = None;
        self.word = Cow::Borrowed("");
        self.is_unsettled = true;
        self.tail = tail;
        self.tail_style = style;
        self
    }

    pub(super) fn word(mut self, word: impl Into<Cow<'a, str>>, style: Style) -> Self {
        self.word = word.into();
        self.word_style = style;
        self
    }
}
