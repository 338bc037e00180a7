//! Builds a world from a seed.

use std::time::Duration;

use indexmap::IndexMap;

use crate::emulator::{
    auth::Scope,
    clock::{later, shifted},
    faults::Faults,
    ids::{Mint, Text, hash},
    jwks::Jwks,
    keys::{ApiKey, KeyRing},
    members::{Invitation, Member, Role as MemberRole},
    orgs::Organization,
    plan::Plan,
    projects::Project,
    schema::Catalog,
    seed::{Seed, SeedInvitation, SeedKey, SeedOrganization, SeedProject},
    sharing::Grant,
    state::World,
    synthetic_projects::Fleet,
    time::Time,
    user::{Creator, User},
};

impl Seed {
    pub(super) fn build(self, catalog: &Catalog, now: Time, faults: Faults) -> World {
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
            let project = Builder::new(&seed, org, catalog, user.as_creator(), now).build(seed);
            Some((project.id.clone(), project))
        };
        let projects = self.projects.into_iter().filter_map(project).collect();
        let keys = self.keys.into_iter().zip(2_291_506..);
        let keys = KeyRing(keys.map(|(key, id)| key.build(id, now)).collect());
        World {
            user,
            organizations,
            projects,
            fleet: Fleet::new(Text::default(), 0, now),
            keys,
            mint: Mint::new(42),
            hosts: Default::default(),
            stand_in: None,
            faults,
        }
    }
}

impl SeedKey {
    fn build(self, id: i64, now: Time) -> ApiKey {
        let scope = match (self.org, self.project) {
            (None, _) => Scope::Personal,
            (Some(organization), None) => Scope::Organization(organization),
            (Some(organization), Some(project)) => Scope::Project {
                project,
                organization,
            },
        };
        ApiKey {
            id,
            secret: Mint::named(&self.name).api_key(),
            name: self.name,
            scope,
            created_at: self.created.from(now),
            last_used_at: self.last_used.map(|at| at.from(now)),
            revoked: false,
        }
    }
}

impl SeedOrganization {
    fn build(mut self, user: &User, now: Time) -> Organization {
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
            let own = self.members.shift_remove(&user.email);
            let own = own.unwrap_or(MemberRole::Admin);
            members.push(member(&user.email, own, Some(&user.id)));
        }
        members.extend(
            self.members
                .iter()
                .map(|(email, role)| member(email, *role, None)),
        );
        let mut invite = |one: SeedInvitation| Invitation {
            id: mint.uuid(),
            email: one.email,
            org_id: self.id.clone(),
            invited_by: user.id.clone(),
            invited_at: one.sent.from(now),
            role: one.role,
        };
        let invitations = self.invitations.into_iter().map(&mut invite).collect();
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
            invitations,
            spending_limit_cents: self.spending_limit_cents,
            vpc_endpoints: self.vpc_endpoints,
            id: self.id,
        }
    }
}

/// A project being built.
pub(super) struct Builder<'a> {
    pub(super) project: Project,
    pub(super) catalog: &'a Catalog,
    pub(super) creator: Creator,
    pub(super) now: Time,
}

impl<'a> Builder<'a> {
    fn new(
        seed: &SeedProject,
        org: &Organization,
        catalog: &'a Catalog,
        creator: Creator,
        now: Time,
    ) -> Self {
        let created_at = seed.created.from(now);
        let mut project = Project::empty(
            seed.id.clone(),
            org,
            &seed.name,
            &seed.region,
            seed.pg,
            created_at,
        );
        let roles = org.members.iter().filter_map(|member| {
            let role = seed.member_roles.get(&member.email)?;
            Some((member.id.clone(), *role))
        });
        project.member_roles = roles.collect();
        Self {
            project,
            catalog,
            creator,
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
        project.vpc = seed.vpc_endpoints;
        project.maintenance_scheduled_for = seed.maintenance.map(|at| at.from(now));
        project.deleted_at = seed.deleted.map(|at| at.from(now));
        for choice in seed.jwks {
            let added = project.created_at;
            let jwks = Jwks::new(project, choice, added);
            project.jwks.push(jwks);
        }
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

    pub(super) fn branch_id(&self, name: Option<&str>) -> Option<Text> {
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
            // Distinct times, with odd microseconds like real ones.
            let micros = 1 + hash(&operation.id) % 997 + place as u64;
            operation.created_at = Time(later(
                operation.created_at.max(last).0,
                Duration::from_micros(micros),
            ));
            last = operation.created_at;
        }
        project.end_past(self.now);
        project.synthetic_storage_size = Some(project.billed_bytes());
        let newest = project
            .branches
            .values()
            .map(|branch| branch.updated_at)
            .max();
        project.updated_at = newest.unwrap_or(project.created_at).max(project.updated_at);
        project
    }
}
