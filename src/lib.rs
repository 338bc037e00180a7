//! lazyneon: the terminal dashboard for people who run Postgres on Neon.

pub mod api;
pub mod app;
pub mod config;
pub mod core;
pub mod emulator;
pub mod key;
