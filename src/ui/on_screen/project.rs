//! Projects.

use super::{NewOnScreen, OnScreen, compute};
use crate::{
    changes::{Changes, change::Change, role::hint},
    kinds::{
        State,
        branch::is_protected,
        deletion::{count, fact},
        edit::{About, REGION, put},
        project::{NewOffer, NewProject, ProjectRef},
        units::bytes,
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::delete::{
            not_read,
            summary::{ago, until},
        },
        dialog::form::{context, focus_field::edit_ready},
        keymap::Keymap,
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};
use serde_json::{Value, json};

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

    fn obstacle(&self, keymap: &Keymap, neon: &Neon) -> Option<String> {
        let inside = neon.store.inside(self.id)?;
        let mut branches = inside.branches.value.values();
        let protected = branches.find(|branch| is_protected(branch))?;
        let key = keymap.name(Action::Unprotect);
        let name = &protected.name;
        if !protected.protected {
            return Some(not_read(neon, "it", &format!("protects {name}")));
        }
        Some(format!(
            "its branch {name} is protected; {key} on {name} unprotects it first"
        ))
    }

    // Also if its default branch is active.
    fn is_production(&self, neon: &Neon, target: &Target) -> bool {
        let inside = neon.store.inside(self.id);
        let inside = inside.filter(|inside| inside.branches.known().is_some());
        // Unless it is known to be asleep and unprotected.
        let in_use = inside.is_none_or(|inside| {
            let mut branches = inside.branches.value.values();
            branches.any(|branch| {
                let is_awake = || inside.branch_state(branch) == State::ACTIVE;
                is_protected(branch) || (branch.default && is_awake())
            })
        });
        in_use || neon.is_production(target)
    }

    fn losses(&self, keymap: &Keymap, neon: &Neon, _: &[Target]) -> Vec<String> {
        let row = neon.store.project(self.id).map(|entry| &entry.row);
        let size = row.and_then(|row| row.synthetic_storage_size);
        let size = size.map_or(String::new(), |size| format!(", {}", bytes::measured(size)));
        let mut lines = vec![fact("project", self.id.as_str())];
        lines.extend(self.contents_lost(neon, &size));
        let active = row.and_then(|row| row.compute_last_active_at);
        lines.push(fact("active", ago(neon, active)));
        let key = keymap.name(Action::Deleted);
        let until = until(neon);
        lines.push(fact("recover", format!("until {until} with {key}")));
        lines
    }
}

impl ProjectRef<'_> {
    fn contents_lost(&self, neon: &Neon, size: &str) -> Vec<String> {
        let inside = neon.store.inside(self.id);
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

impl NewOnScreen for NewProject {
    fn context(&self, neon: &Neon, about: &mut About) {
        context::add_org(neon, &self.org, about);
    }

    fn defaults(&self, _: &Browser, neon: &Neon, about: &About) -> Result<Option<Value>, String> {
        let regions = neon.store.regions.get(&self.org);
        if regions.is_some_and(|regions| regions.is_loading()) {
            return Ok(None);
        }
        let mut document = compute::sizes(&json!({}), about);
        put(&mut document, "@org", self.org.as_str().into());
        put(&mut document, REGION, self.region(neon, about).into());
        let free = about.plan.as_deref() == Some("free");
        let history = if free { 21_600 } else { 86_400 };
        put(&mut document, "history_retention_seconds", history.into());
        Ok(Some(document))
    }

    fn ready(
        &self,
        keymap: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        duration: &str,
    ) -> String {
        compute::connects(keymap, changes, neon, change, duration)
    }
}

impl NewProject {
    /// The region that Neon marks as the default, otherwise the first.
    fn region(&self, neon: &Neon, about: &About) -> String {
        let known = neon
            .store
            .regions
            .get(&self.org)
            .and_then(|all| all.known());
        let marked = known.and_then(|regions| regions.iter().find(|region| region.default));
        let first = about.offers(REGION).first();
        marked
            .map(|region| region.region_id.to_string())
            .or_else(|| first.map(|offer| offer.value.clone()))
            .unwrap_or_default()
    }
}

impl NewOnScreen for NewOffer {
    fn ready(
        &self,
        _: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        _: &str,
    ) -> String {
        let hint = hint(changes, neon, change);
        format!("{} is offered to whoever has the link{hint}", change.name)
    }
}
