//! Whose data a branch has, for the real servers: what they keep on disk follows from it.
//!
//! Contents never change hands: whatever replaces the data of a branch gives it new contents, which name those they
//! are a copy of.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

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
    /// A copy of others, as they were when these came to be.
    Copy(Arc<Contents>),
    /// A copy of the tables of others, without their rows.
    Schema(Arc<Contents>),
}

impl Contents {
    pub fn new(origin: Origin) -> Arc<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Arc::new(Self { id, origin })
    }
}
