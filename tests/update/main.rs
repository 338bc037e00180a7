//! The pure core, one message at a time: no network, no clock, no terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../support/at_hand.rs"]
mod at_hand;
#[path = "../support/display.rs"]
mod display;
#[path = "../support/hostile.rs"]
mod hostile;

mod accounts;
mod any_clicks;
mod any_data;
mod any_keys;
mod bursts;
mod connect;
mod create;
mod formats;
mod forms;
mod guards;
mod odd_fields;
mod pasted;
mod presets;
mod restore;
mod restricted;
mod scene;
mod search;
mod selection;
mod small;
mod tables;
mod texts;
mod travel;
mod undo;
mod unread;
mod writes;
