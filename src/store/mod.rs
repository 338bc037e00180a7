//! What is known about the account: facts by id, each with its age.
//!
//! The store only grows and forgets; it never asks. Who asks is `reads::fetch`, who puts
//! answers in is ``. A project keeps its place in [`Store::projects`] for the life of the program, so a
//! row may hold its position; one that is gone at Neon is marked and left out of the lists.

pub mod hosts;
mod inside;
mod membership;
pub mod pages;
pub mod remote;
pub mod target;

pub use inside::{BranchData, ProjectData, keep_unread};
pub use membership::{Joined, People};

use crate::{
    api::types::{
        ApiKeyRow, BackupSchedule, Branch, BranchId, CurrentUser, Endpoint, EndpointId, KeyId,
        OrgId, Organization, PermissionId, Project, ProjectId, ProjectPermission, ProjectRow,
        Region, Snapshot, SnapshotId, VpcEndpoint,
    },
    store::{pages::Incoming, remote::Remote, target::Target},
};
use indexmap::IndexMap;
use jiff::Timestamp;
use std::{collections::HashMap, sync::Arc};

/// Everything that was received from Neon and is still of use.
#[derive(Debug, Default)]
pub struct Store {
    /// Who the key belongs to; organization keys have nobody.
    pub user: Remote<CurrentUser>,
    /// The organizations that the key reaches, in the order of the answer.
    pub orgs: Remote<IndexMap<OrgId, Organization>>,
    /// The lists of projects: one for each organization that was opened, one of shared projects.
    pub lists: HashMap<Target, ProjectPages>,
    /// Positions of projects that only a search has brought, by list: shown while a filter is on.
    pub found: HashMap<Target, Vec<u32>>,
    /// Every project that was ever seen.
    pub projects: IndexMap<ProjectId, ProjectEntry>,
    /// Where projects of an organization can be made, once somebody wanted to make one.
    pub regions: HashMap<OrgId, Remote<Vec<Region>>>,
    /// The API keys of the account (none) and of organizations, once somebody looked.
    pub keys: HashMap<Option<OrgId>, Vec<ApiKeyRow>>,
    /// Who belongs to organizations and who was asked to, once somebody looked.
    pub people: HashMap<OrgId, People>,
    /// The VPC endpoints of organizations and projects, once somebody looked.
    pub vpc_endpoints: HashMap<Target, Vec<VpcEndpoint>>,
    /// At what spending of organizations Neon sends e-mails, in cents; none for never.
    pub spending: HashMap<OrgId, Remote<Option<i64>>>,
    /// The number of the API key that Neon is being asked with; none if it is no such key.
    pub key_in_use: Remote<Option<i64>>,
    /// The newest single answer about a thing, as text: what the Raw tab shows.
    pub raw: Option<(Target, Arc<str>)>,
}

/// A list of projects that comes in pages.
#[derive(Debug, Default)]
pub struct ProjectPages {
    /// Positions in [`Store::projects`], in the order of the server.
    pub rows: Vec<u32>,
    /// What a reload has brought so far.
    pub incoming: Incoming<Vec<u32>>,
    /// Where the next page begins; none when the list is complete.
    pub cursor: Option<String>,
    /// The size of the page that was asked for last.
    pub limit: u32,
    /// Where the page that was asked for last begins; none for the first one.
    pub asked: Option<String>,
    /// How loading stands.
    pub state: Remote<()>,
}

impl ProjectPages {
    /// Whether nobody has asked for it yet, and what it has is from the time before.
    pub fn is_remembered(&self) -> bool {
        self.state.is_absent() && self.state.at.is_some()
    }

    /// Whether the server has more of it than was loaded.
    pub fn has_more(&self) -> bool {
        self.cursor.is_some()
    }
}

/// A project: the lean row of the list, and what else was asked about it.
#[derive(Debug, Default)]
pub struct ProjectEntry {
    /// The row of the list.
    pub row: ProjectRow,
    /// All its settings, once somebody looked at it.
    pub full: Option<Box<Remote<Project>>>,
    /// What is in it, once somebody opened it.
    pub inside: Option<Box<ProjectData>>,
    /// The project is gone at Neon.
    pub gone: bool,
}

impl Store {
    /// A project, unless it was never seen or is gone.
    pub fn project(&self, id: &ProjectId) -> Option<&ProjectEntry> {
        self.projects.get(id).filter(|entry| !entry.gone)
    }

    /// A project to change, also when it was never seen: links may name it before any list did.
    pub fn project_mut(&mut self, id: &ProjectId) -> &mut ProjectEntry {
        self.projects
            .entry(id.clone())
            .or_insert_with(|| ProjectEntry {
                row: ProjectRow {
                    id: id.clone(),
                    name: id.as_str().into(),
                    ..ProjectRow::default()
                },
                ..ProjectEntry::default()
            })
    }

    /// Makes sure that an organization has a row, also before anything but its id is known.
    pub fn name_org(&mut self, id: OrgId) {
        let name = if id.as_str().is_empty() {
            "Personal projects".into()
        } else {
            id.as_str().into()
        };
        let unknown = Organization {
            id: id.clone(),
            name,
            ..Organization::default()
        };
        self.orgs.value.entry(id).or_insert(unknown);
    }

    /// Keeps a row of a list; answers its place in [`Store::projects`].
    pub fn keep_row(&mut self, row: ProjectRow) -> Option<u32> {
        let entry = self.projects.entry(row.id.clone());
        let at = u32::try_from(entry.index()).ok();
        let entry = entry.or_default();
        entry.gone = false;
        entry.row = row;
        at
    }

    /// Keeps all that an answer says of a project.
    pub fn keep_project(&mut self, project: Project, now: Timestamp) {
        if let Some(org) = &project.org_id
            && self.project_mut(&project.id).row.org_id.is_some()
        {
            self.give(&project.id, org);
        }
        let entry = self.project_mut(&project.id);
        if !project.name.is_empty() {
            entry.row.name = project.name.clone();
        }
        entry.row.history_retention_seconds = project.history_retention_seconds;
        entry.full.get_or_insert_default().set(project, now);
    }

    /// Notes that a project belongs to an organization: its row goes from the old list to the new.
    pub fn give(&mut self, project: &ProjectId, org: &OrgId) {
        let entry = self.project_mut(project);
        if entry.row.org_id.as_ref() == Some(org) {
            return;
        }
        let old = entry.row.org_id.replace(org.clone());
        if let Some(full) = &mut entry.full {
            full.value.org_id = Some(org.clone());
        }
        let at = self.projects.get_index_of(project);
        let Some(at) = at.and_then(|at| u32::try_from(at).ok()) else {
            return;
        };
        if let Some(list) = old.and_then(|old| self.lists.get_mut(&Target::Org(old))) {
            list.rows.retain(|row| *row != at);
        }
        if let Some(list) = self.lists.get_mut(&Target::Org(org.clone()))
            && !list.rows.contains(&at)
        {
            list.rows.push(at);
        }
    }

    /// What is in a project, if it was opened.
    pub fn inside(&self, id: &ProjectId) -> Option<&ProjectData> {
        self.project(id)?.inside.as_deref()
    }

    /// What is in a project, to change it.
    pub fn inside_mut(&mut self, id: &ProjectId) -> &mut ProjectData {
        self.project_mut(id).inside.get_or_insert_default()
    }

    /// All settings of a project, if they were received.
    pub fn full(&self, id: &ProjectId) -> Option<&Project> {
        self.project(id)?.full.as_deref()?.known()
    }

    /// A branch, if it was received.
    pub fn branch(&self, project: &ProjectId, branch: &BranchId) -> Option<&Branch> {
        self.inside(project)?.branches.value.get(branch)
    }

    /// A deleted branch that can come back, if it was received.
    pub fn deleted_branch(&self, project: &ProjectId, branch: &BranchId) -> Option<&Branch> {
        self.inside(project)?.deleted.get(branch)
    }

    /// A snapshot, if it was received.
    pub fn snapshot(&self, project: &ProjectId, id: &SnapshotId) -> Option<&Snapshot> {
        let all = &self.inside(project)?.snapshots.value;
        all.iter().find(|snapshot| snapshot.id == *id)
    }

    /// The branch that a snapshot was taken of, if it is still there. What is done to that branch is
    /// not meant by a row of the snapshot, so it is not the branch that its target is on.
    pub fn snapshot_source(&self, project: &ProjectId, id: &SnapshotId) -> Option<&Branch> {
        let source = self.snapshot(project, id)?.source_branch_id.as_ref();
        self.branch(project, source?)
    }

    /// When a branch is backed up by itself, if that was received.
    pub fn schedule(&self, project: &ProjectId, branch: &BranchId) -> Option<&BackupSchedule> {
        self.inside(project)?.schedules.get(branch)?.known()
    }

    /// An endpoint, if it was received.
    pub fn endpoint(&self, project: &ProjectId, endpoint: &EndpointId) -> Option<&Endpoint> {
        self.inside(project)?.endpoints.value.get(endpoint)
    }

    /// Somebody with whom a project is shared, if that was received.
    pub fn share(&self, project: &ProjectId, id: &PermissionId) -> Option<&ProjectPermission> {
        let shares = &self.inside(project)?.shares;
        shares.iter().find(|one| one.id == *id)
    }

    /// The API keys of the account, or of an organization.
    pub fn keys_of(&self, org: Option<&OrgId>) -> &[ApiKeyRow] {
        let keys = self.keys.get(&org.cloned());
        keys.map_or(&[], Vec::as_slice)
    }

    /// An API key, if it was received.
    pub fn key(&self, org: Option<&OrgId>, id: &KeyId) -> Option<&ApiKeyRow> {
        let mut keys = self.keys_of(org).iter();
        keys.find(|key| *id == KeyId::from(key.id))
    }

    /// The databases and roles of a branch, if it was opened.
    pub fn contents(&self, project: &ProjectId, branch: &BranchId) -> Option<&BranchData> {
        self.inside(project)?.contents.get(branch)
    }

    /// The databases and roles of a branch, to change them.
    pub fn contents_mut(&mut self, project: &ProjectId, branch: &BranchId) -> &mut BranchData {
        self.inside_mut(project)
            .contents
            .entry(branch.clone())
            .or_default()
    }

    /// The computes of a branch: the read-write one first, replicas after it.
    pub fn endpoints_of(
        &self,
        project: &ProjectId,
        branch: &BranchId,
    ) -> impl Iterator<Item = &Endpoint> {
        self.inside(project)
            .into_iter()
            .flat_map(|inside| inside.endpoints_of(branch))
    }

    /// The project's default branch, or its first one.
    pub fn default_branch(&self, project: &ProjectId) -> Option<&Branch> {
        let branches = &self.inside(project)?.branches.value;
        branches
            .values()
            .find(|branch| branch.default)
            .or_else(|| branches.values().next())
    }

    /// The list that a project is shown in: its organization's, if that is one of ours.
    pub fn list_of(&self, project: &ProjectId) -> Option<Target> {
        let own = self.project(project)?.row.org_id.clone().map(Target::Org);
        let known = |list: &Target| self.lists.contains_key(list) || self.found.contains_key(list);
        let own = own.filter(known);
        own.or_else(|| {
            self.lists
                .contains_key(&Target::Shared)
                .then_some(Target::Shared)
        })
    }
}
