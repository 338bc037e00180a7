//! What is going on in an organization: which computes are awake, what needs attention, and what is running.
//!
//! Only projects whose computes are loaded are looked into; the others are counted.

use super::{
    State, branch,
    endpoint::{self, Zero},
    project,
};
use crate::{
    api::types::{Operation, OperationAction, OperationId, ProjectId, ProjectRow},
    store::{ProjectData, ProjectEntry, prices::Prices, target::Target},
};
use compact_str::CompactString;
use jiff::{SignedDuration, Timestamp};
use std::{cmp::Reverse, collections::BTreeMap};

/// The subject of an item, and its order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Awake,
    Failed,
    Blocked,
    Unreadable,
    Quota,
    Expires,
    Stale,
    Running,
}

/// The identity of an item.
pub type ItemKey = (Topic, Target);

/// An item: something awake, something that needs attention, or something that Neon is doing.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub topic: Topic,
    /// Where to go.
    pub target: Target,
    pub project: CompactString,
    /// The branch, compute or snapshot in that project; empty if it is about the project.
    pub name: CompactString,
    pub fact: Fact,
}

/// What there is to say about an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    Awake {
        since: Option<Timestamp>,
        zero: Zero,
    },
    Failed {
        action: OperationAction,
        at: Option<Timestamp>,
    },
    Blocked,
    Unreadable {
        entries: usize,
    },
    /// The used percentage of a quota.
    Quota(u64),
    Expires(Timestamp),
    Stale {
        branches: usize,
        /// What their compute time in this period costs in dollars, if that has a price.
        cost: Option<f64>,
    },
    Running(OperationId, OperationAction, Timestamp),
}

/// What is going on.
#[derive(Debug, Default)]
pub struct Pulse {
    /// What is awake, the longest first.
    pub awake: Items,
    /// What needs attention, the most urgent first.
    pub needs: Items,
    /// The operations that were running a moment ago, the newest first.
    pub running: Vec<Item>,
    /// The number of projects looked into.
    pub looked_at: usize,
    /// The number of loaded projects.
    pub projects: usize,
}

/// The items of a list.
#[derive(Debug, Default)]
pub struct Items {
    pub shown: Vec<Item>,
    /// The number of items after those.
    pub more: usize,
}

impl Items {
    /// Leaves out what is too much to read.
    fn shorten(&mut self) {
        self.more = self.shown.len().saturating_sub(MOST);
        self.shown.truncate(MOST);
    }
}

/// The most items of a list that are shown.
const MOST: usize = 20;
/// What expires within this time needs attention.
const SOON: SignedDuration = SignedDuration::from_hours(48);
/// Failures older than this are past.
const RECENT: SignedDuration = SignedDuration::from_hours(24);
/// What was running longer ago than this may have ended since.
const MOMENT: SignedDuration = SignedDuration::from_mins(1);
/// The used percentage of a quota from which on it needs attention.
const QUOTA: u64 = 80;

/// What decides whether something needs attention.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    pub plan: &'a str,
    pub prices: &'a Prices,
    /// Days without activity after which a branch counts as stale.
    pub stale_days: u16,
    pub now: Timestamp,
}

impl Pulse {
    /// Looks into loaded projects.
    pub fn of<'a>(
        projects: impl Iterator<Item = (&'a ProjectId, &'a ProjectEntry)>,
        terms: Terms<'_>,
    ) -> Self {
        let mut pulse = Self::default();
        for (id, entry) in projects {
            pulse.projects += 1;
            pulse.settings(id, entry);
            if let Some(inside) = entry.inside.as_deref() {
                pulse.looked_at += usize::from(inside.endpoints.known().is_some());
                pulse.look_into((id, &entry.row), inside, terms);
            }
        }
        let started = |item: &Item| match item.fact {
            Fact::Awake { since, .. } => (since.is_none(), since),
            _ => (true, None),
        };
        pulse.awake.shown.sort_by_key(started);
        pulse.awake.shorten();
        pulse.needs.shown.sort_by(|one, other| {
            let urgency = |item: &Item| match &item.fact {
                Fact::Failed { at, .. } => at.map(|at| -at.as_second()),
                Fact::Expires(at) => Some(at.as_second()),
                Fact::Quota(percent) => Some(-i64::try_from(*percent).unwrap_or(i64::MAX)),
                Fact::Stale { cost, .. } => cost.map(|cost| -(cost * 100.0) as i64),
                Fact::Awake { .. }
                | Fact::Blocked
                | Fact::Unreadable { .. }
                | Fact::Running(..) => None,
            };
            (one.topic, urgency(one), &one.project).cmp(&(
                other.topic,
                urgency(other),
                &other.project,
            ))
        });
        pulse.needs.shorten();
        pulse.running.sort_by_key(|item| match &item.fact {
            Fact::Running(_, _, since) => Reverse(Some(*since)),
            _ => Reverse(None),
        });
        pulse
    }

    fn settings(&mut self, id: &ProjectId, entry: &ProjectEntry) {
        let full = entry.full.as_deref().and_then(|full| full.known());
        let quota = full.and_then(project::quota_used);
        if let Some(percent) = quota.filter(|percent| *percent >= QUOTA) {
            self.needs.shown.push(Item {
                topic: Topic::Quota,
                target: Target::Project(id.clone()),
                project: entry.row.name.clone(),
                name: CompactString::default(),
                fact: Fact::Quota(percent),
            });
        }
    }

    fn look_into(
        &mut self,
        (id, row): (&ProjectId, &ProjectRow),
        inside: &ProjectData,
        terms: Terms<'_>,
    ) {
        self.computes((id, row), inside, terms.now);
        let about = |topic, target, name: &str, fact| Item {
            topic,
            target,
            project: row.name.clone(),
            name: name.into(),
            fact,
        };
        let needs = &mut self.needs.shown;
        let soon = |at: Timestamp| at > terms.now && at.duration_since(terms.now) <= SOON;
        let branches = inside.branches.value.values().map(|one| {
            let target = Target::Branch(id.clone(), one.id.clone());
            (one.expires_at, one.name.as_str(), target)
        });
        let snapshots = inside.snapshots.value.iter().map(|one| {
            let target = Target::Snapshot(id.clone(), one.id.clone());
            (one.expires_at, one.name.as_str(), target)
        });
        for (at, name, target) in branches.chain(snapshots) {
            if let Some(at) = at.map(|at| at.timestamp()).filter(|at| soon(*at)) {
                needs.push(about(Topic::Expires, target, name, Fact::Expires(at)));
            }
        }
        for (target, name, operation) in failures(id, inside, terms.now) {
            let fact = Fact::Failed {
                action: operation.action.clone(),
                at: operation.created_at.map(|at| at.timestamp()),
            };
            needs.push(about(Topic::Failed, target, name, fact));
        }
        let target = Target::Project(id.clone());
        let entries = inside.branches.odd.len() + inside.endpoints.odd.len();
        if entries > 0 {
            let fact = Fact::Unreadable { entries };
            needs.push(about(Topic::Unreadable, target.clone(), "", fact));
        }
        if let Some(fact) = stale(inside, terms) {
            needs.push(about(Topic::Stale, target, "", fact));
        }
        for (target, name, operation, since) in running(id, inside, terms.now) {
            let fact = Fact::Running(operation.id.clone(), operation.action.clone(), since);
            let item = about(Topic::Running, target, name, fact);
            self.running.push(item);
        }
    }

    fn computes(
        &mut self,
        (id, row): (&ProjectId, &ProjectRow),
        inside: &ProjectData,
        now: Timestamp,
    ) {
        for one in inside.endpoints.value.values() {
            let branch = inside.branches.value.get(&one.branch_id);
            let name = branch.map_or(one.id.as_str(), |branch| branch.name.as_str());
            let target = match branch.filter(|_| !endpoint::is_replica(one)) {
                Some(branch) => Target::Branch(id.clone(), branch.id.clone()),
                None => Target::Endpoint(id.clone(), one.id.clone()),
            };
            let (topic, fact) = match endpoint::state(one) {
                State::ACTIVE => {
                    let since = one.started_at.map(|at| at.timestamp());
                    let zero = endpoint::zero(one, now);
                    (Topic::Awake, Fact::Awake { since, zero })
                }
                State::BLOCKED => (Topic::Blocked, Fact::Blocked),
                _ => continue,
            };
            let list = match topic {
                Topic::Awake => &mut self.awake,
                _ => &mut self.needs,
            };
            list.shown.push(Item {
                topic,
                target,
                project: row.name.clone(),
                name: name.into(),
                fact,
            });
        }
    }
}

impl Item {
    pub fn key(&self) -> ItemKey {
        (self.topic, self.target.clone())
    }
}

/// The newest operation of each branch in the last day, if it failed and no compute was started there since.
fn failures<'a>(
    id: &ProjectId,
    inside: &'a ProjectData,
    now: Timestamp,
) -> Vec<(Target, &'a str, &'a Operation)> {
    let mut newest = BTreeMap::new();
    // They are sorted newest first.
    for one in &inside.operations.value {
        let at = one.created_at.map(|at| at.timestamp());
        if at.is_some_and(|at| now.duration_since(at) <= RECENT) {
            newest.entry(&one.branch_id).or_insert(one);
        }
    }
    let started_since = |one: &Operation| {
        let branch = one.branch_id.iter();
        let mut computes = branch.flat_map(|branch| inside.endpoints_of(branch));
        computes.any(|compute| compute.started_at > one.created_at)
    };
    let failed = newest
        .into_values()
        .filter(|one| one.status.is_failure() && !started_since(one));
    failed
        .map(|one| {
            let (target, name) = subject(id, inside, one);
            (target, name, one)
        })
        .collect()
}

/// The branch that an operation concerns and its name, or the project.
fn subject<'a>(id: &ProjectId, inside: &'a ProjectData, one: &Operation) -> (Target, &'a str) {
    let branch = one.branch_id.as_ref();
    match branch.and_then(|branch| inside.branches.value.get(branch)) {
        Some(branch) => (
            Target::Branch(id.clone(), branch.id.clone()),
            branch.name.as_str(),
        ),
        None => (Target::Project(id.clone()), ""),
    }
}

/// The newest operation of each branch, if it was running when that was read a moment ago.
fn running<'a>(
    id: &ProjectId,
    inside: &'a ProjectData,
    now: Timestamp,
) -> Vec<(Target, &'a str, &'a Operation, Timestamp)> {
    let read = inside.operations.at;
    if read.is_none_or(|at| now.duration_since(at) > MOMENT) {
        return Vec::new();
    }
    let pending = inside.operations.value.iter();
    let pending = pending.filter(|one| one.status.is_pending());
    let mut running: Vec<(Target, &str, &Operation, Timestamp)> = Vec::new();
    for one in pending {
        let (target, name) = subject(id, inside, one);
        if let Some(since) = one.created_at
            && running.iter().all(|(known, ..)| *known != target)
        {
            running.push((target, name, one, since.timestamp()));
        }
    }
    running
}

fn stale(inside: &ProjectData, terms: Terms<'_>) -> Option<Fact> {
    inside.endpoints.known()?;
    let (mut branches, mut seconds) = (0, 0_u64);
    for branch in branch::stale(inside, terms.stale_days, terms.now) {
        branches += 1;
        seconds = seconds.saturating_add(branch.compute_time_seconds);
    }
    let cost = terms.prices.compute(terms.plan, seconds);
    (branches > 0).then_some(Fact::Stale { branches, cost })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::{
        Branch, BranchId, Endpoint, EndpointId, EndpointState, EndpointType, OperationStatus, Time,
    };
    use crate::store::{ProjectPages, Store};

    const NOW: &str = "2026-11-16T12:00:00Z";

    fn time(text: &str) -> Option<Time> {
        Time::parse(text)
    }

    /// A project with a branch and a compute; another one that nobody has looked into.
    fn store(
        edit: impl FnOnce(&mut ProjectData, &mut Branch, &mut Endpoint),
    ) -> (Store, ProjectPages) {
        let mut store = Store::default();
        let rows = ["shop", "other"].map(|name| {
            store.keep_row(ProjectRow {
                id: ProjectId::from(name),
                name: name.into(),
                ..ProjectRow::default()
            })
        });
        let mut branch = Branch {
            id: BranchId::from("br-1"),
            name: "main".into(),
            default: true,
            ..Branch::default()
        };
        let mut compute = Endpoint {
            id: EndpointId::from("ep-1"),
            branch_id: branch.id.clone(),
            current_state: EndpointState::Active,
            r#type: EndpointType::ReadWrite,
            started_at: time("2026-11-16T11:20:00Z"),
            last_active: time("2026-11-16T11:59:00Z"),
            ..Endpoint::default()
        };
        let inside = store.inside_mut(&ProjectId::from("shop"));
        edit(inside, &mut branch, &mut compute);
        inside.branches.value.insert(branch.id.clone(), branch);
        inside.set_endpoints(vec![compute], Vec::new(), NOW.parse().unwrap());
        let list = ProjectPages {
            rows: rows.into_iter().flatten().collect(),
            ..ProjectPages::default()
        };
        (store, list)
    }

    fn terms(store: &Store) -> Terms<'_> {
        Terms {
            plan: "scale",
            prices: &store.prices,
            stale_days: 7,
            now: NOW.parse().unwrap(),
        }
    }

    /// The fact of the only item that needs attention.
    fn need(edit: impl FnOnce(&mut ProjectData, &mut Branch, &mut Endpoint)) -> Option<String> {
        let (store, list) = store(edit);
        let pulse = Pulse::of(store.listed(&list.rows), terms(&store));
        assert!(pulse.needs.shown.len() <= 1, "{:?}", pulse.needs);
        pulse.needs.shown.first().map(|item| {
            let fact = format!("{:?}", item.fact);
            let word = fact.split([' ', '(', '{']).next().unwrap_or_default();
            format!("{word} {} {}", item.project, item.name)
        })
    }

    #[test]
    fn what_is_awake_says_since_when_and_until_when() {
        for (timeout, used, zero) in [
            (0, "2026-11-16T11:59:00Z", Zero::In(240)),
            (-1, "2026-11-16T11:59:00Z", Zero::Never),
            (3_600, "2026-11-16T12:00:00Z", Zero::After(3_600)),
            (60, "2026-11-16T11:00:00Z", Zero::After(60)),
        ] {
            let (store, list) = store(|_, _, compute| {
                compute.suspend_timeout_seconds = timeout;
                compute.last_active = time(used);
            });
            let pulse = Pulse::of(store.listed(&list.rows), terms(&store));
            assert_eq!((pulse.looked_at, pulse.projects), (1, 2));
            let item = pulse.awake.shown.first().unwrap();
            assert_eq!(
                (item.project.as_str(), item.name.as_str()),
                ("shop", "main")
            );
            let since = Some("2026-11-16T11:20:00Z".parse().unwrap());
            assert_eq!(item.fact, Fact::Awake { since, zero });
        }
    }

    #[test]
    fn what_was_running_when_it_was_read_a_moment_ago_is_running() {
        let operation = |id: &str, status, at| Operation {
            id: id.into(),
            status,
            action: OperationAction::StartCompute,
            branch_id: Some(BranchId::from("br-1")),
            created_at: time(at),
            ..Operation::default()
        };
        let running = |read: &str| {
            let (store, list) = store(|inside, _, _| {
                let operations = vec![
                    operation("3", OperationStatus::Running, "2026-11-16T11:59:40Z"),
                    operation("2", OperationStatus::Scheduling, "2026-11-16T11:59:39Z"),
                    operation("1", OperationStatus::Finished, "2026-11-16T11:59:00Z"),
                ];
                inside.operations.set(operations, read.parse().unwrap());
            });
            let pulse = Pulse::of(store.listed(&list.rows), terms(&store));
            let ids = pulse.running.iter().map(|item| match &item.fact {
                Fact::Running(id, ..) => format!("{id} {}", item.name),
                other => format!("{other:?}"),
            });
            ids.collect::<Vec<_>>()
        };
        assert_eq!(running("2026-11-16T11:59:45Z"), ["3 main"]);
        assert_eq!(running("2026-11-16T11:58:45Z"), Vec::<String>::new());
    }

    #[test]
    fn what_needs_attention_is_found() {
        assert_eq!(need(|_, _, _| {}), None);
        let blocked = need(|_, _, compute| {
            compute.current_state = EndpointState::Idle;
            compute.disabled = true;
        });
        assert_eq!(blocked.as_deref(), Some("Blocked shop main"));
        for (at, found) in [
            ("2026-11-16T11:00:00Z", None),
            ("2026-11-18T11:00:00Z", Some("Expires shop main")),
            ("2026-11-18T13:00:00Z", None),
        ] {
            let expires = need(|_, branch, _| branch.expires_at = time(at));
            assert_eq!(expires.as_deref(), found, "{at}");
        }
        let stale = need(|_, branch, compute| {
            branch.default = false;
            compute.current_state = EndpointState::Idle;
            compute.last_active = time("2026-11-01T11:00:00Z");
        });
        assert_eq!(stale.as_deref(), Some("Stale shop "));
    }

    #[test]
    fn a_failure_counts_until_something_has_worked_on_that_branch() {
        let operation = |status: OperationStatus, at: &str| Operation {
            branch_id: Some(BranchId::from("br-1")),
            action: OperationAction::StartCompute,
            status,
            created_at: time(at),
            ..Operation::default()
        };
        let failed = |at| operation(OperationStatus::Failed, at);
        let of = |operations: Vec<Operation>| {
            need(|inside, _, compute| {
                inside.operations.value = operations;
                compute.started_at = time("2026-11-16T09:00:00Z");
            })
        };
        let found = of(vec![failed("2026-11-16T10:00:00Z")]);
        assert_eq!(found.as_deref(), Some("Failed shop main"));
        assert_eq!(of(vec![failed("2026-11-14T10:00:00Z")]), None);
        let worked = operation(OperationStatus::Finished, "2026-11-16T11:00:00Z");
        assert_eq!(of(vec![worked, failed("2026-11-16T10:00:00Z")]), None);
        // A compute was started since.
        assert_eq!(of(vec![failed("2026-11-16T08:00:00Z")]), None);
    }
}
