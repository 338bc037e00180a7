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
    /// A verb such as "suspending", "suspended", "suspend".
    pub const fn new(doing: &'static str, done: &'static str, plain: &'static str) -> Self {
        Self { doing, done, plain }
    }

    /// The verb for creating most things.
    pub const CREATE: Self = Self::new("creating", "created", "create");

    /// The verb for taking something from where it stays.
    pub const REMOVE: Self = Self::new("removing", "removed", "remove");

    /// The verb for deleting most things.
    pub const DELETE: Self = Self::new("deleting", "deleted", "delete");
}
