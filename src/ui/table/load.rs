//! Loads the rows of a table page by page, and tracks the state of each load.

use super::{
    everywhere,
    list::{Pages, Source, Spec},
    others,
};
use crate::{
    api::{Answer, ApiError, Priority, Request},
    changes::Changes,
    kinds::{endpoint, state::State},
    neon::{Neon, Task, list::Load, read},
    reads::{fetch, unreadable::report_unreadable},
    store::{Store, remote::FetchState, target::Target},
    ui::{browser::Browser, rebuild},
};

/// The most pages read: a longer list would be one that never ends.
const MOST_PAGES: u32 = 500;

/// The load of the tab on screen, if it has one of its own.
fn current(browser: &Browser) -> Option<(&'static Spec, Load)> {
    let table = browser.table.as_ref()?;
    let own = matches!(table.shown().source, Source::Own(_));
    own.then(|| {
        let load = Load {
            list: table.list(),
            tab: table.tab,
            of: table.of.clone(),
        };
        (table.spec, load)
    })
}

/// Loads what the tab on screen shows, unless it is loaded or loading.
pub fn load_if_missing(browser: &mut Browser, neon: &mut Neon) {
    match current(browser) {
        Some((spec, load)) => {
            let known = browser.loads.get(&load);
            let lacking = known.is_none_or(|loading| loading.state.is_lacking());
            if lacking && !wakes(neon, spec, &load) {
                begin(browser, neon, spec, load)
            }
        }
        None if is_of_others(browser) => others::want_missing(browser, neon),
        None => project(browser, neon),
    }
}

/// Whether the tab on screen is made of other lists.
fn is_of_others(browser: &Browser) -> bool {
    let table = browser.table.as_ref();
    table.is_some_and(|table| matches!(table.shown().source, Source::Others(_)))
}

/// Whether Neon connects to a database for this, whose compute is not active as far as is known.
fn wakes(neon: &Neon, spec: &Spec, load: &Load) -> bool {
    let compute = neon.store.compute_of(&load.of).map(endpoint::state);
    connects(neon, spec, load) && compute != Some(State::ACTIVE)
}

fn connects(neon: &Neon, spec: &Spec, load: &Load) -> bool {
    match spec.tab(load.tab).source {
        Source::Own(pages) => pages.first(neon, &load.of).operation.spec().wakes,
        _ => false,
    }
}

/// Reloads it, because the user wants that.
pub fn reload(browser: &mut Browser, neon: &mut Neon) {
    let Some((spec, load)) = current(browser) else {
        return others::again(browser, neon);
    };
    if wakes(neon, spec, &load)
        && let Some(by) = neon.no_wake_by(Some(&load.of))
    {
        return neon.say(format!("that would wake the compute: blocked by {by}"));
    }
    begin(browser, neon, spec, load)
}

/// Reloads it after a change at its place, unless Neon connects to a database for it.
pub fn reload_changed(browser: &mut Browser, neon: &mut Neon, changed: &Target) {
    let Some((spec, load)) = current(browser) else {
        return others::changed(browser, neon, changed);
    };
    let is_here = load.of == *changed || load.of.project() == changed.project();
    if is_here && !connects(neon, spec, &load) {
        begin(browser, neon, spec, load)
    }
}

/// Reloads it without showing that, if it is loaded.
pub fn reload_quietly(browser: &mut Browser, neon: &mut Neon) {
    let known = |(_, load): &(&Spec, Load)| {
        let loading = browser.loads.get(load);
        loading.is_some_and(|loading| loading.state.fetch == FetchState::Ready)
    };
    if is_of_others(browser) {
        return others::oldest_quietly(browser, neon);
    }
    let Some((spec, load)) = current(browser).filter(known) else {
        return;
    };
    let Source::Own(pages) = spec.tab(load.tab).source else {
        return;
    };
    if connects(neon, spec, &load) || pages.is_refused(neon, &load.of) {
        return;
    }
    quietly(browser, neon, pages, load)
}

/// Reloads something without showing that.
pub(super) fn quietly(
    browser: &mut Browser,
    neon: &mut Neon,
    pages: &'static dyn Pages,
    load: Load,
) {
    start(browser, neon, pages, load.clone());
    if let Some(loading) = browser.loads.get_mut(&load) {
        loading.state.stop();
    }
}

fn project(browser: &Browser, neon: &mut Neon) {
    let Some(table) = &browser.table else { return };
    let Some(project) = table.of.project() else {
        return;
    };
    if matches!(table.shown().source, Source::Contents(_)) {
        fetch::opened(neon, &table.of);
    }
    let inside = neon.store.inside_mut(project);
    if inside.branches.is_lacking() || inside.endpoints.is_lacking() {
        fetch::project_inside(neon, project, Priority::User)
    }
}

/// Loads the rows of a tab, beginning with the first page.
pub fn begin(browser: &mut Browser, neon: &mut Neon, spec: &Spec, load: Load) {
    let Source::Own(pages) = spec.tab(load.tab).source else {
        return;
    };
    start(browser, neon, pages, load)
}

/// Loads the first of these pages.
pub(super) fn start(browser: &mut Browser, neon: &mut Neon, pages: &'static dyn Pages, load: Load) {
    let request = pages.first(neon, &load.of);
    let loading = browser.loads.entry(load.clone()).or_default();
    loading.state.start_loading();
    loading.pages = 0;
    loading.of = Some(pages);
    neon.start(task(load, request));
}

fn task(load: Load, request: Request) -> Task {
    Task::load(read::table(load), request)
}

/// Handles a page, or why there is none.
pub fn received(
    browser: &mut Browser,
    changes: &Changes,
    neon: &mut Neon,
    load: Load,
    page: Result<Answer, ApiError>,
) {
    match page {
        Ok(answer) => page_received(browser, changes, neon, load, answer),
        Err(error) => failed(browser, changes, neon, load, error),
    }
}

fn page_received(
    browser: &mut Browser,
    changes: &Changes,
    neon: &mut Neon,
    load: Load,
    answer: Answer,
) {
    let Some(pages) = browser.loads.get(&load).and_then(|loading| loading.of) else {
        return;
    };
    let odd = answer.odd().to_vec();
    let is_first = {
        let loading = browser.loads.entry(load.clone()).or_default();
        loading.pages += 1;
        if loading.pages == 1 {
            loading.odd.clear();
        }
        loading.odd.extend(odd);
        loading.pages == 1
    };
    neon.store.failed_loads.remove(&load);
    let next = pages.keep(neon, &load.of, answer, is_first);
    let now = neon.now;
    let loading = browser.loads.entry(load.clone()).or_default();
    let goes_on = loading.pages < MOST_PAGES;
    let next = next.filter(|_| goes_on);
    let was_whole = loading.state.odd.is_empty();
    let mut odd = Vec::new();
    if next.is_none() {
        odd = std::mem::take(&mut loading.odd);
        loading.state.set_partly((), odd.clone(), now);
    }
    rebuild::rows(browser, changes, neon);
    let what = load.list.0.to_lowercase();
    report_unreadable(neon, &what, was_whole, &odd);
    neon.start_all(next.map(|request| task(load, request)));
}

fn failed(browser: &mut Browser, changes: &Changes, neon: &mut Neon, load: Load, error: ApiError) {
    neon.touched = true;
    let loading = browser.loads.entry(load.clone()).or_default();
    if loading
        .of
        .is_some_and(|pages| pages.keep_refusal(neon, &load.of, &error))
    {
        loading.state.set_partly((), Vec::new(), neon.now);
        neon.store.failed_loads.remove(&load);
        return rebuild::rows(browser, changes, neon);
    }
    loading.state.fail(error.clone());
    neon.store.failed_loads.insert(load, error);
    if is_of_others(browser) {
        rebuild::rows(browser, changes, neon);
    }
}

/// How many of the rows on screen could not be read.
pub fn unreadable_count(browser: &Browser, store: &Store) -> usize {
    if let Some((_, load)) = current(browser) {
        let loading = browser.loads.get(&load);
        return loading.map_or(0, |loading| loading.state.odd.len());
    }
    if is_of_others(browser) {
        return others::unreadable_count(browser, store);
    }
    let of = browser.table.as_ref().and_then(|table| table.of.project());
    let inside = of.and_then(|project| store.inside(project));
    inside.map_or(0, |inside| inside.branches.odd.len())
}

/// Whether the rows on screen come in no order, because a look into all projects is under way.
pub fn is_looking(browser: &Browser, neon: &Neon) -> bool {
    let table = browser.table.as_ref();
    let table = table.filter(|table| table.of.project().is_none());
    table.is_some_and(|table| match table.shown().source {
        Source::Looks(what) => everywhere::looks(browser, neon, what).is_looking,
        Source::Project | Source::Contents(_) | Source::Own(_) | Source::Others(_) => false,
    })
}

/// The state of loading the rows on screen.
pub fn fetch_state<'a>(browser: &'a Browser, neon: &'a Neon) -> &'a FetchState {
    const READY: &FetchState = &FetchState::Ready;
    const LOADING: &FetchState = &FetchState::Loading;
    const ABSENT: &FetchState = &FetchState::Absent;
    if let Some((spec, load)) = current(browser) {
        return match browser.loads.get(&load) {
            Some(loading) => &loading.state.fetch,
            // It waits for the user.
            None if connects(neon, spec, &load) => READY,
            None => ABSENT,
        };
    }
    if is_looking(browser, neon) {
        return LOADING;
    }
    if is_of_others(browser) {
        return match others::is_loading(browser, neon) {
            true => LOADING,
            false => others::failure(browser, neon).unwrap_or(READY),
        };
    }
    let table = browser.table.as_ref();
    let of = table.and_then(|table| table.of.project());
    let inside = of.and_then(|project| neon.store.inside(project));
    let branch = table.and_then(|table| table.of.branch());
    let source = table.map(|table| table.shown().source);
    if let Some(Source::Contents(state)) = source
        && let Some((inside, branch)) = inside.zip(branch)
        && let Some(contents) = inside.contents.get(branch)
    {
        return state(contents);
    }
    match inside {
        Some(inside) if inside.branches.is_loading() && inside.branches.at.is_some() => LOADING,
        Some(inside) => &inside.branches.fetch,
        None => READY,
    }
}
