//! The logs of a branch, newest first, which grow while one looks.

use super::{
    list::{ListEvent, ListLine, ListTab, Pages, Source, Spec},
    load,
};
use crate::{
    api::{
        Answer, ApiError, Request,
        types::{LogRecord, LogsPage},
    },
    kinds::{
        column::{Column, Width, field},
        field_name::FieldName,
        log::{self, LOGS, values, view::View},
        units::count,
    },
    neon::{Neon, Slot, read},
    reads::log_values,
    store::{listings::Rest, target::Target},
    ui::browser::Browser,
};
use std::time::Duration;

/// The pause between two looks for new records.
const PAUSE: Duration = Duration::from_secs(5);

const COLUMNS: &[Column] = &[
    Column {
        weight: 100,
        ..field!(LogRecord, "timestamp", Width::Time, 100)
    },
    field!(LogRecord, "severity_number", Width::Words(9), 95),
    field!(LogRecord, "source", Width::Words(8), 60),
    Column {
        weight: 99,
        ..Column::name("MESSAGE", "what was written", Width::Words(30))
    },
    field!(LogRecord, "entity_id", Width::Name(12), 0),
];

/// What the tabs show.
const VIEWS: [View; 5] = [
    View::ALL,
    View::ERRORS,
    View::POSTGRES,
    View::FUNCTIONS,
    View::STORAGE,
];

macro_rules! tab {
    ($title:literal, $at:literal) => {
        ListTab {
            title: $title,
            name: "logs",
            columns: COLUMNS,
            by: None,
            source: Source::Own(&VIEWS[$at]),
            rows: |browser, neon, of| rows(VIEWS[$at], browser, neon, of),
            empty: |_, _, neon, of| none(VIEWS[$at], neon, of),
        }
    };
}

pub const SPEC: Spec = Spec {
    list: LOGS,
    place,
    listen,
    new: |_, _| None,
    note,
    about: None,
    tabs: &[
        tab!("All", 0),
        tab!("Errors", 1),
        tab!("Postgres", 2),
        tab!("Functions", 3),
        tab!("Storage", 4),
    ],
};

impl Pages for View {
    fn first(&self, neon: &Neon, of: &Target) -> Request {
        self.request(&neon.store, of).into()
    }

    fn is_refused(&self, neon: &Neon, of: &Target) -> bool {
        self.refusal(&neon.store, of).is_some()
    }

    fn grows(&self) -> bool {
        true
    }

    fn keep(&self, neon: &mut Neon, of: &Target, page: Answer, _: bool) -> Option<Request> {
        View::keep(*self, &mut neon.store, of, page.body()?);
        None
    }

    fn ask_values(&self, neon: &mut Neon, of: &Target, field: &FieldName) -> bool {
        let is_told = !self.is_refused(neon, of) && neon.is_reachable();
        let field = values::listed(field).filter(|_| is_told);
        field.is_some_and(|field| log_values::ask(neon, *self, of, field))
    }

    fn values(&self, neon: &Neon, of: &Target, field: &FieldName) -> Vec<String> {
        let known = values::listed(field).and_then(|field| {
            let key = (self.place(of), field.to_owned());
            neon.store.log_values.get(&key)
        });
        let known = known.into_iter().flat_map(|known| &known.value);
        known.map(|value| values::word(value).to_owned()).collect()
    }

    fn keep_refusal(&self, neon: &mut Neon, of: &Target, refusal: &ApiError) -> bool {
        if refusal.is_gone() {
            self.refuse(&mut neon.store, of, refusal.reason());
        }
        refusal.is_gone()
    }
}

fn place(browser: &Browser, neon: &Neon) -> Result<Target, String> {
    let shown = browser.table.as_ref().map(|table| &table.of);
    log::place(&neon.store, browser.selected().or(shown))
}

/// Whether new records are looked for by themselves.
fn is_live(neon: &Neon) -> bool {
    neon.live && neon.session.refresh_seconds > 0
}

/// The view on screen, and the branch.
fn shown(browser: &Browser) -> Option<(View, &Target)> {
    let table = browser.table.as_ref()?;
    Some((*VIEWS.get(table.tab)?, &table.of))
}

/// The known records; while they are filtered, also what Neon has found before them.
fn rows(view: View, browser: &Browser, neon: &Neon, of: &Target) -> Vec<ListLine> {
    let mut all = view.targets(&neon.store, of);
    if is_filtered(browser) {
        all.extend(view.found(&neon.store, of));
    }
    all.into_iter().map(Into::into).collect()
}

fn is_filtered(browser: &Browser) -> bool {
    let filter = browser.list_filter();
    filter.is_some_and(|filter| !filter.query.is_empty())
}

fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let Some((view, of)) = shown(browser).map(|(view, of)| (view, of.clone())) else {
        return;
    };
    match event {
        ListEvent::NearEnd => older(browser, neon, view, &of),
        ListEvent::Searched(text) => search(browser, neon, (view, &of), text),
        ListEvent::Refreshed if view.rest(&neon.store, &of) == Rest::Failed => {
            view.set_rest(&mut neon.store, &of, Rest::More)
        }
        _ => {}
    }
    if view.is_refused(neon, &of) || !is_live(neon) || !neon.attentive || !neon.is_reachable() {
        return neon.cancel(Slot::Tail);
    }
    match event {
        ListEvent::Tail => load::reload_quietly(browser, neon),
        ListEvent::Opened | ListEvent::TabShown | ListEvent::Refreshed | ListEvent::Due => {}
        ListEvent::Listed | ListEvent::Ordered | ListEvent::NearEnd | ListEvent::Searched(_) => {
            return;
        }
    }
    neon.after(Slot::Tail, PAUSE);
}

/// Reads what was before the known records. Those that match a filter are searched for instead.
fn older(browser: &Browser, neon: &mut Neon, view: View, of: &Target) {
    if is_filtered(browser) {
        return;
    }
    if let Some(request) = view.older(&mut neon.store, of) {
        neon.ask(read::older_logs(view.place(of)), request);
        neon.touched = true;
    }
}

/// Searches what was before the known records for a text.
fn search(browser: &mut Browser, neon: &mut Neon, (view, of): (View, &Target), text: &str) {
    let Some(request) = view.matching(&neon.store, of, text) else {
        return;
    };
    let place = view.place(of);
    if let Some(filter) = browser.list_filter_mut() {
        filter.search.want(place.clone(), text);
    }
    neon.ask(read::matching_logs(place), request);
    neon.touched = true;
}

/// The view and the branch of the records kept in a place.
fn kept_in(place: &Target) -> Option<(View, Target)> {
    let Target::Log(project, branch, _) = place else {
        return None;
    };
    let of = Target::Branch(project.clone(), branch.clone());
    let view = VIEWS.into_iter().find(|view| view.place(&of) == *place)?;
    Some((view, of))
}

/// Handles the records before the known ones.
pub fn older_received(neon: &mut Neon, place: &Target, page: Result<LogsPage, ApiError>) {
    let Some((view, of)) = kept_in(place) else {
        return;
    };
    match page {
        Ok(page) => view.keep_older(&mut neon.store, &of, page),
        Err(error) => {
            view.set_rest(&mut neon.store, &of, Rest::Failed);
            neon.say(format!("older records: {error}"));
        }
    }
}

/// Handles what was found before the known records.
pub fn found(
    browser: &mut Browser,
    neon: &mut Neon,
    place: &Target,
    page: Result<LogsPage, ApiError>,
) {
    let Some((view, of)) = kept_in(place) else {
        return;
    };
    let found = page.map(|page| {
        let is_more = page.is_truncated;
        view.keep_found(&mut neon.store, &of, page);
        is_more
    });
    if let Some(filter) = browser.list_filter_mut() {
        filter.search.ended(place, found);
    }
    neon.touched = true;
}

fn note(browser: &Browser, neon: &Neon, _: &Target) -> String {
    let Some((view, of)) = shown(browser) else {
        return String::new();
    };
    let known = view.known(&neon.store, of).len();
    if known == 0 {
        return String::new();
    }
    let known = count(known);
    let reach = match view.rest(&neon.store, of) {
        Rest::Nothing => "7 days".to_owned(),
        Rest::More => format!("newest {known}"),
        Rest::Loading => format!("newest {known}, reading older"),
        Rest::Failed => format!("newest {known}, older not read"),
    };
    let pace = if is_live(neon) { "live" } else { "paused" };
    format!("{reach} · {pace}")
}

fn none(view: View, neon: &Neon, of: &Target) -> String {
    let name = neon.store.name(of);
    match view.refusal(&neon.store, of) {
        Some(why) => format!("Neon keeps no logs of {name}: {why}."),
        None => format!("{} on {name} in the last 7 days.", view.nothing()),
    }
}
