//! Finding places: organizations, projects and what is in them.

use super::search::{Best, Only, RankOf};
use crate::{
    store::{ProjectEntry, target::Target},
    ui::{dialog::menu::Choice, model::Model},
};
use std::{collections::HashSet, sync::Arc};

/// The projects with something that matches a text: no others match a longer one.
#[derive(Debug, Clone)]
pub struct Narrowed {
    pub only: Only,
    pub text: String,
    /// The version of the store that was searched.
    pub version: u64,
    /// Their positions in the store, in order.
    pub projects: Arc<[u32]>,
    /// Whether names with scattered letters are among them.
    pub has_scattered: bool,
}

impl Narrowed {
    /// Whether nothing outside of them matches this text.
    pub fn holds_for(&self, only: Only, text: &str, version: u64) -> bool {
        // `branches` finds a `branch`, which `branche` does not.
        let stem = text.strip_suffix("es").unwrap_or(text);
        let added = stem.strip_prefix(&self.text);
        (self.only, self.version) == (only, version)
            // An accent makes another letter of the last one.
            && (text == self.text || added.is_some_and(str::is_ascii))
    }
}

/// Offers every organization whose rank is known.
pub fn offer_orgs(model: &Model, best: &mut Best, rank: &mut RankOf<'_>) {
    let recent = &recent(model);
    for (id, org) in &model.neon.store.orgs.value {
        let target = || Target::Org(id.clone());
        offer_place(recent, best, rank, (3, &org.name, &[id.as_str()]), target);
    }
}

/// Offers every place in the projects at these positions whose rank is known. Returns the positions at which there
/// were any.
pub fn offer(
    model: &Model,
    only: Only,
    positions: impl Iterator<Item = u32>,
    best: &mut Best,
    rank: &mut RankOf<'_>,
) -> Vec<u32> {
    if only == Only::Actions {
        return Vec::new();
    }
    let projects = &model.neon.store.projects;
    let recent = &recent(model);
    let has_any = |at: &u32| match projects.get_index(*at as usize) {
        Some((id, entry)) if !entry.gone => {
            let before = best.total();
            if only != Only::Branches {
                let target = || Target::Project(id.clone());
                let others = [id.as_str()];
                offer_place(recent, best, rank, (1, &entry.row.name, &others), target);
            }
            if only != Only::Projects {
                inside(recent, entry, only, best, rank);
            }
            best.total() > before
        }
        _ => false,
    };
    positions.filter(has_any).collect()
}

fn recent(model: &Model) -> HashSet<&Target> {
    model.browser.travel.places.iter().collect()
}

fn offer_place(
    recent: &HashSet<&Target>,
    best: &mut Best,
    rank: &mut RankOf<'_>,
    (order, name, others): (u8, &str, &[&str]),
    target: impl FnOnce() -> Target,
) {
    let Some(rank) = rank(name, others) else {
        return;
    };
    if best.is_beaten((rank, false, false, order, name.len())) {
        return best.count();
    }
    let target = target();
    let is_new = !recent.contains(&target);
    best.offer((rank, false, is_new, order, name.len()), || {
        Choice::Go(target)
    });
}

/// What is in a project, as far as it is loaded.
fn inside(
    recent: &HashSet<&Target>,
    entry: &ProjectEntry,
    only: Only,
    best: &mut Best,
    rank: &mut RankOf<'_>,
) {
    let Some(inside) = entry.inside.as_deref() else {
        return;
    };
    let (project, name) = (&entry.row.id, entry.row.name.as_str());
    for (id, branch) in &inside.branches.value {
        let target = || Target::Branch(project.clone(), id.clone());
        let path = format!("{name}/{}", branch.name);
        let others = [name, path.as_str(), id.as_str()];
        offer_place(recent, best, rank, (2, &branch.name, &others), target);
    }
    if only == Only::Branches {
        return;
    }
    for (id, compute) in &inside.endpoints.value {
        let target = || Target::Endpoint(project.clone(), id.clone());
        let label = compute.name.as_deref().unwrap_or(id.as_str());
        let others = [name, id.as_str(), compute.host.as_str()];
        offer_place(recent, best, rank, (4, label, &others), target);
    }
    for (branch, contents) in &inside.contents {
        for database in contents.databases.known().into_iter().flatten() {
            let target =
                || Target::Database(project.clone(), branch.clone(), database.name.clone());
            offer_place(
                recent,
                best,
                rank,
                (5, database.name.as_str(), &[name]),
                target,
            );
        }
        for role in contents.roles.known().into_iter().flatten() {
            let target = || Target::Role(project.clone(), branch.clone(), role.name.clone());
            offer_place(recent, best, rank, (6, role.name.as_str(), &[name]), target);
        }
    }
}
