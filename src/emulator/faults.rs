//! Faults on demand, for tests of clients.
//!
//! Rules form a queue; a request takes the first one that matches its method and path (including the query) and has
//! turns left.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::{Deserialize, Deserializer};

use super::operations::Status;

/// What can go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// The answer is correct but late.
    #[serde(rename = "latency_ms", deserialize_with = "milliseconds")]
    Latency(Duration),
    /// Another answer, without any change: 429, 423, 500, 503, an HTML 502 …
    Status {
        /// HTTP status.
        code: u16,
        /// The value of the `Retry-After` header, as is.
        retry_after: Option<String>,
        /// The body, as is; sent as HTML if it begins with `<`. `None` means Neon's error body.
        body: Option<String>,
    },
    /// The change is made, but the connection is cut before the answer: a lost answer.
    Reset,
    /// The connection is cut before anything is done.
    ResetBefore,
    /// The connection is cut in the middle of the body.
    Truncated,
    /// The correct answer with every string, number and boolean changed to another type.
    WrongTypes,
    /// The correct answer with every number far out of range, as a broken proxy might do.
    HugeNumbers,
    /// The correct answer with an unknown state and an unknown field in every object that has states.
    UnknownEnum,
    /// The request is swallowed: nothing is done or answered.
    Silence,
    /// The next operation with this action ends `failed` with an error text, and the rest of its chain is canceled.
    FailOperation {
        /// For example `start_compute`.
        action: String,
    },
    /// The next operation with this action and the rest of its chain end `cancelled`.
    CancelOperation {
        /// For example `start_compute`.
        action: String,
    },
    /// The next operation with this action ends `skipped`, which counts as success.
    SkipOperation {
        /// For example `start_compute`.
        action: String,
    },
}

fn milliseconds<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    u64::deserialize(from).map(Duration::from_millis)
}

impl Fault {
    /// The action of the affected operation, and how it ends.
    fn ending(&self) -> Option<(&str, Status)> {
        match self {
            Self::FailOperation { action } => Some((action, Status::Failed)),
            Self::CancelOperation { action } => Some((action, Status::Cancelled)),
            Self::SkipOperation { action } => Some((action, Status::Skipped)),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Rule {
    method: Option<String>,
    path_contains: String,
    left: u32,
    fault: Fault,
}

impl Rule {
    fn matches(&self, method: &str, path: &str) -> bool {
        self.left > 0
            && self
                .method
                .as_deref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && path.contains(&self.path_contains)
    }
}

/// The queue of rules; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<Rule>>>);

impl Faults {
    /// Makes `fault` hit the next `times` requests whose method is `method` (`None` means any) and whose path and query
    /// below the base URL contain `path_contains`.
    pub fn add(&self, method: Option<&str>, path_contains: &str, times: u32, fault: Fault) {
        self.rules().push(Rule {
            method: method.map(str::to_owned),
            path_contains: path_contains.to_owned(),
            left: times,
            fault,
        });
    }

    /// Removes all rules.
    pub fn clear(&self) {
        self.rules().clear();
    }

    /// Takes one turn of the first rule for this request.
    pub(super) fn take(&self, method: &str, path: &str) -> Option<Fault> {
        self.take_if(|rule| rule.fault.ending().is_none() && rule.matches(method, path))
    }

    /// Takes one turn of the first rule about an operation with this action, scheduled by this request; returns how it
    /// ends.
    pub(super) fn ending(&self, method: &str, path: &str, action: &str) -> Option<Status> {
        let ending = |fault: &Fault| {
            let (of, ending) = fault.ending()?;
            (of == action).then_some(ending)
        };
        let fault =
            self.take_if(|rule| ending(&rule.fault).is_some() && rule.matches(method, path))?;
        ending(&fault)
    }

    fn take_if(&self, wanted: impl Fn(&Rule) -> bool) -> Option<Fault> {
        let mut rules = self.rules();
        let rule = rules.iter_mut().find(|rule| wanted(rule))?;
        rule.left -= 1;
        let fault = rule.fault.clone();
        rules.retain(|rule| rule.left > 0);
        Some(fault)
    }

    fn rules(&self) -> MutexGuard<'_, Vec<Rule>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
