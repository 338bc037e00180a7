//! How far the transfer of a file is, said in the prompt that asked for it. Closing the prompt ends it.

use crate::{
    kinds::units::bytes,
    neon::{DialogId, Neon, Slot, Task},
    ui::dialog::{Dialogs, prompt::Prompt},
};

/// Notes that it has begun.
pub fn begun(dialogs: &mut Dialogs, id: DialogId) {
    say(
        dialogs,
        id,
        Some("Waiting for Neon … Esc stops it.".to_owned()),
    )
}

/// Says how far it is.
pub fn progress(dialogs: &mut Dialogs, id: DialogId, done: u64, all: Option<u64>) {
    let done = bytes::measured(done);
    let far = match all {
        Some(all) => format!("{done} of {} so far. Esc stops it.", bytes::measured(all)),
        None => format!("{done} so far. Esc stops it."),
    };
    say(dialogs, id, Some(far))
}

/// Notes that it has ended.
pub fn ended(dialogs: &mut Dialogs, id: DialogId) {
    say(dialogs, id, None)
}

fn say(dialogs: &mut Dialogs, id: DialogId, far: Option<String>) {
    if let Some(prompt) = dialogs.get_as_mut::<Prompt>(id) {
        prompt.progress = far;
    }
}

/// Stops it, because its prompt is closed.
pub fn stop(neon: &mut Neon, id: DialogId) {
    neon.start(Task::Cancel(Slot::Transfer(id)))
}
