//! The state of a search on the server.

use crate::{
    api::ApiError,
    neon::{Neon, Slot, read},
    reads::{list_queue::ListQueue, listing},
    store::target::Target,
};

/// The maximum number of hits requested per list.
pub const HITS: u32 = 100;

/// The state of the search for a filter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// The text searched for; `None` before the search has started.
    pub(crate) word: Option<String>,
    /// The lists being searched.
    pub(crate) lists: ListQueue,
    /// The lists that could not be searched.
    pub(crate) failed: Vec<(Target, ApiError)>,
    /// Whether a list has more hits than were returned.
    more: bool,
    /// Whether there is more at Neon, but the filter has no text that could be searched for there.
    pub(crate) only_loaded: bool,
}

impl Search {
    /// Whether the search has started.
    pub const fn is_begun(&self) -> bool {
        self.word.is_some() || self.only_loaded
    }

    /// Whether an answer is pending.
    pub fn is_running(&self) -> bool {
        self.lists.is_running()
    }

    /// The number of lists that have answered, and of all lists searched.
    pub fn progress(&self) -> (usize, usize) {
        self.lists.progress()
    }

    /// The lists that could not be searched, and why.
    pub fn failed(&self) -> &[(Target, ApiError)] {
        &self.failed
    }

    /// Whether there are more hits than were returned.
    pub const fn has_more(&self) -> bool {
        self.more
    }

    /// Whether only what is loaded was searched, although there is more at Neon.
    pub const fn is_only_of_loaded(&self) -> bool {
        self.only_loaded
    }

    /// Adds a list that is searched for a text.
    pub fn want(&mut self, list: Target, text: &str) {
        self.lists.ask(list);
        self.word = Some(text.to_owned());
    }

    /// Handles the end of the search in a list: `more` is whether it has more hits than were returned. Returns `false`
    /// if the list was not being searched.
    pub fn ended(&mut self, list: &Target, more: Result<bool, ApiError>) -> bool {
        let was_awaited = self.lists.ended(list);
        match more {
            _ if !was_awaited => {}
            Ok(more) => self.more |= more,
            Err(error) => self.failed.push((list.clone(), error)),
        }
        was_awaited
    }

    /// Cancels all pending requests.
    pub fn stop(&mut self, neon: &mut Neon) {
        for list in std::mem::take(self).lists.into_asked() {
            neon.cancel(match list {
                Target::Project(project) => Slot::SomeBranches(project),
                view @ Target::Log(..) => Slot::MatchingLogs(view),
                list => Slot::Search(list),
            });
        }
    }

    /// Sends as many requests as may run at the same time.
    pub(crate) fn send(&mut self, neon: &mut Neon) {
        while let Some(list) = self.lists.ask_next() {
            let request = listing::page(&list, None, HITS, self.word.clone());
            neon.ask(read::search(list), request);
        }
    }
}
