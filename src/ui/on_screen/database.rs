//! Databases.

use super::{NewOnScreen, OnScreen, not_yet};
use crate::{
    api::{
        ApiError,
        types::{BranchId, Database, ProjectId},
    },
    kinds::{
        database::{DatabaseRef, NewDatabase},
        deletion::fact,
        edit::{About, OWNER},
        named,
    },
    neon::Neon,
    store::{BranchData, Store, target::Target},
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::delete::{no_wake, summary::wakes},
        dialog::form::{context, focus_field::edit_ready},
        keymap::Keymap,
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};
use serde_json::{Value, json};

impl OnScreen for DatabaseRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        let all = &store.contents(self.project, self.branch)?.databases.value;
        Some(CursorPlace::Database(
            row_lookup::project(self.project, store)?,
            row_lookup::branch(self.project, self.branch, store)?,
            row_lookup::narrow(all.iter().position(|one| one.name == *self.name)?)?,
        ))
    }

    fn editor(&self) -> Option<Action> {
        Some(Action::EditDatabase)
    }

    fn can_rename(&self, model: &Model) -> Availability {
        edit_ready(model)
    }

    fn context(&self, neon: &Neon, about: &mut About) {
        let (project, branch) = (self.project, self.branch);
        context::add_branch(neon, project, branch, about);
        about.in_use = named::names::<Database>(&neon.store, project, branch);
        about.in_use.retain(|in_use| in_use != self.name.as_str());
    }

    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        no_wake(neon, &self.target())
    }

    fn losses(&self, _: &Keymap, neon: &Neon, _: &[Target]) -> Vec<String> {
        let owner = self.find(&neon.store).map(|one| &one.owner_name);
        let owner = owner.map(|owner| fact("owner", owner.as_str()));
        let mut lines = Vec::from_iter(owner);
        lines.push(fact("removes", "all its schemas, tables and data"));
        lines.extend(wakes(neon, self));
        lines.push(fact("after", "it is deleted permanently"));
        lines
    }
}

impl NewOnScreen for NewDatabase {
    fn context(&self, neon: &Neon, about: &mut About) {
        context::new_on_branch(neon, &self.project, &self.branch, about);
        about.in_use = named::names::<Database>(&neon.store, &self.project, &self.branch);
    }

    // Its owner is that of the other databases.
    fn defaults(&self, _: &Browser, neon: &Neon, _: &About) -> Result<Option<Value>, String> {
        let contents = match complete(neon, &self.project, &self.branch) {
            Ok(contents) => contents,
            Err(error) => return not_yet(error),
        };
        let databases = contents.databases.value.iter();
        let owners = databases.map(|one| one.owner_name.as_str());
        let roles = contents.roles.value.iter().map(|role| role.name.as_str());
        let owner = owners.chain(roles).next().unwrap_or_default();
        Ok(Some(json!({ OWNER: owner })))
    }
}

/// The databases and roles of a branch once both are loaded, or the error that prevents it.
pub(super) fn complete<'a>(
    neon: &'a Neon,
    project: &ProjectId,
    branch: &BranchId,
) -> Result<&'a BranchData, Option<&'a ApiError>> {
    let contents = neon.store.contents(project, branch).ok_or(None)?;
    if contents.roles.known().is_none() || contents.databases.known().is_none() {
        return Err(contents.roles.error().or(contents.databases.error()));
    }
    Ok(contents)
}
