//! How commands end: for scripts, the documentation and the manual page.

/// The exit status of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    Done,
    Failed,
    Usage,
    NoSuchPlace,
    Refused,
    SignedOut,
}

impl ExitStatus {
    /// All of them, by their codes.
    pub const ALL: [Self; 6] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::NoSuchPlace,
        Self::Refused,
        Self::SignedOut,
    ];

    pub const fn code(self) -> u8 {
        self as u8
    }

    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "Done; also if there was nothing to do",
            Self::Failed => "Neon refused or failed, or cannot be reached",
            Self::Usage => "The command line is wrong",
            Self::NoSuchPlace => "There is no such place",
            Self::Refused => "lazyneon refuses: a protection, or a change without --yes",
            Self::SignedOut => "Not signed in",
        }
    }
}
