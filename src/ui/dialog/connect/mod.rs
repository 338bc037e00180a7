//! Connection strings: where to, as whom, in which format.
//!
//! Nothing is fetched before the user asks for the text: the preview is made of names, with stars
//! for the password. Enter fetches the URI and copies it, `v` fetches it and shows it for a while.

mod choices;
mod fetch;
mod point_in_time;
mod show;

pub use choices::{after_answer, can_reset, chosen_role, open, ready, reset_password};
pub use fetch::{SHOWN, copy, direct_received, hide, reveal, uri_failed, uri_received};

pub(super) use fetch::sentence;

use crate::{
    api::{
        ConnectionUri,
        types::{BranchId, DatabaseName, EndpointId, ProjectId, RoleName},
    },
    connect::formats::{Format, Ssl},
    kinds::State,
    store::target::Target,
    ui::{scroll::Scroll, uri::UriOf},
};
use jiff::Timestamp;
use tui_input::Input;

/// A line of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Branch,
    /// Which of its computes.
    Compute,
    /// Which of its databases.
    Database,
    /// Which of its roles.
    Role,
    /// Through the pooler or not.
    Pooled,
    /// How the connection is protected.
    Ssl,
    /// Which point in time is read: a line of text.
    At,
    /// What is copied.
    Format,
}

impl Part {
    /// All lines in their order.
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

/// What is going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The user chooses.
    Choosing,
    /// The URI is on its way, to be copied or to be shown.
    Fetching {
        /// To be shown.
        reveal: bool,
    },
    /// It could not be had: draw the sentence in the place of the state line.
    Refused {
        why: String,
        /// Neon keeps no password of the role: a new one can be made.
        no_password: bool,
    },
}

/// The connect dialog.
///
/// To draw: the lines of [`Connect::lines`] on the left with `◂ value ▸`, those of
/// [`Connect::state_lines`] below them; the session's `formats` (key and name, `format` marked) on the
/// right, and below them [`Connect::preview`], or the text of `revealed` while that is set.
#[derive(Debug)]
pub struct Connect {
    pub project: ProjectId,
    /// The row it was opened on: what is not chosen yet is chosen for it.
    pub from: Target,
    /// The branch; none while the branches are not known.
    pub branch: Option<BranchId>,
    /// The compute; none when the branch has none or they are not known.
    pub endpoint: Option<EndpointId>,
    /// The database; none while they are not known.
    pub database: Option<DatabaseName>,
    /// The role; none while they are not known.
    pub role: Option<RoleName>,
    /// Through the pooler.
    pub pooled: bool,
    /// How the connection is protected.
    pub ssl: Ssl,
    /// The point in time as it was typed; nothing is now.
    pub point_in_time: Input,
    /// The position of the format in the table.
    pub format: usize,
    /// The line of the cursor.
    pub at: Part,
    /// What is going on.
    pub status: Status,
    /// The text with its password, while it is shown; until when.
    pub revealed: Option<(ConnectionUri, Timestamp)>,
    /// What part of the text is in view.
    pub scroll: Scroll,
    /// What was asked for and has come so far.
    pub(crate) wanted: Option<ConnectTarget>,
}

/// A text that was asked for.
#[derive(Debug)]
pub(crate) struct ConnectTarget {
    pub of: UriOf,
    pub format: Format,
    pub first: Option<ConnectionUri>,
    pub direct: Option<ConnectionUri>,
}

/// A line as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectLine {
    pub part: Part,
    /// The value; "loading …" or "none" where there is none.
    pub value: String,
    /// There are others to choose from: draw the steppers.
    pub steps: bool,
}

/// What is said about the compute, with its sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateLine {
    /// The state, for glyph and color; none for a sentence.
    pub state: Option<State>,
    /// "active, connects immediately".
    pub text: String,
    /// Bad news.
    pub bad: bool,
}
