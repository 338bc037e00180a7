//! Who belongs to an organisation, and who was asked to.

use super::Store;
use crate::api::types::{
    Invitation, InvitationId, Member, MemberId, MemberRole, MemberWithUser, OrgId,
};

/// The people of an organisation.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Who belongs to it.
    pub members: Vec<MemberWithUser>,
    /// Who was asked to join it; those who did are still among them.
    pub invitations: Vec<Invitation>,
}

impl Store {
    /// Who belongs to an organisation, as far as that was received.
    pub fn members(&self, org: &OrgId) -> &[MemberWithUser] {
        let people = self.people.get(org);
        people.map_or(&[], |people| people.members.as_slice())
    }

    /// Who was asked to join an organisation, as far as that was received.
    pub fn invitations(&self, org: &OrgId) -> &[Invitation] {
        let people = self.people.get(org);
        people.map_or(&[], |people| people.invitations.as_slice())
    }

    /// A member, if it was received.
    pub fn member(&self, org: &OrgId, id: &MemberId) -> Option<&MemberWithUser> {
        let mut members = self.members(org).iter();
        members.find(|one| one.member.id == *id)
    }

    /// The place in an organisation of the person who is signed in, if both are known.
    pub fn own_place(&self, org: &OrgId) -> Option<&Member> {
        let user = &self.user.known()?.id;
        let mut members = self.members(org).iter();
        let own = members.find(|one| one.member.user_id == *user)?;
        Some(&own.member)
    }

    /// Who may run an organisation.
    pub fn admins(&self, org: &OrgId) -> impl Iterator<Item = &MemberWithUser> {
        let members = self.members(org).iter();
        members.filter(|one| one.member.role == MemberRole::Admin)
    }

    /// An invitation, if it was received.
    pub fn invitation(&self, org: &OrgId, id: &InvitationId) -> Option<&Invitation> {
        let mut invitations = self.invitations(org).iter();
        invitations.find(|one| one.id == *id)
    }

    /// Whether somebody who was asked to join an organisation has done so.
    pub fn has_joined(&self, invitation: &Invitation) -> bool {
        let mut members = self.members(&invitation.org_id).iter();
        members.any(|one| one.user.email.eq_ignore_ascii_case(&invitation.email))
    }
}
