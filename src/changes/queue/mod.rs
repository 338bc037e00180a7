//! Several changes for one answer, and how far each of them is. They are sent in [`run`].

pub mod run;

use super::{Changes, change::Change};
use crate::{
    kinds::{units::duration, verb::Verb},
    store::target::Target,
};
use jiff::Timestamp;
use std::time::Duration;

/// How many changes are on their way at once, where Neon lets them.
const AT_ONCE: usize = 4;

/// A change that is to be made with others.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueStep {
    /// The row that it is for: a branch, where the change is one of its compute.
    pub row: Target,
    pub change: Change,
    /// The change that it takes back.
    pub undoes: Option<u64>,
}

impl QueueStep {
    /// A change for its own row.
    pub fn of(change: Change) -> Self {
        Self {
            row: change.target.clone(),
            change,
            undoes: None,
        }
    }
}

/// Changes that one answer asks for, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub steps: Vec<QueueStep>,
    /// The first refusal ends it.
    pub strict: bool,
    /// They run operations, so a project takes one at a time.
    pub locks: bool,
}

/// How far a change of a queue is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Its turn has not come.
    Waiting,
    /// It is on its way.
    Running,
    /// It has come to its good end.
    Done,
    /// It was refused or has failed, and why.
    Refused(String),
    /// The queue was stopped before its turn.
    Left,
}

/// A change of a queue.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueEntry {
    /// What is to be done.
    pub step: QueueStep,
    /// How far it is.
    pub stage: Stage,
}

/// Changes that are made one after the other, or were.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// Distinguishes queues; what can be taken back of one belongs together.
    pub id: u64,
    /// The changes, in the order of their turns.
    pub entries: Vec<QueueEntry>,
    /// Nothing more is sent: it was stopped, or has come to its end.
    pub stopping: bool,
    /// When the first one was sent.
    pub began: Timestamp,
    /// When the last one had ended.
    pub ended: Option<Timestamp>,
    pub(super) strict: bool,
    pub(super) locks: bool,
    /// How long the operations of the newest change took.
    pub(super) pace: Duration,
}

/// How many changes of a queue are how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub all: usize,
    /// Those that have come to their good end.
    pub done: usize,
    /// Those that are on their way.
    pub running: usize,
    /// Those that were refused.
    pub refused: usize,
    /// Those whose turn has not come.
    pub waiting: usize,
}

impl Queue {
    /// Whether something of it is still to come.
    pub const fn is_running(&self) -> bool {
        self.ended.is_none()
    }

    /// How far it is.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally {
            all: self.entries.len(),
            ..Tally::default()
        };
        for entry in &self.entries {
            match entry.stage {
                Stage::Waiting => tally.waiting += 1,
                Stage::Running => tally.running += 1,
                Stage::Done => tally.done += 1,
                Stage::Refused(_) => tally.refused += 1,
                Stage::Left => {}
            }
        }
        tally
    }

    /// The change for a row, if it has one here.
    pub fn of(&self, row: &Target) -> Option<&QueueEntry> {
        self.entries.iter().find(|entry| entry.step.row == *row)
    }

    /// What it does: "deleting", "deleted", "delete".
    pub fn verb(&self) -> Option<Verb> {
        self.entries.first().map(|entry| entry.step.change.verb)
    }

    /// How long to wait before the operations of a change are looked at.
    pub fn first_look(&self) -> Duration {
        self.pace
    }

    pub(super) fn running(&mut self, change: &Change) -> Option<&mut QueueEntry> {
        self.entries.iter_mut().find(|entry| {
            entry.stage == Stage::Running && entry.step.change.target == change.target
        })
    }

    /// The next change whose turn it is.
    pub(super) fn next(&self) -> Option<usize> {
        let running = || {
            let on_its_way = |entry: &&QueueEntry| entry.stage == Stage::Running;
            self.entries.iter().filter(on_its_way)
        };
        if self.stopping || running().count() >= AT_ONCE {
            return None;
        }
        let project = |entry: &QueueEntry| entry.step.change.target.project().cloned();
        let free = |entry: &QueueEntry| {
            !self.locks || !running().any(|other| project(other) == project(entry))
        };
        let is_next = |entry: &QueueEntry| entry.stage == Stage::Waiting && free(entry);
        self.entries.iter().position(is_next)
    }
}

/// Whether a change belongs to a queue that runs: its end is told with the others.
pub fn owns(changes: &Changes, change: &Change) -> bool {
    let Some(queue) = changes.queue.as_ref().filter(|queue| queue.is_running()) else {
        return false;
    };
    queue
        .entries
        .iter()
        .any(|entry| entry.stage == Stage::Running && entry.step.change.target == change.target)
}

/// The queue that a change belongs to, if it runs.
pub fn group(changes: &Changes, change: &Change) -> Option<u64> {
    owns(changes, change).then(|| changes.queue.as_ref().map(|queue| queue.id))?
}

/// "all 4 deleted in 6 s", "3 of 4 deleted; pr-9: branch is protected; not sent: pr-10".
pub(super) fn summary(queue: &Queue) -> (String, bool) {
    let tally = queue.tally();
    let done = queue.verb().map_or("done", |verb| verb.done);
    let ended = queue.ended.unwrap_or(queue.began);
    let seconds = ended.duration_since(queue.began).as_secs();
    if tally.done == tally.all {
        return (
            format!("all {} {done} in {}", tally.all, duration::rounded(seconds)),
            true,
        );
    }
    let mut text = format!("{} of {} {done}", tally.done, tally.all);
    let mut refused = queue.entries.iter().filter_map(|entry| match &entry.stage {
        Stage::Refused(why) => Some((&entry.step.change.name, why)),
        _ => None,
    });
    if let Some((name, why)) = refused.next() {
        text.push_str(&format!("; {name}: {why}"));
    }
    if tally.refused > 1 {
        text.push_str(&format!("; {} more refused", tally.refused - 1));
    }
    let left = |entry: &&QueueEntry| entry.stage == Stage::Left;
    let left: Vec<&str> = queue
        .entries
        .iter()
        .filter(left)
        .map(|entry| entry.step.change.name.as_str())
        .collect();
    match left.len() {
        0 => {}
        1..=3 => text.push_str(&format!("; skipped: {}", left.join(", "))),
        more => text.push_str(&format!("; {more} skipped")),
    }
    (text, false)
}
