//! What lazyneon knows about each kind of thing at Neon: its fields, its states, its words.
//!
//! One file per kind, with its [`Kind`]: what generic code can ask about a thing, with a default for everything.
//! [`lookup`] maps a target to its kind. What needs the screen is in `ui::on_screen`.
//!
//! A field that is shown is a row in that kind's `FIELDS`: the details pane, `d` and the columns of lists read it. A
//! field that a form edits and a PATCH carries is a row in [`edit`].

pub mod account;
pub mod api_key;
pub mod backup_schedule;
pub mod branch;
pub mod creation;
pub mod database;
pub mod edit;
pub mod endpoint;
pub mod field;
pub mod history;
pub mod invitation;
pub mod kind;
pub mod lookup;
pub mod matching;
pub mod member;
pub mod named;
pub mod operation;
pub mod org;
pub mod price;
pub mod project;
pub mod relative_time;
pub mod role;
pub mod share;
pub mod size;
pub mod snapshot;
pub mod spending_limit;
pub mod state;
pub mod time_input;
pub mod units;
pub mod verb;
pub mod vpc_endpoint;
pub mod weekdays;

pub use field::{Field, Value};
pub use kind::{Contents, Kind, Known};
pub use state::{State, Tone};
pub use verb::Verb;
