//! Projects.

use super::OnScreen;
use crate::{
    changes::{
        create::New,
        delete::{ago, count, fact, not_read, until},
    },
    kinds::{State, branch::is_protected, edit::About, project::ProjectRef, units::bytes},
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        dialog::form::{context, edit_ready},
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};

impl OnScreen for ProjectRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        row_lookup::project(self.id, store).map(CursorPlace::Project)
    }

    fn editor(&self) -> Option<Action> {
        Some(Action::EditProject)
    }

    fn can_rename(&self, model: &Model) -> Availability {
        edit_ready(model)
    }

    fn context(&self, model: &Model, new: Option<&New>, about: &mut About) {
        match new {
            Some(New::Share(_)) => {
                let shares = model
                    .neon
                    .store
                    .inside(self.id)
                    .map(|inside| &inside.shares);
                let emails = shares.into_iter().flatten();
                about.taken = emails.map(|one| one.granted_to_email.to_string()).collect();
            }
            Some(_) => context::in_project(model, self.id, about),
            None => {}
        }
    }

    fn obstacle(&self, model: &Model) -> Option<String> {
        let inside = model.neon.store.inside(self.id)?;
        let mut branches = inside.branches.value.values();
        let protected = branches.find(|branch| is_protected(branch))?;
        let key = model.keymap.name(Action::Unprotect);
        let name = &protected.name;
        if !protected.protected {
            return Some(not_read(model, "it", &format!("protects {name}")));
        }
        Some(format!(
            "its branch {name} is protected; {key} on {name} unprotects it first"
        ))
    }

    // Also one whose default branch is awake.
    fn is_production(&self, model: &Model, target: &Target) -> bool {
        let awake = model.neon.store.inside(self.id).is_some_and(|inside| {
            let default = inside.branches.value.values().find(|one| one.default);
            default.is_some_and(|branch| inside.branch_state(branch) == State::ACTIVE)
        });
        awake || model.is_production(target)
    }

    fn losses(&self, model: &Model, _: &[Target]) -> Vec<String> {
        let row = model.neon.store.project(self.id).map(|entry| &entry.row);
        let size = row.and_then(|row| row.synthetic_storage_size);
        let size = size.map_or(String::new(), |size| format!(", {}", bytes::measured(size)));
        let mut lines = vec![fact("project", self.id.as_str())];
        lines.extend(self.contents_lost(model, &size));
        let active = row.and_then(|row| row.compute_last_active_at);
        lines.push(fact("active", ago(model, active)));
        let key = model.keymap.name(Action::Deleted);
        let until = until(model);
        lines.push(fact("recover", format!("until {until} with {key}")));
        lines
    }
}

impl ProjectRef<'_> {
    fn contents_lost(&self, model: &Model, size: &str) -> Vec<String> {
        let inside = model.neon.store.inside(self.id);
        let Some(inside) = inside.filter(|inside| inside.branches.known().is_some()) else {
            let all = format!("all its branches, computes, databases and roles{size}");
            return vec![fact("removes", all)];
        };
        let branches = &inside.branches.value;
        let names: Vec<&str> = branches.values().map(|one| one.name.as_str()).collect();
        let removes = format!(
            "{}, {}, all databases and roles{size}",
            count(branches.len(), "branch"),
            count(inside.endpoints.value.len(), "compute")
        );
        let mut lines = vec![fact("removes", removes), fact("branches", names.join(", "))];
        let unread = [
            (&inside.branches.odd, "branch"),
            (&inside.endpoints.odd, "compute"),
        ];
        for (odd, what) in unread.iter().filter(|(odd, _)| !odd.is_empty()) {
            let text = format!("{} that could not be read", count(odd.len(), what));
            lines.push(fact("and", text));
        }
        lines
    }
}
