//! From a seed to a world.

use indexmap::IndexMap;

use crate::emulator::{
    branches::{Annotation, Branch, BranchState, Creator},
    clock::{later, shifted},
    databases::Database,
    endpoints::{Endpoint, RELEASE, State},
    faults::Faults,
    fleet::Fleet,
    ids::{Mint, Text, hash, lsn},
    keys::KeyRing,
    members::{Member, Role as MemberRole},
    operations::{Operation, Outcome, Status, duration},
    orgs::Organization,
    plan::Plan,
    projects::{Project, billing_period},
    roles::Role,
    schema::Schema,
    sharing::Grant,
    snapshots::Snapshot,
    time::Time,
    user::User,
    world::World,
};

use super::{
    Seed, SeedBranch, SeedCompute, SeedOperation, SeedOrganization, SeedProject, SeedSnapshot,
};

const MEGABYTE: i64 = 1_000_000;

impl Seed {
    pub(super) fn build(self, now: Time, faults: Faults) -> World {
        let user = User {
            image: format!("https://avatars.example.com/{}.png", self.user.login),
            id: self.user.id,
            email: self.user.email,
            name: self.user.name,
            last_name: self.user.last_name,
            login: self.user.login,
            plan: "free_v3".to_owned(),
        };
        let organizations: IndexMap<Text, Organization> = self
            .organizations
            .into_iter()
            .map(|org| (org.id.clone(), org.build(&user, now)))
            .collect();
        let project = |seed: SeedProject| {
            let org = organizations.get(&seed.org)?;
            let project = Builder::new(&seed, org, user.as_creator(), now).build(seed);
            Some((project.id.clone(), project))
        };
        let projects = self.projects.into_iter().filter_map(project).collect();
        World {
            user,
            organizations,
            projects,
            fleet: Fleet::default(),
            keys: KeyRing::default(),
            mint: Mint::new(42),
            postgres: None,
            faults,
        }
    }
}

impl SeedOrganization {
    fn build(self, user: &User, now: Time) -> Organization {
        let created_at = self.created.from(now);
        let mut mint = Mint::named(&self.id);
        let mut member = |email: &str, role: MemberRole, user_id: Option<&str>| Member {
            id: mint.uuid(),
            user_id: user_id.map_or_else(|| mint.uuid(), str::to_owned),
            org_id: self.id.clone(),
            role,
            joined_at: Time(shifted(created_at.0, i64::from(role as u8) * 86_400)),
            email: email.to_owned(),
            has_mfa: role == MemberRole::Admin,
        };
        let mut members = Vec::new();
        if self.joined {
            members.push(member(&user.email, MemberRole::Admin, Some(&user.id)));
        }
        members.extend(
            self.members
                .iter()
                .map(|(email, role)| member(email, *role, None)),
        );
        let slug: String = self
            .name
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        Organization {
            handle: format!("{slug}-{}", self.id),
            name: self.name,
            plan: Plan::named(&self.plan),
            created_at,
            updated_at: created_at,
            allow_hipaa_projects: self.hipaa,
            joined: self.joined,
            members,
            invitations: vec![],
            spending_limit_cents: self.spending_limit_cents,
            id: self.id,
        }
    }
}

/// A project in the making.
struct Builder {
    project: Project,
    creator: Creator,
    /// Days since the billing period began.
    days: f64,
    now: Time,
}

impl Builder {
    fn new(seed: &SeedProject, org: &Organization, creator: Creator, now: Time) -> Self {
        let created_at = seed.created.from(now);
        let days = now.seconds_since(billing_period(now).0) as f64 / 86_400.0;
        Self {
            project: Project::empty(
                seed.id.clone(),
                org,
                &seed.name,
                &seed.region,
                seed.pg,
                created_at,
            ),
            creator,
            days,
            now,
        }
    }

    fn build(mut self, seed: SeedProject) -> Project {
        let now = self.now;
        let project = &mut self.project;
        project.history_retention_seconds = seed
            .history_seconds
            .unwrap_or(project.history_retention_seconds);
        project.store_passwords = seed.store_passwords;
        project.default_endpoint_settings.merge(seed.defaults);
        project.settings.merge(seed.settings);
        project.hipaa_enabled_at =
            (project.settings.hipaa == Some(true)).then_some(project.created_at);
        project.integrations = seed.integrations;
        project.maintenance_scheduled_for = seed.maintenance.map(|at| at.from(now));
        project.deleted_at = seed.deleted.map(|at| at.from(now));
        for email in seed.shared_with {
            let id = project.mint.uuid();
            project.grants.push(Grant {
                id,
                granted_to_email: email,
                granted_at: project.created_at,
                revoked_at: None,
            });
        }
        for branch in seed.branches {
            self.branch(branch, None);
        }
        for operation in seed.operations {
            self.operation(operation);
        }
        for snapshot in seed.snapshots {
            self.snapshot(snapshot);
        }
        self.finish()
    }

    fn branch(&mut self, seed: SeedBranch, parent: Option<&Branch>) {
        let (now, project) = (self.now, &self.project);
        let key = format!("{}/{}", project.id, seed.name);
        let id = seed
            .id
            .clone()
            .unwrap_or_else(|| Mint::named(&key).prefixed("br"));
        let created = seed.created.from(now);
        let mut branch = Branch::root(&project.id, id.clone(), &seed.name, created);
        branch.original = project.branches.is_empty();
        branch.created_by = Some(self.creator.clone());
        if let Some(parent) = parent {
            branch.inherit(parent);
            branch.parent_id = Some(parent.id.clone());
            branch.parent_lsn = Some(lsn(project.lsn_at(created)));
            branch.parent_timestamp = Some(created);
        }
        self.furnish(&mut branch, &seed, &key);
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

    fn furnish(&self, branch: &mut Branch, seed: &SeedBranch, key: &str) {
        let now = self.now;
        branch.set_default(seed.default);
        branch.set_protected(seed.protected);
        branch.enter(seed.state.unwrap_or(BranchState::Ready), branch.created_at);
        branch.updated_at = seed.updated.unwrap_or(seed.created).from(now);
        if branch.current_state == BranchState::Archived {
            branch.state_changed_at = branch.updated_at;
        }
        branch.logical_size = seed.size_mb.map(|size| size * MEGABYTE);
        branch.init_source = seed
            .init_source
            .clone()
            .unwrap_or(branch.init_source.clone());
        if let Some(expires) = seed.expires {
            branch.set_expiry(Some(expires.from(now)), branch.created_at);
        }
        if let Some(source) = &seed.backup_of {
            let source = self
                .project
                .branches
                .values()
                .find(|branch| branch.name == *source);
            branch.inherit(source.unwrap_or(&branch.clone()));
        }
        if let Some(names) = &seed.roles {
            let mut mint = Mint::named(&format!("{key}/roles"));
            let role =
                |name: &String| Role::new(&branch.id, name, mint.password(), branch.created_at);
            branch.roles = names.iter().map(role).collect();
        }
        if let Some(databases) = &seed.databases {
            let mut mint = Mint::named(&format!("{key}/databases"));
            let database = |(name, owner): (&String, &String)| Database {
                id: mint.number(),
                branch_id: branch.id.clone(),
                name: name.clone(),
                owner_name: owner.clone(),
                created_at: branch.created_at,
                updated_at: branch.created_at,
            };
            branch.databases = databases.iter().map(database).collect();
            branch.schemas = databases
                .keys()
                .map(|name| (name.clone(), Schema::default()))
                .collect();
        }
        if !seed.annotations.is_empty() {
            branch.annotation = Some(Annotation::new(
                &branch.id,
                seed.annotations.clone(),
                Some(branch.created_at),
            ));
        }
        branch.daily_seconds = (seed.hours_a_day * 3_600.0) as i64;
        let days = self
            .days
            .min(now.seconds_since(branch.created_at) as f64 / 86_400.0);
        branch.usage.active_time_seconds = (branch.daily_seconds as f64 * days) as i64;
        branch.usage.written_data_bytes = branch.usage.active_time_seconds * 9_300;
        branch.usage.data_transfer_bytes = branch.usage.active_time_seconds * 2_100;
    }

    fn compute(&mut self, seed: SeedCompute, branch: &Branch, key: &str) {
        let now = self.now;
        let id = seed.id.unwrap_or_else(|| Mint::named(key).prefixed("ep"));
        let created = seed.created.map_or(branch.created_at, |at| at.from(now));
        let mut endpoint = Endpoint::new(&self.project, id.clone(), &branch.id, seed.kind, created);
        endpoint.name = seed.name;
        endpoint.autoscaling_limit_min_cu = seed.min.unwrap_or(endpoint.autoscaling_limit_min_cu);
        endpoint.autoscaling_limit_max_cu = seed.max.unwrap_or(endpoint.autoscaling_limit_max_cu);
        endpoint.suspend_timeout_seconds = seed.suspend.unwrap_or(endpoint.suspend_timeout_seconds);
        endpoint.disabled = seed.disabled;
        endpoint.attached = seed.attached;
        endpoint.settings.pg_settings = seed.pg_settings.or(endpoint.settings.pg_settings);
        endpoint.compute_release_version = Some(Text::const_new(RELEASE));
        let active = seed.last_active.map_or(created, |at| at.from(now));
        self.past(
            "start_compute",
            later(created.0, duration("create_branch")).into(),
            913,
            Some(&branch.id),
            Some(&id),
        );
        match seed.started.map(|at| at.from(now)) {
            Some(started) => {
                endpoint.current_state = State::Active;
                endpoint.started_at = Some(started);
                endpoint.last_active = Some(active.max(started));
                self.past(
                    "start_compute",
                    shifted(started.0, -1).into(),
                    874,
                    Some(&branch.id),
                    Some(&id),
                );
            }
            None => {
                let suspended = Time(shifted(active.0, 300)).min(now);
                endpoint.current_state = State::Idle;
                endpoint.last_active = Some(active);
                endpoint.suspended_at = Some(suspended);
                self.past(
                    "suspend_compute",
                    suspended,
                    391,
                    Some(&branch.id),
                    Some(&id),
                );
            }
        }
        endpoint.updated_at = endpoint
            .suspended_at
            .or(endpoint.started_at)
            .unwrap_or(created);
        self.project.compute_last_active_at = self
            .project
            .compute_last_active_at
            .max(endpoint.last_active);
        if let Some(branch) = self.project.branches.get_mut(&branch.id) {
            let cu = endpoint.autoscaling_limit_min_cu.0;
            branch.usage.compute_time_seconds +=
                (branch.usage.active_time_seconds as f64 * cu) as i64;
            branch.updated_at = branch.updated_at.max(endpoint.updated_at);
        }
        self.project.endpoints.insert(id, endpoint);
    }

    /// Notes an operation that finished long ago.
    fn past(
        &mut self,
        action: &'static str,
        at: Time,
        ms: u32,
        branch: Option<&Text>,
        endpoint: Option<&Text>,
    ) {
        let operation = self.finished(Text::const_new(action), at, ms, branch, endpoint);
        self.project.operations.push(operation);
    }

    fn finished(
        &self,
        action: Text,
        at: Time,
        ms: u32,
        branch: Option<&Text>,
        endpoint: Option<&Text>,
    ) -> Operation {
        let key = format!("{}/{action}/{at}/{branch:?}/{endpoint:?}", self.project.id);
        Operation {
            id: Mint::named(&key).uuid(),
            project_id: self.project.id.clone(),
            branch_id: branch.cloned(),
            endpoint_id: endpoint.cloned(),
            action,
            status: Status::Finished,
            error: None,
            failures_count: 0,
            retry_at: None,
            created_at: at,
            updated_at: later(at.0, std::time::Duration::from_millis(ms.into())).into(),
            total_duration_ms: ms,
            outcome: Outcome::Nothing,
            doomed: false,
        }
    }

    fn operation(&mut self, seed: SeedOperation) {
        let branch = self.branch_id(seed.branch.as_deref());
        let endpoint = branch.as_ref().filter(|_| seed.compute).and_then(|branch| {
            let first = self.project.endpoints_of(branch).next();
            first.map(|endpoint| endpoint.id.clone())
        });
        let at = seed.at.from(self.now);
        let mut operation =
            self.finished(seed.action, at, seed.ms, branch.as_ref(), endpoint.as_ref());
        if seed.error.is_some() {
            operation.status = Status::Failed;
            operation.failures_count = seed.failures.max(1);
            operation.retry_at = Some(operation.updated_at);
        }
        operation.error = seed.error;
        self.project.operations.push(operation);
    }

    fn snapshot(&mut self, seed: SeedSnapshot) {
        let created_at = seed.created.from(self.now);
        let source = self.branch_id(Some(&seed.branch));
        let key = format!("{}/{}", self.project.id, seed.name);
        let size = seed.size_mb.map(|size| size * MEGABYTE);
        self.project.snapshots.push(Snapshot {
            id: seed
                .id
                .unwrap_or_else(|| Mint::named(&key).prefixed("snap")),
            name: seed.name,
            lsn: Some(lsn(self.project.lsn_at(created_at))),
            timestamp: Some(created_at),
            source_branch_id: source,
            created_at,
            expires_at: seed.expires.map(|at| at.from(self.now)),
            manual: seed.manual,
            full_size: size.filter(|_| seed.manual),
            diff_size: size.filter(|_| !seed.manual),
        });
    }

    fn branch_id(&self, name: Option<&str>) -> Option<Text> {
        let name = name?;
        let found = self
            .project
            .branches
            .values()
            .find(|branch| branch.name == name);
        found.map(|branch| branch.id.clone())
    }

    fn finish(self) -> Project {
        let mut project = self.project;
        project
            .operations
            .sort_by_key(|operation| operation.created_at);
        let mut last = project.created_at;
        for (place, operation) in project.operations.iter_mut().enumerate() {
            // Distinct times, with the odd microseconds that real ones have.
            let micros = 1 + hash(&operation.id) % 997 + place as u64;
            operation.created_at = Time(later(
                operation.created_at.max(last).0,
                std::time::Duration::from_micros(micros),
            ));
            last = operation.created_at;
        }
        for branch in project.branches.values_mut() {
            branch.usage.data_storage_bytes_hour =
                branch.logical_size.unwrap_or(0) * (self.days * 24.0) as i64;
        }
        for branch in project.branches.values() {
            let (sum, usage) = (&mut project.usage, &branch.usage);
            sum.active_time_seconds += usage.active_time_seconds;
            sum.compute_time_seconds += usage.compute_time_seconds;
            sum.written_data_bytes += usage.written_data_bytes;
            sum.data_transfer_bytes += usage.data_transfer_bytes;
            sum.data_storage_bytes_hour += usage.data_storage_bytes_hour;
        }
        let stored: i64 = project
            .branches
            .values()
            .filter_map(|branch| branch.logical_size)
            .max()
            .unwrap_or(0);
        project.synthetic_storage_size = Some(stored * 2);
        let newest = project
            .branches
            .values()
            .map(|branch| branch.updated_at)
            .max();
        project.updated_at = newest.unwrap_or(project.created_at).max(project.updated_at);
        project
    }
}
