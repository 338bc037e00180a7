//! API keys, of the account or of an organization.

use super::kind::{Kind, Known};
use crate::{
    api::{
        Request,
        types::{KeyId, OrgId},
    },
    store::Store,
};

/// The request that lists the keys of the account, or of an organization.
pub fn list(org: Option<&OrgId>) -> Request {
    org.map_or_else(Request::list_api_keys, Request::list_org_api_keys)
}

/// An API key, by its ids.
#[derive(Debug, Clone, Copy)]
pub struct ApiKeyRef<'a> {
    /// The organization that it belongs to; none for the account.
    pub org: Option<&'a OrgId>,
    /// Its number.
    pub id: &'a KeyId,
}

impl Kind for ApiKeyRef<'_> {
    fn word(&self) -> &'static str {
        "API key"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.key(self.org, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.key(self.org, self.id)?.name.to_string())
    }

    fn forget(&self, store: &mut Store) {
        if let Some(keys) = store.keys.get_mut(&self.org.cloned()) {
            keys.retain(|key| *self.id != KeyId::from(key.id));
        }
    }

    // Neon has no answer about one of them: the list holds it.
    fn read(&self) -> Option<Request> {
        Some(list(self.org))
    }

    fn read_alone(&self) -> Option<Request> {
        None
    }

    fn deletion(&self) -> Option<Request> {
        Some(match self.org {
            Some(org) => Request::revoke_org_api_key(org, self.id),
            None => Request::revoke_api_key(self.id),
        })
    }
}
