//! Sends the changes of a queue, each like any other change ([`mod@crate::changes::write`]).
//!
//! The next change is sent when one has ended: one at a time per project if they run
//! operations, since Neon answers 423 while any are running there; else a few at once. A strict queue
//! ends at the first refusal; any other continues and reports at the end what was refused and why.
//! A queue ends, too, when Neon cannot be reached; only what protects a branch again waits until it can.
//! While changes in a project run, only its operations are read again; everything else is read once, after the last one.

use super::{
    Outcome, Plan, Purpose, Queue, QueueEntry, QueueStep, Stage, owns, summary, summary_of_restore,
};
use crate::{
    api::Priority,
    changes::{Changes, change::Change, event::Event, undo, write},
    neon::{Connectivity, Neon, key_names::NamedKey},
    store::target::Target,
};
use std::time::Duration;

/// The interval between polls for a queue, whose next change waits for them.
pub const BRISK: Duration = Duration::from_millis(250);
/// How long operations are assumed to take before any have been measured.
const FIRST_GUESS: Duration = Duration::from_millis(500);
/// The upper bound of that estimate.
const LONGEST_GUESS: Duration = Duration::from_secs(5);

/// Starts a queue.
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

/// Sends what can be sent now; ends the queue when nothing is left.
fn go_on(changes: &mut Changes, neon: &mut Neon) {
    loop {
        let cut_off = is_cut_off(neon);
        let Some(queue) = &mut changes.queue else {
            return;
        };
        queue.stopping |= cut_off || neon.policy.is_read_only();
        let next = queue.next().filter(|_| !cut_off);
        let Some(entry) = next.and_then(|at| queue.entries.get_mut(at)) else {
            break;
        };
        entry.stage = Stage::Running;
        let step = entry.step.clone();
        let why = why_not(changes, neon, &step).or_else(|| {
            let is_sent = neon.starts(|neon| send(changes, neon, &step));
            (!is_sent).then(|| "it can no longer be undone".to_owned())
        });
        if let Some(why) = why {
            let stage = Stage::Refused(Outcome::NotDone, why);
            mark(changes, neon, &step.change, stage);
        }
    }
    let idle = |queue: &&Queue| queue.is_running() && queue.tally().running == 0;
    let Some(queue) = changes.queue.as_ref().filter(idle) else {
        return;
    };
    match queue.left_open().filter(|_| queue.next().is_some()) {
        Some(open) => neon.say_bad(format!(
            "{} is left UNPROTECTED until Neon can be reached; then it is protected again",
            open.name
        )),
        None => end(changes, neon),
    }
}

/// Continues a queue that waits for Neon, which can be reached again.
pub fn resume(changes: &mut Changes, neon: &mut Neon) {
    if changes.queue.as_ref().is_some_and(Queue::is_running) {
        go_on(changes, neon)
    }
}

const fn is_cut_off(neon: &Neon) -> bool {
    matches!(
        neon.link,
        Connectivity::Offline { .. } | Connectivity::SignedOut { .. }
    )
}

fn send(changes: &mut Changes, neon: &mut Neon, step: &QueueStep) {
    match step.undoes {
        Some(id) => undo::run::start(changes, neon, id, step.change.clone()),
        None => write::post(changes, neon, step.change.clone(), Priority::Screen),
    }
}

/// Why a change must not be sent now, if so.
fn why_not(changes: &Changes, neon: &Neon, step: &QueueStep) -> Option<String> {
    let change = &step.change;
    if step.purpose == Purpose::ProtectsAgain {
        return write::why_busy(changes, change);
    }
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
    let refused = matches!(stage, Stage::Refused(..));
    let mut done = None;
    if let Some(entry) = queue.running(change) {
        done = matches!(stage, Stage::Done | Stage::Gone).then(|| entry.step.row.clone());
        let waits = entry.step.purpose == Purpose::ProtectsAgain && refused && is_cut_off(neon);
        entry.stage = if waits { Stage::Waiting } else { stage };
    }
    queue.stopping |= refused && queue.strict;
    let is_last = queue.is_done_with(change.target.project());
    if let Some(row) = done {
        changes.tell(Event::QueuedDone(row));
    }
    if is_last {
        changes.tell(Event::Outdated(change.target.clone()));
    }
}

/// Continues the queue after one of its changes has ended.
pub fn ended(changes: &mut Changes, neon: &mut Neon, change: &Change, stage: Stage) {
    if owns(changes, change) {
        mark(changes, neon, change, stage);
        go_on(changes, neon)
    }
}

/// Remembers how long the operations of a change took, for the next one's first poll.
pub fn record_duration(changes: &mut Changes, change: &Change, time: Duration) {
    if owns(changes, change)
        && let Some(queue) = &mut changes.queue
    {
        // A bit less, so that the estimate can shrink.
        queue.pace = time.saturating_sub(BRISK / 2).clamp(BRISK, LONGEST_GUESS);
    }
}

/// Stops a running queue after the changes in flight, or dismisses the report of a finished one.
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
    let running = queue.tally().running;
    let mut text = format!("stopping after the running changes ({running})");
    let open = queue.left_open();
    match queue.unsent() {
        0 if open.is_some() => {}
        unsent => text.push_str(&format!("; {unsent} not sent")),
    }
    if let Some(open) = open {
        text.push_str(&format!("; {} will be protected again", open.name));
    }
    neon.say(text);
    true
}

/// Ends the queue: reports the result, and reads again what it touched and would have touched more.
fn end(changes: &mut Changes, neon: &mut Neon) {
    let now = neon.now;
    let Some(queue) = &mut changes.queue else {
        return;
    };
    queue.ended = Some(now);
    let cut_short = queue.cut_short();
    for entry in &mut queue.entries {
        if entry.stage == Stage::Waiting {
            entry.stage = Stage::Skipped;
        }
    }
    let key = neon.keys.name(NamedKey::Protect);
    let (text, good) = summary_of_restore(queue, key).unwrap_or_else(|| summary(queue));
    let id = queue.id;
    if good {
        // A full success needs no list.
        changes.queue = None;
        let undo = undo::group_hint(changes, neon, id);
        neon.say_good(format!("{text}{undo}"))
    } else {
        neon.say_bad(text)
    }
    for target in cut_short {
        changes.tell(Event::Outdated(target));
    }
}
