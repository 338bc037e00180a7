//! Lists of projects that are read one after another, a few at the same time.

use crate::store::target::Target;
use std::collections::VecDeque;

/// How many lists are read at the same time.
const AT_ONCE: usize = 8;

/// Lists waiting, in flight and finished.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQueue {
    waiting: VecDeque<Target>,
    asked: Vec<Target>,
    /// The lists that have finished, with an answer or an error.
    done: Vec<Target>,
}

impl ListQueue {
    /// Adds the lists that are new to the queue.
    pub fn extend(&mut self, lists: impl IntoIterator<Item = Target>) {
        for list in lists {
            if !self.knows(&list) {
                self.waiting.push_back(list);
            }
        }
    }

    fn knows(&self, list: &Target) -> bool {
        self.waiting.contains(list) || self.asked.contains(list) || self.done.contains(list)
    }

    /// Returns the next list to read and marks it as in flight, unless too many are already.
    pub fn ask_next(&mut self) -> Option<Target> {
        if self.asked.len() >= AT_ONCE {
            return None;
        }
        let list = self.waiting.pop_front()?;
        self.asked.push(list.clone());
        Some(list)
    }

    /// Marks a list as in flight that was requested out of turn.
    pub fn ask(&mut self, list: Target) {
        self.asked.push(list);
    }

    /// Marks a list as finished; returns whether it was in flight.
    pub fn ended(&mut self, list: &Target) -> bool {
        let Some(at) = self.asked.iter().position(|asked| asked == list) else {
            return false;
        };
        self.done.push(self.asked.swap_remove(at));
        true
    }

    /// Drops the waiting lists and returns them.
    pub fn give_up(&mut self) -> Vec<Target> {
        let left = Vec::from(std::mem::take(&mut self.waiting));
        self.done.extend_from_slice(&left);
        left
    }

    /// The lists in flight.
    pub fn into_asked(self) -> Vec<Target> {
        self.asked
    }

    /// Whether any list is waiting or in flight.
    pub fn is_running(&self) -> bool {
        !self.asked.is_empty() || !self.waiting.is_empty()
    }

    /// The number of finished lists, and of all lists.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.done.len();
        (done, done + self.asked.len() + self.waiting.len())
    }
}
