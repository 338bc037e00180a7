//! The members and invitations of an organization.

use super::Store;
use crate::{
    api::types::{
        Invitation, InvitationId, Member, MemberId, MemberRole, MemberWithUser, OddRow, OrgId,
    },
    store::{pages::Incoming, remote::keep_unread},
};
use std::collections::HashSet;

#[derive(Debug, Clone, Default)]
pub struct People {
    pub members: Vec<MemberWithUser>,
    /// The invitations, including those that were accepted.
    pub invitations: Vec<Invitation>,
    /// The pages of members received so far by a reload.
    incoming: Incoming<Vec<MemberWithUser>>,
    /// The invitations of people who were members and have left.
    left: HashSet<InvitationId>,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// They are a member.
    Yes,
    /// They were a member and have left.
    Left,
    /// Nothing is known.
    NotYet,
}

impl Store {
    /// The members of an organization, as far as received.
    pub fn members(&self, org: &OrgId) -> &[MemberWithUser] {
        let people = self.people.get(org);
        people.map_or(&[], |people| people.members.as_slice())
    }

    /// The invitations to an organization, as far as received.
    pub fn invitations(&self, org: &OrgId) -> &[Invitation] {
        let people = self.people.get(org);
        people.map_or(&[], |people| people.invitations.as_slice())
    }

    pub fn member(&self, org: &OrgId, id: &MemberId) -> Option<&MemberWithUser> {
        let mut members = self.members(org).iter();
        members.find(|one| one.member.id == *id)
    }

    /// Keeps what an answer says about a member.
    pub fn keep_member(&mut self, member: Member) {
        let people = self.people.entry(member.org_id.clone()).or_default();
        let mut members = people.members.iter_mut();
        if let Some(one) = members.find(|one| one.member.id == member.id) {
            one.unreadable = one.unreadable.with("member", &member.unreadable);
            one.member = member;
        }
    }

    /// The membership of the signed-in user in an organization, if both are known.
    pub fn own_place(&self, org: &OrgId) -> Option<&Member> {
        let user = &self.user.known()?.id;
        let mut members = self.members(org).iter();
        let own = members.find(|one| one.member.user_id == *user)?;
        Some(&own.member)
    }

    /// The admins of an organization.
    pub fn admins(&self, org: &OrgId) -> impl Iterator<Item = &MemberWithUser> {
        let members = self.members(org).iter();
        members.filter(|one| one.member.role == MemberRole::Admin)
    }

    pub fn invitation(&self, org: &OrgId, id: &InvitationId) -> Option<&Invitation> {
        let mut invitations = self.invitations(org).iter();
        invitations.find(|one| one.id == *id)
    }

    /// What became of an invitation, as far as can be known: Neon keeps accepted invitations, and that somebody has
    /// left is known only if they were seen as a member.
    pub fn answer_to(&self, invitation: &Invitation) -> Joined {
        let mut members = self.members(&invitation.org_id).iter();
        let people = self.people.get(&invitation.org_id);
        if members.any(|one| one.user.email.eq_ignore_ascii_case(&invitation.email)) {
            Joined::Yes
        } else if people.is_some_and(|people| people.left.contains(&invitation.id)) {
            Joined::Left
        } else {
            Joined::NotYet
        }
    }
}

impl People {
    /// Takes a page of members. The first read grows the list page by page; a later one replaces it at the end, so that
    /// nobody disappears for a moment.
    pub fn take_page(
        &mut self,
        page: Vec<MemberWithUser>,
        odd: &[OddRow],
        is_first: bool,
        is_last: bool,
    ) {
        if is_first {
            self.incoming.begin();
        }
        self.incoming.note_odd(is_first, odd.iter().cloned());
        let Some(incoming) = self.incoming.rows_mut() else {
            return;
        };
        incoming.extend(page);
        if !is_last {
            if self.members.len() < incoming.len() {
                let members = incoming.clone();
                self.replace_members(members);
            }
        } else if let Some(mut members) = self.incoming.take() {
            keep_unread(&self.members, &mut members, self.incoming.odd());
            self.replace_members(members);
        }
    }

    /// Removes a member.
    pub fn lose(&mut self, id: &MemberId) {
        let mut members = self.members.clone();
        members.retain(|one| one.member.id != *id);
        self.replace_members(members);
    }

    /// Replaces the members, and records the invitations of those who have left.
    fn replace_members(&mut self, members: Vec<MemberWithUser>) {
        let has = |all: &[MemberWithUser], email: &str| {
            all.iter()
                .any(|one| one.user.email.eq_ignore_ascii_case(email))
        };
        for invitation in &self.invitations {
            let email = &invitation.email;
            if has(&self.members, email) && !has(&members, email) {
                self.left.insert(invitation.id.clone());
            }
        }
        self.members = members;
    }
}
