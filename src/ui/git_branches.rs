//! The branches of the git repository in the current folder, as of its last fetch.

use super::{
    effect::{Effect, Outbox},
    local_job::LocalJob,
};
use std::collections::HashSet;

/// What is known of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum GitBranches {
    #[default]
    Unknown,
    /// They are to be read.
    Wanted,
    Reading,
    /// Their names, without the remotes that some are at; `None` if the folder is in no repository.
    Known(Option<HashSet<String>>),
}

impl GitBranches {
    /// Has them read.
    pub fn want(&mut self) {
        if *self != Self::Reading {
            *self = Self::Wanted;
        }
    }

    /// Their names, once they are known.
    pub const fn names(&self) -> Option<&HashSet<String>> {
        match self {
            Self::Known(names) => names.as_ref(),
            _ => None,
        }
    }
}

/// Begins to read them, if they are wanted.
pub(crate) fn read_if_wanted(branches: &mut GitBranches, outbox: &mut Outbox) {
    if *branches == GitBranches::Wanted {
        *branches = GitBranches::Reading;
        outbox.push(Effect::LocalJob(LocalJob::ListGitBranches));
    }
}
