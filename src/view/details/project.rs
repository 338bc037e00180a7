//! The details of a project.

use super::{
    super::{
        chart::{self, Bar},
        format,
        text::Cut,
        widget::table::{Column, elastic, names, number, whole},
    },
    Details, awake,
    card::Card,
    days,
    home::pulse as of_home,
    page::Page,
};
use crate::{
    api::types::{Branch, Endpoint, Project, ProjectId},
    kinds::{
        self, Known, State, endpoint,
        field::Weight,
        price,
        project::{ProjectRef, plan_words, quota::QuotaUse},
        units::{bytes, cu_hours},
    },
    store::ProjectEntry,
    ui::{Action, ProjectData, Remote, Target, home},
};
use ratatui::text::{Line, Span};

/// So many branches are listed in any case; the tree has them all.
const BRANCHES: usize = 20;

impl<'a> Details<'a> for ProjectRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let id = self.id;
        let store = &page.cx.model.neon.store;
        let Some(entry) = store.project(id) else {
            return;
        };
        let full = entry.full.as_deref();
        let known = full.and_then(|full| full.known());
        let version = match entry.row.pg_version {
            0 => "?".to_owned(),
            version => version.to_string(),
        };
        let mut about = vec![format!("Postgres {version}")];
        about.push(entry.row.region_id.to_string());
        if let Some(owner) = known.and_then(|project| project.owner.as_ref()) {
            about.push(format!("{} plan", plan_words(&owner.subscription_type)));
        }
        let about = super::super::text::clean(&about.join("   ")).into_owned();
        page.lines.push(Line::styled(about, page.cx.theme.strong));
        page.progress(&Target::Project(id.clone()));
        let row: &'a dyn Known = match known {
            Some(project) => project,
            None => &entry.row,
        };
        let quota = quota(page, id, entry);
        let Some(inside) = entry.inside.as_deref() else {
            return unopened(page, row, full, quota);
        };
        states(page, inside);
        let mut cards = Vec::new();
        cards.extend(of_branches(page, inside));
        cards.extend(needs(page, Target::Project(id.clone())));
        cards.push(Card::new("This period", move |page: &mut Page<'a>| {
            page.only(row, &PERIOD);
            quota.into_iter().for_each(|quota| page.note(quota));
        }));
        cards.push(Card::new("Project", move |page: &mut Page<'a>| {
            let shown = [PERIOD.as_slice(), &["region_id", "pg_version", "owner"]].concat();
            page.fields(row, Weight::Main, &shown);
            if let Some(full) = full {
                page.fetch("settings", full);
            }
            let text = format!("{} lists who can reach it.", page.cx.key(Action::Access));
            page.note(text);
        }));
        cards.extend(surplus(inside));
        page.cards(cards);
    }
}

/// A project that the cursor only passes: without frames, which would be many bytes for each key.
fn unopened(
    page: &mut Page<'_>,
    row: &dyn Known,
    full: Option<&Remote<Project>>,
    quota: Option<String>,
) {
    let known = full.is_some_and(|full| full.known().is_some());
    let fields = [
        PERIOD.as_slice(),
        &["history_retention_seconds"],
        &["default_endpoint_settings", "settings.allowed_ips"],
        &["created_at"],
    ];
    let to_come: &[&str] = if known {
        &[]
    } else {
        &["New computes", "Open to"]
    };
    page.only_so_far(row, &fields.concat(), to_come);
    if let Some(full) = full.filter(|full| !full.is_loading()) {
        page.fetch("settings", full);
    }
    page.blank();
    quota.into_iter().for_each(|quota| page.note(quota));
    let text = format!("{} opens its branches.", page.cx.key(Action::Open));
    page.note(text);
}

/// How much of its tightest quota is used.
fn quota(page: &Page<'_>, id: &ProjectId, entry: &ProjectEntry) -> Option<String> {
    let plan = page.cx.model.neon.store.plan(id).unwrap_or_default();
    QuotaUse::of(entry, plan).sentence()
}

/// The fields that count what was used.
const PERIOD: [&str; 4] = [
    "synthetic_storage_size",
    "compute_time_seconds",
    "data_transfer_bytes",
    "compute_last_active_at",
];

/// Adds how many computes are in each state, and what the branches have cost.
fn states(page: &mut Page<'_>, inside: &ProjectData) {
    let theme = page.cx.theme;
    let mut counts: Vec<(State, usize)> = Vec::new();
    for one in inside.endpoints.value.values() {
        let state = endpoint::state(one);
        match counts.iter_mut().find(|(known, _)| *known == state) {
            Some((_, count)) => *count += 1,
            None => counts.push((state, 1)),
        }
    }
    // What is awake comes first, and what is idle last.
    counts.sort_by_key(|(state, _)| (*state == State::IDLE, *state != State::ACTIVE));
    let mut line = Line::default();
    for (state, count) in counts {
        let tone = theme.tone(state.tone);
        line.push_span(Span::styled(format!("{} ", state.glyph), tone));
        let text = format!("{} {}   ", format::count(count), state.word);
        line.push_span(Span::styled(text, theme.text));
    }
    let store = &page.cx.model.neon.store;
    let branches = inside.branches.value.values();
    let cost: f64 = branches
        .filter_map(|branch| kinds::branch::cost(store, branch))
        .sum();
    let text = format!("{} for computes", price::about(cost));
    if cost >= 0.005 && line.width() + super::width(&text) <= page.room {
        line.push_span(Span::styled(text, theme.text));
    }
    if line.width() > 0 {
        page.lines.push(line);
    }
}

/// The cards that are drawn where lines are free: what costs most, and when something was awake.
fn surplus<'f, 'a: 'f>(inside: &'a ProjectData) -> Vec<Card<'f, 'a>> {
    /// With more computes, drawing would take too long.
    const MOST: usize = 100;
    let costs = Card::new("Cost of computes", move |page: &mut Page<'a>| {
        costs(page, inside);
    });
    let mut cards = vec![costs.wide()];
    let computes: Vec<&Endpoint> = inside.endpoints.value.values().collect();
    if computes.len() <= MOST {
        cards.push(days::card(inside, computes, days::Of::All));
    }
    cards
}

/// Adds the most expensive branches as bars, if more than one fits.
fn costs(page: &mut Page<'_>, inside: &ProjectData) {
    const MOST: usize = 8;
    let store = &page.cx.model.neon.store;
    let branches = inside.branches.value.values();
    let costs = branches.filter_map(|one| Some((one, kinds::branch::cost(store, one)?)));
    let mut costs: Vec<(&Branch, f64)> = costs.filter(|(_, cost)| *cost >= 0.005).collect();
    costs.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    costs.truncate(MOST.min(page.free_lines()));
    if costs.len() < 2 {
        return;
    }
    let bars = costs.into_iter().map(|(branch, cost)| Bar {
        label: super::clean(&branch.name).into_owned(),
        cut: Cut::Start,
        value: price::about(cost),
        amount: cost,
    });
    let bars: Vec<Bar> = bars.collect();
    let theme = page.cx.theme;
    let styles = [theme.text, theme.strong, theme.chart];
    page.lines.extend(chart::bars(&bars, page.room, styles));
}

/// The card with what needs attention in the project.
fn needs<'f, 'a: 'f>(page: &Page<'a>, project: Target) -> Option<Card<'f, 'a>> {
    let pulse = home::pulse(&page.cx.model.browser, &page.cx.model.neon, &project)?;
    if pulse.looked_at == 0 {
        return None;
    }
    let items = &pulse.needs;
    let title = match items.shown.len() + items.more {
        0 => "Needs you".to_owned(),
        count => format!("Needs you {}", format::count(count)),
    };
    Some(Card::new(title, move |page: &mut Page<'a>| {
        of_home::needs(page, &pulse.needs);
    }))
}

/// The card with the branches: as many as the pane has lines for, but some in any case.
fn of_branches<'f, 'a: 'f>(page: &mut Page<'a>, inside: &'a ProjectData) -> Option<Card<'f, 'a>> {
    /// The lines of the cards below, and of this one's frame.
    const OTHERS: usize = 16;
    if inside.branches.known().is_none() {
        page.blank();
        page.fetch("branches", &inside.branches);
        return None;
    }
    let most = page.free_lines().saturating_sub(OTHERS).max(BRANCHES);
    let title = format!("Branches {}", format::count(inside.branches.value.len()));
    let fill = move |page: &mut Page<'a>| branches(page, inside, most);
    Some(Card::new(title, fill).wide().headed())
}

fn branches<'a>(page: &mut Page<'a>, inside: &'a ProjectData, most: usize) {
    let all = &inside.branches.value;
    let mut order: Vec<&Branch> = all.values().collect();
    order.sort_by(|one, other| {
        (!one.default, &one.name, &one.id).cmp(&(!other.default, &other.name, &other.id))
    });
    let rows = order
        .iter()
        .take(most)
        .map(|branch| row(page, inside, branch));
    let rows = rows.collect();
    let columns = [
        Column {
            good: 28,
            ..names("BRANCH", 8).cut(Cut::Start)
        },
        whole(""),
        whole("STATE"),
        whole(if wide(page) { "LAST 24 H" } else { "" }),
        number("~COST"),
        number("DATA"),
        number("EXPIRES"),
        number("COMPUTE"),
        elastic("PARENT", 8).cut(Cut::Start),
    ];
    page.table(&columns, rows);
    if all.len() > most {
        let text = format!("and {} more in the tree", format::count(all.len() - most));
        page.note(text);
    }
    page.fetch("branches", &inside.branches);
    page.fetch("computes", &inside.endpoints);
}

/// The width from which on marks are shown: the tree has them, too.
const MARKED: usize = 70;
/// From this width on, in words.
const MARKED_IN_WORDS: usize = 100;

/// Whether there is room for when each branch was awake.
const fn wide(page: &Page<'_>) -> bool {
    page.room >= 60
}

fn row<'a>(page: &Page<'a>, inside: &'a ProjectData, branch: &'a Branch) -> Vec<Span<'a>> {
    let model = page.cx.model;
    let parent = branch.parent_id.as_ref().map_or("-", |id| {
        let parent = inside.branches.value.get(id);
        parent.map_or(id.as_str(), |parent| parent.name.as_str())
    });
    let unknown = |key: &str| branch.unreadable.has(key).then(|| "?".to_owned());
    let data = branch.logical_size.map(bytes::measured);
    let data = unknown("logical_size").or(data).unwrap_or("-".to_owned());
    let used = i64::try_from(branch.compute_time_seconds).unwrap_or(i64::MAX);
    let cost = kinds::branch::cost(&model.neon.store, branch);
    let cost = cost.filter(|_| !branch.unreadable.has("compute_time_seconds"));
    // Points stand below each other, unless that would cost the names cells.
    let money = |cost: f64| match wide(page) && cost < 100.0 {
        true => format!("${cost:.2}"),
        false => price::dollars(cost),
    };
    let expires = branch.expires_at.map_or_else(String::new, |at| {
        format::countdown(at.timestamp(), model.neon.now)
    });
    vec![
        page.cell(&branch.name),
        page.dim(match page.room {
            MARKED_IN_WORDS.. => kinds::branch::mark_words(branch),
            MARKED.. => kinds::branch::marks(branch),
            _ => "",
        }),
        page.state(inside.branch_state(branch)),
        if wide(page) {
            awake::cell(page, inside, branch)
        } else {
            Span::raw("")
        },
        Span::raw(cost.map(money).unwrap_or_default()),
        Span::raw(data),
        page.dim(expires),
        Span::raw(unknown("compute_time_seconds").unwrap_or(cu_hours::rounded(used))),
        page.dim(super::super::text::clean(parent)),
    ]
}
