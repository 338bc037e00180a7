//! A client or a shell that is waiting for its connection.

use crate::{
    neon::{DialogId, Neon, Slot},
    store::target::Target,
    ui::{browser::Browser, dialog::Dialogs, keyboard::Keyboard, uri::UriOf},
};

/// A client or a shell that is waiting for its connection.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientTarget {
    /// The row for which it was requested.
    pub(crate) row: Target,
    /// Whether it is a shell.
    pub(crate) shell: bool,
    /// The dialog that was open at the time, if any.
    over: Option<DialogId>,
    pub(crate) step: ClientStep,
}

impl ClientTarget {
    /// Starts waiting. Nothing waits any more for what was asked for before.
    pub(crate) fn start(
        dialogs: &Dialogs,
        neon: &mut Neon,
        row: Target,
        shell: bool,
        step: ClientStep,
    ) -> Option<Self> {
        neon.cancel(Slot::ClientUri);
        neon.cancel(Slot::ClientCompute);
        let over = dialogs.top_id();
        Some(Self {
            row,
            shell,
            over,
            step,
        })
    }

    /// Whether the user has moved on: then no other program may take the terminal.
    pub(crate) fn is_elsewhere(
        &self,
        browser: &Browser,
        dialogs: &Dialogs,
        keyboard: &Keyboard,
    ) -> bool {
        browser.selected() != Some(&self.row)
            || dialogs.top_id() != self.over
            || browser.is_filtering()
            || !keyboard.pressed.is_empty()
    }
}

/// What a client or a shell is waiting for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ClientStep {
    /// The contents of the branch.
    Loading,
    /// The current state of the compute of this connection.
    Looking(UriOf),
    /// The connection.
    Connecting(UriOf),
}
