//! Opening a line of a text, and pointing at one.

use crate::{
    api::{LogEntry, types::DatabaseName},
    neon::Neon,
    ui::{
        compare::all::{self},
        dialog::{
            Dialogs,
            line::DialogLine,
            viewer::{Content, Viewer},
        },
    },
};
use jiff::Timestamp;

/// Identifies a request of the log.
#[derive(Debug, PartialEq, Eq)]
pub struct RequestId {
    at: Timestamp,
    target: String,
}

impl RequestId {
    pub fn of(entry: &LogEntry) -> Self {
        Self {
            at: entry.at,
            target: entry.target.clone(),
        }
    }
}

/// Expands or collapses the selected request of the log; opens the selected line of another list.
pub fn open_line(dialogs: &mut Dialogs, neon: &mut Neon) {
    let viewer = dialogs.top_as_mut::<Viewer>();
    match viewer.map(|viewer| &mut viewer.content) {
        Some(Content::Log { open, .. }) => *open = !*open,
        _ => all::open(dialogs, neon),
    }
}

/// Puts the cursor on a request or on another line; returns `false` if it has gone.
pub(super) fn point(dialogs: &mut Dialogs, neon: &Neon, line: &DialogLine) -> bool {
    let Some(viewer) = dialogs.top_as_mut::<Viewer>() else {
        return false;
    };
    let found = match &viewer.content {
        Content::Schemas(schemas) => {
            let name = line.id::<DatabaseName>();
            name.and_then(|name| schemas.batch.rows.iter().position(|row| row.name == *name))
        }
        _ => {
            let mut entries = neon.log.entries().iter();
            let id = line.id::<RequestId>();
            id.and_then(|id| entries.position(|entry| RequestId::of(entry) == *id))
        }
    };
    let cursor = viewer.cursor_mut();
    found
        .zip(cursor)
        .map(|(at, cursor)| cursor.at = at)
        .is_some()
}
