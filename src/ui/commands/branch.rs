//! Branch actions without a form: protecting, making it the default, resetting.

use crate::{
    api::types::{Branch, RestrictedActionName},
    changes::{
        Changes,
        branch::{PROTECT, UNPROTECT, restriction, set_protected, target, to_default},
        change::Change,
        write,
    },
    kinds::{
        Verb,
        deletion::{self, fact},
    },
    neon::{Neon, key_names::NamedKey},
    store::{Store, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        commands::{self, bulk::Bulk},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
        },
    },
};

/// The branch that an action affects: that of a branch's or a compute's row.
pub(crate) fn selected<'a>(browser: &Browser, store: &'a Store) -> Option<&'a Branch> {
    match browser.selected()? {
        row @ (Target::Branch(..) | Target::Endpoint(..)) => store.branch_of(row),
        _ => None,
    }
}

/// The branch, unless a change to it is in progress.
pub(crate) fn free<'a>(
    browser: &Browser,
    changes: &Changes,
    store: &'a Store,
) -> Result<&'a Branch, Availability> {
    let branch = selected(browser, store).ok_or(Availability::Hidden)?;
    let free = changes.check_free(&target(branch));
    free.map_err(Availability::No)?;
    Ok(branch)
}

/// Whether the branch can be protected.
pub fn can_protect(browser: &Browser, changes: &Changes, store: &Store) -> Availability {
    match free(browser, changes, store) {
        Ok(branch) if branch.protected => Availability::Hidden,
        Ok(branch) if branch.expires_at.is_some() => Availability::no(format!(
            "{} has an expiry, and Neon protects no branch that expires; clear the expiry first",
            branch.name
        )),
        Ok(_) => Availability::Yes,
        Err(ready) => ready,
    }
}

/// Whether the branch is protected.
pub fn can_unprotect(browser: &Browser, changes: &Changes, store: &Store) -> Availability {
    match free(browser, changes, store) {
        Ok(branch) if branch.protected => Availability::Yes,
        Ok(_) | Err(_) => Availability::Hidden,
    }
}

/// Protects the branch, without confirmation because that only restricts.
pub fn protect(browser: &Browser, changes: &mut Changes, neon: &mut Neon) {
    if let Some(change) = selected(browser, &neon.store).map(|branch| set_protected(branch, true)) {
        write::send(changes, neon, change)
    }
}

/// Protects the marked branches.
pub const BULK_PROTECT: Bulk = Bulk {
    why_not: |_| None,
    concerns: |model, row| is_protected(&model.neon, row) == Some(false),
    run: |model| {
        let lines = vec![fact("forbids", "to delete, reset or restore over them")];
        commands::bulk::ask(model, question(PROTECT, lines), |model, row, _| {
            planned_protection(&model.changes, &model.neon, row, true)
        })
    },
};

/// Removes the protection of the marked branches.
pub const BULK_UNPROTECT: Bulk = Bulk {
    why_not: |_| None,
    concerns: |model, row| is_protected(&model.neon, row) == Some(true),
    run: |model| {
        let lines = vec![fact("allows", "to delete, reset and restore over them")];
        commands::bulk::ask(model, question(UNPROTECT, lines), |model, row, _| {
            planned_protection(&model.changes, &model.neon, row, false)
        })
    },
};

fn is_protected(neon: &Neon, row: &Target) -> Option<bool> {
    let Target::Branch(project, id) = row else {
        return None;
    };
    Some(neon.store.branch(project, id)?.protected)
}

fn question(verb: Verb, lines: Vec<String>) -> commands::bulk::Question<'static> {
    commands::bulk::Question {
        word: verb.plain,
        lines,
        order: commands::bulk::BulkOrder::Listed,
    }
}

fn planned_protection(
    changes: &Changes,
    neon: &Neon,
    row: &Target,
    protected: bool,
) -> commands::bulk::Planned {
    let branch = neon.store.branch_of(row);
    let branch = branch.ok_or_else(|| "it is not a branch".to_owned())?;
    changes.check_free(row)?;
    if branch.protected == protected {
        let is = if protected { "is" } else { "is not" };
        return Err(format!("it {is} protected"));
    }
    if protected && branch.expires_at.is_some() {
        return Err("it has an expiry, and Neon protects no branch that expires".to_owned());
    }
    Ok(set_protected(branch, protected))
}

/// Asks for confirmation to remove the protection.
pub fn unprotect(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some(change) = selected(browser, &neon.store).map(|branch| set_protected(branch, false))
    else {
        return;
    };
    let lines = [
        "It can then be deleted, reset and restored over, its compute can be deleted, and",
        "the project can be deleted with it.",
    ];
    confirm(dialogs, neon, "Unprotect", change, &[lines.join(" ")])
}

/// Whether the branch can become the default.
pub fn can_be_default(browser: &Browser, changes: &Changes, store: &Store) -> Availability {
    match free(browser, changes, store) {
        Ok(branch) if branch.default => {
            Availability::no(format!("{} is already the default branch", branch.name))
        }
        Ok(branch) if branch.expires_at.is_some() => Availability::no(format!(
            "{} has an expiry, and the default branch cannot expire; clear the expiry first",
            branch.name
        )),
        Ok(_) => Availability::Yes,
        Err(ready) => ready,
    }
}

/// Asks for confirmation to make the branch the default.
pub fn set_default(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some(branch) = selected(browser, &neon.store) else {
        return;
    };
    let change = to_default(branch);
    let now = neon.store.default_branch(&branch.project_id);
    let now = now.map_or("another branch", |now| now.name.as_str());
    let lines = [
        fact("was", now),
        String::new(),
        "Clients and tools that name no branch get this one from now on. Connection strings stay \
         as they are."
            .to_owned(),
    ];
    confirm(dialogs, neon, "Make the default branch:", change, &lines)
}

fn confirm(dialogs: &mut Dialogs, neon: &Neon, what: &str, change: Change, more: &[String]) {
    let production = neon.is_production(&change.target);
    let mut lines = vec![
        deletion::place(&neon.store, &change.target),
        fact("branch", change.target.id()),
    ];
    if more.len() == 1 {
        lines.push(String::new());
    }
    lines.extend(more.iter().cloned());
    let title = format!("{what} {}?", change.name);
    let mut confirm = Confirm::question(title, lines, OnConfirm::Send(Box::new(change)));
    confirm.production = production;
    dialogs.open(confirm);
}

/// Whether the branch can be reset from its parent.
pub fn can_reset(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    let branch = match free(browser, changes, &neon.store) {
        Ok(branch) => branch,
        Err(ready) => return ready,
    };
    let name = &branch.name;
    if branch.parent_id.is_none() {
        return Availability::no(format!(
            "{name} is a root branch: it has no parent to be reset from"
        ));
    }
    let key = neon.keys.name(NamedKey::Unprotect);
    let reason = restriction(branch, &RestrictedActionName::Restore);
    let why = reason.or_else(|| branch.protected.then(|| "branch is protected".to_owned()));
    match why {
        Some(why) if branch.protected => {
            Availability::no(format!("cannot reset {name}: {why}. {key} unprotects it"))
        }
        Some(why) => Availability::no(format!("cannot reset {name}: {why}")),
        None => Availability::Yes,
    }
}
