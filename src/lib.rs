//! lazyneon: the terminal dashboard for people who run Postgres on Neon.

pub mod api;
pub mod core;
pub mod emulator;
pub mod key;
pub mod resource;
pub mod view;
