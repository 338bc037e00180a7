//! Whose data a branch has, for the real servers: what they keep on disk follows from it.
//!
//! Contents never change hands: whatever replaces the data of a branch gives it new contents, which name those they
//! are a copy of.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use super::time::Time;

/// The data of one branch or snapshot.
#[derive(Debug)]
pub struct Contents {
    pub id: u64,
    pub origin: Origin,
}

/// Where contents come from.
#[derive(Debug)]
pub enum Origin {
    /// What the branch is described to consist of: roles, databases, tables without rows.
    Description,
    /// A copy of others.
    Copy(Source),
    /// A copy of the tables of others, without their rows.
    Schema(Source),
}

/// What is copied.
#[derive(Debug, Clone)]
pub struct Source {
    pub contents: Arc<Contents>,
    /// The point of their history; `None` for what they were when the copy came to be.
    pub at: Option<Time>,
}

impl Contents {
    pub fn new(origin: Origin) -> Arc<Self> {
        let id = Self::new_id();
        Arc::new(Self { id, origin })
    }

    /// An id that no contents have.
    pub fn new_id() -> u64 {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        NEXT.fetch_add(1, Ordering::Relaxed)
    }

    /// These at a point of their history.
    pub fn at(self: &Arc<Self>, at: Option<Time>) -> Source {
        let contents = Arc::clone(self);
        Source { contents, at }
    }

    /// What these are a copy of, the tables alone not counted.
    pub fn source(&self) -> Option<&Source> {
        match &self.origin {
            Origin::Copy(source) => Some(source),
            Origin::Description | Origin::Schema(_) => None,
        }
    }
}
