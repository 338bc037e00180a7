//! The details of a branch: its computes, databases and roles on one page.

use super::{
    super::{
        chart, format,
        text::{self, Cut, clean},
        widget::table::{Column, elastic, names, whole},
    },
    Details, awake,
    card::Card,
    days, expiry, labels,
    page::Page,
};
use crate::{
    api::types::{Branch, Endpoint},
    changes::compute,
    kinds::{
        self, State,
        branch::{BranchRef, DeletedBranchRef},
        endpoint,
        field::Weight,
        role, size,
        units::duration,
    },
    neon::Neon,
    ui::{Action, BranchData, ProjectData, Target, settings::Settings},
};
use jiff::Timestamp;
use ratatui::text::{Line, Span};

/// The most databases or roles listed here; the tree has them all.
const LISTED: usize = 30;
/// The most branches on the path from the root.
const MOST_ANCESTORS: usize = 32;

impl<'a> Details<'a> for BranchRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (project, id) = (self.project, self.id);
        let store = &page.cx.model.neon.store;
        let (Some(inside), Some(branch)) = (store.inside(project), store.branch(project, id))
        else {
            return;
        };
        headline(page, inside, branch);
        expiry::line(page, branch);
        lineage(page, inside, branch);
        let computes_of: Vec<&Endpoint> = inside.endpoints_of(id).collect();
        awake::lines(page, inside, &computes_of);
        let children = children_of(inside, branch);
        let mut cards = vec![computes_card(inside, branch)];
        if let Some(contents) = inside.contents.get(id) {
            cards.push(self::contents(contents));
        }
        if let Some(masking) = store.masking(&Target::Branch(project.clone(), id.clone())) {
            cards.push(Card::new("Masking", |page: &mut Page<'a>| {
                page.fields(masking, Weight::Main, &[]);
            }));
        }
        cards.push(Card::new("Branch", |page: &mut Page<'a>| {
            let shown = ["current_state", "parent_id"];
            let model = page.cx.model;
            let names = |key: &str| instead(&model.settings, &model.neon, inside, key, branch);
            page.fields_with(branch, Weight::Main, &shown, names);
            page.fetch("branches", &inside.branches);
        }));
        cards.extend(inside.annotations.get(id).map(labels::card));
        let title = format!("Child branches {}", children.len());
        cards.push(Card::new(title, |page: &mut Page<'a>| {
            child_branches(page, inside, &children);
        }));
        cards.push(days::card(inside, computes_of, days::Of::Any));
        page.cards(cards);
    }
}

impl<'a> Details<'a> for DeletedBranchRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (project, id) = (self.project, self.id);
        let model = page.cx.model;
        let (Some(inside), Some(branch)) = (
            model.neon.store.inside(project),
            model.neon.store.deleted_branch(project, id),
        ) else {
            return;
        };
        let names = |key: &str| instead(&model.settings, &model.neon, inside, key, branch);
        page.fields_with(branch, Weight::Main, &[], names);
        page.blank();
        let key = page.cx.key(Action::Recover);
        page.note(format!(
            "{key} brings it back, with its computes and connection strings."
        ));
    }
}

fn headline(page: &mut Page<'_>, inside: &ProjectData, branch: &Branch) {
    let state = inside.branch_state(branch);
    let Some(first) = inside.endpoints_of(&branch.id).next() else {
        page.headline(state, None, &[]);
        page.unreachable(state);
        return;
    };
    // The compute's time in its state is the branch's only while both are in the same state.
    let same = endpoint::state(first) == state;
    let since = since(page.cx.model.neon.now, first).filter(|_| same);
    page.headline(state, since, &about(page, first));
    page.at_end(format!("{} copies its URI", page.cx.key(Action::CopyUri)));
    page.progress(&compute::target(first));
    page.unreachable(state);
}

/// The card with the computes of a branch.
pub fn computes_card<'f, 'a: 'f>(inside: &'a ProjectData, branch: &'a Branch) -> Card<'f, 'a> {
    let fill = |page: &mut Page<'a>| computes(page, inside, branch);
    Card::new("Computes", fill).headed()
}

/// The card with the databases and roles of a branch.
pub fn contents<'f, 'a: 'f>(contents: &'a BranchData) -> Card<'f, 'a> {
    let fill = |page: &mut Page<'a>| {
        databases(page, contents);
        roles(page, contents);
    };
    Card::new("Databases · roles", fill).headed()
}

/// The branches made from this one, in the order of the tree.
fn children_of<'s>(inside: &'s ProjectData, branch: &Branch) -> Vec<&'s Branch> {
    let all = inside.branches.value.values();
    let of = |child: &&Branch| child.parent_id.as_ref() == Some(&branch.id);
    let mut children: Vec<&Branch> = all.filter(of).collect();
    children.sort_by_key(|child| &child.name);
    children
}

fn child_branches<'a>(page: &mut Page<'a>, inside: &'a ProjectData, children: &[&'a Branch]) {
    let now = page.cx.model.neon.now;
    let rows = children.iter().take(LISTED).map(|child| {
        let expires = child
            .expires_at
            .map_or_else(String::new, |at| format::countdown(at.timestamp(), now));
        vec![
            page.cell(&child.name),
            page.state(inside.branch_state(child)),
            page.dim(expires),
            awake::cell(page, inside, child),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return;
    }
    let name = Column {
        good: 28,
        ..names("", 10).cut(Cut::Start)
    };
    page.table(&[name, whole(""), whole(""), whole("")], rows);
    rest(page, children.len());
}

/// Adds the path from the root to the branch, with the times at which the branches on it begin:
/// `production ─ 24 Aug ─ staging`.
fn lineage(page: &mut Page<'_>, inside: &ProjectData, branch: &Branch) {
    let theme = page.cx.theme;
    let model = page.cx.model;
    let mut path = vec![Span::styled(clean(&branch.name).into_owned(), theme.strong)];
    let mut used = text::width(&branch.name);
    let mut at = branch;
    // Parents may form a circle in damaged data.
    for _ in 0..MOST_ANCESTORS {
        let Some(parent) = at
            .parent_id
            .as_ref()
            .and_then(|id| inside.branches.value.get(id))
        else {
            break;
        };
        let since = at.parent_timestamp.or(at.created_at);
        let since = since.map_or_else(String::new, |since| {
            format!(
                " {} ─",
                format::date(&model.settings, &model.neon, since.timestamp())
            )
        });
        let step = format!(" ─{since} ");
        let name = clean(&parent.name).into_owned();
        used += text::width(&step) + text::width(&name);
        if used + 2 > page.room {
            path.push(Span::styled("… ", theme.dim));
            break;
        }
        path.push(Span::styled(step, theme.dim));
        path.push(Span::raw(name));
        at = parent;
    }
    if path.len() > 1 {
        path.reverse();
        page.lines.push(Line::from(path));
    }
}

/// When a compute suspends, and its size, in words. Where that is near, what is set for it says less.
pub fn about(page: &Page<'_>, endpoint: &Endpoint) -> Vec<String> {
    let (min, max) = (
        endpoint.autoscaling_limit_min_cu,
        endpoint.autoscaling_limit_max_cu,
    );
    let zero = match endpoint.unreadable.has(SUSPENDS) {
        true => "suspends after ?".to_owned(),
        false => {
            awake::zero(page, endpoint).unwrap_or_else(|| endpoint::Zero::set(endpoint).sentence())
        }
    };
    vec![range(endpoint, min, max), zero]
}

const SUSPENDS: &str = "suspend_timeout_seconds";

/// The range of sizes a compute scales between, or `? CU` if it could not be read.
fn range(endpoint: &Endpoint, min: f64, max: f64) -> String {
    let limits = ["autoscaling_limit_min_cu", "autoscaling_limit_max_cu"];
    let odd = limits.iter().any(|limit| endpoint.unreadable.has(limit));
    if odd {
        "? CU".to_owned()
    } else {
        size::range(min, max)
    }
}

/// How long a compute has been in its state.
pub fn since(now: Timestamp, endpoint: &Endpoint) -> Option<String> {
    let at = match endpoint::state(endpoint) {
        State::ACTIVE => endpoint.started_at,
        State::IDLE => endpoint.suspended_at,
        _ => None,
    }?;
    let seconds = now.duration_since(at.timestamp()).as_secs();
    Some(match seconds {
        ..60 => "just now".to_owned(),
        _ => format!("for {}", duration::about(seconds)),
    })
}

/// The name to show instead of an id.
fn instead(
    settings: &Settings,
    neon: &Neon,
    inside: &ProjectData,
    key: &str,
    branch: &Branch,
) -> Option<String> {
    match key {
        "parent_id" => {
            let parent = inside.branches.value.get(branch.parent_id.as_ref()?)?;
            Some(clean(&parent.name).into_owned())
        }
        "expires_at" => {
            let at = branch.expires_at?;
            let relative = format::relative(at.timestamp(), neon.now);
            Some(format!(
                "{relative}, {}",
                format::day(settings, neon, at.timestamp())
            ))
        }
        _ => None,
    }
}

fn computes<'a>(page: &mut Page<'a>, inside: &'a ProjectData, branch: &'a Branch) {
    let now = page.cx.model.neon.now;
    let rows: Vec<_> = inside
        .endpoints_of(&branch.id)
        .map(|one| {
            let (min, max) = (one.autoscaling_limit_min_cu, one.autoscaling_limit_max_cu);
            let idle = size::suspend_after(one.suspend_timeout_seconds);
            let size = range(one, min, max);
            let unread = one.unreadable.has(SUSPENDS);
            let idle = idle.map_or_else(|| "never".to_owned(), duration::exact);
            let name = clean(one.name.as_deref().unwrap_or(one.id.as_str()));
            vec![
                Span::raw(format!("{} {name}", endpoint::short_kind(one))),
                page.state(endpoint::state(one)),
                scale(page, one),
                Span::raw(size.trim_end_matches(" CU").to_owned()),
                Span::raw(if unread { "?".to_owned() } else { idle }),
                page.dim(since(now, one).unwrap_or_default()),
            ]
        })
        .collect();
    if rows.is_empty() {
        if inside.endpoints.known().is_some() {
            page.blank();
            page.note("none");
        }
    } else {
        let columns = [
            Column {
                good: 28,
                ..names("   COMPUTE", 10).cut(Cut::Middle)
            },
            whole("STATE"),
            whole(""),
            whole("CU"),
            whole("TO ZERO"),
            whole(""),
        ];
        page.table(&columns, rows);
    }
    page.fetch("computes", &inside.endpoints);
}

/// The sizes of a compute among all of Neon's sizes, if there is room.
fn scale(page: &Page<'_>, one: &Endpoint) -> Span<'static> {
    const WIDE: usize = 44;
    let limits = ["autoscaling_limit_min_cu", "autoscaling_limit_max_cu"];
    if page.room < WIDE
        || page.cx.is_linear()
        || limits.iter().any(|limit| one.unreadable.has(limit))
    {
        return Span::raw("");
    }
    let (min, max) = (one.autoscaling_limit_min_cu, one.autoscaling_limit_max_cu);
    let theme = page.cx.theme;
    let style = match endpoint::state(one) {
        State::ACTIVE => theme.good,
        _ => theme.dim,
    };
    Span::styled(chart::scale(min, max), style)
}

fn databases<'a>(page: &mut Page<'a>, contents: &'a BranchData) {
    let all = &contents.databases;
    let rows: Vec<_> = all
        .value
        .iter()
        .take(LISTED)
        .map(|database| {
            let created = database.created_at.map_or_else(String::new, |at| {
                format::time(&page.cx.model.settings, &page.cx.model.neon, at)
            });
            vec![
                page.cell(database.name.as_str()),
                page.cell(database.owner_name.as_str()),
                page.dim(created),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.table(
            &[names("DATABASE", 10), elastic("OWNER", 8), whole("CREATED")],
            rows,
        );
        rest(page, all.value.len());
    }
    page.fetch("databases", all);
}

fn roles<'a>(page: &mut Page<'a>, contents: &'a BranchData) {
    let all = &contents.roles;
    let rows: Vec<_> = all
        .value
        .iter()
        .take(LISTED)
        .map(|one| {
            let system = one.protected == Some(true);
            vec![
                page.cell(one.name.as_str()),
                Span::raw(clean(&role::login(one)).into_owned()),
                page.dim(if system { "system role" } else { "" }),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.table(
            &[names("ROLE", 10), elastic("SIGNS IN WITH", 8), whole("")],
            rows,
        );
        rest(page, all.value.len());
    }
    page.fetch("roles", all);
}

fn rest(page: &mut Page<'_>, all: usize) {
    if all > LISTED {
        page.note(format!(
            "and {} more in the tree",
            format::count(all - LISTED)
        ));
    }
}

/// A line with a branch's name and marks.
pub fn on<'a>(page: &mut Page<'a>, branch: &'a Branch) {
    of(page, "on branch ", branch);
}

/// The same, after other words.
pub fn of<'a>(page: &mut Page<'a>, words: &'static str, branch: &'a Branch) {
    let theme = page.cx.theme;
    page.lines.push(Line::from(vec![
        Span::styled(words, theme.dim),
        Span::styled(clean(&branch.name), theme.strong),
        Span::raw("  "),
        Span::styled(kinds::branch::mark_words(branch), theme.dim),
    ]));
}
