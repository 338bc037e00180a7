//! Sends the changes of a queue, each to its end as any other ([`mod@crate::changes::write`]).
//!
//! A queue sends the next change when one has ended: to one project one at a time where they run
//! operations, for Neon answers 423 while any run there (§3.4); else a few at once. A strict queue
//! ends at the first refusal; any other goes on, and says at its end what was refused and why.
//! While it runs nothing is read again but what tells how it goes: that is done once, at its end.

use super::{Plan, Queue, QueueEntry, QueueStep, Stage, owns, summary};
use crate::{
    api::Priority,
    changes::{Changes, change::Change, event::Event, undo, write},
    neon::{Connectivity, Neon},
    store::target::Target,
};
use std::time::Duration;

/// Between two looks at the operations of a queue: the next change waits for them.
pub const BRISK: Duration = Duration::from_millis(250);
/// How long the operations of a change take, before any has told.
const FIRST_GUESS: Duration = Duration::from_millis(500);
/// A change that takes longer tells nothing about the next one.
const LONGEST_GUESS: Duration = Duration::from_secs(5);

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
        Some(id) => undo::take_back::go(changes, neon, id, step.change.clone()),
        None => write::post(changes, neon, step.change.clone(), Priority::Screen),
    }
}

/// Why a change must not be sent, now that its turn has come.
fn why_not(changes: &Changes, neon: &Neon, change: &Change) -> Option<String> {
    if let (true, Target::Branch(project, id)) = (change.spec().deletes, &change.target) {
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

/// A change of a queue has ended: the next one's turn, if any may follow.
pub fn ended(changes: &mut Changes, neon: &mut Neon, change: &Change, stage: Stage) {
    if owns(changes, change) {
        mark(changes, neon, change, stage);
        go_on(changes, neon)
    }
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
