//! States: a word first, then a glyph, and a color last.

/// How good or bad a state is; the theme gives it a color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    Plain,
    /// Active, and costs money.
    Good,
    /// Idle.
    Quiet,
    /// In progress.
    Busy,
    /// Needs attention.
    Bad,
}

/// A state as shown on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// One or two cells wide, East-Asian neutral.
    pub glyph: char,
    /// What `--ascii` shows instead of the glyph.
    pub ascii: char,
    pub word: &'static str,
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
    /// Becoming active.
    pub const STARTING: Self = Self {
        glyph: '▴',
        ascii: '^',
        word: "starting",
        tone: Tone::Busy,
    };
    /// Becoming idle.
    pub const SUSPENDING: Self = Self {
        glyph: '▿',
        ascii: 'v',
        word: "suspending",
        tone: Tone::Busy,
    };
    /// Stopping, then starting again.
    pub const RESTARTING: Self = Self {
        glyph: '▴',
        ascii: '^',
        word: "restarting",
        tone: Tone::Busy,
    };
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
    /// A branch that nobody can connect to.
    pub const NO_COMPUTE: Self = Self {
        glyph: ' ',
        ascii: ' ',
        word: "no compute",
        tone: Tone::Plain,
    };
    /// Archived after a long idle time; the first access is slow.
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
    pub const DELETING: Self = Self {
        glyph: '▿',
        ascii: 'v',
        word: "deleting",
        tone: Tone::Busy,
    };
    pub const READY: Self = Self {
        glyph: '✓',
        ascii: '+',
        word: "ready",
        tone: Tone::Good,
    };
    /// The level of what was found or logged, like the next ones.
    pub const FATAL: Self = Self {
        glyph: '✗',
        ascii: 'x',
        word: "fatal",
        tone: Tone::Bad,
    };
    pub const ERROR: Self = Self {
        glyph: '✗',
        ascii: 'x',
        word: "error",
        tone: Tone::Bad,
    };
    pub const WARNING: Self = Self {
        glyph: '▴',
        ascii: '!',
        word: "warning",
        tone: Tone::Busy,
    };
    pub const INFO: Self = Self {
        glyph: ' ',
        ascii: ' ',
        word: "info",
        tone: Tone::Plain,
    };
    pub const DEBUG: Self = Self {
        glyph: ' ',
        ascii: ' ',
        word: "debug",
        tone: Tone::Quiet,
    };
    pub const TRACE: Self = Self {
        glyph: ' ',
        ascii: ' ',
        word: "trace",
        tone: Tone::Quiet,
    };
    /// Not usable, for a reason this program does not know.
    pub const UNKNOWN: Self = Self {
        glyph: '?',
        ascii: '?',
        word: "unknown",
        tone: Tone::Plain,
    };

    const fn said(word: &'static str, (glyph, ascii): (char, char), tone: Tone) -> Self {
        Self {
            glyph,
            ascii,
            word,
            tone,
        }
    }

    /// What is done, without costing anything while it is so.
    pub const fn done(word: &'static str) -> Self {
        Self::said(word, ('✓', '+'), Tone::Plain)
    }

    /// What is on its way.
    pub const fn going_on(word: &'static str) -> Self {
        Self::said(word, ('▴', '^'), Tone::Busy)
    }

    /// What the user has to do something about.
    pub const fn wanting(word: &'static str) -> Self {
        Self::said(word, ('▴', '!'), Tone::Busy)
    }

    pub const fn broken(word: &'static str) -> Self {
        Self::said(word, ('✗', 'x'), Tone::Bad)
    }

    /// What a service is said to be, in the API's words; `None` for a word that is not known.
    pub fn of_service(word: &str) -> Option<Self> {
        const KNOWN: [State; 10] = [
            State::done("active"),
            State::done("completed"),
            State::done("ok"),
            State::going_on("building"),
            State::going_on("pending"),
            State::going_on("provisioning"),
            State::going_on("verifying"),
            State::broken("error"),
            State::broken("failed"),
            State::broken("misconfigured"),
        ];
        KNOWN.into_iter().find(|state| state.word == word)
    }
}
