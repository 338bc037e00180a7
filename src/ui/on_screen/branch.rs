//! Branches, also those that were deleted.

use super::{OnScreen, RECOVERY};
use crate::{
    api::types::{Branch, ProjectId},
    changes::{
        create::New,
        delete::{ago, count, fact, not_read},
    },
    kinds::{
        Kind,
        branch::{BranchRef, DeletedBranchRef, is_default, is_protected},
        edit::About,
        units::bytes,
    },
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        dialog::form::{context, edit_ready},
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};

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

    fn context(&self, model: &Model, new: Option<&New>, about: &mut About) {
        match new {
            Some(new) => {
                context::on_branch(model, self.project, self.id, about);
                about.history = context::history(model, self.project);
                about.taken = context::names(model, new);
            }
            None => {
                context::in_project(model, self.project, about);
                context::on_branch(model, self.project, self.id, about);
                let own = about.name.clone();
                about.taken.retain(|taken| *taken != own);
            }
        }
    }

    fn obstacle(&self, model: &Model) -> Option<String> {
        let own = self.branch(&model.neon.store)?;
        let mut all = [own].into_iter().chain(self.under(&model.neon.store));
        all.find_map(|one| kept(model, one, one.id != *self.id))
    }

    fn losses(&self, model: &Model, children: &[Target]) -> Vec<String> {
        let mut lines = self.own_losses(model);
        lines.extend(self.children(model, children));
        lines.push(fact("after", RECOVERY));
        lines
    }
}

impl BranchRef<'_> {
    fn own_losses(&self, model: &Model) -> Vec<String> {
        let Some(branch) = self.branch(&model.neon.store) else {
            return Vec::new();
        };
        let computes = model.neon.store.endpoints_of(self.project, self.id);
        let last = computes.filter_map(|endpoint| endpoint.last_active).max();
        let by = branch.created_by.as_ref().and_then(|by| by.name.as_deref());
        let made = ago(model, branch.created_at);
        let made = by.map_or(made.clone(), |by| format!("{made} by {by}"));
        vec![
            fact("branch", self.id.as_str()),
            fact("removes", content(model, self.project, branch)),
            fact("active", ago(model, last)),
            fact("made", made),
        ]
    }

    /// What goes first, in order.
    fn children(&self, model: &Model, children: &[Target]) -> Vec<String> {
        let mut lines = Vec::new();
        let hidden = self.hidden_under(&model.neon.store);
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
            let Some(branch) = model.neon.store.branch_of(child) else {
                continue;
            };
            let what = content(model, self.project, branch);
            lines.push(format!("{:>3}. {}  {what}", at + 1, branch.name));
        }
        lines.push(format!("{:>3}. the branch itself", children.len() + 1));
        lines.push(String::new());
        lines
    }
}

impl OnScreen for DeletedBranchRef<'_> {
    fn why_no_editor(&self, model: &Model) -> Option<String> {
        let recover = model.keymap.name(Action::Recover);
        Some(format!(
            "a deleted branch cannot be edited; {recover} recovers it"
        ))
    }
}

/// Why a branch must stay.
fn kept(model: &Model, branch: &Branch, child: bool) -> Option<String> {
    let which = if child {
        format!("{} under it", branch.name)
    } else {
        "it".to_owned()
    };
    if is_default(branch) && !branch.default {
        return Some(not_read(model, &which, "is the default branch"));
    }
    if is_protected(branch) && !branch.protected {
        return Some(not_read(model, &which, "is protected"));
    }
    if branch.protected {
        let key = model.keymap.name(Action::Unprotect);
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
        let key = model.keymap.name(Action::ActionsMenu);
        format!("{which} is the default branch; make another one the default first ({key})")
    })
}

/// "1 compute, 2 databases, 3 roles, 18.2 GB".
fn content(model: &Model, project: &ProjectId, branch: &Branch) -> String {
    let computes = model.neon.store.endpoints_of(project, &branch.id).count();
    let mut parts = vec![count(computes, "compute")];
    let contents = model.neon.store.contents(project, &branch.id);
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
