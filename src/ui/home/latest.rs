//! The changes that were sent last, in this session and before.

use crate::{
    changes::{
        Changes,
        change::Pending,
        follow::Watch,
        log::{LoggedChange, NamedId},
    },
    store::target::Target,
};
use std::cmp::Reverse;

/// A change that was sent.
#[derive(Debug, Clone, Copy)]
pub struct Latest<'a> {
    pub change: &'a LoggedChange,
    pub stage: Stage<'a>,
}

/// How far a change is.
#[derive(Debug, Clone, Copy)]
pub enum Stage<'a> {
    /// There is no answer yet.
    Sending(&'a Pending),
    /// Its operations are running.
    Following(&'a Watch),
    Ended,
}

/// The latest changes in an organization or a project: those that are running, then the newest first.
pub fn of<'a>(changes: &'a Changes, of: &Target, most: usize) -> Vec<Latest<'a>> {
    let is_here = |latest: &Latest<'_>| is_in(latest.change, of);
    let logged = |id: &Option<String>| changes.log.get(id.as_ref()?);
    let sending = changes.writes.values().filter_map(|pending| {
        let stage = Stage::Sending(pending);
        logged(&pending.change.logged).map(|change| Latest { change, stage })
    });
    let followed = changes.follow.iter().filter_map(|watch| {
        let stage = Stage::Following(watch);
        logged(&watch.change.logged).map(|change| Latest { change, stage })
    });
    let mut latest: Vec<Latest<'a>> = sending.chain(followed).filter(is_here).collect();
    latest.sort_by_key(|one| Reverse(one.change.at));
    let running: Vec<&str> = latest.iter().map(|one| one.change.id.as_str()).collect();
    let ended = changes.log.entries().rev().map(|change| Latest {
        change,
        stage: Stage::Ended,
    });
    let ended = ended.filter(|one| is_here(one) && !running.contains(&one.change.id.as_str()));
    let ended: Vec<Latest<'a>> = ended.take(most).collect();
    latest.extend(ended);
    latest.truncate(most);
    latest
}

/// Whether a change was made in an organization or a project; what belongs to none counts for all organizations.
fn is_in(change: &LoggedChange, of: &Target) -> bool {
    let is = |one: &NamedId| one.id == of.id();
    match of {
        Target::Project(_) => change.project.as_ref().is_some_and(is),
        _ => change.org.as_ref().is_none_or(is),
    }
}
