//! The details of a project.

use super::{
    super::{
        format,
        widget::table::{Column, elastic, names, whole},
    },
    Details, awake,
    page::Page,
};
use crate::{
    api::types::Branch,
    kinds::{
        self,
        field::Weight,
        price,
        project::{ProjectRef, plan},
        units::{bytes, cu_hours},
    },
    ui::{Action, ProjectData, Target},
};
use ratatui::text::{Line, Span};

/// The most branches listed here; the tree has them all.
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
            about.push(format!("{} plan", plan(&owner.subscription_type)));
        }
        let about = super::super::text::clean(&about.join("   ")).into_owned();
        page.lines.push(Line::styled(about, page.cx.theme.strong));
        page.progress(&Target::Project(id.clone()));
        let shown = ["region_id", "pg_version", "owner"];
        match known {
            Some(project) => page.fields(project, Weight::Main, &shown),
            None => page.fields(&entry.row, Weight::Main, &shown),
        }
        match entry.inside.as_deref() {
            Some(inside) => branches(page, inside),
            None => {
                page.blank();
                let text = format!("{} opens its branches.", page.cx.key(Action::Open));
                page.note(text);
            }
        }
        if let Some(full) = full {
            page.blank();
            page.fetch("settings", full);
        }
    }
}

fn branches<'a>(page: &mut Page<'a>, inside: &'a ProjectData) {
    let all = &inside.branches.value;
    if inside.branches.known().is_none() {
        page.blank();
        page.fetch("branches", &inside.branches);
        return;
    }
    let mut order: Vec<&Branch> = all.values().collect();
    order.sort_by(|one, other| {
        (!one.default, &one.name, &one.id).cmp(&(!other.default, &other.name, &other.id))
    });
    let rows = order
        .iter()
        .take(BRANCHES)
        .map(|branch| row(page, inside, branch));
    let rows = rows.collect();
    let columns = [
        Column {
            good: 28,
            ..names("BRANCH", 8)
        },
        whole(""),
        whole("STATE"),
        whole(if wide(page) { "LAST 24 H" } else { "" }),
        whole("DATA"),
        whole("COMPUTE"),
        whole("~COST"),
        whole("EXPIRES"),
        elastic("PARENT", 8),
    ];
    page.table(&columns, rows);
    if all.len() > BRANCHES {
        let text = format!(
            "and {} more in the tree",
            format::count(all.len() - BRANCHES)
        );
        page.note(text);
    }
    page.fetch("branches", &inside.branches);
    page.fetch("computes", &inside.endpoints);
}

/// Whether there is room for when each branch was awake.
const fn wide(page: &Page<'_>) -> bool {
    page.room >= 88
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
    let expires = branch.expires_at.map_or_else(String::new, |at| {
        format::countdown(at.timestamp(), model.neon.now)
    });
    vec![
        page.cell(&branch.name),
        page.dim(kinds::branch::marks(branch)),
        page.state(inside.branch_state(branch)),
        if wide(page) {
            awake::cell(page, inside, branch)
        } else {
            Span::raw("")
        },
        Span::raw(data),
        Span::raw(unknown("compute_time_seconds").unwrap_or(cu_hours::rounded(used))),
        Span::raw(cost.map(price::dollars).unwrap_or_default()),
        page.dim(expires),
        page.dim(super::super::text::clean(parent)),
    ]
}
