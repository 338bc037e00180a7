//! Members of organizations.

use super::{
    deletion::{Question, fact},
    edit::may,
    field::{Described, Field, Value, main, more},
    kind::{Keys, Kind, Known},
    list::{List, Load},
    verb::Verb,
};
use crate::{
    api::{
        Answer, Request,
        types::{Invitation, Member, MemberAnswer, MemberId, MemberRole, MemberWithUser, OrgId},
    },
    store::{Store, target::Target},
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
        main(
            "user.deactivated_at",
            "Deactivated",
            "Since when they cannot sign in.",
            |one| Value::time(one.user.deactivated_at),
        ),
        more("member.id", "Id", "The id of the membership.", |one| {
            Value::id(&one.member.id)
        }),
    ];
}

impl Described for Member {
    const FIELDS: &'static [Field<Self>] = &[];
}

/// Their list, of which invitations are the second tab.
pub const MEMBERS: List = List("Members");

/// The load of an organization's members.
pub const fn members(org: OrgId) -> Load {
    Load {
        list: MEMBERS,
        tab: 0,
        of: Target::Org(org),
    }
}

/// The load of an organization's invitations.
pub const fn invitations(org: OrgId) -> Load {
    Load {
        list: MEMBERS,
        tab: 1,
        of: Target::Org(org),
    }
}

/// A role, and what it may do.
pub(super) fn role(role: &str) -> String {
    let text = format!("{role}: {}", may(role));
    text.trim_end_matches(": ").to_owned()
}

/// What would happen if somebody was removed from an organization.
pub(super) fn leaving(store: &Store, org: &OrgId, email: &str) -> String {
    let of = store.name(&Target::Org(org.clone()));
    format!(
        "If removed from {of}, {email} can reach none of its projects; role passwords they know keep working"
    )
}

impl Store {
    /// Who has sent an invitation: their address, if known.
    pub fn invited_by<'s>(&'s self, one: &'s Invitation) -> &'s str {
        let mut members = self.members(&one.org_id).iter();
        let by = members.find(|other| other.member.user_id == one.invited_by);
        by.map_or(&one.invited_by, |by| &by.user.email)
    }

    /// Why this key cannot change an organization's members and settings, if so.
    pub fn why_not_admin(&self, org: &OrgId) -> Option<String> {
        let own = self.own_place(org)?;
        (own.role != MemberRole::Admin).then(|| {
            let name = self.name(&Target::Org(org.clone()));
            format!(
                "only admins of {name} can do that; your role there: {}",
                own.role
            )
        })
    }
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

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        [MemberWithUser::names(), Member::names()].concat()
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

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        if let Some(answer) = answer.body::<MemberAnswer>() {
            store.keep_member(answer.member);
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

    fn summary(&self, store: &Store, keys: Keys<'_>) -> Option<(String, Vec<String>)> {
        let one = store.member(self.org, self.id)?;
        let of = store.name(&Target::Org(self.org.clone()));
        let Keys { edit, delete } = keys;
        Some((
            format!("{} belongs to {of}", one.user.email),
            vec![
                role(one.member.role.as_str()),
                format!("{edit} changes the role, {delete} removes them."),
            ],
        ))
    }

    fn deletion_verb(&self) -> Verb {
        Verb::REMOVE
    }

    fn if_removed(&self, store: &Store) -> Option<String> {
        let email = &store.member(self.org, self.id)?.user.email;
        Some(leaving(store, self.org, email))
    }

    // The part of an e-mail address before its `@`.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name.split('@').next().unwrap_or(name)
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact(
                "loses",
                "access to the organization and its projects, immediately",
            ),
            fact(
                "stays",
                "role passwords and organization API keys they know: rotate those",
            ),
            fact("undo", "by inviting them again"),
        ]
    }

    fn question(&self, store: &Store) -> Option<Question> {
        let of = store.name(&Target::Org(self.org.clone()));
        let email = store.name(&Target::Member(self.org.clone(), self.id.clone()));
        let mut lines = vec![fact("in", &of)];
        if let Some(one) = store.member(self.org, self.id) {
            lines.push(fact("role", role(one.member.role.as_str())));
        }
        lines.extend(self.losses_of_many(store, &[]));
        Some(Question {
            title: format!("Remove {email} from {of}?"),
            lines,
            typed: true,
            prominent: false,
            concerns: None,
        })
    }
}
