//! The spending limit of an organization. At Neon it only sends e-mails; here it does nothing.

use serde::Deserialize;
use serde_json::json;

use super::{
    error::Refusal,
    request::{Answer, Call, Reply},
    state::World,
};

const FEATURE: &str = "spending limit";

#[derive(Debug, Deserialize)]
struct LimitRequest {
    spending_limit_cents: i64,
}

/// `GET /organizations/{org_id}/billing/spending_limit`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let org = world.organization(call)?;
    org.plan.needs_paid(FEATURE)?;
    Reply::ok(json!({ "spending_limit_cents": org.spending_limit_cents }))
}

/// `PUT /organizations/{org_id}/billing/spending_limit`
pub fn set(world: &mut World, call: &Call) -> Answer {
    let LimitRequest {
        spending_limit_cents: limit,
    } = call.body()?;
    if limit < 1 {
        return Err(Refusal::bad_request(
            "spending_limit_cents must be greater than 0",
        ));
    }
    let org = world.run_organization(call)?;
    org.plan.needs_paid(FEATURE)?;
    org.spending_limit_cents = Some(limit);
    Reply::ok(json!({ "spending_limit_cents": limit }))
}

/// `DELETE /organizations/{org_id}/billing/spending_limit`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let org = world.run_organization(call)?;
    org.plan.needs_paid(FEATURE)?;
    org.spending_limit_cents = None;
    Reply::ok(json!({}))
}
