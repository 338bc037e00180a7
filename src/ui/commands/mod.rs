//! The actions on things at Neon, up to the point where a change is sent.
//!
//! One file for each kind of change: whether the action is available, its confirmation, its menus. What is sent,
//! and how it continues, is in [`crate::changes`].

pub mod branch;
pub mod bulk;
pub mod check_out;
pub mod compute;
pub mod create;
pub mod credential;
pub mod data_api;
pub mod delete;
pub mod deleted;
pub mod expiry;
pub mod masking;
pub mod neon_auth;
pub mod object;
pub mod role;
pub mod snapshot;
pub mod spending_limit;
pub mod transfer;
pub mod undo;
pub mod undo_group;
