//! Finding the place named on the command line by its project's name, if it is not a project's id.

use crate::{
    api::types::OrgId,
    changes::Changes,
    kinds::matching::composed,
    neon::{Neon, Task, read},
    reads::{
        list_queue::ListQueue,
        listing::{self, IMPLIED},
    },
    store::target::Target,
    ui::{
        answers,
        browser::Browser,
        navigation_target::{
            self, NavigationTarget, NotFound, Start,
            lookup::PendingLookup,
            names::{self, Split},
        },
    },
};
use answers::projects::show_unlisted;

/// Starts to look up a name that is not a project's id.
pub(crate) fn start(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    name: &str,
) {
    let destination = start.destination.as_ref();
    let destination =
        destination.filter(|destination| destination.project.as_deref() == Some(name));
    start.lookup = Some(PendingLookup {
        path: destination.map_or_else(|| vec![name.to_owned()], NavigationTarget::path),
        lists: None,
    });
    resolve(browser, start, changes, neon)
}

/// Looks among the known projects, and searches on the server once the organizations are known.
pub(crate) fn resolve(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
) {
    let Some(lookup) = start.lookup.clone() else {
        return;
    };
    let asked = lookup.lists.as_ref();
    let answered = asked.is_some_and(|lists| !lists.is_running());
    let splits = names::projects(neon, &lookup.path);
    // Only an exact name that takes the whole path cannot be beaten by projects that are not known yet.
    let best = splits.first();
    let sure = best.filter(|best| answered || (best.exact && best.rest.is_empty()));
    if let Some(best) = sure.cloned() {
        return found(browser, start, changes, neon, &lookup, &best, &splits);
    }
    match lookup.lists {
        None if neon.store.orgs.known().is_some() => ask_lists(start, neon, lookup.path),
        Some(_) if answered => {
            start.lookup = None;
            if let Some(org) = names::organization(neon, Some(&lookup.path)).cloned() {
                return go_to_org(browser, start, changes, neon, org);
            }
            let source = start.destination.take();
            let source = source.map_or_else(String::new, |destination| destination.source());
            let name = lookup.path.first().cloned().unwrap_or_default();
            let why = format!("no project is called {name}{source}, or this key may not see it");
            start.lose(neon, NotFound::Place(why))
        }
        None | Some(_) => {}
    }
}

/// Handles the best way to read the path, given the others.
fn found(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    lookup: &PendingLookup,
    best: &Split,
    splits: &[Split],
) {
    start.lookup = None;
    let alike = |split: &&Split| split.exact == best.exact && split.rest == best.rest;
    let named: Vec<&Split> = splits.iter().filter(alike).collect();

    if named.len() > 1 {
        let ids: Vec<&str> = named.iter().map(|split| split.project.as_str()).collect();
        let (count, ids) = (named.len(), ids.join(", "));
        let last = lookup.path.len().saturating_sub(best.rest.len());
        let name = lookup.path.get(..last).unwrap_or_default().join("/");
        if !best.exact {
            // The names differ in case or accents.
            let names: Vec<&str> = named.iter().map(|split| split.name.as_str()).collect();
            start.destination = None;
            let why = format!(
                "{count} projects are called {name} in other letters: {}. Write the name exactly, or an id",
                names.join(", ")
            );
            return start.lose(neon, NotFound::Place(why));
        }
        let why = format!("{count} projects are called {name}; this is the first of {ids}");
        start.lose(neon, NotFound::Place(why));
    }
    if let Some(destination) = &mut start.destination {
        let others: Vec<Split> = splits.iter().skip(1).cloned().collect();
        destination.split(best, &others);
    }
    go(browser, changes, neon, best);
}

/// Opens the project that a path names; the rest of the path is then looked up in it.
pub(crate) fn go(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, split: &Split) {
    show_unlisted(
        browser,
        changes,
        neon,
        split.project.clone(),
        split.org.clone(),
    )
}

/// Goes to the organization that the whole path names.
fn go_to_org(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    org: OrgId,
) {
    match &mut start.destination {
        Some(destination) => destination.name_org(org),
        None => return,
    }
    neon.touched = true;
    navigation_target::resolve::follow(browser, start, changes, neon)
}

fn ask_lists(start: &mut Start, neon: &mut Neon, path: Vec<String>) {
    let orgs = neon
        .store
        .orgs
        .value
        .keys()
        .filter(|org| **org != OrgId::from(IMPLIED));
    let mut lists = ListQueue::default();
    lists.extend(orgs.cloned().map(Target::Org).chain([Target::Shared]));
    start.lookup = Some(PendingLookup {
        path,
        lists: Some(lists),
    });
    send(start, neon)
}

/// Sends as many searches as may run at the same time.
fn send(start: &mut Start, neon: &mut Neon) {
    let mut next = Vec::new();
    let Some(lookup) = &mut start.lookup else {
        return;
    };
    while let Some(list) = lookup.lists.as_mut().and_then(ListQueue::ask_next) {
        next.push(list);
    }
    let path = lookup.path.clone();
    for list in &next {
        let ask = ask_list(neon, list, &path);
        neon.start(ask);
    }
}

fn ask_list(neon: &Neon, list: &Target, path: &[String]) -> Task {
    let word = search_text(neon, list, path);
    let request = listing::page(list, None, listing::PROJECTS_PAGE, word);
    Task::ask(read::lookup(list.clone()), request)
}

/// The search text for the projects of a list: the first name, or the one after that of the list's organization. Every
/// project that the path can mean there contains it in its name.
fn search_text(neon: &Neon, list: &Target, path: &[String]) -> Option<String> {
    let of_list = |names: &usize| match list {
        Target::Org(org) => names::organization(neon, path.get(..*names)) == Some(org),
        _ => false,
    };
    let behind = (1..path.len()).find(of_list).unwrap_or_default();
    path.get(behind).map(|name| searchable(name))
}

/// A search text that finds a name even if its accents are encoded differently: its longest part without any.
fn searchable(name: &str) -> String {
    let name = composed(name);
    let parts = name.split(|letter: char| !letter.is_ascii());
    let longest = parts.map(str::trim).max_by_key(|part| part.len());
    let longest = longest.filter(|part| part.len() > 2);
    longest.unwrap_or(&name).to_owned()
}

/// Handles the end of the search in a list, successful or not.
pub(crate) fn list_answered(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    list: &Target,
) {
    let lookup = start.lookup.as_mut();
    if let Some(lists) = lookup.and_then(|lookup| lookup.lists.as_mut()) {
        lists.ended(list);
    }
    resolve(browser, start, changes, neon);
    send(start, neon);
}
