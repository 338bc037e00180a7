//! The whole state of the program, apart from the tasks that run.
//!
//! Only `update` changes it and only from messages; what can be derived is not stored: focus and
//! active scopes follow from the dialogs and the pane, "loading" from the store.

use super::{
    browser::Browser,
    clipboard::Clipboard,
    db_client::ClientTarget,
    dialog::Dialogs,
    effect::{Effect, Outbox},
    keyboard::Keyboard,
    keymap::Keymap,
    navigation_target::Start,
    panes::Panes,
    settings::{Settings, Startup},
};
use crate::{changes::Changes, neon::Neon};
use jiff::Timestamp;

/// The state of the program.
#[derive(Debug)]
pub struct Model {
    /// What is known from Neon, what is asked and what is told.
    pub neon: Neon,
    /// What is being changed at Neon, and what was.
    pub changes: Changes,
    /// What is to be done outside.
    pub(super) outbox: Outbox,
    pub settings: Settings,
    /// The main screen: what is browsed, and where the user is in it.
    pub browser: Browser,
    /// What lies over the main screen.
    pub dialogs: Dialogs,
    pub keyboard: Keyboard,
    /// The way to what was named at start.
    pub start: Start,
    pub clipboard: Clipboard,
    /// A client or a shell that waits for its connection.
    pub visit: Option<ClientTarget>,
    /// What outlives the program could not be kept the last time, and that was said.
    pub unsaved: bool,
    pub frame: Frame,
}

/// What is known of the next frame.
#[derive(Debug, Default)]
pub struct Frame {
    /// The step of the spinner.
    pub spin: u8,
    /// Something has happened since the last frame that may have changed what is visible.
    pub stale: bool,
}

/// How long the next frame can wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// Something visible has changed.
    AtOnce,
    /// Most likely nothing has: more may come that can be drawn together with it.
    Soon,
}

impl Model {
    /// A model that knows nothing but how the program was started.
    pub fn new(startup: Startup, keymap: Keymap, now: Timestamp, size: (u16, u16)) -> Self {
        let Startup {
            session,
            policy,
            settings,
        } = startup;
        let mut neon = Neon::new(session, policy, keymap.names(), now);
        neon.screen_rows = size.1;
        Self {
            neon,
            changes: Changes::default(),
            outbox: Outbox::default(),
            browser: Browser {
                panes: Panes {
                    size,
                    ..Panes::default()
                },
                ..Browser::default()
            },
            dialogs: Dialogs::default(),
            keyboard: Keyboard {
                keymap,
                ..Keyboard::default()
            },
            start: Start {
                destination: settings.destination.clone(),
                ..Start::default()
            },
            settings,
            clipboard: Clipboard::default(),
            visit: None,
            unsaved: false,
            frame: Frame::default(),
        }
    }

    /// Whether a frame is due. Every message makes one due but those that provably change nothing visible: what is
    /// forgotten costs a moment, and never the frame.
    pub const fn frame_due(&self) -> Option<Haste> {
        match (self.neon.touched, self.frame.stale) {
            (true, _) => Some(Haste::AtOnce),
            (false, true) => Some(Haste::Soon),
            (false, false) => None,
        }
    }

    /// Takes note of a frame.
    pub const fn drawn(&mut self) {
        self.neon.touched = false;
        self.frame.stale = false;
        self.dialogs.drawn();
    }

    /// What was asked for outside since this was called last.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        let tasks = self.neon.take_tasks().into_iter().map(Effect::Task);
        tasks.chain(self.outbox.take()).collect()
    }
}
