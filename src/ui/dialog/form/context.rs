//! What the fields of a form depend on besides the item: plan, state, names in use, values to choose from.

use crate::{
    api::types::{Branch, BranchId, Endpoint, EndpointState, OrgId, ProjectId, Unreadable},
    kinds::{
        self, Known,
        edit::{About, OWNER, Offer, PARENT, REGION, REGIONS},
        lookup::New,
        project,
    },
    neon::Neon,
    store::target::Target,
    ui::{on_screen, settings::Settings},
};

/// Collects what the fields depend on, for the item at this target or for a new one there.
pub(crate) fn about(settings: &Settings, neon: &Neon, target: &Target, new: Option<&New>) -> About {
    let plan = plan(neon, target);
    let prices = &neon.store.prices;
    let cu_hour = plan.as_ref().and_then(|plan| prices.compute(plan, 3_600));
    let branch = neon.store.branch_of(target);
    let mut about = About {
        cu_hour,
        history_month: cu_hour.map(|_| prices.history),
        snapshot_month: cu_hour.map(|_| prices.snapshots),
        data: branch.and_then(|branch| branch.logical_size),
        plan,
        name: neon.store.name(target),
        no_wake: neon.no_wake_by(Some(target)).is_some(),
        unreadable: unreadable(neon, target, new),
        ..About::at(neon.now, settings.zone.clone())
    };
    match new {
        Some(new) => on_screen::new(new).context(neon, &mut about),
        None => on_screen::of(target, |kind| kind.context(neon, &mut about)),
    }
    about
}

/// The parts of the edited item that could not be read.
fn unreadable(neon: &Neon, target: &Target, new: Option<&New>) -> Unreadable {
    let known = kinds::lookup::of(target, |kind| kind.editable(&neon.store));
    let known = known.filter(|_| new.is_none()).map(Known::unreadable);
    known.map_or_else(Unreadable::none, Unreadable::clone)
}

fn plan(neon: &Neon, target: &Target) -> Option<String> {
    let plan = match target {
        Target::Org(org) => neon.store.plan_of_org(org)?,
        of => neon.store.plan(of.project()?)?,
    };
    Some(project::plan(plan).to_owned())
}

pub(crate) fn is_running(endpoint: &Endpoint) -> bool {
    endpoint.current_state == EndpointState::Active
        || endpoint.pending_state == Some(EndpointState::Active)
}

/// Adds regions, and the names of the other projects.
pub(crate) fn add_org(neon: &Neon, org: &OrgId, about: &mut About) {
    let entries = neon.store.projects.values().filter(|entry| !entry.gone);
    let same = entries.filter(|entry| entry.row.org_id.as_ref() == Some(org));
    about.in_use = same.map(|entry| entry.row.name.to_string()).collect();
    let known = neon.store.regions.get(org).and_then(|all| all.known());
    let regions = match known.filter(|regions| !regions.is_empty()) {
        Some(regions) => regions
            .iter()
            .map(|region| offer_region(region.region_id.as_str(), &region.name))
            .collect(),
        None => REGIONS
            .iter()
            .map(|(id, name)| offer_region(id, name))
            .collect(),
    };
    about.offers.push((REGION, regions));
}

fn offer_region(id: &str, name: &str) -> Offer {
    Offer::new(id, if name.is_empty() { id } else { name })
}

/// Adds branches, and how far back their history goes.
pub(crate) fn add_project(neon: &Neon, project: &ProjectId, about: &mut About) {
    about.history = history(neon, project);
    let Some(inside) = neon.store.inside(project) else {
        return;
    };
    let branches = inside.branches.value.values();
    about.in_use = branches
        .clone()
        .map(|branch| branch.name.to_string())
        .collect();
    let mut parents: Vec<&Branch> = branches.collect();
    parents.sort_by_key(|branch| (!branch.default, branch.name.clone()));
    let offers = parents.into_iter().map(offer_branch).collect();
    about.offers.push((PARENT, offers));
}

/// How far back the history of a project goes, in seconds.
pub(crate) fn history(neon: &Neon, project: &ProjectId) -> Option<i64> {
    let entry = neon.store.project(project)?;
    entry.row.history_retention_seconds.map(i64::from)
}

fn offer_branch(branch: &Branch) -> Offer {
    let expires = branch.expires_at.is_some();
    Offer {
        why_not: expires.then(|| {
            format!(
                "{} expires, and a branch that expires has no children",
                branch.name
            )
        }),
        since: branch.created_at.map(Into::into),
        protected: crate::kinds::branch::is_protected(branch),
        ..Offer::new(branch.id.as_str(), branch.name.as_str())
    }
}

/// The same for a new item on a branch.
pub(crate) fn new_on_branch(
    neon: &Neon,
    project: &ProjectId,
    branch: &BranchId,
    about: &mut About,
) {
    add_branch(neon, project, branch, about);
    about.history = history(neon, project);
}

/// Adds roles, and what depends on the branch.
pub(crate) fn add_branch(neon: &Neon, project: &ProjectId, branch: &BranchId, about: &mut About) {
    let store = &neon.store;
    let known = store.branch(project, branch);
    let target = Target::Branch(project.clone(), branch.clone());
    about.production = known.is_none() || neon.is_production(&target);
    about.active = store.endpoints_of(project, branch).any(is_running);
    about.has_children = store.inside(project).is_some_and(|inside| {
        let mut others = inside.branches.value.values();
        others.any(|other| other.parent_id.as_ref() == Some(branch))
    });
    if let Some(contents) = store.contents(project, branch) {
        let roles = contents.roles.value.iter();
        let free = roles.filter(|role| role.protected != Some(true));
        let offers = free.map(|role| Offer::new(role.name.as_str(), role.name.as_str()));
        about.offers.push((OWNER, offers.collect()));
    }
}
