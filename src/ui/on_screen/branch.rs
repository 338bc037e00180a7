//! Branches, including deleted ones.

use super::{NewOnScreen, OnScreen, compute, created, not_yet};
use crate::{
    api::types::{Branch, ProjectId},
    changes::{Changes, change::Change, undo},
    kinds::{
        Kind,
        branch::{BranchRef, DeletedBranchRef, FromSnapshot, NewBranch, is_default, is_protected},
        deletion::{RECOVERY, count, fact},
        edit::{About, PARENT, REPLACES, put},
        units::bytes,
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::delete::{not_read, summary::ago},
        dialog::form::{context, focus_field::edit_ready},
        keymap::Keymap,
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};
use serde_json::{Value, json};

impl OnScreen for BranchRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        Some(CursorPlace::Branch(
            row_lookup::project(self.project, store)?,
            row_lookup::branch(self.project, self.id, store)?,
        ))
    }

    fn editor(&self) -> Option<Action> {
        Some(Action::EditBranch)
    }

    fn can_rename(&self, model: &Model) -> Availability {
        edit_ready(model)
    }

    fn context(&self, neon: &Neon, about: &mut About) {
        context::add_project(neon, self.project, about);
        context::add_branch(neon, self.project, self.id, about);
        let own = about.name.clone();
        about.in_use.retain(|in_use| *in_use != own);
    }

    fn obstacle(&self, keymap: &Keymap, neon: &Neon) -> Option<String> {
        let own = self.branch(&neon.store)?;
        let mut all = [own].into_iter().chain(self.under(&neon.store));
        all.find_map(|one| why_not_deletable(keymap, neon, one, one.id != *self.id))
    }

    fn losses(&self, _: &Keymap, neon: &Neon, children: &[Target]) -> Vec<String> {
        let mut lines = self.own_losses(neon);
        lines.extend(self.children(neon, children));
        lines.push(fact("after", RECOVERY));
        lines
    }
}

impl BranchRef<'_> {
    fn own_losses(&self, neon: &Neon) -> Vec<String> {
        let Some(branch) = self.branch(&neon.store) else {
            return Vec::new();
        };
        let computes = neon.store.endpoints_of(self.project, self.id);
        let last = computes.filter_map(|endpoint| endpoint.last_active).max();
        let by = branch.created_by.as_ref().and_then(|by| by.name.as_deref());
        let made = ago(neon, branch.created_at);
        let made = by.map_or(made.clone(), |by| format!("{made} by {by}"));
        vec![
            fact("branch", self.id.as_str()),
            fact("removes", content(neon, self.project, branch)),
            fact("active", ago(neon, last)),
            fact("created", made),
        ]
    }

    /// The children that are deleted first, in order.
    fn children(&self, neon: &Neon, children: &[Target]) -> Vec<String> {
        let mut lines = Vec::new();
        let hidden = self.hidden_under(&neon.store);
        if hidden > 0 {
            let text = format!(
                "not known: {} of this project could not be read",
                count(hidden, "branch")
            );
            lines.push(fact("children", text));
        }
        if children.is_empty() {
            if hidden == 0 {
                lines.push(fact("children", "none"));
            }
            return lines;
        }
        lines.push(String::new());
        lines.push("Deleted in this order; the first refusal stops it:".to_owned());
        for (at, child) in children.iter().enumerate() {
            let Some(branch) = neon.store.branch_of(child) else {
                continue;
            };
            let what = content(neon, self.project, branch);
            lines.push(format!("{:>3}. {}  {what}", at + 1, branch.name));
        }
        lines.push(format!("{:>3}. the branch itself", children.len() + 1));
        lines.push(String::new());
        lines
    }
}

impl OnScreen for DeletedBranchRef<'_> {
    fn why_no_editor(&self, _: &Browser, keymap: &Keymap, _: &Store) -> Option<String> {
        let recover = keymap.name(Action::Recover);
        Some(format!(
            "a deleted branch cannot be edited; {recover} recovers it"
        ))
    }
}

/// Why a branch cannot be deleted.
fn why_not_deletable(keymap: &Keymap, neon: &Neon, branch: &Branch, child: bool) -> Option<String> {
    let which = if child {
        format!("{} under it", branch.name)
    } else {
        "it".to_owned()
    };
    if is_default(branch) && !branch.default {
        return Some(not_read(neon, &which, "is the default branch"));
    }
    if is_protected(branch) && !branch.protected {
        return Some(not_read(neon, &which, "is protected"));
    }
    if branch.protected {
        let key = keymap.name(Action::Unprotect);
        let on = if child {
            format!(" on {}", branch.name)
        } else {
            String::new()
        };
        return Some(format!(
            "{which} is protected; {key}{on} unprotects it first"
        ));
    }
    branch.default.then(|| {
        let key = keymap.name(Action::ActionsMenu);
        format!("{which} is the default branch; make another one the default first ({key})")
    })
}

/// `1 compute, 2 databases, 3 roles, 18.2 GB`
fn content(neon: &Neon, project: &ProjectId, branch: &Branch) -> String {
    let computes = neon.store.endpoints_of(project, &branch.id).count();
    let mut parts = vec![count(computes, "compute")];
    let contents = neon.store.contents(project, &branch.id);
    let known = contents.and_then(|contents| {
        let (databases, roles) = (contents.databases.known()?, contents.roles.known()?);
        Some((databases.len(), roles.len()))
    });
    match known {
        _ if contents.is_some_and(|known| {
            !known.databases.odd.is_empty() || !known.roles.odd.is_empty()
        }) =>
        {
            parts.push("databases and roles, of which not all could be read".to_owned());
        }
        Some((databases, roles)) => {
            parts.push(count(databases, "database"));
            parts.push(count(roles, "role"));
        }
        None => parts.push("all its databases and roles".to_owned()),
    }
    if let Some(size) = branch.logical_size {
        parts.push(bytes::measured(size));
    }
    parts.join(", ")
}

impl NewOnScreen for NewBranch {
    fn context(&self, neon: &Neon, about: &mut About) {
        context::add_project(neon, &self.project, about);
    }

    fn defaults(
        &self,
        browser: &Browser,
        neon: &Neon,
        about: &About,
    ) -> Result<Option<Value>, String> {
        let inside = neon.store.inside(&self.project);
        if inside.is_none_or(|inside| inside.branches.known().is_none()) {
            return not_yet(inside.and_then(|inside| inside.branches.error()));
        }
        let sizes = compute::sizes_in(&neon.store, &self.project, about);
        Ok(sizes.map(|mut document| {
            put(
                &mut document,
                PARENT,
                self.parent(browser, &neon.store).into(),
            );
            put(&mut document, "@compute", (!about.no_wake).into());
            document
        }))
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

impl NewBranch {
    /// The selected branch, unless it expires; otherwise the default one.
    fn parent(&self, browser: &Browser, store: &Store) -> String {
        let selected = browser
            .selected()
            .filter(|target| target.project() == Some(&self.project))
            .and_then(|target| store.branch_of(target))
            .filter(|branch| branch.expires_at.is_none());
        let branch = selected.or_else(|| store.default_branch(&self.project));
        branch
            .map(|branch| branch.id.to_string())
            .unwrap_or_default()
    }
}

impl NewOnScreen for FromSnapshot {
    fn context(&self, neon: &Neon, about: &mut About) {
        context::add_project(neon, &self.project, about);
    }

    // Named after the snapshot, and meant to replace the branch that it was taken of.
    fn defaults(&self, _: &Browser, neon: &Neon, _: &About) -> Result<Option<Value>, String> {
        let Some(snapshot) = neon.store.snapshot(&self.project, &self.snapshot) else {
            return Ok(Some(json!({})));
        };
        let source = neon.store.snapshot_source(&self.project, &self.snapshot);
        let name = source.map_or("restored", |branch| branch.name.as_str());
        Ok(Some(json!({
            "name": format!("{name}_from_{}", snapshot.name),
            REPLACES: source.map(|branch| &branch.id),
        })))
    }

    fn ready(
        &self,
        keymap: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        duration: &str,
    ) -> String {
        if self.replaces.is_none() {
            return created(keymap, changes, neon, change, duration);
        }
        let name = &change.name;
        let go = keymap.name(Action::GoToNew);
        let undo = undo::hint(changes, neon, change);
        format!(
            "{name} restored{duration}, previous state kept beside it as {name}_old_…. {go} goes there{undo}"
        )
    }
}
