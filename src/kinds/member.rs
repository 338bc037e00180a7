//! Members of organizations.

use super::{
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
};
use crate::{
    api::{
        Answer, Request,
        types::{Member, MemberId, MemberWithUser, OrgId},
    },
    store::Store,
};
use jiff::Timestamp;

impl Described for MemberWithUser {
    const FIELDS: &'static [Field<Self>] = &[
        main("member.role", "Role", "What they may do.", |one| {
            Value::text(one.member.role.as_str())
        }),
        main("member.joined_at", "Joined", "When they joined.", |one| {
            Value::time(one.member.joined_at)
        }),
        main(
            "user.has_mfa",
            "2nd factor",
            "Whether they use two-factor authentication.",
            |one| Value::of(one.user.has_mfa, Value::Flag),
        ),
        more("member.id", "Id", "The id of the membership.", |one| {
            Value::id(&one.member.id)
        }),
    ];
}

impl Described for Member {
    const FIELDS: &'static [Field<Self>] = &[];
}

/// Identifies a member of an organization.
#[derive(Debug, Clone, Copy)]
pub struct MemberRef<'a> {
    pub org: &'a OrgId,
    pub id: &'a MemberId,
}

impl Kind for MemberRef<'_> {
    fn noun(&self) -> &'static str {
        "member"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.member(self.org, self.id)?)
    }

    fn editable<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(&store.member(self.org, self.id)?.member)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.member(self.org, self.id)?.user.email.to_string())
    }

    fn forget(&self, store: &mut Store) {
        let people = store.people.entry(self.org.clone()).or_default();
        people.lose(self.id);
    }

    fn keep(&self, store: &mut Store, answer: &Answer, _: Timestamp) {
        if let Answer::GetMember(answer) = answer {
            store.keep_member(answer.member.clone());
        }
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_member(self.org, self.id).into())
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_member(self.org, self.id, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::remove_member(self.org, self.id))
    }
}
