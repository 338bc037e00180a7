//! Words for states: a word first, a glyph beside it, a color last.

/// How good or bad a state is; the theme gives it a color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say.
    Plain,
    /// Works, and costs money.
    Good,
    /// Asleep.
    Quiet,
    /// On its way.
    Busy,
    /// Needs somebody.
    Bad,
}

/// A state as it is written on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// One or two cells wide, East-Asian neutral.
    pub glyph: char,
    /// What `--ascii` writes instead of the glyph.
    pub ascii: char,
    pub word: &'static str,
    /// How good it is.
    pub tone: Tone,
}

impl State {
    /// Accepts connections.
    pub const ACTIVE: Self = Self {
        glyph: '▪',
        ascii: '*',
        word: "active",
        tone: Tone::Good,
    };
    /// Scaled to zero; the next connection starts it.
    pub const IDLE: Self = Self {
        glyph: '▫',
        ascii: '-',
        word: "idle",
        tone: Tone::Quiet,
    };
    /// On its way to active.
    pub const STARTING: Self = Self {
        glyph: '▴',
        ascii: '^',
        word: "starting",
        tone: Tone::Busy,
    };
    /// On its way to idle.
    pub const SUSPENDING: Self = Self {
        glyph: '▿',
        ascii: 'v',
        word: "stopping",
        tone: Tone::Busy,
    };
    /// Down and up again.
    pub const RESTARTING: Self = Self {
        glyph: '▴',
        ascii: '^',
        word: "restarting",
        tone: Tone::Busy,
    };
    /// Being made.
    pub const CREATING: Self = Self {
        glyph: '▴',
        ascii: '^',
        word: "creating",
        tone: Tone::Busy,
    };
    /// Refuses connections until it is enabled.
    pub const BLOCKED: Self = Self {
        glyph: '✗',
        ascii: 'x',
        word: "blocked",
        tone: Tone::Bad,
    };
    /// A branch nobody can connect to.
    pub const NO_COMPUTE: Self = Self {
        glyph: ' ',
        ascii: ' ',
        word: "no compute",
        tone: Tone::Plain,
    };
    /// Put away after long idleness; the first access is slow.
    pub const ARCHIVED: Self = Self {
        glyph: '▫',
        ascii: '-',
        word: "archived",
        tone: Tone::Quiet,
    };
    /// Its data is being replaced.
    pub const RESETTING: Self = Self {
        glyph: '▴',
        ascii: '^',
        word: "resetting",
        tone: Tone::Busy,
    };
    /// Going away.
    pub const DELETING: Self = Self {
        glyph: '▿',
        ascii: 'v',
        word: "deleting",
        tone: Tone::Busy,
    };
    /// Usable.
    pub const READY: Self = Self {
        glyph: '✓',
        ascii: '+',
        word: "ready",
        tone: Tone::Good,
    };
    /// Not usable, and why is not known to this program.
    pub const UNKNOWN: Self = Self {
        glyph: '?',
        ascii: '?',
        word: "unknown",
        tone: Tone::Plain,
    };
}
