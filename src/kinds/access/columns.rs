//! What the list of access says about each of its rows.

use super::{last_offer, offers};
use crate::{
    api::types::{
        ApiKeyRow, Jwks, MemberRole, Project, ProjectId, ProjectMember, Time, VpcEndpoint,
    },
    kinds::{
        Value,
        column::{CellValue, Column, Width},
        jwks::JWKS,
        lookup,
        project::Owner,
        project_member::{self, PROJECT_MEMBER},
        vpc_endpoint::VpcEndpointRef,
    },
    store::{
        Store,
        target::{AccessWay, Target},
    },
};
use jiff::Timestamp;

pub const COLUMNS: &[Column] = &[
    Column::name("WHO", "who or what can reach the project", Width::Name(22)),
    Column {
        title: "HOW",
        help: "by which way",
        width: Width::Words(24),
        weight: 95,
        fields: &[],
        value: CellValue::Timed(how),
    },
    Column {
        title: "ROLE",
        help: "what they may do there",
        width: Width::Words(11),
        weight: 90,
        fields: &[],
        value: CellValue::Computed(role),
    },
    Column {
        title: "SINCE",
        help: "since when: joined, shared, created or offered",
        width: Width::Time,
        weight: 85,
        fields: &[],
        value: CellValue::Computed(since),
    },
    Column {
        title: "IF REMOVED",
        help: "what would happen if this way was removed",
        width: Width::Words(30),
        weight: 0,
        fields: &[],
        value: CellValue::Computed(|store, of| {
            Value::of(lookup::of(of, |kind| kind.if_removed(store)), Value::text)
        }),
    },
];

fn api_key<'s>(store: &'s Store, of: &Target) -> Option<&'s ApiKeyRow> {
    match of {
        Target::ApiKey(org, id) => store.key(org.as_ref(), id),
        _ => None,
    }
}

fn how(store: &Store, of: &Target, now: Timestamp) -> Value {
    match of {
        Target::Access(project, way) => of_way(store, project, *way, now),
        Target::ProjectMember(..) => Value::of(of_member(store, of), Value::Text),
        Target::Member(org, _) => Value::Text(format!(
            "member of {}",
            store.name(&Target::Org(org.clone()))
        )),
        Target::Share(..) => {
            let user = store.user.known();
            let is_own = user.is_some_and(|user| store.name(of) == user.email.as_str());
            Value::Word(match is_own {
                true => "you, shared by e-mail",
                false => "shared by e-mail",
            })
        }
        Target::ApiKey(org, _) => {
            Value::of(api_key(store, of), |key| match (org, &key.project_id) {
                (None, _) => Value::Word("your API key"),
                (Some(_), Some(_)) => Value::Word("API key of this project"),
                (Some(org), None) => Value::Text(format!(
                    "API key of {}",
                    store.name(&Target::Org(org.clone()))
                )),
            })
        }
        Target::Jwks(..) => Value::of(JWKS.of(of).find::<Jwks>(store), |one| {
            let url = one.jwks_url.as_str();
            let host = url
                .split("//")
                .nth(1)
                .and_then(|rest| rest.split('/').next());
            Value::Text(format!("tokens, JWKS of {}", host.unwrap_or(url)))
        }),
        Target::VpcEndpoint(owner, id) => {
            let one = VpcEndpointRef { owner, id }.find(store);
            Value::of(one, |one: &VpcEndpoint| {
                Value::Text(format!("Postgres, {}", one.vpc_endpoint_id))
            })
        }
        _ => Value::Missing,
    }
}

fn of_member(store: &Store, of: &Target) -> Option<String> {
    let it = PROJECT_MEMBER.of(of);
    let one = it.find::<ProjectMember>(store)?;
    let org = match store.owner_of(of.project()?) {
        Owner::Org(org) => store.name(&Target::Org(org.clone())),
        Owner::User | Owner::Others => String::new(),
    };
    let how = match one.org_role {
        _ if one.is_set_here() => "role set in this project".to_owned(),
        MemberRole::Admin => format!("admin of {org}"),
        _ => format!("member of {org}"),
    };
    Some(match project_member::is_own(store, &it) {
        true => format!("you, {how}"),
        false => how,
    })
}

fn of_way(store: &Store, project: &ProjectId, way: AccessWay, now: Timestamp) -> Value {
    match way {
        AccessWay::Password => match store.full(project) {
            Some(full) => Value::Text(format!("Postgres, {}", from_where(store, full))),
            None => Value::Unread,
        },
        AccessWay::Ownership => Value::Word("you own it"),
        AccessWay::Offer => match offers(store, project, now).count() {
            1 => Value::Word("offer to transfer it"),
            many => Value::Text(format!("{many} offers to transfer it")),
        },
        _ => Value::of(super::refusal(store, project, way), |why| {
            Value::Text(format!("not shown: {why}"))
        }),
    }
}

/// From where Postgres can be reached.
pub(super) fn from_where(store: &Store, project: &Project) -> String {
    let settings = project.settings.as_ref();
    let is = |flag: Option<bool>| flag == Some(true);
    let (public, private) = (
        !is(settings.and_then(|all| all.block_public_connections)),
        !is(settings.and_then(|all| all.block_vpc_connections)),
    );
    let of = Target::Project(project.id.clone());
    let has_endpoints = !store.listings.of::<VpcEndpoint>(&of).is_empty();
    let allowed = settings.and_then(|all| all.allowed_ips.as_ref());
    let addresses = allowed.and_then(|allowed| allowed.ips.as_ref());
    let addresses = addresses.map_or(0, Vec::len);
    let protected = allowed.and_then(|allowed| allowed.protected_branches_only) == Some(true);
    match (public, private, addresses) {
        (false, false, _) => "blocked".to_owned(),
        (false, true, _) => "only from VPC endpoints".to_owned(),
        (true, true, _) if has_endpoints => "only from its VPC endpoints".to_owned(),
        (true, _, 0) => "from any address".to_owned(),
        (true, _, 1) if !protected => "from 1 address".to_owned(),
        (true, _, many) if !protected => format!("from {many} addresses"),
        (true, _, _) => "any address, protected: listed".to_owned(),
    }
}

fn role(store: &Store, of: &Target) -> Value {
    match of {
        Target::ProjectMember(..) => {
            let one = PROJECT_MEMBER.of(of).find::<ProjectMember>(store);
            Value::of(one.and_then(ProjectMember::may), Value::text)
        }
        Target::Member(org, id) => Value::of(store.member(org, id), |one| {
            Value::text(one.member.role.as_str())
        }),
        // Guests may change what is in it.
        Target::Share(..) => Value::Word("editor"),
        Target::ApiKey(..) => Value::of(api_key(store, of), |key| match key.project_id {
            Some(_) => Value::Word("editor"),
            None => Value::Word("admin"),
        }),
        Target::Jwks(..) => Value::of(JWKS.of(of).find::<Jwks>(store), |one| {
            match one.role_names.is_empty() {
                true => Value::Word("any role"),
                false => Value::list(&one.role_names),
            }
        }),
        Target::VpcEndpoint(..) | Target::Access(_, AccessWay::Password) => {
            Value::Word("as the role")
        }
        Target::Access(_, AccessWay::Ownership | AccessWay::Offer) => Value::Word("owner"),
        _ => Value::Missing,
    }
}

fn created(store: &Store, project: &ProjectId) -> Option<Time> {
    store.project(project)?.row.created_at
}

fn since(store: &Store, of: &Target) -> Value {
    let key = match of {
        Target::ProjectMember(project, _) => {
            // Nobody could reach the project before there was one.
            let joined = project_member::joined(store, of);
            return Value::time(
                joined.map(|at| created(store, project).map_or(at, |made| at.max(made))),
            );
        }
        Target::Member(..) => "member.joined_at",
        Target::Share(..) => "granted_at",
        Target::ApiKey(..) | Target::Jwks(..) => "created_at",
        Target::Access(project, AccessWay::Password | AccessWay::Ownership) => {
            return Value::time(created(store, project));
        }
        Target::Access(project, AccessWay::Offer) => {
            let last = last_offer(store, project);
            return Value::time(last.map(|one| one.made_at.into()));
        }
        _ => return Value::Missing,
    };
    lookup::of(of, |kind| {
        Value::of(kind.known(store), |known| known.value(key))
    })
}
