//! Trouble on demand, for tests of clients.
//!
//! Rules queue up; a request takes the first one that matches its method and path (query included) and still has turns left.

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
    /// The answer is right but late.
    #[serde(rename = "latency_ms", deserialize_with = "milliseconds")]
    Latency(Duration),
    /// Some other answer, and nothing is changed: 429, 423, 500, 503, an HTML 502 …
    Status {
        /// HTTP status.
        code: u16,
        /// Value of the `Retry-After` header, as is.
        retry_after: Option<String>,
        /// Body, as is; sent as HTML if it begins with `<`. `None` is Neon's error body.
        body: Option<String>,
    },
    /// The change is made, then the connection is cut before the answer: a lost answer.
    Reset,
    /// The connection is cut before anything is done.
    ResetBefore,
    /// The connection is cut in the middle of the body.
    Truncated,
    /// The right answer with every string, number and boolean turned into another type.
    WrongTypes,
    /// The right answer with every number far beyond what it may be, as a broken proxy makes them.
    HugeNumbers,
    /// The right answer with a state nobody has heard of and a field nobody asked for, in every object that has such states.
    UnknownEnum,
    /// The request is swallowed: nothing is done, nothing is answered.
    Silence,
    /// The next operation with this action ends `failed` with an error text, and the rest of its chain is canceled.
    FailOperation {
        /// Such as `start_compute`.
        action: String,
    },
    /// The next operation with this action and the rest of its chain end `cancelled`.
    CancelOperation {
        /// Such as `start_compute`.
        action: String,
    },
    /// The next operation with this action ends `skipped`, which is a success as well.
    SkipOperation {
        /// Such as `start_compute`.
        action: String,
    },
}

fn milliseconds<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    u64::deserialize(from).map(Duration::from_millis)
}

impl Fault {
    /// The action of the operation that this is about, and how it is to end.
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
    /// Arranges for `fault` to hit the next `times` requests whose method is `method` (any, if `None`) and whose path and query
    /// below the base URL contain `path_contains`.
    pub fn add(&self, method: Option<&str>, path_contains: &str, times: u32, fault: Fault) {
        self.rules().push(Rule {
            method: method.map(str::to_owned),
            path_contains: path_contains.to_owned(),
            left: times,
            fault,
        });
    }

    /// Forgets all rules.
    pub fn clear(&self) {
        self.rules().clear();
    }

    /// Takes one turn of the first rule for this request.
    pub(super) fn take(&self, method: &str, path: &str) -> Option<Fault> {
        self.take_if(|rule| rule.fault.ending().is_none() && rule.matches(method, path))
    }

    /// Takes one turn of the first rule about an operation with this action that is scheduled by this request: how it ends.
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
