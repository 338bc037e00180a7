//! Several changes for one answer, each on the road of every change ([`mod@super::write`]) to its end.
//!
//! A queue sends the next change when one has ended: to one project one at a time where they run
//! operations, for Neon answers 423 while any run there (§3.4); else a few at once. A strict queue
//! ends at the first refusal; any other goes on, and says at its end what was refused and why.
//! While it runs nothing is read again but what tells how it goes: that is done once, at its end.

use super::{
    undo,
    write::{self, Change, Expectation},
};
use crate::{
    api::{Operation, Priority},
    changes::{Changes, event::Event},
    kinds::units::duration,
    neon::{Connectivity, Neon},
    store::target::Target,
};
use jiff::Timestamp;
use std::time::Duration;

/// How many changes are on their way at once, where Neon lets them.
const AT_ONCE: usize = 4;
/// Between two looks at the operations of a queue: the next change waits for them.
pub const BRISK: Duration = Duration::from_millis(250);
/// How long the operations of a change take, before any has told.
const FIRST_GUESS: Duration = Duration::from_millis(500);
/// A change that takes longer tells nothing about the next one.
const LONGEST_GUESS: Duration = Duration::from_secs(5);

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
    strict: bool,
    locks: bool,
    /// How long the operations of the newest change took.
    pace: Duration,
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
    pub fn verb(&self) -> Option<write::Verb> {
        self.entries.first().map(|entry| entry.step.change.verb)
    }

    /// How long to wait before the operations of a change are looked at.
    pub fn first_look(&self) -> Duration {
        self.pace
    }

    fn running(&mut self, change: &Change) -> Option<&mut QueueEntry> {
        self.entries.iter_mut().find(|entry| {
            entry.stage == Stage::Running && entry.step.change.target == change.target
        })
    }

    /// The next change whose turn it is.
    fn next(&self) -> Option<usize> {
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

/// Sends the first changes.
pub fn start(changes: &mut Changes, neon: &mut Neon, plan: Plan) {
    if changes.queue.as_ref().is_some_and(Queue::is_running) {
        return neon.say("other changes are still on their way; nothing was sent");
    }
    let id = changes.undo.begin_group();
    let entry = |step| QueueEntry {
        step,
        stage: Stage::Waiting,
    };
    changes.queue = Some(Queue {
        id,
        entries: plan.steps.into_iter().map(entry).collect(),
        stopping: false,
        began: neon.now,
        ended: None,
        strict: plan.strict,
        locks: plan.locks,
        pace: FIRST_GUESS,
    });
    go_on(changes, neon)
}

/// Sends what can be sent now; says how it went when nothing is left.
fn go_on(changes: &mut Changes, neon: &mut Neon) {
    loop {
        let unreachable = matches!(
            neon.link,
            Connectivity::Offline { .. } | Connectivity::SignedOut { .. }
        );
        let stopped = unreachable || neon.policy.is_read_only();
        let Some(queue) = &mut changes.queue else {
            return;
        };
        queue.stopping |= stopped;
        let Some(entry) = queue.next().and_then(|at| queue.entries.get_mut(at)) else {
            break;
        };
        entry.stage = Stage::Running;
        let step = entry.step.clone();
        match why_not(changes, neon, &step.change) {
            Some(why) => mark(changes, neon, &step.change, Stage::Refused(why)),
            None => {
                if !neon.starts(|neon| send(changes, neon, &step)) {
                    let why = "it can no longer be undone".to_owned();
                    mark(changes, neon, &step.change, Stage::Refused(why));
                }
            }
        }
    }
    let over = changes.queue.as_ref().is_some_and(|queue| {
        let tally = queue.tally();
        queue.is_running() && tally.running == 0
    });
    if over {
        end(changes, neon);
    }
}

fn send(changes: &mut Changes, neon: &mut Neon, step: &QueueStep) {
    match step.undoes {
        Some(id) => undo::go(changes, neon, id, step.change.clone()),
        None => write::post(changes, neon, step.change.clone(), Priority::Screen),
    }
}

/// Why a change must not be sent, now that its turn has come.
fn why_not(changes: &Changes, neon: &Neon, change: &Change) -> Option<String> {
    if let (Expectation::Gone, Target::Branch(project, id)) = (&change.wanted, &change.target) {
        let inside = neon.store.inside(project)?;
        let mut all = inside.branches.value.values();
        if let Some(child) = all.find(|branch| branch.parent_id.as_ref() == Some(id)) {
            return Some(format!("{} under it still exists", child.name));
        }
    }
    write::why_not(changes, neon, change)
}

fn mark(changes: &mut Changes, neon: &mut Neon, change: &Change, stage: Stage) {
    neon.touched = true;
    let Some(queue) = &mut changes.queue else {
        return;
    };
    let refused = matches!(stage, Stage::Refused(_));
    let mut done = None;
    if let Some(entry) = queue.running(change) {
        done = (stage == Stage::Done).then(|| entry.step.row.clone());
        entry.stage = stage;
    }
    queue.stopping |= refused && queue.strict;
    if let Some(row) = done {
        changes.tell(Event::QueuedDone(row));
    }
}

/// A change has come to its good end: the next one's turn.
pub fn advance(changes: &mut Changes, neon: &mut Neon, ended: &Change) {
    if !owns(changes, ended) {
        return;
    }
    mark(changes, neon, ended, Stage::Done);
    go_on(changes, neon)
}

/// A change was refused or has failed: the next one's turn, if any may follow.
pub fn refused(changes: &mut Changes, neon: &mut Neon, failed: &Change, why: &str) {
    if !owns(changes, failed) {
        return;
    }
    mark(changes, neon, failed, Stage::Refused(why.to_owned()));
    go_on(changes, neon)
}

/// The operations of a change took so long: the next one is looked at accordingly.
pub fn record_duration(changes: &mut Changes, change: &Change, time: Duration) {
    if owns(changes, change)
        && let Some(queue) = &mut changes.queue
    {
        // A little early, so that the guess can become shorter.
        queue.pace = time.saturating_sub(BRISK / 2).clamp(BRISK, LONGEST_GUESS);
    }
}

/// Stops a queue that runs, after what is on its way; puts away what is said of one that is over.
pub fn escape(changes: &mut Changes, neon: &mut Neon) -> bool {
    let Some(queue) = changes.queue.as_mut() else {
        return false;
    };
    if !queue.is_running() {
        changes.queue = None;
        return true;
    }
    if queue.stopping {
        return false;
    }
    queue.stopping = true;
    let tally = queue.tally();
    let text = format!(
        "stopping after the running changes ({}); {} not sent",
        tally.running, tally.waiting
    );
    neon.say(text);
    true
}

/// Nothing is on its way any more: says how it went, and reads again what was touched.
fn end(changes: &mut Changes, neon: &mut Neon) {
    let now = neon.now;
    let Some(queue) = &mut changes.queue else {
        return;
    };
    queue.ended = Some(now);
    for entry in &mut queue.entries {
        if entry.stage == Stage::Waiting {
            entry.stage = Stage::Left;
        }
    }
    let (text, good) = summary(queue);
    let one = queue
        .entries
        .first()
        .map(|entry| entry.step.change.target.clone());
    let id = queue.id;
    if good {
        // What went well needs no list.
        changes.queue = None;
        let undo = undo::group_hint(changes, neon, id);
        neon.say_good(format!("{text}{undo}"))
    } else {
        neon.say_bad(text)
    }
    if let Some(target) = one {
        changes.tell(Event::Outdated(target));
    }
}

/// "all 4 deleted in 6 s", "3 of 4 deleted; pr-9: branch is protected; not sent: pr-10".
fn summary(queue: &Queue) -> (String, bool) {
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

/// Whether operations follow on a change, so that a project takes one at a time.
pub fn locks(operation: Operation) -> bool {
    let spec = operation.spec();
    // Names, protection and expiry of branches are changed at once.
    spec.returns_operations && operation != Operation::UpdateBranch
}
