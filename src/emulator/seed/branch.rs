//! Branches and computes of a seed.

use crate::emulator::{
    branches::{Annotation, Branch, BranchState, anonymize, masking::Anonymized},
    clock::{later, shifted},
    databases::Database,
    endpoints::{Endpoint, RELEASE, State},
    ids::{Mint, Text, lsn},
    operations::duration,
    roles::Role,
    time::Time,
};

use super::{SeedBranch, SeedCompute, build::Builder};

pub(super) const MEGABYTE: i64 = 1_000_000;

impl Builder<'_> {
    /// Adds a branch, its computes and its children.
    pub(super) fn branch(&mut self, seed: SeedBranch, parent: Option<&Branch>) {
        let project = &self.project;
        let key = format!("{}/{}", project.id, seed.name);
        let id = seed
            .id
            .clone()
            .unwrap_or_else(|| Mint::named(&key).prefixed("br"));
        let created = seed.created.from(self.now);
        let mut branch = Branch::root(&project.id, id.clone(), &seed.name, created);
        branch.original = project.branches.is_empty();
        branch.created_by = Some(self.creator.clone());
        if let Some(parent) = parent {
            branch.inherit(parent, created);
            branch.parent_id = Some(parent.id.clone());
            branch.parent_lsn = Some(lsn(project.lsn_at(created)));
            branch.parent_timestamp = Some(created);
        }
        self.describe(&mut branch, &seed);
        self.fill(&mut branch, &seed, &key);
        branch.pace.daily_seconds = (seed.hours_a_day * 3_600.0) as i64;
        let action = if branch.original {
            "create_timeline"
        } else {
            "create_branch"
        };
        self.past(
            action,
            created,
            duration(action).as_millis() as u32,
            Some(&id),
            None,
        );
        self.project.branches.insert(id, branch.clone());
        for (place, compute) in seed.computes.into_iter().enumerate() {
            self.compute(compute, &branch, &format!("{key}/{place}"));
        }
        for child in seed.children {
            self.branch(child, Some(&branch));
        }
    }

    /// Sets state, flags and times.
    fn describe(&self, branch: &mut Branch, seed: &SeedBranch) {
        let now = self.now;
        branch.set_default(seed.default);
        branch.set_protected(seed.protected);
        branch.enter(seed.state.unwrap_or(BranchState::Ready), branch.created_at);
        branch.updated_at = seed.updated.unwrap_or(seed.created).from(now);
        if branch.current_state == BranchState::Archived {
            branch.state_changed_at = branch.updated_at;
        }
        branch.logical_size = seed.size_mb.map(|size| size * MEGABYTE);
        if let Some(source) = &seed.init_source {
            branch.init_source = source.clone();
        }
        if let Some(expires) = seed.expires {
            branch.set_expiry(Some(expires.from(now)), branch.created_at);
        }
        let mut words = seed.annotations.clone();
        if seed.masking.is_some() {
            words.insert(anonymize::WORD.to_owned(), "true".to_owned());
        }
        if !words.is_empty() {
            branch.annotation = Some(Annotation::new(&branch.id, words, Some(branch.created_at)));
        }
    }

    /// Sets roles, databases and tables: its own, or those of the branch that it is a backup of.
    fn fill(&self, branch: &mut Branch, seed: &SeedBranch, key: &str) {
        let named = |name: &String| {
            self.project
                .branches
                .values()
                .find(|branch| branch.name == *name)
        };
        if let Some(source) = seed.backup_of.as_ref().and_then(named) {
            let at = branch.created_at;
            branch.inherit(source, at);
        }
        let at = branch.created_at;
        if let Some(names) = &seed.roles {
            let mut mint = Mint::named(&format!("{key}/roles"));
            let role = |name: &String| Role::new(&branch.id, name, mint.password(), at);
            branch.roles = names.iter().map(role).collect();
        }
        if let Some(databases) = &seed.databases {
            let mut mint = Mint::named(&format!("{key}/databases"));
            let database = |(name, owner): (&String, &String)| {
                Database::new(mint.number(), &branch.id, name, owner, at)
            };
            branch.databases = databases.iter().map(database).collect();
            branch.schemas = databases
                .keys()
                .map(|name| (name.clone(), self.catalog.schema(name, at)))
                .collect();
        }
        for migration in &seed.migrations {
            if let Some(schema) = branch.schemas.get_mut(&migration.database) {
                schema.change(migration.at.from(self.now), migration.sql.clone());
            }
        }
        branch.data_apis.clone_from(&seed.data_apis);
        branch.issues.clone_from(&seed.issues);
        let credentials = seed.credentials.iter();
        let used = shifted(self.now.0, -2 * 3_600).into();
        let credentials = credentials.map(|one| one.start(key, at, used));
        branch.credentials = credentials.collect();
        if let Some(auth) = &seed.auth {
            let provider = Mint::named(&format!("{key}/auth")).uuid();
            let auth = auth.start(branch.id.clone(), &self.project.proxy_host, provider, at);
            // A seed names a database that the branch has.
            let _ = branch.add_auth(auth);
        }
        if let Some(platform) = &seed.platform {
            let platform = platform.start(key, at, self.now);
            branch.platform = Some(Box::new(platform));
        }
        if let Some(rules) = seed.masking.clone() {
            let user = (Mint::named(key).uuid(), self.creator.name.clone());
            let masked = Anonymized::applied(rules, &user, at, &branch.databases);
            branch.anonymized = Some(masked);
        }
        let backups = seed.backups.iter().cloned();
        branch.backup_schedule = backups.filter_map(|item| item.start(self.now)).collect();
    }

    fn compute(&mut self, seed: SeedCompute, branch: &Branch, key: &str) {
        let id = seed.id.unwrap_or_else(|| Mint::named(key).prefixed("ep"));
        let created = seed
            .created
            .map_or(branch.created_at, |at| at.from(self.now));
        let mut endpoint = Endpoint::new(&self.project, id.clone(), &branch.id, seed.kind, created);
        endpoint.name = seed.name;
        endpoint.autoscaling_limit_min_cu = seed.min.unwrap_or(endpoint.autoscaling_limit_min_cu);
        endpoint.autoscaling_limit_max_cu = seed.max.unwrap_or(endpoint.autoscaling_limit_max_cu);
        endpoint.suspend_timeout_seconds = seed.suspend.unwrap_or(endpoint.suspend_timeout_seconds);
        endpoint.disabled = seed.disabled;
        endpoint.attached = seed.attached;
        endpoint.settings.pg_settings = seed.pg_settings.or(endpoint.settings.pg_settings);
        endpoint.compute_release_version = Some(Text::const_new(RELEASE));
        let first_start = later(created.0, duration("create_branch")).into();
        self.past(
            "start_compute",
            first_start,
            913,
            Some(&branch.id),
            Some(&id),
        );
        let active = seed.last_active.map_or(created, |at| at.from(self.now));
        self.run(
            &mut endpoint,
            seed.started.map(|at| at.from(self.now)),
            active,
        );
        self.project.compute_last_active_at = self
            .project
            .compute_last_active_at
            .max(endpoint.last_active);
        if let Some(branch) = self.project.branches.get_mut(&branch.id) {
            branch.updated_at = branch.updated_at.max(endpoint.updated_at);
        }
        self.project.endpoints.insert(id, endpoint);
    }

    /// Makes a compute active since `started`, or idle since five minutes after its last client.
    fn run(&mut self, endpoint: &mut Endpoint, started: Option<Time>, active: Time) {
        let (branch, id) = (endpoint.branch_id.clone(), endpoint.id.clone());
        match started {
            Some(started) => {
                endpoint.current_state = State::Active;
                endpoint.started_at = Some(started);
                endpoint.last_active = Some(active.max(started));
                endpoint.updated_at = started;
                self.past(
                    "start_compute",
                    shifted(started.0, -1).into(),
                    874,
                    Some(&branch),
                    Some(&id),
                );
                self.earlier(endpoint, started);
            }
            None => {
                let suspended = Time(shifted(active.0, 300)).min(self.now);
                endpoint.current_state = State::Idle;
                endpoint.last_active = Some(active);
                endpoint.suspended_at = Some(suspended);
                endpoint.updated_at = suspended;
                self.past("suspend_compute", suspended, 391, Some(&branch), Some(&id));
                let (_, seconds) = self.sessions(endpoint).unwrap_or_default();
                let started = Time(shifted(suspended.0, -seconds.max(600)));
                if started > endpoint.created_at {
                    self.past("start_compute", started, 902, Some(&branch), Some(&id));
                    self.earlier(endpoint, started);
                }
            }
        }
    }
}
