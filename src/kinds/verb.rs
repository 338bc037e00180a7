//! Verbs for changes.

/// The forms of a verb for a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// "suspending": while it runs.
    pub doing: &'static str,
    /// "suspended": when it is done.
    pub done: &'static str,
    /// "suspend": when it cannot be done.
    pub plain: &'static str,
}

impl Verb {
    /// The verb for creating most things.
    pub const CREATE: Self = Self {
        doing: "creating",
        done: "created",
        plain: "create",
    };
}
