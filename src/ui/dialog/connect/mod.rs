//! Connection strings: for which compute, database and role, in which format.
//!
//! Nothing is fetched before the user asks for the text: the preview is made of names, with stars for the password.
//! Enter fetches the URI and copies it, `v` fetches it and shows it for a while.

pub mod choices;
pub mod fetch;
pub mod list;
mod point_in_time;
mod show;

use crate::{
    api::{
        ConnectionUri,
        types::{BranchId, DatabaseName, EndpointId, ProjectId, RoleName},
    },
    connect::formats::{Format, Formats, Ssl},
    kinds::State,
    store::target::Target,
    ui::{scroll::Scroll, uri::UriOf},
};
use jiff::Timestamp;
use std::cell::Cell;
use tui_input::Input;

/// A line of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Branch,
    /// Which of the branch's computes.
    Compute,
    /// Which of the branch's databases.
    Database,
    /// Which of the branch's roles.
    Role,
    /// Pooled or direct.
    Pooled,
    /// How the connection is encrypted.
    Ssl,
    /// The point in time to read: a line of text.
    At,
    /// The format of the copied text.
    Format,
}

impl Part {
    /// All lines in order.
    pub const ALL: [Self; 8] = [
        Self::Branch,
        Self::Compute,
        Self::Database,
        Self::Role,
        Self::Pooled,
        Self::Ssl,
        Self::At,
        Self::Format,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Branch => "Branch",
            Self::Compute => "Compute",
            Self::Database => "Database",
            Self::Role => "Role",
            Self::Pooled => "Pooled",
            Self::Ssl => "SSL",
            Self::At => "At",
            Self::Format => "Format",
        }
    }
}

/// The state of the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The user chooses.
    Choosing,
    /// The URI is loading, to be copied or shown.
    Fetching {
        /// Whether it is to be shown.
        reveal: bool,
    },
    /// It could not be loaded: the sentence is shown instead of the state line.
    Refused {
        why: String,
        /// Whether the reason is that Neon does not store the password of the role; it can be reset.
        no_password: bool,
    },
}

/// The connect dialog.
///
/// Drawn with the lines of [`Connect::lines`] on the left as `◂ value ▸`, and those of [`Connect::state_lines`] below
/// them; with the session's `formats` (key and name, `format` marked) on the right, and below them
/// [`Connect::preview`], or the text of `revealed` while that is set.
#[derive(Debug)]
pub struct Connect {
    pub project: ProjectId,
    /// The row it was opened on: the defaults are chosen for it.
    pub from: Target,
    /// The branch; `None` while the branches are not loaded.
    pub branch: Option<BranchId>,
    /// The compute; `None` if the branch has none or they are not loaded.
    pub endpoint: Option<EndpointId>,
    /// The database; `None` while they are not loaded.
    pub database: Option<DatabaseName>,
    /// The role; `None` while they are not loaded.
    pub role: Option<RoleName>,
    /// Whether through the pooler.
    pub pooled: bool,
    /// How the connection is encrypted.
    pub ssl: Ssl,
    /// The point in time as typed; empty means now.
    pub point_in_time: Input,
    /// The index of the format.
    pub format: usize,
    /// The selected line.
    pub at: Part,
    pub status: Status,
    /// The text with its password while it is shown, and until when.
    pub revealed: Option<(ConnectionUri, Timestamp)>,
    pub scroll: Scroll,
    /// The lines of the list of formats as it was last drawn beside the choices; 0 if it was not.
    pub rows: Cell<usize>,
    /// What was requested, and what has arrived so far.
    pub(crate) wanted: Option<ConnectTarget>,
}

impl Connect {
    /// Chooses the format with this key; returns whether there is one.
    fn choose_format(&mut self, formats: &Formats, key: char) -> bool {
        let Some(at) = formats.iter().position(|format| format.key == key) else {
            return false;
        };
        if self.format != at {
            self.format = at;
            self.changed();
        }
        self.at = Part::Format;
        true
    }
}

/// A text that was requested.
#[derive(Debug)]
pub(crate) struct ConnectTarget {
    pub of: UriOf,
    pub format: Format,
    pub first: Option<ConnectionUri>,
    pub direct: Option<ConnectionUri>,
}

/// A line to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectLine {
    pub part: Part,
    /// The value; "loading …" or "none" if there is none.
    pub value: String,
    /// Whether there are others to choose from; then the arrows are drawn.
    pub steps: bool,
}

/// A remark about the compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateLine {
    /// The state, for glyph and color; `None` for a sentence.
    pub state: Option<State>,
    /// "active, connects immediately".
    pub text: String,
    /// Whether it is bad news.
    pub bad: bool,
}
