//! The use of what is selected: which period is shown, and what keys do about it.

use super::{
    action::Availability,
    browser::Browser,
    layout::Pane,
    pane_commands,
    panes::Tab,
    table::export::{self, Exported},
};
use crate::{
    kinds::{metered, spend::Unit, usage::Report},
    neon::Neon,
    reads::{fetch, usage},
    store::{
        Store,
        remote::Remote,
        target::Target,
        usage::{Amounts, By, Interval, METRICS, Period, Usage, UsageKey},
    },
};
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// What the use is of: an organization, a project or a branch.
pub fn subject(store: &Store, target: &Target) -> Option<Target> {
    match target {
        Target::Org(_) | Target::Project(_) | Target::Branch(..) => Some(target.clone()),
        _ => {
            let branch = store.branch_of(target)?;
            Some(Target::Branch(branch.project_id.clone(), branch.id.clone()))
        }
    }
}

/// The tabs of the details: without that of the use where there is none, or where it is that of much more.
pub fn tabs(browser: &Browser, store: &Store) -> Vec<Tab> {
    let is_own = |of: &&Target| {
        matches!(
            of,
            Target::Org(_)
                | Target::Project(_)
                | Target::Branch(..)
                | Target::Endpoint(..)
                | Target::Database(..)
                | Target::Role(..)
                | Target::Group(..)
        )
    };
    let of = browser.selected().filter(is_own);
    let is_used = of.and_then(|of| subject(store, of)).is_some();
    let all = Tab::ALL.into_iter();
    all.filter(|tab| is_used || *tab != Tab::Usage).collect()
}

/// The tab shown: the one that was chosen, if the selection has it.
pub fn tab(browser: &Browser, store: &Store) -> Tab {
    let chosen = browser.panes.details.tab;
    match tabs(browser, store).contains(&chosen) {
        true => chosen,
        false => Tab::default(),
    }
}

/// The period shown.
pub fn period(browser: &Browser, now: Timestamp) -> Period {
    let view = &browser.panes.details.usage;
    Period::of(view.interval, view.back, now)
}

/// What is shown of a subject: its own use, and for a project that of its branches.
pub fn keys(of: &Target, period: Period) -> (UsageKey, Option<UsageKey>) {
    let key = |by| UsageKey {
        of: of.clone(),
        by,
        period,
    };
    match of {
        Target::Branch(..) => (key(By::Branches), None),
        Target::Project(_) => (key(By::Projects), Some(key(By::Branches))),
        _ => (key(By::Projects), None),
    }
}

/// The use of an organization by day that its home page shows: only of compute time, which is much shorter, if Neon
/// cannot tell that of all projects anyway.
pub fn of_home(store: &Store, org: &Target, now: Timestamp) -> UsageKey {
    let all = metered::usage_key(org, now);
    match usage::can_cover(store, org) {
        true => all,
        false => UsageKey {
            by: By::ProjectCompute,
            ..all
        },
    }
}

/// Requests what is shown.
pub fn ask(browser: &Browser, neon: &mut Neon, again: bool) {
    let of = browser.selected();
    let Some(of) = of.and_then(|of| subject(&neon.store, of)) else {
        return;
    };
    if let Target::Org(_) = of {
        fetch::opened(neon, &of);
    }
    let (own, parts) = keys(&of, period(browser, neon.now));
    for key in [Some(own), parts].into_iter().flatten() {
        usage::ask(neon, &key, again);
    }
}

/// The share of the traffic of a thing's organization that is billed, if its use in the months of the period is known.
fn billed_traffic(store: &Store, key: &UsageKey) -> Option<f64> {
    let period = match key.period.interval {
        Interval::Hour => Period::of(Interval::Day, 0, key.period.start),
        Interval::Day | Interval::Month => key.period,
    };
    let of_org = UsageKey {
        of: Target::Org(usage::org(store, &key.of)?.clone()),
        by: By::Projects,
        period,
    };
    let known = store.usage.get(&of_org)?.known()?;
    Some(store.prices.billed_traffic(known.traffic_by_month(&period)))
}

/// The newest answer about the use of a subject, and its report once there is one.
pub fn report<'a>(
    browser: &Browser,
    neon: &'a Neon,
    of: &Target,
) -> (Option<&'a Remote<Usage>>, Option<Arc<Report>>) {
    let (own, parts) = keys(of, period(browser, neon.now));
    let Some(remote) = neon.store.usage.get(&own) else {
        return (None, None);
    };
    let report = remote.known().map(|known| {
        let view = &browser.panes.details.usage;
        view.reports.get(&own, &neon.store, (), |store| {
            let parts = parts.and_then(|key| store.usage.get(&key)?.known());
            Report::of(
                &own.period,
                known,
                parts,
                billed_traffic(store, &own),
                &store.prices,
            )
        })
    });
    (Some(remote), report)
}

/// Whether the use of something is shown.
pub fn is_shown(browser: &Browser, store: &Store) -> Availability {
    let details = browser.table.is_none() || browser.panes.focus == Pane::Details;
    Availability::shown_if(details && tab(browser, store) == Tab::Usage)
}

/// Whether there are figures of the use of the selection.
pub fn has_figures(browser: &Browser, neon: &Neon) -> bool {
    let of = browser.selected();
    let of = of.and_then(|of| subject(&neon.store, of));
    of.is_some_and(|of| report(browser, neon, &of).1.is_some())
}

/// Whether the selection has a use.
pub fn can_open(browser: &Browser, store: &Store) -> Availability {
    let of = browser.selected();
    match of.and_then(|of| subject(store, of)) {
        Some(_) => Availability::Yes,
        None => Availability::no("this row has no use of its own"),
    }
}

/// Shows the use of the selection on the whole screen.
pub fn open(browser: &mut Browser, neon: &mut Neon) {
    pane_commands::on_whole_screen(browser, neon, Tab::Usage);
}

/// Whether Neon still has anything of the period before.
pub fn can_go_earlier(browser: &Browser, neon: &Neon) -> Availability {
    let interval = browser.panes.details.usage.interval;
    match is_shown(browser, &neon.store) {
        Availability::Yes if period(browser, neon.now).start > interval.oldest(neon.now) => {
            Availability::Yes
        }
        Availability::Yes => Availability::no(match interval {
            Interval::Hour => "Neon keeps hours for 7 days",
            Interval::Day => "Neon keeps days for 60 days",
            Interval::Month => "Neon keeps months for a year",
        }),
        hidden => hidden,
    }
}

pub fn can_go_later(browser: &Browser, store: &Store) -> Availability {
    match is_shown(browser, store) {
        Availability::Yes if browser.panes.details.usage.back == 0 => {
            Availability::no("this is the current period")
        }
        other => other,
    }
}

fn show(browser: &mut Browser, neon: &mut Neon, interval: Interval, back: i32) {
    let of = browser.selected();
    if let Some(of) = of.and_then(|of| subject(&neon.store, of)) {
        let (own, parts) = keys(&of, period(browser, neon.now));
        for key in [Some(own), parts].into_iter().flatten() {
            usage::stop(neon, &key);
        }
    }
    let view = &mut browser.panes.details.usage;
    (view.interval, view.back) = (interval, back);
    ask(browser, neon, false);
}

/// Shows the period before.
pub fn earlier(browser: &mut Browser, neon: &mut Neon) {
    let view = &browser.panes.details.usage;
    show(browser, neon, view.interval, view.back + 1)
}

/// Shows the period after.
pub fn later(browser: &mut Browser, neon: &mut Neon) {
    let view = &browser.panes.details.usage;
    show(browser, neon, view.interval, (view.back - 1).max(0))
}

/// Shows hours, days or months: the current period of the next.
pub fn next_interval(browser: &mut Browser, neon: &mut Neon) {
    let next = match browser.panes.details.usage.interval {
        Interval::Hour => Interval::Day,
        Interval::Day => Interval::Month,
        Interval::Month => Interval::Hour,
    };
    show(browser, neon, next, 0)
}

/// The figures shown, for a file: those of the timeframes, then those of the parts. Each group adds up to the total.
pub fn exported(browser: &Browser, neon: &Neon) -> Option<Exported> {
    let of = subject(&neon.store, browser.selected()?)?;
    let (_, report) = report(browser, neon, &of);
    let report = report?;
    let period = period(browser, neon.now);
    let fixed = ["group", "name", "id", "start", "end"];
    let metrics = METRICS.iter().map(|metric| metric.as_str());
    let value = match report.unit {
        Unit::Dollars => "estimated_dollars",
        Unit::ComputeHours => "cu_hours",
    };
    let names = fixed.into_iter().chain(metrics).chain([value]);
    let row = |group: &str,
               of: Option<&Target>,
               [start, end]: [Timestamp; 2],
               used: &Amounts,
               value: f64| {
        let name = of.map_or_else(|| "other".to_owned(), |of| neon.store.name(of));
        let id = of.map_or("", |of| of.id());
        let mut row = vec![
            json!(group),
            json!(name),
            json!(id),
            json!(start.to_string()),
            json!(end.to_string()),
        ];
        row.extend(used.0.map(Json::from));
        row.push(value.into());
        row
    };
    let frames = report.frames.iter().filter_map(|frame| {
        let span = [frame.start, period.interval.step(frame.start, 1)];
        Some(row(
            "timeframe",
            Some(&of),
            span,
            &frame.used?,
            frame.value?,
        ))
    });
    let whole = [period.start, period.end];
    let parts = report.parts.iter();
    let parts = parts.map(|part| row("part", part.target.as_ref(), whole, &part.used, part.value));
    Some(export::written(
        format!("usage of {}", neon.store.name(&of)),
        names.map(str::to_owned).collect(),
        frames.chain(parts).collect(),
    ))
}
