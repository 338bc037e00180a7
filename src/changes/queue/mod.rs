//! Several changes confirmed together, and their progress. [`run`] sends them.

pub mod run;

use super::{Changes, branch, change::Change};
use crate::{
    api::types::{Branch, ProjectId},
    kinds::{units::duration, verb::Verb},
    store::target::Target,
};
use jiff::Timestamp;
use std::{collections::BTreeMap, time::Duration};

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
    pub purpose: Purpose,
}

/// What a change of a queue is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The user wants it.
    Itself,
    /// It unprotects a branch for the next change.
    Unprotects,
    /// It protects that branch again: sent once the first change may have happened, whether others were refused, the
    /// queue was stopped or changes are forbidden by now.
    ProtectsAgain,
}

impl QueueStep {
    /// A change to its own row.
    pub fn of(change: Change) -> Self {
        Self {
            row: change.target.clone(),
            change,
            undoes: None,
            purpose: Purpose::Itself,
        }
    }
}

/// Changes that were confirmed together, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub steps: Vec<QueueStep>,
    /// Whether the first refusal ends it.
    pub strict: bool,
    /// Whether a project takes one at a time: they run operations, or one needs what another one does.
    pub locks: bool,
}

impl Plan {
    /// A change that Neon refuses for a protected branch: unprotects it, makes the change, and protects it again,
    /// whether the change was made or not.
    pub fn while_unprotected(branch: &Branch, step: QueueStep) -> Self {
        let protect = |on, purpose| QueueStep {
            purpose,
            ..QueueStep::of(branch::set_protected(branch, on))
        };
        let first = protect(false, Purpose::Unprotects);
        Self {
            steps: vec![first, step, protect(true, Purpose::ProtectsAgain)],
            strict: true,
            locks: true,
        }
    }
}

/// What is known about a change that was refused or has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It has not happened.
    NotDone,
    /// It may have happened: it failed after it was accepted, or its answer was lost.
    Uncertain,
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
    /// Not needed: what was to be deleted was not there any more.
    Gone,
    /// Refused or failed, and why.
    Refused(Outcome, String),
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

impl QueueEntry {
    /// Whether a change is this one, which is in progress.
    fn runs(&self, change: &Change) -> bool {
        self.stage == Stage::Running && self.step.change.target == change.target
    }
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
    /// Not needed.
    pub gone: usize,
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
                Stage::Gone => tally.gone += 1,
                Stage::Refused(..) => tally.refused += 1,
                Stage::Skipped => {}
            }
        }
        tally
    }

    /// How long it took, in words.
    fn duration(&self) -> String {
        let ended = self.ended.unwrap_or(self.began);
        duration::rounded(ended.duration_since(self.began).as_secs())
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

    /// The last change, if it protects again what was unprotected before and may still be so.
    pub fn left_open(&self) -> Option<&Change> {
        let last = self.entries.last()?;
        let is_open = last.step.purpose == Purpose::ProtectsAgain && last.stage != Stage::Done;
        let first = self.entries.first().filter(|_| is_open)?;
        let unprotected = matches!(
            first.stage,
            Stage::Done | Stage::Running | Stage::Refused(Outcome::Uncertain, _)
        );
        unprotected.then_some(&last.step.change)
    }

    /// How many changes are not sent if it is stopped now.
    fn unsent(&self) -> usize {
        let last = self.entries.last();
        let is_sent = self.left_open().is_some()
            && last.is_some_and(|protecting| protecting.stage == Stage::Waiting);
        self.tally().waiting.saturating_sub(is_sent.into())
    }

    /// Whether all of its changes in a project, or outside of projects, have ended.
    pub(super) fn is_done_with(&self, project: Option<&ProjectId>) -> bool {
        let is_left = |entry: &QueueEntry| matches!(entry.stage, Stage::Waiting | Stage::Running);
        let mut entries = self.entries.iter();
        !entries.any(|entry| is_left(entry) && entry.step.change.target.project() == project)
    }

    /// A thing that was changed in each project where other changes are still waiting.
    pub(super) fn cut_short(&self) -> Vec<Target> {
        let sent = self.entries.iter();
        let sent = sent.filter(|entry| entry.stage != Stage::Waiting);
        let targets = sent.map(|entry| &entry.step.change.target);
        let cut_short = targets.filter(|target| !self.is_done_with(target.project()));
        let one_each: BTreeMap<_, _> = cut_short.map(|target| (target.project(), target)).collect();
        one_each.into_values().cloned().collect()
    }

    pub(super) fn running(&mut self, change: &Change) -> Option<&mut QueueEntry> {
        self.entries.iter_mut().find(|entry| entry.runs(change))
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
        let is_open = self.left_open().is_some();
        let may_go = |entry: &QueueEntry| {
            !self.stopping || (is_open && entry.step.purpose == Purpose::ProtectsAgain)
        };
        let project = |entry: &QueueEntry| entry.step.change.target.project().cloned();
        let blocks = |other: &QueueEntry, entry: &QueueEntry| {
            other.step.change.target == entry.step.change.target
                || (self.locks && project(other) == project(entry))
        };
        let free = |entry: &QueueEntry| !running().any(|other| blocks(other, entry));
        let is_next =
            |entry: &QueueEntry| entry.stage == Stage::Waiting && free(entry) && may_go(entry);
        self.entries.iter().position(is_next)
    }
}

/// Whether a change belongs to the running queue, which reports its result with the others.
pub fn owns(changes: &Changes, change: &Change) -> bool {
    purpose(changes, change).is_some()
}

/// What a change of the running queue is for.
pub(super) fn purpose(changes: &Changes, change: &Change) -> Option<Purpose> {
    let queue = changes.queue.as_ref().filter(|queue| queue.is_running())?;
    let entry = queue.entries.iter().find(|entry| entry.runs(change))?;
    Some(entry.step.purpose)
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
    let is_it = last.step.purpose == Purpose::ProtectsAgain;
    let name = &is_it.then_some(&last.step.change.name)?;
    let done = restore.step.change.verb.done;
    let why = |entry: &QueueEntry| match &entry.stage {
        Stage::Refused(_, why) => format!(": {why}"),
        _ => String::new(),
    };
    let is_done = |entry: &QueueEntry| entry.stage == Stage::Done;
    let is_uncertain = matches!(first.stage, Stage::Refused(Outcome::Uncertain, _));
    let restored = match is_done(restore) {
        true => format!("{name} {done}"),
        false if is_done(first) => format!("{name} was not {done}{}", why(restore)),
        false if is_uncertain => format!("{name} was not {done}{}", why(first)),
        false => format!("{name} was not unprotected or {done}{}", why(first)),
    };
    let text = match queue.left_open() {
        None if is_done(last) && is_done(restore) => {
            format!("{restored} and protected again in {}", queue.duration())
        }
        None if is_done(last) => format!("{restored}; it is protected again"),
        None => restored,
        Some(_) if !is_done(first) => {
            format!("{restored}. It may be left unprotected; {key} protects it")
        }
        Some(_) => {
            let open = format!("{restored}. It is left UNPROTECTED; {key} protects it");
            match &last.stage {
                Stage::Refused(_, why) => format!("{open} ({why})"),
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
    if tally.done == tally.all {
        return (
            format!("all {} {done} in {}", tally.all, queue.duration()),
            true,
        );
    }
    let mut text = format!("{} of {} {done}", tally.done, tally.all);
    if tally.gone > 0 {
        text.push_str(&format!("; {} gone already", tally.gone));
    }
    if tally.done + tally.gone == tally.all {
        return (text, true);
    }
    let mut refused = queue.entries.iter().filter_map(|entry| match &entry.stage {
        Stage::Refused(_, why) => Some((&entry.step.change.name, why)),
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
