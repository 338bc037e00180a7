//! The logs of a branch, newest first, which grow while one looks.

use super::{
    list::{ListEvent, ListTab, Pages, Source, Spec},
    load,
};
use crate::{
    api::{Answer, ApiError, Request, types::LogRecord},
    kinds::{
        column::{Column, Width, field},
        log::{self, LOGS, PAGE, View},
    },
    neon::{Neon, Slot},
    store::target::Target,
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
            rows: |_, neon, of| {
                let all = VIEWS[$at].targets(&neon.store, of).into_iter();
                all.map(Into::into).collect()
            },
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

fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let is_refused = shown(browser).is_some_and(|(view, of)| view.is_refused(neon, of));
    if is_refused || !is_live(neon) || !neon.attentive || !neon.is_reachable() {
        return neon.cancel(Slot::Tail);
    }
    match event {
        ListEvent::Tail => load::reload_quietly(browser, neon),
        ListEvent::Opened | ListEvent::TabShown | ListEvent::Refreshed | ListEvent::Due => {}
        ListEvent::Listed | ListEvent::Ordered | ListEvent::Searched(_) => return,
    }
    neon.after(Slot::Tail, PAUSE);
}

fn note(browser: &Browser, neon: &Neon, _: &Target) -> String {
    let known = shown(browser).map_or(0, |(view, of)| view.known(&neon.store, of).len());
    let reach = match known {
        0 => return String::new(),
        PAGE.. => "newest 1000",
        _ => "7 days",
    };
    let pace = if is_live(neon) { "live" } else { "paused" };
    format!("{reach} · {pace}")
}

fn none(view: View, neon: &Neon, of: &Target) -> String {
    let name = neon.store.name(of);
    match view.refusal(&neon.store, of) {
        Some(why) => format!("Neon keeps no logs of {name}: {why}."),
        None => format!("Nothing was logged on {name} in the last 7 days."),
    }
}
