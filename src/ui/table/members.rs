//! The members of an organization, and its invitations.
//!
//! Only admins can change them. Nobody can remove themselves here, nor the last admin: then nobody could manage
//! the organization. Neon's API cannot revoke invitations.

use super::{
    SortOrder,
    list::{ListEvent, ListTab, PagesOf, Source, Spec},
    load,
};
use crate::{
    api::{
        Get, Request,
        types::{
            AuthMethod, Invitation, InvitationList, MemberId, MemberWithUser, MembersPage, OrgId,
        },
    },
    kinds::{
        Value,
        column::{CellValue, Column, Width, field},
        member::{MEMBERS, invitations},
    },
    neon::Neon,
    reads::fetch,
    store::{Joined, Store, remote::keep_unread, target::Target},
    ui::{action::Action, browser::Browser, keymap::Keymap},
};
use std::collections::HashSet;

/// The most members on a page.
const PAGE: u32 = 500;

const MEMBER: Column = Column::name("MEMBER", "the member's e-mail address", Width::Name(24));
const ROLE: Column = field!(MemberWithUser, "member.role", Width::Words(13), 95);
const HERE: Column = Column {
    title: "HERE",
    help: "whether it is you, and whether the account is deactivated",
    width: Width::Words(12),
    weight: 90,
    fields: &["user.deactivated_at", "member.user_id"],
    value: CellValue::Computed(here),
};
const JOINED: Column = field!(MemberWithUser, "member.joined_at", Width::Time, 80);
const SECOND_FACTOR: Column = field!(MemberWithUser, "user.has_mfa", Width::Words(10), 50);
const ID: Column = Column::id("its id", Width::Name(12), 20);
const INVITED: Column = Column::name(
    "INVITED",
    "the e-mail address that was invited",
    Width::Name(24),
);
const AS: Column = field!(Invitation, "role", Width::Words(13), 95);
const STATE: Column = Column {
    title: "STATE",
    help: "whether they joined; left: they joined and left again",
    width: Width::Words(8),
    weight: 90,
    fields: &["email"],
    value: CellValue::Computed(|store, of| {
        invitation(store, of, |one| {
            Value::Word(match store.answer_to(one) {
                Joined::Yes => "joined",
                Joined::Left => "left",
                Joined::NotYet => "pending",
            })
        })
    }),
};
const WHEN: Column = field!(Invitation, "invited_at", Width::Time, 80);
const BY: Column = Column {
    value: CellValue::Computed(|store, of| {
        invitation(store, of, |one| Value::text(store.invited_by(one)))
    }),
    ..field!(Invitation, "invited_by", Width::Name(12), 60)
};

pub const SPEC: Spec = Spec {
    list: MEMBERS,
    place,
    listen,
    new: |_, _| None,
    note: |_, neon, of| note(neon, of),
    about: None,
    tabs: &[
        ListTab {
            title: "Members",
            name: "members",
            columns: &[MEMBER, ROLE, HERE, JOINED, SECOND_FACTOR, ID],
            by: SortOrder::up(&MEMBER),
            source: Source::Own(&PagesOf {
                first: |_, of| Request::list_members(&org(of), None, PAGE),
                keep: keep_members,
            }),
            rows: |_, neon, of| {
                let org = org(of);
                let line = |one: &MemberWithUser| {
                    Target::Member(org.clone(), one.member.id.clone()).into()
                };
                neon.store.members(&org).iter().map(line).collect()
            },
            empty: |_, _, _, _| "Neon lists no members.".to_owned(),
        },
        ListTab {
            title: "Invitations",
            name: "invitations",
            columns: &[INVITED, AS, STATE, WHEN, BY],
            by: SortOrder::down(&WHEN),
            source: Source::Own(&PagesOf {
                first: |_, of| Request::list_invitations(&org(of)),
                keep: keep_invitations,
            }),
            rows: |_, neon, of| {
                let org = org(of);
                let line =
                    |one: &Invitation| Target::Invitation(org.clone(), one.id.clone()).into();
                neon.store.invitations(&org).iter().map(line).collect()
            },
            empty: |_, keymap, neon, of| {
                let key = keymap.name(Action::NewMenu);
                let name = neon.store.name(of);
                format!("No one has been invited to {name} yet. {key} invites people by e-mail.")
            },
        },
    ],
};

/// The row's organization, if the user belongs to it.
fn place(browser: &Browser, neon: &Neon) -> Result<Target, String> {
    let only = neon.session.who.as_ref().and_then(|who| who.only.as_ref());
    if only.is_some() {
        return Err("this key can access only one project: Neon shows it no members".to_owned());
    }
    let of = browser.table.as_ref().map(|table| &table.of);
    let target = of.or(browser.selected());
    let of_project = || {
        let project = target?.project()?;
        neon.store.project(project)?.row.org_id.as_ref()
    };
    let known = |org: &&OrgId| neon.store.orgs.value.contains_key(*org);
    match target.and_then(Target::org).or_else(of_project) {
        Some(org) if org.is_empty() => {
            Err("a personal account has no members; organizations do".to_owned())
        }
        Some(org) if known(&org) => Ok(Target::Org(org.clone())),
        Some(_) => Err(
            "this is shared with you: you cannot see the members of its organization".to_owned(),
        ),
        None => Err("select an organization, or something in it".to_owned()),
    }
}

/// Reloads the invitations before sending one, so that new ones can be recognized afterwards.
pub fn ask_for_invitations(browser: &mut Browser, neon: &mut Neon, org: &OrgId) {
    load::begin(browser, neon, &SPEC, invitations(org.clone()))
}

/// The organization that the list belongs to.
fn org(of: &Target) -> OrgId {
    of.org().cloned().unwrap_or_default()
}

/// Loads the user once, because their own row is marked and only admins may change others; and the invitations
/// with the members, because inviting needs them.
fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    if event != ListEvent::Opened || is_key_of_org(neon) {
        return;
    }
    fetch::user(neon);
    let of = browser.table.as_ref().and_then(|table| table.of.org());
    if let Some(org) = of.cloned() {
        ask_for_invitations(browser, neon, &org);
    }
}

/// The user's role there.
fn note(neon: &Neon, of: &Target) -> String {
    match neon.store.own_place(&org(of)) {
        Some(own) => format!("your role: {}", own.role),
        None => String::new(),
    }
}

fn member(store: &Store, of: &Target, value: impl FnOnce(&MemberWithUser) -> Value) -> Value {
    match of {
        Target::Member(org, id) => Value::of(store.member(org, id), value),
        _ => Value::Missing,
    }
}

fn invitation(store: &Store, of: &Target, value: impl FnOnce(&Invitation) -> Value) -> Value {
    match of {
        Target::Invitation(org, id) => Value::of(store.invitation(org, id), value),
        _ => Value::Missing,
    }
}

fn here(store: &Store, of: &Target) -> Value {
    let own = store.own_place(&org(of));
    member(store, of, |one| {
        Value::Word(match one.user.deactivated_at {
            Some(_) => "deactivated",
            None if own.is_some_and(|own| own.id == one.member.id) => "you",
            None => "",
        })
    })
}

fn keep_members(
    neon: &mut Neon,
    of: &Target,
    page: MembersPage,
    is_first: bool,
) -> Option<Get<MembersPage>> {
    let next = page.next(PAGE, None);
    let people = neon.store.people.entry(org(of)).or_default();
    let next = next.filter(|_| !page.members.is_empty());
    people.take_page(page.members, &page.odd, is_first, next.is_none());
    next.map(|cursor| Request::list_members(&org(of), Some(&cursor), PAGE))
}

fn keep_invitations(
    neon: &mut Neon,
    of: &Target,
    mut list: InvitationList,
    _: bool,
) -> Option<Get<InvitationList>> {
    let people = neon.store.people.entry(org(of)).or_default();
    keep_unread(&people.invitations, &mut list.invitations, &list.odd);
    people.invitations = list.invitations;
    None
}

/// Whether the key belongs to an organization rather than a person.
fn is_key_of_org(neon: &Neon) -> bool {
    let who = neon.session.who.as_ref();
    let nobody = neon.store.user.error();
    who.is_some_and(|who| who.method == AuthMethod::ApiKeyOrg)
        || nobody.is_some_and(crate::api::ApiError::is_gone)
}

/// Why this key cannot send invitations, if so.
pub fn why_no_invitations(keymap: &Keymap, neon: &Neon, org: &OrgId) -> Option<String> {
    if is_key_of_org(neon) {
        let key = keymap.name(Action::Accounts);
        return Some(format!(
            "an organization key cannot invite people; {key} signs in as yourself"
        ));
    }
    neon.store.why_not_admin(org)
}

/// Why a member cannot be changed or removed, if so.
pub fn obstacle(neon: &Neon, org: &OrgId, id: &MemberId) -> Option<String> {
    if let Some(why) = neon.store.why_not_admin(org) {
        return Some(why);
    }
    if neon.store.own_place(org).is_some_and(|own| own.id == *id) {
        return Some("this is you: only another admin can change your role".to_owned());
    }
    let leaves = HashSet::from([Target::Member(org.clone(), id.clone())]);
    leaves_no_admin(neon, org, &leaves)
}

/// Why these members cannot all leave, if so: an organization must keep an admin.
pub fn leaves_no_admin(neon: &Neon, org: &OrgId, leaving: &HashSet<Target>) -> Option<String> {
    let leaves = |one: &&MemberWithUser| {
        leaving.contains(&Target::Member(org.clone(), one.member.id.clone()))
    };
    let mut admins = neon.store.admins(org);
    let stays = |one: &MemberWithUser| !leaves(&one);
    let all = neon.store.admins(org).count();
    let none = all > 0 && !admins.any(stays);
    none.then(|| "this is the last admin; make someone else an admin first".to_owned())
}
