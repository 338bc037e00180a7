//! At what spending of an organization Neon sends e-mails: what is known of it, and how it is changed (§5.8).
//!
//! It only sends e-mails, at 80 % and 100 %; it never stops a compute. Paid plans have one.

use super::write::Change;
use crate::{
    api::{ApiError, Request, types::OrgId},
    kinds::{edit::LIMIT, project},
    neon::{Neon, read},
    store::target::Target,
};

/// Whether the plan of an organization has a spending limit; yes where the plan is not known.
pub fn has_one(neon: &Neon, org: &OrgId) -> bool {
    let known = neon.store.orgs.value.get(org);
    !org.is_empty() && known.is_some_and(|org| project::plan(&org.plan) != "free")
}

/// Asks for the limit of an organization, unless that was asked already.
pub fn wanted(neon: &mut Neon, org: &OrgId) {
    let asked = neon.store.spending.get(org);
    if !has_one(neon, org) || asked.is_some_and(|known| !known.is_absent()) {
        return;
    }
    ask(neon, org);
}

/// Asks for it again, where it was asked for.
pub fn again(neon: &mut Neon, org: &OrgId) {
    if neon.store.spending.contains_key(org) {
        ask(neon, org);
    }
}

/// Asks for the limit of an organization.
pub fn ask(neon: &mut Neon, org: &OrgId) {
    neon.store.spending.entry(org.clone()).or_default().ask();
    let request = Request::spending_limit(org);
    neon.load(read::spending_limit(org.clone()), request);
}

/// Keeps what Neon says of a limit.
pub fn keep(neon: &mut Neon, org: &OrgId, cents: Option<i64>) {
    let now = neon.now;
    let known = neon.store.spending.entry(org.clone()).or_default();
    known.set(cents, now);
}

/// It could not be had.
pub fn failed(neon: &mut Neon, org: OrgId, error: ApiError) {
    neon.store.spending.entry(org).or_default().fail(error);
}

/// What a change sets the limit to.
pub fn set_by(change: &Change) -> Option<i64> {
    change.request.body.as_ref()?.get(LIMIT)?.as_i64()
}

/// What a change has set, once it was accepted.
pub fn accepted(neon: &mut Neon, change: &Change) {
    if let Target::Spending(org) = &change.target {
        keep(neon, org, set_by(change));
    }
}
