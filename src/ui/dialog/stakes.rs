//! What is at stake in a dialog: its title and frame show it.

use crate::{changes::change::Change, neon::Neon, store::target::Target};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stakes {
    /// Others may depend on what it is about.
    pub production: bool,
    /// What it would do now cannot be undone.
    pub irreversible: bool,
}

impl Stakes {
    /// What is at stake where a thing is only shown, or nothing has been chosen yet.
    pub fn of(neon: &Neon, target: &Target) -> Self {
        Self {
            production: neon.is_production(target),
            irreversible: false,
        }
    }

    /// What is at stake in a change.
    pub fn of_change(neon: &Neon, change: &Change) -> Self {
        let replaced = (change.spec().replaces)(neon, change);
        // What is created is not in use yet.
        let changed = Some(&change.target).filter(|_| change.creates.is_none());
        let mut touched = replaced.iter().chain(changed);
        Self {
            production: touched.any(|target| neon.is_production(target)),
            irreversible: change.is_irreversible(neon),
        }
    }

    /// What is at stake in both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            production: self.production || other.production,
            irreversible: self.irreversible || other.irreversible,
        }
    }
}
