//! What is known about the account: facts by id, each with its age.
//!
//! The store only keeps and forgets; it never asks. `reads::fetch` asks, `ui::answers` puts the answers in. A project
//! keeps its position in [`Store::projects`] for the life of the program, so that a row may hold the position. A
//! project that is gone at Neon is marked and left out of the lists.

mod inside;
pub mod listings;
pub mod load;
mod membership;
mod operations;
pub mod pages;
pub mod prices;
pub mod recent;
pub mod remote;
pub mod target;
pub mod tracked;
pub mod usage;

pub use inside::{BranchData, ProjectData, Unopened, keep_unread};
use listings::Listings;
pub use membership::{Joined, People};
pub use operations::{KnownSince, MOST_OPERATIONS, Older};

use crate::{
    api::{
        ApiError,
        types::{
            BackupSchedule, Branch, BranchId, CurrentUser, Endpoint, EndpointId, LogRecord,
            Operation, OperationId, OrgId, Organization, Project, ProjectId, ProjectRow, Region,
            Snapshot, SnapshotId,
        },
    },
    store::{
        load::Load,
        pages::Incoming,
        prices::Prices,
        remote::Remote,
        target::Target,
        usage::{IncomingUsage, Usage, UsageKey},
    },
};
use indexmap::IndexMap;
use jiff::Timestamp;
use std::{collections::HashMap, sync::Arc};

/// Things by their ids, in an order. A frame looks up several for each row, hence the quick hash.
pub type IdMap<K, V> = IndexMap<K, V, foldhash::fast::RandomState>;

/// Everything received from Neon that is still needed.
#[derive(Debug, Default)]
pub struct Store {
    /// The owner of the key; organization keys have none.
    pub user: Remote<CurrentUser>,
    /// The organizations that the key reaches, in Neon's order.
    pub orgs: Remote<IdMap<OrgId, Organization>>,
    /// The lists of projects: one for each organization that was opened, and one of shared projects.
    pub lists: HashMap<Target, ProjectPages>,
    /// Positions of projects known only from a search, by list: shown while a filter is on.
    pub found: HashMap<Target, Vec<u32>>,
    /// Every project seen so far.
    pub projects: IdMap<ProjectId, ProjectEntry>,
    /// The regions in which an organization can create projects, once needed.
    pub regions: HashMap<OrgId, Remote<Vec<Region>>>,
    /// The members and invitations of organizations, once viewed.
    pub people: HashMap<OrgId, People>,
    /// Other lists, once viewed.
    pub listings: Listings,
    /// The latest attempts to load a list that failed.
    pub failed_loads: HashMap<Load, ApiError>,
    /// The projects that were offered to whoever has a link, by this program since it was started.
    pub offers: Vec<Offer>,
    /// The errors that the computes of branches have logged lately, once viewed, newest first.
    pub errors: HashMap<(ProjectId, BranchId), Remote<Vec<LogRecord>>>,
    /// The fields of the logs of branches whose values Neon lists, once asked for.
    pub log_fields: HashMap<(ProjectId, BranchId), Remote<Vec<String>>>,
    /// The values of fields of log records, by what keeps the records and the field.
    pub log_values: HashMap<(Target, String), Remote<Vec<String>>>,
    /// The spending in cents at which Neon sends e-mails to an organization; `None` for never.
    pub spending: HashMap<OrgId, Remote<Option<i64>>>,
    /// What was used, where that was asked for.
    pub usage: HashMap<UsageKey, Remote<Usage>>,
    /// Use that is being read, page by page.
    pub incoming_usage: HashMap<UsageKey, IncomingUsage>,
    /// What estimates of costs assume.
    pub prices: Prices,
    /// The number of the API key in use; `None` for other credentials.
    pub key_in_use: Remote<Option<i64>>,
    /// The newest response about one thing as text, for the Raw tab.
    pub raw: Option<(Target, Arc<str>)>,
}

/// An offer of a project to whoever has its link. Neon does not list them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub project: ProjectId,
    pub made_at: Timestamp,
    /// When it ends, if Neon said so.
    pub expires_at: Option<Timestamp>,
}

/// A list of projects, loaded page by page.
#[derive(Debug, Default)]
pub struct ProjectPages {
    /// Positions in [`Store::projects`], in the order of the server.
    pub rows: Vec<u32>,
    /// The pages received so far by a reload.
    pub incoming: Incoming<Vec<u32>>,
    /// Where the next page begins; `None` if the list is complete.
    pub cursor: Option<String>,
    /// The size of the last page that was requested.
    pub limit: u32,
    /// Where the last requested page begins; `None` for the first one.
    pub page_cursor: Option<String>,
    /// The state of loading.
    pub state: Remote<()>,
    /// When projects of the list were last looked into that nobody had opened.
    pub looked_at: Option<Timestamp>,
}

impl ProjectPages {
    /// Whether the rows are from the previous run and nobody has asked for the list yet.
    pub fn is_remembered(&self) -> bool {
        self.state.is_absent() && self.state.at.is_some()
    }

    /// Whether the server has more of the list.
    pub fn has_more(&self) -> bool {
        self.cursor.is_some()
    }
}

/// A project: its lean row in the list, and what else was received about it.
#[derive(Debug, Default)]
pub struct ProjectEntry {
    pub row: ProjectRow,
    /// All its settings, once viewed.
    pub full: Option<Box<Remote<Project>>>,
    /// What is in it, once opened.
    pub inside: Option<Box<ProjectData>>,
    /// Whether the project no longer exists at Neon.
    pub gone: bool,
}

impl Store {
    /// A project that was seen and still exists.
    pub fn project(&self, id: &ProjectId) -> Option<&ProjectEntry> {
        self.projects.get(id).filter(|entry| !entry.gone)
    }

    /// A project for changing, even one that was never seen: links may name it before any list does.
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

    /// Makes sure that an organization has a row, even if only its id is known.
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

    /// Keeps a row of a list; returns its position in [`Store::projects`].
    pub fn keep_row(&mut self, mut row: ProjectRow) -> Option<u32> {
        if let Some(settings) = &mut row.settings {
            settings.shrink();
        }
        let entry = self.projects.entry(row.id.clone());
        let at = u32::try_from(entry.index()).ok();
        let entry = entry.or_default();
        entry.gone = false;
        entry.row = row;
        at
    }

    /// Keeps everything that an answer says about a project.
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

    /// Notes that a project belongs to an organization, and moves its row to that list.
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

    pub fn inside(&self, id: &ProjectId) -> Option<&ProjectData> {
        self.project(id)?.inside.as_deref()
    }

    pub fn inside_mut(&mut self, id: &ProjectId) -> &mut ProjectData {
        self.project_mut(id).inside.get_or_insert_default()
    }

    /// The names of everything in it, in any order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let orgs = self.orgs.value.values().map(|org| org.name.as_str());
        let projects = self.projects.values();
        let names = projects.flat_map(|project| {
            let inside = project.inside.as_deref().into_iter();
            std::iter::once(project.row.name.as_str()).chain(inside.flat_map(ProjectData::names))
        });
        orgs.chain(names)
    }

    /// The projects of these rows, except those that are gone.
    pub fn listed(&self, rows: &[u32]) -> impl Iterator<Item = (&ProjectId, &ProjectEntry)> {
        let entries = rows
            .iter()
            .filter_map(|at| self.projects.get_index(*at as usize));
        entries.filter(|(_, entry)| !entry.gone)
    }

    pub fn full(&self, id: &ProjectId) -> Option<&Project> {
        self.project(id)?.full.as_deref()?.known()
    }

    /// The plan of a project's owner or else of its organization, such as `scale_v3`, if it is known.
    pub fn plan(&self, id: &ProjectId) -> Option<&str> {
        let owner = self.full(id).and_then(|full| full.owner.as_ref());
        let owner = owner.map(|owner| owner.subscription_type.as_str());
        let org = || self.plan_of_org(self.project(id)?.row.org_id.as_ref()?);
        owner.filter(|plan| !plan.is_empty()).or_else(org)
    }

    /// The plan of an organization, if it is known.
    pub fn plan_of_org(&self, org: &OrgId) -> Option<&str> {
        let plan = self.orgs.value.get(org)?.plan.as_str();
        Some(plan).filter(|plan| !plan.is_empty())
    }

    pub fn branch(&self, project: &ProjectId, branch: &BranchId) -> Option<&Branch> {
        self.inside(project)?.branches.value.get(branch)
    }

    /// A deleted branch that can be recovered.
    pub fn deleted_branch(&self, project: &ProjectId, branch: &BranchId) -> Option<&Branch> {
        self.inside(project)?.deleted.get(branch)
    }

    pub fn snapshot(&self, project: &ProjectId, id: &SnapshotId) -> Option<&Snapshot> {
        let all = &self.inside(project)?.snapshots.value;
        all.iter().find(|snapshot| snapshot.id == *id)
    }

    pub fn operation(&self, project: &ProjectId, id: &OperationId) -> Option<&Operation> {
        let all = &self.inside(project)?.operations.value;
        all.iter().find(|one| one.id == *id)
    }

    /// The name of a branch, also of one that is gone.
    pub fn branch_name(&self, project: &ProjectId, id: &BranchId) -> Option<&str> {
        let inside = self.inside(project)?;
        let branch = inside.branches.value.get(id);
        let gone = || inside.gone.get(id).map(String::as_str);
        branch.map(|branch| branch.name.as_str()).or_else(gone)
    }

    /// The name of the branch of this project, or of the organization, with this id.
    pub fn name_of(&self, project: Option<&ProjectId>, id: &str) -> Option<&str> {
        let branch = project.and_then(|project| self.branch_name(project, &id.into()));
        let org = || Some(self.orgs.value.get(&OrgId::from(id))?.name.as_str());
        branch.or_else(org)
    }

    /// The branch that a snapshot was taken of, if it still exists. Actions on a row of the snapshot do not mean that
    /// branch, so it is not the branch of the snapshot's target.
    pub fn snapshot_source(&self, project: &ProjectId, id: &SnapshotId) -> Option<&Branch> {
        let source = self.snapshot(project, id)?.source_branch_id.as_ref();
        self.branch(project, source?)
    }

    /// The automatic backup schedule of a branch.
    pub fn schedule(&self, project: &ProjectId, branch: &BranchId) -> Option<&BackupSchedule> {
        self.inside(project)?.schedules.get(branch)?.known()
    }

    pub fn endpoint(&self, project: &ProjectId, endpoint: &EndpointId) -> Option<&Endpoint> {
        self.inside(project)?.endpoints.value.get(endpoint)
    }

    /// The databases and roles of a branch, if it was opened.
    pub fn contents(&self, project: &ProjectId, branch: &BranchId) -> Option<&BranchData> {
        self.inside(project)?.contents.get(branch)
    }

    pub fn contents_mut(&mut self, project: &ProjectId, branch: &BranchId) -> &mut BranchData {
        self.inside_mut(project)
            .contents
            .entry(branch.clone())
            .or_default()
    }

    /// The computes of a branch: the read-write one first, then the replicas.
    pub fn endpoints_of(
        &self,
        project: &ProjectId,
        branch: &BranchId,
    ) -> impl Iterator<Item = &Endpoint> {
        self.inside(project)
            .into_iter()
            .flat_map(|inside| inside.endpoints_of(branch))
    }

    /// The project's default branch, or else its first one.
    pub fn default_branch(&self, project: &ProjectId) -> Option<&Branch> {
        let branches = &self.inside(project)?.branches.value;
        branches
            .values()
            .find(|branch| branch.default)
            .or_else(|| branches.values().next())
    }

    /// The list that shows a project: its organization's if we have that, else the shared projects.
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
