//! What a restore or a reset leaves behind: a branch that keeps the state before it, which is the way back.

use super::write::{Change, Expectation, Verb};
use crate::{
    api::{
        BranchQuery, Request,
        types::{Branch, ProjectId},
    },
    neon::Neon,
    store::target::Target,
};
use jiff::tz::TimeZone;
use serde_json::json;

const BRING_BACK: Verb = Verb {
    doing: "reverting",
    done: "reverted",
    plain: "revert",
};

/// The longest name of a branch.
const LONGEST: usize = 256;

/// A name for what a branch was until now that no other branch has: `main_old_2026-11-21T14:02Z`.
pub fn name(neon: &Neon, project: &ProjectId, branch: &str) -> String {
    let at = neon.now.to_zoned(TimeZone::UTC);
    let suffix = format!("_old_{}", at.strftime("%Y-%m-%dT%H:%MZ"));
    // Room for the suffix and for a number behind it.
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

/// Why a name cannot be given to a backup, if it cannot.
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

/// ", previous state kept as …", where it is kept.
pub fn backup_note(wanted: &Expectation) -> String {
    match wanted {
        Expectation::Replaced {
            backup: Some(name), ..
        } => format!(", previous state kept as {name}"),
        _ => String::new(),
    }
}

/// The request that tells whether there is a backup of this name.
pub fn look(project: &ProjectId, name: &str) -> Request {
    let query = BranchQuery {
        search: Some(name.to_owned()),
        ..BranchQuery::default()
    };
    Request::list_branches(project, &query).into()
}

/// Whether the backup that a change makes is among these branches.
pub fn is_in(wanted: &Expectation, branches: &[Branch]) -> bool {
    let Expectation::Replaced {
        backup: Some(name), ..
    } = wanted
    else {
        return false;
    };
    branches.iter().any(|branch| branch.name == name.as_str())
}

/// The change that gives a branch back the state that a restore has replaced. What it is now is
/// kept, too: going back and forth loses nothing.
///
/// # Errors
/// Why there is no way back.
pub fn way_back(neon: &Neon, done: &Change) -> Result<Change, String> {
    let gone = || format!("{} is no longer in the list of branches", done.name);
    let (
        Expectation::Replaced {
            backup: Some(backup),
            ..
        },
        Target::Branch(project, id),
    ) = (&done.wanted, &done.target)
    else {
        return Err("its previous state was not kept".to_owned());
    };
    let source = find(neon, project, backup)
        .ok_or_else(|| format!("its backup {backup} is no longer in the list of branches"))?;
    let branch = neon.store.branch(project, id).ok_or_else(gone)?;
    Ok(bring_back(neon, branch, source))
}

/// The change that gives a branch, which has taken the place of an older one, the state of that.
/// What it is now is kept, too.
///
/// # Errors
/// Why there is no way back.
pub fn way_back_to(neon: &Neon, done: &Change, old: &Target) -> Result<Change, String> {
    let known = |target| neon.store.branch_of(target);
    let gone = |what: &str| format!("{what} is no longer in the list of branches");
    let branch = known(&done.target).ok_or_else(|| gone(&done.name))?;
    let source = known(old).ok_or_else(|| gone("the branch that was replaced"))?;
    Ok(bring_back(neon, branch, source))
}

fn bring_back(neon: &Neon, branch: &Branch, source: &Branch) -> Change {
    let project = &branch.project_id;
    let keep = name(neon, project, &branch.name);
    let body = json!({ "source_branch_id": source.id, "preserve_under_name": keep });
    Change {
        target: super::branch::target(branch),
        name: branch.name.to_string(),
        verb: BRING_BACK,
        request: Request::restore_branch(project, &branch.id, body),
        wanted: Expectation::Replaced {
            last_reset_at: branch.last_reset_at,
            backup: Some(keep),
        },
        form: None,
    }
}
