//! The user's own commands, from `[[commands]]` in the configuration: programs that are started for a row.
//!
//! A command is a list of words and runs without a shell. Variables in its words stand for what the row is or is in;
//! their values are data, which stay within their words. Nothing secret is among them.

pub mod background;
pub mod keys;
pub mod printed;
pub mod run;
pub mod running;
pub mod words;

use crate::{key::Chord, store::target::Target};
use words::{Variable, Word};

/// A command of the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCommand {
    pub name: String,
    /// The key that runs it on the main screen.
    pub key: Option<Chord>,
    /// The kinds of row that it is for; none means any row.
    pub on: Vec<RowKind>,
    /// The program and its arguments.
    pub run: Vec<Word>,
    pub confirm: Asking,
    pub output: OutputTo,
    /// Whether it may change something at Neon: then it is refused while changes are.
    pub changes: bool,
    /// Whether it may wake a compute: then it is refused where computes must stay asleep.
    pub wakes: bool,
}

impl OwnCommand {
    /// Its words as they are written.
    pub fn line(&self) -> String {
        words::line(self.run.iter().map(|word| word.written.as_str()), "{}")
    }

    /// The variables in its words.
    pub fn variables(&self) -> impl Iterator<Item = Variable> {
        self.run.iter().flat_map(Word::variables)
    }

    /// Whether it is about a row at all.
    pub fn needs_row(&self) -> bool {
        !self.on.is_empty() || self.confirm == Asking::Type || self.variables().next().is_some()
    }
}

/// A kind of row that a command can be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    Project,
    Branch,
    Compute,
    Database,
    Role,
    Snapshot,
    Operation,
}

impl RowKind {
    /// All kinds with their names in the configuration.
    pub const NAMES: [(&'static str, Self); 7] = [
        ("project", Self::Project),
        ("branch", Self::Branch),
        ("compute", Self::Compute),
        ("database", Self::Database),
        ("role", Self::Role),
        ("snapshot", Self::Snapshot),
        ("operation", Self::Operation),
    ];

    /// The kind of this row, if a command can be for it.
    pub const fn of(row: &Target) -> Option<Self> {
        match row {
            Target::Project(_) => Some(Self::Project),
            Target::Branch(..) => Some(Self::Branch),
            Target::Endpoint(..) => Some(Self::Compute),
            Target::Database(..) => Some(Self::Database),
            Target::Role(..) => Some(Self::Role),
            Target::Snapshot(..) => Some(Self::Snapshot),
            Target::Operation(..) => Some(Self::Operation),
            _ => None,
        }
    }

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Branch => "branch",
            Self::Compute => "compute",
            Self::Database => "database",
            Self::Role => "role",
            Self::Snapshot => "snapshot",
            Self::Operation => "operation",
        }
    }
}

/// What is asked before a command runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asking {
    #[default]
    Nothing,
    /// A question, answered with `y`.
    Ask,
    /// The name of the row, to be typed.
    Type,
}

impl Asking {
    /// All of them with their names in the configuration.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("none", Self::Nothing),
        ("ask", Self::Ask),
        ("type", Self::Type),
    ];

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::Ask => "ask",
            Self::Type => "type",
        }
    }
}

/// Where the output of a command goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutputTo {
    /// The command gets the terminal.
    #[default]
    Terminal,
    /// A window, while the command runs in the background.
    Popup,
    /// Nowhere: only the end of the command is told.
    Nothing,
}

impl OutputTo {
    /// All of them with their names in the configuration.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("terminal", Self::Terminal),
        ("popup", Self::Popup),
        ("none", Self::Nothing),
    ];

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Popup => "popup",
            Self::Nothing => "none",
        }
    }
}
