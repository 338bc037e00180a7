//! lazyneon: a terminal dashboard for Postgres on Neon.
//!
//! This page is the map of the code. The program is one loop:
//!
//! ```text
//! terminal event → Msg → update(&mut Model, Msg) → Effects → app runs them → Msg …
//!                               Model → view::draw
//! ```
//!
//! | module | what it is | may use |
//! |---|---|---|
//! | [`key`] | keys and chords, and how they are written | nothing |
//! | [`api`] | Neon over HTTP: the table of operations, types, retries, rate limit, secrets | nothing of ours |
//! | [`resource`] | each kind of thing: its fields, its states, how it is edited and checked | `api` types |
//! | [`core`] | the state of the program, and what a key or an answer does to it; pure | `resource`, `api` types, `key` |
//! | [`config`] | configuration file, environment, API keys, files on disk | `key`, action names, what may be a secret in `resource`, `api` secrets |
//! | [`cli`] | the command line and its help | `config`, `resource` |
//! | [`view`] | draws the state; pure | `core`, `resource` |
//! | [`app`] | the impure rest: loop, tasks, terminal, clipboard, child processes, signals | everything |
//! | [`emulator`] | a Neon API on loopback, for the demo and for tests; only `app` knows it | nothing of ours |
//!
//! `tests/architecture.rs` holds these directions. [`core`], [`app`], [`api`] and [`view`] have maps of their own.
//!
//! # Where to change something
//!
//! | to add | change |
//! |---|---|
//! | an API operation | a row in [`api::operations`], its types in [`api::types`], a constructor in `api::requests` |
//! | a field | a row of its kind in [`resource`]; if it can be edited, in [`resource::edit`] |
//! | an action or a key | a row in [`core::action`], and its function |
//! | a list on the whole screen | a row in [`core::table::list`], its columns beside it |
//! | a connection format | a row in [`core::formats`] |
//! | a setting | a row in [`config::settings`] |
//! | a command line option | a field in [`cli`] |
//! | a color | a role in [`view::Theme`] |
//! | a route of the emulator | a row in its table of routes |
//!
//! README and `docs` are generated from these tables where they repeat them: `UPDATE_DOCS=1 cargo test --test docs`.
//!
//! # How things happen
//!
//! **A key.** [`app`] reads bytes and makes a [`key::Key`]. [`core::update`] asks [`core::keymap`] which action it means in
//! the scopes that are active now. The action's row says whether it is ready (read-only, no-wake and what Neon restricts
//! are decided there) and runs it; it changes the model and returns [`core::Effect`]s.
//!
//! **A read.** [`core::fetch`] asks for what is on screen or under the cursor, [`core::refresh`] for what has grown old.
//! [`app`] runs the request as a task in a [`core::Slot`] and returns the result as [`core::Msg::Answered`], unless another
//! task has taken the slot meanwhile. [`core::responses`] puts it into the [`core::Store`].
//!
//! **A change.** [`core::confirmation`] asks where it must; [`core::write`] sends it once; [`core::follow`] watches its
//! operations to their end; then what it touched is read again, and [`core::undo`] remembers how to take it back. If the
//! answer is lost, the thing is read again and compared with what was wanted (`core::verify`); nothing is sent twice.
//!
//! **A frame.** [`view`] draws the whole model into cells; [`app`] sends only the cells that changed, at most once in 16 ms,
//! and never without a cause.

pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod core;
pub mod emulator;
pub mod key;
pub mod resource;
pub mod view;
