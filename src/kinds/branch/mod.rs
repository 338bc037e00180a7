//! Branches.

mod deleted;
mod fields;
mod new;
pub mod preview;
mod stale;
mod words;

pub use deleted::DeletedBranchRef;
pub use new::{FromSnapshot, NewBranch};
pub use stale::{last_active, stale};

use super::{
    deletion::{RECOVERY, fact},
    endpoint,
    field::Described,
    kind::{self, Contents, Kind, Known},
    state::State,
};
use crate::{
    api::{
        Answer, Request,
        types::{Branch, BranchAnswer, BranchId, BranchState, Endpoint, ProjectId},
    },
    store::{ProjectData, Store, target::Target},
};
use jiff::Timestamp;

/// The approximate cost of its compute time in this billing period, in dollars. Returns `None` if the plan has no
/// known price.
pub fn cost(store: &Store, branch: &Branch) -> Option<f64> {
    let plan = store.plan(&branch.project_id)?;
    store.prices.compute(plan, branch.compute_time_seconds)
}

/// The state of the branch itself, regardless of its computes.
pub fn own_state(branch: &Branch) -> State {
    match branch
        .pending_state
        .as_ref()
        .unwrap_or(&branch.current_state)
    {
        BranchState::StorageDeleted => State::DELETING,
        BranchState::Init => State::CREATING,
        BranchState::Resetting => State::RESETTING,
        BranchState::Archived => State::ARCHIVED,
        BranchState::Ready if branch.current_state == BranchState::Init => State::CREATING,
        BranchState::Ready if branch.current_state == BranchState::Resetting => State::RESETTING,
        BranchState::Ready => State::READY,
        BranchState::Other(_) => State::UNKNOWN,
    }
}

/// The state shown on a branch's row: its own unless it is ready, otherwise that of its first compute.
/// `computes_known` tells a branch without a compute from one whose computes are not loaded.
pub fn state(branch: &Branch, first: Option<&Endpoint>, computes_known: bool) -> State {
    let own = own_state(branch);
    match first {
        _ if own != State::READY => own,
        Some(endpoint) => endpoint::state(endpoint),
        None if computes_known => State::NO_COMPUTE,
        None => own,
    }
}

impl ProjectData {
    /// The state shown on the branch's row.
    pub fn branch_state(&self, branch: &Branch) -> State {
        state(
            branch,
            self.endpoints_of(&branch.id).next(),
            self.endpoints.known().is_some() && self.endpoints.odd.is_empty(),
        )
    }
}

/// Whether the branch is protected, or may be because that could not be read.
pub fn is_protected(branch: &Branch) -> bool {
    branch.protected || branch.unreadable.has("protected")
}

/// Whether it is the default branch, or may be because that could not be read.
pub fn is_default(branch: &Branch) -> bool {
    branch.default || branch.unreadable.has("default")
}

/// How a branch is marked, in words.
pub fn mark_words(branch: &Branch) -> &'static str {
    match (branch.protected, branch.default) {
        (true, true) => "protected, default",
        (true, false) => "protected",
        (false, true) => "default",
        (false, false) => "",
    }
}

/// What marks a branch that a rule of the user calls production.
pub const BY_RULE: &str = "production";

/// A mark in letters, for narrow columns.
pub fn mark_letters(words: &str) -> &'static str {
    match words {
        "protected, default" => "PD",
        "protected" => "P",
        "default" => "D",
        BY_RULE => "R",
        _ => "",
    }
}

/// How a branch is marked, in letters.
pub fn marks(branch: &Branch) -> &'static str {
    mark_letters(mark_words(branch))
}

/// Identifies a branch.
#[derive(Debug, Clone, Copy)]
pub struct BranchRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a BranchId,
}

impl BranchRef<'_> {
    /// Its descendants, leaves first.
    pub fn under<'s>(&self, store: &'s Store) -> Vec<&'s Branch> {
        let Some(inside) = store.inside(self.project) else {
            return Vec::new();
        };
        let all = &inside.branches.value;
        let mut found: Vec<&Branch> = Vec::new();
        let mut at = 0;
        let mut of = self.id;
        loop {
            let children = all
                .values()
                .filter(|branch| branch.parent_id.as_ref() == Some(of) && branch.id != *self.id);
            for child in children {
                if !found.iter().any(|known| known.id == child.id) {
                    found.push(child);
                }
            }
            let Some(next) = found.get(at) else {
                break;
            };
            of = &next.id;
            at += 1;
        }
        // Parents were found before their children.
        found.reverse();
        found
    }

    /// How many branches may be descendants unknowingly, because they or their parents could not be read.
    pub fn hidden_under(&self, store: &Store) -> usize {
        let Some(inside) = store.inside(self.project) else {
            return 0;
        };
        let unknown =
            |branch: &&Branch| branch.id != *self.id && branch.unreadable.has("parent_id");
        let all = inside.branches.value.values();
        inside.branches.odd.len() + all.filter(unknown).count()
    }
}

impl Kind for BranchRef<'_> {
    fn noun(&self) -> &'static str {
        "branch"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Branch::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.branch(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(self.branch(store)?.name.to_string())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        let inside = store.inside(self.project)?;
        let contents = inside.contents.get(self.id);
        kind::oldest([
            inside.branches.at,
            inside.endpoints.at,
            contents.and_then(|contents| contents.databases.at),
            contents.and_then(|contents| contents.roles.at),
        ])
    }

    fn can_connect(&self) -> bool {
        true
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.id)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        let branch = self.branch(store)?;
        store.endpoints_of(self.project, &branch.id).next()
    }

    fn contents(&self) -> Contents<'_> {
        Contents::Branch(self.project, self.id)
    }

    fn forget(&self, store: &mut Store) {
        store.inside_mut(self.project).forget_branch(self.id)
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        if let Some(answer) = answer.body::<BranchAnswer>() {
            let inside = store.inside_mut(self.project);
            inside.set_branch(answer.branch);
        }
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_branch(self.project, self.id).into())
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_branch(self.project, self.id, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::delete_branch(self.project, self.id, false))
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact("removes", "their computes, databases, roles and data"),
            fact("after", RECOVERY),
        ]
    }
}
