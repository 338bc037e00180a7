//! The end of a child program.

use crate::{
    neon::Neon,
    ui::{
        child::{ChildEnd, ChildOutput, ChildPurpose},
        dialog::{Dialogs, form},
        keymap::Keymap,
    },
};

/// Handles the end of a child, with a notice if it failed.
pub fn handle(
    dialogs: &mut Dialogs,
    keymap: &Keymap,
    neon: &mut Neon,
    purpose: &ChildPurpose,
    name: &str,
    end: &ChildEnd,
    left: ChildOutput,
) {
    if let ChildPurpose::Form(id) = purpose {
        return form::text::edited(dialogs, keymap, neon, *id, name, end, left);
    }
    let own = match purpose {
        ChildPurpose::Command { name, .. } => Some(name.as_str()),
        _ => None,
    };
    let title = own.unwrap_or(name);
    let how = match (purpose, end) {
        // A shell exits with the status of its last command, which says nothing about the shell.
        (_, ChildEnd::Exited(0)) | (ChildPurpose::Shell, ChildEnd::Exited(_)) => return,
        (_, ChildEnd::Exited(status)) => format!("{title} ended with status {status}"),
        (_, ChildEnd::Killed(signal)) => format!("{title} was ended by signal {signal}"),
        (ChildPurpose::Client, ChildEnd::Missing) => format!(
            "{name} is not installed: install it, or name another client in config.toml \
             (client = \"pgcli\")"
        ),
        (_, ChildEnd::Missing) => format!("{name} is not installed"),
        (_, ChildEnd::NotStarted(why)) => format!("{name} could not be started: {why}"),
    };
    neon.say_bad(how)
}
