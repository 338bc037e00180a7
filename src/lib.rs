//! lazyneon: the terminal dashboard for people who run Postgres on Neon.

pub mod api;
pub mod app;
pub mod emulator;
pub mod key;
