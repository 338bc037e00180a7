//! What is asked of Neon, and when.
//!
//! | question | file |
//! |---|---|
//! | what is asked for when something is opened or selected | `fetch.rs`, projects page by page in `listing.rs`, branches in `branches.rs` |
//! | when things are asked again | `timing.rs` |
//! | asking many lists, a few at a time | `list_queue.rs` |
//! | how other lists enter the store | `received.rs` |
//! | what is said of entries that could not be read | `odd.rs` |
//!
//! Nothing in here knows the screen. What is in view, and so is asked again, is in [`crate::ui::refresh`]; what an answer
//! changes is in [`crate::ui::answers`].

pub mod branches;
pub mod fetch;
pub mod list_queue;
pub mod listing;
pub mod odd;
pub mod received;
pub mod timing;
