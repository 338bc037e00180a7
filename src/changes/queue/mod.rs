//! Several changes confirmed together, and their progress. [`run`] sends them.

pub mod run;

use super::{Changes, change::Change};
use crate::{
    kinds::{units::duration, verb::Verb},
    store::target::Target,
};
use jiff::Timestamp;
use std::time::Duration;

/// How the reason of a refusal begins if it is unknown whether the change has happened.
pub(super) const UNKNOWN: &str = "Unknown whether";
/// How many changes are in flight at once where Neon allows it.
const AT_ONCE: usize = 4;

/// A change that is made together with others.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueStep {
    /// The row it is for: a branch, if the change is to its compute.
    pub row: Target,
    pub change: Change,
    /// The undo entry that it undoes.
    pub undoes: Option<u64>,
    /// Whether it is sent once the first one has happened, although others were refused or the queue was stopped: it
    /// protects again what the first one has unprotected.
    pub always: bool,
}

impl QueueStep {
    /// A change to its own row.
    pub fn of(change: Change) -> Self {
        Self {
            row: change.target.clone(),
            change,
            undoes: None,
            always: false,
        }
    }
}

/// Changes that were confirmed together, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub steps: Vec<QueueStep>,
    /// Whether the first refusal ends it.
    pub strict: bool,
    /// Whether they run operations, so a project takes one at a time.
    pub locks: bool,
}

/// The stage of a queued change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Not sent yet.
    Waiting,
    /// In progress.
    Running,
    /// Succeeded.
    Done,
    /// Refused or failed, and why.
    Refused(String),
    /// Not sent because the queue was stopped.
    Skipped,
}

/// A queued change.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueEntry {
    /// What to do.
    pub step: QueueStep,
    /// Its progress.
    pub stage: Stage,
}

/// A running or finished queue of changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// Identifies the queue; its changes are undone together.
    pub id: u64,
    /// The changes, in order.
    pub entries: Vec<QueueEntry>,
    /// Whether nothing more is sent, because it was stopped.
    pub stopping: bool,
    /// When it began.
    pub began: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    pub(super) strict: bool,
    pub(super) locks: bool,
    /// How long the operations of the newest change took.
    pub(super) pace: Duration,
}

/// How many changes of a queue are at which stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub all: usize,
    /// Succeeded.
    pub done: usize,
    /// In progress.
    pub running: usize,
    /// Refused or failed.
    pub refused: usize,
    /// Not sent yet.
    pub waiting: usize,
}

impl Queue {
    /// Whether it has not ended yet.
    pub const fn is_running(&self) -> bool {
        self.ended.is_none()
    }

    /// Its progress.
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
                Stage::Skipped => {}
            }
        }
        tally
    }

    /// The queued change for a row.
    pub fn of(&self, row: &Target) -> Option<&QueueEntry> {
        self.entries.iter().find(|entry| entry.step.row == *row)
    }

    /// What it does: "deleting", "deleted", "delete".
    pub fn verb(&self) -> Option<Verb> {
        self.entries.first().map(|entry| entry.step.change.verb)
    }

    /// How long to wait before the first poll of a change's operations.
    pub fn first_poll(&self) -> Duration {
        self.pace
    }

    fn has_done_first(&self) -> bool {
        let first = self.entries.first();
        first.is_some_and(|first| first.stage == Stage::Done)
    }

    /// The last change, if it protects again what was unprotected before and may still be so.
    pub fn left_open(&self) -> Option<&Change> {
        let last = self.entries.last().filter(|last| last.step.always)?;
        let may_be_open = match self.entries.first().map(|first| &first.stage) {
            Some(Stage::Done | Stage::Running) => true,
            Some(Stage::Refused(why)) => why.starts_with(UNKNOWN),
            Some(Stage::Waiting | Stage::Skipped) | None => false,
        };
        (may_be_open && last.stage != Stage::Done).then_some(&last.step.change)
    }

    pub(super) fn running(&mut self, change: &Change) -> Option<&mut QueueEntry> {
        self.entries.iter_mut().find(|entry| {
            entry.stage == Stage::Running && entry.step.change.target == change.target
        })
    }

    /// The next change to send.
    pub(super) fn next(&self) -> Option<usize> {
        let running = || {
            let in_progress = |entry: &&QueueEntry| entry.stage == Stage::Running;
            self.entries.iter().filter(in_progress)
        };
        if running().count() >= AT_ONCE {
            return None;
        }
        let has_begun = self.has_done_first();
        let may_go = |entry: &QueueEntry| !self.stopping || entry.step.always && has_begun;
        let project = |entry: &QueueEntry| entry.step.change.target.project().cloned();
        let free = |entry: &QueueEntry| {
            !self.locks || !running().any(|other| project(other) == project(entry))
        };
        let is_next =
            |entry: &QueueEntry| entry.stage == Stage::Waiting && free(entry) && may_go(entry);
        self.entries.iter().position(is_next)
    }
}

/// Whether a change belongs to the running queue, which reports its result with the others.
pub fn owns(changes: &Changes, change: &Change) -> bool {
    let Some(queue) = changes.queue.as_ref().filter(|queue| queue.is_running()) else {
        return false;
    };
    queue
        .entries
        .iter()
        .any(|entry| entry.stage == Stage::Running && entry.step.change.target == change.target)
}

/// The ID of the running queue that a change belongs to.
pub fn group(changes: &Changes, change: &Change) -> Option<u64> {
    owns(changes, change).then(|| changes.queue.as_ref().map(|queue| queue.id))?
}

/// "main restored and protected again in 6 s", "main was not restored: …; it is protected again", for a queue that
/// unprotects a branch in between; none for others. Also whether all of it happened.
pub(super) fn summary_of_restore(queue: &Queue, key: &str) -> Option<(String, bool)> {
    let [first, restore, last] = queue.entries.as_slice() else {
        return None;
    };
    let name = &last.step.always.then_some(&last.step.change.name)?;
    let why = |entry: &QueueEntry| match &entry.stage {
        Stage::Refused(why) => format!(": {why}"),
        _ => String::new(),
    };
    let is_done = |entry: &QueueEntry| entry.stage == Stage::Done;
    let restored = match is_done(restore) {
        _ if !is_done(first) => format!("{name} was not unprotected or restored{}", why(first)),
        true => format!("{name} restored"),
        false => format!("{name} was not restored{}", why(restore)),
    };
    let text = match queue.left_open() {
        None if is_done(last) && is_done(restore) => {
            let ended = queue.ended.unwrap_or(queue.began);
            let seconds = ended.duration_since(queue.began).as_secs();
            let time = duration::rounded(seconds);
            format!("{restored} and protected again in {time}")
        }
        None if is_done(last) => format!("{restored}; it is protected again"),
        None => restored,
        Some(_) if !is_done(first) => {
            format!("{restored}. It may be left unprotected; {key} protects it")
        }
        Some(_) => {
            let open = format!("{restored}. It is left UNPROTECTED; {key} protects it");
            match &last.stage {
                Stage::Refused(why) => format!("{open} ({why})"),
                _ => open,
            }
        }
    };
    Some((text, is_done(restore) && is_done(last)))
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
    let left = |entry: &&QueueEntry| entry.stage == Stage::Skipped;
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
