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
    if let Some(why) = failure(purpose, name, end) {
        neon.say_bad(why);
    }
}

/// What says that a child has failed, if it has.
pub fn failure(purpose: &ChildPurpose, program: &str, end: &ChildEnd) -> Option<String> {
    Some(match (purpose, end) {
        // A shell exits with the status of its last command, which says nothing about the shell.
        (_, ChildEnd::Exited(0)) | (ChildPurpose::Shell, ChildEnd::Exited(_)) => return None,
        (ChildPurpose::Client, ChildEnd::Missing) => format!(
            "{program} is not installed: install it, or name another client in config.toml \
             (client = \"pgcli\")"
        ),
        (ChildPurpose::Command { name, .. }, end) if end.has_run() => {
            format!("{name} {}", end.words())
        }
        _ => format!("{program} {}", end.words()),
    })
}
