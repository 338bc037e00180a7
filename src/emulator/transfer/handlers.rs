//! Offering, accepting and moving projects.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::emulator::{
    clock::shifted,
    error::Refusal,
    ids::Text,
    orgs::Organization,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    transfer::TransferRequest,
};

#[derive(Debug, Default, Deserialize)]
struct OfferRequest {
    ttl_seconds: Option<i64>,
}

/// `POST /projects/{project_id}/transfer_requests`: valid for a day by default.
pub fn offer(world: &mut World, call: &Call) -> Answer {
    let request: OfferRequest = call.optional_body()?;
    let seconds = request.ttl_seconds.unwrap_or(86_400);
    if seconds < 1 {
        return Err(Refusal::bad_request("ttl_seconds must be greater than 0"));
    }
    let scope = world.project_scope(call)?;
    scope.must_manage("transfer projects")?;
    let offer = TransferRequest {
        id: scope.project.mint.uuid(),
        project_id: scope.project.id.clone(),
        created_at: call.time(),
        expires_at: Time(shifted(call.now, seconds)),
    };
    scope.project.transfer_requests.push(offer.clone());
    Reply::created(offer)
}

#[derive(Debug, Default, Deserialize)]
struct AcceptRequest {
    org_id: Option<Text>,
}

/// `PUT /projects/{project_id}/transfer_requests/{request_id}`: anybody who knows the request may accept the project,
/// for their own account if they name no organization.
pub fn accept(world: &mut World, call: &Call) -> Answer {
    call.credential
        .must_reach_beyond_projects(403, "accept transfer requests")?;
    let request: AcceptRequest = call.optional_body()?;
    let (id, wanted) = (call.param("project_id"), call.param("request_id"));
    let project = world
        .projects
        .get(id)
        .filter(|project| project.deleted_at.is_none());
    let offered = project
        .into_iter()
        .flat_map(|project| &project.transfer_requests);
    let mut open = offered.filter(|offer| offer.expires_at > call.time());
    if !open.any(|offer| offer.id == wanted) {
        return Err(Refusal::not_found("transfer request"));
    }
    let own = call.credential.organization().cloned();
    let account = || Some(world.own_organization()?.id.clone());
    let destination = own.or(request.org_id).or_else(account);
    let destination = destination.ok_or_else(Refusal::org_id_required)?;
    let limits = world.unsatisfied_limits(&[id.into()], &destination)?;
    if !limits.is_empty() {
        let reasons: Vec<Value> = limits.iter().map(Limit::as_reason).collect();
        return Err(Refusal::with_body(406, json!({ "reasons": reasons })));
    }
    world.hand_over(id, &destination, call.time());
    Reply::gone()
}

#[derive(Debug, Deserialize)]
struct MoveRequest {
    destination_org_id: Text,
    project_ids: Vec<Text>,
}

/// `POST /organizations/{source_org_id}/projects/transfer`: all of them or none.
pub fn move_between_organizations(world: &mut World, call: &Call) -> Answer {
    call.credential.must_be_personal(403)?;
    let request: MoveRequest = call.body()?;
    let source = world
        .member_organization(call.param("source_org_id"))?
        .id
        .clone();
    let destination = world
        .member_organization(&request.destination_org_id)?
        .id
        .clone();
    if source == destination {
        return Err(Refusal::bad_request(
            "destination_org_id must be another organization",
        ));
    }
    request.must_name_projects()?;
    let mut integrations = Vec::new();
    for id in &request.project_ids {
        if world.owner_of(id).as_ref() != Some(&source) {
            return Err(Refusal::not_found("project"));
        }
        world.bring_in(id);
        let project = world.projects.get(id);
        let project = project.filter(|project| project.deleted_at.is_none());
        let project = project.ok_or_else(|| Refusal::not_found("project"))?;
        let named = |name: &String| ["github", "vercel"].contains(&name.as_str());
        if let Some(name) = project.integrations.iter().find(|name| named(name)) {
            integrations.push(json!({ "id": id, "integration": name }));
        }
    }
    if !integrations.is_empty() {
        return Err(Refusal::with_body(422, json!({ "projects": integrations })));
    }
    let limits = world.unsatisfied_limits(&request.project_ids, &destination)?;
    if !limits.is_empty() {
        return Err(Refusal::with_body(406, json!({ "limits": limits })));
    }
    for id in &request.project_ids {
        world.hand_over(id, &destination, call.time());
    }
    Reply::ok(json!({}))
}

/// `POST /users/me/projects/transfer`: obsolete, since projects no longer belong to users.
pub fn move_from_account(world: &mut World, call: &Call) -> Answer {
    call.credential.must_be_personal(403)?;
    let request: MoveRequest = call.body()?;
    world.member_organization(&request.destination_org_id)?;
    request.must_name_projects()?;
    Err(Refusal::not_found("project"))
}

impl MoveRequest {
    fn must_name_projects(&self) -> Result<(), Refusal> {
        match self.project_ids.len() {
            1..=400 => Ok(()),
            _ => Err(Refusal::bad_request(
                "project_ids must have from 1 to 400 entries",
            )),
        }
    }
}

/// A limit of the new owner's plan that is exceeded.
#[derive(Debug, Serialize)]
struct Limit {
    name: &'static str,
    expected: String,
    actual: String,
}

impl Limit {
    fn as_reason(&self) -> Value {
        let Self {
            name,
            expected,
            actual,
        } = self;
        json!({
            "code": name,
            "message": format!("{name} of the organization must be {expected}, it is {actual}"),
        })
    }
}

impl World {
    /// Why an organization cannot take over these projects: not enough room, or a lesser plan.
    fn unsatisfied_limits(
        &self,
        projects: &[Text],
        destination: &str,
    ) -> Result<Vec<Limit>, Refusal> {
        let org = self.member_organization(destination)?;
        let owned = self.projects.values().filter(|project| {
            project.org_id == org.id
                && project.deleted_at.is_none()
                && !projects.contains(&project.id)
        });
        let count = owned.count() + projects.len();
        let mut limits = Vec::new();
        if count > org.plan.projects {
            limits.push(Limit {
                name: "projects_count",
                expected: org.plan.projects.to_string(),
                actual: count.to_string(),
            });
        }
        let owner = |id: &Text| {
            self.owner_of(id)
                .and_then(|org| self.organizations.get(&org))
        };
        let mut owners = projects.iter().filter_map(owner);
        let paid = |owner: &&Organization| owner.plan.paid && !org.plan.paid;
        if let Some(owner) = owners.find(paid) {
            limits.push(Limit {
                name: "subscription_type",
                expected: owner.plan.name.to_owned(),
                actual: org.plan.name.to_owned(),
            });
        }
        Ok(limits)
    }

    /// Moves a project to another organization. Keys for this project alone stop working.
    fn hand_over(&mut self, id: &str, destination: &Text, at: Time) {
        if let Some(project) = self.projects.get_mut(id) {
            project.org_id = destination.clone();
            project.updated_at = at;
            project.transfer_requests.clear();
            project.member_roles.clear();
        }
        self.keys.lose_project(id);
    }
}
