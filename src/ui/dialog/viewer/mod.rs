//! Text that lies over the screen: the request log, schemas, and texts that no clipboard took.

pub mod search;
pub mod text_layout;

use super::Behavior;
pub use super::diff::{Diff, Side};
use crate::{
    key::Key,
    ui::{
        action::{Availability, Scope},
        child::{Child, ChildFile, ChildPurpose, Inherited},
        compare::all::{self, Schemas},
        effect::{CopyText, Effect},
        model::Model,
        scroll::{ListCursor, Step},
    },
};
pub use search::Search;
use std::cell::Cell;
pub use text_layout::{TextArea, TextPosition};

/// The furthest that a text scrolls sideways.
const SIDEWAYS_MOST: u16 = 10_000;

/// What is shown.
#[derive(Debug, Clone)]
pub enum Content {
    /// The requests that were sent; a line of the log can be opened.
    Log {
        /// On a request, counted from the newest.
        cursor: ListCursor,
        /// Its body and error are shown, too.
        open: bool,
    },
    /// Lines of text, without a border at the sides so that a terminal can select them.
    Text(Vec<String>),
    /// A text with a password, shown because no clipboard took it.
    Secret(crate::api::ConnectionUri),
    /// A difference between schemas.
    Diff(Box<Diff>),
    /// How much each database of a branch differs; a line of the list can be opened.
    Schemas(Box<Schemas>),
}

/// A text over the screen.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub title: String,
    /// What is shown.
    pub content: Content,
    /// A text that is read rather than selected: in a window, as long as it is.
    pub framed: bool,
    pub top: TextPosition,
    /// The first column shown.
    pub sideways: u16,
    /// Long lines go on below.
    pub wrap: bool,
    /// What is looked for.
    pub search: Option<Search>,
    /// The room that it had when it was last drawn; only keeps scrolling within it.
    pub room: Cell<TextArea>,
    /// It closes by itself after a while.
    pub fleeting: bool,
}

impl Viewer {
    /// A viewer at its beginning.
    pub fn new(title: impl Into<String>, content: Content) -> Self {
        Self {
            title: title.into(),
            // A difference is read line by line, a text is selected as one.
            wrap: matches!(content, Content::Text(_) | Content::Secret(_)),
            content,
            framed: false,
            top: TextPosition::default(),
            sideways: 0,
            search: None,
            room: Cell::default(),
            fleeting: false,
        }
    }
}

impl Behavior for Viewer {
    fn scopes(&self) -> &'static [Scope] {
        if self.is_searching() {
            &[Scope::Search, Scope::Always]
        } else {
            &[Scope::Viewer, Scope::Move, Scope::Always]
        }
    }

    fn takes_text(&self) -> bool {
        self.is_searching()
    }

    fn curl(&self, model: &Model) -> Option<String> {
        let entry = match self.content {
            Content::Log { ref cursor, .. } => cursor.at,
            _ => 0,
        };
        let entry = model.neon.log.entries().get(entry)?;
        Some(entry.curl(&model.neon.session.base_url))
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        search::type_key(model, key)
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        search::paste(model, text)
    }
}

/// Closes what was shown for a while only.
pub fn hide(model: &mut Model) {
    model.dialogs.close_all(|viewer: &Viewer| viewer.fleeting)
}

/// Opens the list of requests.
pub fn open_log(model: &mut Model) {
    let cursor = ListCursor::default();
    let content = Content::Log {
        cursor,
        open: false,
    };
    model.dialogs.open(Viewer::new("API requests", content));
}

/// Moves in the viewer by lines; in a list by its entries.
pub fn move_by(model: &mut Model, step: Step) {
    let requests = model.neon.log.entries().len();
    let Some(viewer) = model.dialogs.top_as_mut::<Viewer>() else {
        return;
    };
    let entries = match &viewer.content {
        Content::Schemas(schemas) => schemas.batch.rows.len(),
        _ => requests,
    };
    if let Some(cursor) = viewer.cursor_mut() {
        return cursor.go(cursor.after(step), entries, |_| None);
    }
    let room = viewer.room.get();
    let sheet = viewer.sheet(room);
    let by = step.lines(room.lines.into());
    let to = sheet.step(viewer.top(room), by).min(sheet.furthest());
    viewer.top = sheet.place(to);
}

/// Whether there are lines that may be too long for the screen.
pub fn can_wrap(model: &Model) -> Availability {
    let can = |viewer: &Viewer| matches!(viewer.content, Content::Text(_) | Content::Diff(_));
    Availability::shown_if(model.dialogs.top_is(can))
}

/// Lets long lines go on below, or cuts them.
pub fn wrap(model: &mut Model) {
    if let Some(viewer) = model.dialogs.top_as_mut::<Viewer>() {
        viewer.wrap = !viewer.wrap;
        viewer.sideways = 0;
    }
}

/// Moves sideways.
pub fn sideways(model: &mut Model, by: i16) {
    if let Some(viewer) = model.dialogs.top_as_mut::<Viewer>()
        && !viewer.wrap
    {
        viewer.sideways = viewer.sideways.saturating_add_signed(by).min(SIDEWAYS_MOST);
    }
}

/// Opens or closes the selected request of the log; opens the selected line of another list.
pub fn open_line(model: &mut Model) {
    let viewer = model.dialogs.top_as_mut::<Viewer>();
    match viewer.map(|viewer| &mut viewer.content) {
        Some(Content::Log { open, .. }) => *open = !*open,
        _ => all::open(model),
    }
}

/// The text of the open viewer, and how the name of a file with it ends.
pub(crate) fn text(model: &Model) -> Option<(&'static str, String)> {
    match &model.dialogs.top_as::<Viewer>()?.content {
        Content::Text(lines) => Some((".txt", lines.join("\n") + "\n")),
        Content::Diff(diff) if !diff.lines().is_empty() => Some((".patch", diff.text())),
        Content::Schemas(schemas) => schemas.patch().map(|patch| (".patch", patch)),
        Content::Diff(_) | Content::Log { .. } | Content::Secret(_) => None,
    }
}

/// Whether a text is shown that another program may have.
pub fn has_text(model: &Model) -> Availability {
    let has = |viewer: &Viewer| match &viewer.content {
        Content::Text(_) => true,
        Content::Diff(diff) => !diff.lines().is_empty(),
        Content::Schemas(schemas) => schemas.patch().is_some(),
        Content::Log { .. } | Content::Secret(_) => false,
    };
    Availability::shown_if(model.dialogs.top_is(has))
}

/// Opens the text in the editor, else in the pager.
pub fn open_text(model: &mut Model) {
    let Some((ending, text)) = text(model) else {
        return;
    };
    let programs = &model.settings.programs;
    let Some(words) = programs.editor.clone().or_else(|| programs.pager.clone()) else {
        return model.neon.say_bad(
            "no editor is known: set $VISUAL, $EDITOR or $PAGER, or editor = \"…\" in config.toml",
        );
    };
    model.outbox.push(Effect::Spawn(Box::new(Child {
        purpose: ChildPurpose::Read,
        words,
        inherited: Inherited::Everything,
        settings: Vec::new(),
        file: Some(ChildFile {
            ending,
            text: CopyText::Plain(text),
        }),
        greeting: "quit the program to come back".to_owned(),
        linger: false,
    })));
}

/// Whether a difference is shown, and nothing is looked for in it: that has the same keys.
pub fn has_hunks(model: &Model) -> Availability {
    let has = |viewer: &Viewer| match &viewer.content {
        Content::Diff(diff) => viewer.search.is_none() && !diff.hunks().is_empty(),
        _ => false,
    };
    Availability::shown_if(model.dialogs.top_is(has))
}

/// Goes to the next hunk.
pub fn next_hunk(model: &mut Model) {
    to_hunk(model, |hunks, from| hunks.iter().find(|at| **at > from))
}

/// Goes to the previous hunk.
pub fn previous_hunk(model: &mut Model) {
    to_hunk(model, |hunks, from| {
        hunks.iter().rev().find(|at| **at < from)
    })
}

fn to_hunk(model: &mut Model, find: fn(&[usize], usize) -> Option<&usize>) {
    let Some(viewer) = model.dialogs.top_as_mut::<Viewer>() else {
        return;
    };
    let Content::Diff(diff) = &viewer.content else {
        return;
    };
    let room = viewer.room.get();
    let here = viewer.sheet(room).place(viewer.top(room)).line;
    match find(diff.hunks(), here) {
        Some(line) => {
            viewer.top = TextPosition {
                line: *line,
                part: 0,
            };
        }
        None => model.neon.say("no more hunks in that direction"),
    }
}

/// A request was added to the log: a selected one keeps its line.
pub fn request_ended(model: &mut Model) {
    let last = model.neon.log.entries().len().saturating_sub(1);
    for viewer in model.dialogs.all_mut::<Viewer>() {
        if let Content::Log { cursor, .. } = &mut viewer.content {
            cursor.at = (cursor.at + 1).min(last);
            search::entry_received(viewer, last);
            search::again(viewer, &model.neon.log);
        }
    }
}
