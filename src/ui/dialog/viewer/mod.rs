//! Text shown above the screen: the request log, schemas, and texts that could not be copied.

pub mod open_line;
pub mod output;
pub mod search;
pub mod text_layout;

use crate::{
    api::ShellCommands,
    key::Key,
    neon::{Neon, notice::Notice},
    store::target::Target,
    ui::{
        action::{Action, Availability, Scope},
        child::{Child, ChildFile, ChildPurpose, Inherited, Linger},
        compare::schemas::Schemas,
        dialog::{Dialogs, line::DialogLine, stakes::Stakes},
        effect::{CopyText, Effect, Outbox},
        model::Model,
        scroll::{ListCursor, Step},
        settings::Settings,
    },
};

use self::output::Output;
use self::search::Search;
use self::text_layout::TextArea;
use self::text_layout::TextPosition;
use super::Behavior;
pub use super::diff::{Diff, Side};
use std::cell::Cell;

/// The maximum horizontal scroll position.
const SIDEWAYS_MOST: u16 = 10_000;

#[derive(Debug, Clone)]
pub enum Content {
    /// The requests that were sent; an entry can be opened.
    Log {
        /// The selected entry, counted from the newest.
        cursor: ListCursor,
        /// Whether its body and error are shown.
        open: bool,
    },
    /// Lines of text, without borders at the sides so that they can be selected in the terminal.
    Text(Vec<String>),
    /// A text with a password that could not be copied.
    Secret(crate::api::ConnectionUri),
    /// What a command of the user prints.
    Output(Box<Output>),
    /// A difference between schemas.
    Diff(Box<Diff>),
    /// The difference of each database of a branch; a line can be opened.
    Schemas(Box<Schemas>),
}

impl Content {
    /// Whether it is nothing but text.
    pub const fn is_plain(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Secret(_) | Self::Output(_))
    }
}

#[derive(Debug, Clone)]
pub struct Viewer {
    pub title: String,
    /// What the text is about.
    pub about: Option<Target>,
    pub content: Content,
    /// Whether it is text to read rather than to select, shown in a window that fits it.
    pub framed: bool,
    pub top: TextPosition,
    /// The first column shown.
    pub sideways: u16,
    /// Whether long lines are wrapped.
    pub wrap: bool,
    pub search: Option<Search>,
    /// The size when it was last drawn; only used to limit scrolling.
    pub room: Cell<TextArea>,
    /// Whether it closes by itself after a while.
    pub fleeting: bool,
}

impl Viewer {
    /// Creates a viewer at the top of its content.
    pub fn new(title: impl Into<String>, content: Content) -> Self {
        Self {
            title: title.into(),
            about: None,
            // Differences are read line by line, texts are selected as a whole.
            wrap: content.is_plain(),
            content,
            framed: false,
            top: TextPosition::default(),
            sideways: 0,
            search: None,
            room: Cell::default(),
            fleeting: false,
        }
    }

    /// The same about this thing.
    #[must_use]
    pub fn about(self, about: &Target) -> Self {
        Self {
            about: Some(about.clone()),
            ..self
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

    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        let about = self.about.as_ref();
        about.map_or_else(Stakes::default, |about| Stakes::of(neon, about))
    }

    fn commands(&self, _: &Settings, neon: &Neon) -> Option<ShellCommands> {
        let entry = match self.content {
            Content::Log { ref cursor, .. } => cursor.at,
            _ => 0,
        };
        let entry = neon.log.entries().get(entry)?;
        Some(entry.commands(&neon.session.base_url))
    }

    fn opens(&self) -> Option<Action> {
        let has_lines = matches!(self.content, Content::Log { .. } | Content::Schemas(_));
        has_lines.then_some(Action::Open)
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        open_line::point(&mut model.dialogs, &model.neon, line)
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        search::type_key(&mut model.dialogs, &model.neon, key)
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        search::paste(&mut model.dialogs, &model.neon, text)
    }
}

/// Closes viewers that were shown only for a while.
pub fn hide(dialogs: &mut Dialogs) {
    dialogs.close_all(|viewer: &Viewer| viewer.fleeting)
}

/// Opens the request log.
pub fn open_log(dialogs: &mut Dialogs) {
    let cursor = ListCursor::default();
    let content = Content::Log {
        cursor,
        open: false,
    };
    dialogs.open(Viewer::new("API requests", content));
}

/// Opens the list of the latest notices, the newest first.
pub fn open_notices(dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let line = |notice: &Notice| {
        let at = notice.at.to_zoned(settings.zone.clone());
        format!(
            "{}  {} {}",
            at.strftime("%H:%M:%S"),
            notice.tone.sign(),
            notice.text
        )
    };
    let mut lines: Vec<String> = neon.notices.past().map(line).collect();
    if lines.is_empty() {
        lines.push("There were no notices yet.".to_owned());
    }
    let mut viewer = Viewer::new("Notices", Content::Text(lines));
    viewer.framed = true;
    dialogs.open(viewer);
}

/// Moves by lines, in a list by entries.
pub fn move_by(dialogs: &mut Dialogs, neon: &Neon, step: Step) {
    let requests = neon.log.entries().len();
    let Some(viewer) = dialogs.top_as_mut::<Viewer>() else {
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
    let layout = viewer.layout(room);
    let by = step.lines(room.lines.into());
    let to = layout
        .step(viewer.top(room), by)
        .min(layout.last_position());
    viewer.top = layout.place(to);
}

/// Whether there are lines that may need wrapping.
pub fn can_wrap(dialogs: &Dialogs) -> Availability {
    let can = |viewer: &Viewer| {
        matches!(
            viewer.content,
            Content::Text(_) | Content::Output(_) | Content::Diff(_)
        )
    };
    Availability::shown_if(dialogs.top_is(can))
}

/// Switches between wrapping and cutting long lines.
pub fn wrap(dialogs: &mut Dialogs) {
    if let Some(viewer) = dialogs.top_as_mut::<Viewer>() {
        viewer.wrap = !viewer.wrap;
        viewer.sideways = 0;
    }
}

/// Scrolls sideways.
pub fn sideways(dialogs: &mut Dialogs, by: i16) {
    if let Some(viewer) = dialogs.top_as_mut::<Viewer>()
        && !viewer.wrap
    {
        viewer.sideways = viewer.sideways.saturating_add_signed(by).min(SIDEWAYS_MOST);
    }
}

/// The text of the open viewer, and the file extension for it.
pub(crate) fn text(dialogs: &Dialogs) -> Option<(&'static str, String)> {
    match &dialogs.top_as::<Viewer>()?.content {
        Content::Text(lines) => Some((".txt", lines.join("\n") + "\n")),
        Content::Output(output) => Some((".txt", output.text())),
        Content::Diff(diff) if !diff.lines().is_empty() => Some((".patch", diff.text())),
        Content::Schemas(schemas) => schemas.patch().map(|patch| (".patch", patch)),
        Content::Diff(_) | Content::Log { .. } | Content::Secret(_) => None,
    }
}

/// Whether a text is shown that may be passed to another program.
pub fn has_text(dialogs: &Dialogs) -> Availability {
    let has = |viewer: &Viewer| match &viewer.content {
        Content::Text(_) => true,
        Content::Output(output) => output.count() > 0,
        Content::Diff(diff) => !diff.lines().is_empty(),
        Content::Schemas(schemas) => schemas.patch().is_some(),
        Content::Log { .. } | Content::Secret(_) => false,
    };
    Availability::shown_if(dialogs.top_is(has))
}

/// Opens the text in the editor, or without one in the pager.
pub fn open_text(dialogs: &Dialogs, outbox: &mut Outbox, settings: &Settings, neon: &mut Neon) {
    let Some((ending, text)) = text(dialogs) else {
        return;
    };
    let programs = &settings.programs;
    let all = [&programs.editor, &programs.pager, &programs.any_editor];
    let Some(words) = all.into_iter().flatten().next().cloned() else {
        return neon.say_bad(
            "no editor is known: set $VISUAL, $EDITOR or $PAGER, or editor = \"…\" in config.toml",
        );
    };
    outbox.push(Effect::Spawn(Box::new(Child {
        purpose: ChildPurpose::Read,
        words,
        inherited: Inherited::Everything,
        settings: Vec::new(),
        file: Some(ChildFile {
            ending,
            text: CopyText::Plain(text),
        }),
        greeting: "quit the program to come back".to_owned(),
        linger: Linger::Never,
    })));
}

/// Whether a difference is shown and no search is active: searches use the same keys.
pub fn has_hunks(dialogs: &Dialogs) -> Availability {
    let has = |viewer: &Viewer| match &viewer.content {
        Content::Diff(diff) => viewer.search.is_none() && !diff.hunks().is_empty(),
        _ => false,
    };
    Availability::shown_if(dialogs.top_is(has))
}

/// Goes to the next hunk.
pub fn next_hunk(dialogs: &mut Dialogs, neon: &mut Neon) {
    to_hunk(dialogs, neon, |hunks, from| {
        hunks.iter().find(|at| **at > from)
    })
}

/// Goes to the previous hunk.
pub fn previous_hunk(dialogs: &mut Dialogs, neon: &mut Neon) {
    to_hunk(dialogs, neon, |hunks, from| {
        hunks.iter().rev().find(|at| **at < from)
    })
}

fn to_hunk(dialogs: &mut Dialogs, neon: &mut Neon, find: fn(&[usize], usize) -> Option<&usize>) {
    let Some(viewer) = dialogs.top_as_mut::<Viewer>() else {
        return;
    };
    let Content::Diff(diff) = &viewer.content else {
        return;
    };
    let room = viewer.room.get();
    let here = viewer.layout(room).place(viewer.top(room)).line;
    match find(diff.hunks(), here) {
        Some(line) => {
            viewer.top = TextPosition {
                line: *line,
                part: 0,
            };
        }
        None => neon.say("no more hunks in that direction"),
    }
}

/// Keeps a selected entry selected when a request is added to the log.
pub fn request_ended(dialogs: &mut Dialogs, neon: &Neon) {
    let count = neon.log.entries().len();
    for viewer in dialogs.all_mut::<Viewer>() {
        if let Content::Log { cursor, .. } = &mut viewer.content {
            cursor.shift(1, count);
            search::entry_received(viewer, count);
            search::again(viewer, &neon.log);
        }
    }
}
