//! Invitations to organizations. Neon lists them, and takes none back.

use super::kind::{Kind, Known};
use crate::{
    api::types::{Invitation, InvitationId, OrgId},
    store::Store,
};

/// An invitation, by its ids.
#[derive(Debug, Clone, Copy)]
pub struct InvitationRef<'a> {
    /// The organization.
    pub org: &'a OrgId,
    /// The invitation.
    pub id: &'a InvitationId,
}

impl InvitationRef<'_> {
    /// What is known of it.
    pub fn find<'s>(&self, store: &'s Store) -> Option<&'s Invitation> {
        store.invitation(self.org, self.id)
    }
}

impl Kind for InvitationRef<'_> {
    fn word(&self) -> &'static str {
        "invitation"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(self.find(store)?.email.to_string())
    }
}
