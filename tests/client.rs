//! The API layer, tested with recorded responses, faults and a paused clock.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a test fails by panicking, its helpers too"
)]

mod client {
    mod budget;
    mod clock;
    mod contract;
    mod coverage;
    mod curl;
    mod errors;
    mod faults;
    mod fixtures;
    mod host;
    mod neon_cli;
    #[path = "../support/coverage.rs"]
    mod not_called;
    mod pages;
    mod requests;
    mod retry;
    mod samples;
    mod secrets;
    mod server;
    mod time;
}
