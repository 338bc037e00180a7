//! The logs of a branch: what its computes, functions and storage have written.
//!
//! Neon lists at most the last seven days, gives records no ids and never changes one. What is known grows by what is
//! new since about the newest known one.

use super::{
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    list::{List, branch_parts, branch_place},
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
use jiff::SignedDuration;
use serde_json::{Value as Json, json};

pub const LOGS: List = List("Logs");

/// The most records of one request.
pub const PAGE: usize = 1_000;
/// The most records kept of a view.
const MOST: usize = 5_000;
/// How much later than others of its time a record may come.
const LATE: SignedDuration = SignedDuration::from_mins(1);
/// How far back Neon lists them.
const SINCE: &str = "7d";

/// What Neon calls the services that write logs, and what users do.
const SOURCES: [(&str, &str); 3] = [
    ("pg_endpoint", "Postgres"),
    ("function", "function"),
    ("storage", "storage"),
];

/// The branch whose logs are shown from here, or why there is none.
pub fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
    branch_place(store, at, "logs belong")
}

/// A selection of the logs of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Identifies it in the ids of its records.
    id: &'static str,
    /// What Neon filters by.
    filter: Option<(&'static str, &'static str)>,
}

impl View {
    pub const ALL: Self = Self {
        id: "all",
        filter: None,
    };
    pub const ERRORS: Self = Self {
        id: "errors",
        filter: Some(("minimum_severity", "error")),
    };
    pub const POSTGRES: Self = Self {
        id: "postgres",
        filter: Some(("source", "pg_endpoint")),
    };
    pub const FUNCTIONS: Self = Self {
        id: "functions",
        filter: Some(("source", "function")),
    };
    pub const STORAGE: Self = Self {
        id: "storage",
        filter: Some(("source", "storage")),
    };

    /// What its records are kept by.
    fn place(self, branch: &Target) -> Target {
        let (project, branch) = branch_parts(branch);
        Target::Log(project, branch, LogId::from(self.id))
    }

    /// The known records, newest first.
    pub fn known<'s>(self, store: &'s Store, branch: &Target) -> &'s [LogRecord] {
        store.listings.of(&self.place(branch))
    }

    /// Why Neon keeps no logs of the branch, if it does not.
    pub fn refusal(self, store: &Store, branch: &Target) -> Option<String> {
        let why = store.listings.refusal::<LogRecord>(&self.place(branch))?;
        Some(why.to_owned())
    }

    /// Keeps why Neon has none.
    pub fn refuse(self, store: &mut Store, branch: &Target, reason: String) {
        store
            .listings
            .refuse::<LogRecord>(&self.place(branch), reason);
    }

    /// The identities of the known records, newest first.
    pub fn targets(self, store: &Store, branch: &Target) -> Vec<Target> {
        let known = self.known(store, branch);
        let mut targets: Vec<Target> = Vec::with_capacity(known.len());
        let (project, branch) = branch_parts(branch);
        // Counted from the oldest, because newer ones come.
        let (mut at, mut number) = (None, 0);
        for record in known.iter().rev() {
            number = if record.timestamp == at {
                number + 1
            } else {
                0
            };
            at = record.timestamp;
            let id = format!(
                "{}/{}/{number}",
                self.id,
                at.map_or_else(String::new, |at| at.to_string())
            );
            targets.push(Target::Log(
                project.clone(),
                branch.clone(),
                LogId::from(id),
            ));
        }
        targets.reverse();
        targets
    }

    /// From when on records may be missing in what is known; `None` if all may.
    fn complete_to(self, store: &Store, branch: &Target) -> Option<Time> {
        let newest = self.known(store, branch).first()?.timestamp?;
        Some(Time::from(newest.timestamp() - LATE))
    }

    /// The request for all records, or for those that may be missing.
    pub fn request(self, store: &Store, branch: &Target) -> Get<LogsPage> {
        let since = match self.complete_to(store, branch) {
            Some(at) => ("start_time", at.to_string()),
            None => ("since", SINCE.to_owned()),
        };
        let mut body = json!({ "limit": PAGE });
        if let Some(fields) = body.as_object_mut() {
            fields.insert(since.0.to_owned(), since.1.into());
            fields.extend(
                self.filter
                    .map(|(name, value)| (name.to_owned(), value.into())),
            );
        }
        let (project, branch) = branch_parts(branch);
        Request::query_logs(&project, &branch, body)
    }

    /// Adds the answer to that to what is known.
    pub fn keep(self, store: &mut Store, branch: &Target, page: LogsPage) {
        let complete_to = self.complete_to(store, branch);
        let mut all = page.logs;
        // If more have come than fit into an answer, some between these and the known ones are missing.
        if !page.is_truncated {
            let known = self.known(store, branch).iter();
            let older = known.filter(|record| record.timestamp < complete_to);
            all.extend(older.cloned());
        }
        all.truncate(MOST);
        store.listings.keep(&self.place(branch), all, &page.odd);
    }
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

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("logs cannot be changed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(times: &[&str], is_truncated: bool) -> LogsPage {
        let logs = times
            .iter()
            .map(|at| json!({ "timestamp": at, "message": at }));
        let logs: Vec<Json> = logs.collect();
        serde_json::from_value(json!({ "logs": logs, "is_truncated": is_truncated })).unwrap()
    }

    fn messages(store: &Store, of: &Target) -> Vec<String> {
        let all = View::ALL.known(store, of).iter();
        all.map(|one| one.message.clone()).collect()
    }

    fn body(store: &Store, of: &Target) -> Json {
        View::ALL.request(store, of).body.clone().unwrap()
    }

    #[test]
    fn what_is_known_grows_by_what_is_new_or_comes_late() {
        let mut store = Store::default();
        let of = Target::Branch("p".into(), "b".into());
        let times = ["2026-11-20T10:05:00Z", "2026-11-20T10:03:00Z"];
        View::ALL.keep(&mut store, &of, page(&times, false));
        assert_eq!(body(&store, &of)["start_time"], "2026-11-20T10:04:00Z");
        let new = [
            "2026-11-20T10:06:00Z",
            "2026-11-20T10:05:00Z",
            "2026-11-20T10:04:30Z",
        ];
        View::ALL.keep(&mut store, &of, page(&new, false));
        let all = [new[0], new[1], new[2], times[1]];
        assert_eq!(messages(&store, &of), all);
        // Nothing new.
        View::ALL.keep(&mut store, &of, page(&all[..2], false));
        assert_eq!(messages(&store, &of), all);
        // There is a gap before these.
        let after = ["2026-11-20T12:00:01Z", "2026-11-20T12:00:00Z"];
        View::ALL.keep(&mut store, &of, page(&after, true));
        assert_eq!(messages(&store, &of), after);
        assert!(View::ERRORS.known(&store, &of).is_empty());
    }

    #[test]
    fn records_of_the_same_time_are_told_apart_also_when_newer_ones_come() {
        let mut store = Store::default();
        let of = Target::Branch("p".into(), "b".into());
        let mut two = page(&["2026-11-20T10:05:00Z", "2026-11-20T10:05:00Z"], false);
        for (record, message) in two.logs.iter_mut().zip(["second", "first"]) {
            message.clone_into(&mut record.message);
        }
        View::ALL.keep(&mut store, &of, two.clone());
        let before = View::ALL.targets(&store, &of);
        two.logs
            .splice(0..0, page(&["2026-11-20T10:05:01Z"], false).logs);
        View::ALL.keep(&mut store, &of, two);
        assert_eq!(View::ALL.targets(&store, &of)[1..], before);
        let names: Vec<String> = before
            .iter()
            .map(|one| store.name(one).to_string())
            .collect();
        assert_eq!(names, ["second", "first"]);
    }
}
