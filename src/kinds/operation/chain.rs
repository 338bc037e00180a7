//! Operations that one cause has started.

use super::words;
use crate::{
    api::types::{Operation, OperationAction},
    kinds::units::duration,
};
use jiff::{SignedDuration, Timestamp};
use std::borrow::Cow;

/// The operations of one request are requested within this time.
const WINDOW: SignedDuration = SignedDuration::from_secs(1);

/// Operations of one cause, in the order they run.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain<'a> {
    pub first: &'a Operation,
    /// The operations after it.
    pub rest: Vec<&'a Operation>,
}

/// Groups operations by cause, the newest first. `cause` identifies the cause, where it is known; otherwise operations
/// of one branch that were requested at the same time belong together.
pub fn chains<'a, C: PartialEq>(
    newest_first: &'a [Operation],
    cause: impl Fn(&Operation) -> Option<C>,
) -> Vec<Chain<'a>> {
    let mut chains: Vec<(Chain<'a>, Option<C>)> = Vec::new();
    for operation in newest_first {
        let own = cause(operation);
        let near = chains.iter_mut().rev();
        let mut near = near.take_while(|(chain, _)| is_near(chain.first, operation));
        let same = near.find(|(chain, known)| {
            *known == own && (own.is_some() || is_on_same_branch(chain.first, operation))
        });
        match same {
            Some((chain, _)) => chain.put_before(operation),
            None => chains.push((Chain::of(operation), own)),
        }
    }
    chains.into_iter().map(|(chain, _)| chain).collect()
}

fn requested(operation: &Operation) -> Option<Timestamp> {
    operation.created_at.map(|at| at.timestamp())
}

fn is_near(one: &Operation, other: &Operation) -> bool {
    match (requested(one), requested(other)) {
        (Some(one), Some(other)) => one.duration_since(other).abs() <= WINDOW,
        _ => false,
    }
}

fn is_on_same_branch(one: &Operation, other: &Operation) -> bool {
    one.branch_id.is_some() && one.branch_id == other.branch_id
}

impl<'a> Chain<'a> {
    /// A single operation.
    pub const fn of(operation: &'a Operation) -> Self {
        Self {
            first: operation,
            rest: Vec::new(),
        }
    }

    fn put_before(&mut self, operation: &'a Operation) {
        self.rest.insert(0, self.first);
        self.first = operation;
    }

    /// Its operations, in the order they run.
    pub fn steps(&self) -> impl Iterator<Item = &'a Operation> + use<'a, '_> {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// The operation that decides its state: the one that failed, else the one that is pending, else the last one.
    pub fn decisive(&self) -> &'a Operation {
        let failed = self.steps().find(|step| step.status.is_failure());
        let pending = || self.steps().find(|step| step.status.is_pending());
        let last = || self.rest.last().copied().unwrap_or(self.first);
        failed.or_else(pending).unwrap_or_else(last)
    }

    /// How long a compute was awake, in seconds, if the chain begins with its start and ends with its suspension.
    pub fn awake(&self) -> Option<i64> {
        use OperationAction::{StartCompute, SuspendCompute};
        let end = self
            .rest
            .last()
            .filter(|end| end.action == SuspendCompute)?;
        let start = self.steps().find(|step| step.action == StartCompute)?;
        let seconds = requested(end)?.duration_since(requested(start)?).as_secs();
        (self.first.action != SuspendCompute && seconds > 0).then_some(seconds)
    }

    /// How long its operations have taken together, in milliseconds, if known; that says nothing about a time awake.
    pub fn millis(&self) -> Option<u64> {
        if self.awake().is_some() {
            return None;
        }
        self.steps()
            .filter_map(|step| step.total_duration_ms)
            .reduce(u64::saturating_add)
    }

    /// What it does, as far as its operations tell.
    pub fn words(&self) -> Cow<'a, str> {
        use OperationAction as Does;
        if let Some(seconds) = self.awake() {
            return Cow::Owned(format!("awake {}", duration::rounded(seconds)));
        }
        let has = |action: Does| self.steps().any(|step| step.action == action);
        let known = if self.rest.is_empty() {
            None
        } else if has(Does::CreateTimeline) {
            Some("create project")
        } else if has(Does::DetachParentBranch) {
            Some("restore branch")
        } else if has(Does::CreateBranch) {
            Some("create branch")
        } else if has(Does::DeleteTimeline) || has(Does::TimelineMarkInvisible) {
            Some("delete branch")
        } else if self.first.action == Does::SuspendCompute && has(Does::StartCompute) {
            Some("restart compute")
        } else {
            None
        };
        known.map_or_else(|| words(&self.first.action), Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn operation(id: &str, second: u32, branch: &str, action: &str, status: &str) -> Operation {
        serde_json::from_value(json!({
            "id": id, "project_id": "shop", "branch_id": branch, "action": action, "status": status,
            "created_at": format!("2026-08-23T14:02:{second:02}Z"), "total_duration_ms": 400,
        }))
        .unwrap()
    }

    fn ids(operations: &[Operation], own: &[&str]) -> Vec<String> {
        let cause = |one: &Operation| own.contains(&one.id.as_str()).then_some(());
        let ids = |chain: Chain<'_>| {
            let ids: Vec<&str> = chain.steps().map(|step| step.id.as_str()).collect();
            ids.join(" ")
        };
        chains(operations, cause).into_iter().map(ids).collect()
    }

    #[test]
    fn operations_of_one_request_belong_together() {
        let all = [
            operation("e", 30, "main", "start_compute", "finished"),
            operation("d", 10, "dev", "apply_config", "finished"),
            operation("c", 9, "main", "suspend_compute", "finished"),
            operation("b", 9, "dev", "start_compute", "finished"),
            operation("a", 9, "dev", "create_branch", "finished"),
        ];
        assert_eq!(ids(&all, &[]), ["e", "a b d", "c"]);
        // A known cause wins over the branch.
        assert_eq!(ids(&all, &["a", "c"]), ["e", "b d", "a c"]);
        assert_eq!(ids(&[], &[]), Vec::<String>::new());
    }

    #[test]
    fn a_chain_is_as_good_as_its_worst_operation() {
        let step = |action: &str, status: &str| operation(action, 0, "main", action, status);
        for (steps, decisive, words) in [
            (
                ["create_branch finished", "start_compute running"],
                "start_compute",
                "create branch",
            ),
            (
                ["suspend_compute failed", "start_compute scheduling"],
                "suspend_compute",
                "restart compute",
            ),
            (
                ["suspend_compute finished", "delete_timeline finished"],
                "delete_timeline",
                "delete branch",
            ),
            (
                ["apply_config finished", "suspend_compute finished"],
                "suspend_compute",
                "apply config",
            ),
        ] {
            let steps = steps.map(|text| text.split_once(' ').unwrap());
            let newest_first: Vec<Operation> = steps
                .iter()
                .rev()
                .map(|(action, status)| step(action, status))
                .collect();
            let found = chains(&newest_first, |_| None::<()>);
            let [chain] = found.as_slice() else {
                panic!("{found:?}");
            };
            assert_eq!(chain.decisive().action.as_str(), decisive);
            assert_eq!(chain.words(), words);
            assert_eq!(chain.millis(), Some(800));
        }
    }

    #[test]
    fn a_start_and_its_suspension_are_a_time_awake() {
        let start = operation("a", 5, "dev", "start_compute", "finished");
        let check = operation("b", 5, "dev", "check_availability", "finished");
        let end = operation("c", 47, "dev", "suspend_compute", "finished");
        let mut awake = Chain::of(&start);
        assert_eq!((awake.awake(), awake.millis()), (None, Some(400)));
        awake.rest = vec![&check, &end];
        assert_eq!((awake.awake(), awake.millis()), (Some(42), None));
        assert_eq!(awake.words(), "awake 42s");
        let mut restart = Chain::of(&end);
        restart.rest = vec![&start];
        assert_eq!(restart.awake(), None);
    }

    #[test]
    fn an_unknown_action_is_told_in_its_own_words() {
        let new = operation("a", 0, "main", "polish_the_brass", "finished");
        assert_eq!(Chain::of(&new).words(), "polish the brass");
    }
}
