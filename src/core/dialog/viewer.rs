//! Text that lies over the screen: the request log, and texts that no clipboard took.

use super::Dialog;
pub use super::diff::{Diff, Side};
use crate::core::{
    action::Ready,
    child::{Child, ChildFile, Errand},
    effect::{CopyText, Effect},
    model::Model,
};

/// What is shown.
#[derive(Debug, Clone)]
pub enum Content {
    /// The requests that were sent; a line of the log can be opened.
    Log {
        /// The selected request, counted from the newest.
        at: usize,
        /// Its body and error are shown, too.
        open: bool,
    },
    /// Lines of text, without a border at the sides so that a terminal can select them.
    Text(Vec<String>),
    /// A text with a password, shown because no clipboard took it.
    Secret(crate::api::ConnectionUri),
    /// A difference between schemas.
    Diff(Box<Diff>),
}

/// A text over the screen.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// Its title.
    pub title: String,
    /// What is shown.
    pub content: Content,
    /// The first line shown.
    pub scroll: u16,
    /// The first column shown.
    pub sideways: u16,
    /// It closes by itself after a while.
    pub fleeting: bool,
}

impl Viewer {
    /// A viewer at its beginning.
    pub fn new(title: impl Into<String>, content: Content) -> Self {
        Self {
            title: title.into(),
            content,
            scroll: 0,
            sideways: 0,
            fleeting: false,
        }
    }
}

/// Closes what was shown for a while only.
pub fn hide(model: &mut Model) {
    let is_over = |dialog: &Dialog| matches!(dialog, Dialog::Viewer(viewer) if viewer.fleeting);
    let over = model
        .dialogs
        .with_ids()
        .filter(|(_, dialog)| is_over(dialog));
    let over: Vec<_> = over.map(|(id, _)| id).collect();
    for id in over {
        model.dialogs.close(id);
    }
}

/// Opens the list of requests.
pub fn open_log(model: &mut Model) -> Vec<Effect> {
    let content = Content::Log { at: 0, open: false };
    model
        .dialogs
        .open(Dialog::Viewer(Viewer::new("API requests", content)));
    Vec::new()
}

/// Moves in the viewer by lines; in the log by requests.
pub fn move_by(model: &mut Model, by: isize) -> Vec<Effect> {
    let requests = model.log.entries().len();
    let width = usize::from(model.size.0).max(1);
    let Some(Dialog::Viewer(viewer)) = model.dialogs.top_mut() else {
        return Vec::new();
    };
    let step = |from: usize, last: usize| from.saturating_add_signed(by).min(last);
    match &mut viewer.content {
        Content::Log { at, .. } => *at = step(*at, requests.saturating_sub(1)),
        Content::Text(lines) => {
            // As many lines as are drawn, where long ones go on below.
            let drawn = lines.iter().map(|line| line.chars().count() / width + 1);
            let to = step(usize::from(viewer.scroll), drawn.sum::<usize>() - 1);
            viewer.scroll = u16::try_from(to).unwrap_or(u16::MAX);
        }
        Content::Diff(diff) => {
            let to = step(
                usize::from(viewer.scroll),
                diff.lines.len().saturating_sub(1),
            );
            viewer.scroll = u16::try_from(to).unwrap_or(u16::MAX);
        }
        Content::Secret(_) => {}
    }
    Vec::new()
}

/// Moves sideways.
pub fn sideways(model: &mut Model, by: i16) {
    if let Some(Dialog::Viewer(viewer)) = model.dialogs.top_mut() {
        viewer.sideways = viewer.sideways.saturating_add_signed(by).min(1000);
    }
}

/// Opens or closes the selected request of the log.
pub fn open_line(model: &mut Model) {
    if let Some(Dialog::Viewer(Viewer {
        content: Content::Log { open, .. },
        ..
    })) = model.dialogs.top_mut()
    {
        *open = !*open;
    }
}

/// The text of the open viewer, and how the name of a file with it ends.
pub(in crate::core) fn text(model: &Model) -> Option<(&'static str, String)> {
    match model.dialogs.top() {
        Some(Dialog::Viewer(Viewer { content, .. })) => match content {
            Content::Text(lines) => Some((".txt", lines.join("\n") + "\n")),
            Content::Diff(diff) if !diff.lines.is_empty() => Some((".patch", diff.text())),
            Content::Diff(_) | Content::Log { .. } | Content::Secret(_) => None,
        },
        _ => None,
    }
}

/// Whether a text is shown that another program may have.
pub fn has_text(model: &Model) -> Ready {
    text(model).map_or(Ready::Hidden, |_| Ready::Yes)
}

/// Opens the text in the editor, else in the pager.
pub fn open_text(model: &mut Model) -> Vec<Effect> {
    let Some((ending, text)) = text(model) else {
        return Vec::new();
    };
    let programs = &model.session.programs;
    let Some(words) = programs.editor.clone().or_else(|| programs.pager.clone()) else {
        return model.say_bad(
            "no editor is known: set $VISUAL, $EDITOR or $PAGER, or editor = \"…\" in config.toml",
        );
    };
    vec![Effect::Spawn(Box::new(Child {
        errand: Errand::Read,
        words,
        settings: Vec::new(),
        file: Some(ChildFile {
            ending,
            text: CopyText::Plain(text),
        }),
        greeting: "leave the program to come back".to_owned(),
        linger: false,
    }))]
}

/// Whether a difference is shown.
pub fn has_hunks(model: &Model) -> Ready {
    match model.dialogs.top() {
        Some(Dialog::Viewer(Viewer {
            content: Content::Diff(diff),
            ..
        })) if diff.hunks().next().is_some() => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Goes to the next hunk.
pub fn next_hunk(model: &mut Model) -> Vec<Effect> {
    to_hunk(model, |diff, from| diff.hunks().find(|at| *at > from))
}

/// Goes to the previous hunk.
pub fn previous_hunk(model: &mut Model) -> Vec<Effect> {
    to_hunk(model, |diff, from| diff.hunks().rev().find(|at| *at < from))
}

fn to_hunk(model: &mut Model, find: fn(&Diff, usize) -> Option<usize>) -> Vec<Effect> {
    let Some(Dialog::Viewer(viewer)) = model.dialogs.top_mut() else {
        return Vec::new();
    };
    let Content::Diff(diff) = &viewer.content else {
        return Vec::new();
    };
    match find(diff, usize::from(viewer.scroll)) {
        Some(at) => {
            viewer.scroll = u16::try_from(at).unwrap_or(u16::MAX);
            Vec::new()
        }
        None => model.say("no further hunk that way"),
    }
}

/// A request was added to the log: a selected one keeps its line.
pub fn request_ended(model: &mut Model) {
    let last = model.log.entries().len().saturating_sub(1);
    for dialog in model.dialogs.iter_mut() {
        if let Dialog::Viewer(Viewer {
            content: Content::Log { at, .. },
            ..
        }) = dialog
        {
            *at = (*at + 1).min(last);
        }
    }
}
