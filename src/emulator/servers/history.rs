//! Where the past of contents is found.
//!
//! Contents that a server has run on have a copy of their files from before its first start, and everything it has
//! written since is in an archive: from both, Postgres makes what they were at any moment. What they were before, those
//! that they are a copy of tell.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use crate::emulator::{contents::Contents, time::Time};

/// How far the emulator's clock and the real one may drift apart before it counts as moved.
const DRIFT: SignedDuration = SignedDuration::from_millis(50);

/// When the emulator's clock, which tests stop and move, showed what.
#[derive(Debug, Default)]
pub struct Calendar {
    /// What it showed, and the real time; in chronological order.
    marks: Vec<(Time, Timestamp)>,
}

impl Calendar {
    pub fn note(&mut self, shown: Time, real: Timestamp) {
        if let Some((last_shown, last_real)) = self.marks.last_mut() {
            if *last_shown == shown {
                *last_real = real;
                return;
            }
            let [ours, theirs] = [
                shown.0.duration_since(last_shown.0),
                real.duration_since(*last_real),
            ];
            if (ours - theirs).abs() <= DRIFT {
                return;
            }
        }
        self.marks.push((shown, real));
    }

    /// The real time when it showed this; of a moment that it has skipped, when it did.
    fn real(&self, shown: Time) -> Timestamp {
        let after = self.marks.partition_point(|(mark, _)| *mark <= shown);
        let next = self.marks.get(after).map(|(_, real)| *real);
        let Some((mark, real)) = after.checked_sub(1).and_then(|at| self.marks.get(at)) else {
            return next.unwrap_or(shown.0);
        };
        let since = shown.0.duration_since(mark.0);
        let then = real.saturating_add(since).unwrap_or(Timestamp::MAX);
        next.map_or(then, |next| then.min(next))
    }
}

/// What is known of the past of contents.
#[derive(Debug)]
struct Kept {
    /// When they came to be.
    since: Time,
    /// When a server was first started on them.
    started: Option<Timestamp>,
}

/// What holds a state in the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// What the branch is described to consist of: nobody had connected yet.
    Description,
    /// The files of contents that no server has run on.
    Files(u64),
    /// The files of contents from before a server ran on them.
    Base(u64),
    /// What the server of contents had written until then.
    Log { of: u64, until: Timestamp },
}

/// The past of all contents.
#[derive(Debug, Default)]
pub struct History {
    kept: HashMap<u64, Kept>,
}

impl History {
    pub fn knows(&self, id: u64) -> bool {
        self.kept.contains_key(&id)
    }

    /// Whether contents came to be after a moment.
    pub fn is_since(&self, id: u64, moment: Time) -> bool {
        self.kept.get(&id).is_none_or(|kept| kept.since >= moment)
    }

    pub fn ids(&self) -> impl Iterator<Item = u64> + use<'_> {
        self.kept.keys().copied()
    }

    /// Contents have come to be.
    pub fn begin(&mut self, id: u64, since: Time) {
        let started = None;
        self.kept.entry(id).or_insert(Kept { since, started });
    }

    /// Contents are no longer on disk.
    pub fn removed(&mut self, id: u64) {
        if let Some(kept) = self.kept.get_mut(&id) {
            kept.started = None;
        }
    }

    /// Whether a server has run on contents; also if nothing is kept of them.
    pub fn has_started(&self, id: u64) -> bool {
        let kept = self.kept.get(&id);
        kept.is_none_or(|kept| kept.started.is_some())
    }

    /// From now on, the log tells what contents are.
    pub fn start(&mut self, id: u64, now: Timestamp) {
        if let Some(kept) = self.kept.get_mut(&id) {
            kept.started = Some(now);
        }
    }

    pub fn end(&mut self, id: u64) {
        self.kept.remove(&id);
    }

    /// Where contents as of a moment are found. `is_made` tells which are on disk.
    pub fn find(
        &self,
        contents: &Contents,
        at: Time,
        calendar: &Calendar,
        is_made: &impl Fn(u64) -> bool,
    ) -> Past {
        let id = contents.id;
        let kept = self.kept.get(&id);
        let is_earlier = kept.is_none_or(|kept| at < kept.since);
        if let Some(source) = contents.source().filter(|_| is_earlier) {
            let at = source.at.map_or(at, |copied| copied.min(at));
            return self.find(&source.contents, at, calendar, is_made);
        }
        let until = calendar.real(at);
        match kept.filter(|_| is_made(id)) {
            None => Past::Description,
            Some(Kept { started: None, .. }) => Past::Files(id),
            Some(Kept {
                started: Some(started),
                ..
            }) if until <= *started => match contents.source() {
                Some(_) => Past::Base(id),
                None => Past::Description,
            },
            Some(_) => Past::Log { of: id, until },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::contents::Origin;

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_moment_that_the_clock_skipped_is_when_it_was_moved() {
        let mut calendar = Calendar::default();
        calendar.note(Time(second(1_000)), second(10));
        calendar.note(Time(second(1_005)), second(15));
        calendar.note(Time(second(2_000)), second(20));
        for (shown, real) in [
            (990, 10),
            (1_000, 10),
            (1_007, 17),
            (1_500, 20),
            (2_003, 23),
        ] {
            assert_eq!(calendar.real(Time(second(shown))), second(real), "{shown}");
        }
    }

    #[test]
    fn a_clock_that_stands_still_shows_the_same_until_the_end() {
        let mut calendar = Calendar::default();
        for real in [10, 20, 30] {
            calendar.note(Time(second(1_000)), second(real));
        }
        calendar.note(Time(second(1_600)), second(31));
        assert_eq!(calendar.real(Time(second(1_000))), second(30));
        assert_eq!(calendar.real(Time(second(1_300))), second(31));
    }

    #[test]
    fn what_contents_were_before_they_came_to_be_their_source_tells() {
        let mut history = History::default();
        let mut calendar = Calendar::default();
        calendar.note(Time(second(0)), second(0));
        let parent = Contents::new(Origin::Description);
        let copy = Contents::new(Origin::Copy(parent.at(None)));
        let restored = Contents::new(Origin::Copy(copy.at(Some(Time(second(15))))));
        history.begin(parent.id, Time(second(0)));
        history.begin(copy.id, Time(second(20)));
        history.begin(restored.id, Time(second(30)));
        let made = |of: &Contents, is_made: bool| {
            let at = Time(second(25));
            history.find(of, at, &calendar, &|_| is_made)
        };
        assert_eq!(made(&copy, false), Past::Description);
        let find = |history: &History, of: &Contents, at| {
            history.find(of, Time(second(at)), &calendar, &|_| true)
        };
        history.start(parent.id, second(10));
        assert_eq!(find(&history, &copy, 25), Past::Files(copy.id));
        assert!(!history.has_started(copy.id));
        history.start(copy.id, second(22));
        assert!(history.has_started(copy.id));
        let log = |of: &Contents, until| Past::Log {
            of: of.id,
            until: second(until),
        };
        assert_eq!(find(&history, &copy, 25), log(&copy, 25));
        assert_eq!(find(&history, &copy, 21), Past::Base(copy.id));
        assert_eq!(find(&history, &copy, 12), log(&parent, 12));
        assert_eq!(find(&history, &copy, 5), Past::Description);
        assert_eq!(find(&history, &restored, 12), log(&parent, 12));
        assert_eq!(find(&history, &restored, 18), log(&parent, 15));
    }
}
