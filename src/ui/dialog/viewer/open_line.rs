//! Opening a line of a text.

use crate::{
    neon::Neon,
    ui::{
        compare::all::{self},
        dialog::{
            Dialogs,
            viewer::{Content, Viewer},
        },
    },
};

/// Expands or collapses the selected request of the log; opens the selected line of another list.
pub fn open_line(dialogs: &mut Dialogs, neon: &mut Neon) {
    let viewer = dialogs.top_as_mut::<Viewer>();
    match viewer.map(|viewer| &mut viewer.content) {
        Some(Content::Log { open, .. }) => *open = !*open,
        _ => all::open(dialogs, neon),
    }
}
