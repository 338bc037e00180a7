//! The whole state of the program, apart from the tasks that run.
//!
//! Only `update` changes it and only from messages; what can be derived is not stored: focus and
//! active scopes follow from the dialogs and the pane, "loading" from the store.

use super::{
    bookmarks::Bookmarks,
    child::Programs,
    context::Context,
    db_client,
    dialog::Dialogs,
    effect::Effect,
    jump_history::Travel,
    keymap::Keymap,
    layout::HiddenPanes,
    navigation_target::NavigationTarget,
    scroll::Scroll,
    table::{Table, load::Loading},
    tree::Tree,
    uri::UriOf,
};
use crate::{
    api::ConnectionUri,
    changes::Changes,
    connect::formats::Formats,
    key::Key,
    neon::{Neon, Session, list::Load, policy::Policy},
    store::target::Target,
    ui::answers::lookup::PendingLookup,
};
use jiff::{Timestamp, tz::TimeZone};
use std::{collections::HashMap, path::PathBuf};

/// A part of the main screen that can have the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    /// The tree of resources, on the left.
    #[default]
    Tree,
    /// What is under the cursor.
    Details,
    /// What runs and what ran.
    Operations,
}

impl Pane {
    /// All panes in the order of Tab.
    pub const ALL: [Self; 3] = [Self::Tree, Self::Details, Self::Operations];
}

/// A page of the details pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// What matters, formatted.
    #[default]
    Overview,
    /// The answer as it came, with secrets masked.
    Raw,
}

impl Tab {
    /// All tabs in their order.
    pub const ALL: [Self; 2] = [Self::Overview, Self::Raw];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Raw => "Raw",
        }
    }
}

/// How points in time are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeStyle {
    /// "2d ago", with the absolute time in details.
    #[default]
    Relative,
    /// In the zone of the machine.
    Local,
    Utc,
}

/// What the program was started with.
#[derive(Debug, Clone, Default)]
pub struct Startup {
    pub session: Session,
    pub policy: Policy,
    pub settings: Settings,
}

/// What the screen was told at start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the configuration is, for the screen.
    pub config: String,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Days without activity after which a branch counts as stale.
    pub stale_days: u16,
    /// The zone of local times.
    pub zone: TimeZone,
    /// The programs that get the terminal.
    pub programs: Programs,
    /// In which formats connection texts are copied.
    pub formats: Formats,
    /// How long a secret stays on the clipboard, seconds; 0 is for ever.
    pub clear_clipboard_seconds: u64,
    /// Where to go at start, if that was told.
    pub destination: Option<NavigationTarget>,
    /// What is worked on in this directory, as its file says.
    pub context: Option<Context>,
    /// The file that was named for what is worked on; none is the nearest `.neon`.
    pub context_file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            config: String::new(),
            ascii: false,
            stale_days: 7,
            zone: TimeZone::UTC,
            programs: Programs::default(),
            formats: Formats::default(),
            clear_clipboard_seconds: 60,
            destination: None,
            context: None,
            context_file: None,
        }
    }
}

/// The details pane.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// The page shown.
    pub tab: Tab,
    pub scroll: Scroll,
    /// The first column shown.
    pub sideways: u16,
    /// The page that was shown before the row was described.
    pub described: Option<Tab>,
}

/// A dialog has closed without a key, or has not opened: letters may be on their way that were meant for it.
#[derive(Debug, Clone, Copy)]
pub struct LostField {
    pub at: Timestamp,
    /// The last letter since then that was meant for it, or the closing itself.
    pub latest: Timestamp,
}

/// The state of the program.
#[derive(Debug)]
pub struct Model {
    /// What is known from Neon, what is asked and what is told.
    pub neon: Neon,
    /// What is being changed at Neon, and what was.
    pub changes: Changes,
    /// What is to be done outside.
    pub(super) outbox: Vec<Effect>,
    /// The size of the terminal: columns and rows.
    pub size: (u16, u16),
    /// What the screen was told at start.
    pub settings: Settings,
    /// The rows and the cursor.
    pub tree: Tree,
    /// The table that is shown in place of tree and details.
    pub table: Option<Table>,
    /// What tables have loaded for themselves, and how that stands.
    pub loads: HashMap<Load, Loading>,
    /// The details pane.
    pub details: Details,
    /// The first row of the operations pane.
    pub operations_scroll: Scroll,
    /// The pane that has the keys when no dialog is open.
    pub pane: Pane,
    /// That pane fills the screen.
    pub zoomed: bool,
    /// What lies over the screen.
    pub dialogs: Dialogs,
    /// Set after a dialog has closed by itself, while letters may still be meant for it.
    pub lost_field: Option<LostField>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The presses of a chord that is not complete.
    pub pressed: Vec<Key>,
    /// The user knows that comparing schemas may wake computes.
    pub may_wake: bool,
    /// The row whose URI was asked for before all about it was known.
    pub uri_wanted: Option<Target>,
    /// Whose URI is on its way to the clipboard.
    pub uri_for: Option<UriOf>,
    /// A client or a shell that waits for its connection.
    pub visit: Option<db_client::ClientTarget>,
    /// Where the cursor was last in each list of projects.
    pub visited: HashMap<Target, Target>,
    /// Letters and pins.
    pub bookmarks: Bookmarks,
    /// What outlives the program could not be kept the last time, and that was said.
    pub unsaved: bool,
    /// How times are written.
    pub times: TimeStyle,
    /// The step of the spinner.
    pub spin: u8,
    /// The project's name that the program was started with, while it is looked for.
    pub lookup: Option<PendingLookup>,
    /// The popup of a half-typed chord is shown.
    pub chord_popup: bool,
    /// What is worked on in this directory.
    pub context: Option<Context>,
    /// Where the cursor has been.
    pub travel: Travel,
    /// Parts of the main screen that the user has put away.
    pub put_away: HiddenPanes,
    /// Where the program is on its way to since its start.
    pub destination: Option<NavigationTarget>,
    /// The user has pressed a key: what was named at start is shown when it comes, and not gone to.
    pub steered: bool,
    /// The secret that lies on a clipboard which can be looked at again.
    pub on_clipboard: Option<ConnectionUri>,
    /// What was selected and is gone; said once.
    pub lost: Option<Target>,
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
            outbox: Vec::new(),
            size,
            context: settings.context.clone(),
            destination: settings.destination.clone(),
            steered: false,
            on_clipboard: None,
            settings,
            tree: Tree::default(),
            table: None,
            loads: HashMap::new(),
            details: Details::default(),
            operations_scroll: Scroll::default(),
            pane: Pane::default(),
            zoomed: false,
            dialogs: Dialogs::default(),
            lost_field: None,
            keymap,
            pressed: Vec::new(),
            may_wake: false,
            uri_wanted: None,
            uri_for: None,
            visit: None,
            visited: HashMap::new(),
            bookmarks: Bookmarks::default(),
            unsaved: false,
            times: TimeStyle::default(),
            spin: 0,
            lookup: None,
            chord_popup: false,
            travel: Travel::default(),
            put_away: HiddenPanes::default(),
            lost: None,
            stale: false,
        }
    }

    /// Letters that follow at once were meant for a text field that is not there.
    pub fn lose_field(&mut self) {
        let (at, latest) = (self.neon.now, self.neon.now);
        self.lost_field = Some(LostField { at, latest });
    }

    /// What the cursor is on: that of the table while one is shown, else that of the tree.
    pub fn selected(&self) -> Option<&Target> {
        self.cursor().item.as_ref()
    }

    /// Whether a frame is due. Every message makes one due but those that provably change nothing visible: what is
    /// forgotten costs a moment, and never the frame.
    pub const fn frame_due(&self) -> Option<Haste> {
        match (self.neon.touched, self.stale) {
            (true, _) => Some(Haste::AtOnce),
            (false, true) => Some(Haste::Soon),
            (false, false) => None,
        }
    }

    /// Takes note of a frame.
    pub const fn drawn(&mut self) {
        self.neon.touched = false;
        self.stale = false;
        self.dialogs.drawn();
    }
}
