//! What is read from Neon, and when.
//!
//! | question | file |
//! |---|---|
//! | what is requested when something is opened or selected | `fetch.rs`, projects page by page in `listing.rs`, branches in `branches.rs` |
//! | how far back operations are read | `history.rs` |
//! | what has gone wrong in the computes of a branch | `errors.rs` |
//! | the values of fields of log records, for filters | `log_values.rs` |
//! | what organizations, projects and branches have used | `usage.rs` |
//! | looking into projects that nobody has opened | `look.rs` |
//! | when things are read again | `timing.rs` |
//! | reading many lists, a few at a time | `list_queue.rs` |
//! | how answers enter the store | the same files; `received.rs` for lists that come whole |
//! | what is reported about entries that could not be read | `unreadable.rs` |
//!
//! Nothing in here knows the screen. What is in view, and therefore read again, is decided in [`crate::ui::refresh`];
//! what an answer changes, in [`crate::ui::answers`].

pub mod branches;
pub mod errors;
pub mod fetch;
pub mod history;
pub mod list_queue;
pub mod listing;
pub mod log_values;
pub mod look;
pub mod received;
pub mod timing;
pub mod unreadable;
pub mod usage;
