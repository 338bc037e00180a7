//! Branches: what they are, and how they are read.

mod anonymize;
mod archive;
mod change;
mod create;
mod delete;
mod finalize;
mod history;
mod read;
mod restore;

pub use anonymize::{
    Anonymized, anonymize, create as create_anonymized, masking_rules, set_masking_rules, status,
};
pub use change::{parse_expiry, present, set_as_default, update};
pub use create::{annotation, create};
pub use delete::{delete, recover};
pub use finalize::finalize_restore;
pub use history::Point;
pub use read::{count, get, list};
pub use restore::restore;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    data_api::DataApis,
    databases::Database,
    error::Refusal,
    ids::Text,
    neon_auth::NeonAuth,
    project_scope::Visit,
    projects::Project,
    roles::Role,
    schema::Schema,
    snapshots::Backup,
    time::Time,
    usage::{Runs, Usage},
};

/// Why some actions are restricted.
const PROTECTED: &str = "branch is protected";

/// A branch with everything that lives on it, except its computes.
#[derive(Debug, Clone, Serialize)]
pub struct Branch {
    pub id: Text,
    pub project_id: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_lsn: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_timestamp: Option<Time>,
    pub name: String,
    pub current_state: BranchState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_state: Option<BranchState>,
    pub state_changed_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logical_size: Option<i64>,
    pub creation_source: Text,
    /// Deprecated alias of `default`.
    pub primary: bool,
    pub default: bool,
    pub protected: bool,
    #[serde(flatten, serialize_with = "counters")]
    pub usage: Usage,
    pub created_at: Time,
    pub updated_at: Time,
    /// The time to live that was asked for, in seconds; starts again on reset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl_interval_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_reset_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<Creator>,
    pub init_source: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restore_status: Option<RestoreStatus>,
    /// The snapshot it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restored_from: Option<Text>,
    /// The branch it replaced, or will replace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restored_as: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restricted_actions: Vec<RestrictedAction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
    /// The place in the tree that it gets back when a restore has ended.
    #[serde(skip)]
    pub detaches_to: Option<restore::Lineage>,
    #[serde(skip)]
    pub databases: Vec<Database>,
    #[serde(skip)]
    pub roles: Vec<Role>,
    /// What is in its databases, by name.
    #[serde(skip)]
    pub schemas: IndexMap<String, Schema>,
    #[serde(skip)]
    pub annotation: Option<Annotation>,
    #[serde(skip)]
    pub data_apis: DataApis,
    #[serde(skip)]
    pub auth: Option<NeonAuth>,
    #[serde(skip)]
    pub anonymized: Option<Anonymized>,
    #[serde(skip)]
    pub backup_schedule: Vec<Backup>,
    /// Whether it is the branch that its project was made with, which cannot be deleted.
    #[serde(skip)]
    pub original: bool,
    /// Seconds a day with a compute running, on average; consumption history follows from it.
    #[serde(skip)]
    pub daily_seconds: i64,
    /// For how long its computes have run, if no such average is known.
    #[serde(skip)]
    pub runs: Runs,
}

/// Where a branch is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchState {
    /// Being made; not queryable.
    Init,
    /// Getting other data; not queryable.
    Resetting,
    /// In use.
    Ready,
    /// Moved to cheaper storage; the first access is slow.
    Archived,
    /// Only ever pending: on its way out.
    StorageDeleted,
}

/// How far a restore from a snapshot got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RestoreStatus {
    /// A preview, which does not replace anything yet.
    Restored,
    /// In place of the branch it replaced.
    Finalized,
}

/// Who made it.
#[derive(Debug, Clone, Serialize)]
pub struct Creator {
    pub name: String,
    pub image: String,
}

/// An action that is not possible, and why.
#[derive(Debug, Clone, Serialize)]
pub struct RestrictedAction {
    pub name: &'static str,
    pub reason: &'static str,
}

/// When and how a branch was deleted; only in lists with `include_deleted=true`.
#[derive(Debug, Clone, Serialize)]
pub struct Recovery {
    pub deleted_at: Time,
    pub recoverable_until: Time,
    /// `user` or `ttl`.
    pub deletion_method: &'static str,
}

/// Free words attached to a branch.
#[derive(Debug, Clone, Serialize)]
pub struct Annotation {
    pub object: AnnotationObject,
    pub value: IndexMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Time>,
}

/// What an annotation is attached to.
#[derive(Debug, Clone, Serialize)]
pub struct AnnotationObject {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: Text,
}

/// A branch carries fewer counters than a project.
fn counters<S: serde::Serializer>(usage: &Usage, serializer: S) -> Result<S::Ok, S::Error> {
    let seconds = usage.compute_time_seconds;
    json!({
        "cpu_used_sec": seconds,
        "compute_time_seconds": seconds,
        "active_time_seconds": usage.active_time_seconds,
        "written_data_bytes": usage.written_data_bytes,
        "data_transfer_bytes": usage.data_transfer_bytes,
    })
    .serialize(serializer)
}

impl Annotation {
    /// Words attached to branch `id`.
    pub fn new(id: &Text, value: IndexMap<String, String>, at: Option<Time>) -> Self {
        Self {
            object: AnnotationObject {
                kind: "console/branch",
                id: id.clone(),
            },
            value,
            created_at: at,
            updated_at: at,
        }
    }
}

impl Branch {
    /// A branch that is ready, empty and has no parent.
    pub fn root(project: &Text, id: Text, name: &str, at: Time) -> Self {
        Self {
            id,
            project_id: project.clone(),
            parent_id: None,
            parent_lsn: None,
            parent_timestamp: None,
            name: name.to_owned(),
            current_state: BranchState::Ready,
            pending_state: None,
            state_changed_at: at,
            logical_size: None,
            creation_source: Text::const_new("console"),
            primary: false,
            default: false,
            protected: false,
            usage: Usage::default(),
            created_at: at,
            updated_at: at,
            ttl_interval_seconds: None,
            expires_at: None,
            last_reset_at: None,
            created_by: None,
            init_source: Text::const_new("parent-data"),
            restore_status: None,
            restored_from: None,
            restored_as: None,
            restricted_actions: vec![],
            recovery: None,
            detaches_to: None,
            databases: vec![],
            roles: vec![],
            schemas: IndexMap::new(),
            annotation: None,
            data_apis: DataApis::new(),
            auth: None,
            anonymized: None,
            backup_schedule: vec![],
            original: false,
            daily_seconds: 0,
            runs: Runs::default(),
        }
    }

    /// Makes it the default branch, or not.
    pub fn set_default(&mut self, default: bool) {
        self.default = default;
        self.primary = default;
    }

    /// Protects it, or not. A protected branch cannot be a restore target and keeps its read-write compute.
    pub fn set_protected(&mut self, protected: bool) {
        self.protected = protected;
        let actions = ["restore", "delete-rw-endpoint"];
        self.restrict(&actions, PROTECTED, protected);
    }

    /// Makes actions impossible for a reason, or no longer so.
    fn restrict(&mut self, actions: &[&'static str], reason: &'static str, on: bool) {
        self.restricted_actions
            .retain(|action| action.reason != reason);
        if on {
            let actions = actions.iter().map(|name| RestrictedAction { name, reason });
            self.restricted_actions.extend(actions);
        }
    }

    /// Marks it as being on its way to another state.
    pub fn moving_to(&mut self, pending: BranchState, at: Time) {
        self.pending_state = Some(pending);
        self.updated_at = at;
    }

    /// Puts it into another state.
    pub fn enter(&mut self, state: BranchState, at: Time) {
        self.current_state = state;
        self.pending_state = None;
        self.state_changed_at = at;
        self.updated_at = at;
    }

    /// Keeps it where it is, because the work on it has failed.
    pub fn stay(&mut self, at: Time) {
        self.detach(at);
        match self.current_state {
            BranchState::Resetting => self.enter(BranchState::Ready, at),
            _ => self.pending_state = None,
        }
    }

    /// Gives it a time to live, or none.
    pub fn set_expiry(&mut self, expires_at: Option<Time>, now: Time) {
        self.expires_at = expires_at;
        self.ttl_interval_seconds = expires_at.map(|at| at.seconds_since(now));
    }

    /// Refuses to change a branch that is on its way out.
    pub fn must_stay(&self) -> Result<(), Refusal> {
        match self.pending_state {
            Some(BranchState::StorageDeleted) => Err(Refusal::locked()),
            _ => Ok(()),
        }
    }

    /// Refuses to work with a branch that is still being made, or on its way out.
    pub fn must_be_usable(&self) -> Result<(), Refusal> {
        self.must_stay()?;
        match self.current_state {
            BranchState::Ready | BranchState::Archived => Ok(()),
            _ => Err(Refusal::unprocessable("branch not ready yet")),
        }
    }

    /// Refuses to change a branch that cannot be worked with. The first one of a project is made
    /// with it, and locked as the project is: for that, clients wait by themselves.
    pub fn must_be_changeable(&self) -> Result<(), Refusal> {
        let first = self.default && self.current_state == BranchState::Init;
        self.must_be_usable().map_err(|refusal| match first {
            true => Refusal::locked(),
            false => refusal,
        })
    }

    /// Its annotation, or an empty one: the answer for a single branch always has it.
    fn annotation_or_empty(&self) -> Annotation {
        let empty = || Annotation::new(&self.id, IndexMap::new(), None);
        self.annotation.clone().unwrap_or_else(empty)
    }

    fn matches(&self, search: &str) -> bool {
        self.id.contains(search) || self.name.to_lowercase().contains(search)
    }
}

impl Project {
    /// The branch of this id.
    pub fn branch(&self, id: &str) -> Result<&Branch, Refusal> {
        self.branches
            .get(id)
            .ok_or_else(|| Refusal::not_found("branch"))
    }

    /// The branch of this id, to be changed.
    pub fn branch_mut(&mut self, id: &str) -> Result<&mut Branch, Refusal> {
        self.branches
            .get_mut(id)
            .ok_or_else(|| Refusal::not_found("branch"))
    }

    pub fn default_branch(&self) -> Option<&Branch> {
        self.branches.values().find(|branch| branch.default)
    }

    /// The branches made from this one.
    pub fn children_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Branch> {
        self.branches
            .values()
            .filter(move |branch| branch.parent_id.as_deref() == Some(id))
    }

    /// Refuses a name that another branch of the project has.
    pub fn must_not_have_branch_named(&self, name: &str, except: &str) -> Result<(), Refusal> {
        let taken = self
            .branches
            .values()
            .any(|branch| branch.name == name && branch.id != except);
        if taken {
            return Err(Refusal::conflict(format!(
                "branch with name \"{name}\" already exists"
            )));
        }
        Ok(())
    }
}

impl Visit<'_> {
    /// The branch the path names.
    pub fn branch(&self) -> Result<&Branch, Refusal> {
        self.project.branch(self.call.param("branch_id"))
    }

    /// The branch the path names, to be changed.
    pub fn branch_mut(&mut self) -> Result<&mut Branch, Refusal> {
        let id = self.call.param("branch_id");
        self.project.branch_mut(id)
    }

    /// The branch the path names, if it is past its making.
    pub fn usable_branch(&self) -> Result<&Branch, Refusal> {
        let branch = self.branch()?;
        branch.must_be_changeable()?;
        Ok(branch)
    }
}

/// A branch and the operations that change it, as most answers about branches have it.
pub fn with_operations(branch: &Branch, operations: &[super::operations::Operation]) -> Value {
    json!({ "branch": branch, "operations": operations })
}
