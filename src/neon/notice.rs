//! Short messages: said once, gone after a while, never in the way of the selection.

use super::{Neon, Slot, Task};
use std::time::Duration;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTone {
    /// For the record.
    Info,
    /// Something worked.
    Good,
    /// Something failed or was refused.
    Bad,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Distinguishes equal texts.
    pub id: u64,
    /// One or two lines.
    pub text: String,
    /// How it is meant.
    pub tone: NoticeTone,
}

/// The messages on screen, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    next: u64,
}

impl Notices {
    /// How many are shown at once.
    const MOST: usize = 3;
    /// How long one is shown.
    const FOR: Duration = Duration::from_secs(4);
    /// How long bad news are shown: they are longer and matter more.
    const BAD_FOR: Duration = Duration::from_secs(8);

    /// The messages, oldest first.
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }

    fn push(&mut self, text: String, tone: NoticeTone) -> Task {
        self.shown.retain(|notice| notice.text != text);
        self.next += 1;
        let id = self.next;
        self.shown.push(Notice { id, text, tone });
        let too_many = self.shown.len().saturating_sub(Self::MOST);
        self.shown.drain(..too_many);
        let delay = if tone == NoticeTone::Bad {
            Self::BAD_FOR
        } else {
            Self::FOR
        };
        Task::after(Slot::Notice(id), delay)
    }

    /// Takes a message away when its time is over.
    pub fn expire(&mut self, id: u64) {
        self.shown.retain(|notice| notice.id != id);
    }

    /// Takes all messages away.
    pub fn clear(&mut self) {
        self.shown.clear();
    }
}

impl Neon {
    /// Says something for the record.
    pub fn say(&mut self, text: impl Into<String>) {
        let timer = self.notices.push(text.into(), NoticeTone::Info);
        self.start(timer);
    }

    /// Says that something worked.
    pub fn say_good(&mut self, text: impl Into<String>) {
        let timer = self.notices.push(text.into(), NoticeTone::Good);
        self.start(timer);
    }

    /// Says that something failed.
    pub fn say_bad(&mut self, text: impl Into<String>) {
        let timer = self.notices.push(text.into(), NoticeTone::Bad);
        self.start(timer);
    }
}
