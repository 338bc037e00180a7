//! Who can reach a project, how, and since when: one list made of those of members, shares, API keys, JWKS URLs, VPC
//! endpoints and offers. Its rows are the things of those lists; for what is no thing of its own, or could not be
//! listed, there is an [`AccessRef`].

pub mod columns;
mod way;

use super::{
    api_key,
    list::{List, Listed, Load},
    lookup, member,
    project::Owner,
};
use crate::{
    api::types::{
        ApiKeyRow, Jwks, KeyId, MemberRole, OrgId, ProjectId, ProjectMember, ProjectPermission,
        VpcEndpoint,
    },
    store::{
        Offer, Store,
        target::{AccessWay, Target},
    },
};
use jiff::Timestamp;
pub use way::AccessRef;

pub const ACCESS: List = List("Access");

/// The lists that it is made of, with what their things give.
pub fn sources(store: &Store, project: &ProjectId) -> Vec<(AccessWay, Load)> {
    let of = || Target::Project(project.clone());
    let mut all = Vec::new();
    match store.owner_of(project) {
        Owner::Org(org) => {
            all.push((AccessWay::Membership, ProjectMember::load(of())));
            // Since when they belong to it.
            all.push((AccessWay::Membership, member::members(org.clone())));
            all.push((AccessWay::ApiKeys, api_key::load(Some(org))));
        }
        Owner::User => all.push((AccessWay::ApiKeys, api_key::load(None))),
        Owner::Others => {}
    }
    all.extend([
        (AccessWay::Shares, ProjectPermission::load(of())),
        (AccessWay::Jwks, Jwks::load(of())),
        (AccessWay::VpcEndpoints, VpcEndpoint::load(of())),
    ]);
    all
}

/// The list that a row of the list of this project is from.
pub fn source(store: &Store, project: &ProjectId, row: &Target) -> Option<Load> {
    let way = match row {
        Target::ProjectMember(..) => AccessWay::Membership,
        Target::Member(org, _) => return Some(member::members(org.clone())),
        Target::Share(..) => AccessWay::Shares,
        Target::ApiKey(..) => AccessWay::ApiKeys,
        Target::Jwks(..) => AccessWay::Jwks,
        Target::VpcEndpoint(..) => AccessWay::VpcEndpoints,
        Target::Access(_, way) => *way,
        _ => return None,
    };
    let sources = sources(store, project).into_iter();
    let mut sources = sources.filter(|(one, _)| *one == way);
    sources.next().map(|(_, load)| load)
}

/// What is said about a row: what would happen if it was removed, or why what it stands for is not shown.
pub fn about(store: &Store, row: &Target) -> Option<String> {
    let removed = lookup::of(row, |kind| kind.if_removed(store));
    removed.or_else(|| match row {
        Target::Access(project, way) => {
            let why = refusal(store, project, *way)?;
            Some(format!("Not shown: {why}"))
        }
        _ => None,
    })
}

/// Why the things of a way are not listed, in Neon's words.
fn refusal(store: &Store, project: &ProjectId, way: AccessWay) -> Option<String> {
    if way == AccessWay::Membership && store.owner_of(project) == Owner::Others {
        return Some("the project is shared with you".to_owned());
    }
    let load = source(store, project, &Target::Access(project.clone(), way))?;
    store
        .failed_loads
        .get(&load)
        .map(crate::api::ApiError::reason)
}

/// The offers of a project that have not ended.
fn offers<'s>(
    store: &'s Store,
    project: &ProjectId,
    now: Timestamp,
) -> impl Iterator<Item = &'s Offer> {
    let project = project.clone();
    let all = store.offers.iter();
    all.filter(move |one| one.project == project && one.expires_at.is_none_or(|end| end > now))
}

/// The offer of a project that ends last.
fn last_offer<'s>(store: &'s Store, project: &ProjectId) -> Option<&'s Offer> {
    let all = offers(store, project, Timestamp::MIN);
    all.max_by_key(|one| one.expires_at.unwrap_or(Timestamp::MAX))
}

/// The rows: whatever is known to give access, and what could not be listed.
pub fn rows(store: &Store, project: &ProjectId, now: Timestamp) -> Vec<Target> {
    let way = |way| Target::Access(project.clone(), way);
    let mut rows = vec![way(AccessWay::Password)];
    match store.owner_of(project) {
        Owner::Org(org) => {
            rows.extend(members(store, project, org));
            rows.extend(listed::<ProjectPermission>(
                store,
                project,
                AccessWay::Shares,
            ));
            rows.extend(keys(store, project, Some(org)));
        }
        Owner::User => {
            rows.push(way(AccessWay::Ownership));
            rows.extend(listed::<ProjectPermission>(
                store,
                project,
                AccessWay::Shares,
            ));
            rows.extend(keys(store, project, None));
        }
        Owner::Others => {
            rows.push(way(AccessWay::Membership));
            rows.extend(listed::<ProjectPermission>(
                store,
                project,
                AccessWay::Shares,
            ));
        }
    }
    rows.extend(listed::<Jwks>(store, project, AccessWay::Jwks));
    rows.extend(listed::<VpcEndpoint>(
        store,
        project,
        AccessWay::VpcEndpoints,
    ));
    rows.extend(
        offers(store, project, now)
            .next()
            .map(|_| way(AccessWay::Offer)),
    );
    rows
}

/// The things of a list of the project, or the row that says why there is none.
fn listed<T: Listed>(store: &Store, project: &ProjectId, way: AccessWay) -> Vec<Target> {
    let of = Target::Project(project.clone());
    match store.listings.has::<T>(&of) {
        true => {
            let all = store.listings.of::<T>(&of).iter();
            by_name(store, all.map(|one| one.target(&of)))
        }
        false => unlisted(store, project, way).into_iter().collect(),
    }
}

/// The row that says why the things of a way are not listed, if so.
fn unlisted(store: &Store, project: &ProjectId, way: AccessWay) -> Option<Target> {
    refusal(store, project, way).map(|_| Target::Access(project.clone(), way))
}

/// The members who have access. Where Neon does not tell their roles in the project, those of the organization.
fn members(store: &Store, project: &ProjectId, org: &OrgId) -> Vec<Target> {
    let of = Target::Project(project.clone());
    if store.listings.has::<ProjectMember>(&of) {
        let all = store.listings.of::<ProjectMember>(&of).iter();
        let all = all.filter(|one| one.may().is_some());
        return by_name(store, all.map(|one| one.target(&of)));
    }
    let Some(unlisted) = unlisted(store, project, AccessWay::Membership) else {
        return Vec::new();
    };
    let all = store.members(org).iter();
    let all = all.filter(|one| one.member.role != MemberRole::Collaborator);
    let all = all.map(|one| Target::Member(org.clone(), one.member.id.clone()));
    let mut all = by_name(store, all);
    all.push(unlisted);
    all
}

/// The keys that reach the project.
fn keys(store: &Store, project: &ProjectId, org: Option<&OrgId>) -> Vec<Target> {
    if !store.listings.has::<ApiKeyRow>(&api_key::owner(org)) {
        return unlisted(store, project, AccessWay::ApiKeys)
            .into_iter()
            .collect();
    }
    let reaches = |key: &&ApiKeyRow| key.project_id.as_ref().is_none_or(|only| only == project);
    let all = store.keys_of(org).iter().filter(reaches);
    by_name(
        store,
        all.map(|key| Target::ApiKey(org.cloned(), KeyId::from(key.id))),
    )
}

fn by_name(store: &Store, all: impl Iterator<Item = Target>) -> Vec<Target> {
    let mut all: Vec<Target> = all.collect();
    all.sort_by_cached_key(|one| store.name(one));
    all
}
