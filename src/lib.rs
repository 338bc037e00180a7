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
//! | [`api`] | Neon over HTTP: the table of operations, types, retries, rate limit, secrets | no other module |
//! | [`store`] | what was received from Neon, and when | `api` types |
//! | [`kinds`] | each kind of thing: its fields, its states, how it is edited and checked | `store`, `api` types |
//! | [`neon`] | the conversation with Neon: the store, the clock, protections, tasks in their slots, notices | `kinds`, `store`, `api` |
//! | [`connect`] | connection strings: formats, `.env` files, recognizing secrets | `api` types |
//! | [`reads`] | what is read from Neon, and when | all above but `connect` |
//! | [`changes`] | changes at Neon: sending once, verifying, following, queueing, undoing | all above but `connect` |
//! | [`ui`] | the state of the screen, what a key does to it, what an answer changes; pure | all above |
//! | [`config`] | configuration file, environment, API keys, files on disk | `ui`, `neon`, `connect`, `key`, `api` |
//! | [`cli`] | the command line and its help | `config`, `connect` |
//! | [`view`] | draws the state; pure | all but `config`, `cli`, `app`, `emulator` |
//! | [`app`] | everything impure: loop, tasks, terminal, clipboard, child processes, signals | everything |
//! | [`emulator`] | a Neon API on loopback, for the demo and for tests; used by `app` only | no other module |
//!
//! `tests/architecture` enforces these directions. [`neon`], [`ui`], [`reads`], [`changes`], [`connect`], [`app`], [`api`]
//! and [`view`] have maps of their own.
//!
//! # Where to change something
//!
//! | to add | change |
//! |---|---|
//! | an API operation | a row in [`api::operations`], its types in [`api::types`], a constructor in `api::requests` or in its kind |
//! | a read | a row in [`neon::slot`]; the compiler asks where its reply goes, in `ui::answers::replies` |
//! | a change | what is special about it: its row in [`changes::table`], written beside its subject |
//! | a kind of thing | its variant of [`store::target::Target`], its module in [`kinds`] and its rows in the tables there; parts in [`ui::on_screen`] and `view::details` only if it needs more of the screen |
//! | something that can be created | a type with [`kinds::creation::Creation`] in its kind, and its row in the table in [`kinds`] |
//! | a field | a row of its kind in [`kinds`]; if it can be edited, in [`kinds::edit`] |
//! | an action or a key | a row in [`ui::action`], and its function |
//! | a list on the whole screen | [`kinds::list::Listed`] in its kind, and the row in [`ui::action`] that opens it; with tabs or pages a `Spec` in [`ui::table`] |
//! | a column | a row in the columns of its list |
//! | a dialog | a module in [`ui::dialog`], its row in `ui::dialog::kinds`, a file in `view::dialog` |
//! | a connection format | a row in [`connect::formats`] |
//! | a setting | a row in [`config::settings`]; a table of the configuration: a row in `config::reader` |
//! | a command line option | a field in [`cli`] |
//! | a color theme | a row in [`ui::themes`] |
//! | a color of its own for something | a role in `ui::themes::colors`, and its style in [`view::Theme`] |
//! | a route of the emulator | a row in its table of routes |
//!
//! README and `docs` repeat parts of these tables and are generated from them: `UPDATE_DOCS=1 cargo test --test docs`.
//!
//! # How things happen
//!
//! **A key.** [`app`] reads bytes and makes a [`key::Key`]. [`ui::update()`] asks [`ui::keymap`] which action it means
//! in the active scopes. The action's row names the functions that decide whether it is available and run it;
//! `ui::action::handlers` checks read-only and no-wake before calling them. They change the model and emit
//! [`ui::Effect`]s.
//!
//! **A click.** While the mouse is on, [`view`] notes what each place shows. [`ui::mouse`] looks a click up there and does
//! what a key would do to that thing.
//!
//! **A read.** [`reads::fetch`] requests what is opened or under the cursor, [`ui::refresh`] what is in view and stale.
//! [`app`] runs the request as a task in a [`neon::Slot`] and returns the result as [`ui::Msg::Answered`], unless
//! another task has taken the slot in the meantime. The slot knows the type of its reply and who takes it
//! ([`neon::slot`]); `ui::answers::replies` passes it to [`reads`], which puts it into the [`store::Store`], and to the
//! part of the screen that was waiting. [`neon::Neon::store_changed`] asks for new rows, which [`ui::events`] has
//! built before the next message ([`ui::rebuild`]).
//!
//! How urgent a request is follows from who asks: [`neon::Neon::ask`] for the user, `load` for what is in view,
//! `ahead` for what may come; [`api::limit`] keeps all of them within the budget.
//!
//! **A change.** [`ui::commands`] and the forms ask the user, the more insistently the more a change can destroy
//! ([`changes::confirmation`]); [`changes::preflight`] checks the protections once more; [`changes::write`] sends the change once;
//! [`changes::follow`] watches its operations until they finish. Then whatever it touched is read again, and
//! [`changes::undo`] remembers how to reverse it. If the answer is lost, the thing is read again and compared with what
//! was sent ([`changes::lost_answer`]); nothing is sent twice. Whatever is special about one kind of change is in its
//! row of [`changes::table`]. None of this knows the screen: it takes [`changes::Changes`] and [`neon::Neon`], and
//! reports what happened as [`changes::event`]s, which [`ui::events`] handles before the next message.
//!
//! **A frame.** [`view`] draws the whole model into cells; [`app`] sends only the cells that changed, at most once
//! every 16 ms, and only if something was touched.

#[cfg(not(unix))]
compile_error!(
    "lazyneon needs a Unix terminal: Linux or macOS. On Windows, build and run it in WSL."
);

pub mod api;
pub mod app;
pub mod changes;
pub mod cli;
pub mod config;
pub mod connect;
pub mod emulator;
pub mod key;
pub mod kinds;
pub mod neon;
pub mod reads;
pub mod store;
pub mod ui;
pub mod view;
