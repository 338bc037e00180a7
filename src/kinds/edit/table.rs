//! The types that the tables of editable fields are made of.

use super::{
    change_set::{self, ChangeSet},
    unit::Unit,
};
use crate::kinds::time_input::TimeContext;
use serde_json::Value;

/// The path of a thing's name.
pub const NAME: &str = "name";

/// How a field is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A line of text.
    Text {
        /// The maximum number of characters.
        longest: usize,
    },
    /// A password or key: drawn as stars, never written anywhere but into the request.
    Secret {
        /// The maximum number of characters.
        longest: usize,
    },
    /// One of a few values; a switch is a choice of two.
    Choice(&'static [Pick]),
    /// One of the values that [`About::offers`](super::About::offers) has for this row: steps with ← →, or is found by typing.
    Pick,
    /// A quantity: steps with ← →, or is typed.
    Amount(Unit),
    /// A list of texts, one per line; typed text is split at commas and blanks.
    List,
    /// Postgres settings, `name = value` on each line.
    Parameters,
    /// When snapshots are taken, `weekly mon 02:00 keep 14d` on each line.
    Schedule,
    /// Masking rules, `database.schema.table.column = function` on each line.
    Masks,
    /// Names from a list that Neon provides, toggled with Space.
    Libraries,
    /// Days of the week, toggled with Space.
    Weekdays,
    /// Not editable: shown so that nobody looks for it elsewhere.
    Note,
}

/// A value of an [`Input::Choice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// The value that is sent.
    pub value: Scalar,
    /// The text that users see.
    pub label: &'static str,
}

/// A JSON value that can be in a static table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    Flag(bool),
    Word(&'static str),
}

impl Scalar {
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
    /// It can, but Neon may refuse it, depending on the plan.
    Doubt(String),
    /// It cannot, because of this limit.
    Wrong(String),
}

/// Whether and how a field is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visibility {
    Yes,
    /// Not applicable with the other values.
    Hidden,
    /// Shown, but cannot be changed, for this reason.
    Locked(String),
    /// Neon's response about it could not be read: its value is unknown and must not be replaced.
    Unreadable,
}

impl Visibility {
    /// Why the field cannot be changed, if it is shown but locked.
    pub fn why_locked(&self) -> Option<&str> {
        match self {
            Self::Yes | Self::Hidden => None,
            Self::Locked(why) => Some(why),
            Self::Unreadable => Some("Neon's response about it was unreadable; it stays as it is"),
        }
    }
}

/// How serious an effect is, in ascending order: the highest one decides how the change is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Note,
    /// A warning, without confirmation.
    Warn,
    /// Needs a plain confirmation.
    Ask,
    /// Needs a confirmation as prominent as for production.
    Loud,
    /// Irreversible: the name must be typed.
    Typed,
}

/// An effect of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditEffect {
    /// A sentence without a period.
    pub text: String,
    /// How serious it is.
    pub severity: Severity,
    /// It estimates what the change costs, which every question about it repeats.
    pub is_cost: bool,
}

impl EditEffect {
    /// Creates an effect that is only good to know.
    pub fn note(text: impl Into<String>) -> Self {
        Self::new(Severity::Note, text)
    }

    pub fn new(severity: Severity, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            severity,
            is_cost: false,
        }
    }

    /// Creates an estimate of what the change costs.
    pub fn cost(text: impl Into<String>) -> Self {
        Self {
            is_cost: true,
            ..Self::note(text)
        }
    }
}

/// An editable field: one row, from which everything about it derives.
#[derive(Debug)]
pub struct FieldEdit {
    /// Its place in the thing and in the PATCH: names joined by dots. A path starting with `@` exists only in the
    /// form and is never sent.
    pub path: &'static str,
    /// The label that users see.
    pub label: &'static str,
    /// What it means, in the API's words.
    pub help: &'static str,
    /// The heading it is listed under.
    pub group: &'static str,
    /// How it is edited.
    pub input: Input,
    /// Checks the value. Called for changed fields, and for every visible field when creating.
    pub check: fn(&ChangeSet<'_>) -> Validation,
    /// The effects of changing it. Called only if it has changed.
    pub effects: fn(&ChangeSet<'_>) -> Vec<EditEffect>,
    /// A short explanation beside the value.
    pub note: fn(&ChangeSet<'_>) -> String,
    /// Whether it is shown.
    pub shown: fn(&ChangeSet<'_>) -> Visibility,
}

/// All editable fields of a kind.
#[derive(Debug)]
pub struct EditTable {
    /// The name of the object that wraps the fields in the body.
    pub wrapper: &'static str,
    /// The thing does not exist yet.
    pub creates: bool,
    /// Builds the body of the request; `None` if there is nothing to send.
    pub body: fn(&EditTable, &ChangeSet<'_>) -> Option<Value>,
    pub rows: &'static [FieldEdit],
    /// Objects that Neon replaces as a whole: if anything in one changes, all of it is sent.
    pub replaced_whole: &'static [&'static str],
    /// Adds the fields that exist only in the form (`@…`) to a newly received document.
    pub add_form_fields: fn(&mut Value, TimeContext<'_>),
    /// Fields that form one decision: if someone else has changed one of them, they are compared together.
    pub linked: &'static [FieldGroup],
    /// Makes dependent fields consistent after the named one has changed; takes the old document and the new one.
    pub make_consistent: fn(&str, &Value, &mut Value),
    /// The effects of the change as a whole.
    pub effects: fn(&ChangeSet<'_>) -> Vec<EditEffect>,
}

impl EditTable {
    /// Creates a table of independent fields.
    pub(crate) const fn new(creates: bool, rows: &'static [FieldEdit]) -> Self {
        Self {
            wrapper: "",
            creates,
            body: |_, _| None,
            rows,
            replaced_whole: &[],
            linked: &[],
            add_form_fields: |_, _| {},
            make_consistent: |_, _, _| {},
            effects: change_set::no_effects,
        }
    }
}

/// Fields that form one decision.
#[derive(Debug)]
pub struct FieldGroup {
    /// Their common label, such as "Size".
    pub label: &'static str,
    pub paths: &'static [&'static str],
    /// Their values in words, such as "0.25-2 CU".
    pub words: fn(&Value) -> String,
}

pub(crate) const fn pick(value: Scalar, label: &'static str) -> Pick {
    Pick { value, label }
}

/// A row without checks, effects or notes of its own.
pub(crate) const fn row(
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
        check: change_set::no_check,
        effects: change_set::no_effects,
        note: change_set::no_note,
        shown: change_set::always_shown,
    }
}
