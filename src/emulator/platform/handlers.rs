//! Whether there is a platform on a branch, and what its handlers share.

use serde_json::{Map, Value, json};

use crate::emulator::{
    branches::Branch,
    error::Refusal,
    page::Sorting,
    platform::{Platform, serves},
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
};

impl ProjectScope<'_> {
    /// The branch in the path, if its region has a platform; `what` begins the message.
    pub fn served_branch(&self, what: &str) -> Result<&Branch, Refusal> {
        let branch = self.branch()?;
        if serves(&self.project.region_id) {
            return Ok(branch);
        }
        Err(Refusal::new(
            404,
            format!("{what} not available for this region"),
        ))
    }

    /// The same, for changing what is on it.
    pub fn served_platform(&mut self, what: &str) -> Result<&mut Platform, Refusal> {
        self.served_branch(what)?.must_be_changeable()?;
        Ok(self.branch_mut()?.platform_mut())
    }
}

/// A page of a list, the newest first, from items with the time of their creation and their name.
pub fn page(call: &Call, list: &str, items: Vec<(String, String, Value)>) -> Answer {
    let sorting = Sorting::read(call, &[], "created_at", 1_000)?;
    let page = sorting.page(items, |item| item.0.clone(), |item| &item.1)?;
    let items: Vec<Value> = page.items.into_iter().map(|item| item.2).collect();
    let mut body = Map::new();
    body.insert(list.to_owned(), Value::from(items));
    body.insert("pagination".to_owned(), page.pagination);
    Reply::ok(body)
}

/// `GET /projects/{project_id}/branches/{branch_id}/storage`
pub fn storage(world: &mut World, call: &Call) -> Answer {
    let message = "storage is not enabled for this branch";
    let host = host(world, call, "region_unavailable")
        .map_err(|reason| off(reason, "STORAGE_NOT_ENABLED", message))?;
    let region = host.region.split_once('-').map_or("", |(_, region)| region);
    Reply::ok(json!({
        "enabled": true,
        "s3_endpoint": format!("https://{}.storage.{}", host.branch, host.suffix),
        "region": region,
        "force_path_style": true,
    }))
}

/// `GET /projects/{project_id}/branches/{branch_id}/ai_gateway`
pub fn ai_gateway(world: &mut World, call: &Call) -> Answer {
    let message = "the AI gateway is not available for this branch";
    let host = host(world, call, "ai_gateway_unavailable")
        .map_err(|reason| off(reason, "AI_GATEWAY_NOT_ENABLED", message))?;
    let base_url = format!("https://{}-api.ai.{}", host.branch, host.suffix);
    Reply::ok(json!({ "enabled": true, "base_url": base_url }))
}

/// The parts of the host names of a branch.
struct Host {
    branch: String,
    suffix: String,
    region: String,
}

/// Why there is no host: a machine-readable reason, or another refusal.
enum Off {
    Reason(&'static str),
    Other(Refusal),
}

/// The host of a branch, or why it has none: a missing branch takes precedence.
fn host(world: &mut World, call: &Call, off: &'static str) -> Result<Host, Off> {
    let scope = world.project_scope(call).map_err(missing)?;
    let branch = scope.branch().map_err(missing)?;
    if !serves(&scope.project.region_id) {
        return Err(Off::Reason(off));
    }
    Ok(Host {
        branch: branch.id.to_string(),
        suffix: scope.project.proxy_host.to_string(),
        region: scope.project.region_id.to_string(),
    })
}

fn missing(refusal: Refusal) -> Off {
    match refusal.status {
        404 => Off::Reason("branch_not_found"),
        _ => Off::Other(refusal),
    }
}

fn off(off: Off, code: &str, message: &str) -> Refusal {
    match off {
        Off::Other(refusal) => refusal,
        Off::Reason(reason) => refusal_with_reason(404, code, message, reason),
    }
}

/// A refusal whose body has a machine-readable reason.
pub fn refusal_with_reason(status: u16, code: &str, message: &str, reason: &str) -> Refusal {
    let body = json!({ "code": code, "message": message, "reason": reason });
    Refusal::with_body(status, body)
}
