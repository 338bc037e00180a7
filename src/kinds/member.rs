//! Members of organizations.

use super::kind::{Kind, Known};
use crate::{
    api::{
        Request,
        types::{MemberId, OrgId},
    },
    store::Store,
};
use serde_json::Value;

/// Somebody who belongs to an organization, by ids.
#[derive(Debug, Clone, Copy)]
pub struct MemberRef<'a> {
    /// The organization.
    pub org: &'a OrgId,
    /// The membership.
    pub id: &'a MemberId,
}

impl Kind for MemberRef<'_> {
    fn word(&self) -> &'static str {
        "member"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.member(self.org, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.member(self.org, self.id)?.user.email.to_string())
    }

    fn forget(&self, store: &mut Store) {
        let people = store.people.entry(self.org.clone()).or_default();
        people.lose(self.id);
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_member(self.org, self.id))
    }

    fn update(&self, fields: Value) -> Option<Request> {
        Some(Request::update_member(self.org, self.id, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::remove_member(self.org, self.id))
    }
}
