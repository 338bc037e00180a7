//! What has woken a compute.
//!
//! Neon does not say who has requested an operation. Known are the changes from this machine; the other operations of
//! the same request tell what a start belongs to. A start on its own was most likely caused by a connection.

use crate::{
    api::types::{Operation, OperationAction, OperationId},
    kinds::operation::{self, chain},
    store::ProjectData,
};
use jiff::SignedDuration;
use std::collections::HashMap;

/// A health check wakes a compute within this time.
const CHECKS: SignedDuration = SignedDuration::from_secs(10);

/// What has woken a compute.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Waker {
    /// A change from this machine, such as "start compute".
    You(String),
    /// Somebody's request, such as "create branch".
    Request(String),
    /// Neon's own check whether the compute is available.
    Check,
    /// Nothing that is known: most likely a connection.
    Connection,
}

/// A time at which a compute was woken, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wake<'a> {
    pub at: i64,
    pub waker: &'a Waker,
}

impl Waker {
    /// "by you (start compute)", "probably by a connection".
    pub fn words(&self) -> String {
        match self {
            Self::You(what) => format!("by you ({what})"),
            Self::Request(what) => format!("probably by somebody's request ({what})"),
            Self::Check => "probably by Neon's health check".to_owned(),
            Self::Connection => "probably by a connection".to_owned(),
        }
    }

    /// "4 probably by connections", "1 by you (start compute)".
    fn counted(&self, count: usize) -> String {
        let by = match self {
            Self::You(what) => format!("by you ({what})"),
            Self::Request(what) => format!("by {what}"),
            Self::Check => "probably by health checks".to_owned(),
            Self::Connection => "probably by connections".to_owned(),
        };
        format!("{count} {by}")
    }
}

/// How many wakes had which cause, the most frequent first: "4 probably by connections, 1 by you (start compute)".
pub fn causes<'a>(wakes: impl Iterator<Item = Wake<'a>>) -> String {
    let mut counts: HashMap<&Waker, usize> = HashMap::new();
    for wake in wakes {
        *counts.entry(wake.waker).or_default() += 1;
    }
    let mut counted: Vec<(usize, String)> = counts
        .into_iter()
        .map(|(waker, count)| (count, waker.counted(count)))
        .collect();
    counted.sort_by(|(one, text), (other, than)| other.cmp(one).then_with(|| text.cmp(than)));
    let texts: Vec<String> = counted.into_iter().map(|(_, text)| text).collect();
    texts.join(", ")
}

/// What has requested the start at this position among the operations of a project.
pub(super) fn waker<'a>(
    project: &ProjectData,
    position: usize,
    start: &Operation,
    ours: impl Fn(&OperationId) -> Option<&'a str>,
) -> Waker {
    if let Some(what) = ours(&start.id) {
        return Waker::You(what.to_owned());
    }
    let near = near(&project.operations.value, position, start);
    let is_ours =
        |one: &Operation| one.endpoint_id.is_none() || one.endpoint_id == start.endpoint_id;
    if near
        .iter()
        .any(|one| one.action == OperationAction::CheckAvailability && is_ours(one))
    {
        return Waker::Check;
    }
    let of_one_request = chain::chains(near, |_| None::<()>);
    let chain = of_one_request
        .iter()
        .find(|chain| chain.steps().any(|step| step.id == start.id));
    // Two computes may start at the same time without belonging together.
    let says_more = |one: &Operation| is_ours(one) && !operation::starts(one);
    match chain.filter(|chain| chain.steps().any(says_more)) {
        Some(chain) => Waker::Request(chain.words().into_owned()),
        None => Waker::Connection,
    }
}

/// The operations of the same branch shortly before and after one.
fn near<'a>(all: &'a [Operation], position: usize, start: &Operation) -> &'a [Operation] {
    let is_near = |one: &Operation| match (one.created_at, start.created_at) {
        (Some(one), Some(start)) => {
            let apart = one.timestamp().duration_since(start.timestamp());
            apart.abs() <= CHECKS
        }
        _ => false,
    };
    let newer = all.get(..position).unwrap_or_default();
    let newer = newer.iter().rev().take_while(|one| is_near(one)).count();
    let older = all.get(position + 1..).unwrap_or_default();
    let older = older.iter().take_while(|one| is_near(one)).count();
    all.get(position - newer..=position + older)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::awake::{
        Awake,
        tests::{NOW, endpoint, now, project},
    };
    use jiff::Timestamp;
    use serde_json::json;

    /// An operation so many seconds ago.
    fn operation(ago: i64, action: &str, endpoint: &str) -> Operation {
        let at = Timestamp::from_second(NOW - ago).unwrap();
        serde_json::from_value(json!({
            "id": format!("{ago}-{action}-{endpoint}"), "project_id": "p", "branch_id": "br-a",
            "endpoint_id": endpoint, "action": action, "status": "finished", "created_at": at.to_string(),
        }))
        .unwrap()
    }

    fn wakers(operations: &[Operation], ours: &[&str]) -> Vec<String> {
        let ours = |id: &OperationId| ours.contains(&id.as_str()).then_some("start compute");
        let idle = endpoint("idle", json!({}));
        let awake = Awake::of(&idle, &project(operations, true), ours, now());
        let wakes = awake.wakes(1_000_000);
        wakes.map(|wake| wake.waker.words()).collect()
    }

    #[test]
    fn a_start_is_told_by_what_was_requested_with_it() {
        let suspend = operation(1_000, "suspend_compute", "ep-a");
        let start = operation(2_000, "start_compute", "ep-a");
        for (with, waker) in [
            (None, "probably by a connection"),
            (
                Some(("create_branch", "", 2_000)),
                "probably by somebody's request (create branch)",
            ),
            (
                Some(("apply_config", "ep-a", 2_000)),
                "probably by somebody's request (apply config)",
            ),
            (
                Some(("check_availability", "ep-a", 1_995)),
                "probably by Neon's health check",
            ),
            (
                Some(("check_availability", "ep-b", 1_995)),
                "probably by a connection",
            ),
            // Another compute that is used at the same time.
            (
                Some(("start_compute", "ep-b", 2_000)),
                "probably by a connection",
            ),
            (
                Some(("apply_config", "ep-a", 1_900)),
                "probably by a connection",
            ),
        ] {
            let mut all = vec![suspend.clone(), start.clone()];
            all.extend(with.map(|(action, endpoint, ago)| {
                let mut one = operation(ago, action, endpoint);
                one.endpoint_id = one.endpoint_id.filter(|id| !id.is_empty());
                one
            }));
            all.sort_by_key(|one| std::cmp::Reverse(one.created_at));
            assert_eq!(wakers(&all, &[]), [waker], "{with:?}");
            let ours = wakers(&all, &[start.id.as_str()]);
            assert_eq!(ours, ["by you (start compute)"], "{with:?}");
        }
    }

    #[test]
    fn a_restart_is_a_request() {
        let all = [
            operation(1_000, "suspend_compute", "ep-a"),
            operation(2_000, "start_compute", "ep-a"),
            operation(2_000, "suspend_compute", "ep-a"),
            operation(3_000, "start_compute", "ep-a"),
        ];
        assert_eq!(
            wakers(&all, &[]),
            [
                "probably by a connection",
                "probably by somebody's request (restart compute)"
            ]
        );
    }

    #[test]
    fn causes_are_counted_the_most_frequent_first() {
        let you = Waker::You("start compute".to_owned());
        let all = [&you, &Waker::Connection, &Waker::Check, &Waker::Connection];
        let wakes = all.into_iter().map(|waker| Wake { at: 0, waker });
        assert_eq!(
            causes(wakes),
            "2 probably by connections, 1 by you (start compute), 1 probably by health checks"
        );
        assert_eq!(causes(std::iter::empty()), "");
    }
}
