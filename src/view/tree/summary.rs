//! The text of the tree's rows, by kind.

use super::{
    super::{DrawContext, format, text::clean},
    text::Text,
};
use crate::{
    api::types::{Branch, Endpoint, Thing, Time},
    kinds::{self, State, size},
    store::target::BranchGroup,
    ui::{
        Action, BranchData, FetchState, ProjectData, ProjectEntry, ProjectPages, Target,
        tree::{CursorPlace, Expansion, Row},
    },
};
use std::borrow::Cow;

/// The word for production.
const PROD: &str = "PROD";

/// The text of a row, or `None` if the row's thing is no longer known.
pub fn of<'a>(row: &Row, cx: DrawContext<'a>) -> Option<Text<'a>> {
    let (store, theme) = (&cx.model.neon.store, cx.theme);
    let project = |at: u32| store.projects.get_index(at as usize);
    let inside = |at: u32| project(at)?.1.inside.as_deref();
    let branch = |at: u32, b: u32| Some(inside(at)?.branches.value.get_index(b as usize)?.1);
    let org = |at: u32| store.orgs.value.get_index(at as usize);
    Some(match row.place {
        CursorPlace::Org(at) => {
            let (id, org) = org(at)?;
            let list = store.lists.get(&Target::Org(id.clone()));
            list_text(&org.name, list, cx)
        }
        CursorPlace::Shared => list_text("Shared with me", store.lists.get(&Target::Shared), cx),
        CursorPlace::MoreOf(at) => more(store.lists.get(&Target::Org(org(at)?.0.clone())), cx),
        CursorPlace::MoreShared => more(store.lists.get(&Target::Shared), cx),
        CursorPlace::Project(at) => project_text(project(at)?.1, cx),
        CursorPlace::Branch(at, b) => branch_text(inside(at)?, branch(at, b)?, row.expansion, cx),
        CursorPlace::Endpoint(at, e) => {
            let endpoint = inside(at)?.endpoints.value.get_index(e as usize)?.1;
            endpoint_text(endpoint, row.hit, cx)
        }
        CursorPlace::Group(at, b, group) => group_text(inside(at)?, branch(at, b)?, group, cx),
        CursorPlace::Database(at, b, d) => {
            let contents = inside(at)?.contents.get(&branch(at, b)?.id)?;
            let database = contents.databases.value.get(d as usize)?;
            let mut text = Text::new(database.name.as_str(), theme.text, cx);
            text.tail = format!("db {}", clean(database.owner_name.as_str()));
            text.short_tail = "db";
            unread(&text, database, cx).unwrap_or(text)
        }
        CursorPlace::Role(at, b, r) => {
            let contents = inside(at)?.contents.get(&branch(at, b)?.id)?;
            let role = contents.roles.value.get(r as usize)?;
            let mut text = Text::new(role.name.as_str(), theme.text, cx);
            let system = role.protected == Some(true);
            text.tail = if system { "system role" } else { "role" }.to_owned();
            text.short_tail = "role";
            unread(&text, role, cx).unwrap_or(text)
        }
    })
}

/// The text of a row whose latest record could not be read.
fn unread<'a>(text: &Text<'a>, thing: &impl Thing, cx: DrawContext<'_>) -> Option<Text<'a>> {
    let all = thing.unreadable().is_all();
    let instead = |text: Text<'a>| text.instead("? unreadable".to_owned(), cx.theme.bad);
    all.then(|| instead(text.clone()))
}

/// The name, or the id if the name could not be read.
fn named<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.is_empty() { id } else { name }
}

fn list_text<'a>(name: &'a str, list: Option<&'a ProjectPages>, cx: DrawContext<'a>) -> Text<'a> {
    let mut text = Text::new(name, cx.theme.strong, cx);
    let Some(list) = list else {
        return text;
    };
    text.tail = match &list.state.fetch {
        FetchState::Loading if list.rows.is_empty() => "loading…".to_owned(),
        FetchState::Failed(_) if list.rows.is_empty() => cx.failed(Action::Refresh),
        _ => {
            let more = if list.has_more() { "+" } else { "" };
            let word = if list.rows.len() == 1 {
                "project"
            } else {
                "projects"
            };
            format!("{}{more} {word}", format::count(list.rows.len()))
        }
    };
    text.is_unsettled = list.has_more() || list.state.fetch != FetchState::Ready;
    if !list.state.odd.is_empty() {
        text.tail = format!("{}, {}", text.tail, unread_count(list.state.odd.len()));
        text.tail_style = cx.theme.bad;
    }
    text
}

/// How many items of a list could not be read.
fn unread_count(many: usize) -> String {
    format!("{} unreadable", format::count(many))
}

fn more<'a>(list: Option<&'a ProjectPages>, cx: DrawContext<'a>) -> Text<'a> {
    let loaded = format::count(list.map_or(0, |list| list.rows.len()));
    let name = match list.map(|list| &list.state.fetch) {
        Some(FetchState::Loading) => format!("loading more: {loaded} loaded"),
        Some(FetchState::Failed(_)) => format!("{} after {loaded}", cx.failed(Action::Open)),
        _ => format!("load more: {loaded} loaded"),
    };
    let mut text = Text::new("", cx.theme.dim, cx);
    text.tail.clear();
    text.name = Cow::Owned(name);
    text.is_name_unsettled = true;
    text
}

fn project_text<'a>(entry: &'a ProjectEntry, cx: DrawContext<'a>) -> Text<'a> {
    let theme = cx.theme;
    let text = Text::new(
        named(&entry.row.name, entry.row.id.as_str()),
        theme.text,
        cx,
    );
    let branches = entry.inside.as_deref().map(|inside| &inside.branches);
    match branches {
        Some(branches) if branches.at.is_none() && branches.is_loading() => {
            return text.instead("loading…".to_owned(), theme.busy);
        }
        Some(branches) if branches.error().is_some() => {
            return text.instead(cx.failed(Action::Refresh), theme.bad);
        }
        _ => {}
    }
    if let Some(text) = unread(&text, &entry.row, cx) {
        return text;
    }
    let odd = entry.inside.as_deref().map_or(0, |inside| {
        inside.branches.odd.len() + inside.endpoints.odd.len()
    });
    if odd > 0 {
        return text.instead(unread_count(odd), theme.bad);
    }
    let region = kinds::project::short_region(entry.row.region_id.as_str());
    let version = entry.row.pg_version;
    if version == 0 && entry.row.unreadable.has("pg_version") {
        return text.word(format!("pg?  {}", clean(&region)), theme.dim);
    }
    if version == 0 {
        return text;
    }
    let target = Target::Project(entry.row.id.clone());
    if cx.model.neon.is_marked_production(&target) {
        let mut text = text.word(PROD, theme.production);
        text.tail = format!("pg{version}");
        return text;
    }
    text.word(format!("pg{version}  {}", clean(&region)), theme.dim)
}

fn branch_text<'a>(
    inside: &'a ProjectData,
    branch: &'a Branch,
    expansion: Expansion,
    cx: DrawContext<'a>,
) -> Text<'a> {
    let state = inside.branch_state(branch);
    let name = named(&branch.name, branch.id.as_str());
    let mut text = Text::new(name, cx.theme.text, cx).state(state, cx);
    if let Some(text) = unread(&text, branch, cx) {
        return text;
    }
    if let Some(contents) = inside
        .contents
        .get(&branch.id)
        .filter(|_| expansion == Expansion::Open)
    {
        let both = [&contents.databases.fetch, &contents.roles.fetch];
        if both
            .iter()
            .any(|fetch| matches!(fetch, FetchState::Failed(_)))
        {
            return text.instead(cx.failed(Action::Refresh), cx.theme.bad);
        }
        let odd = contents.databases.odd.len() + contents.roles.odd.len();
        if odd > 0 {
            return text.instead(unread_count(odd), cx.theme.bad);
        }
        let known = contents.databases.at.is_some() && contents.roles.at.is_some();
        if !known && both.contains(&&FetchState::Loading) {
            text.is_unsettled = true;
            text.tail = "…".to_owned();
            return text;
        }
    }
    text.is_unsettled = inside.endpoints.known().is_none();
    text.is_countdown = branch.expires_at.is_some();
    text.tail = branch.expires_at.map_or_else(
        || kinds::branch::marks(branch).to_owned(),
        |at: Time| format::countdown(at.timestamp(), cx.model.neon.now),
    );
    let context = cx.model.settings.context.as_ref();
    if context.is_some_and(|context| context.is_on(&branch.project_id, branch)) {
        text.tail.insert(0, '@');
    }
    let target = Target::Branch(branch.project_id.clone(), branch.id.clone());
    // Neon's own marks do not show what a rule in the configuration says.
    if cx.model.neon.is_marked_production(&target) {
        let space = if text.tail.is_empty() { "" } else { " " };
        text.tail = format!("{PROD}{space}{}", text.tail);
        text.short_tail = PROD;
        text.tail_style = cx.theme.production;
    }
    text
}

/// The names of a branch's computes and how many are awake; the number of its databases and roles.
fn group_text<'a>(
    inside: &'a ProjectData,
    branch: &'a Branch,
    group: BranchGroup,
    cx: DrawContext<'a>,
) -> Text<'a> {
    let mut text = Text::new("", cx.theme.dim, cx);
    if group == BranchGroup::Contents {
        let contents = inside.contents.get(&branch.id);
        let count = |many: usize, word: &str| match many {
            1 => format!("1 {word}"),
            _ => format!("{} {word}s", format::count(many)),
        };
        let databases = contents.map_or(0, |on| on.databases.value.len());
        let roles = contents.map_or(0, |on| on.roles.value.len());
        let parts = [count(databases, "database"), count(roles, "role")];
        text.name = Cow::Owned(parts.join(" · "));
        let is_known = |on: &BranchData| on.databases.at.and(on.roles.at).is_some();
        text.is_name_unsettled = !contents.is_some_and(is_known);
        return text;
    }
    let all: Vec<&Endpoint> = inside.endpoints_of(&branch.id).collect();
    let named = |one: &&Endpoint| match one.name.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => clean(name).into_owned(),
        None if kinds::endpoint::is_replica(one) => "replica".to_owned(),
        None => "primary".to_owned(),
    };
    let awake = |one: &&&Endpoint| kinds::endpoint::state(one) == State::ACTIVE;
    let awake = all.iter().filter(awake).count();
    let name = match all.len() {
        ..=3 => all.iter().map(named).collect::<Vec<_>>().join(" · "),
        many => format!("{} computes", format::count(many)),
    };
    text.name = Cow::Owned(name);
    let state = match awake {
        0 => State::IDLE,
        _ => State::ACTIVE,
    };
    let mut text = text.state(state, cx);
    text.word = match awake {
        0 => "none active".into(),
        awake => format!("{awake} of {}", all.len()).into(),
    };
    text
}

fn endpoint_text<'a>(endpoint: &'a Endpoint, hit: bool, cx: DrawContext<'a>) -> Text<'a> {
    let name = endpoint.name.as_deref().filter(|name| !name.is_empty());
    let filter = cx.model.browser.tree.filter.as_ref().filter(|_| hit);
    let found = |text: &str| filter.is_some_and(|filter| filter.query.found_in(text).is_some());
    // The part that the filter matches must be visible.
    let found_by_id = name.is_some_and(|name| !found(name)) && found(endpoint.id.as_str());
    let name = name.filter(|_| !found_by_id);
    let name = name.unwrap_or(endpoint.id.as_str());
    let state = kinds::endpoint::state(endpoint);
    let mut text = Text::new(name, cx.theme.text, cx).state(state, cx);
    text.is_name_unsettled = found_by_id;
    text.kind = kinds::endpoint::short_kind(endpoint);
    if let Some(text) = unread(&text, endpoint, cx) {
        return text;
    }
    let limits = ["autoscaling_limit_min_cu", "autoscaling_limit_max_cu"];
    if limits.iter().any(|limit| endpoint.unreadable.has(limit)) {
        text.tail = "?".to_owned();
        return text;
    }
    let size = size::range(
        endpoint.autoscaling_limit_min_cu,
        endpoint.autoscaling_limit_max_cu,
    );
    text.tail = size.trim_end_matches(" CU").to_owned();
    text
}
