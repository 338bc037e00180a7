//! The records in the logs of a branch: what its computes, functions and storage have written.

pub mod errors;
pub mod values;
pub mod view;

use super::{
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    list::{List, branch_place},
    state::State,
};
use crate::{
    api::{
        Get, Request,
        operations::typed,
        types::{Branch, BranchId, LogId, LogRecord, LogsPage, ProjectId, Time},
    },
    store::{Store, target::Target},
};
use serde_json::Value as Json;

pub const LOGS: List = List("Logs");

/// What Neon calls computes as a source of logs.
const POSTGRES: &str = "pg_endpoint";

/// What Neon calls the services that write logs, and what users do.
const SOURCES: [(&str, &str); 3] = [
    (POSTGRES, "Postgres"),
    ("function", "function"),
    ("storage", "storage"),
];

/// The branch whose logs are shown from here, or why there is none.
pub fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
    branch_place(store, at, "logs belong")
}

/// How serious a record is; `None` if its number is none of OpenTelemetry's.
const fn severity(number: i64) -> Option<State> {
    Some(match number {
        1..=4 => State::TRACE,
        5..=8 => State::DEBUG,
        9..=12 => State::INFO,
        13..=16 => State::WARNING,
        17..=20 => State::ERROR,
        21..=24 => State::FATAL,
        _ => return None,
    })
}

impl Described for LogRecord {
    const FIELDS: &'static [Field<Self>] = &[
        main("timestamp", "Time", "When it was written.", |one| {
            Value::time(one.timestamp)
        }),
        main(
            "severity_number",
            "Level",
            "How serious it is.",
            |one| match one.severity_number.and_then(severity) {
                Some(state) => Value::State(state),
                None => Value::text(&one.severity_text),
            },
        ),
        main(
            "source",
            "Source",
            "What kind of service has written it.",
            |one| {
                let mut known = SOURCES.iter();
                match known.find(|(source, _)| *source == one.source) {
                    Some((_, word)) => Value::Word(word),
                    None => Value::text(&one.source),
                }
            },
        ),
        main("message", "Message", "What was written.", |one| {
            Value::text(&one.message)
        }),
        main("entity_id", "By", "What has written it.", |one| {
            Value::id(&one.entity_id)
        }),
        main(
            "attributes",
            "Attributes",
            "What else was written.",
            |one| {
                let all = one.attributes.iter();
                let all = all.map(|(name, value)| match value {
                    Json::String(text) => format!("{name} {text}"),
                    other => format!("{name} {other}"),
                });
                Value::list(&all.collect::<Vec<_>>())
            },
        ),
        more(
            "service_name",
            "Service",
            "The name of the service.",
            |one| Value::text(&one.service_name),
        ),
        more("scope_name", "Scope", "The part of the service.", |one| {
            Value::text(&one.scope_name)
        }),
        more(
            "severity_text",
            "Severity",
            "What the service calls the level.",
            |one| Value::text(&one.severity_text),
        ),
        more(
            "trace_id",
            "Trace",
            "The trace that it belongs to.",
            |one| Value::id(&one.trace_id),
        ),
        more("span_id", "Span", "The span that it belongs to.", |one| {
            Value::id(&one.span_id)
        }),
    ];
}

impl Request {
    /// Log records of a branch, newest first.
    pub fn query_logs(project: &ProjectId, branch: &BranchId, body: Json) -> Get<LogsPage> {
        Get::new(typed::QueryLogs, &[project.as_str(), branch.as_str()]).body(body)
    }
}

/// Identifies a log record.
#[derive(Debug, Clone, Copy)]
pub struct LogRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    pub id: &'a LogId,
}

impl LogRef<'_> {
    fn find<'s>(&self, store: &'s Store) -> Option<&'s LogRecord> {
        let mut parts = self.id.as_str().split('/');
        let (view, at, number) = (parts.next()?, Time::parse(parts.next()?), parts.next()?);
        let place = Target::Log(self.project.clone(), self.branch.clone(), LogId::from(view));
        let known = store.listings.of::<LogRecord>(&place);
        // Newest first, and those without a time last.
        let end = known.partition_point(|record| record.timestamp >= at);
        known.get(end.checked_sub(1 + number.parse::<usize>().ok()?)?)
    }
}

impl Kind for LogRef<'_> {
    fn noun(&self) -> &'static str {
        "log record"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        LogRecord::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        let first = self.find(store)?.message.lines().next()?;
        Some(first.to_owned())
    }

    fn message(&self, store: &Store) -> Option<String> {
        Some(self.find(store)?.message.clone())
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("logs cannot be changed")
    }
}
