//! Programs that get the terminal for a while: a database client, a shell, an editor, a pager.
//!
//! What is to be started leaves `update` as data, in [`super::Effect::Spawn`]; how it ended comes
//! back as [`super::Msg::ChildEnded`]. Secrets are passed on in the environment or in a file that
//! only the user can read and that is removed afterwards, never in the arguments: every user of a
//! machine can read those.

use super::{
    db_client::{self, CLIENTS},
    dialog::form,
    effect::CopyText,
    model::Model,
};
use crate::{api::Password, neon::DialogId};

/// Stands in an argument for the path of the child's file.
pub const FILE: &str = "{file}";

/// What a child is for; comes back with its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChildPurpose {
    /// A database client.
    Client,
    Shell,
    /// A form is edited as text.
    Form(DialogId),
    /// A text is read; nothing comes back.
    Read,
}

/// A value in the environment of a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Anybody may see it.
    Plain(String),
    /// Only the child may.
    Secret(Password),
    /// The variable is taken away.
    Unset,
}

/// What a child has of our own environment, beside what it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inherited {
    Everything,
    /// What does not say where and how to connect to a Postgres: that is told.
    NoConnection,
}

impl Inherited {
    /// Whether the child has this variable.
    pub fn keeps(self, name: &str) -> bool {
        self == Self::Everything || !db_client::is_of_connection(name)
    }
}

/// A file that is there while the child runs, for nobody but the user.
#[derive(Debug, Clone)]
pub struct ChildFile {
    /// How its name ends: ".yaml".
    pub ending: &'static str,
    pub text: CopyText,
}

/// What a child has left in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChildOutput {
    /// It had none, or it is gone.
    Nothing,
    Text(String),
    /// Something else, and what; it was not removed.
    Unreadable {
        /// "it is no text (UTF-8)".
        why: &'static str,
        path: String,
    },
}

/// A program that gets the terminal until it ends.
#[derive(Debug, Clone)]
pub struct Child {
    pub purpose: ChildPurpose,
    /// The program and its arguments; [`FILE`] is replaced, and added at the end if it is nowhere.
    pub words: Vec<String>,
    /// What its environment has of ours.
    pub inherited: Inherited,
    /// What its environment has beyond that.
    pub settings: Vec<(&'static str, Setting)>,
    pub file: Option<ChildFile>,
    /// A line that is printed before it starts.
    pub greeting: String,
    /// What it says when it fails stays on the screen until a key is pressed.
    pub linger: bool,
}

impl Child {
    /// Whether it usually draws on a screen of its own: what was printed before it is in the way afterwards.
    pub const fn has_own_screen(&self) -> bool {
        matches!(self.purpose, ChildPurpose::Form(_) | ChildPurpose::Read)
    }

    /// The name of the program, without its folder.
    pub fn name(&self) -> &str {
        name(&self.words)
    }
}

/// The name of a program, without its folder.
fn name(words: &[String]) -> &str {
    let program = words.first().map_or("", String::as_str);
    program.rsplit('/').next().unwrap_or(program)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChildEnd {
    /// By itself, with a status; 0 is success.
    Exited(i32),
    /// By a signal: its number.
    Killed(i32),
    /// There is no such program.
    Missing,
    /// It could not be started, and this is why.
    NotStarted(String),
}

/// Which programs are used; from the environment and the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// What connects to a database.
    pub client: ClientProgram,
    /// The user's shell.
    pub shell: Vec<String>,
    /// Edits a text: `$VISUAL`, `$EDITOR`, the configuration.
    pub editor: Option<Vec<String>>,
    /// Shows a text: `$PAGER`, the configuration.
    pub pager: Option<Vec<String>>,
}

/// A database client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientProgram {
    /// Its name in the table of clients, or in the configuration.
    pub name: String,
    /// The program and its arguments.
    pub words: Vec<String>,
}

impl ClientProgram {
    /// A client of the table, by its name.
    pub fn known(name: &str) -> Option<Self> {
        let row = CLIENTS.iter().find(|row| row.name == name)?;
        Some(Self {
            name: name.to_owned(),
            words: row.words.iter().map(|word| (*word).to_owned()).collect(),
        })
    }
}

impl Default for Programs {
    fn default() -> Self {
        Self {
            client: ClientProgram {
                name: "psql".to_owned(),
                words: vec!["psql".to_owned()],
            },
            shell: vec!["/bin/sh".to_owned()],
            editor: None,
            pager: None,
        }
    }
}

/// A child has ended: what failed is said.
pub fn ended(
    model: &mut Model,
    purpose: &ChildPurpose,
    name: &str,
    end: &ChildEnd,
    left: ChildOutput,
) {
    if let ChildPurpose::Form(id) = purpose {
        return form::edited(model, *id, name, end, left);
    }
    let how = match (purpose, end) {
        // A shell passes on the status of its last command, which says nothing about the shell.
        (_, ChildEnd::Exited(0)) | (ChildPurpose::Shell, ChildEnd::Exited(_)) => return,
        (_, ChildEnd::Exited(status)) => format!("{name} ended with status {status}"),
        (_, ChildEnd::Killed(signal)) => format!("{name} was ended by signal {signal}"),
        (ChildPurpose::Client, ChildEnd::Missing) => format!(
            "{name} is not installed: install it, or name another client in config.toml \
             (client = \"pgcli\")"
        ),
        (_, ChildEnd::Missing) => format!("{name} is not installed"),
        (_, ChildEnd::NotStarted(why)) => format!("{name} could not be started: {why}"),
    };
    model.neon.say_bad(how)
}
