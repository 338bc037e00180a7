//! Programs that get the terminal for a while: a database client, a shell, an editor, a pager.
//!
//! The request to start one leaves `update` as data, in [`super::Effect::Spawn`]; its end comes back as
//! [`super::Msg::ChildEnded`]. Secrets are passed in the environment or in a file that only the user can read and
//! that is removed afterwards, never in the arguments, which every user of the machine can read.

pub mod ended;

use super::effect::CopyText;
use crate::{
    api::Password,
    neon::{DialogId, Neon},
};
use std::time::Duration;

/// A program that ends sooner has shown its output too briefly to be read.
const SHORT: Duration = Duration::from_secs(2);

/// The placeholder in an argument for the path of the child's file.
pub const FILE: &str = "{file}";

/// What a child is for; comes back when it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChildPurpose {
    /// A database client.
    Client,
    Shell,
    /// One of the user's own commands.
    Command {
        /// Its name in the configuration.
        name: String,
        /// Whether it may have changed something at Neon.
        changes: bool,
    },
    /// Editing a form as text.
    Form(DialogId),
    /// Reading a text; nothing comes back.
    Read,
    /// Editing the configuration file.
    Configuration,
}

/// How a variable in the environment of a child is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Anyone may see the value.
    Plain(String),
    /// Only the child may see the value.
    Secret(Password),
    /// The variable is removed.
    Unset,
}

/// The part of our environment that a child inherits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inherited {
    Everything,
    /// Everything but the variables that say where and how to connect to Postgres; those are set explicitly.
    NoConnection,
}

/// A file that exists while the child runs and that only the user can read.
#[derive(Debug, Clone)]
pub struct ChildFile {
    /// The extension of its name: ".yaml".
    pub ending: &'static str,
    pub text: CopyText,
}

/// What a child left in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChildOutput {
    /// It had no file, or the file is gone.
    Nothing,
    Text(String),
    /// It could not be read as text, and was not removed.
    Unreadable {
        /// "it is no text (UTF-8)".
        why: &'static str,
        path: String,
    },
}

/// When what a child has printed stays on the screen until a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linger {
    Never,
    /// If it has failed.
    Failed,
    /// If it has failed, or ended so soon that its user can hardly have left it.
    FailedOrShort,
}

/// A program that gets the terminal until it ends.
#[derive(Debug, Clone)]
pub struct Child {
    pub purpose: ChildPurpose,
    /// The program and its arguments; [`FILE`] is replaced, or the path appended if no argument contains it.
    pub words: Vec<String>,
    /// The part of our environment that it inherits.
    pub inherited: Inherited,
    /// The variables that are set or removed beyond that.
    pub settings: Vec<(&'static str, Setting)>,
    pub file: Option<ChildFile>,
    /// A line printed before it starts.
    pub greeting: String,
    pub linger: Linger,
}

impl Child {
    /// Whether it usually switches to a screen of its own; text printed before it would be in the way afterwards.
    pub const fn has_own_screen(&self) -> bool {
        matches!(
            self.purpose,
            ChildPurpose::Form(_) | ChildPurpose::Read | ChildPurpose::Configuration
        )
    }

    /// A program without anything special.
    #[cfg(test)]
    pub(crate) fn plain(words: &[&str]) -> Self {
        Self {
            purpose: ChildPurpose::Read,
            words: words.iter().map(ToString::to_string).collect(),
            inherited: Inherited::Everything,
            settings: Vec::new(),
            file: None,
            greeting: String::new(),
            linger: Linger::Never,
        }
    }

    /// Whether what it has printed stays on the screen, after it has ended like this in that time.
    pub fn lingers(&self, end: &ChildEnd, took: Duration) -> bool {
        let has_failed = matches!(end, ChildEnd::Exited(1..) | ChildEnd::Killed(_));
        match self.linger {
            Linger::Never => false,
            Linger::Failed => has_failed,
            Linger::FailedOrShort => has_failed || end.has_run() && took < SHORT,
        }
    }

    /// The name of the program, without its directory.
    pub fn program(&self) -> &str {
        program(&self.words)
    }

    /// The name by which the user knows it.
    pub fn name(&self) -> &str {
        match &self.purpose {
            ChildPurpose::Command { name, .. } => name,
            _ => self.program(),
        }
    }
}

/// The name of the program, without its directory.
fn program(words: &[String]) -> &str {
    let program = words.first().map_or("", String::as_str);
    program.rsplit('/').next().unwrap_or(program)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChildEnd {
    /// It exited with this status; 0 is success.
    Exited(i32),
    /// It was killed by this signal.
    Killed(i32),
    /// The program does not exist.
    Missing,
    /// It could not be started, for this reason.
    NotStarted(String),
}

impl ChildEnd {
    /// "ended with status 1": what the program has done.
    pub fn words(&self) -> String {
        match self {
            Self::Exited(0) => "ended".to_owned(),
            Self::Exited(status) => format!("ended with status {status}"),
            Self::Killed(signal) => format!("was ended by signal {signal}"),
            Self::Missing => "is not installed".to_owned(),
            Self::NotStarted(why) => format!("could not be started: {why}"),
        }
    }

    /// Whether it has done anything.
    pub const fn has_run(&self) -> bool {
        matches!(self, Self::Exited(_) | Self::Killed(_))
    }
}

/// The programs to use, from the environment and the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// Connects to a database.
    pub client: ClientProgram,
    /// The user's shell.
    pub shell: Vec<String>,
    /// Edits a text: from `$VISUAL`, `$EDITOR` or the configuration.
    pub editor: Option<Vec<String>>,
    /// Edits a text if no editor was chosen: one that is installed.
    pub any_editor: Option<Vec<String>>,
    /// Shows a text: from `$PAGER` or the configuration.
    pub pager: Option<Vec<String>>,
}

impl Programs {
    /// The editor, or a notice that there is none.
    pub fn editor(&self, neon: &mut Neon) -> Option<Vec<String>> {
        let editor = self.editor.as_ref().or(self.any_editor.as_ref());
        if editor.is_none() {
            neon.say_bad(
                "no editor is known: set $VISUAL or $EDITOR, or editor = \"…\" in config.toml",
            );
        }
        editor.cloned()
    }
}

/// A database client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientProgram {
    /// Its name in the table of clients, or in the configuration.
    pub name: String,
    /// The program and its arguments.
    pub words: Vec<String>,
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
            any_editor: None,
            pager: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_lingers_if_what_it_has_printed_could_not_be_read() {
        let child = |linger| Child {
            linger,
            ..Child::plain(&[])
        };
        let (short, long) = (Duration::from_millis(1999), SHORT);
        for (end, took, lingers) in [
            (ChildEnd::Exited(0), short, [false, false, true]),
            (ChildEnd::Exited(0), long, [false, false, false]),
            (ChildEnd::Exited(1), long, [false, true, true]),
            (ChildEnd::Killed(9), long, [false, true, true]),
            (ChildEnd::Missing, short, [false, false, false]),
            (
                ChildEnd::NotStarted(String::new()),
                short,
                [false, false, false],
            ),
        ] {
            let all = [Linger::Never, Linger::Failed, Linger::FailedOrShort];
            let lingering = all.map(|linger| child(linger).lingers(&end, took));
            assert_eq!(lingering, lingers, "{end:?} after {took:?}");
        }
    }
}
