//! Follows a target as far as the loaded data allows.

use super::{
    NavigationTarget, NotFound,
    names::{self, BranchSplit},
    search::search,
};
use crate::{
    api::{
        Request,
        types::{Branch, Endpoint, OrgId, ProjectId},
    },
    changes::Changes,
    neon::{Neon, read},
    reads::fetch,
    store::target::Target,
    ui::{
        answers, browser::Browser, cursor, navigation_target::Start, rebuild, selection, tree::Tree,
    },
};

/// How many existing names are listed.
const NAMED: usize = 4;

/// How far a target is resolved.
pub(crate) enum ResolveStep {
    /// More data is needed, and has been requested.
    Wait,
    /// It is resolved.
    There(Target),
    /// The compute is no longer in the project where it was last seen.
    Elsewhere,
    /// There is no such thing: a sentence, and the nearest existing thing.
    Lost(String, Option<Box<Target>>),
}

/// Starts to go to a place in a project that the user has asked for by name.
pub fn go(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    destination: NavigationTarget,
    name: &str,
) {
    let project = destination.project.clone().map(ProjectId::from);
    let unknown = project.filter(|project| neon.store.project(project).is_none());
    start.destination = Some(destination);
    neon.say(format!("looking for {name} …"));
    match unknown {
        Some(project) => {
            let request = Request::get_project(&project).raw();
            neon.ask(read::project(project), request);
        }
        None => follow(browser, start, changes, neon),
    }
}

/// New data has arrived: goes to the target, or says why that is impossible.
pub fn follow(browser: &mut Browser, start: &mut Start, changes: &mut Changes, neon: &mut Neon) {
    let Some(mut destination) = start.destination.take() else {
        return;
    };
    let step = match &destination.org {
        Some(org) => organization(neon, &destination, org),
        None => match project(&browser.tree, neon, &mut destination) {
            Ok(project) => inside(neon, &destination, &project),
            Err(step) => step,
        },
    };
    match step {
        ResolveStep::Wait => start.destination = Some(destination),
        ResolveStep::There(target) => {
            if let (Some(compute), Some(project)) = (destination.endpoint, target.project()) {
                neon.hosts.note(compute.into(), project.clone());
            }
            arrive(browser, start, changes, neon, &target)
        }
        ResolveStep::Elsewhere => {
            start.destination = Some(destination);
            look_elsewhere(browser, start, changes, neon)
        }
        ResolveStep::Lost(why, nearest) => {
            let nearest = nearest.map(|nearest| *nearest);
            if let [next, others @ ..] = destination.others.clone().as_slice() {
                destination.split(next, others);
                destination.lost.get_or_insert((why, nearest));
                start.destination = Some(destination);
                return answers::lookup::go(browser, changes, neon, next);
            }
            let (why, nearest) = destination.lost.unwrap_or((why, nearest));
            start.lose(neon, NotFound::Place(why));
            if let Some(target) = nearest {
                arrive(browser, start, changes, neon, &target);
            }
        }
    }
}

/// The compute is not where it was last seen: searches all projects.
pub fn look_elsewhere(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
) {
    let Some(destination) = &mut start.destination else {
        return;
    };
    (destination.project, destination.recalled) = (None, false);
    if let Some(compute) = &destination.endpoint {
        neon.hosts.forget(compute.as_str());
    }
    follow(browser, start, changes, neon)
}

fn arrive(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
) {
    start.destination = None;
    cursor::open_path(&mut browser.tree, &neon.store, target);

    if matches!(target, Target::Project(_) | Target::Org(_)) {
        browser.tree.expanded.insert(target.clone());
        fetch::opened(neon, target);
    }
    rebuild::rows(browser, changes, neon);
    selection::select(browser, changes, neon, target);
}

/// Resolves the organization.
fn organization(neon: &Neon, destination: &NavigationTarget, org: &OrgId) -> ResolveStep {
    let orgs = &neon.store.orgs;
    if orgs.value.contains_key(org) {
        return ResolveStep::There(Target::Org(org.clone()));
    }
    if orgs.known().is_none() {
        return ResolveStep::Wait;
    }
    let names = orgs
        .value
        .values()
        .filter(|org| !org.id.as_str().is_empty());
    let names: Vec<&str> = names.map(|org| org.name.as_str()).collect();
    let why = format!(
        "there is no organization {org}{}: {}",
        destination.source(),
        few(&names)
    );
    ResolveStep::Lost(why, None)
}

/// Resolves the project.
fn project(
    tree: &Tree,
    neon: &mut Neon,
    destination: &mut NavigationTarget,
) -> Result<ProjectId, ResolveStep> {
    let compute = destination.endpoint.as_deref();
    let recalled = compute.and_then(|compute| neon.hosts.get(compute));
    if let (None, Some(id)) = (&destination.project, recalled.cloned()) {
        (destination.project, destination.recalled) = (Some(id.to_string()), true);
        if neon.store.project(&id).is_none() {
            let request = Request::get_project(&id).raw();
            neon.ask(read::project(id), request);
            return Err(ResolveStep::Wait);
        }
    }
    if let Some(name) = &destination.project {
        let id = ProjectId::from(name.as_str());
        return match neon.store.project(&id) {
            Some(entry) if !entry.gone => Ok(id),
            Some(_) if destination.recalled => Err(ResolveStep::Elsewhere),
            // The lookup of the name replaces it with an ID, or says that there is none.
            _ => Err(ResolveStep::Wait),
        };
    }
    let found = search(tree, neon, destination)?;
    destination.project = Some(found.to_string());
    Ok(found)
}

/// Resolves what is in a project.
fn inside(neon: &mut Neon, destination: &NavigationTarget, project: &ProjectId) -> ResolveStep {
    let there = Target::Project(project.clone());
    if !destination.goes_on() {
        return match destination.database {
            Some(_) => {
                fetch::opened(neon, &there);
                ResolveStep::Wait
            }
            None => ResolveStep::There(there),
        };
    }
    let known = neon.store.inside(project);
    let Some(known) = known.filter(|inside| !inside.branches.is_absent()) else {
        fetch::opened(neon, &there);
        return ResolveStep::Wait;
    };
    if let Some(error) = known.branches.error().or(known.endpoints.error()) {
        if destination.recalled && error.is_out_of_reach() {
            return ResolveStep::Elsewhere;
        }
        return ResolveStep::Lost(error.sentence(), Some(there.into()));
    }
    if known.branches.at.is_none() || known.endpoints.at.is_none() {
        return ResolveStep::Wait;
    }
    let all_pages = !known.incoming.is_active();
    if let Some(id) = &destination.endpoint {
        let found = known
            .endpoints
            .value
            .values()
            .find(|one| one.id.as_str() == id);
        let Some(found) = found else {
            if destination.recalled {
                return ResolveStep::Elsewhere;
            }
            let name = neon.store.name(&there);
            return ResolveStep::Lost(format!("{name} has no compute {id}"), Some(there.into()));
        };
        let compute = Target::Endpoint(project.clone(), found.id.clone());
        if destination.database.is_none() && destination.role.is_none() {
            return ResolveStep::There(compute);
        }
        let branch = Target::Branch(project.clone(), found.branch_id.clone());
        let names = [&destination.database, &destination.role].map(|name| name.as_deref());
        return contents(neon, &branch, &names, compute);
    }
    let splits = names::branches(known.branches.value.values(), &destination.steps);
    let whole = splits.first().is_some_and(|split| split.rest.is_empty());
    if !all_pages && !whole {
        return ResolveStep::Wait;
    }
    if splits.is_empty() {
        return ResolveStep::Lost(no_branch(neon, destination, project), Some(there.into()));
    }
    on_branch(neon, destination, project, splits)
}

/// Resolves what is on one of these branches: the first way to split the steps that leads to something.
fn on_branch(
    neon: &mut Neon,
    destination: &NavigationTarget,
    project: &ProjectId,
    splits: Vec<BranchSplit>,
) -> ResolveStep {
    if let Some(several) = splits.iter().find(|split| split.found.len() > 1) {
        let names: Vec<&str> = several
            .found
            .iter()
            .map(|(_, name)| name.as_str())
            .collect();
        let there = Target::Project(project.clone());
        let why = format!(
            "{} has {} branches of that name: {}. Write the name exactly, or an id",
            neon.store.name(&there),
            names.len(),
            few(&names)
        );
        return ResolveStep::Lost(why, Some(there.into()));
    }
    let mut lost = None;
    for split in splits {
        let Some((id, _)) = split.found.into_iter().next() else {
            continue;
        };
        let branch = Target::Branch(project.clone(), id);
        let rest = split.rest.as_str();
        let step = match (rest, &destination.database) {
            ("", None) => ResolveStep::There(branch),
            ("", Some(name)) => contents(neon, &branch, &[Some(name)], branch.clone()),
            (name, _) => contents(neon, &branch, &[Some(name), Some(name)], branch.clone()),
        };
        match step {
            ResolveStep::Lost(..) => lost = lost.or(Some(step)),
            found => return found,
        }
    }
    lost.unwrap_or_else(|| ResolveStep::Wait)
}

/// `storefront has no branch pr-9: production, staging, dev/maya and 4 more`
fn no_branch(neon: &Neon, destination: &NavigationTarget, project: &ProjectId) -> String {
    let inside = neon.store.inside(project);
    let names = inside
        .into_iter()
        .flat_map(|inside| inside.branches.value.values());
    let mut names: Vec<&Branch> = names.collect();
    // The default branch first: it is the most likely one.
    names.sort_by_key(|branch| !branch.default);
    let names: Vec<&str> = names.iter().map(|branch| branch.name.as_str()).collect();
    format!(
        "{} has no branch {}{}: {}",
        neon.store.name(&Target::Project(project.clone())),
        destination.steps.join("/"),
        destination.source(),
        few(&names)
    )
}

fn few(names: &[&str]) -> String {
    let shown: Vec<&str> = names.iter().copied().take(NAMED).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The only thing with a name.
fn only<'a, T>(
    all: impl Iterator<Item = &'a T> + Clone,
    name: &str,
    texts: impl Fn(&T) -> (&str, &str),
) -> Option<&'a T> {
    match names::called(all, name, texts).as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// Resolves a compute, database or role on a branch: the first of the names that exists. The last name is
/// searched among roles, the ones before it among databases, and all of them among computes.
fn contents(
    neon: &mut Neon,
    branch: &Target,
    names: &[Option<&str>],
    nearest: Target,
) -> ResolveStep {
    let Target::Branch(project, id) = branch else {
        return ResolveStep::There(nearest);
    };
    let computes: Vec<&Endpoint> = neon.store.endpoints_of(project, id).collect();
    let compute = names.iter().flatten().find_map(|name| {
        only(computes.iter().copied(), name, |one| {
            (one.id.as_str(), one.name.as_deref().unwrap_or_default())
        })
    });
    if let Some(compute) = compute {
        return ResolveStep::There(Target::Endpoint(project.clone(), compute.id.clone()));
    }
    let known = neon.store.contents(project, id);
    let Some(known) = known.filter(|known| !known.databases.is_absent()) else {
        fetch::contents(neon, project, id, false);
        return ResolveStep::Wait;
    };
    if let Some(error) = known.databases.error().or(known.roles.error()) {
        return ResolveStep::Lost(error.sentence(), Some(nearest.into()));
    }
    let (Some(databases), Some(roles)) = (known.databases.known(), known.roles.known()) else {
        return ResolveStep::Wait;
    };
    let (database, role) = match names {
        [database, role] => (*database, *role),
        [database] => (*database, None),
        _ => (None, None),
    };
    let found =
        database.and_then(|name| only(databases.iter(), name, |one| ("", one.name.as_str())));
    if let Some(found) = found {
        return ResolveStep::There(Target::Database(
            project.clone(),
            id.clone(),
            found.name.clone(),
        ));
    }
    let found = role.and_then(|name| only(roles.iter(), name, |one| ("", one.name.as_str())));
    if let Some(found) = found {
        return ResolveStep::There(Target::Role(
            project.clone(),
            id.clone(),
            found.name.clone(),
        ));
    }
    let all = databases.iter().map(|one| one.name.as_str());
    let all: Vec<&str> = all
        .chain(roles.iter().map(|one| one.name.as_str()))
        .collect();
    let name = database.or(role).unwrap_or_default();
    let why = format!(
        "{} has no compute, database or role {name}: {}",
        neon.store.name(branch),
        few(&all)
    );
    ResolveStep::Lost(why, Some(nearest.into()))
}
