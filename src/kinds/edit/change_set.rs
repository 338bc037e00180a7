//! The two documents of a form: the thing as it is, and as it would be after the change.

use super::{
    expiry, sizes,
    table::{EditEffect, EditTable, FieldEdit, Scalar, Validation, Visibility},
};
use crate::{api::types::Unreadable, kinds::time_input::TimeContext};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value};

/// What fields need to know beyond the thing itself.
#[derive(Debug, Clone)]
pub struct About {
    /// The plan without its version, such as "launch"; `None` if unknown.
    pub plan: Option<String>,
    /// Dollars per CU-hour, if the plan has a price.
    pub cu_hour: Option<f64>,
    /// Dollars for keeping a GB of history or of a snapshot for a month, if the plan has prices.
    pub history_month: Option<f64>,
    pub snapshot_month: Option<f64>,
    /// The data of the branch, in bytes.
    pub data: Option<u64>,
    /// The compute is running: a resize restarts it.
    pub active: bool,
    /// It is production.
    pub production: bool,
    /// Its name.
    pub name: String,
    /// The zone of local times.
    pub zone: TimeZone,
    /// The time of the latest key press.
    pub now: Timestamp,
    /// The values that can be picked, by the field's path.
    pub offers: Vec<(&'static str, Vec<Offer>)>,
    /// Names that others of its kind already have.
    pub in_use: Vec<String>,
    /// Starting computes is forbidden.
    pub no_wake: bool,
    /// It is the signed-in user.
    pub is_self: bool,
    /// It has child branches.
    pub has_children: bool,
    /// The project's restore window, in seconds.
    pub history: Option<i64>,
    /// Its fields that could not be read.
    pub unreadable: Unreadable,
}

/// A value that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The value that is sent.
    pub value: String,
    /// The text that users see.
    pub label: String,
    /// Why it cannot be picked, if so.
    pub why_not: Option<String>,
    /// When it was created.
    pub since: Option<Timestamp>,
    /// It is a protected branch.
    pub protected: bool,
}

impl Offer {
    /// An offer that can be picked.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            why_not: None,
            since: None,
            protected: false,
        }
    }
}

impl About {
    /// Only the time and the zone.
    pub const fn at(now: Timestamp, zone: TimeZone) -> Self {
        Self {
            plan: None,
            cu_hour: None,
            history_month: None,
            snapshot_month: None,
            data: None,
            active: false,
            production: false,
            name: String::new(),
            zone,
            now,
            offers: Vec::new(),
            in_use: Vec::new(),
            no_wake: false,
            is_self: false,
            has_children: false,
            history: None,
            unreadable: Unreadable::none(),
        }
    }

    /// What a snapshot of the branch costs in a month.
    pub fn snapshot_cost(&self) -> Option<f64> {
        Some(self.data? as f64 / 1e9 * self.snapshot_month?)
    }

    /// The values that can be picked for the field at a path.
    pub fn offers(&self, path: &str) -> &[Offer] {
        let found = self.offers.iter().find(|(of, _)| *of == path);
        found.map_or(&[], |(_, offers)| offers)
    }

    /// The time and zone for reading moments.
    pub const fn here(&self) -> TimeContext<'_> {
        TimeContext {
            now: self.now,
            zone: &self.zone,
        }
    }
}

/// The thing as it is and as it would be.
#[derive(Debug, Clone, Copy)]
pub struct ChangeSet<'a> {
    pub old: &'a Value,
    /// As it would be.
    pub new: &'a Value,
    /// Everything else that fields need to know.
    pub about: &'a About,
}

static NOTHING: Value = Value::Null;

/// The value at a path, or null if there is none.
pub fn at<'a>(document: &'a Value, path: &str) -> &'a Value {
    let step = |value: &'a Value, name: &str| value.get(name).unwrap_or(&NOTHING);
    path.split('.').fold(document, step)
}

/// Sets the value at a path, creating the objects on the way.
pub(crate) fn put(document: &mut Value, path: &str, value: Value) {
    let mut place = document;
    for name in path.split('.') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(fields) = place else { return };
        place = fields.entry(name).or_insert(Value::Null);
    }
    *place = value;
}

/// Whether two values are the same to a form: `2` and `2.0`, null and an empty text or list.
pub fn is_same(one: &Value, other: &Value) -> bool {
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => one == other || (empty(one) && empty(other)),
    }
}

impl<'a> ChangeSet<'a> {
    /// Whether the field at this path changes.
    pub fn changed(&self, path: &str) -> bool {
        !is_same(at(self.old, path), at(self.new, path))
    }

    /// The new value of a number.
    pub fn number(&self, path: &str) -> Option<f64> {
        at(self.new, path).as_f64()
    }

    pub fn old_number(&self, path: &str) -> Option<f64> {
        at(self.old, path).as_f64()
    }

    /// The new value of an integer.
    pub fn whole(&self, path: &str) -> Option<i64> {
        at(self.new, path).as_i64()
    }

    /// The new value of a flag; `false` if it is missing.
    pub fn flag(&self, path: &str) -> bool {
        at(self.new, path) == &Value::Bool(true)
    }

    /// The old value of a flag.
    pub fn old_flag(&self, path: &str) -> bool {
        at(self.old, path) == &Value::Bool(true)
    }

    /// The new value of a text.
    pub fn text(&self, path: &str) -> &'a str {
        at(self.new, path).as_str().unwrap_or_default()
    }

    /// The offer picked for the field at a path.
    pub fn picked(&self, path: &str) -> Option<&'a Offer> {
        let value = self.text(path);
        let mut offers = self.about.offers(path).iter();
        offers.find(|offer| offer.value == value)
    }

    /// Whether the plan is known to be this one.
    pub fn plan_is(&self, plan: &str) -> bool {
        self.about.plan.as_deref() == Some(plan)
    }
}

pub(crate) fn texts(list: &Value) -> Vec<&str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Sets a value unless there is one.
pub(crate) fn fill(document: &mut Value, path: &str, value: impl Into<Value>) {
    if at(document, path).is_null() {
        put(document, path, value.into());
    }
}

impl FieldEdit {
    /// Whether the field is never sent.
    pub fn is_local(&self) -> bool {
        self.path.starts_with('@')
    }

    /// Whether the data behind the field could not be read.
    pub fn is_lost(&self, unreadable: &Unreadable) -> bool {
        let made_from: &[&str] = match self.path {
            expiry::PATH => &["expires_at"],
            sizes::MODE | sizes::SIZE => &[sizes::MIN, sizes::MAX],
            path => &[path],
        };
        made_from.iter().any(|field| unreadable.has(field))
    }

    pub fn value<'a>(&self, document: &'a Value) -> &'a Value {
        at(document, self.path)
    }

    /// Sets its value in a document.
    pub fn set(&self, document: &mut Value, value: Value) {
        put(document, self.path, value);
    }
}

impl EditTable {
    /// The body of the PATCH: only the changed fields, but entire objects where Neon replaces them as a whole.
    /// `None` if nothing has changed.
    pub fn changes(&self, change_set: &ChangeSet<'_>) -> Option<Value> {
        let mut inner = Value::Object(Map::new());
        let sent = self.rows.iter().filter(|row| !row.is_local());
        let changed: Vec<&FieldEdit> = sent
            .clone()
            .filter(|row| change_set.changed(row.path))
            .collect();
        for row in &changed {
            let inside = |whole: &&&str| {
                row.path
                    .strip_prefix(**whole)
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            match self.replaced_whole.iter().find(inside) {
                Some(whole) => put(&mut inner, whole, at(change_set.new, whole).clone()),
                None => row.set(&mut inner, row.value(change_set.new).clone()),
            }
        }
        let mut body = Map::new();
        body.insert(self.wrapper.to_owned(), inner);
        (!changed.is_empty()).then_some(Value::Object(body))
    }
}

impl Scalar {
    /// Whether a JSON value equals this one.
    pub fn is(self, value: &Value) -> bool {
        self.json() == *value
    }
}

/// The check of a field without limits.
pub(crate) fn no_check(_: &ChangeSet<'_>) -> Validation {
    Validation::Fine
}

/// The effects of a field without any.
pub(crate) fn no_effects(_: &ChangeSet<'_>) -> Vec<EditEffect> {
    Vec::new()
}

/// The note of a field without one.
pub(crate) fn no_note(_: &ChangeSet<'_>) -> String {
    String::new()
}

pub(crate) fn always_shown(_: &ChangeSet<'_>) -> Visibility {
    Visibility::Yes
}
