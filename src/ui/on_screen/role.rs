//! Roles.

use super::{NewOnScreen, OnScreen, database, not_yet};
use crate::{
    api::types::Role,
    kinds::{
        deletion::fact,
        edit::About,
        named,
        role::{NewRole, RoleRef},
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::{
            self,
            delete::{no_wake, not_read, summary::wakes},
        },
        dialog::form::context,
        keymap::Keymap,
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};
use serde_json::{Value, json};

impl OnScreen for RoleRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        let all = &store.contents(self.project, self.branch)?.roles.value;
        Some(CursorPlace::Role(
            row_lookup::project(self.project, store)?,
            row_lookup::branch(self.project, self.branch, store)?,
            row_lookup::narrow(all.iter().position(|role| role.name == *self.name)?)?,
        ))
    }

    fn why_no_editor(&self, browser: &Browser, keymap: &Keymap, store: &Store) -> Option<String> {
        let key = |action| keymap.name(action);
        Some(
            if commands::compute::has_one(browser, store) == Availability::Yes {
                let edit = key(Action::EditCompute);
                format!("a role has no settings; {edit} edits the branch's compute")
            } else {
                let reset = key(Action::ResetPassword);
                format!("a role has no settings; {reset} resets its password")
            },
        )
    }

    fn can_rename(&self, _: &Model) -> Availability {
        Availability::no("Neon cannot rename roles; create a new one instead")
    }

    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        let contents = neon.store.contents(self.project, self.branch)?;
        let role = self.find(&neon.store);
        if role.is_some_and(|role| role.unreadable.has("protected")) {
            return Some(not_read(neon, "it", "is a system role"));
        }
        if role.is_some_and(|role| role.protected == Some(true)) {
            return Some("it is a Neon system role".to_owned());
        }
        let mut databases = contents.databases.value.iter();
        if let Some(owned) = databases.find(|database| database.owner_name == *self.name) {
            let owned = &owned.name;
            return Some(format!(
                "it owns the database {owned}; delete {owned} or change its owner first"
            ));
        }
        no_wake(neon, &self.target())
    }

    fn losses(&self, _: &Keymap, neon: &Neon, _: &[Target]) -> Vec<String> {
        let mut lines = vec![
            fact("removes", "the role and its password"),
            fact("breaks", "every connection string that uses it"),
        ];
        lines.extend(wakes(neon, self));
        lines.push(fact("after", "it is deleted permanently"));
        lines
    }
}

impl NewOnScreen for NewRole {
    fn context(&self, neon: &Neon, about: &mut About) {
        context::new_on_branch(neon, &self.project, &self.branch, about);
        about.in_use = named::names::<Role>(&neon.store, &self.project, &self.branch);
    }

    fn defaults(&self, _: &Browser, neon: &Neon, _: &About) -> Result<Option<Value>, String> {
        match database::complete(neon, &self.project, &self.branch) {
            Ok(_) => Ok(Some(json!({ "no_login": false }))),
            Err(error) => not_yet(error),
        }
    }
}
