//! Branches.

mod deleted;
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
    field::{Described, Field, Value, main, more},
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

impl Described for Branch {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "current_state",
            "State",
            "What the branch is doing; a branch that is not ready cannot be queried.",
            |b| Value::State(own_state(b)),
        ),
        main(
            "parent_id",
            "Parent",
            "The branch this one was created from. A root branch has none.",
            |b| {
                b.parent_id
                    .as_ref()
                    .map_or(Value::Word("none (root)"), Value::id)
            },
        ),
        main(
            "parent_timestamp",
            "Branched at",
            "The point in the parent's history where this branch starts.",
            |b| Value::time(b.parent_timestamp),
        ),
        main(
            "default",
            "Default",
            "The branch used when none is named; the free plan's compute limit does not stop it.",
            |b| Value::Flag(b.default),
        ),
        main(
            "protected",
            "Protected",
            "A protected branch cannot be deleted or reset, and its project cannot be deleted.",
            |b| Value::Flag(b.protected),
        ),
        main(
            "expires_at",
            "Expires",
            "Neon deletes the branch and its computes soon after this time.",
            |b| b.expires_at.map_or(Value::Word("never"), Value::Time),
        ),
        main(
            "logical_size",
            "Data",
            "Size of the data that queries can see.",
            |b| Value::of(b.logical_size, |n| Value::Bytes(n as i64)),
        ),
        main(
            "compute_time_seconds",
            "Compute",
            "Compute time in this billing period.",
            |b| Value::ComputeSeconds(b.compute_time_seconds as i64),
        ),
        main(
            "created_at",
            "Created",
            "When the branch was created.",
            |b| Value::time(b.created_at),
        ),
        main(
            "created_by",
            "Created by",
            "Who created it, according to Neon.",
            |b| {
                Value::of(
                    b.created_by.as_ref().and_then(|by| by.name.as_ref()),
                    Value::text,
                )
            },
        ),
        more("id", "Id", "The branch's id in the API.", |b| {
            Value::id(&b.id)
        }),
        more(
            "active_time_seconds",
            "Active",
            "Time awake in this billing period, not weighted by size.",
            |b| Value::Seconds(b.active_time_seconds as i64),
        ),
        more(
            "written_data_bytes",
            "Written",
            "Data written in this billing period.",
            |b| Value::Bytes(b.written_data_bytes as i64),
        ),
        more(
            "data_transfer_bytes",
            "Transferred",
            "Data sent to clients in this billing period.",
            |b| Value::Bytes(b.data_transfer_bytes as i64),
        ),
        more(
            "updated_at",
            "Updated",
            "When the branch was last changed.",
            |b| Value::time(b.updated_at),
        ),
        more(
            "last_reset_at",
            "Last reset",
            "When the branch was last reset from its parent.",
            |b| Value::time(b.last_reset_at),
        ),
        more(
            "parent_lsn",
            "Parent LSN",
            "The position in the parent's log where this branch starts.",
            |b| Value::of(b.parent_lsn.as_ref(), Value::id),
        ),
        more(
            "init_source",
            "Data from",
            "Data and schema of the parent, or its schema only.",
            |b| {
                // Neon says so of root branches, too.
                let is_root = b.parent_id.is_none();
                let source = b.init_source.as_ref();
                let source = source.filter(|source| !(is_root && words::is_of_parent(source)));
                Value::of(source, |source| Value::text(words::source(source)))
            },
        ),
        more(
            "creation_source",
            "Created with",
            "The program that created it.",
            |b| Value::text(&b.creation_source),
        ),
        more(
            "restore_status",
            "Restore",
            "How far a restore from a snapshot is.",
            |b| Value::of(b.restore_status.as_ref(), |s| Value::text(s.as_str())),
        ),
        main(
            "restricted_actions",
            "Neon refuses",
            "What Neon refuses to do with this branch, and why.",
            |b| {
                let why = words::restrictions(&b.restricted_actions);
                if why.is_empty() {
                    Value::Missing
                } else {
                    Value::List(why)
                }
            },
        ),
        more(
            "recovery.deleted_at",
            "Deleted",
            "When it was deleted.",
            |b| Value::time(b.recovery.as_ref().and_then(|how| how.deleted_at)),
        ),
        more(
            "recovery.recoverable_until",
            "Left",
            "How long it can still be recovered.",
            |b| {
                let until = b.recovery.as_ref().and_then(|how| how.recoverable_until);
                Value::of(until, Value::Until)
            },
        ),
        more(
            "recovery.deletion_method",
            "How",
            "Deleted by a user or by its expiry.",
            |b| {
                let how = b
                    .recovery
                    .as_ref()
                    .and_then(|how| how.deletion_method.as_ref());
                Value::of(how, |how| Value::text(how.as_str()))
            },
        ),
    ];
}

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
