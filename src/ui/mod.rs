//! The state of the screen and what a key does to it; pure.
//!
//! ```text
//! terminal event → Msg → update(&mut Model, Msg) → effects → app runs them → Msg …
//!                               Model → view::draw
//! ```
//!
//! Nothing in here does I/O, reads a clock or waits. [`update()`] is the only entry point: it takes one [`Msg`],
//! changes the [`Model`] and returns the [`Effect`]s that were put into its outbox on the way.
//!
//! | question | file |
//! |---|---|
//! | where a message goes, what a key press runs | `update.rs`, `press.rs`, `perform.rs` (messages: `msg.rs`, the whole state: `model.rs`) |
//! | which key does what, and when | `action/` (one table; behind protections: `handlers.rs`), `keymap.rs`, `key_presets.rs`, `scopes.rs`; a half-typed chord: `keyboard.rs` |
//! | which item a cursor is on, which part of a list or text is visible | `scroll.rs` |
//! | which rows the tree has | `tree/`, `rows.rs`, `row_lookup.rs`, `branch_tree.rs`; built again: `rebuild.rs` |
//! | where the cursor is and goes | `cursor.rs`, `selection.rs`; the keys that move it: `navigation.rs` |
//! | the filter and what its text means | `filter/`, `filter_query/`; the fields it compares: `row_fields.rs`; asking Neon for more: `server_search.rs` |
//! | lists on the whole screen: columns, order, marks | `table/`; what the user has chosen: `chosen_columns.rs`, `saved_view.rs` |
//! | the user's own commands: their words, their keys, what is asked first | `own_command/` |
//! | cells that an answer has changed | `changed_cells.rs` |
//! | the main screen as a whole | `browser.rs` |
//! | panes, their sizes, what is hidden | `layout.rs`, `panes.rs`, `pane_commands.rs`; the width of the tree: `tree/width.rs`; widths that follow the rows in view: `fitted.rs` |
//! | the operations: their rows, the cursor among them | `activity/` |
//! | dialogs: forms, questions, menus, texts, wizards | `dialog/` |
//! | editing a line of text | `text_input.rs`; its width in cells: `text.rs` |
//! | the mouse: what was drawn where, and what a click does | `mouse/` |
//! | telling pasted text from typed keys | `burst.rs` |
//! | back, forward, home; bookmarks and pins | `travel.rs`, `jump_history.rs`, `last_positions.rs`, `bookmarks/` |
//! | where the program goes at start | `navigation_target/` |
//! | what the screen does with each kind of thing: its row, its form, why it cannot be deleted | `on_screen/` |
//! | the page of an organization: its cursor, and the latest changes | `home/` |
//! | comparing schemas | `compare/` |
//! | copying, connection URIs, `.neon` | `clipboard/`, `uri.rs`, `point_in_time.rs`, `context.rs`, `console.rs` |
//! | psql, the shell, the editor | `db_client/`, `child/` |
//! | which account is used, signing in | `account.rs` |
//! | the colors of each theme, the user's own; choosing one | `themes/`, `theme_menu.rs` |
//! | which key helps where something is in the way | `remedy.rs` |
//! | which settings are in force, and what has set them | `settings_in_force.rs` |
//! | the configuration has changed | `reconfigure.rs` |
//! | where replies go, and what a failure does | `answers/`; what a key is waiting for: `awaited.rs` |
//! | what is visible and is kept up to date | `refresh/` |
//! | when a change is offered, and what is asked first | `commands/` |
//! | how the screen reacts when a change was accepted, refused or lost, and when the store has changed | `events.rs` |
//! | work outside `update`: effects, small jobs, files | `effect.rs`, `local_job/`, `save.rs`, `transfer.rs` |
//! | what is kept on disk | `persistence/` |
//!
//! No two files import each other, directly or through others, except within small groups: what a part of the
//! screen *is* lies below what is *done* with it (`dialog::confirm` below `dialog::confirm::answer`).

pub mod account;
pub mod action;
pub mod activity;
pub mod answers;
pub mod awaited;
pub mod awake;
pub mod bookmarks;
pub mod branch_tree;
pub mod browser;
pub mod burst;
pub mod change_list;
pub mod changed_cells;
pub mod child;
pub mod chosen_columns;
pub mod clipboard;
pub mod commands;
pub mod compare;
pub mod console;
pub mod context;
pub mod cursor;
pub mod db_client;
pub mod dialog;
pub mod did_you_mean;
pub mod download;
pub mod effect;
pub mod events;
pub mod filter;
pub mod filter_query;
pub mod fitted;
pub mod git_branches;
pub mod home;
pub mod jump_history;
pub mod key_presets;
pub mod keyboard;
pub mod keymap;
pub mod last_positions;
pub mod layout;
pub mod local_job;
pub mod model;
pub mod mouse;
pub mod msg;
pub mod navigation;
pub mod navigation_target;
pub mod on_screen;
pub mod own_command;
pub mod pane_commands;
pub mod panes;
pub mod perform;
pub mod persistence;
pub mod point_in_time;
pub mod press;
pub mod quit;
pub mod rebuild;
pub mod reconfigure;
pub mod refresh;
pub mod remedy;
pub mod row_fields;
pub mod row_lookup;
pub mod rows;
pub mod save;
pub mod saved_view;
pub mod scopes;
pub mod scroll;
pub mod selection;
pub mod server_search;
pub mod settings;
pub mod settings_in_force;
pub mod subject_row;
pub mod table;
pub mod text;
pub mod text_input;
pub mod theme_menu;
pub mod themes;
pub mod transfer;
pub mod travel;
pub mod tree;
pub mod update;
pub mod upload;
pub mod uri;
pub mod usage;

pub use crate::neon::account::{
    Access, Account, CredentialSource, FoundAccount, Identity, KeyStorage,
};
pub use action::{ACTIONS, Action, Availability, Risk, Scope};

pub use crate::neon::Connectivity;
pub use crate::neon::Slot;
pub use crate::neon::list::List;
pub use crate::store::remote::{FetchState, Remote, odd_text};
pub use crate::store::target::Target;
pub use crate::store::{
    BranchData, ProjectData, ProjectEntry, ProjectPages, Store, prices::Prices,
};
pub use effect::{CopyText, Effect};
pub use keymap::Keymap;
pub use layout::{Area, Breakpoint, Layout, Pane};
pub use model::{Haste, Model};
pub use msg::{CopyRoute, Msg};
pub use panes::Tab;
pub use settings::{Settings, Startup, TimeStyle};
pub use table::Table;
pub use update::{perform_action, update};
