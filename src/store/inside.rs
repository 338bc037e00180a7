//! What is known about the contents of a project and of its branches.

use crate::{
    api::types::{
        Annotation, BackupSchedule, Branch, BranchId, Database, Endpoint, EndpointId, EndpointType,
        OddRow, Operation, Role, Snapshot, Thing,
    },
    store::{
        IdMap, ProjectEntry,
        operations::{Older, OperationIndex},
        pages::Incoming,
        remote::{Remote, lost, put_back, unread},
    },
};
use jiff::Timestamp;
use std::{collections::HashMap, hash::Hash};

#[derive(Debug, Default)]
pub struct ProjectData {
    pub branches: Remote<IdMap<BranchId, Branch>>,
    /// Its deleted branches that can be recovered, once viewed.
    pub deleted: IdMap<BranchId, Branch>,
    /// The names of branches that are gone: their operations are still listed.
    pub gone: HashMap<BranchId, String>,
    /// The number of branches, as counted by Neon.
    pub branch_count: Option<u64>,
    /// Notes that integrations attach to branches.
    pub annotations: HashMap<BranchId, Annotation>,
    /// The pages of branches received so far by a reload.
    pub incoming: Incoming<IdMap<BranchId, Branch>>,
    /// Whether the list of branches is longer than one page: most quiet refreshes then read only what
    /// changed last.
    pub is_paged: bool,
    /// The number of quiet refreshes: every few of them read a long list to its end.
    pub quiet_refreshes: u32,
    /// Whether a quiet refresh is in flight.
    pub refreshing: bool,
    /// Its computes, of all branches.
    pub endpoints: Remote<IdMap<EndpointId, Endpoint>>,
    /// When single computes were received, if later than the list.
    pub received_at: HashMap<EndpointId, Timestamp>,
    /// The positions of the computes of each branch: the read-write one first.
    pub computes: HashMap<BranchId, Vec<usize>>,
    /// Databases and roles of the branches that were opened.
    pub contents: HashMap<BranchId, BranchData>,
    /// Its newest operations, newest first.
    pub operations: Remote<Vec<Operation>>,
    /// When the newest of them were read; [`Remote::at`] is also when a change has told about its own.
    pub operations_read: Option<Timestamp>,
    pub older_operations: Older,
    /// Whether they are needed to show when computes were awake.
    pub needs_history: bool,
    pub(super) operation_index: OperationIndex,
    /// Its snapshots, once viewed.
    pub snapshots: Remote<Vec<Snapshot>>,
    /// The automatic backup schedules of its branches, once viewed.
    pub schedules: HashMap<BranchId, Remote<BackupSchedule>>,
}

#[derive(Debug, Default)]
pub struct BranchData {
    pub databases: Remote<Vec<Database>>,
    pub roles: Remote<Vec<Role>>,
}

impl BranchData {
    /// Whether its databases and roles were read.
    fn is_read(&self) -> bool {
        self.databases.at.is_some() && self.roles.at.is_some()
    }
}

/// What was never opened, so that what is in it is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unopened {
    pub projects: usize,
    /// Those of the other projects.
    pub branches: usize,
}

impl Unopened {
    /// Counts it in these projects.
    pub fn among<'a>(projects: impl Iterator<Item = &'a ProjectEntry>) -> Self {
        let mut all = Self::default();
        for entry in projects.filter(|entry| !entry.gone) {
            let inside = entry.inside.as_deref();
            match inside.filter(|inside| inside.branches.at.is_some()) {
                Some(inside) => all.branches += inside.unopened_branches(),
                None => all.projects += 1,
            }
        }
        all
    }

    pub const fn total(self) -> usize {
        self.projects + self.branches
    }
}

impl ProjectData {
    /// How many of its branches were never opened, so that what is on them is not known.
    pub fn unopened_branches(&self) -> usize {
        let branches = self.branches.value.keys();
        let is_read = |id: &&BranchId| self.contents.get(*id).is_some_and(BranchData::is_read);
        branches.filter(|id| !is_read(id)).count()
    }

    /// The names of everything in it, in any order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let branches = self.branches.value.values().chain(self.deleted.values());
        let gone = self.gone.values().map(String::as_str);
        let endpoints = self.endpoints.value.values();
        let snapshots = self.snapshots.value.iter();
        let contents = self.contents.values().flat_map(|of| {
            let databases = of.databases.value.iter().map(|one| one.name.as_str());
            databases.chain(of.roles.value.iter().map(|one| one.name.as_str()))
        });
        (branches.map(|branch| branch.name.as_str()).chain(gone))
            .chain(endpoints.filter_map(|one| one.name.as_deref()))
            .chain(snapshots.map(|one| one.name.as_str()))
            .chain(contents)
    }

    /// Keeps the computes and indexes them by branch.
    pub fn set_endpoints(&mut self, endpoints: Vec<Endpoint>, odd: Vec<OddRow>, now: Timestamp) {
        let endpoints = endpoints.into_iter();
        let mut all: IdMap<EndpointId, Endpoint> = endpoints
            .map(|endpoint| (endpoint.id.clone(), endpoint))
            .collect();
        keep_unread(&self.endpoints.value, &mut all, &odd);
        self.endpoints.set_partly(all, odd, now);
        self.received_at.clear();
        self.index_computes();
    }

    /// When the known state of a compute was received.
    pub fn endpoint_at(&self, endpoint: &EndpointId) -> Option<Timestamp> {
        self.received_at
            .get(endpoint)
            .copied()
            .or(self.endpoints.at)
    }

    /// Adds or replaces a compute.
    pub fn set_endpoint(&mut self, endpoint: Endpoint, now: Timestamp) {
        self.received_at.insert(endpoint.id.clone(), now);
        self.endpoints.value.insert(endpoint.id.clone(), endpoint);
        self.index_computes();
    }

    /// Adds or replaces a branch.
    pub fn set_branch(&mut self, branch: Branch) {
        match self.incoming.rows_mut() {
            Some(incoming) if self.is_paged => {
                incoming.insert(branch.id.clone(), branch.clone());
            }
            // A list in flight may not have it yet: the next request replaces that.
            _ => self.incoming.stop(),
        }
        self.branches.value.insert(branch.id.clone(), branch);
    }

    /// Adds or replaces a snapshot.
    pub fn set_snapshot(&mut self, snapshot: Snapshot) {
        let known = &mut self.snapshots.value;
        match known.iter_mut().find(|one| one.id == snapshot.id) {
            Some(old) => *old = snapshot,
            None => known.push(snapshot),
        }
    }

    pub(crate) fn forget_endpoint(&mut self, endpoint: &EndpointId) {
        self.endpoints.value.shift_remove(endpoint);
        self.index_computes();
    }

    pub(crate) fn forget_branch(&mut self, branch: &BranchId) {
        // A list in flight may still have it: the next request replaces that.
        self.incoming.stop();
        let name = self.branches.value.shift_remove(branch);
        let name = name.map(|it| (branch.clone(), it.name.to_string()));
        self.gone.extend(name);
        self.contents.remove(branch);
        self.endpoints
            .value
            .retain(|_, endpoint| endpoint.branch_id != *branch);
        self.index_computes();
    }

    fn index_computes(&mut self) {
        let mut order: Vec<_> = self.endpoints.value.values().enumerate().collect();
        order.sort_by_key(|(_, endpoint)| endpoint.r#type != EndpointType::ReadWrite);
        self.computes.clear();
        for (at, endpoint) in order {
            self.computes
                .entry(endpoint.branch_id.clone())
                .or_default()
                .push(at);
        }
    }

    /// The computes of a branch: the read-write one first, then the replicas.
    pub fn endpoints_of<'a>(
        &'a self,
        branch: &BranchId,
    ) -> impl Iterator<Item = &'a Endpoint> + use<'a> {
        let positions = self.computes.get(branch).map_or(&[][..], Vec::as_slice);
        positions
            .iter()
            .filter_map(|at| Some(self.endpoints.value.get_index(*at)?.1))
    }
}

/// Like [`crate::store::remote::keep_unread`], for a list with keys.
pub fn keep_unread<K: Clone + Eq + Hash, T: Thing>(
    before: &IdMap<K, T>,
    list: &mut IdMap<K, T>,
    odd: &[OddRow],
) {
    if odd.is_empty() {
        return;
    }
    let before = before.iter().enumerate();
    let missing = before.filter(|(_, (key, _))| !list.contains_key(*key));
    let missing = missing.map(|(at, (key, old))| (at, (key.clone(), unread(old))));
    let stays = lost(missing.collect(), odd, |(_, old): &(K, T)| {
        (old.id_text(), old.name_text())
    });
    let new = std::mem::take(list).into_iter().collect();
    *list = put_back(stays, new).into_iter().collect();
}
