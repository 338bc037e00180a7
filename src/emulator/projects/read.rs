//! Reading one project, and lists in the order of creation.

use std::collections::BTreeMap;

use serde_json::json;

use crate::emulator::{
    auth::Scope,
    error::Refusal,
    ids::Text,
    page,
    projects::{Project, ProjectItem},
    request::{Answer, Call, Reply},
    state::World,
    synthetic_projects::Fleet,
    time::Time,
};

/// The projects to list.
struct Wanted<'a> {
    organization: Organization<'a>,
    /// In lower case; empty means all.
    search: &'a str,
    /// Whether to list deleted ones that can still be recovered, instead of live ones.
    deleted: bool,
    now: Time,
}

enum Organization<'a> {
    /// Projects of this organization.
    Is(&'a str),
    /// Projects of organizations that the user is not a member of.
    Foreign,
}

impl Wanted<'_> {
    fn has(&self, project: &Project, world: &World) -> bool {
        let owned = match self.organization {
            Organization::Is(id) => project.org_id == id,
            Organization::Foreign => !world.owns(project) && project.shared_with(&world.user.email),
        };
        let listed = match project.recoverable_until() {
            Some(until) => self.deleted && until > self.now,
            None => !self.deleted,
        };
        owned && listed && project.matches(self.search)
    }

    fn has_fleet(&self, fleet: &Fleet) -> bool {
        !self.deleted && matches!(self.organization, Organization::Is(id) if fleet.org_id == id)
    }
}

/// `GET /projects`: personal keys must name the organization.
pub fn list(world: &mut World, call: &Call) -> Answer {
    call.credential
        .must_reach_beyond_projects(404, "list projects")?;
    let limit = page::limit(call, 400, 10)?;
    call.query.number("timeout", 100, 30_000)?;
    let deleted = call.query.flag("recoverable")?.unwrap_or(false);
    let organization = organization(world, call)?;
    let search = call.query.get("search").unwrap_or_default().to_lowercase();
    let wanted = Wanted {
        organization: Organization::Is(&organization),
        search: &search,
        deleted,
        now: call.time(),
    };
    let page = page(world, call, &wanted, limit)?;
    let page = page
        .iter()
        .filter_map(|found| found.project(world))
        .collect::<Vec<_>>();
    let integrations: BTreeMap<&str, &[String]> = page
        .iter()
        .filter(|project| !project.integrations.is_empty())
        .map(|project| (project.id.as_str(), project.integrations.as_slice()))
        .collect();
    let body = json!({
        "projects": items(world, call, &page),
        "applications": integrations,
        "integrations": integrations,
        "unavailable_project_ids": [],
    });
    Reply::ok(page::with_cursor(
        body,
        page.last().map(|last| last.id.to_string()),
    ))
}

/// `GET /projects/shared`: projects of other organizations, shared with this user.
pub fn list_shared(world: &mut World, call: &Call) -> Answer {
    let limit = page::limit(call, 400, 10)?;
    call.query.number("timeout", 100, 30_000)?;
    let search = call.query.get("search").unwrap_or_default().to_lowercase();
    let wanted = Wanted {
        organization: Organization::Foreign,
        search: &search,
        deleted: false,
        now: call.time(),
    };
    let page = match call.credential.scope {
        Scope::Personal => page(world, call, &wanted, limit)?,
        _ => vec![],
    };
    let page = page
        .iter()
        .filter_map(|found| found.project(world))
        .collect::<Vec<_>>();
    let body = json!({ "projects": items(world, call, &page), "unavailable_project_ids": [] });
    Reply::ok(page::with_cursor(
        body,
        page.last().map(|last| last.id.to_string()),
    ))
}

/// The requested organization: an organization key implies its own, a personal key must name one.
fn organization(world: &World, call: &Call) -> Result<Text, Refusal> {
    let named = call.query.get("org_id");
    let id = match (call.credential.organization(), named) {
        (Some(own), Some(named)) if own != named => return Err(Refusal::not_found("organization")),
        (Some(own), _) => own.clone(),
        (None, Some(named)) => named.into(),
        (None, None) => return Err(Refusal::org_id_required()),
    };
    world.member_organization(&id).map(|org| org.id.clone())
}

pub enum Found {
    /// A project that exists.
    Known(Text),
    /// A project of the fleet that nobody has opened yet.
    Imagined(Box<Project>),
}

impl Found {
    fn project<'a>(&'a self, world: &'a World) -> Option<&'a Project> {
        match self {
            Self::Known(id) => world.projects.get(id),
            Self::Imagined(project) => Some(project),
        }
    }
}

fn page(
    world: &mut World,
    call: &Call,
    wanted: &Wanted<'_>,
    limit: usize,
) -> Result<Vec<Found>, Refusal> {
    let start = start(world, call, wanted.deleted)?;
    let mut page: Vec<Found> = world
        .projects
        .values()
        .skip(start.known)
        .filter(|project| wanted.deleted || !world.in_fleet(project))
        .filter(|project| wanted.has(project, world))
        .take(limit)
        .map(|project| Found::Known(project.id.clone()))
        .collect();
    if wanted.has_fleet(&world.fleet) {
        let rest = limit - page.len();
        page.extend(fleet_page(world, start.fleet, wanted.search).take(rest));
    }
    for found in &page {
        if let Found::Known(id) = found
            && let Some(project) = world.projects.get_mut(id)
        {
            project.settle(call.time());
        }
    }
    Ok(page)
}

/// The projects of the fleet from number `start` on; opened ones may have changed since.
fn fleet_page<'a>(
    world: &'a World,
    start: u32,
    search: &'a str,
) -> impl Iterator<Item = Found> + 'a {
    world.fleet.numbers(start).filter_map(move |number| {
        let opened = world
            .fleet
            .opened(number)
            .then(|| world.projects.get(&world.fleet.id(number)))
            .flatten();
        match opened {
            Some(project) if project.deleted_at.is_some() || !project.matches(search) => None,
            Some(project) if !world.in_fleet(project) => None,
            Some(project) => Some(Found::Known(project.id.clone())),
            None if !world.fleet.matches(number, search) => None,
            None => {
                let org = world.organizations.get(&world.fleet.org_id)?;
                let imagined = world.fleet.outline(number, org);
                Some(Found::Imagined(Box::new(imagined)))
            }
        }
    })
}

/// The number of projects before the page.
struct Start {
    known: usize,
    fleet: u32,
}

/// Deleted projects are never imagined, so a list of them has no fleet.
fn start(world: &World, call: &Call, deleted: bool) -> Result<Start, Refusal> {
    let Some(cursor) = call.query.get("cursor") else {
        return Ok(Start { known: 0, fleet: 0 });
    };
    let moved = world.projects.get(cursor);
    let moved = moved.is_some_and(|project| !world.in_fleet(project));
    if let Some(place) = world.fleet.index_of(cursor).filter(|_| !moved && !deleted) {
        return Ok(Start {
            known: usize::MAX,
            fleet: place + 1,
        });
    }
    let place = world.projects.get_index_of(cursor);
    let place = place.ok_or_else(|| Refusal::bad_request("invalid cursor"))?;
    Ok(Start {
        known: place + 1,
        fleet: 0,
    })
}

fn items<'a>(world: &'a World, call: &Call, page: &[&'a Project]) -> Vec<ProjectItem<'a>> {
    let item = |project: &&'a Project| {
        let org = world.organizations.get(&project.org_id)?;
        let role = project.role_of(&call.credential, &world.user, org);
        Some(project.item(org, role, call.time()))
    };
    page.iter().filter_map(item).collect()
}

/// `GET /projects/{project_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let project = scope
        .project
        .full(scope.org, scope.role, scope.user, call.time());
    Reply::ok(json!({ "project": project }))
}
