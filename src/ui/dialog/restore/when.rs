//! The first step: the point in time, its timeline, and the source.

use super::{Restore, RestoreField, Source};
use crate::{
    api::types::{Branch, BranchId, Operation, OperationAction, ProjectId, Snapshot},
    kinds::{
        history::{self, History},
        matching, relative_time,
        time_input::{self, Side, TimeContext},
        units::duration,
    },
    neon::Neon,
    store::target::Target,
    ui::{
        scroll::{Ends, moved, one},
        settings::Settings,
        text_input::TextInput,
    },
};
use jiff::{SignedDuration, Timestamp};

/// The point that data is taken from, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Point {
    /// The current state of another branch.
    Head,
    /// A time in the history.
    Time(Timestamp),
    /// A log sequence number.
    Lsn(String),
    /// A snapshot, which is a single point in time.
    Snapshot,
}

/// The kind of a mark on the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// An operation on the branch.
    Operation,
    /// The creation of a branch from it.
    Child,
    Snapshot,
}

impl Sign {
    /// The letter drawn for the mark.
    pub const fn letter(self) -> char {
        match self {
            Self::Operation => 'o',
            Self::Child => 'b',
            Self::Snapshot => 's',
        }
    }
}

/// An event on the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub sign: Sign,
    pub at: Timestamp,
}

/// The timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenLine {
    /// The oldest point in time that Neon still has.
    pub from: Timestamp,
    /// Now.
    pub to: Timestamp,
    /// The chosen time, if any.
    pub at: Option<Timestamp>,
    /// The events in between; of marks in one place the last one is shown.
    pub marks: Vec<Mark>,
}

/// The names of the branches created from a branch.
pub fn children(neon: &Neon, project: &ProjectId, id: &BranchId) -> Vec<String> {
    let inside = neon.store.inside(project).into_iter();
    let all = inside.flat_map(|inside| inside.branches.value.values());
    all.filter(|branch| branch.parent_id.as_ref() == Some(id))
        .map(|branch| branch.name.to_string())
        .collect()
}

/// The current time and the time zone, for reading times.
pub fn here<'a>(settings: &'a Settings, neon: &Neon) -> TimeContext<'a> {
    TimeContext {
        now: neon.now,
        zone: &settings.zone,
    }
}

/// Writes a time such that it can be read again, to the second.
fn write(at: Timestamp, here: TimeContext<'_>) -> String {
    let there = at.to_zoned(here.zone.clone());
    let text = there.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let same = |read: &Timestamp| read.as_second() == at.as_second();
    // An hour that occurs twice when the clocks change needs its zone.
    match time_input::read(&text, Side::Past, here).ok().filter(same) {
        Some(_) => text,
        None => time_input::write(at),
    }
}

/// Whether an operation changes data or settings; those that wake and suspend computes would hide the rest.
fn counts(operation: &Operation) -> bool {
    !matches!(
        operation.action,
        OperationAction::StartCompute
            | OperationAction::StartReservedCompute
            | OperationAction::SuspendCompute
            | OperationAction::CheckAvailability
    )
}

impl Restore {
    /// The branch whose history is used; `None` for a snapshot, or if the branch is gone.
    pub(crate) fn source<'a>(&self, neon: &'a Neon) -> Option<&'a Branch> {
        let id = match &self.from {
            Source::This => &self.branch,
            Source::Branch(id) => id,
            Source::Snapshot(_) => return None,
        };
        neon.store.branch(&self.project, id)
    }

    /// The snapshot that the data comes from.
    pub(crate) fn snapshot<'a>(&self, neon: &'a Neon) -> Option<&'a Snapshot> {
        let Source::Snapshot(id) = &self.from else {
            return None;
        };
        let known = &neon.store.inside(&self.project)?.snapshots.value;
        known.iter().find(|snapshot| snapshot.id == *id)
    }

    fn history<'a>(&self, neon: &'a Neon) -> Option<History<'a>> {
        let source = self.source(neon)?;
        let row = &neon.store.project(&self.project)?.row;
        Some(History {
            retention: row.history_retention_seconds.map(i64::from),
            since: source.created_at.map(Into::into),
            name: source.name.as_str(),
        })
    }

    /// How long the project keeps history, in words.
    pub fn window(&self, neon: &Neon) -> String {
        let entry = neon.store.project(&self.project);
        match entry.and_then(|entry| entry.row.history_retention_seconds) {
            None => String::new(),
            Some(0) => "history window off".to_owned(),
            Some(seconds) => format!("history window {}", duration::rounded(i64::from(seconds))),
        }
    }

    /// The chosen point.
    ///
    /// # Errors
    /// Why it cannot be restored, and which field to correct.
    pub fn point(&self, settings: &Settings, neon: &Neon) -> Result<Point, (RestoreField, String)> {
        if self.snapshot(neon).is_some() {
            return Ok(Point::Snapshot);
        }
        let gone = || {
            (
                RestoreField::From,
                "it is gone: choose another one".to_owned(),
            )
        };
        let history = self.history(neon).ok_or_else(gone)?;
        let lsn = self.lsn.value().trim();
        if !lsn.is_empty() {
            history::check_lsn(lsn).map_err(|why| (RestoreField::Lsn, why))?;
            return Ok(Point::Lsn(lsn.to_owned()));
        }
        let text = self.time.value().trim();
        let own = self.from == Source::This;
        if text.is_empty() && !own {
            return Ok(Point::Head);
        }
        let at = time_input::read(text, Side::Past, here(settings, neon))
            .map_err(|why| (RestoreField::Time, why))?;
        let checked = history.check(at, here(settings, neon));
        checked.map_err(|why| (RestoreField::Time, why))?;
        if own && at == neon.now {
            let why = "that is now: choose an earlier time";
            return Err((RestoreField::Time, why.to_owned()));
        }
        Ok(Point::Time(at))
    }

    /// Chooses a time, limited to the available history.
    pub(crate) fn go_to(&mut self, settings: &Settings, neon: &Neon, at: Timestamp) {
        let first = self
            .history(neon)
            .and_then(|history| history.first(neon.now));
        // The window moves on while the user is looking at it.
        let first = first.and_then(|first| first.checked_add(SignedDuration::from_mins(1)).ok());
        let at = first.map_or(at, |first| at.max(first)).min(neon.now);
        self.time = TextInput::new(write(at, here(settings, neon)));
        self.changed();
    }

    /// Fixes the chosen time, which may have been typed as "2h ago".
    pub(crate) fn freeze(&mut self, settings: &Settings, neon: &Neon, at: Timestamp) {
        self.time = TextInput::new(write(at, here(settings, neon)));
    }

    /// Moves the chosen time by some seconds; starts from now if the typed text is invalid.
    pub(crate) fn shift(&mut self, settings: &Settings, neon: &Neon, seconds: i64) {
        let now = time_input::read(self.time.value(), Side::Past, here(settings, neon))
            .unwrap_or(neon.now);
        let to = now.checked_add(SignedDuration::from_secs(seconds));
        self.go_to(settings, neon, to.unwrap_or(now));
    }

    /// Drops what was loaded for the previous choice.
    pub(crate) fn changed(&mut self) {
        self.schemas = None;
        self.message = None;
        self.cursor = Default::default();
    }

    /// Everything that data can come from.
    pub(crate) fn sources(&self, neon: &Neon) -> Vec<Source> {
        let mut all = vec![Source::This];
        let Some(inside) = neon.store.inside(&self.project) else {
            return all;
        };
        let mut branches: Vec<&Branch> = inside.branches.value.values().collect();
        branches.retain(|branch| branch.id != self.branch);
        branches.sort_by_key(|branch| (!branch.default, branch.name.clone()));
        all.extend(
            branches
                .iter()
                .map(|branch| Source::Branch(branch.id.clone())),
        );
        let mut snapshots: Vec<&Snapshot> = inside.snapshots.value.iter().collect();
        snapshots.sort_by_key(|snapshot| std::cmp::Reverse(snapshot.created_at));
        all.extend(
            snapshots
                .iter()
                .map(|snapshot| Source::Snapshot(snapshot.id.clone())),
        );
        all
    }

    /// A source in words.
    pub fn label(&self, neon: &Neon, source: &Source) -> String {
        match source {
            Source::This => "this branch".to_owned(),
            Source::Branch(id) => {
                let target = Target::Branch(self.project.clone(), id.clone());
                format!("branch {}", neon.store.name(&target))
            }
            Source::Snapshot(id) => {
                let inside = neon.store.inside(&self.project);
                let known = inside.into_iter().flat_map(|it| &it.snapshots.value);
                let name = known.into_iter().find(|snapshot| snapshot.id == *id);
                let name = name.map_or(id.as_str(), |snapshot| snapshot.name.as_str());
                format!("snapshot {name}")
            }
        }
    }

    /// Chooses the next or the previous source.
    pub(crate) fn step_source(&mut self, neon: &Neon, forward: bool) {
        let all = self.sources(neon);
        let at = all.iter().position(|source| *source == self.from);
        let at = at.unwrap_or(0);
        // From the first one back to the last: the snapshots are at the end.
        let to = moved(at, one(forward), all.len(), Ends::Wrap);
        if let Some(source) = all.into_iter().nth(to) {
            self.choose(source);
        }
        self.search.clear();
    }

    /// Handles a character typed on the sources: chooses the first one that contains the text typed so far.
    pub(crate) fn seek(&mut self, neon: &Neon, c: char) {
        let matches = |restore: &Self, typed: &str| {
            let mut all = restore.sources(neon).into_iter();
            all.find(|source| matching::contains(&restore.label(neon, source), typed, false))
        };
        let longer = format!("{}{c}", self.search);
        let found = matches(self, &longer).map(|source| (longer, source));
        let anew = || matches(self, &c.to_string()).map(|source| (c.to_string(), source));
        if let Some((typed, source)) = found.or_else(anew) {
            self.choose(source);
            self.search = typed;
        }
    }

    fn choose(&mut self, source: Source) {
        if self.from != source {
            self.from = source;
            self.changed();
        }
    }

    /// The timeline; `None` without a history.
    pub fn line(&self, settings: &Settings, neon: &Neon) -> Option<WhenLine> {
        let history = self.history(neon)?;
        let (from, to) = (history.first(neon.now)?, neon.now);
        let source = self.source(neon)?;
        let inside = neon.store.inside(&self.project)?;
        let operations = inside.operations.value.iter();
        let operations = operations
            .filter(|one| one.branch_id.as_ref() == Some(&source.id) && counts(one))
            .map(|one| (Sign::Operation, one.created_at));
        let children = inside.branches.value.values();
        let children = children
            .filter(|branch| branch.parent_id.as_ref() == Some(&source.id))
            .map(|branch| (Sign::Child, branch.created_at));
        let snapshots = inside.snapshots.value.iter();
        let snapshots = snapshots
            .filter(|snapshot| snapshot.source_branch_id.as_ref() == Some(&source.id))
            .map(|snapshot| (Sign::Snapshot, snapshot.timestamp.or(snapshot.created_at)));
        let all = operations.chain(children).chain(snapshots);
        let mut marks: Vec<Mark> = all
            .filter_map(|(sign, at)| Some((sign, at?.timestamp())))
            .filter(|(_, at)| (from..=to).contains(at))
            .map(|(sign, at)| Mark { sign, at })
            .collect();
        marks.sort();
        let at = match self.point(settings, neon) {
            Ok(Point::Time(at)) => Some(at),
            Ok(Point::Head) => Some(to),
            _ => None,
        };
        Some(WhenLine {
            from,
            to,
            at,
            marks,
        })
    }

    /// The choice in words, "Fri 20 Nov 18:00:00 UTC (20h2m ago)", or why it is not possible.
    pub fn chosen(&self, settings: &Settings, neon: &Neon) -> Result<String, String> {
        let point = self.point(settings, neon).map_err(|(_, why)| why)?;
        Ok(self.words(settings, neon, &point))
    }

    pub(crate) fn words(&self, settings: &Settings, neon: &Neon, point: &Point) -> String {
        let now = neon.now;
        match point {
            Point::Head => format!("the current state of {}", self.label(neon, &self.from)),
            Point::Lsn(lsn) => format!("LSN {lsn}"),
            Point::Time(at) => time_words(*at, here(settings, neon)),
            Point::Snapshot => {
                let snapshot = self.snapshot(neon);
                let at = snapshot.and_then(|one| one.timestamp.or(one.created_at));
                let at = at.map_or(String::new(), |at| {
                    format!(", taken {}", relative_time::relative(at.timestamp(), now))
                });
                format!("{}{at}", self.label(neon, &self.from))
            }
        }
    }
}

/// "Fri 20 Nov 18:00:00 UTC (20h2m ago)", after the local time if that is different.
fn time_words(at: Timestamp, here: TimeContext<'_>) -> String {
    const FORMAT: &str = "%a %-d %b %Y %H:%M:%S";
    let utc = at.strftime(FORMAT).to_string();
    let local = at.to_zoned(here.zone.clone()).strftime(FORMAT).to_string();
    let ago = time_input::distance(here.now, at);
    if local == utc {
        format!("{utc} UTC ({ago} ago)")
    } else {
        format!("{local} local time, {} ({ago} ago)", time_input::write(at))
    }
}
