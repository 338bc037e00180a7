//! Invitations to organizations. Neon lists them, and takes none back.

use super::kind::{Kind, Known};
use crate::{
    api::types::{InvitationId, OrgId},
    store::Store,
};

/// An invitation, by its ids.
#[derive(Debug, Clone, Copy)]
pub struct InvitationRef<'a> {
    /// The organization.
    pub org: &'a OrgId,
    pub id: &'a InvitationId,
}

impl Kind for InvitationRef<'_> {
    fn word(&self) -> &'static str {
        "invitation"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.invitation(self.org, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.invitation(self.org, self.id)?.email.to_string())
    }
}
