//! The pure middle of the program: what is known, what is shown, what happens on a message.
//!
//! ```text
//! terminal event → Msg → update(&mut Model, Msg) → Effects → app runs them → Msg …
//!                               Model → view::draw
//! ```
//!
//! Nothing in here does I/O, reads a clock or waits. [`update()`] is the only door: it takes one
//! [`Msg`], changes the [`Model`] and says as [`Effect`]s what must be done outside.
//!
//! | question | file |
//! |---|---|
//! | which key does what, and when | `action/` (one table), `keymap.rs` |
//! | what is known from Neon | `store.rs`, `remote.rs` |
//! | which rows are there, where is the cursor | `tree.rs`, `rows.rs`, `moving.rs` |
//! | the filter: what its text means, what it finds at Neon | `filter.rs`, `query.rs`, `search.rs` |
//! | lists that are asked a few at a time | `list_queue.rs` |
//! | which lists there are, their columns, marks | `table/` |
//! | what is asked for, and when | `fetch.rs` |
//! | what is drawn, and is kept from growing old | `drawn.rs` |
//! | whether an answer is older than a change of ours | `asked.rs` |
//! | what an answer changes | `answer/` |
//! | start, suspend, restart | `compute.rs`, and `follow.rs` to the end of its operations |
//! | what was made: found, kept, gone to | `made/` |
//! | programs that get the terminal | `child.rs`, and `client.rs` for psql and the shell |
//! | delete, protect, reset, passwords | `delete/`, `branch.rs`, `role.rs`, `deleted.rs` |
//! | restore, and what it leaves behind | `dialog/restore/`, `backup.rs` |
//! | a text: searched, wrapped, side by side; saved into a file | `dialog/viewer/`, `save.rs` |
//! | how many cells a text takes | `text.rs` |
//! | whether a text has another in it | `matching.rs` |
//! | snapshots, and when they are taken | `snapshot.rs`, `schedule.rs` |
//! | who a project belongs to | `transfer.rs` |
//! | at what spending e-mails are sent | `spending.rs` |
//! | back, forward, home | `travel.rs` |
//! | letters and pins | `bookmarks.rs` |
//! | what takes a change back | `undo/` |
//! | one action for all that is marked | `bulk.rs` |
//! | several changes, one after the other | `queue.rs` |
//! | what lies over the screen | `dialog/` |
//! | keys that came at once: typed or pasted | `burst.rs` |
//! | what is asked before a change is sent | `confirmation.rs` |
//! | what messages call a thing | `called.rs` |
//! | read-only, no waking, PROD: which setting says so | `guard.rs` |
//! | what Neon has said it would refuse | `restricted.rs` |
//! | whose key is used, signing in | `account/` |
//! | connection texts, files of variables, `.neon` | `formats/`, `env_file.rs`, `context.rs` |
//! | small jobs outside: files, browser, clipboard | `chore.rs` |
//! | what outlives the program | `remember.rs` |
//! | where the program goes at start | `heading/` |
//! | which project a compute was in | `hosts.rs` |
//! | how far this machine's clock is from Neon's | `skew.rs` |
//! | short messages | `notice.rs` |

pub mod account;
pub mod action;
mod apply_response;
mod asked;
pub mod bookmarks;
pub mod branch;
mod branch_tree;
pub mod bulk;
pub mod burst;
pub mod called;
pub mod child;
pub mod clipboard;
pub mod compare;
pub mod compute;
pub mod confirmation;
pub mod console;
pub mod context;
pub mod create;
mod database;
pub mod db_client;
pub mod delete;
pub mod deleted;
pub mod dialog;
mod drawn;
mod effect;
pub mod env_file;
pub mod expiry;
pub mod fetch;
pub mod filter;
pub mod filter_query;
pub mod follow;
pub mod formats;
mod hosts;
pub mod jump_history;
pub mod keymap;
mod last_positions;
pub mod layout;
mod list_queue;
pub mod listing;
pub mod local_job;
pub mod log;
pub mod matching;
mod model;
mod msg;
pub mod navigation;
pub mod navigation_target;
pub mod notice;
pub mod panes;
pub mod persistence;
pub mod point_in_time;
pub mod policy;
mod preflight;
pub mod queue;
pub mod refresh;
mod remote;
pub mod responses;
mod restore_backup;
mod restrictions;
pub mod role;
mod row_lookup;
pub mod rows;
mod save;
mod schedule;
pub mod search;
mod skew;
pub mod snapshot;
pub mod spending_limit;
mod store;
pub mod table;
mod target;
pub mod text;
pub mod text_input;
mod transfer;
pub mod tree;
pub mod undo;
mod update;
pub mod uri;
mod verify;
pub mod write;

pub use account::{Access, Account, CredentialSource, FoundAccount, Identity, KeyStorage};
pub use action::{ACTIONS, Action, Availability, Risk, Scope};

pub use effect::{CopyText, Effect, Slot};
pub use keymap::Keymap;
pub use layout::{Area, Breakpoint, Layout};
pub use model::{Connectivity, Details, Haste, Model, Pane, Session, Tab, TimeStyle};
pub use msg::{CopyRoute, Msg};
pub use remote::{FetchState, Remote, odd_text};
pub use store::{BranchData, ProjectData, ProjectEntry, ProjectPages, Store};
pub use table::{List, Table};
pub use target::{Kind, Target};
pub use update::{act, update};
