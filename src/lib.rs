//! lazyneon: the terminal dashboard for people who run Postgres on Neon.
//!
//! This page is the map. The program is one loop:
//!
//! ```text
//! terminal event → Msg → update(&mut Model, Msg) → Effects → app runs them → Msg …
//!                               Model → view::draw
//! ```
//!
//! | module | what it is | may use |
//! |---|---|---|
//! | [`key`] | our own words for keys | nothing |
//! | [`api`] | Neon over HTTP: one table of operations, types, retries, budget, secrets | nothing of ours |
//! | [`resource`] | what each kind of thing is: its fields, states and words | `api` data |
//! | [`core`] | pure: what is known and shown, what a key or an answer changes | `resource`, `api` data, `key` |
//! | [`config`] | file, environment and arguments | `key`, action ids, `api` secrets |
//! | [`view`] | pure: draws the model | `core`, `resource` |
//! | [`app`] | the rest: loop, tasks, terminal, clipboard, signals | everything |
//! | [`emulator`] | a faithful Neon on loopback; nothing else knows that it exists but `app` | nothing of ours |
//!
//! Where to change something:
//!
//! | to add | touch |
//! |---|---|
//! | an API operation | a row in [`api::operations`], a constructor in `api::requests` |
//! | a field | a row of its kind in [`resource`] |
//! | an action or a key | a row in [`core::action`] |
//! | a list (a table on the whole screen) | a row in [`core::table::list`], its columns beside it |
//! | a connection format | a row in `core::formats` |
//! | a colour | a role in `view::theme` |
//! | a route of the emulator | a row in its table of routes |
//!
//! Follow a key press: `app` reads the event and makes a [`key::Key`]; [`core::update`] asks the key map which action
//! it means in the scopes that are active; the action's row says whether it is ready and runs it; it changes the model
//! and answers [`core::Effect`]s. Follow an answer: `app` runs an effect as a task in a [`core::Slot`], hands the
//! result back as [`core::Msg::Answered`] if nobody has replaced the task meanwhile, and `core::answer` puts it
//! into the [`core::Store`].

pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod core;
pub mod emulator;
pub mod key;
pub mod resource;
pub mod view;
