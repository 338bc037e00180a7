//! What the servers should do, as the world says.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use indexmap::IndexSet;

use super::{
    history::History,
    sql::{DatabaseSetup, RoleSetup, Setup},
};
use crate::emulator::{
    branches::Branch,
    clock::shifted,
    contents::Contents,
    endpoints::{Endpoint, State},
    ids::Text,
    projects::Project,
    roles::{Authentication, Role},
    state::World,
    time::Time,
};

/// What should be there, and what should run.
#[derive(Debug, Default)]
pub struct Wanted {
    /// All contents, by id.
    pub contents: HashSet<u64>,
    /// Those that others are a copy of, as long as it may matter.
    pub sources: HashSet<u64>,
    /// Those that are new, with what they consist of, oldest first.
    pub new: Vec<(Arc<Contents>, Setup)>,
    pub runs: Vec<Run>,
}

/// A server that should run.
#[derive(Debug)]
pub struct Run {
    pub contents: Arc<Contents>,
    /// The computes that are this server.
    pub endpoints: Vec<Text>,
    pub setup: Setup,
    /// The tables that the branch is described to have, by database, as scripts.
    pub tables: BTreeMap<String, String>,
}

impl Wanted {
    /// Plays back what has happened until now, and looks at what is there. Only computes that are `needed` run; what
    /// is not known yet is new.
    pub fn of(world: &mut World, now: Time, needed: &IndexSet<Text>, history: &History) -> Self {
        let mut wanted = Self::default();
        for project in world.projects.values_mut() {
            if project.deleted_at.is_none() {
                project.settle(now);
            }
            wanted.add(project, now, needed, history);
        }
        wanted.new.sort_by_key(|(contents, _)| contents.id);
        wanted
    }

    fn add(&mut self, project: &Project, now: Time, needed: &IndexSet<Text>, history: &History) {
        let window = i64::from(project.history_retention_seconds);
        let oldest = Time(shifted(now.0, -window));
        let deleted = project.attic.iter().map(|deleted| &deleted.branch);
        let snapshots = project.snapshots.iter().map(|snapshot| &*snapshot.content);
        let all = project.branches.values().chain(deleted).chain(snapshots);
        for branch in all {
            let contents = &branch.contents;
            let is_new = !history.knows(contents.id);
            if self.contents.insert(contents.id) && is_new {
                self.new.push((contents.clone(), setup(branch)));
            }
            // Whoever asks for an earlier state of a copy means what it was copied from.
            let mut copy = contents;
            while let Some(from) = copy.source().filter(|_| history.is_since(copy.id, oldest)) {
                self.sources.insert(from.contents.id);
                copy = &from.contents;
            }
        }
        for branch in project.branches.values() {
            let runs = |one: &&Endpoint| is_active(one) && needed.contains(&one.id);
            let endpoints = project.endpoints_of(&branch.id).filter(runs);
            let endpoints: Vec<Text> = endpoints.map(|one| one.id.clone()).collect();
            if !endpoints.is_empty() && project.deleted_at.is_none() {
                self.runs.push(Run::new(branch, endpoints));
            }
        }
    }
}

/// Whether a compute runs, or is about to.
pub fn is_active(endpoint: &Endpoint) -> bool {
    endpoint.pending_state.unwrap_or(endpoint.current_state) == State::Active
}

impl Run {
    /// The server of a branch, whether its computes run or not.
    pub fn of(world: &World, branch: &Text) -> Option<Self> {
        let mut projects = world.projects.values();
        let branch = projects.find_map(|project| project.branches.get(branch))?;
        Some(Self::new(branch, Vec::new()))
    }

    fn new(branch: &Branch, endpoints: Vec<Text>) -> Self {
        let owner = |name: &str| {
            branch
                .database(name)
                .map(|database| database.owner_name.as_str())
        };
        let tables = branch.schemas.iter().filter_map(|(name, schema)| {
            let script = schema.script(owner(name).ok()?)?;
            Some((name.clone(), script))
        });
        Self {
            contents: branch.contents.clone(),
            endpoints,
            setup: setup(branch),
            tables: tables.collect(),
        }
    }
}

fn setup(branch: &Branch) -> Setup {
    let role = |role: &Role| RoleSetup {
        name: role.name.clone(),
        password: (role.authentication_method == Authentication::Password)
            .then(|| role.password.clone()),
        is_privileged: !role.protected,
    };
    let databases = branch.databases.iter().map(|database| {
        let (name, owner) = (database.name.clone(), database.owner_name.clone());
        (database.id, DatabaseSetup { name, owner })
    });
    Setup {
        roles: branch.roles.iter().map(role).collect(),
        databases: databases.collect(),
    }
}
