//! Lists of projects that are asked one after the other, a few at the same time.

use crate::store::target::Target;
use std::collections::VecDeque;

/// How many lists are asked at the same time.
const AT_ONCE: usize = 8;

/// Which lists are still to be asked, are being asked, and have answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQueue {
    /// The lists to be asked yet.
    waiting: VecDeque<Target>,
    /// The lists whose answer is awaited.
    asked: Vec<Target>,
    /// The lists that have answered, well or badly.
    done: Vec<Target>,
}

impl ListQueue {
    /// Adds the lists that it does not know yet.
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

    /// The next list to ask, if one more may be asked now: from here on its answer is awaited.
    pub fn ask_next(&mut self) -> Option<Target> {
        if self.asked.len() >= AT_ONCE {
            return None;
        }
        let list = self.waiting.pop_front()?;
        self.asked.push(list.clone());
        Some(list)
    }

    /// Awaits the answer of a list that was asked out of turn.
    pub fn ask(&mut self, list: Target) {
        self.asked.push(list);
    }

    /// A list has answered, well or badly; whether its answer was awaited.
    pub fn ended(&mut self, list: &Target) -> bool {
        let Some(at) = self.asked.iter().position(|asked| asked == list) else {
            return false;
        };
        self.done.push(self.asked.swap_remove(at));
        true
    }

    /// No more lists are asked; those that were still to be.
    pub fn give_up(&mut self) -> Vec<Target> {
        let left = Vec::from(std::mem::take(&mut self.waiting));
        self.done.extend_from_slice(&left);
        left
    }

    /// The lists whose answer is awaited.
    pub fn into_asked(self) -> Vec<Target> {
        self.asked
    }

    /// Whether an answer is awaited.
    pub fn is_running(&self) -> bool {
        !self.asked.is_empty() || !self.waiting.is_empty()
    }

    /// How many lists have answered, of how many.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.done.len();
        (done, done + self.asked.len() + self.waiting.len())
    }
}
