//! The list of everything in the account: its projects, and what is in all of them.
//!
//! Neon lists only what is in one project, so projects are looked into, some at a time, where most is going on first.
//! The title says how many.

use super::{
    SortOrder,
    branches::{self as branches_of, columns as branch_columns},
    computes,
    list::{ListEvent, ListLine, ListTab, Source, Spec},
    open, operations, projects, snapshots,
};
use crate::{
    api::types::{Branch, ProjectId},
    kinds::{
        awake::list::{self, LookFor, Looks},
        branch::{self, preview},
        column::Column,
        list::List,
    },
    neon::Neon,
    reads::{branches::BRANCHES_PAGE, look},
    store::{ProjectData, Store, target::Target},
    ui::{action::Action, browser::Browser, git_branches::GitBranches, keymap::Keymap},
};

const PROJECT: Column = list::PROJECT;

/// The columns of branches that say something over all projects.
const OF_BRANCHES: &[Column] = &[
    branch_columns::BRANCH,
    branch_columns::MARKS,
    PROJECT,
    branch_columns::STATE,
    Column {
        weight: 88,
        ..branch_columns::COST
    },
    branch_columns::COMPUTE,
    branch_columns::DATA,
    branch_columns::ACTIVE,
    branch_columns::TTL,
    branch_columns::MADE_BY,
    branch_columns::CREATED,
    branch_columns::ID,
];

const OF_SNAPSHOTS: &[Column] = &[
    snapshots::SNAPSHOT,
    PROJECT,
    snapshots::BRANCH,
    snapshots::SIZE,
    snapshots::MANUAL,
    snapshots::TIMESTAMP,
    snapshots::CREATED,
    snapshots::EXPIRES,
];

/// The positions of the tabs.
pub const PROJECTS: usize = 0;
pub const COMPUTES: usize = 1;
pub const BRANCHES: usize = 2;
pub const STALE: usize = 3;
pub const GONE: usize = 4;
pub const EXPIRING: usize = 5;
pub const SNAPSHOTS: usize = 6;
pub const FAILED: usize = 7;

const BRANCHES_TAB: ListTab = ListTab {
    title: "Branches",
    name: "branches",
    columns: OF_BRANCHES,
    by: SortOrder::down(&branch_columns::COST),
    source: Source::Looks(LookFor::Computes),
    rows: |_, neon, of| branches(neon, of, |_| true),
    empty: |browser, keymap, neon, of| empty("No branches", browser, keymap, neon, of),
};

pub const SPEC: Spec = Spec {
    list: List("All"),
    place: |_, _| Ok(Target::Account),
    listen,
    new: |_, _| None,
    note,
    about: None,
    tabs: &[
        projects::TAB,
        computes::TAB,
        BRANCHES_TAB,
        ListTab {
            title: "Stale",
            by: SortOrder::up(&branch_columns::ACTIVE),
            rows: stale,
            empty: |browser, keymap, neon, of| empty("Nothing is stale", browser, keymap, neon, of),
            ..BRANCHES_TAB
        },
        ListTab {
            title: "Gone",
            by: SortOrder::up(&branch_columns::ACTIVE),
            rows: without_git_branch,
            empty: why_none_gone,
            ..BRANCHES_TAB
        },
        ListTab {
            title: "Expiring",
            by: SortOrder::up(&branch_columns::TTL),
            rows: |_, neon, of| branches(neon, of, |branch| branch.expires_at.is_some()),
            empty: |browser, keymap, neon, of| {
                empty("No branch expires", browser, keymap, neon, of)
            },
            ..BRANCHES_TAB
        },
        ListTab {
            title: "Snapshots",
            name: "snapshots",
            columns: OF_SNAPSHOTS,
            by: SortOrder::down(&snapshots::CREATED),
            source: Source::Looks(LookFor::Snapshots),
            rows: |_, neon, of| all_snapshots(neon, of),
            empty: |browser, keymap, neon, of| empty("No snapshots", browser, keymap, neon, of),
        },
        operations::TAB,
    ],
};

/// Shows a list of the selected project, or this tab if none is selected.
pub fn open_or_all(browser: &mut Browser, neon: &mut Neon, spec: &'static Spec, tab: usize) {
    match (spec.place)(browser, neon) {
        Ok(of) => open::open_at(browser, neon, spec, of, 0),
        Err(_) => open::open_tab(browser, neon, &SPEC, tab),
    }
}

/// Looks into more projects for what the tab shows.
fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let table = browser.table.as_ref();
    let Some((tab, source)) = table.map(|table| (table.tab, table.shown().source)) else {
        return;
    };
    let is_wanted = event.wants_more();
    if is_wanted && tab == GONE {
        browser.git.want();
    }
    if is_wanted && !matches!(source, Source::Project) {
        projects::load(neon);
    }
    match source {
        Source::Looks(what) if event == ListEvent::Refreshed => look::again_into_some(neon, what),
        Source::Looks(what) if is_wanted => look::into_some(neon, what),
        Source::Looks(what) if event == ListEvent::Listed => look::into_new(neon, what),
        Source::Looks(LookFor::Computes) if event == ListEvent::Due => look::where_awake(neon),
        Source::Project => projects::listen(browser, neon, event),
        Source::Looks(_) | Source::Contents(_) | Source::Own(_) | Source::Others(_) => {}
    }
}

fn all_snapshots(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let all = projects_of(&neon.store, of);
    let lines = all.flat_map(|(id, inside)| {
        let all = inside.snapshots.value.iter();
        all.map(|one| Target::Snapshot(id.clone(), one.id.clone()).into())
    });
    lines.collect()
}

fn branches(neon: &Neon, of: &Target, wanted: impl Fn(&Branch) -> bool) -> Vec<ListLine> {
    let all = projects_of(&neon.store, of).flat_map(|(id, inside)| {
        let all = inside.branches.value.values();
        let wanted = all.filter(|branch| wanted(branch));
        wanted.map(|branch| Target::Branch(id.clone(), branch.id.clone()).into())
    });
    all.collect()
}

fn stale(browser: &Browser, neon: &Neon, of: &Target) -> Vec<ListLine> {
    // Whether a branch is stale depends on when its computes were active, and on all its descendants.
    let is_known = |inside: &ProjectData| inside.endpoints.at.is_some() && !is_partial(inside);
    let known = projects_of(&neon.store, of).filter(|(_, inside)| is_known(inside));
    let all = known.flat_map(|(id, inside)| {
        let stale = branch::stale(inside, browser.stale_days, neon.now);
        let lines = stale.map(|branch| Target::Branch(id.clone(), branch.id.clone()).into());
        lines.collect::<Vec<_>>()
    });
    all.collect()
}

/// The preview branches whose git branch is gone: of projects where other previews show that they are made from the
/// repository in the current folder.
fn without_git_branch(browser: &Browser, neon: &Neon, of: &Target) -> Vec<ListLine> {
    let Some(git) = browser.git.names() else {
        return Vec::new();
    };
    let gone = projects_of(&neon.store, of).flat_map(|(id, inside)| {
        let all = inside.branches.value.values();
        let all = all.map(|branch| (branch, preview::has_git_branch(&branch.name, git)));
        let is_of_repository = all.clone().any(|(_, is_there)| is_there == Some(true));
        let gone = all.filter(move |(branch, is_there)| {
            is_of_repository && *is_there == Some(false) && !branch.protected
        });
        gone.map(|(branch, _)| Target::Branch(id.clone(), branch.id.clone()).into())
    });
    gone.collect()
}

fn why_none_gone(browser: &Browser, keymap: &Keymap, neon: &Neon, of: &Target) -> String {
    let what = match &browser.git {
        GitBranches::Known(Some(_)) => "No preview branch lacks its git branch",
        GitBranches::Known(None) => {
            return "Not in a git repository. Start lazyneon in the one that your previews belong to."
                .to_owned();
        }
        _ => return "Reading the branches of the git repository in this folder…".to_owned(),
    };
    empty(what, browser, keymap, neon, of)
}

/// Whether only the first page of a project's branches is known.
pub fn is_partial(inside: &ProjectData) -> bool {
    let page = usize::try_from(BRANCHES_PAGE).unwrap_or(usize::MAX);
    inside.branches.at.is_none() && inside.branches.value.len() >= page
}

/// How far the look into all projects is.
pub fn looks(browser: &Browser, neon: &Neon, what: LookFor) -> Looks {
    let looks = &browser.panes.looks;
    *looks.get(&what, &neon.store, (), |store| list::looks(store, what))
}

/// How many lists of projects could not be read, and how many were never opened.
pub fn unread(neon: &Neon) -> impl Iterator<Item = String> + use<> {
    let lists = neon.store.lists.values();
    let failed = match lists.filter(|list| list.state.error().is_some()).count() {
        0 => None,
        1 => Some("1 list could not be read".to_owned()),
        many => Some(format!("{many} lists could not be read")),
    };
    let lists = neon.store.orgs.value.keys();
    let unopened = lists.filter(|org| {
        let list = neon.store.lists.get(&Target::Org((*org).clone()));
        list.is_none_or(|list| list.state.is_absent())
    });
    let unopened = match unopened.count() {
        0 => None,
        1 => Some("1 organization not opened".to_owned()),
        many => Some(format!("{many} organizations not opened")),
    };
    failed.into_iter().chain(unopened)
}

/// The projects that a list is about, as far as they were looked into: all, or the one it belongs to.
pub fn projects_of<'a>(
    store: &'a Store,
    of: &Target,
) -> impl Iterator<Item = (&'a ProjectId, &'a ProjectData)> {
    let only = of.project().cloned();
    let projects = store.projects.iter().filter(|(_, entry)| !entry.gone);
    let projects = projects.filter(move |(id, _)| only.as_ref().is_none_or(|only| only == *id));
    projects.filter_map(|(id, entry)| Some((id, entry.inside.as_deref()?)))
}

/// How much of all projects a list is about.
pub fn note(browser: &Browser, neon: &Neon, of: &Target) -> String {
    let table = browser.table.as_ref();
    let what = match table.map(|table| table.shown().source) {
        Some(Source::Looks(what)) if of.project().is_none() => what,
        Some(Source::Project) => return projects::note(neon),
        _ => return String::new(),
    };
    let Looks { known, all, .. } = looks(browser, neon, what);
    let looked_at = (known < all).then(|| format!("{known} of {all} projects looked at"));
    let all = projects_of(&neon.store, of);
    let partial = match all.filter(|(_, inside)| is_partial(inside)).count() {
        0 => None,
        _ if what != LookFor::Computes => None,
        1 => Some("not all branches of 1 project".to_owned()),
        many => Some(format!("not all branches of {many} projects")),
    };
    let is_stale = table.is_some_and(|table| table.tab == STALE);
    let stale = is_stale.then(|| branches_of::stale_means(browser));
    let notes = stale.into_iter().chain(looked_at).chain(partial);
    let notes: Vec<String> = notes.chain(unread(neon)).collect();
    notes.join(", ")
}

/// The text of a list without rows: what is missing, and how to look at more.
pub fn empty(what: &str, browser: &Browser, keymap: &Keymap, neon: &Neon, of: &Target) -> String {
    let note = note(browser, neon, of);
    match note.is_empty() {
        true => format!("{what}."),
        false => {
            let key = keymap.name(Action::Refresh);
            format!("{what}: {note}. {key} looks at more.")
        }
    }
}
