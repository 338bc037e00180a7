//! Assigning VPC endpoints to organizations, and requiring them in projects.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::{
    error::Refusal,
    ids::Text,
    regions,
    request::{Answer, Call, Reply},
    state::World,
    validation,
    vpc::VpcEndpoint,
};

#[derive(Debug, Deserialize)]
struct Assignment {
    label: String,
}

/// The label in the body, which may be empty: the official CLI sends it without one.
fn label(call: &Call) -> Result<String, Refusal> {
    let Assignment { label } = call.body()?;
    if !label.is_empty() {
        validation::text("label", &label, 256)?;
    }
    Ok(label)
}

fn not_found() -> Refusal {
    Refusal::not_found("VPC endpoint")
}

/// The region in the path, which must be an AWS region.
fn region(call: &Call) -> Result<&str, Refusal> {
    let region = call.param("region_id");
    if regions::known(region) && region.starts_with("aws-") {
        Ok(region)
    } else {
        Err(Refusal::bad_request(format!(
            "region \"{region}\" does not support VPC endpoints"
        )))
    }
}

fn is_at(endpoint: &VpcEndpoint, region: &str) -> bool {
    !endpoint.deleted && endpoint.region_id == region
}

/// `GET /organizations/{org_id}/vpc/vpc_endpoints`
pub fn list_all(world: &mut World, call: &Call) -> Answer {
    let endpoints = world.organization(call)?.vpc_endpoints.iter();
    let endpoints = endpoints.filter(|(_, endpoint)| !endpoint.deleted);
    let view = |(id, endpoint): (&Text, &VpcEndpoint)| {
        json!({
            "vpc_endpoint_id": id,
            "label": endpoint.label,
            "region_id": endpoint.region_id,
        })
    };
    Reply::ok(json!({ "endpoints": endpoints.map(view).collect::<Vec<_>>() }))
}

/// `GET /organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let region = region(call)?;
    let endpoints = world.organization(call)?.vpc_endpoints.iter();
    let endpoints = endpoints.filter(|(_, endpoint)| is_at(endpoint, region));
    let view = |(id, endpoint): (&Text, &VpcEndpoint)| -> Value {
        json!({ "vpc_endpoint_id": id, "label": endpoint.label })
    };
    Reply::ok(json!({ "endpoints": endpoints.map(view).collect::<Vec<_>>() }))
}

/// `GET …/vpc_endpoints/{vpc_endpoint_id}` of an organization
pub fn get(world: &mut World, call: &Call) -> Answer {
    let (region, id) = (region(call)?, call.param("vpc_endpoint_id"));
    let org = world.organization(call)?;
    let endpoint = org.vpc_endpoints.get(id);
    let endpoint = endpoint.filter(|endpoint| is_at(endpoint, region));
    let endpoint = endpoint.ok_or_else(not_found)?;
    let projects = world.projects.values().filter(|project| {
        project.org_id == org.id && project.deleted_at.is_none() && project.vpc.contains_key(id)
    });
    let restricted: Vec<&str> = projects.map(|project| project.id.as_str()).collect();
    Reply::ok(json!({
        "vpc_endpoint_id": id,
        "label": endpoint.label,
        "state": "accepted",
        "num_restricted_projects": restricted.len(),
        "example_restricted_projects": restricted.iter().take(3).collect::<Vec<_>>(),
    }))
}

/// `POST …/vpc_endpoints/{vpc_endpoint_id}` of an organization: assigns it, or changes its label.
pub fn assign(world: &mut World, call: &Call) -> Answer {
    let label = label(call)?;
    let (region, id) = (region(call)?, call.param("vpc_endpoint_id"));
    let org = world.run_organization(call)?;
    org.plan.needs_compliance("private networking")?;
    let known = org.vpc_endpoints.get(id);
    if known.is_some_and(|endpoint| endpoint.deleted) {
        return Err(Refusal::unprocessable(
            "VPC endpoint has been deleted from the organization and cannot be added back",
        ));
    }
    if known.is_some_and(|endpoint| endpoint.region_id != region) {
        return Err(not_found());
    }
    let endpoint = VpcEndpoint {
        region_id: region.into(),
        label,
        deleted: false,
    };
    org.vpc_endpoints.insert(id.into(), endpoint);
    Reply::empty()
}

/// `DELETE …/vpc_endpoints/{vpc_endpoint_id}` of an organization: permanently, and from its projects as well.
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let (region, id) = (region(call)?, call.param("vpc_endpoint_id"));
    let org = world.run_organization(call)?;
    let endpoint = org.vpc_endpoints.get_mut(id);
    let endpoint = endpoint.filter(|endpoint| is_at(endpoint, region));
    endpoint.ok_or_else(not_found)?.deleted = true;
    let org = org.id.clone();
    for project in world.projects.values_mut() {
        if project.org_id == org {
            project.vpc.shift_remove(id);
        }
    }
    Reply::empty()
}

/// `GET /projects/{project_id}/vpc_endpoints`
pub fn list_of_project(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let view = |(id, label): (&Text, &String)| json!({ "vpc_endpoint_id": id, "label": label });
    let endpoints: Vec<Value> = scope.project.vpc.iter().map(view).collect();
    Reply::ok(json!({ "endpoints": endpoints }))
}

/// `POST /projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}`
pub fn restrict(world: &mut World, call: &Call) -> Answer {
    let label = label(call)?;
    let id = call.param("vpc_endpoint_id");
    let scope = world.project_scope(call)?;
    scope.plan.needs_compliance("private networking")?;
    let assigned = scope.org.vpc_endpoints.get(id);
    if !assigned.is_some_and(|endpoint| is_at(endpoint, &scope.project.region_id)) {
        return Err(not_found());
    }
    scope.project.vpc.insert(id.into(), label);
    Reply::empty()
}

/// `DELETE /projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}`
pub fn release(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let removed = scope
        .project
        .vpc
        .shift_remove(call.param("vpc_endpoint_id"));
    removed.map_or_else(|| Err(not_found()), |_| Reply::empty())
}
