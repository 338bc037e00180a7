//! Which confirmation a change needs, decided only by how much harm it can do.
//!
//! | the change | what is asked |
//! |---|---|
//! | adds or restores something, or sets something reversible, and interrupts nobody | nothing: the key sends it |
//! | drops connections, costs more, opens or closes access, deletes later, affects production or many things | a question, answered with `y` |
//! | destroys, cannot be undone, or affects many things of which one is production | a word to type |
//!
//! The size of the screen does not matter. The last line of a form says what its key does, and the form shows its
//! request either way; a question repeats it.

use crate::{kinds::edit::Severity, store::target::Target};

/// The confirmation a key asks for before it sends a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    Sends,
    /// A question, answered with `y`.
    Asks,
    /// A word to type.
    Typed,
}

impl Confirmation {
    /// The confirmation for a change of this severity; `edits` is the existing thing it changes, if any.
    pub fn of(severity: Severity, production: bool, edits: Option<&Target>) -> Self {
        match severity {
            Severity::Typed => Self::Typed,
            Severity::Ask | Severity::Loud => Self::Asks,
            Severity::Note | Severity::Warn if production && edits.is_some_and(is_in_use) => {
                Self::Asks
            }
            Severity::Note | Severity::Warn => Self::Sends,
        }
    }

    /// The hint in a form about the key that applies it.
    pub fn hint(self, key: &str) -> String {
        match self {
            _ if key.is_empty() => String::new(),
            Self::Sends => format!("{key} applies"),
            Self::Asks => format!("{key} applies (asks)"),
            Self::Typed => format!("{key} applies (asks for the name)"),
        }
    }
}

/// Whether others connect to it, unlike snapshots and backup schedules.
const fn is_in_use(target: &Target) -> bool {
    matches!(
        target,
        Target::Project(_) | Target::Branch(..) | Target::Endpoint(..) | Target::Database(..)
    )
}
