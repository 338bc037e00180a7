//! Databases.

use super::OnScreen;
use crate::{
    changes::{
        create::New,
        delete::{fact, no_wake, wakes},
    },
    kinds::{database::DatabaseRef, edit::About},
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        dialog::form::{context, edit_ready},
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};

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

    fn context(&self, model: &Model, _: Option<&New>, about: &mut About) {
        let (project, branch) = (self.project, self.branch);
        context::on_branch(model, project, branch, about);
        let new = New::Database(project.clone(), branch.clone());
        about.taken = context::names(model, &new);
        about.taken.retain(|taken| taken != self.name.as_str());
    }

    fn obstacle(&self, model: &Model) -> Option<String> {
        let (project, branch, name) = (self.project, self.branch, self.name);
        let target = Target::Database(project.clone(), branch.clone(), name.clone());
        no_wake(model, &target)
    }

    fn losses(&self, model: &Model, _: &[Target]) -> Vec<String> {
        let owner = self.find(&model.neon.store).map(|one| &one.owner_name);
        let owner = owner.map(|owner| fact("owner", owner.as_str()));
        let mut lines = Vec::from_iter(owner);
        lines.push(fact("removes", "all its schemas, tables and data"));
        lines.extend(wakes(model, self));
        lines.push(fact("after", "it is deleted permanently"));
        lines
    }
}
