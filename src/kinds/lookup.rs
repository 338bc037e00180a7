//! Shortcuts for what is often asked about a target, and what can be created.

use super::{creation::Creation, creations, kind::Kind, with_kind};
use crate::{
    api::types::{Branch, Endpoint, Unreadable},
    store::{Store, target::Target},
};
use std::ops::Deref;

/// Asks the kind of a target.
pub fn of<R>(target: &Target, ask: impl FnOnce(&dyn Kind) -> R) -> R {
    with_kind!(target, ask)
}

impl Target {
    /// The word for things of this kind.
    pub fn noun(&self) -> &'static str {
        of(self, |kind| kind.noun())
    }
}

impl Store {
    /// Whether the thing is known and not gone.
    pub fn has(&self, target: &Target) -> bool {
        of(target, |kind| kind.is_known(self))
    }

    /// The fields that could not be read in the latest response about the thing.
    pub fn unreadable(&self, target: &Target) -> Option<&Unreadable> {
        of(target, |kind| kind.unreadable(self)).filter(|of| !of.is_none())
    }

    /// Removes a deleted thing, and everything on it.
    pub fn forget(&mut self, target: &Target) {
        of(target, |kind| kind.forget(self))
    }

    /// The name of the thing, or its ID if it has none.
    pub fn name(&self, target: &Target) -> String {
        of(target, |kind| kind.name(self))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| target.id().to_owned())
    }

    /// The branch of a target: itself, that of a compute, or a project's default branch.
    pub fn branch_of(&self, target: &Target) -> Option<&Branch> {
        of(target, |kind| kind.branch(self))
    }

    /// The branch that a target is or is on; none for a project, which has many.
    pub fn branch_target(&self, target: &Target) -> Option<Target> {
        match target {
            Target::Project(_) => None,
            _ => self.branch_to_list(target),
        }
    }

    /// The branch whose things a list shows from here: that of the target; for a project, the default branch.
    pub fn branch_to_list(&self, target: &Target) -> Option<Target> {
        let branch = self.branch_of(target)?;
        Some(Target::Branch(target.project()?.clone(), branch.id.clone()))
    }

    /// The compute that an action on a target affects: itself, or the first one of its branch.
    pub fn compute_of(&self, target: &Target) -> Option<&Endpoint> {
        of(target, |kind| kind.compute(self))
    }
}

macro_rules! declare {
    ($($name:ident($new:ty)),* $(,)?) => {
        /// Something to be created, and where.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum New { $($name($new)),* }

        impl Deref for New {
            type Target = dyn Creation;

            fn deref(&self) -> &Self::Target {
                match self { $(Self::$name(new) => new),* }
            }
        }

        $(impl From<$new> for New {
            fn from(new: $new) -> Self {
                Self::$name(new)
            }
        })*
    };
}
creations!(declare);
