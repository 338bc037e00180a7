//! The spending limit of an organization.
//!
//! Neon only sends e-mails at 80% and 100% of it; it never stops a compute. Paid plans have one.

use super::{change::Change, spec::ChangeSpec, undo::UndoMethod};
use crate::{
    api::{
        ApiError, Request,
        types::{OrgId, SpendingLimit},
    },
    kinds::{edit::LIMIT, price, project, spending_limit::SpendingLimitRef},
    neon::{Neon, read},
    store::target::Target,
};

pub const SET: ChangeSpec = ChangeSpec {
    is_done: |change, answer| {
        answer
            .body()
            .is_some_and(|now: SpendingLimit| now.spending_limit_cents == set_by(change))
    },
    keep: |_, neon, change, _| {
        if let Target::Spending(org) = &change.target {
            keep(neon, org, set_by(change));
        }
    },
    inverse: |neon, change| {
        let Target::Spending(org) = &change.target else {
            return None;
        };
        let was = *neon.store.spending.get(org)?.known()?;
        let words = |limit: Option<i64>| limit.map_or_else(|| "none".to_owned(), price::limit);
        let fields = format!("limit: {} -> {}", words(set_by(change)), words(was));
        let request = SpendingLimitRef { org }.set(was);
        Some(UndoMethod::change_back(
            change.another(request),
            vec![fields],
        ))
    },
    ..ChangeSpec::PLAIN
};

/// Whether the plan of an organization has a spending limit; yes if the plan is unknown.
pub fn has_one(neon: &Neon, org: &OrgId) -> bool {
    let known = neon.store.orgs.value.get(org);
    !org.is_empty() && known.is_some_and(|org| project::plan(&org.plan) != "free")
}

/// Requests the limit of an organization unless it was requested already.
pub fn ask_if_unknown(neon: &mut Neon, org: &OrgId) {
    let asked = neon.store.spending.get(org);
    if !has_one(neon, org) || asked.is_some_and(|known| !known.is_absent()) {
        return;
    }
    ask(neon, org);
}

/// Requests it again if it was requested before.
pub fn reread(neon: &mut Neon, org: &OrgId) {
    if neon.store.spending.contains_key(org) {
        ask(neon, org);
    }
}

/// Requests the limit of an organization.
pub fn ask(neon: &mut Neon, org: &OrgId) {
    neon.store
        .spending
        .entry(org.clone())
        .or_default()
        .start_loading();
    let request = Request::spending_limit(org);
    neon.load(read::spending_limit(org.clone()), request);
}

/// Stores a limit.
pub fn keep(neon: &mut Neon, org: &OrgId, cents: Option<i64>) {
    let now = neon.now;
    let known = neon.store.spending.entry(org.clone()).or_default();
    known.set(cents, now);
}

/// Stores a limit that was read, or notes that it could not be.
pub fn received(neon: &mut Neon, org: OrgId, body: Result<SpendingLimit, ApiError>) {
    match body {
        Ok(answer) => keep(neon, &org, answer.spending_limit_cents),
        Err(error) => neon.store.spending.entry(org).or_default().fail(error),
    }
}

/// The limit that a change sets.
fn set_by(change: &Change) -> Option<i64> {
    change.request.body.as_ref()?.get(LIMIT)?.as_i64()
}
