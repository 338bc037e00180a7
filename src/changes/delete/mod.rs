//! Deleting: what is selected, and for a branch all that hangs under it.
//!
//! The name is always typed, key by key. What Neon would refuse is refused here, with what to do
//! first.

mod access;
mod summary;

pub use access::Asked;
pub use summary::{about, fact, place};

use super::{
    branch as branches,
    bulk::{self, Bulk},
    queue::{Plan, QueueStep},
    write::{Change, Expectation, Verb},
};
use crate::{
    api::{
        Request,
        types::{Branch, BranchId, EndpointType, ProjectId, RestrictedActionName, RoleName},
    },
    kinds::{
        State,
        branch::{is_default, is_protected},
    },
    store::target::Target,
    ui::{
        action::{Action, Availability},
        called,
        dialog::{
            Dialog,
            confirm::{Confirm, OnConfirm},
        },
        model::Model,
        table::{api_keys, members, shares},
    },
};
use std::collections::HashSet;

const DELETE: Verb = Verb {
    doing: "deleting",
    done: "deleted",
    plain: "delete",
};

/// Names longer than this are hard to type.
const EASY: usize = 24;

/// Whether the selection can be deleted, as far as is known here.
pub fn ready(model: &Model) -> Availability {
    let Some(target) = model.selected() else {
        return Availability::Hidden;
    };
    if let Target::Invitation(..) = target {
        let key = model.keymap.name(Action::OpenConsole);
        return Availability::no(format!(
            "Neon's API cannot revoke invitations; the Console can ({key})"
        ));
    }
    if request(target).is_none() {
        return Availability::Hidden;
    }
    if let Some(doing) = branches::doing(model, target) {
        return Availability::No(doing);
    }
    match obstacle(model, target) {
        Some(why) => Availability::No(format!(
            "cannot {} {}: {why}",
            verb(target).plain,
            model.store.name(target)
        )),
        None => Availability::Yes,
    }
}

/// Why Neon would refuse, and what to do first.
fn obstacle(model: &Model, target: &Target) -> Option<String> {
    match target {
        Target::Project(project) => {
            let inside = model.store.inside(project)?;
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
        Target::Branch(project, id) => {
            let under = under(model, project, id);
            let branch = model.store.branch(project, id)?;
            let mut all = [branch].into_iter().chain(under);
            all.find_map(|one| kept(model, one, one.id != *id))
        }
        Target::Endpoint(project, id) => {
            let endpoint = model.store.endpoint(project, id)?;
            let branch = model.store.branch(project, &endpoint.branch_id)?;
            if endpoint.r#type != EndpointType::ReadWrite {
                return None;
            }
            let name = &RestrictedActionName::DeleteRwEndpoint;
            let why = branches::restriction(branch, name).or_else(|| {
                is_protected(branch).then(|| format!("its branch {} is protected", branch.name))
            })?;
            let key = model.keymap.name(Action::Unprotect);
            Some(format!("{why}; {key} unprotects the branch first"))
        }
        Target::Database(..) => no_wake(model, target),
        Target::Role(project, branch, name) => role_obstacle(model, project, branch, name),
        Target::Member(org, id) => members::obstacle(model, org, id),
        Target::Org(_)
        | Target::Shared
        | Target::DeletedBranch(..)
        | Target::Share(..)
        | Target::Account
        | Target::ApiKey(..)
        | Target::Invitation(..)
        | Target::Spending(..)
        | Target::Snapshot(..)
        | Target::Schedule(..)
        | Target::More(_) => None,
    }
}

/// Neon wakes a compute to delete a database or a role.
fn no_wake(model: &Model, target: &Target) -> Option<String> {
    let by = model.no_wake_by(Some(target))?;
    Some(format!("that would wake the compute: blocked by {by}"))
}

fn role_obstacle(
    model: &Model,
    project: &ProjectId,
    branch: &BranchId,
    name: &RoleName,
) -> Option<String> {
    let contents = model.store.contents(project, branch)?;
    let role = contents.roles.value.iter().find(|role| role.name == *name);
    if role.is_some_and(|role| role.unreadable.has("protected")) {
        return Some(not_read(model, "it", "is a system role"));
    }
    if role.is_some_and(|role| role.protected == Some(true)) {
        return Some("it is a Neon system role".to_owned());
    }
    let mut databases = contents.databases.value.iter();
    if let Some(owned) = databases.find(|database| database.owner_name == *name) {
        let owned = &owned.name;
        return Some(format!(
            "it owns the database {owned}; delete {owned} or change its owner first"
        ));
    }
    let target = Target::Role(project.clone(), branch.clone(), name.clone());
    no_wake(model, &target)
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

/// Why something stays of which it is not known whether it must.
fn not_read(model: &Model, which: &str, what: &str) -> String {
    let key = model.keymap.name(Action::RefreshAll);
    format!("could not read whether {which} {what}; {key} reads again")
}

/// How many branches may hang under this one without being known to, because they or their parents could not be read.
fn may_hang_under(model: &Model, project: &ProjectId, id: &BranchId) -> usize {
    let Some(inside) = model.store.inside(project) else {
        return 0;
    };
    let unknown = |branch: &&Branch| branch.id != *id && branch.unreadable.has("parent_id");
    let all = inside.branches.value.values();
    inside.branches.odd.len() + all.filter(unknown).count()
}

/// The branches that hang under one, leaves first.
fn under<'a>(model: &'a Model, project: &ProjectId, id: &BranchId) -> Vec<&'a Branch> {
    let Some(inside) = model.store.inside(project) else {
        return Vec::new();
    };
    let all = &inside.branches.value;
    let mut found: Vec<&Branch> = Vec::new();
    let mut at = 0;
    let mut of = id.clone();
    loop {
        let children = all
            .values()
            .filter(|branch| branch.parent_id.as_ref() == Some(&of) && branch.id != *id);
        for child in children {
            if !found.iter().any(|known| known.id == child.id) {
                found.push(child);
            }
        }
        let Some(next) = found.get(at) else {
            break;
        };
        of = next.id.clone();
        at += 1;
    }
    // Parents were found before their children.
    found.reverse();
    found
}

fn request(target: &Target) -> Option<Request> {
    Some(match target {
        Target::Project(project) => Request::delete_project(project),
        Target::Branch(project, branch) => Request::delete_branch(project, branch, false),
        Target::Endpoint(project, endpoint) => Request::delete_endpoint(project, endpoint),
        Target::Database(project, branch, name) => Request::delete_database(project, branch, name),
        Target::Role(project, branch, name) => Request::delete_role(project, branch, name),
        Target::Share(project, id) => Request::revoke_permission(project, id),
        Target::Snapshot(project, id) => Request::delete_snapshot(project, id),
        Target::ApiKey(org, id) => api_keys::revoke(org.as_ref(), id),
        Target::Member(org, id) => Request::remove_member(org, id),
        Target::Org(_)
        | Target::Shared
        | Target::DeletedBranch(..)
        | Target::Schedule(..)
        | Target::Account
        | Target::Invitation(..)
        | Target::Spending(..)
        | Target::More(_) => return None,
    })
}

/// How it is spoken of.
const fn verb(target: &Target) -> Verb {
    match target {
        Target::Share(..) => shares::REVOKE,
        Target::ApiKey(..) => api_keys::REVOKE,
        Target::Member(..) => members::REMOVE,
        _ => DELETE,
    }
}

fn intent(model: &Model, target: &Target) -> Option<Change> {
    Some(Change {
        target: target.clone(),
        name: called::of(model, target),
        verb: verb(target),
        request: request(target)?,
        wanted: match target {
            Target::Share(project, id) => shares::gone(project, id),
            _ => Expectation::Gone,
        },
        form: None,
    })
}

/// What must be typed: the name, or the end of the id where a name is long or hard to type; of an
/// address what is before its `@`.
pub fn word(name: &str, target: &Target) -> String {
    let name = match target {
        Target::Member(..) => name.split('@').next().unwrap_or(name),
        _ => name,
    };
    let easy = name.len() <= EASY && !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic());
    if easy {
        return name.to_owned();
    }
    let last = target.id().rsplit('-').next().unwrap_or_default();
    let last = Some(last).filter(|last| {
        (1..=EASY).contains(&last.len()) && last.chars().all(|c| c.is_ascii_graphic())
    });
    // Databases and roles have no id.
    last.unwrap_or("delete").to_owned()
}

/// How many things are deleted with one answer.
pub const BULK: Bulk = Bulk {
    concerns: |_, target| request(target).is_some(),
    run: ask_for_marked,
};

/// Asks for all that is marked.
fn ask_for_marked(model: &mut Model) {
    let marked = bulk::marked(model);
    let question = bulk::Question {
        word: match marked.first() {
            // "take access from 2 shares" is no English.
            Some(Target::Share(..)) | None => "remove",
            Some(first) => verb(first).plain,
        },
        lines: summary::of_many(model, &marked),
        order: bulk::BulkOrder::LeavesFirst,
    };
    bulk::ask(model, question, |model, target, marked| {
        bulk::busy(model, target)?;
        let together = match target {
            // Those who stay anyway are no loss.
            Target::Member(org, _) => {
                let goes = |one: &&Target| obstacle(model, one).is_none();
                let leaving: HashSet<Target> = marked.iter().filter(goes).cloned().collect();
                members::leaves_no_admin(model, org, &leaving)
            }
            _ => None,
        };
        if let Some(why) = obstacle(model, target).or(together) {
            return Err(why);
        }
        if let Target::Branch(project, id) = target {
            let branch = |id: &BranchId| Target::Branch(project.clone(), id.clone());
            let mut under = under(model, project, id).into_iter();
            if let Some(kept) = under.find(|child| !marked.contains(&branch(&child.id))) {
                return Err(format!("its child {} is not marked", kept.name));
            }
            if may_hang_under(model, project, id) > 0 {
                return Err("its children could not be read".to_owned());
            }
        }
        intent(model, target).ok_or_else(|| "it cannot be deleted".to_owned())
    })
}

/// Asks for the name; says what goes.
pub fn ask(model: &mut Model) {
    let Some(target) = model.selected().cloned() else {
        return;
    };
    if let Some(asked) = access::asked(model, &target) {
        return access::ask(model, &target, asked);
    }
    let children: Vec<Target> = match &target {
        Target::Branch(project, id) => under(model, project, id)
            .iter()
            .map(|branch| Target::Branch(project.clone(), branch.id.clone()))
            .collect(),
        _ => Vec::new(),
    };
    let all = children.iter().chain([&target]);
    let intents: Vec<Change> = all.filter_map(|one| intent(model, one)).collect();
    let name = model.store.name(&target);
    let lines = summary::lines(model, &target, &children);
    let title = match intents.len() {
        1 => format!("Delete {} {name}?", target.kind().word()),
        many => format!("Delete {name} and {} under it?", count(many - 1, "branch")),
    };
    let then = match <[Change; 1]>::try_from(intents) {
        Ok([only]) => OnConfirm::Send(Box::new(only)),
        Err(several) => OnConfirm::Queue(Plan {
            steps: several.into_iter().map(QueueStep::of).collect(),
            strict: true,
            locks: true,
        }),
    };
    let word = word(&name, &target);
    let mut confirm = Confirm::typed(title, lines, word, then);
    confirm.production = is_production(model, &target);
    confirm.whole = confirm.production || !children.is_empty() || is_project(&target);
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
}

fn is_project(target: &Target) -> bool {
    matches!(target, Target::Project(_))
}

/// Whether others may depend on it: a project whose default branch is awake, and what is on the
/// default or a protected branch.
pub fn is_production(model: &Model, target: &Target) -> bool {
    match target {
        Target::Project(project) => {
            model.store.inside(project).is_some_and(|inside| {
                let default = inside.branches.value.values().find(|one| one.default);
                default.is_some_and(|branch| inside.branch_state(branch) == State::ACTIVE)
            }) || model.is_production(target)
        }
        Target::ApiKey(..) => api_keys::may_be_in_use(model, target),
        _ => model.is_production(target),
    }
}

/// "1 branch", "3 branches".
pub fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        many if what.ends_with("ch") => format!("{many} {what}es"),
        many => format!("{many} {what}s"),
    }
}
