//! At what spending of an organization Neon sends e-mails: what is known of it, and how it is changed (§5.8).
//!
//! It only sends e-mails, at 80 % and 100 %; it never stops a compute. Paid plans have one.

use super::write::Change;
use crate::{
    api::{ApiError, Request, types::OrgId},
    kinds::{edit::LIMIT, project},
    neon::Slot,
    store::target::Target,
    ui::{action::Availability, model::Model, table::members},
};

/// Whether the plan of an organization has a spending limit; yes where the plan is not known.
fn has_one(model: &Model, org: &OrgId) -> bool {
    let known = model.neon.store.orgs.value.get(org);
    !org.is_empty() && known.is_some_and(|org| project::plan(&org.plan) != "free")
}

/// Asks for the limit of an organization, unless that was asked already.
pub fn wanted(model: &mut Model, org: &OrgId) {
    let asked = model.neon.store.spending.get(org);
    if !has_one(model, org) || asked.is_some_and(|known| !known.is_absent()) {
        return;
    }
    ask(model, org);
}

/// Asks for it again, where it was asked for.
pub fn again(model: &mut Model, org: &OrgId) {
    if model.neon.store.spending.contains_key(org) {
        ask(model, org);
    }
}

/// Asks for the limit of an organization.
pub fn ask(model: &mut Model, org: &OrgId) {
    model
        .neon
        .store
        .spending
        .entry(org.clone())
        .or_default()
        .ask();
    let request = Request::spending_limit(org);
    model.neon.load(Slot::Spending(org.clone()), request);
}

/// Keeps what Neon says of a limit.
pub fn keep(model: &mut Model, org: &OrgId, cents: Option<i64>) {
    let now = model.neon.now;
    let known = model.neon.store.spending.entry(org.clone()).or_default();
    known.set(cents, now);
}

/// It could not be had.
pub fn failed(model: &mut Model, org: OrgId, error: ApiError) {
    model
        .neon
        .store
        .spending
        .entry(org)
        .or_default()
        .fail(error);
}

/// What a change sets the limit to.
pub fn set_by(change: &Change) -> Option<i64> {
    change.request.body.as_ref()?.get(LIMIT)?.as_i64()
}

/// What a change has set, once it was accepted.
pub fn accepted(model: &mut Model, change: &Change) {
    if let Target::Spending(org) = &change.target {
        keep(model, org, set_by(change));
    }
}

/// Whether the row is an organization whose limit can be changed.
pub fn ready(model: &Model) -> Availability {
    let Some(Target::Org(org)) = model.selected() else {
        return Availability::Hidden;
    };
    if !has_one(model, org) {
        return Availability::no("only paid plans have a spending limit");
    }
    match members::not_admin(&model.neon, org) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}
