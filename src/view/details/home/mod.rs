//! The details of an organization: what it spends, what is awake, what needs attention, what was changed.
//!
//! The lists share the lines of the screen, so that each of them can be seen.

mod daily;
mod latest;
mod list;
mod orgs;
pub mod pulse;

use super::{
    super::{
        Theme,
        chart::{self, Bar},
        format, text,
    },
    Details, org,
    page::{Link, Page},
};
use crate::{
    api::types::OrgId,
    kinds::{
        field::Weight,
        org::OrgRef,
        price,
        spend::{ProjectSpend, Spend, Unit},
    },
    ui::{
        Action, Pane, ProjectPages, Target,
        home::{self, state::LineId},
    },
};
use list::{List, Marked, divided};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// Cells between two columns.
const GUTTER: usize = 3;
/// The room for two columns of figures.
const WIDE: usize = 72;
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
            lists(page, id, spend.as_deref());
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
}

/// Adds the most expensive projects, and the lists; each gets as many lines as leave some for the others.
fn lists(page: &mut Page<'_>, id: &OrgId, spend: Option<&Spend>) {
    let model = page.cx.model;
    let org = Target::Org(id.clone());
    let selected = home::selected(&model.browser, &model.changes, &model.neon);
    let selected = selected.filter(|_| page.cx.has_keys(Pane::Details));
    let selected = selected.as_ref();
    let pulse = home::pulse(&model.browser, &model.neon, &org);
    let pulse = pulse.filter(|pulse| pulse.projects > 0);
    let items = pulse.as_deref().map(|pulse| pulse::lists(page, pulse));
    let looked_at = pulse.as_deref().and_then(pulse::looked_at);
    let latest = latest::list(page, &org);
    let days = match page.height {
        TALL.. if page.room < WIDE && !page.cx.is_linear() => daily::chart(page, id, page.room, 4),
        _ => Vec::new(),
    };
    let pair = items
        .as_ref()
        .map(|[one, other]| one.width() + GUTTER + other.width());
    let is_beside = pair.is_some_and(|pair| pair <= page.room) && !page.cx.is_linear();
    let most = spend.map_or(0, |spend| most_bars(spend, page.height));
    let [needs, awake] = items.as_ref().map_or([0; 2], |lists| {
        let [needs, awake] = [0, 1].map(|at| lists.get(at).map_or(0, List::height));
        // Side by side, both take the lines of the longer one.
        if is_beside {
            [needs.max(awake), 0]
        } else {
            [needs, awake]
        }
    });
    let lists = [needs, awake, latest.rows.len()];
    // Each list has a title, with an empty line before it.
    let titles = 2 * lists.iter().filter(|lines| **lines > 0).count();
    let taken =
        titles + days.len() + usize::from(!days.is_empty()) + usize::from(looked_at.is_some());
    let lines = page.free_lines().saturating_sub(taken);
    let [changes, needs, awake, bars] =
        divided(lines, [1, 2, 2, 3], [latest.rows.len(), needs, awake, most]);
    if let Some(spend) = spend {
        if !days.is_empty() {
            page.lines.extend(days);
            page.blank();
        }
        let figures = figures(page, id, spend, bars, selected);
        add(page, figures);
    }
    if let Some(items) = &items {
        page.blank();
        let awake = if is_beside { needs } else { awake };
        let lines = sections(page, items, is_beside, [needs, awake], selected);
        add(page, lines);
        page.note(looked_at.unwrap_or_default());
    }
    if !latest.rows.is_empty() {
        page.blank();
        let lines = latest.lines(page, page.room, changes, selected);
        add(page, lines);
    }
}

fn add(page: &mut Page<'_>, marked: Marked) {
    let above = page.lines.len();
    if let Some(at) = marked.cursor {
        page.cursor = Some(above + at);
    }
    page.lines.extend(marked.lines);
    page.links.extend(marked.links.into_iter().map(|link| Link {
        line: above + link.line,
        ..link
    }));
}

/// What needs attention and what is awake: side by side, or one below the other.
fn sections(
    page: &Page<'_>,
    [needs, awake]: &[List; 2],
    is_beside: bool,
    most: [usize; 2],
    selected: Option<&LineId>,
) -> Marked {
    let [first, second] = most;
    if is_beside {
        let half = page.room.saturating_sub(GUTTER) / 2;
        let left = half.clamp(needs.width(), page.room - GUTTER - awake.width());
        let right = page.room - GUTTER - left;
        let needs = needs.lines(page, left, first, selected);
        let awake = awake.lines(page, right, second, selected);
        return needs.beside(awake, left + GUTTER);
    }
    let mut needs = needs.lines(page, page.room, first, selected);
    needs.lines.push(Line::default());
    needs.below(awake.lines(page, page.room, second, selected))
}

/// By project, and beside that by day where there is room.
fn figures(
    page: &Page<'_>,
    id: &OrgId,
    spend: &Spend,
    most: usize,
    selected: Option<&LineId>,
) -> Marked {
    let left = page.room.saturating_sub(GUTTER) / 2;
    let height = most.saturating_sub(1).next_multiple_of(2);
    let days = match page.room {
        WIDE.. if !page.cx.is_linear() => daily::chart(page, id, left, height.clamp(4, 12)),
        _ => Vec::new(),
    };
    if days.is_empty() {
        return projects(page, spend, page.room, most, selected);
    }
    let room = page.room - GUTTER - left;
    let bars = projects(page, spend, room, most, selected);
    let days = Marked {
        lines: days,
        ..Marked::default()
    };
    days.beside(bars, left + GUTTER)
}

/// What the amounts are made of, and what is not in them.
fn estimate(page: &mut Page<'_>, list: &ProjectPages, spend: &Spend) {
    let mut notes = Vec::new();
    if list.has_more() {
        let loaded = format::count(list.rows.len());
        notes.push(format!("Of the {loaded} projects loaded; there are more."));
    }
    let amounts: Vec<f64> = spend.parts.iter().map(|(_, amount)| *amount).collect();
    let amounts = spend.writer().parts(&amounts).into_iter();
    let parts = spend.parts.iter().zip(amounts);
    let parts = parts.map(|((word, _), amount)| format!("{word} {amount}"));
    let parts = parts.collect::<Vec<_>>().join(", ");
    let prices = &page.cx.model.neon.store.prices.from;
    if spend.unit == Unit::Dollars && spend.is_metered {
        notes.push(format!(
            "Estimated at the {prices}, from what Neon has metered this month: {parts}."
        ));
    } else if spend.unit == Unit::Dollars {
        notes.push(format!(
            "Estimated at the {prices}, from the projects' counters: {parts}; without transfer and history."
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
    if page.cx.is_linear() {
        let text = format!("{percent} of the limit used");
        return page.lines.push(Line::styled(text, style));
    }
    let width = page.room.saturating_sub(text::width(&percent) + 2);
    let styles = [style, style, theme.border];
    let mut line = Line::from(chart::gauge(used, ahead, width, styles));
    line.push_span(Span::styled(format!("  {percent}"), style));
    page.lines.push(line);
}

/// How many bars a page of this height has at most: of projects, and of the others as one.
fn most_bars(spend: &Spend, height: usize) -> usize {
    let all = spend.projects.len() + spend.others.0;
    all.min(home::most_projects(height))
}

/// The most expensive projects, or those around the selected one, and the rest as one.
fn projects(
    page: &Page<'_>,
    spend: &Spend,
    room: usize,
    most: usize,
    selected: Option<&LineId>,
) -> Marked {
    let (theme, all) = (page.cx.theme, &spend.projects);
    let is_here = |one: &ProjectSpend| {
        selected.is_some_and(|id| matches!(id, LineId::Project(id) if *id == one.id))
    };
    let at = all.iter().position(is_here);
    let has_rest = all.len() + spend.others.0 > most;
    let shown = list::window(
        all.len(),
        most.saturating_sub(usize::from(has_rest)).max(1),
        at,
    );
    let named = all.get(shown.clone()).unwrap_or_default();
    let mut amounts: Vec<f64> = named.iter().map(|one| one.amount).collect();
    let rest = all.len() + spend.others.0 - named.len();
    if rest > 0 {
        let named: f64 = amounts.iter().sum();
        amounts.push((spend.total() - named).max(0.0));
    }
    let values = spend.writer().parts(&amounts);
    let bars = values.into_iter().zip(amounts).enumerate();
    let bars = bars.map(|(at, (value, amount))| match named.get(at) {
        Some(one) => Bar {
            label: text::clean(&one.name).into_owned(),
            cut: text::Cut::End,
            value,
            amount,
        },
        None => Bar::of_rest(rest, value),
    });
    let bars: Vec<Bar> = bars.collect();
    let styles = [Style::new(), theme.strong, theme.chart];
    let mut lines = chart::bars(&bars, room, styles);
    let at = at.map(|at| at - shown.start);
    if let Some(line) = at.and_then(|at| lines.get_mut(at)) {
        list::select(line, theme, room);
    }
    let named = named.iter().filter(|_| page.cx.has_mouse());
    let links = named.enumerate().map(|(line, one)| Link {
        line,
        columns: 0..room,
        id: LineId::Project(one.id.clone()),
    });
    Marked {
        lines,
        cursor: at,
        links: links.collect(),
    }
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
