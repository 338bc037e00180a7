//! Short messages: each is shown once, disappears after a while, and never covers the selection.

use super::{Neon, Slot, Task};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTone {
    /// For the record.
    Info,
    /// Something worked.
    Good,
    /// Something failed or was refused.
    Bad,
}

/// A message on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Distinguishes equal texts.
    pub id: u64,
    /// One or two lines.
    pub text: String,
    pub tone: NoticeTone,
}

#[derive(Debug, Clone, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    next: u64,
}

impl Notices {
    /// How many are shown at once.
    const MOST: usize = 3;
    /// How long a message is shown.
    const FOR: Duration = Duration::from_secs(4);
    /// How long bad news is shown: it is longer and matters more.
    const BAD_FOR: Duration = Duration::from_secs(8);

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

    /// Removes a message when its time is up.
    pub fn expire(&mut self, id: u64) {
        self.shown.retain(|notice| notice.id != id);
    }

    pub fn clear(&mut self) {
        self.shown.clear();
    }
}

impl Neon {
    /// Shows a neutral message.
    pub fn say(&mut self, text: impl Into<String>) {
        let timer = self.notices.push(text.into(), NoticeTone::Info);
        self.start(timer);
    }

    /// Reports that something worked.
    pub fn say_good(&mut self, text: impl Into<String>) {
        let timer = self.notices.push(text.into(), NoticeTone::Good);
        self.start(timer);
    }

    /// Reports that something failed.
    pub fn say_bad(&mut self, text: impl Into<String>) {
        let timer = self.notices.push(text.into(), NoticeTone::Bad);
        self.start(timer);
    }
}
