//! The details of an organization: what it spends, what is awake, what needs attention.

mod daily;
mod orgs;
pub mod pulse;

use super::{
    super::{
        Theme,
        chart::{self, Bar},
        format, text,
    },
    Details, org,
    page::{Page, beside},
};
use crate::{
    api::types::OrgId,
    kinds::{
        field::Weight,
        org::OrgRef,
        price,
        spend::{NAMED, Spend, Unit},
    },
    ui::{Action, ProjectPages, Target, home},
};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// Cells between two columns.
const GUTTER: usize = 3;
/// The room for two columns of figures.
const WIDE: usize = 72;
/// Fewer lines leave room for the most expensive projects only.
const SHORT: usize = 18;
/// The lines of a page that has room for the days above the projects.
const TALL: usize = 24;
/// Columns before the account.
const WHO: usize = 14;
/// The spent percentage of the limit from which on it is a warning: Neon sends its first e-mail there.
const WARN: f64 = 0.8;

impl<'a> Details<'a> for OrgRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let id = self.id;
        let model = page.cx.model;
        let store = &model.neon.store;
        let list = store.lists.get(&Target::Org(id.clone()));
        let known = store.orgs.value.get(id);
        let org = Target::Org(id.clone());
        let spend = home::spend(&model.browser, &model.neon, &org);
        if let Some(list) = list {
            if spend.is_none() || list.has_more() {
                org::size(page, list);
            }
            page.fetch("projects", &list.state);
        }
        if let Some(list) = list.filter(|list| !list.rows.is_empty()) {
            if let Some(spend) = &spend {
                spending(page, id, spend);
            }
            pulse::sections(page, &org);
            orgs::table(page, id);
            page.blank();
            if let Some(spend) = &spend {
                estimate(page, list, spend);
            }
        }
        limit(page, id);
        if let Some(org) = known {
            page.fields(org, Weight::Main, &[]);
        }
        page.fetch("organizations", &store.orgs);
        account(page);
    }
}

/// What was used in this period: in all, of the limit, and by each project.
fn spending(page: &mut Page<'_>, id: &OrgId, spend: &Spend) {
    let (model, theme) = (page.cx.model, page.cx.theme);
    let now = model.neon.now;
    let dollars = spend.unit == Unit::Dollars;
    let limit = model.neon.store.spending.get(id);
    let limit = limit.and_then(|known| *known.known()?).filter(|_| dollars);
    let limit = limit.filter(|cents| *cents > 0);
    let writer = spend.writer();
    let heading = if dollars { "SPENT " } else { "COMPUTE USED " };
    let mut line = Line::from(vec![
        Span::styled(heading, theme.heading),
        Span::styled(writer.about(spend.total()), theme.strong),
    ]);
    if let Some(cents) = limit {
        line.push_span(Span::raw(format!(" of {}", price::limit(cents))));
    }
    let forecast = spend.forecast(now);
    if let Some(forecast) = forecast {
        let text = format!("   → {}", writer.about(forecast));
        line.push_span(Span::styled(text, theme.dim));
    }
    if let Some(period) = spend.period {
        let left = format::countdown(period.end, now);
        let text = format!("   period ends in {left}");
        if line.width() + text.len() <= page.room {
            line.push_span(Span::styled(text, theme.dim));
        }
    }
    page.lines.push(line);
    if let Some(cents) = limit {
        let share = |amount: f64| amount / (cents as f64 / 100.0);
        let used = share(spend.total());
        gauge(page, used, forecast.map_or(0.0, share));
    }
    if let Some(known) = model.neon.store.spending.get(id) {
        page.fetch("spending limit", known);
    }
    daily::note(page, id);
    page.blank();
    figures(page, id, spend);
}

/// By day and by project: side by side where there is room, and only by project on small screens.
fn figures(page: &mut Page<'_>, id: &OrgId, spend: &Spend) {
    let lines = if page.room >= WIDE {
        let left = (page.room - GUTTER) / 2;
        let bars = projects(page, spend, page.room - GUTTER - left);
        let height = bars.len().saturating_sub(1).next_multiple_of(2);
        let days = daily::chart(page, id, left, height.clamp(4, 12));
        if days.is_empty() {
            projects(page, spend, page.room)
        } else {
            beside(days, bars, left + GUTTER)
        }
    } else {
        let mut lines = Vec::new();
        if page.height >= TALL {
            lines.extend(daily::chart(page, id, page.room, 4));
            lines.push(Line::default());
        }
        lines.extend(projects(page, spend, page.room));
        lines
    };
    page.lines.extend(lines);
}

/// What the amounts are made of, and what is not in them.
fn estimate(page: &mut Page<'_>, list: &ProjectPages, spend: &Spend) {
    let mut notes = Vec::new();
    if list.has_more() {
        let loaded = format::count(list.rows.len());
        notes.push(format!("Of the {loaded} projects loaded; there are more."));
    }
    let parts = spend.writer().parts(&[spend.compute, spend.storage]);
    if let (Unit::Dollars, [compute, storage]) = (spend.unit, parts.as_slice()) {
        notes.push(format!(
            "Compute {compute}, storage {storage}: an estimate at the {}, without transfer and history.",
            page.cx.model.neon.store.prices.from
        ));
    }
    page.note(notes.join(" "));
}

/// The style of a gauge: a warning when the limit comes near.
fn level(theme: &Theme, used: f64) -> Style {
    match used {
        over if over >= 1.0 => theme.bad,
        warn if warn >= WARN => theme.busy,
        _ => theme.chart,
    }
}

fn gauge(page: &mut Page<'_>, used: f64, ahead: f64) {
    let theme = page.cx.theme;
    let style = level(theme, used);
    let percent = format!("{:.0} %", (used * 100.0).min(9_999.0));
    let width = page.room.saturating_sub(text::width(&percent) + 2);
    let styles = [style, style, theme.border];
    let mut line = Line::from(chart::gauge(used, ahead, width, styles));
    line.push_span(Span::styled(format!("  {percent}"), style));
    page.lines.push(line);
}

/// The most expensive projects, as many as a third of the page has lines, and the rest as one.
fn projects(page: &Page<'_>, spend: &Spend, room: usize) -> Vec<Line<'static>> {
    let most = match page.height {
        // What is awake is on the first screen, too.
        ..SHORT => 3,
        height => (height / 3).min(NAMED),
    };
    let all: Vec<f64> = spend.projects.iter().map(|(_, amount)| *amount).collect();
    let (amounts, rest) = chart::shortened(&all, spend.others, most);
    let values = spend.writer().parts(&amounts);
    let named = amounts.len() - usize::from(rest > 0);
    let bars = values.into_iter().zip(amounts).enumerate();
    let bars = bars.map(|(at, (value, amount))| match spend.projects.get(at) {
        Some((name, _)) if at < named => Bar {
            label: text::clean(name).into_owned(),
            cut: text::Cut::End,
            value,
            amount,
        },
        _ => Bar::of_rest(rest, value),
    });
    let bars: Vec<Bar> = bars.collect();
    let theme = page.cx.theme;
    let styles = [Style::new(), theme.strong, theme.chart];
    chart::bars(&bars, room, styles)
}

/// The spending limit, once it is known.
fn limit(page: &mut Page<'_>, id: &OrgId) {
    let Some(known) = page.cx.model.neon.store.spending.get(id) else {
        return;
    };
    if let Some(limit) = known.known() {
        let text = match limit {
            Some(cents) => format!("Limit {} a month.", price::limit(*cents)),
            None => "No limit is set.".to_owned(),
        };
        let key = page.cx.key(Action::Edit);
        page.note(format!(
            "{text} Neon e-mails at 80 % and 100 % of it and stops nothing. {key} changes it."
        ));
    }
}

/// Who is signed in, and with which key.
fn account(page: &mut Page<'_>) {
    let (model, theme) = (page.cx.model, page.cx.theme);
    let mut who = Vec::new();
    if let Some(user) = model.neon.store.user.known() {
        let name = format!("{} {}", user.name, user.last_name);
        who.push(("Signed in as", format!("{} {}", name.trim(), user.email)));
    }
    if let Some(origin) = &model.neon.session.origin {
        who.push(("Key", origin.describe()));
    }
    page.blank();
    for (label, text) in who {
        let text = text::clean(text.trim());
        let parts = text::wrap(&text, page.room.saturating_sub(WHO));
        for (at, part) in parts.into_iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            page.lines.push(Line::from(vec![
                Span::styled(format!("{label:<WHO$}"), theme.dim),
                Span::raw(part),
            ]));
        }
    }
}
