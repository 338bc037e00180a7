//! How changes are spoken of.

/// How a change is spoken of.
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
    /// How most things are created.
    pub const CREATE: Self = Self {
        doing: "creating",
        done: "created",
        plain: "create",
    };
}
