//! Restoring a branch, and the backup branch that keeps its previous state for an undo.

use super::{change::Change, spec::ChangeSpec, undo::UndoMethod};
use crate::{
    api::{
        BranchQuery, Request,
        types::{Branch, BranchAnswer, BranchState, BranchesPage, ProjectId},
    },
    kinds::verb::Verb,
    neon::Neon,
    store::target::Target,
};
use jiff::tz::TimeZone;
use serde_json::json;

const REVERT: Verb = Verb::new("reverting", "reverted", "revert");

pub const RESTORE: ChangeSpec = ChangeSpec {
    verb: Verb::new("restoring", "restored", "restore"),
    // The backup exists once the restore has happened, and nobody else creates one with that name.
    reread: |change| match backup(change) {
        Some(name) => {
            let query = BranchQuery {
                search: Some(name.to_owned()),
                ..BranchQuery::default()
            };
            Some(Request::list_branches(change.project()?, &query).into())
        }
        None => (ChangeSpec::PLAIN.reread)(change),
    },
    is_done: |change, answer| match backup(change) {
        Some(name) => {
            let has_it = |page: BranchesPage| page.branches.iter().any(|one| one.name == *name);
            answer.body().is_some_and(has_it)
        }
        None => answer.body::<BranchAnswer>().is_some_and(|now| {
            now.branch.current_state == BranchState::Resetting
                || change.is_done_since(now.branch.last_reset_at)
        }),
    },
    keep: super::branch::EDIT.keep,
    replaces: |_, change| Some(change.target.clone()),
    inverse: |_, change| {
        Some((UndoMethod::Backup, Vec::new())).filter(|_| backup(change).is_some())
    },
    note: |change| match backup(change) {
        Some(name) => format!(", previous state kept as {name}"),
        None => String::new(),
    },
    ..ChangeSpec::PLAIN
};

/// The name of the backup that a restore creates, if any.
pub fn backup(change: &Change) -> Option<&str> {
    change.text("/preserve_under_name")
}

/// The maximum length of a branch name.
const LONGEST: usize = 256;

/// An unused name for the backup of a branch: `main_old_2026-11-21T14:02Z`.
pub fn name(neon: &Neon, project: &ProjectId, branch: &str) -> String {
    let at = neon.now.to_zoned(TimeZone::UTC);
    let suffix = format!("_old_{}", at.strftime("%Y-%m-%dT%H:%MZ"));
    // Leaves room for the suffix and a number after it.
    let short: String = branch
        .chars()
        .take(LONGEST - suffix.len() - "_99".len())
        .collect();
    let plain = format!("{short}{suffix}");
    if find(neon, project, &plain).is_none() {
        return plain;
    }
    let mut numbered = (2..100).map(|number| format!("{plain}_{number}"));
    let free = numbered.find(|name| find(neon, project, name).is_none());
    free.unwrap_or(plain)
}

/// Why a backup cannot have this name, if so.
pub fn obstacle(neon: &Neon, project: &ProjectId, name: &str) -> Option<String> {
    let length = name.chars().count();
    if length > LONGEST {
        return Some(format!("{length} characters: at most {LONGEST}"));
    }
    find(neon, project, name).map(|_| format!("a branch named {name} already exists"))
}

fn find<'a>(neon: &'a Neon, project: &ProjectId, name: &str) -> Option<&'a Branch> {
    let branches = &neon.store.inside(project)?.branches.value;
    branches.values().find(|branch| branch.name == name)
}

/// The change that reverts a restore from its backup. The current state is kept, too: going back and forth loses
/// nothing.
///
/// # Errors
/// Why it cannot be undone.
pub fn revert_to_backup(neon: &Neon, done: &Change) -> Result<Change, String> {
    let gone = || format!("{} is no longer in the list of branches", done.name);
    let (Some(backup), Target::Branch(project, id)) = (backup(done), &done.target) else {
        return Err("its previous state was not kept".to_owned());
    };
    let source = find(neon, project, backup)
        .ok_or_else(|| format!("its backup {backup} is no longer in the list of branches"))?;
    let branch = neon.store.branch(project, id).ok_or_else(gone)?;
    Ok(revert(neon, branch, source))
}

/// The change that restores a branch from the one it has replaced. The current state is kept, too.
///
/// # Errors
/// Why it cannot be undone.
pub fn revert_to_replaced(neon: &Neon, done: &Change, old: &Target) -> Result<Change, String> {
    let known = |target| neon.store.branch_of(target);
    let gone = |what: &str| format!("{what} is no longer in the list of branches");
    let branch = known(&done.target).ok_or_else(|| gone(&done.name))?;
    let source = known(old).ok_or_else(|| gone("the branch that was replaced"))?;
    Ok(revert(neon, branch, source))
}

fn revert(neon: &Neon, branch: &Branch, source: &Branch) -> Change {
    let project = &branch.project_id;
    let keep = name(neon, project, &branch.name);
    let body = json!({ "source_branch_id": source.id, "preserve_under_name": keep });
    let request = Request::restore_branch(project, &branch.id, body);
    super::branch::change(branch, request)
        .verb(REVERT)
        .last_done(branch.last_reset_at)
}
