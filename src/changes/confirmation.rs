//! What is asked before a change is sent: decided by how much it can hurt, and by nothing else.
//!
//! | the change | what is asked |
//! |---|---|
//! | adds something or brings it back, or sets what can be set back, and interrupts nobody | nothing: its key sends |
//! | drops connections, costs more, opens or closes access, deletes later, or is to production | a question, `y` |
//! | destroys, cannot be taken back, or is to many things at once | a word is typed |
//!
//! The size of the screen is no part of it. A form says with its last line what its key does, and
//! shows its request whether it asks or not; a question repeats it.

use crate::{kinds::edit::Severity, store::target::Target};

/// What a key that sends a change asks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    Sends,
    /// A question that `y` answers.
    Asks,
    /// A word that is typed.
    Typed,
}

impl Confirmation {
    /// What is asked for a change with these consequences; `edits` is what it changes that was there before.
    pub fn of(gravity: Severity, production: bool, edits: Option<&Target>) -> Self {
        match gravity {
            Severity::Typed => Self::Typed,
            Severity::Ask | Severity::Loud => Self::Asks,
            Severity::Note | Severity::Warn if production && edits.is_some_and(is_in_use) => {
                Self::Asks
            }
            Severity::Note | Severity::Warn => Self::Sends,
        }
    }

    /// What a form says of the key that applies it.
    pub fn says(self, key: &str) -> String {
        match self {
            _ if key.is_empty() => String::new(),
            Self::Sends => format!("{key} applies"),
            Self::Asks => format!("{key} applies (asks)"),
            Self::Typed => format!("{key} applies (asks for the name)"),
        }
    }
}

/// Whether others connect to it: not a backup, nor when one is taken.
const fn is_in_use(target: &Target) -> bool {
    matches!(
        target,
        Target::Project(_) | Target::Branch(..) | Target::Endpoint(..) | Target::Database(..)
    )
}
