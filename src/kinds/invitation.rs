//! Invitations to organizations. Neon lists them, but they cannot be revoked.

use super::{
    creation::{Accepted, Creation, Lost, text},
    edit::{About, EMAIL, EditTable, FIRST_ROLE, INVITE, ROLE, addresses},
    field::{Described, Field, Value, main},
    kind::{Keys, Kind, Known},
    list::Load,
    member,
    verb::Verb,
};
use crate::{
    api::{
        Answer, Request,
        types::{Invitation, InvitationId, InvitationList, OrgId},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::json;

impl Described for Invitation {
    const FIELDS: &'static [Field<Self>] = &[
        main("role", "As", "What they may do once they join.", |one| {
            Value::text(one.role.as_str())
        }),
        main("invited_at", "When", "When they were invited.", |one| {
            Value::time(one.invited_at)
        }),
        main("invited_by", "By", "Who asked them.", |one| {
            Value::id(&one.invited_by)
        }),
    ];
}

/// Identifies an invitation.
#[derive(Debug, Clone, Copy)]
pub struct InvitationRef<'a> {
    pub org: &'a OrgId,
    pub id: &'a InvitationId,
}

impl Kind for InvitationRef<'_> {
    fn noun(&self) -> &'static str {
        "invitation"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Invitation::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.invitation(self.org, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.invitation(self.org, self.id)?.email.to_string())
    }

    fn summary(&self, store: &Store, _: Keys<'_>) -> Option<(String, Vec<String>)> {
        let one = store.invitation(self.org, self.id)?;
        let of = store.name(&Target::Org(self.org.clone()));
        Some((
            format!("{} was invited to {of}", one.email),
            vec![
                format!("By {}.", store.invited_by(one)),
                member::role(one.role.as_str()),
                "The API cannot revoke invitations; the Console can.".to_owned(),
            ],
        ))
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("an invitation cannot be changed")
    }
}

/// New invitations to join an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    pub org: OrgId,
}

impl Creation for NewInvitation {
    fn place(&self) -> Target {
        Target::Org(self.org.clone())
    }

    fn noun(&self) -> &'static str {
        "invitation"
    }

    fn verb(&self) -> Verb {
        Verb::new("inviting", "invited", "invite")
    }

    fn name(&self, given: &str, _: &str) -> String {
        match addresses(given).count() {
            0 => "the new invitation".to_owned(),
            1 => given.to_owned(),
            many => format!("{many} people"),
        }
    }

    fn title(&self) -> String {
        "Invite people".to_owned()
    }

    fn question(&self, name: &str, place: &str) -> String {
        format!("Invite {name} to {place}?")
    }

    fn name_field(&self) -> &'static str {
        EMAIL
    }

    fn table(&self) -> &'static EditTable {
        &INVITE
    }

    fn request(&self, body: serde_json::Value) -> Request {
        Request::create_invitations(&self.org, body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let list: InvitationList = answer.body()?;
        let people = store.people.entry(self.org.clone()).or_default();
        people.invitations.extend(list.invitations);
        Some(Accepted::new(self.place(), Vec::new()))
    }

    fn alike(&self, store: &Store, _: &str) -> Vec<String> {
        let known = store.invitations(&self.org).iter();
        known.map(|one| one.id.to_string()).collect()
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_invitations(&self.org).into())
    }

    // Existing members. Only Neon knows whether an existing invitation is still valid.
    fn describe(&self, store: &Store, about: &mut About) {
        let members = store.members(&self.org).iter();
        about.in_use = members.map(|one| one.user.email.to_string()).collect();
    }

    fn needs(&self, _: &Store) -> Option<Load> {
        Some(member::invitations(self.org.clone()))
    }

    fn first_values(&self, _: &Store, _: &About) -> Result<serde_json::Value, String> {
        Ok(json!({ ROLE: FIRST_ROLE }))
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let org = store.name(&self.place());
        Some(format!("{name} invited to {org}; Neon sends the e-mail"))
    }

    // Neon invites either all of them or nobody.
    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: InvitationList = answer.body()?;
        let body = lost.request.body.as_ref()?;
        let role = text(body, "/invitations/0/role");
        let is_there = |email: &str| {
            let mut all = list.invitations.iter();
            all.any(|one| {
                lost.is_new(one.id.as_str())
                    && one.email.eq_ignore_ascii_case(email)
                    && one.role.as_str() == role
            })
        };
        let all = addresses(lost.name).all(is_there);
        all.then(|| self.place())
    }
}
