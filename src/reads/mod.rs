//! What is asked of Neon and when, and how its answers enter the store.
//!
//! | question | file |
//! |---|---|
//! | what is asked for when something is opened or selected | `fetch.rs`, projects page by page in `listing.rs` |
//! | what is on the screen and is kept from growing old | `drawn.rs`, `refresh.rs` |
//! | which answer goes where, and what a failure does | `responses/` |
//! //! | what a filter asks the server | `search.rs`, a few lists at a time: `list_queue.rs` |

pub mod drawn;
pub mod fetch;
pub mod list_queue;
pub mod listing;
pub mod refresh;
pub mod responses;
pub mod search;
