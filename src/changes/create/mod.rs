//! Things that did not exist before: how they are asked for, found, kept and spoken of.
//!
//! A thing that is made has no id until Neon's answer has come. Until then its change belongs to
//! the place it is made in; from then on to the thing itself. When the answer is lost the list of
//! the place is read again: what has the name, and was not there before, was made.
//!
//! The cursor never goes to what was made: a key that is pressed just then would hit it instead of
//! what was selected. It is remembered as the newest thing, and a key of its own goes there.

mod accept;
mod verify_created;

pub use accept::{accepted, can_go, checked, go, ready};

use super::write::Verb;
use crate::{
    api::{
        BranchQuery, Request, SnapshotQuery,
        types::{Branch, BranchId, OrgId, ProjectId, SnapshotId},
    },
    kinds::{
        api_key,
        edit::{
            EditTable, FROM_SNAPSHOT, INVITE, NEW_BRANCH, NEW_COMPUTE, NEW_DATABASE, NEW_KEY,
            NEW_PROJECT, NEW_ROLE, NEW_SNAPSHOT, SHARE, addresses,
        },
    },
    reads::listing,
    store::target::Target,
    ui::{account::KeyStorage, model::Model},
};
use jiff::Timestamp;
use serde_json::Value;

/// What is made, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum New {
    /// A project in an organization.
    Project(OrgId),
    Branch(ProjectId),
    /// A branch out of a snapshot.
    FromSnapshot {
        /// The project of both.
        project: ProjectId,
        snapshot: SnapshotId,
        /// The branch whose place it takes at once; else it is there to be looked at first.
        replaces: Option<BranchId>,
    },
    Snapshot(ProjectId, BranchId),
    Database(ProjectId, BranchId),
    Role(ProjectId, BranchId),
    /// The compute of a branch that writes.
    Compute(ProjectId, BranchId),
    /// A compute that only reads.
    Replica(ProjectId, BranchId),
    /// Somebody with whom a project is shared.
    Share(ProjectId),
    /// An API key of the account, or of an organization.
    ApiKey(Option<OrgId>),
    /// People who are asked to join an organization.
    Invitation(OrgId),
}

/// Whose rules hold for a branch that is made from the row of the cursor: those of the row; on a
/// project those for any branch of it, not those for one that is there already.
pub fn branch_from(model: &Model) -> Option<Target> {
    match model.selected()? {
        Target::Project(project) => Some(branch_to_be(project)),
        row => Some(row.clone()),
    }
}

/// A branch that is not there yet and has neither id nor name.
fn branch_to_be(project: &ProjectId) -> Target {
    Target::Branch(project.clone(), "".into())
}

/// What else the rules must allow before something is made: a branch is made of another one.
pub fn touches(model: &Model, made: &Made, request: &Request) -> Vec<Target> {
    let New::Branch(project) = &made.new else {
        return vec![made.new.place()];
    };
    let body = request.body.as_ref();
    let parent = body.and_then(|body| body.pointer("/branch/parent_id")?.as_str());
    let parent = match parent {
        Some(id) => Some(id.into()),
        None => model
            .neon
            .store
            .default_branch(project)
            .map(|branch| branch.id.clone()),
    };
    let parent = parent.map(|id| Target::Branch(project.clone(), id));
    parent.into_iter().chain([branch_to_be(project)]).collect()
}

/// A thing whose making was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    pub new: New,
    /// Its name; empty where it has none.
    pub name: String,
    /// What looked like it before it was made, by id.
    pub before: Vec<String>,
    /// Where a secret that comes with it is kept.
    pub keep: KeyStorage,
    /// When it is to delete itself, where that is a change of its own, sent when it is there.
    pub expires: Option<Timestamp>,
}

impl New {
    /// The place it is made in.
    pub fn place(&self) -> Target {
        match self {
            Self::Project(org) | Self::ApiKey(Some(org)) | Self::Invitation(org) => {
                Target::Org(org.clone())
            }
            Self::ApiKey(None) => Target::Account,
            Self::Branch(project)
            | Self::Share(project)
            | Self::FromSnapshot {
                project,
                replaces: None,
                ..
            } => Target::Project(project.clone()),
            Self::FromSnapshot {
                project,
                replaces: Some(branch),
                ..
            } => Target::Branch(project.clone(), branch.clone()),
            Self::Database(project, branch)
            | Self::Role(project, branch)
            | Self::Snapshot(project, branch)
            | Self::Compute(project, branch)
            | Self::Replica(project, branch) => Target::Branch(project.clone(), branch.clone()),
        }
    }

    /// What users call it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Project(_) => "project",
            Self::Branch(_) | Self::FromSnapshot { .. } => "branch",
            Self::Snapshot(..) => "snapshot",
            Self::Database(..) => "database",
            Self::Role(..) => "role",
            Self::Compute(..) => "compute",
            Self::Replica(..) => "replica",
            Self::Share(_) => "share",
            Self::ApiKey(_) => "API key",
            Self::Invitation(_) => "invitation",
        }
    }

    /// How its making is spoken of.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Share(_) => Verb {
                doing: "sharing with",
                done: "given access",
                plain: "share with",
            },
            Self::Invitation(_) => Verb {
                doing: "inviting",
                done: "invited",
                plain: "invite",
            },
            Self::FromSnapshot {
                replaces: Some(_), ..
            } => Verb {
                doing: "restoring",
                done: "restored",
                plain: "restore",
            },
            Self::Project(_)
            | Self::Branch(_)
            | Self::FromSnapshot { .. }
            | Self::Snapshot(..)
            | Self::Database(..)
            | Self::Role(..)
            | Self::Compute(..)
            | Self::Replica(..)
            | Self::ApiKey(_) => Verb {
                doing: "creating",
                done: "created",
                plain: "create",
            },
        }
    }

    /// What messages call it, by the name that was given and the place.
    pub fn name(&self, given: &str, place: &str) -> String {
        match self {
            Self::Compute(..) | Self::Replica(..) => format!("{} of {place}", self.word()),
            Self::Invitation(_) if addresses(given).count() > 1 => {
                format!("{} people", addresses(given).count())
            }
            _ if given.trim().is_empty() => format!("the new {}", self.word()),
            _ => given.to_owned(),
        }
    }

    /// The fields of its form.
    pub const fn table(&self) -> &'static EditTable {
        match self {
            Self::Project(_) => &NEW_PROJECT,
            Self::Branch(_) => &NEW_BRANCH,
            Self::FromSnapshot { .. } => &FROM_SNAPSHOT,
            Self::Snapshot(..) => &NEW_SNAPSHOT,
            Self::Database(..) => &NEW_DATABASE,
            Self::Role(..) => &NEW_ROLE,
            Self::Compute(..) | Self::Replica(..) => &NEW_COMPUTE,
            Self::Share(_) => &SHARE,
            Self::ApiKey(_) => &NEW_KEY,
            Self::Invitation(_) => &INVITE,
        }
    }

    /// The request that makes it.
    pub fn request(&self, body: Value) -> Request {
        match self {
            Self::Project(_) => Request::create_project(body),
            Self::Branch(project) => Request::create_branch(project, body),
            Self::FromSnapshot {
                project, snapshot, ..
            } => Request::restore_snapshot(project, snapshot, body),
            Self::Snapshot(project, branch) => {
                let part =
                    |path| Some(text(&body, path).to_owned()).filter(|text| !text.is_empty());
                let query = SnapshotQuery {
                    name: part("/name"),
                    lsn: part("/lsn"),
                    timestamp: part("/timestamp"),
                    expires_at: part("/expires_at"),
                };
                Request::create_snapshot(project, branch, &query)
            }
            Self::Database(project, branch) => {
                let (name, owner) = (
                    text(&body, "/database/name"),
                    text(&body, "/database/owner_name"),
                );
                Request::create_database(project, branch, &name.into(), &owner.into())
            }
            Self::Role(project, branch) => {
                let no_login = body.pointer("/role/no_login") == Some(&Value::Bool(true));
                let name = text(&body, "/role/name").into();
                Request::create_role(project, branch, &name, no_login)
            }
            Self::Compute(project, _) | Self::Replica(project, _) => {
                Request::create_endpoint(project, body)
            }
            Self::Share(project) => Request::grant_permission(project, text(&body, "/email")),
            Self::Invitation(org) => Request::create_invitations(org, body),
            Self::ApiKey(None) => Request::create_api_key(text(&body, "/key_name")),
            Self::ApiKey(Some(org)) => {
                let project = text(&body, "/project_id");
                let project =
                    Some(project.into()).filter(|project: &ProjectId| !project.is_empty());
                Request::create_org_api_key(org, text(&body, "/key_name"), project.as_ref())
            }
        }
    }
}

/// Whether a branch was made out of a snapshot.
fn is_from(branch: &Branch, snapshot: &SnapshotId) -> bool {
    branch.restored_from.as_deref() == Some(snapshot.as_str())
}

fn text<'a>(body: &'a Value, path: &str) -> &'a str {
    body.pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

impl Made {
    /// What is about to be made; remembers what looks like it already.
    pub fn new(model: &Model, new: New, name: &str) -> Self {
        let before = match &new {
            New::Compute(project, branch) | New::Replica(project, branch) => model
                .neon
                .store
                .endpoints_of(project, branch)
                .map(|endpoint| endpoint.id.to_string())
                .collect(),
            New::Project(_) => {
                let entries = model.neon.store.projects.iter();
                let alike = entries.filter(|(_, entry)| entry.row.name == name);
                alike.map(|(id, _)| id.to_string()).collect()
            }
            New::FromSnapshot {
                project, snapshot, ..
            } => {
                let inside = model.neon.store.inside(project).into_iter();
                let branches = inside.flat_map(|inside| inside.branches.value.values());
                branches
                    .filter(|branch| is_from(branch, snapshot))
                    .map(|branch| branch.id.to_string())
                    .collect()
            }
            New::Snapshot(project, _) => {
                let inside = model.neon.store.inside(project).into_iter();
                let known = inside.flat_map(|inside| &inside.snapshots.value);
                known.map(|snapshot| snapshot.id.to_string()).collect()
            }
            New::ApiKey(org) => {
                let known = model.neon.store.keys_of(org.as_ref()).iter();
                known.map(|key| key.id.to_string()).collect()
            }
            New::Invitation(org) => {
                let known = model.neon.store.invitations(org).iter();
                known.map(|one| one.id.to_string()).collect()
            }
            // The form takes no name that is there already.
            New::Branch(_) | New::Database(..) | New::Role(..) | New::Share(_) => Vec::new(),
        };
        Self {
            new,
            name: name.to_owned(),
            before,
            keep: KeyStorage::No,
            expires: None,
        }
    }

    /// The request that tells whether it was made.
    pub fn look(&self) -> Request {
        match &self.new {
            New::Project(org) => listing::page(
                &Target::Org(org.clone()),
                None,
                listing::PROJECTS_PAGE,
                Some(self.name.clone()),
            ),
            New::Branch(project) | New::FromSnapshot { project, .. } => Request::list_branches(
                project,
                &BranchQuery {
                    search: Some(self.name.clone()),
                    ..BranchQuery::default()
                },
            ),
            New::Snapshot(project, _) => Request::list_snapshots(project),
            New::Database(project, branch) => Request::list_databases(project, branch),
            New::Role(project, branch) => Request::list_roles(project, branch),
            New::Compute(project, branch) | New::Replica(project, branch) => {
                Request::list_branch_endpoints(project, branch)
            }
            New::Share(project) => Request::list_permissions(project),
            New::ApiKey(org) => api_key::list(org.as_ref()),
            New::Invitation(org) => Request::list_invitations(org),
        }
    }
}
