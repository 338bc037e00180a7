//! Short messages. Each is shown once and disappears by itself, or is replaced by the result that it announces. The
//! latest are kept in a list.

use super::{Neon, Slot, Task};
use crate::store::target::Target;
use jiff::{SignedDuration, Timestamp};
use std::{collections::VecDeque, time::Duration};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTone {
    /// For the record.
    Info,
    /// Something worked.
    Good,
    /// Something failed or was refused.
    Bad,
}

impl NoticeTone {
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Info => " ",
            Self::Good => "✓",
            Self::Bad => "✗",
        }
    }
}

/// A message on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Distinguishes equal texts.
    pub id: u64,
    /// One or two lines.
    pub text: String,
    pub tone: NoticeTone,
    pub at: Timestamp,
    /// What it announces a result for.
    until: Option<Target>,
    /// Whether it leaves at the next key.
    is_read: bool,
    /// The key that it answers, by their number.
    answers: Option<u64>,
    /// Whether it is a mistake in the configuration, which may be corrected.
    is_mistake: bool,
}

impl Notice {
    const fn new(text: String, tone: NoticeTone, at: Timestamp) -> Self {
        Self {
            id: 0,
            text,
            tone,
            at,
            until: None,
            is_read: false,
            answers: None,
            is_mistake: false,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    /// The latest ones, newest first.
    past: VecDeque<Notice>,
    next: u64,
    /// How many keys have been pressed, and when the last one was.
    keys: u64,
    pressed_at: Option<Timestamp>,
}

impl Notices {
    /// How many are shown at once.
    const MOST: usize = 3;
    /// How many are kept in the list.
    const MOST_PAST: usize = 200;
    /// How long a message is shown.
    const FOR: Duration = Duration::from_secs(4);
    /// How long bad news is shown at least: it is longer and matters more.
    const BAD_FOR: Duration = Duration::from_secs(8);
    /// A key pressed this soon was not preceded by reading.
    const UNREAD: SignedDuration = SignedDuration::from_secs(1);

    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }

    /// The latest ones, newest first.
    pub fn past(&self) -> impl Iterator<Item = &Notice> {
        self.past.iter()
    }

    fn push(&mut self, mut notice: Notice) -> Task {
        let is_answer = notice.tone == NoticeTone::Info && notice.until.is_none();
        let is_at_once = self.pressed_at == Some(notice.at);
        notice.answers = (is_answer && is_at_once).then_some(self.keys);
        // The answer to a key replaces those to earlier keys.
        let is_outdated = |other: &Notice| {
            let is_older = other.answers.is_some() && other.answers < notice.answers;
            other.text == notice.text || is_older
        };
        self.shown.retain(|other| !is_outdated(other));
        self.next += 1;
        notice.id = self.next;
        self.past.push_front(notice.clone());
        self.past.truncate(Self::MOST_PAST);
        let delay = match notice.tone {
            NoticeTone::Bad => Self::BAD_FOR,
            NoticeTone::Info | NoticeTone::Good => Self::FOR,
        };
        self.shown.push(notice);
        let too_many = self.shown.len().saturating_sub(Self::MOST);
        self.shown.drain(..too_many);
        Task::after(Slot::Notice(self.next), delay)
    }

    /// Removes a message when its time is up. Bad news stays until the next key: somebody may be away.
    pub fn expire(&mut self, id: u64) {
        let mut shown = self.shown.iter_mut();
        match shown.find(|notice| notice.id == id) {
            Some(notice) if notice.tone == NoticeTone::Bad => notice.is_read = true,
            _ => self.shown.retain(|notice| notice.id != id),
        }
    }

    /// Removes what the user has read when a key is pressed: the answers to earlier keys, and old bad news.
    pub fn key_pressed(&mut self, now: Timestamp) {
        self.keys += 1;
        self.pressed_at = Some(now);
        let is_read = |notice: &Notice| match notice.tone {
            NoticeTone::Info => {
                notice.until.is_none() && now.duration_since(notice.at) >= Self::UNREAD
            }
            NoticeTone::Good => false,
            NoticeTone::Bad => notice.is_read,
        };
        self.shown.retain(|notice| !is_read(notice));
    }

    /// Whether a result for this thing is announced.
    pub fn announces(&self, target: &Target) -> bool {
        let mut shown = self.shown.iter();
        shown.any(|notice| notice.until.as_ref() == Some(target))
    }

    /// Removes what announced a result for this thing.
    pub fn result_known(&mut self, target: &Target) {
        let announces = |notice: &Notice| notice.until.as_ref() == Some(target);
        self.shown.retain(|notice| !announces(notice));
    }

    /// Removes the mistakes in a configuration that has been read again; returns whether there were any.
    pub fn configuration_read(&mut self) -> bool {
        let before = self.shown.len();
        self.shown.retain(|notice| !notice.is_mistake);
        self.shown.len() < before
    }

    pub fn clear(&mut self) {
        self.shown.clear();
    }
}

impl Neon {
    fn notify(&mut self, text: String, tone: NoticeTone, until: Option<Target>) {
        self.show(Notice {
            until,
            ..Notice::new(text, tone, self.now)
        })
    }

    fn show(&mut self, notice: Notice) {
        let timer = self.notices.push(notice);
        self.start(timer);
    }

    /// Shows a neutral message.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notify(text.into(), NoticeTone::Info, None);
    }

    /// Shows a neutral message that the list of notices leaves out, because it repeats what was typed.
    pub fn say_in_passing(&mut self, text: impl Into<String>) {
        self.say(text);
        self.notices.past.pop_front();
    }

    /// Announces a result for this thing.
    pub fn say_running(&mut self, target: &Target, text: impl Into<String>) {
        self.notify(text.into(), NoticeTone::Info, Some(target.clone()));
    }

    /// Reports that the outcome for this thing is not known yet.
    pub fn say_unsure(&mut self, target: &Target, text: impl Into<String>) {
        self.notify(text.into(), NoticeTone::Bad, Some(target.clone()));
    }

    /// Reports that something worked.
    pub fn say_good(&mut self, text: impl Into<String>) {
        self.notify(text.into(), NoticeTone::Good, None);
    }

    /// Reports a mistake in the configuration, until that is read again.
    pub fn say_mistake(&mut self, text: impl Into<String>) {
        self.show(Notice {
            is_mistake: true,
            ..Notice::new(text.into(), NoticeTone::Bad, self.now)
        })
    }

    /// Reports that something failed.
    pub fn say_bad(&mut self, text: impl Into<String>) {
        self.notify(text.into(), NoticeTone::Bad, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neon::{Session, key_names::KeyNames, policy::Policy};

    fn neon() -> Neon {
        let now = Timestamp::UNIX_EPOCH;
        Neon::new(
            Session::default(),
            Policy::default(),
            KeyNames::default(),
            now,
        )
    }

    fn texts(neon: &Neon) -> Vec<&str> {
        let shown = neon.notices.shown().iter();
        shown.map(|notice| notice.text.as_str()).collect()
    }

    #[test]
    fn a_result_replaces_what_announced_it() {
        let mut neon = neon();
        let (one, other) = (
            Target::Project("one".into()),
            Target::Project("other".into()),
        );
        neon.say_running(&one, "starting one …");
        neon.say_running(&other, "starting other …");
        neon.notices
            .key_pressed(neon.now + SignedDuration::from_secs(3));
        neon.notices.result_known(&one);
        neon.say_good("one started");
        assert_eq!(texts(&neon), ["starting other …", "one started"]);
        let past = neon.notices.past().map(|notice| notice.text.as_str());
        assert_eq!(
            past.collect::<Vec<_>>(),
            ["one started", "starting other …", "starting one …"]
        );
    }

    #[test]
    fn bad_news_stays_until_a_key_is_pressed_after_its_time() {
        let mut neon = neon();
        neon.say_bad("it failed");
        neon.notices
            .key_pressed(neon.now + SignedDuration::from_secs(7));
        neon.notices.expire(1);
        assert_eq!(texts(&neon), ["it failed"]);
        neon.notices
            .key_pressed(neon.now + SignedDuration::from_secs(99));
        assert!(texts(&neon).is_empty());
    }

    #[test]
    fn the_answer_to_a_key_leaves_at_the_next_one_unless_that_comes_at_once() {
        let mut neon = neon();
        neon.say("there is no row");
        neon.say_good("one started");
        neon.notices.key_pressed(neon.now);
        assert_eq!(texts(&neon), ["there is no row", "one started"]);
        neon.notices
            .key_pressed(neon.now + SignedDuration::from_secs(1));
        assert_eq!(texts(&neon), ["one started"]);
    }

    #[test]
    fn the_answer_to_a_key_replaces_those_to_earlier_ones() {
        let mut neon = neon();
        neon.say("the configuration has changed");
        neon.notices.key_pressed(neon.now);
        neon.say("read-only: every change is refused");
        neon.notices.key_pressed(neon.now);
        neon.say("read-write");
        neon.say("and more of it");
        assert_eq!(
            texts(&neon),
            [
                "the configuration has changed",
                "read-write",
                "and more of it"
            ]
        );
    }
}
