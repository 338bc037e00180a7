//! Branches: the data.

pub mod anonymize;
pub mod change;
mod contents;
pub mod create;
pub mod delete;
pub mod finalize;
pub mod masking;
pub mod read;
pub mod restore;
mod restrictions;

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    advisors::Issues,
    backup_schedule::Backup,
    contents::{Contents, Origin},
    credentials::Credential,
    data_api::DataApis,
    databases::Database,
    ids::Text,
    neon_auth::NeonAuth,
    operations::Operation,
    platform::Platform,
    roles::Role,
    schema::Schema,
    time::Time,
    usage::{Ledger, Usage},
    user::Creator,
};

use masking::Anonymized;

/// A branch with everything on it, except its computes.
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
    /// The requested time to live in seconds; starts again on a reset.
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
    /// The place in the tree to return to when a restore has finished.
    #[serde(skip)]
    pub detaches_to: Option<Lineage>,
    #[serde(skip)]
    pub databases: Vec<Database>,
    #[serde(skip)]
    pub roles: Vec<Role>,
    /// Its data on real servers.
    #[serde(skip)]
    pub contents: Arc<Contents>,
    /// The tables of its databases, by name.
    #[serde(skip)]
    pub schemas: IndexMap<String, Schema>,
    #[serde(skip)]
    pub annotation: Option<Annotation>,
    #[serde(skip)]
    pub data_apis: DataApis,
    #[serde(skip)]
    pub credentials: Vec<Credential>,
    /// What advisors find, by database.
    #[serde(skip)]
    pub issues: Issues,
    #[serde(skip)]
    pub auth: Option<NeonAuth>,
    /// Buckets, functions and so on, if there are any.
    #[serde(skip)]
    pub platform: Option<Box<Platform>>,
    #[serde(skip)]
    pub anonymized: Option<Anonymized>,
    #[serde(skip)]
    pub backup_schedule: Vec<Backup>,
    /// Whether it was created with the project, in which case it cannot be deleted.
    #[serde(skip)]
    pub original: bool,
    /// What it used before it was added to this world.
    #[serde(skip)]
    pub pace: Pace,
    /// What it has used since then.
    #[serde(skip)]
    pub ledger: Ledger,
}

/// The use of a branch in an imagined past, from which `pace` computes its consumption.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    /// The average seconds per day with a running compute.
    pub daily_seconds: i64,
    /// The limits of its compute, in CUs.
    pub limits: (f64, f64),
    /// The size that its data has grown to.
    pub bytes: i64,
}

/// The state of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchState {
    /// Being created; not queryable.
    Init,
    /// Receiving other data; not queryable.
    Resetting,
    /// In use.
    Ready,
    /// Moved to cheaper storage; the first access is slow.
    Archived,
    /// Only as a pending state: being deleted.
    StorageDeleted,
}

/// The progress of a restore from a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RestoreStatus {
    /// A preview, which replaces nothing yet.
    Restored,
    /// Has replaced the branch.
    Finalized,
}

/// A restricted action, and the reason.
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

/// Key-value pairs attached to a branch.
#[derive(Debug, Clone, Serialize)]
pub struct Annotation {
    pub object: AnnotationObject,
    pub value: IndexMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Time>,
}

#[derive(Debug, Clone, Serialize)]
pub struct AnnotationObject {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: Text,
}

/// A point in the history of a branch.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    pub time: Time,
    /// The position in the log.
    pub lsn: u64,
    /// Whether it is the present, as it will be found when somebody looks.
    pub is_head: bool,
}

impl Point {
    /// The moment, if it is not the present.
    pub fn past(self) -> Option<Time> {
        (!self.is_head).then_some(self.time)
    }
}

/// The place of a branch in the tree.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    parent_id: Option<Text>,
    parent_lsn: Option<Text>,
    parent_timestamp: Option<Time>,
}

/// Serializes the counters of a branch, which are fewer than a project's.
fn counters<S: serde::Serializer>(usage: &Usage, serializer: S) -> Result<S::Ok, S::Error> {
    let seconds = usage.compute_time_seconds();
    json!({
        "cpu_used_sec": seconds,
        "compute_time_seconds": seconds,
        "active_time_seconds": usage.active_time_seconds(),
        "written_data_bytes": usage.written_data_bytes(),
        "data_transfer_bytes": usage.data_transfer_bytes(),
    })
    .serialize(serializer)
}

impl Annotation {
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
    /// An empty branch that is ready and has no parent.
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
            contents: Contents::new(Origin::Description),
            schemas: IndexMap::new(),
            annotation: None,
            data_apis: DataApis::new(),
            credentials: vec![],
            issues: Issues::new(),
            auth: None,
            platform: None,
            anonymized: None,
            backup_schedule: vec![],
            original: false,
            pace: Pace::default(),
            ledger: Ledger::default(),
        }
    }

    /// Records what it used each second between two moments, in seconds since 1970.
    pub fn record(&mut self, from: i64, to: i64, each_second: Usage) {
        self.ledger.add(from, to, each_second);
        self.usage += each_second * (to - from) as f64;
    }

    /// The branch for answers that do not tell who created it.
    pub fn uncredited(&self) -> Self {
        Self {
            created_by: None,
            ..self.clone()
        }
    }

    /// Makes it the default branch, or not.
    pub fn set_default(&mut self, default: bool) {
        self.default = default;
        self.primary = default;
    }

    /// Sets its pending state.
    pub fn moving_to(&mut self, pending: BranchState, at: Time) {
        self.pending_state = Some(pending);
        self.updated_at = at;
    }

    /// Sets its current state.
    pub fn enter(&mut self, state: BranchState, at: Time) {
        self.current_state = state;
        self.pending_state = None;
        self.state_changed_at = at;
        self.updated_at = at;
    }

    /// Keeps its current state, because the work on it has failed.
    pub fn stay(&mut self, at: Time) {
        self.detach(at);
        match self.current_state {
            BranchState::Resetting => self.enter(BranchState::Ready, at),
            _ => self.pending_state = None,
        }
    }

    /// Sets or clears its time to live.
    pub fn set_expiry(&mut self, expires_at: Option<Time>, now: Time) {
        self.expires_at = expires_at;
        self.ttl_interval_seconds = expires_at.map(|at| at.seconds_since(now));
    }

    /// Its annotation, or an empty one: answers for a single branch always include it.
    fn annotation_or_empty(&self) -> Annotation {
        let empty = || Annotation::new(&self.id, IndexMap::new(), None);
        self.annotation.clone().unwrap_or_else(empty)
    }

    fn matches(&self, search: &str) -> bool {
        self.id.contains(search) || self.name.to_lowercase().contains(search)
    }

    /// Returns it to the place it had before the restore.
    pub fn detach(&mut self, at: Time) {
        if let Some(branch_tree) = self.detaches_to.take() {
            self.replace_lineage(branch_tree);
            self.updated_at = at;
        }
    }

    fn replace_lineage(&mut self, new: Lineage) -> Lineage {
        Lineage {
            parent_id: std::mem::replace(&mut self.parent_id, new.parent_id),
            parent_lsn: std::mem::replace(&mut self.parent_lsn, new.parent_lsn),
            parent_timestamp: std::mem::replace(&mut self.parent_timestamp, new.parent_timestamp),
        }
    }
}

/// The body of most answers about branches: a branch and the operations that change it.
pub fn with_operations(branch: &Branch, operations: &[Operation]) -> Value {
    json!({ "branch": branch, "operations": operations })
}
