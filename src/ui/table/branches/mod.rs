//! The branches of a project: as a tree, flat, stale ones, deleted ones, and on an axis of time.

pub(crate) mod columns;

use super::{
    SortOrder,
    commands::TREE,
    list::{ListEvent, ListLine, ListTab, PagesOf, Source, Spec},
};
use crate::{
    api::{
        BranchQuery, Get, Request,
        types::{BranchId, BranchesPage, ProjectId},
    },
    kinds::{branch, list::List, price},
    neon::{Neon, read},
    reads::{branches::BRANCHES_PAGE, fetch},
    store::{ProjectData, remote::FetchState, target::Target},
    ui::{branch_tree::BranchTree, browser::Browser, keymap::Keymap},
};
use columns::{
    ACTIVE, BRANCH, COLUMNS, CREATED, DELETED, OF_DELETED, OF_LINEAGE, OF_TREE, cost, inside,
};
use std::collections::HashMap;

/// The deepest level that is indented.
const DEEPEST: u8 = 28;

/// The index of the tab that shows them without their tree.
pub const FLAT: usize = 1;
/// The index of the tab of stale branches.
pub const STALE: usize = 2;
/// The index of the tab of deleted ones.
const DELETED_TAB: usize = 4;

pub const SPEC: Spec = Spec {
    list: List("Branches"),
    place,
    listen,
    new: |_, _| None,
    note,
    about: None,
    tabs: &[
        ListTab {
            title: TREE,
            name: "branches",
            columns: OF_TREE,
            by: None,
            source: Source::Project,
            rows: tree,
            empty: none,
        },
        ListTab {
            title: "Flat",
            name: "branches",
            columns: COLUMNS,
            by: SortOrder::up(&BRANCH),
            source: Source::Project,
            rows: |_, neon, of| flat(neon, of),
            empty: none,
        },
        ListTab {
            title: "Stale",
            name: "branches",
            columns: COLUMNS,
            by: SortOrder::up(&ACTIVE),
            source: Source::Project,
            rows: stale,
            empty: nothing_stale,
        },
        ListTab {
            title: "Lineage",
            name: "lineage",
            columns: OF_LINEAGE,
            by: None,
            source: Source::Project,
            rows: lineage,
            empty: none,
        },
        ListTab {
            title: "Deleted",
            name: "deleted_branches",
            columns: OF_DELETED,
            by: SortOrder::down(&DELETED),
            source: Source::Own(&PagesOf {
                first: |_, of| deleted_page(of, None),
                keep: keep_deleted,
            }),
            rows: |_, neon, of| deleted(neon, of),
            empty: nothing_deleted,
        },
    ],
};

/// The project of the selection.
pub(crate) fn place(browser: &Browser, _neon: &Neon) -> Result<Target, String> {
    let of = browser.table.as_ref().and_then(|table| table.of.project());
    let project = of.or(browser.selected().and_then(Target::project));
    project
        .map(|project| Target::Project(project.clone()))
        .ok_or_else(|| "select a project, or something in it".to_owned())
}

fn tree(browser: &Browser, neon: &Neon, of: &Target) -> Vec<ListLine> {
    let Some((project, inside)) = inside(&neon.store, of) else {
        return Vec::new();
    };
    let branch_tree = BranchTree::new(inside, &browser.bookmarks.branches(project));
    let mut lines = Vec::with_capacity(inside.branches.value.len());
    let mut next: Vec<(u8, usize)> = branch_tree.roots.iter().rev().map(|at| (0, *at)).collect();
    while let Some((depth, at)) = next.pop() {
        let Some((id, _)) = inside.branches.value.get_index(at) else {
            continue;
        };
        let target = Target::Branch(project.clone(), id.clone());
        lines.push(ListLine { depth, target });
        let below = branch_tree.children.get(id).into_iter().flatten().rev();
        let deeper = (depth + 1).min(DEEPEST);
        next.extend(below.map(|child| (deeper, *child)));
    }
    lines
}

/// The tree, with the deleted branches that are known below their parents.
fn lineage(browser: &Browser, neon: &Neon, of: &Target) -> Vec<ListLine> {
    let known = tree(browser, neon, of);
    let Some((project, inside)) = inside(&neon.store, of) else {
        return known;
    };
    let mut below: HashMap<&BranchId, Vec<&BranchId>> = HashMap::new();
    for (id, branch) in inside.deleted.iter().rev() {
        if let Some(parent) = &branch.parent_id {
            below.entry(parent).or_default().push(id);
        }
    }
    let deleted = |depth: u8, id: &BranchId| ListLine {
        depth: depth.min(DEEPEST),
        target: Target::DeletedBranch(project.clone(), id.clone()),
    };
    let mut lines = Vec::with_capacity(known.len() + inside.deleted.len());
    for line in known {
        let (branch, deeper) = (line.target.branch().cloned(), line.depth + 1);
        lines.push(line);
        let gone = branch.and_then(|branch| below.remove(&branch));
        lines.extend(gone.into_iter().flatten().map(|id| deleted(deeper, id)));
    }
    let without_parent = inside.deleted.iter().filter(|(_, branch)| {
        let parent = branch.parent_id.as_ref();
        parent.is_none_or(|parent| below.contains_key(parent))
    });
    lines.extend(without_parent.map(|(id, _)| deleted(0, id)));
    lines
}

fn flat(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let Some((project, inside)) = inside(&neon.store, of) else {
        return Vec::new();
    };
    let ids = inside.branches.value.keys();
    ids.map(|id| Target::Branch(project.clone(), id.clone()).into())
        .collect()
}

fn stale(browser: &Browser, neon: &Neon, of: &Target) -> Vec<ListLine> {
    let Some((project, inside)) = inside(&neon.store, of) else {
        return Vec::new();
    };
    branch::stale(inside, browser.stale_days, neon.now)
        .map(|branch| Target::Branch(project.clone(), branch.id.clone()).into())
        .collect()
}

/// A page of branches, including deleted ones.
fn deleted_page(of: &Target, cursor: Option<String>) -> Get<BranchesPage> {
    let query = BranchQuery {
        cursor,
        limit: BRANCHES_PAGE,
        include_deleted: true,
        ..BranchQuery::default()
    };
    let nowhere = ProjectId::default();
    Request::list_branches(of.project().unwrap_or(&nowhere), &query)
}

fn keep_deleted(
    neon: &mut Neon,
    of: &Target,
    page: BranchesPage,
    first: bool,
) -> Option<Get<BranchesPage>> {
    let project = of.project()?;
    let next = page.next(BRANCHES_PAGE, None);
    let deleted = &mut neon.store.inside_mut(project).deleted;
    if first && page.odd.is_empty() {
        deleted.clear();
    }
    let gone = page.branches.into_iter();
    let gone = gone.filter(|branch| branch.recovery.is_some());
    deleted.extend(gone.map(|branch| (branch.id.clone(), branch)));
    next.map(|cursor| deleted_page(of, Some(cursor)))
}

fn deleted(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let Some((project, inside)) = inside(&neon.store, of) else {
        return Vec::new();
    };
    let ids = inside.deleted.keys();
    ids.map(|id| Target::DeletedBranch(project.clone(), id.clone()).into())
        .collect()
}

fn none(_: &Browser, _: &Keymap, _: &Neon, _: &Target) -> String {
    "no branches reported by Neon yet".to_owned()
}

fn nothing_stale(browser: &Browser, _keymap: &Keymap, _neon: &Neon, _: &Target) -> String {
    format!(
        "nothing is stale: no unprotected branch without expiry has been inactive for {} days",
        browser.stale_days
    )
}

fn nothing_deleted(_: &Browser, _: &Keymap, _: &Neon, _: &Target) -> String {
    "no deleted branches to recover. Neon keeps them for 7 days if the account has branch recovery"
        .to_owned()
}

/// What stale means here.
pub fn stale_means(browser: &Browser) -> String {
    format!("idle {}d, no expiry, unused", browser.stale_days)
}

/// `8 of 10 allowed`, `100 of 240 loaded`; for stale branches their definition and cost.
fn note(browser: &Browser, neon: &Neon, of: &Target) -> String {
    if let Some(table) = browser.table.as_ref().filter(|table| table.tab == STALE) {
        let rows = table.rows.iter();
        let cost: f64 = rows.filter_map(|row| cost(&neon.store, &row.target)).sum();
        let cost = match cost {
            none if none <= 0.0 => String::new(),
            cost => format!(", ~{} this period", price::dollars(cost)),
        };
        return format!("{}{cost}", stale_means(browser));
    }
    if browser
        .table
        .as_ref()
        .is_some_and(|table| table.tab == DELETED_TAB)
    {
        return String::new();
    }
    let Some((project, inside)) = inside(&neon.store, of) else {
        return String::new();
    };
    let loaded = inside.branches.value.len();
    let known = u64::try_from(loaded).unwrap_or(u64::MAX);
    let all = inside.branch_count.unwrap_or(known);
    if is_incomplete(inside) && all > known {
        return format!("{loaded} of {all} loaded");
    }
    let owner = neon
        .store
        .full(project)
        .and_then(|full| full.owner.as_ref());
    let limit = owner.and_then(|owner| owner.branches_limit);
    match limit.filter(|limit| *limit > 0) {
        Some(limit) => format!("{loaded} of {limit} allowed"),
        None => String::new(),
    }
}

/// Whether some branches may not be loaded yet.
fn is_incomplete(inside: &ProjectData) -> bool {
    inside.branches.fetch != FetchState::Ready
}

/// Asks the server about a list that is not fully loaded: its length, the start of the chosen order, the matches
/// of a filter.
fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let Some(project) = browser.table.as_ref().and_then(|table| table.of.project()) else {
        return;
    };
    let project = project.clone();
    let incomplete = neon.store.inside(&project).is_none_or(is_incomplete);
    let query = BranchQuery {
        limit: BRANCHES_PAGE,
        ..BranchQuery::default()
    };
    match event {
        ListEvent::Opened => {
            let count = Request::count_branches(&project, None);
            neon.load(read::branch_count(project.clone()), count);
            fetch::full_project(neon, &project);
        }
        ListEvent::Ordered if incomplete => {
            let by = browser.table.as_ref().and_then(|table| table.by);
            let Some((by, field)) = by.and_then(|by| Some((by, server_field(by.column)?))) else {
                return;
            };
            let query = BranchQuery {
                sort_by: Some(field),
                sort_order: Some(if by.down { "desc" } else { "asc" }),
                ..query
            };
            let request = Request::list_branches(&project, &query);
            neon.ask(read::some_branches(project), request);
        }
        ListEvent::Searched(word) if incomplete => {
            if let Some(filter) = browser.list_filter_mut() {
                filter.search.want(Target::Project(project.clone()), word);
            }
            let query = BranchQuery {
                search: Some(word.to_owned()),
                ..query
            };
            let request = Request::list_branches(&project, &query);
            neon.ask(read::some_branches(project), request);
        }
        ListEvent::TabShown
        | ListEvent::Tail
        | ListEvent::NearEnd
        | ListEvent::Listed
        | ListEvent::Ordered
        | ListEvent::Searched(_)
        | ListEvent::Refreshed
        | ListEvent::Due => {}
    }
}

/// Neon's name for a column to sort by, if it supports that.
fn server_field(column: &str) -> Option<&'static str> {
    match column {
        _ if column == BRANCH.title => Some("name"),
        _ if column == CREATED.title => Some("created_at"),
        _ => None,
    }
}
