//! What the actions on Neon's things ask and offer before a change is sent.
//!
//! Whether an action can be done, what it asks, which choices a menu gives: one file for each kind of change. What is
//! sent, and what becomes of it, is in [`crate::changes`].

pub mod branch;
pub mod bulk;
pub mod compute;
pub mod create;
pub mod delete;
pub mod deleted;
pub mod expiry;
pub mod role;
pub mod snapshot;
pub mod spending_limit;
pub mod transfer;
pub mod undo;
pub mod undo_group;
