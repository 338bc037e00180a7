//! The place named on the command line, when it is no project's id: a project's name.

use super::projects::show_alone;
use crate::{
    api::types::{OrgId, ProjectId},
    core::{
        effect::{Effect, Slot},
        listing::{self, IMPLIED},
        model::Model,
        target::Target,
    },
};

/// A name that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    name: String,
    /// The lists whose answer is awaited; none before anybody was asked.
    awaited: Option<Vec<Target>>,
}

/// No project has this id: it may be a name.
pub(super) fn seek(model: &mut Model, name: &str) -> Vec<Effect> {
    model.sought = Some(Sought {
        name: name.to_owned(),
        awaited: None,
    });
    look(model)
}

/// Looks among the projects that are known; asks the server once its organisations are.
pub(super) fn look(model: &mut Model) -> Vec<Effect> {
    let Some(sought) = model.sought.clone() else {
        return Vec::new();
    };
    let named = model.store.projects.values().filter(|entry| {
        !entry.gone && (entry.row.name == sought.name || entry.row.id.as_str() == sought.name)
    });
    let named: Vec<(ProjectId, Option<OrgId>)> = named
        .map(|entry| (entry.row.id.clone(), entry.row.org_id.clone()))
        .collect();
    if let Some((id, org)) = named.first().cloned() {
        let mut effects = Vec::new();
        if named.len() > 1 {
            let ids: Vec<&str> = named.iter().map(|(id, _)| id.as_str()).collect();
            let (count, name) = (named.len(), &sought.name);
            effects = model.say_bad(format!(
                "{count} projects are called {name}; this is the first of {}",
                ids.join(", ")
            ));
        }
        model.sought = None;
        effects.extend(show_alone(model, id, org));
        return effects;
    }
    match sought.awaited {
        None if model.store.orgs.known().is_some() => ask(model, sought.name),
        Some(awaited) if awaited.is_empty() => {
            model.sought = None;
            let source = model.heading.take();
            let source = source.map_or_else(String::new, |heading| heading.source());
            model.say_bad(format!(
                "no project is called {}{source}, or this key may not see it",
                sought.name
            ))
        }
        None | Some(_) => Vec::new(),
    }
}

fn ask(model: &mut Model, name: String) -> Vec<Effect> {
    let orgs = model
        .store
        .orgs
        .value
        .keys()
        .filter(|org| **org != OrgId::from(IMPLIED));
    let lists: Vec<Target> = orgs
        .cloned()
        .map(Target::Org)
        .chain([Target::Shared])
        .collect();
    let search = |list: &Target| {
        let request = listing::page(list, None, listing::PROJECTS_PAGE, Some(name.clone()));
        Effect::ask(Slot::Search(list.clone()), request)
    };
    let effects = lists.iter().map(search).collect();
    model.sought = Some(Sought {
        name,
        awaited: Some(lists),
    });
    effects
}

/// A list has answered, well or badly.
pub(super) fn answered(model: &mut Model, list: &Target) -> Vec<Effect> {
    if let Some(awaited) = model
        .sought
        .as_mut()
        .and_then(|sought| sought.awaited.as_mut())
    {
        awaited.retain(|other| other != list);
    }
    look(model)
}
