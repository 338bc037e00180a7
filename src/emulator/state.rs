//! The whole state: the user, the organizations, the projects.

use indexmap::IndexMap;

use super::{
    connection::ExternalPostgres,
    faults::Faults,
    hosts::{Hosts, Ports},
    ids::{Mint, Text},
    keys::KeyRing,
    orgs::Organization,
    projects::Project,
    synthetic_projects::Fleet,
    time::Time,
    user::User,
};

/// The state behind the API.
#[derive(Debug)]
pub struct World {
    pub user: User,
    /// Organizations by id, including those that only share projects.
    pub organizations: IndexMap<Text, Organization>,
    /// Projects by id, including deleted ones: they may be recovered, and cursors may point at them.
    pub projects: IndexMap<Text, Project>,
    /// Projects that nobody has opened yet.
    pub fleet: Fleet,
    /// API keys created here.
    pub keys: KeyRing,
    /// Generates ids of things that belong to no project.
    pub mint: Mint,
    /// Where the computes of its projects are reached.
    pub hosts: Hosts,
    /// A Postgres server that connection strings name instead of Neon's.
    pub stand_in: Option<ExternalPostgres>,
    /// Faults added by tests.
    pub faults: Faults,
}

impl World {
    /// The organization a project belongs to.
    pub fn owner_of(&self, project: &str) -> Option<Text> {
        let known = self
            .projects
            .get(project)
            .map(|project| project.org_id.clone());
        known.or_else(|| {
            self.fleet
                .index_of(project)
                .map(|_| self.fleet.org_id.clone())
        })
    }

    /// Whether the user is a member of the organization that owns a project.
    pub fn owns(&self, project: &Project) -> bool {
        let owner = self.organizations.get(&project.org_id);
        owner.is_some_and(|org| org.joined)
    }

    /// The organization that represents the user's account: the first one they are a member of.
    pub fn own_organization(&self) -> Option<&Organization> {
        self.organizations.values().find(|org| org.joined)
    }

    /// Whether a project still belongs to the fleet; it may have moved to another organization.
    pub fn in_fleet(&self, project: &Project) -> bool {
        project.org_id == self.fleet.org_id && self.fleet.index_of(&project.id).is_some()
    }

    /// Adds `size` imagined projects to the user's first organization.
    pub fn add_fleet(&mut self, size: u32) {
        let first = self
            .own_organization()
            .map(|org| org.id.clone())
            .unwrap_or_default();
        self.fleet = Fleet::new(first, size, self.fleet.since);
    }

    /// Lets Neon check suspended computes of the projects that are known now.
    pub fn begin_checks(&mut self, now: Time) {
        for project in self.projects.values_mut() {
            project.begin_checks(now);
        }
    }

    /// Directs all connections to one Postgres server.
    pub fn stand_in_with(&mut self, server: ExternalPostgres) {
        self.move_to(Hosts::One(server.host()));
        self.stand_in = Some(server);
    }

    /// Directs connections to a port for each compute. The clients that computes are imagined to have are gone.
    pub fn open_ports(&mut self, ports: Ports) {
        let projects = self.projects.values_mut();
        for endpoint in projects.flat_map(|project| project.endpoints.values_mut()) {
            endpoint.attached = false;
        }
        self.move_to(Hosts::Ports(ports));
    }

    fn move_to(&mut self, hosts: Hosts) {
        for project in self.projects.values_mut() {
            project.move_to(hosts.clone());
        }
        self.hosts = hosts;
    }

    /// Turns a project of the fleet into a real one.
    pub fn bring_in(&mut self, id: &str) {
        if self.projects.contains_key(id) {
            return;
        }
        let Some(number) = self.fleet.index_of(id) else {
            return;
        };
        if let Some(org) = self.organizations.get(&self.fleet.org_id) {
            let mut project = self.fleet.open(number, org);
            project.move_to(self.hosts.clone());
            self.projects.insert(project.id.clone(), project);
        }
    }
}
