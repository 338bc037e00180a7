//! What Neon's contract has and the program does not show: every field and every value of an enum is on the screen, or in
//! a table here with the reason.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail like tests"
)]

#[path = "../support/at_hand.rs"]
mod at_hand;
mod bodies;
#[path = "../support/facts.rs"]
mod facts;
mod facts_at_hand;
mod fields;
mod not_shown;
mod stops;
mod tour;
mod walk;
mod words;
