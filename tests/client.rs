//! The API layer against recorded answers, faults and the clock.

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
    mod curl;
    mod errors;
    mod faults;
    mod fixtures;
    mod host;
    mod pages;
    mod requests;
    mod retry;
    mod samples;
    mod secrets;
    mod server;
    mod time;
}
