//! What can be changed of a thing: one row per field, from which everything in a form is made.
//!
//! A form works on the thing as JSON, as the API sent it. A row says where its field stands there
//! (`settings.allowed_ips.ips`), and the same path is where the PATCH carries it. So `was …`, the
//! error below the field, the effect, the preview and the request that is sent are all computed
//! from two documents, the old one and the new one, by [`ChangeSet`] and [`EditTable::body`].
//!
//! A thing that does not exist yet has a table, too: its old document holds the defaults, all of
//! its fields are checked, and its body holds what was set.
//!
//! Adding a field is adding a row to `endpoint.rs`, `project.rs`, or the file of what is edited.

mod address;
mod api_key;
mod branch;
mod change_set;
mod database;
mod endpoint;
pub mod expiry;
mod maintenance_window;
mod member;
mod name;
mod new_branch;
mod new_compute;
mod new_project;
pub mod parameters;
mod project;
mod role;
pub mod schedule;
mod settings;
mod share;
mod sizes;
mod snapshot;
mod spending;
mod unit;

pub use address::entries;
pub use api_key::{KEEP, NEW_KEY, REACHES};
pub use branch::{BRANCH, EXPIRY};
pub(crate) use change_set::put;
pub use change_set::{About, ChangeSet, Offer, is_same};
pub use database::{DATABASE, NEW_DATABASE, OWNER};
pub use endpoint::ENDPOINT;
pub use member::{FIRST_ROLE, INVITE, MEMBER, ROLE, addresses, may};
pub use new_branch::{NEW_BRANCH, PARENT};
pub use new_compute::NEW_COMPUTE;
pub use new_project::{NEW_PROJECT, REGION, REGIONS};
pub use project::PROJECT;
pub use role::NEW_ROLE;
pub use schedule::SCHEDULE;
pub use share::{EMAIL, SHARE};
pub use snapshot::{FROM_SNAPSHOT, NEW_SNAPSHOT, REPLACES, SNAPSHOT};
pub use spending::{LIMIT, SPENDING};
pub use unit::Unit;

use serde_json::Value;

/// Where the name of a thing stands.
pub const NAME: &str = "name";

/// How a field is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A line of text of this many characters at most.
    Text {
        /// The most characters.
        longest: usize,
    },
    /// One of a few values; a switch is a choice of two.
    Choice(&'static [Pick]),
    /// One of the things that [`About::offers`] has for this row: steps with ← →, or is searched
    /// for by typing.
    Pick,
    /// A quantity: steps with ← →, or is typed.
    Amount(Unit),
    /// A list of texts, one per line; what is typed is split at commas and blanks.
    List,
    /// Settings of Postgres, `name = value` in every line.
    Parameters,
    /// When snapshots are taken, `weekly mon 02:00 keep 14d` in every line.
    Schedule,
    /// Names out of a list that Neon gives, marked with Space.
    Libraries,
    /// Days of the week, marked with Space.
    Weekdays,
    /// Nothing to edit: shown so that nobody looks for it elsewhere.
    Note,
}

/// A value of a [`Input::Choice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// What is sent.
    pub value: Scalar,
    /// What users read.
    pub label: &'static str,
}

/// A JSON value that can stand in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// A yes or a no.
    Flag(bool),
    Word(&'static str),
}

impl Scalar {
    /// The same as JSON.
    pub fn json(self) -> Value {
        match self {
            Self::Flag(flag) => Value::from(flag),
            Self::Word(word) => Value::from(word),
        }
    }
}

/// Whether a value can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Validation {
    Fine,
    /// It can, but Neon may refuse it: a matter of the plan.
    Doubt(String),
    /// It cannot, and this is the limit.
    Wrong(String),
}

/// Whether a field is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Yes,
    /// It makes no sense with the other values.
    Hidden,
    /// It is shown and cannot be changed, because.
    Locked(String),
    /// Neon's answer about it could not be read: its value is not known and must not be replaced.
    Unreadable,
}

impl Shown {
    /// Why it cannot be changed, if it is shown and cannot.
    pub fn why_locked(&self) -> Option<&str> {
        match self {
            Self::Yes | Self::Hidden => None,
            Self::Locked(why) => Some(why),
            Self::Unreadable => Some("Neon's response about it was unreadable; it stays as it is"),
        }
    }
}

/// How much a consequence matters, from least to most: the highest decides what is asked before
/// the change is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something to think about; nothing is asked.
    Warn,
    /// Asked for with a plain question.
    Ask,
    /// Asked for as loudly as production.
    Loud,
    /// The name must be typed: there is no way back.
    Typed,
}

/// Something that a change brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditEffect {
    /// A sentence without a full stop.
    pub text: String,
    /// How much it matters.
    pub gravity: Severity,
}

impl EditEffect {
    /// Good to know.
    pub fn note(text: impl Into<String>) -> Self {
        Self::new(Severity::Note, text)
    }

    /// A consequence.
    pub fn new(gravity: Severity, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            gravity,
        }
    }
}

/// A field that can be edited: one row, from which everything about it is made.
#[derive(Debug)]
pub struct FieldEdit {
    /// Where it stands in the thing and in the PATCH: names joined by dots. A path that begins
    /// with `@` is of the form only and never sent.
    pub path: &'static str,
    /// The name users read.
    pub label: &'static str,
    /// What it means, in the API's words.
    pub help: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
    /// How it is edited.
    pub input: Input,
    /// Whether its value can be sent. Asked of values that were changed, and of all that are shown
    /// where a thing is made.
    pub check: fn(&ChangeSet<'_>) -> Validation,
    /// What a change of it brings about. Asked only when it was changed.
    pub effects: fn(&ChangeSet<'_>) -> Vec<EditEffect>,
    /// A few words beside the value: what it amounts to.
    pub note: fn(&ChangeSet<'_>) -> String,
    /// Whether it is there.
    pub shown: fn(&ChangeSet<'_>) -> Shown,
}

/// All that can be edited of a kind.
#[derive(Debug)]
pub struct EditTable {
    /// What the body wraps its fields in.
    pub wrapper: &'static str,
    /// The thing does not exist yet.
    pub creates: bool,
    /// The body of the request; none when there is nothing to send.
    pub body: fn(&EditTable, &ChangeSet<'_>) -> Option<Value>,
    /// The rows in their order.
    pub rows: &'static [FieldEdit],
    /// Objects that Neon replaces as a whole: when something in them changes all of it is sent.
    pub wholes: &'static [&'static str],
    /// Puts what belongs to the form only (`@…`) into a document that has just come.
    pub open: fn(&mut Value),
    /// Fields that are one decision: when somebody else has changed one of them they are compared
    /// together.
    pub linked: &'static [FieldGroup],
    /// Makes fields that depend on each other agree, after the named one was changed: gets the old
    /// document and the new one.
    pub settle: fn(&str, &Value, &mut Value),
    /// What the change as a whole brings about.
    pub effects: fn(&ChangeSet<'_>) -> Vec<EditEffect>,
}

impl EditTable {
    /// Fields that stand for themselves.
    pub(super) const fn new(creates: bool, rows: &'static [FieldEdit]) -> Self {
        Self {
            wrapper: "",
            creates,
            body: |_, _| None,
            rows,
            wholes: &[],
            linked: &[],
            open: |_| {},
            settle: |_, _, _| {},
            effects: change_set::harmless,
        }
    }
}

/// Fields that are one decision.
#[derive(Debug)]
pub struct FieldGroup {
    /// What they are together: "Size".
    pub label: &'static str,
    /// Their paths.
    pub paths: &'static [&'static str],
    /// Their values in words: "0.25-2 CU".
    pub words: fn(&Value) -> String,
}

/// A value of a choice.
const fn pick(value: Scalar, label: &'static str) -> Pick {
    Pick { value, label }
}

/// A row without limits, effects or notes of its own.
pub(super) const fn row(
    path: &'static str,
    group: &'static str,
    label: &'static str,
    input: Input,
    help: &'static str,
) -> FieldEdit {
    FieldEdit {
        path,
        label,
        help,
        group,
        input,
        check: change_set::fine,
        effects: change_set::harmless,
        note: change_set::quiet,
        shown: change_set::always,
    }
}

#[cfg(test)]
mod tests;
