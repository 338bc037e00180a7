//! Asking again: on a key, from time to time, and when Neon could not be reached.

use super::{
    answer,
    effect::{Effect, Slot},
    fetch::{contents, project_inside, quiet, raw, snapshots, start, visible_project},
    listing::{first_page, next_page},
    model::{Link, Model, Tab},
    rows, spending,
    store::Inside,
    table,
    target::Target,
    write,
};
use crate::api::{Priority, Request, types::ProjectId};
use std::time::Duration;

/// Asks again for what is selected.
pub fn refresh_selected(model: &mut Model) -> Vec<Effect> {
    model.link = Link::Starting;
    if model.table.is_some() {
        return table::refresh(model);
    }
    let Some(target) = model.selected().cloned() else {
        return start(model);
    };
    model.store.raw = None;
    let mut effects = match &target {
        Target::Org(org) => {
            let mut effects = vec![first_page(model, &target)];
            effects.extend(spending::again(model, org));
            effects
        }
        Target::Shared => vec![first_page(model, &target)],
        Target::More(list) => next_page(model, list),
        // A table shows them, which reads them again itself.
        Target::Account
        | Target::ApiKey(..)
        | Target::Member(..)
        | Target::Invitation(..)
        | Target::Spending(_) => Vec::new(),
        Target::Project(project) => project_again(model, project),
        Target::Branch(project, branch)
        | Target::Database(project, branch, _)
        | Target::Role(project, branch, _) => {
            let mut effects = project_inside(model, project, Priority::User);
            effects.extend(contents(model, project, branch, true));
            effects
        }
        Target::Endpoint(project, _)
        | Target::DeletedBranch(project, _)
        | Target::Share(project, _)
        | Target::Snapshot(project, _)
        | Target::Schedule(project, _) => project_inside(model, project, Priority::User),
    };
    if model.details.tab == Tab::Raw {
        effects.extend(raw(model, &target));
    }
    effects.extend(schedule(model));
    effects
}

fn project_again(model: &mut Model, project: &ProjectId) -> Vec<Effect> {
    model
        .store
        .project_mut(project)
        .full
        .get_or_insert_default()
        .ask();
    let mut effects = vec![Effect::ask(
        Slot::Project(project.clone()),
        Request::get_project(project).raw(),
    )];
    let known = model
        .store
        .inside(project)
        .is_some_and(|inside: &Inside| !inside.branches.is_absent());
    if known
        || model
            .tree
            .expanded
            .contains(&Target::Project(project.clone()))
    {
        effects.extend(project_inside(model, project, Priority::User));
    }
    effects
}

/// Asks again for everything that is on screen.
pub fn refresh_all(model: &mut Model) -> Vec<Effect> {
    model.link = Link::Starting;
    model.store.raw = None;
    model.store.orgs.ask();
    let mut effects = vec![Effect::load(Slot::Orgs, Request::organizations())];
    let lists: Vec<Target> = model.store.lists.keys().cloned().collect();
    effects.extend(lists.iter().map(|list| first_page(model, list)));
    let height = model.list_height();
    let on_screen = model.tree.visible(height).iter();
    let targets: Vec<Target> = on_screen
        .filter_map(|row| rows::target(row.place, &model.store))
        .collect();
    for target in targets {
        match &target {
            Target::Project(project) => effects.extend(project_again_if_open(model, project)),
            Target::Branch(project, branch) if model.tree.expanded.contains(&target) => {
                effects.extend(contents(model, project, branch, true));
            }
            _ => {}
        }
    }
    effects.extend(schedule(model));
    answer::rebuild(model);
    effects
}

fn project_again_if_open(model: &mut Model, project: &ProjectId) -> Vec<Effect> {
    let open = model
        .tree
        .expanded
        .contains(&Target::Project(project.clone()));
    if open {
        project_again(model, project)
    } else {
        Vec::new()
    }
}

/// Refresh from time to time, or only when asked.
pub fn toggle_live(model: &mut Model) -> Vec<Effect> {
    model.live = !model.live;
    let mut effects = model.say(if model.live {
        "live refresh on"
    } else {
        "live refresh off"
    });
    effects.extend(schedule(model));
    effects
}

/// Sets the timer of the next refresh; none while nobody looks or nothing can be reached.
pub fn schedule(model: &Model) -> Vec<Effect> {
    let seconds = model.session.refresh_seconds;
    if !model.live || seconds == 0 || !model.attentive || !model.is_reachable() {
        return vec![Effect::Cancel(Slot::Refresh)];
    }
    vec![Effect::after(Slot::Refresh, Duration::from_secs(seconds))]
}

/// Neon could not be reached a while ago: tries again with the smallest request that matters.
pub fn retry(model: &mut Model) -> Vec<Effect> {
    let mut effects = write::check_again(model);
    if !matches!(model.link, Link::Offline { .. }) {
        return effects;
    }
    effects.extend(match visible_project(model).cloned() {
        _ if model.store.lists.values().all(|list| list.rows.is_empty()) => start(model),
        Some(project) => quiet(model, &project),
        None => vec![Effect::load(Slot::Auth, Request::auth())],
    });
    effects
}

/// It is time for a refresh.
pub fn refresh_due(model: &mut Model) -> Vec<Effect> {
    // The clock in the header and "2 min ago" are drawn again with the minute.
    let minute = model.now.as_second() / 60;
    model.touched |= model.minute != minute;
    model.minute = minute;
    let project = visible_project(model).cloned();
    let project = project.filter(|id| {
        !model
            .store
            .inside(id)
            .is_some_and(|inside| inside.refreshing)
    });
    let mut effects = project.map_or_else(Vec::new, |project| quiet(model, &project));
    effects.extend(schedule(model));
    effects
}

/// Reads again what a change may have touched.
pub fn reload(model: &mut Model, target: &Target) -> Vec<Effect> {
    if model.store.raw.as_ref().is_some_and(|(of, _)| of == target) {
        model.store.raw = None;
    }
    let Some(project) = target.project().cloned() else {
        return Vec::new();
    };
    if model.store.project(&project).is_none() {
        return Vec::new();
    }
    let mut effects = Vec::new();
    let shows_snapshots = matches!(target, Target::Snapshot(..) | Target::Schedule(..));
    if shows_snapshots {
        effects.extend(snapshots(model, &project, true));
    }
    if let Some(branch) = target.branch().filter(|branch| {
        let known = model.store.contents(&project, branch);
        known.is_some_and(|contents| !contents.databases.is_absent())
    }) {
        effects.extend(contents(model, &project, branch, true));
    }
    if model
        .store
        .inside(&project)
        .is_some_and(|inside| !inside.branches.is_absent())
    {
        effects.extend(quiet(model, &project));
    }
    if model.details.tab == Tab::Raw && model.selected() == Some(target) {
        effects.extend(raw(model, target));
    }
    if matches!(target, Target::Project(_)) {
        effects.push(Effect::load(
            Slot::Project(project.clone()),
            Request::get_project(&project).raw(),
        ));
    }
    effects
}

/// Reads again what the table on screen shows of the place of a change, if nothing else does.
pub fn reload_table(model: &mut Model, target: &Target) -> Vec<Effect> {
    let of = model.table.as_ref().map(|table| &table.of);
    if of.is_some_and(|of| of == target || of.project() == target.project()) {
        table::load::again(model)
    } else {
        Vec::new()
    }
}
