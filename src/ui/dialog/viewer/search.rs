//! Searching in a text.
//!
//! `/` opens a search line. Text is searched for as it is typed, starting at the current position. Enter keeps
//! the search, after which two keys go from match to match. Case matters only if a capital letter is typed.

use super::{Content, Viewer, output::Appended};
use crate::{
    key::Key,
    kinds::matching,
    neon::{DialogId, Neon, log::RequestLog},
    ui::{
        action::Availability,
        dialog::{Dialogs, viewer::text_layout::TextPosition},
        scroll::{Ends, ListCursor, moved},
        text_input,
    },
};
use std::ops::Range;
use tui_input::Input;

/// The maximum number of matches counted.
const MOST: usize = 9_999;

/// A search.
#[derive(Debug, Clone)]
pub struct Search {
    pub input: Input,
    /// Whether the words are being typed.
    pub typing: bool,
    hits: Vec<Hit>,
    /// The index of the match shown.
    at: usize,
    /// The position before the search.
    from: Start,
}

/// A match: its line and the bytes in it. In a list, the line is the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub line: usize,
    pub at: Range<usize>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Start {
    top: TextPosition,
    sideways: u16,
    entry: usize,
}

impl Search {
    pub fn words(&self) -> &str {
        self.input.value()
    }

    #[cfg(test)]
    pub(super) fn of(words: &str) -> Self {
        Self {
            input: words.into(),
            typing: false,
            hits: Vec::new(),
            at: 0,
            from: Start::default(),
        }
    }

    #[cfg(test)]
    pub(super) fn hits(&self) -> &[Hit] {
        &self.hits
    }

    pub fn shown(&self) -> Option<&Hit> {
        self.hits.get(self.at)
    }

    /// "3/12", or "no match".
    pub fn count(&self) -> String {
        match self.hits.len() {
            _ if self.words().is_empty() => String::new(),
            0 => "no match".to_owned(),
            MOST => format!("{}/{MOST}+", self.at + 1),
            all => format!("{}/{all}", self.at + 1),
        }
    }
}

pub fn find<'a>(line: &'a str, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let exact = words.contains(char::is_uppercase);
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = matching::find(line, words, exact, from)?;
        from = found.end;
        Some(found)
    })
}

/// The text of a request log entry that is searched.
fn entry_text(entry: &crate::api::LogEntry) -> String {
    let status = entry.status.map(|status| status.to_string());
    [
        entry.method.as_str(),
        &entry.target,
        &status.unwrap_or_default(),
        entry.error.as_deref().unwrap_or_default(),
        entry.operation.spec().id,
    ]
    .join(" ")
}

/// All matches in a text, up to the limit.
fn hits(viewer: &Viewer, log: &RequestLog, words: &str) -> Vec<Hit> {
    if words.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    let mut in_line = |line: usize, text: &str, all: bool| {
        let left = if all { MOST - hits.len() } else { 1 };
        let found = find(text, words).take(left.min(MOST - hits.len()));
        hits.extend(found.map(|at| Hit { line, at }));
        hits.len() < MOST
    };
    match &viewer.content {
        Content::Log { .. } => {
            let mut entries = log.entries().iter().enumerate();
            entries.all(|(line, entry)| in_line(line, &entry_text(entry), false));
        }
        Content::Schemas(schemas) => {
            let mut rows = schemas.batch.rows.iter().enumerate();
            rows.all(|(line, row)| in_line(line, row.name.as_str(), false));
        }
        Content::Text(_) | Content::Secret(_) | Content::Output(_) | Content::Diff(_) => {
            let layout = viewer.layout(viewer.room.get());
            (0..layout.lines()).all(|line| in_line(line, layout.line(line), true));
        }
    }
    hits
}

fn top<'a>(dialogs: &'a mut Dialogs, neon: &'a Neon) -> Option<(&'a mut Viewer, &'a RequestLog)> {
    Some((dialogs.top_as_mut()?, &neon.log))
}

/// Whether the text can be searched.
pub fn ready(dialogs: &Dialogs) -> Availability {
    let can = |viewer: &Viewer| !matches!(viewer.content, Content::Secret(_));
    Availability::shown_if(dialogs.top_is(can))
}

/// Whether a search is active.
pub fn is_on(dialogs: &Dialogs) -> Availability {
    let is = |viewer: &Viewer| viewer.search.is_some();
    Availability::shown_if(dialogs.top_is(is))
}

/// Opens the search line, with the previous words to edit.
pub fn open(dialogs: &mut Dialogs, neon: &Neon) {
    let Some((viewer, _)) = top(dialogs, neon) else {
        return;
    };
    let from = Start {
        top: viewer.top,
        sideways: viewer.sideways,
        entry: viewer.entry().unwrap_or_default(),
    };
    let previous = viewer.search.take();
    viewer.search = Some(Search {
        typing: true,
        from,
        ..previous.unwrap_or_else(|| Search {
            input: Input::default(),
            typing: true,
            hits: Vec::new(),
            at: 0,
            from,
        })
    });
}

/// Edits the words while they are being typed.
pub(super) fn type_key(dialogs: &mut Dialogs, neon: &Neon, key: Key) -> bool {
    let Some((viewer, _)) = top(dialogs, neon) else {
        return false;
    };
    let Some(search) = viewer.search.as_mut().filter(|search| search.typing) else {
        return false;
    };
    let before = search.words().to_owned();
    if !text_input::edit(&mut search.input, key) {
        return false;
    }
    if search.words() != before {
        look(dialogs, neon);
    }
    true
}

/// Pastes into the words while they are being typed.
pub fn paste(dialogs: &mut Dialogs, neon: &Neon, text: &str) -> bool {
    let search = top(dialogs, neon).and_then(|(viewer, ..)| viewer.search.as_mut());
    let Some(search) = search.filter(|search| search.typing) else {
        return false;
    };
    text_input::insert(&mut search.input, text);
    look(dialogs, neon);
    true
}

/// Searches from the position before the search, and shows the first match.
fn look(dialogs: &mut Dialogs, neon: &Neon) {
    let Some((viewer, log)) = top(dialogs, neon) else {
        return;
    };
    let Some(search) = &viewer.search else {
        return;
    };
    let from = search.from;
    let hits = hits(viewer, log, search.words());
    let begin = viewer.entry().map_or(from.top.line, |_| from.entry);
    let at = hits.partition_point(|hit| hit.line < begin);
    let at = if at == hits.len() { 0 } else { at };
    viewer.go_back_to(from);
    if let Some(search) = &mut viewer.search {
        (search.hits, search.at) = (hits, at);
    }
    viewer.show_hit();
}

/// Searches again after the text has changed; the match shown stays in place.
pub fn again(viewer: &mut Viewer, log: &RequestLog) {
    let Some(search) = &viewer.search else {
        return;
    };
    let found = hits(viewer, log, search.words());
    set_hits(viewer, found);
}

fn set_hits(viewer: &mut Viewer, found: Vec<Hit>) {
    let begin = viewer.entry().unwrap_or(viewer.top.line);
    if let Some(search) = &mut viewer.search {
        let at = found.partition_point(|hit| hit.line < begin);
        search.at = at.min(found.len().saturating_sub(1));
        search.hits = found;
    }
}

/// Searches what was added to a text; the matches before move with their lines.
pub fn appended(viewer: &mut Viewer, appended: &Appended) {
    let Some(search) = &mut viewer.search else {
        return;
    };
    let mut hits = std::mem::take(&mut search.hits);
    let mut kept = appended.kept.clone();
    if hits.len() >= MOST {
        // What is behind the last of them was not searched.
        let last = hits.last().map_or(0, |hit| hit.line);
        kept.end = kept.end.min(last.saturating_sub(appended.moved));
    }
    hits.retain_mut(|hit| {
        let line = hit.line.checked_sub(appended.moved);
        hit.line = line.unwrap_or_default();
        line.is_some_and(|line| kept.contains(&line))
    });
    let words = viewer.search.as_ref().map_or("", Search::words);
    let layout = viewer.layout(viewer.room.get());
    let in_lines = |lines: Range<usize>, most: usize| {
        let lines = lines.filter(|_| !words.is_empty());
        let found = lines.flat_map(|line| {
            let found = find(layout.line(line), words);
            found.map(move |at| Hit { line, at })
        });
        found.take(most).collect::<Vec<_>>()
    };
    // The note in the first line tells another number.
    let mut found = in_lines(0..kept.start, MOST);
    hits.truncate(MOST - found.len());
    found.append(&mut hits);
    let more = in_lines(kept.end.max(kept.start)..layout.lines(), MOST - found.len());
    found.extend(more);
    set_hits(viewer, found);
}

/// Searches the text of a viewer after it has arrived, and shows the match.
pub(crate) fn text_received(dialogs: &mut Dialogs, neon: &Neon, id: DialogId) {
    if let Some(viewer) = dialogs.get_as_mut::<Viewer>(id) {
        again(viewer, &neon.log);
        if viewer.entry().is_none() {
            viewer.show_hit();
        }
    }
}

/// Adjusts the position before the search after an entry was added to the front of a list.
pub(crate) fn entry_received(viewer: &mut Viewer, count: usize) {
    if let Some(search) = &mut viewer.search {
        search.from.entry = moved(search.from.entry, 1, count, Ends::Stay);
    }
}

/// Keeps the search and returns the keys to the text.
pub fn keep(dialogs: &mut Dialogs, neon: &Neon) {
    if let Some((viewer, _)) = top(dialogs, neon) {
        let previous = viewer.search.take();
        let previous = previous.filter(|search| !search.words().is_empty());
        viewer.search = previous.map(|search| Search {
            typing: false,
            ..search
        });
    }
}

/// Ends the search; while it is being typed, returns to the position before it.
pub fn drop(dialogs: &mut Dialogs, neon: &Neon) {
    if let Some((viewer, _)) = top(dialogs, neon)
        && let Some(search) = viewer.search.take()
        && search.typing
    {
        viewer.go_back_to(search.from);
    }
}

/// Ends the search; returns `false` if there was none.
pub fn escape(dialogs: &mut Dialogs, neon: &Neon) -> bool {
    let is_on = is_on(dialogs) == Availability::Yes;
    drop(dialogs, neon);
    is_on
}

/// Shows the next match, after the last one the first.
pub fn next(dialogs: &mut Dialogs, neon: &Neon) {
    jump(
        dialogs,
        neon,
        |at, all| if at + 1 < all { at + 1 } else { 0 },
    )
}

/// Shows the previous match, before the first one the last.
pub fn previous(dialogs: &mut Dialogs, neon: &Neon) {
    jump(dialogs, neon, |at, all| {
        at.checked_sub(1).unwrap_or(all - 1)
    })
}

fn jump(dialogs: &mut Dialogs, neon: &Neon, to: fn(usize, usize) -> usize) {
    let Some((viewer, _)) = top(dialogs, neon) else {
        return;
    };
    if let Some(search) = &mut viewer.search
        && !search.hits.is_empty()
    {
        search.at = to(search.at, search.hits.len());
    }
    viewer.show_hit();
}

impl Viewer {
    /// Whether the words of a search are being typed.
    pub fn is_searching(&self) -> bool {
        self.search.as_ref().is_some_and(|search| search.typing)
    }

    /// The selected entry, in a list.
    pub(crate) fn entry(&self) -> Option<usize> {
        match &self.content {
            Content::Log { cursor, .. } => Some(cursor.at),
            Content::Schemas(schemas) => Some(schemas.cursor.at),
            Content::Text(_) | Content::Secret(_) | Content::Output(_) | Content::Diff(_) => None,
        }
    }

    /// The cursor of a list.
    pub(crate) fn cursor_mut(&mut self) -> Option<&mut ListCursor> {
        match &mut self.content {
            Content::Log { cursor, .. } => Some(cursor),
            Content::Schemas(schemas) => Some(&mut schemas.cursor),
            Content::Text(_) | Content::Secret(_) | Content::Output(_) | Content::Diff(_) => None,
        }
    }

    fn go_back_to(&mut self, from: Start) {
        (self.top, self.sideways) = (from.top, from.sideways);
        if let Some(cursor) = self.cursor_mut() {
            cursor.at = from.entry;
        }
    }

    /// Scrolls the current match into view.
    fn show_hit(&mut self) {
        let Some(hit) = self.search.as_ref().and_then(Search::shown).cloned() else {
            return;
        };
        if let Some(cursor) = self.cursor_mut() {
            cursor.at = hit.line;
            return;
        }
        let room = self.room.get();
        let layout = self.layout(room);
        let at = layout.showing(self.top(room), hit.line, hit.at.start);
        let sideways = layout.sideways(self.sideways, hit.line, hit.at);
        (self.top, self.sideways) = (layout.place(at), sideways);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_capitals_unless_one_is_typed() {
        let all = |line, words| {
            let found = find(line, words);
            found.map(|at| (at.start, at.end)).collect::<Vec<_>>()
        };
        assert_eq!(all("Users of users", "users"), [(0, 5), (9, 14)]);
        assert_eq!(all("Users of users", "Users"), [(0, 5)]);
        assert_eq!(all("aaaa", "aa"), [(0, 2), (2, 4)]);
        assert_eq!(all("東京 café", "京"), [(3, 6)]);
        assert_eq!(all("ab", "abc"), []);
        assert_eq!(all("ab", ""), []);
        assert_eq!(all("aab", "ab"), [(1, 3)]);
        assert_eq!(all("CAFÉ, café", "é"), [(3, 5), (10, 12)]);
        assert_eq!(all("CAFÉ, café", "É"), [(3, 5)]);
        assert_eq!(all("ÄÖ äö", "äö"), [(0, 4), (5, 9)]);
    }
}
