//! The spending limit of an organization, at which Neon sends e-mails.

use super::{edit::LIMIT, kind::Kind};
use crate::{
    api::{
        Answer, Request,
        types::{OrgId, SpendingLimit},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Identifies the spending limit of an organization.
#[derive(Debug, Clone, Copy)]
pub struct SpendingLimitRef<'a> {
    pub org: &'a OrgId,
}

impl SpendingLimitRef<'_> {
    /// The request that sets or removes it.
    pub fn set(&self, cents: Option<i64>) -> Request {
        match cents.and_then(|cents| u64::try_from(cents).ok()) {
            Some(cents) => Request::set_spending_limit(self.org, cents),
            None => Request::delete_spending_limit(self.org),
        }
    }
}

impl Kind for SpendingLimitRef<'_> {
    fn noun(&self) -> &'static str {
        "spending limit"
    }

    fn is_known(&self, store: &Store) -> bool {
        store.spending.contains_key(self.org)
    }

    fn name(&self, store: &Store) -> Option<String> {
        let org = store.name(&Target::Org(self.org.clone()));
        Some(format!("the spending limit of {org}"))
    }

    fn keep(&self, store: &mut Store, answer: Answer, now: Timestamp) {
        if let Some(answer) = answer.body::<SpendingLimit>() {
            let known = store.spending.entry(self.org.clone()).or_default();
            known.set(answer.spending_limit_cents, now);
        }
    }

    fn read(&self) -> Option<Request> {
        Some(Request::spending_limit(self.org).into())
    }

    fn document(&self, store: &Store) -> Option<Value> {
        let cents = store.spending.get(self.org)?.known()?;
        Some(json!({ LIMIT: cents }))
    }

    fn update(&self, fields: Value) -> Option<Request> {
        Some(self.set(fields.get(LIMIT).and_then(Value::as_i64)))
    }
}
