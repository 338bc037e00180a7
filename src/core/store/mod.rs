//! What is known about the account: facts by id, each with its age.
//!
//! The store only grows and forgets; it never asks. Who asks is `fetch`, who puts answers in is
//! `answer`. A project keeps its place in [`Store::projects`] for the life of the program, so a
//! row may hold its position; one that is gone at Neon is marked and left out of the lists.

mod inside;

pub use inside::{Contents, Inside};

use super::{
    remote::Remote,
    table::load::{Load, Loading},
    target::Target,
};
use crate::api::types::{
    BackupSchedule, Branch, BranchId, CurrentUser, Endpoint, EndpointId, OrgId, Organization,
    PermissionId, Project, ProjectId, ProjectPermission, ProjectRow, Region, Snapshot, SnapshotId,
};
use indexmap::IndexMap;
use std::{collections::HashMap, sync::Arc};

/// Everything that was received from Neon and is still of use.
#[derive(Debug, Default)]
pub struct Store {
    /// Who the key belongs to; organisation keys have nobody.
    pub user: Remote<CurrentUser>,
    /// The organisations that the key reaches, in the order of the answer.
    pub orgs: Remote<IndexMap<OrgId, Organization>>,
    /// The lists of projects: one for each organisation that was opened, one of shared projects.
    pub lists: HashMap<Target, Listing>,
    /// Every project that was ever seen.
    pub projects: IndexMap<ProjectId, ProjectEntry>,
    /// Where projects of an organisation can be made, once somebody wanted to make one.
    pub regions: HashMap<OrgId, Remote<Vec<Region>>>,
    /// What tables have loaded for themselves, and how that stands.
    pub loads: HashMap<Load, Loading>,
    /// The newest single answer about a thing, as text: what the Raw tab shows.
    pub raw: Option<(Target, Arc<str>)>,
}

/// A list of projects that comes in pages.
#[derive(Debug, Default)]
pub struct Listing {
    /// Positions in [`Store::projects`], in the order of the server.
    pub rows: Vec<u32>,
    /// What a reload has brought so far; takes the place of `rows` when it is complete.
    pub incoming: Option<Vec<u32>>,
    /// Projects that only a search has brought: shown while a filter is on.
    pub found: Vec<u32>,
    /// Where the next page begins; none when the list is complete.
    pub cursor: Option<String>,
    /// The size of the page that was asked for last.
    pub limit: u32,
    /// Where the page that was asked for last begins; none for the first one.
    pub asked: Option<String>,
    /// How loading stands.
    pub state: Remote<()>,
}

impl Listing {
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
    pub inside: Option<Box<Inside>>,
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

    /// Makes sure that an organisation has a row, also before anything but its id is known.
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

    /// Notes that a project belongs to an organisation: its row goes from the old list to the new.
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
    pub fn inside(&self, id: &ProjectId) -> Option<&Inside> {
        self.project(id)?.inside.as_deref()
    }

    /// What is in a project, to change it.
    pub fn inside_mut(&mut self, id: &ProjectId) -> &mut Inside {
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

    /// The databases and roles of a branch, if it was opened.
    pub fn contents(&self, project: &ProjectId, branch: &BranchId) -> Option<&Contents> {
        self.inside(project)?.contents.get(branch)
    }

    /// The databases and roles of a branch, to change them.
    pub fn contents_mut(&mut self, project: &ProjectId, branch: &BranchId) -> &mut Contents {
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

    /// The branch a target is on: its own, the branch of an endpoint, the default one of a project.
    pub fn branch_of(&self, target: &Target) -> Option<&Branch> {
        match target {
            Target::Project(project) => self.default_branch(project),
            Target::Endpoint(project, endpoint) => {
                self.branch(project, &self.endpoint(project, endpoint)?.branch_id)
            }
            Target::Branch(project, branch)
            | Target::Database(project, branch, _)
            | Target::Role(project, branch, _)
            | Target::Schedule(project, branch) => self.branch(project, branch),
            Target::Org(_)
            | Target::Shared
            | Target::DeletedBranch(..)
            | Target::Share(..)
            | Target::Snapshot(..)
            | Target::More(_) => None,
        }
    }

    /// Whether the thing is known and not gone.
    pub fn has(&self, target: &Target) -> bool {
        match target {
            Target::Org(org) => self.orgs.value.contains_key(org),
            Target::Shared => self.lists.contains_key(target),
            Target::Project(project) => self.project(project).is_some(),
            Target::Branch(project, branch) => self.branch(project, branch).is_some(),
            Target::Endpoint(project, endpoint) => self.endpoint(project, endpoint).is_some(),
            Target::Database(project, branch, name) => {
                self.contents(project, branch).is_some_and(|contents| {
                    contents
                        .databases
                        .value
                        .iter()
                        .any(|database| database.name == *name)
                })
            }
            Target::Role(project, branch, name) => self
                .contents(project, branch)
                .is_some_and(|contents| contents.roles.value.iter().any(|role| role.name == *name)),
            Target::Share(project, id) => self.share(project, id).is_some(),
            Target::DeletedBranch(project, branch) => {
                self.deleted_branch(project, branch).is_some()
            }
            Target::Snapshot(project, id) => self.snapshot(project, id).is_some(),
            Target::Schedule(project, branch) => self.schedule(project, branch).is_some(),
            Target::More(list) => self.lists.get(list).is_some_and(Listing::has_more),
        }
    }

    /// Forgets a thing that was deleted, and what was on it.
    pub fn forget(&mut self, target: &Target) {
        match target {
            Target::Project(project) => self.project_mut(project).gone = true,
            Target::Branch(project, branch) => self.inside_mut(project).forget_branch(branch),
            Target::Endpoint(project, endpoint) => {
                self.inside_mut(project).forget_endpoint(endpoint)
            }
            Target::Database(project, branch, name) => {
                let databases = &mut self.contents_mut(project, branch).databases.value;
                databases.retain(|database| database.name != *name);
            }
            Target::Role(project, branch, name) => {
                let roles = &mut self.contents_mut(project, branch).roles.value;
                roles.retain(|role| role.name != *name);
            }
            Target::DeletedBranch(project, branch) => {
                self.inside_mut(project).deleted.shift_remove(branch);
            }
            Target::Share(project, id) => {
                self.inside_mut(project).shares.retain(|one| one.id != *id);
            }
            Target::Snapshot(project, id) => {
                let snapshots = &mut self.inside_mut(project).snapshots.value;
                snapshots.retain(|snapshot| snapshot.id != *id);
            }
            Target::Org(_) | Target::Shared | Target::Schedule(..) | Target::More(_) => {}
        }
    }

    /// The name that users know the thing by.
    pub fn name(&self, target: &Target) -> String {
        let named = match target {
            Target::Org(org) => self.orgs.value.get(org).map(|org| org.name.to_string()),
            Target::Shared => Some("Shared with me".to_owned()),
            Target::Project(project) => self
                .project(project)
                .map(|entry| entry.row.name.to_string()),
            Target::Branch(project, branch) => self
                .branch(project, branch)
                .map(|branch| branch.name.to_string()),
            Target::Endpoint(project, endpoint) => self
                .endpoint(project, endpoint)
                .and_then(|endpoint| endpoint.name.as_ref())
                .map(ToString::to_string),
            Target::DeletedBranch(project, branch) => self
                .deleted_branch(project, branch)
                .map(|branch| branch.name.to_string()),
            Target::Share(project, id) => self
                .share(project, id)
                .map(|one| one.granted_to_email.to_string()),
            Target::Snapshot(project, id) => self
                .snapshot(project, id)
                .map(|snapshot| snapshot.name.to_string()),
            Target::Schedule(project, branch) => self
                .branch(project, branch)
                .map(|branch| format!("backups of {}", branch.name)),
            Target::More(_) => Some("more".to_owned()),
            Target::Database(..) | Target::Role(..) => None,
        };
        named
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| target.id().to_owned())
    }

    /// The list that a project is shown in: its organisation's, if that is one of ours.
    pub fn list_of(&self, project: &ProjectId) -> Option<Target> {
        let own = self.project(project)?.row.org_id.clone().map(Target::Org);
        let own = own.filter(|list| self.lists.contains_key(list));
        own.or_else(|| {
            self.lists
                .contains_key(&Target::Shared)
                .then_some(Target::Shared)
        })
    }
}
