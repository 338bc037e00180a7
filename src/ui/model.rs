//! The whole state of the program, apart from running tasks.
//!
//! Only `update` changes it, and only in response to messages. What can be derived is not stored: focus and active
//! scopes follow from the dialogs and the pane, "loading" from the store.

use super::{
    browser::Browser,
    dialog::Dialogs,
    effect::{Effect, Outbox},
    keyboard::Keyboard,
    keymap::Keymap,
    mouse::state::Mouse,
    navigation_target::Start,
    panes::Panes,
    settings::{Settings, Startup},
};
use crate::{
    changes::Changes,
    neon::Neon,
    ui::{
        clipboard::state::Clipboard, db_client::target::ClientTarget, own_command::running::Running,
    },
};
use jiff::Timestamp;

/// The state of the program.
#[derive(Debug)]
pub struct Model {
    /// What is known from Neon, and the requests and notices.
    pub neon: Neon,
    /// Pending and past changes.
    pub changes: Changes,
    /// The effects requested so far.
    pub(super) outbox: Outbox,
    pub settings: Settings,
    /// The main screen: what is shown, and where the user is in it.
    pub browser: Browser,
    /// The dialogs above the main screen.
    pub dialogs: Dialogs,
    pub keyboard: Keyboard,
    pub mouse: Mouse,
    /// The progress towards the target at start.
    pub start: Start,
    pub clipboard: Clipboard,
    /// A client or a shell that is waiting for its connection.
    pub waiting_client: Option<ClientTarget>,
    /// The user's own commands that run in the background.
    pub running: Running,
    /// Whether the last save of the state that outlives the program failed; the user has been told.
    pub unsaved: bool,
    pub frame: Frame,
}

/// Whether another frame is due, and what it shows.
#[derive(Debug, Default)]
pub struct Frame {
    /// Whether the terminal has answered that it draws characters of ambiguous width two cells wide.
    pub is_wide: bool,
    /// The step of the spinner.
    pub spin: u8,
    /// Whether something has happened since the last frame that may have changed what is visible.
    pub stale: bool,
}

/// How urgent the next frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// Something visible has changed.
    AtOnce,
    /// Probably nothing visible has: more may come that can be drawn in the same frame.
    Soon,
}

impl Model {
    /// Creates a model that knows nothing but how the program was started.
    pub fn new(startup: Startup, keymap: Keymap, now: Timestamp, size: (u16, u16)) -> Self {
        let Startup {
            session,
            policy,
            settings,
        } = startup;
        let mut neon = Neon::new(session, policy, keymap.names(), now);
        neon.screen_rows = size.1;
        neon.store.prices = settings.prices.clone();
        Self {
            neon,
            changes: Changes::default(),
            outbox: Outbox::default(),
            browser: Browser {
                panes: Panes {
                    size,
                    linear: settings.linear,
                    ..Panes::default()
                },
                stale_days: settings.stale_days,
                ..Browser::default()
            },
            dialogs: Dialogs::default(),
            keyboard: Keyboard {
                keymap,
                ..Keyboard::default()
            },
            mouse: Mouse::default(),
            start: Start {
                destination: settings.destination.clone(),
                ..Start::default()
            },
            settings,
            clipboard: Clipboard::default(),
            waiting_client: None,
            running: Running::default(),
            unsaved: false,
            frame: Frame::default(),
        }
    }

    /// Whether a frame is due, and how urgently. Every message makes one due except those that provably change nothing
    /// visible: a change that is not marked as visible delays the frame a little, but never loses it.
    pub const fn frame_due(&self) -> Option<Haste> {
        match (self.neon.touched, self.frame.stale) {
            (true, _) => Some(Haste::AtOnce),
            (false, true) => Some(Haste::Soon),
            (false, false) => None,
        }
    }

    /// Whether the terminal draws characters of ambiguous width two cells wide.
    pub fn draws_wide(&self) -> bool {
        self.settings.wide_ambiguous.unwrap_or(self.frame.is_wide)
    }

    /// Notes that a frame was drawn.
    pub const fn drawn(&mut self) {
        self.neon.touched = false;
        self.frame.stale = false;
        self.dialogs.drawn();
    }

    /// Takes the effects requested since the last call.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        let tasks = self.neon.take_tasks().into_iter().map(Effect::Task);
        tasks.chain(self.outbox.take()).collect()
    }
}
