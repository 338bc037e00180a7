//! The logs of a branch. They are not kept, but follow from what its computes, buckets and functions do.

pub mod handlers;
mod logql;
mod query;
mod sources;

use serde_json::{Map, Value, json};

use super::{branches::Branch, ids::Mint, projects::Project, time::Time};

/// The services that write logs.
pub const SOURCES: [&str; 3] = ["function", "storage", "pg_endpoint"];

/// The names of severities, each four numbers apart, and the first number of the least one.
pub const SEVERITIES: [&str; 6] = ["trace", "debug", "info", "warn", "error", "fatal"];

/// A record.
#[derive(Debug, Clone)]
pub struct Record {
    pub at: Time,
    pub message: String,
    /// One of [`SOURCES`].
    source: &'static str,
    /// What has written it: a compute, a function or a branch.
    entity: String,
    service: String,
    scope: &'static str,
    /// The number and the name that the service has for it.
    severity: (i64, &'static str),
    /// Present if it belongs to a call of a function.
    trace: Option<String>,
    attributes: Value,
}

/// The fields that have few values, with the names by which these are listed and by which LogQL knows them: `source` is
/// what queries filter by, `entity_type` what is listed.
const FIELDS: [(&str, &str); 5] = [
    ("entity_id", "entity_id"),
    ("scope_name", "scope_name"),
    ("service_name", "service_name"),
    ("severity_text", "severity_text"),
    ("source", "entity_type"),
];

impl Record {
    /// The value of one of the fields that have few.
    fn field(&self, name: &str) -> Option<&str> {
        Some(match name {
            "entity_id" => &self.entity,
            "scope_name" => self.scope,
            "service_name" => &self.service,
            "severity_text" => self.severity.1,
            "source" => self.source,
            _ => return None,
        })
    }

    fn to_json(&self) -> Value {
        let mut record = Map::new();
        let mut add = |name: &str, value: Value| drop(record.insert(name.to_owned(), value));
        add("timestamp", format!("{:.3}", self.at.0).into());
        add("message", self.message.as_str().into());
        for (name, _) in FIELDS {
            add(name, self.field(name).into());
        }
        add("severity_number", self.severity.0.into());
        if let Some(trace) = &self.trace {
            let span = Mint::named(trace).uuid().replace('-', "");
            add("trace_id", trace.as_str().into());
            add("span_id", span.get(..16).into());
        }
        add("attributes", self.attributes.clone());
        Value::Object(record)
    }
}

/// A period: the end is not part of it.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    pub from: Time,
    pub to: Time,
}

impl Window {
    fn has(self, at: Time) -> bool {
        self.from <= at && at < self.to
    }

    /// Moments at fixed distances, the same for every window. None is before `since`; the first may be before the window,
    /// for what begins then is logged until the next one.
    fn every(self, seconds: i64, since: Time) -> impl Iterator<Item = Time> {
        let first = self.from.max(since).0.as_second();
        let first = first - first.rem_euclid(seconds);
        (0..)
            .map(move |step| first + step * seconds)
            .map_while(|second| jiff::Timestamp::from_second(second).ok())
            .map(Time)
            .skip_while(move |at| *at < since)
            .take_while(move |at| *at < self.to)
    }
}

/// All records of a branch in a window, oldest first.
pub fn records(project: &Project, branch: &Branch, window: Window) -> Vec<Record> {
    let mut found = vec![];
    let mut add = |record: Record| {
        if window.has(record.at) {
            found.push(record);
        }
    };
    sources::computes(project, branch, window, &mut add);
    sources::buckets(branch, window, &mut add);
    sources::functions(branch, window, &mut add);
    found.sort_by_key(|record| record.at);
    found
}

/// Attributes of a single field.
fn one(name: &str, value: &str) -> Value {
    json!({ name: value })
}
