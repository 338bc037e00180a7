//! Several changes for one answer: sent one after the other, each followed to its end before the
//! next. The first that fails ends it, and what is left is told.

use super::{
    effect::Effect,
    model::Model,
    write::{self, Intent},
};
use std::collections::VecDeque;

/// Changes that wait for their turn, and the one on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// What is on its way.
    current: Intent,
    /// What comes after it, in this order.
    left: VecDeque<Intent>,
    /// The names of those that are done.
    done: Vec<String>,
}

impl Queue {
    /// How many are done, of how many.
    pub fn steps(&self) -> (usize, usize) {
        let done = self.done.len();
        (done, done + 1 + self.left.len())
    }
}

/// Sends the first change.
pub fn start(model: &mut Model, intents: Vec<Intent>) -> Vec<Effect> {
    if model.queue.is_some() {
        return model.say("other changes are still on their way; nothing was sent");
    }
    let mut left: VecDeque<Intent> = intents.into();
    let Some(current) = left.pop_front() else {
        return Vec::new();
    };
    model.queue = Some(Queue {
        current: current.clone(),
        left,
        done: Vec::new(),
    });
    send(model, current)
}

/// Sends a change; if it cannot be sent now, that was said and nothing more is.
fn send(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let mut effects = write::send(model, intent.clone());
    let sent = model.writes.get(&intent.target);
    if sent.is_none_or(|pending| pending.intent != intent) {
        effects.extend(stop(model, &intent));
    }
    effects
}

/// A change has come to its good end: the next one's turn.
pub fn advance(model: &mut Model, ended: &Intent) -> Vec<Effect> {
    let Some(queue) = model
        .queue
        .as_mut()
        .filter(|queue| queue.current.target == ended.target)
    else {
        return Vec::new();
    };
    queue.done.push(ended.name.clone());
    if let Some(next) = queue.left.pop_front() {
        queue.current = next.clone();
        return send(model, next);
    }
    let (count, done) = (queue.done.len(), queue.current.verb.done);
    model.queue = None;
    model.say_good(format!("all {count} {done}"))
}

/// A change has failed: nothing more is sent.
pub fn stop(model: &mut Model, failed: &Intent) -> Vec<Effect> {
    let is_ours = |queue: &Queue| queue.current.target == failed.target;
    if !model.queue.as_ref().is_some_and(is_ours) {
        return Vec::new();
    }
    let Some(queue) = model.queue.take() else {
        return Vec::new();
    };
    let (done, all) = queue.steps();
    let names: Vec<&str> = queue.left.iter().map(|left| left.name.as_str()).collect();
    let left = if names.is_empty() {
        "nothing was waiting behind it".to_owned()
    } else {
        format!("not touched: {}", names.join(", "))
    };
    model.say_bad(format!(
        "stopped at {}: {done} of {all} {}; {left}",
        failed.name, failed.verb.done
    ))
}
