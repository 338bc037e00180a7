//! Which reads are in flight, and which of our changes were answered meanwhile.
//!
//! An answer to a read that was sent before a change was answered may show the state before that change. Such an answer
//! is dropped: the same read is sent again, and until then what the change returned stays. This happens only once per
//! read: while changes follow one another, as in a queue, the second answer is accepted, and the next refresh corrects
//! it.

use super::{Neon, Slot, Task};
use crate::{
    api::{
        Priority, Request,
        types::{BranchId, OrgId, ProjectId},
    },
    store::target::Target,
};
use std::collections::{HashMap, HashSet};

/// What a read is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'a> {
    /// Nothing that a change of ours could make stale.
    Nothing,
    Lists,
    Project(&'a ProjectId),
    Org(&'a OrgId),
    Branch(&'a ProjectId, &'a BranchId),
    /// The project, organization or account that a thing is or is in.
    Of(&'a Target),
}

/// What a read covers and a change touches.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Scope {
    Lists,
    /// A project, an organization or the account, with everything in it.
    Of(Target),
    /// The same, except for what is only about one of its branches.
    Around(Target),
    /// What is on a branch.
    On(Target),
}

/// A read in flight.
#[derive(Debug, Clone)]
struct Read {
    request: Box<Request>,
    priority: Priority,
    /// The number of changes answered before it was sent.
    sent: u64,
}

/// The reads in flight and the changes that were answered.
#[derive(Debug, Default)]
pub struct Asked {
    reads: HashMap<Slot, Read>,
    changes: u64,
    /// The number of the newest change to each scope.
    newest: HashMap<Scope, u64>,
    /// Reads that were sent again, with no answer accepted since.
    again: HashSet<Slot>,
}

impl Neon {
    /// Records a read being sent or canceled.
    pub fn note(&mut self, task: &Task) {
        match task {
            Task::Call {
                slot,
                request,
                priority,
            } if !read_scopes(slot).is_empty() => {
                let read = Read {
                    request: request.clone(),
                    priority: *priority,
                    sent: self.asked.changes,
                };
                self.asked.reads.insert(slot.clone(), read);
            }
            Task::Cancel(slot) => {
                self.asked.reads.remove(slot);
                self.asked.again.remove(slot);
            }
            Task::Call { .. } | Task::After { .. } => {}
        }
    }
}

/// Records that a change to a thing was answered or has finished.
pub fn changed(neon: &mut Neon, target: &Target) {
    let asked = &mut neon.asked;
    asked.changes += 1;
    for scope in write_scopes(target) {
        asked.newest.insert(scope, asked.changes);
    }
}

/// Handles the arrival of an answer: if it may predate a change of ours, returns the task that reads again.
pub(crate) fn outdated(neon: &mut Neon, slot: &Slot) -> Option<Task> {
    let asked = &mut neon.asked;
    let read = asked.reads.remove(slot)?;
    let scopes = read_scopes(slot);
    let newest = scopes.iter().filter_map(|scope| asked.newest.get(scope));
    let outdated = newest.max().is_some_and(|newest| read.sent < *newest);
    if !outdated || !asked.again.insert(slot.clone()) {
        asked.again.remove(slot);
        return None;
    }
    Some(Task::Call {
        slot: slot.clone(),
        request: read.request,
        priority: read.priority,
    })
}

/// The scopes that must be unchanged since a read was sent for its answer to hold.
fn read_scopes(slot: &Slot) -> Vec<Scope> {
    match slot.subject() {
        Subject::Nothing => Vec::new(),
        Subject::Lists => vec![Scope::Lists],
        Subject::Project(project) => vec![Scope::Of(Target::Project(project.clone()))],
        Subject::Org(org) => vec![Scope::Of(Target::Org(org.clone()))],
        Subject::Branch(project, branch) => vec![
            Scope::Around(Target::Project(project.clone())),
            Scope::On(Target::Branch(project.clone(), branch.clone())),
        ],
        Subject::Of(target) => scope_of(target).map(Scope::Of).into_iter().collect(),
    }
}

/// The branch that a thing is, or is on.
fn branch_of(target: &Target) -> Option<Target> {
    let (project, branch) = (target.project()?, target.branch()?);
    Some(Target::Branch(project.clone(), branch.clone()))
}

fn scope_of(target: &Target) -> Option<Target> {
    let of = match (target.project(), target.org(), target) {
        (Some(project), ..) => Target::Project(project.clone()),
        (None, Some(org), _) => Target::Org(org.clone()),
        (None, None, Target::Account | Target::ApiKey(None, _)) => Target::Account,
        (None, None, _) => return None,
    };
    Some(of)
}

fn write_scopes(target: &Target) -> impl Iterator<Item = Scope> {
    // What is created in an organization may be a project.
    let lists = matches!(target, Target::Project(_) | Target::Org(_)).then_some(Scope::Lists);
    let of = scope_of(target);
    let inner = match branch_of(target) {
        Some(branch) => Some(Scope::On(branch)),
        None => of.clone().map(Scope::Around),
    };
    of.map(Scope::Of).into_iter().chain(inner).chain(lists)
}
