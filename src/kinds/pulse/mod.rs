//! What is going on in an organization: which computes are awake, what needs attention, and what is running.
//!
//! Only projects whose computes are loaded are looked into; the others are counted.

mod operations;

use super::{
    State, branch,
    endpoint::{self, Zero},
    project::quota::QuotaUse,
};
use crate::{
    api::types::{OperationAction, OperationId, ProjectId, ProjectRow},
    store::{ProjectData, ProjectEntry, prices::Prices, target::Target},
};
use compact_str::CompactString;
use jiff::{SignedDuration, Timestamp};
use std::cmp::Reverse;

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
            pulse.settings(id, entry, terms.plan);
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

    fn settings(&mut self, id: &ProjectId, entry: &ProjectEntry, plan: &str) {
        let quota = QuotaUse::of(entry, plan).percent;
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
        for (target, name, operation) in operations::failures(id, inside, terms.now) {
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
        for (target, name, operation, since) in operations::running(id, inside, terms.now) {
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
mod tests;
