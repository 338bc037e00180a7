//! From the answer to the notice: what was made is kept, its lists are read again, and it is said
//! which key goes there.

use super::{Made, New};
use crate::{
    api::{
        Answer,
        types::{
            ApiKeyCreated, BranchCreated, BranchId, Operation, OrgId, ProjectCreated, ProjectId,
            RoleChange,
        },
    },
    changes::{
        role, snapshot, undo,
        write::{self, Change},
    },
    reads::{fetch, listing, responses},
    store::target::Target,
    ui::{
        account::{CredentialSource, KeyStorage},
        action::{Action, Availability},
        effect::Effect,
        model::Model,
        navigation,
    },
};

/// Takes the answer to a request that made something: from now on it is the thing that changes.
pub fn accepted(model: &mut Model, mut change: Change, made: &Made, answer: Answer) {
    let Some((target, operations)) = keep(model, made, answer) else {
        return;
    };
    reload(model, made);
    change.target = target;
    remember(model, &change);
    write::goes_on(model, change, operations);
}

/// The answer was lost, and the list of the place was read: tells whether the thing was made.
pub fn checked(model: &mut Model, mut change: Change, made: &Made, answer: &Answer) {
    match made.found(&change.request, answer) {
        Some(target) => {
            if !matches!(made.new, New::Share(_) | New::Invitation(_)) {
                model.changes.newest = Some(target.clone());
            }
            change.target = target;
            remember(model, &change);
            write::happened(model, &change);
            let lost = match change.target {
                Target::Role(..) => {
                    Some("its password was in the lost response: reset it to get one")
                }
                Target::ApiKey(..) => {
                    Some("its value was in the lost response: revoke it and create another")
                }
                _ => None,
            };
            if let Some(text) = lost {
                model.neon.say_bad(text);
            }
        }
        None => write::did_not_happen(model, &change),
    }
    reload(model, made);
}

/// What was made in the place of something else can be taken back.
fn remember(model: &mut Model, change: &Change) {
    if let Some(replacing) = snapshot::finalized(change) {
        undo::remember(model, &replacing);
    }
}

/// Something that was made, and what runs for it.
type Accepted = (Target, Vec<Operation>);

/// Keeps what the answer tells of a thing that was made; it is the newest one from now on.
fn keep(model: &mut Model, made: &Made, answer: Answer) -> Option<Accepted> {
    let place = made.new.place();
    let kept = match (&made.new, answer) {
        (New::Project(org), Answer::CreateProject(created)) => keep_project(model, org, created),
        (New::Branch(project), Answer::CreateBranch(created)) => {
            keep_branch(model, project, created)
        }
        (New::FromSnapshot { project, .. }, Answer::RestoreSnapshot(answer)) => {
            let created = BranchCreated {
                branch: answer.branch,
                endpoints: answer.endpoints,
                operations: answer.operations,
                ..BranchCreated::default()
            };
            keep_branch(model, project, created)
        }
        (New::Snapshot(project, _), Answer::CreateSnapshot(response)) => {
            let target = Target::Snapshot(project.clone(), response.snapshot.id.clone());
            snapshot::keep(model, project, response.snapshot);
            (target, response.operations)
        }
        (New::Database(project, branch), Answer::CreateDatabase(response)) => {
            let name = response.database.name.clone();
            let known = &mut model.neon.store.contents_mut(project, branch).databases;
            if known.known().is_some() {
                known.value.push(response.database);
            }
            let target = Target::Database(project.clone(), branch.clone(), name);
            (target, response.operations)
        }
        (New::Role(project, branch), Answer::CreateRole(response)) => {
            keep_role(model, project, branch, response)
        }
        (New::Compute(project, _) | New::Replica(project, _), Answer::CreateEndpoint(response)) => {
            let target = Target::Endpoint(project.clone(), response.endpoint.id.clone());
            write::keep_endpoint(model, &place, response.endpoint);
            (target, response.operations)
        }
        (New::ApiKey(org), Answer::CreateApiKey(created) | Answer::CreateOrgApiKey(created)) => {
            keep_key(model, org.as_ref(), created, made.keep)
        }
        (New::Invitation(org), Answer::CreateInvitations(list)) => {
            let people = model.neon.store.people.entry(org.clone()).or_default();
            people.invitations.extend(list.invitations);
            responses::rebuild(model);
            return Some((Target::Org(org.clone()), Vec::new()));
        }
        (New::Share(project), Answer::GrantPermission(_)) => {
            return Some((Target::Project(project.clone()), Vec::new()));
        }
        // An answer of another kind cannot be: it belongs to the request.
        _ => return None,
    };
    responses::rebuild(model);
    model.changes.newest = Some(kept.0.clone());
    Some(kept)
}

fn keep_role(
    model: &mut Model,
    project: &ProjectId,
    branch: &BranchId,
    mut response: RoleChange,
) -> Accepted {
    let name = response.role.name.clone();
    let target = Target::Role(project.clone(), branch.clone(), name.clone());
    let label = format!("the password of {name}");
    let password = response.role.password.take();
    if let Some(password) = password {
        role::keep_new(model, target.clone(), password.into(), label);
    }
    let known = &mut model.neon.store.contents_mut(project, branch).roles;
    if known.known().is_some() {
        known.value.push(response.role);
    }
    (target, response.operations)
}

fn keep_key(
    model: &mut Model,
    org: Option<&OrgId>,
    created: ApiKeyCreated,
    keep: KeyStorage,
) -> Accepted {
    let target = Target::ApiKey(org.cloned(), created.id.into());
    let name = created.name.to_string();
    let label = format!("the API key {name}");
    let key = created.key.clone();
    role::keep_new(model, target.clone(), created.key.into(), label);
    let demo = model.session.origin == Some(CredentialSource::Demo);
    match keep {
        KeyStorage::No => {}
        KeyStorage::Keyring | KeyStorage::File if demo => {
            model.neon.say("demo keys are not kept");
        }
        KeyStorage::Keyring | KeyStorage::File => model.emit(Effect::KeepKey { name, key, keep }),
    }
    (target, Vec::new())
}

fn keep_project(model: &mut Model, org: &OrgId, created: ProjectCreated) -> Accepted {
    let id = created.project.id.clone();
    let at = model
        .neon
        .store
        .keep_row(responses::row_of(&created.project));
    if let (Some(at), Some(list)) = (
        at,
        model.neon.store.lists.get_mut(&Target::Org(org.clone())),
    ) {
        list.rows.retain(|row| *row != at);
        list.rows.insert(0, at);
    }
    write::keep_project(model, *created.project);
    (Target::Project(id), created.operations)
}

fn keep_branch(model: &mut Model, project: &ProjectId, created: BranchCreated) -> Accepted {
    let id = created.branch.id.clone();
    let now = model.neon.now;
    let inside = model.neon.store.inside_mut(project);
    if inside.branches.known().is_some() {
        inside.branches.value.insert(id.clone(), created.branch);
        for endpoint in created.endpoints {
            inside.set_endpoint(endpoint, now);
        }
    }
    let target = Target::Branch(project.clone(), id);
    (target, created.operations)
}

/// Reads again the lists that a new thing is in, where its project's own are not all of them.
fn reload(model: &mut Model, made: &Made) {
    match &made.new {
        New::Project(org) => listing::first_page(model, &Target::Org(org.clone())),
        New::Database(project, branch) | New::Role(project, branch) => {
            fetch::contents(model, project, branch, true)
        }
        New::Branch(_)
        | New::FromSnapshot { .. }
        | New::Snapshot(..)
        | New::Compute(..)
        | New::Replica(..)
        | New::Share(_)
        | New::ApiKey(_)
        | New::Invitation(_) => {}
    }
}

/// What is said when it is there; names the next key.
pub fn ready(model: &Model, change: &Change, made: &Made, took: &str) -> String {
    let name = &change.name;
    let go = model.keymap.name(Action::GoToNew);
    let connects = match &change.target {
        Target::Branch(project, branch) => model
            .neon
            .store
            .endpoints_of(project, branch)
            .next()
            .is_some(),
        Target::Project(_) => true,
        _ => false,
    };
    match &made.new {
        New::FromSnapshot {
            replaces: Some(_), ..
        } => format!(
            "{name} restored{took}, previous state kept beside it as {name}_old_…. {go} goes there{}",
            undo::hint(model, change)
        ),
        New::Snapshot(..) => {
            let key = model.keymap.name(Action::Snapshots);
            format!("{name} taken{took}. {key} lists the snapshots")
        }
        New::Project(_) | New::Branch(_) if connects => {
            let copy = model.keymap.name(Action::CopyUri);
            format!("{name} is ready{took}. {go} goes there, then {copy} copies its URI")
        }
        New::ApiKey(_) => {
            let hint = role::hint(model, change);
            format!("API key {name} created{hint}")
        }
        New::Invitation(_) => {
            let org = model.neon.store.name(&change.target);
            format!("{name} invited to {org}; Neon sends the e-mail")
        }
        New::Share(_) => format!(
            "{} is shared with {name} now",
            model.neon.store.name(&change.target)
        ),
        _ => {
            let hint = role::hint(model, change);
            format!("{name} created{took}. {go} goes there{hint}")
        }
    }
}

/// Whether something was made that can be gone to.
pub fn can_go(model: &Model) -> Availability {
    match &model.changes.newest {
        Some(target) if model.neon.store.has(target) => Availability::Yes,
        Some(_) => Availability::no("what was created last is no longer listed"),
        None => Availability::no("nothing has been created yet"),
    }
}

/// Puts the cursor on what was made last, and opens what is above it.
pub fn go(model: &mut Model) {
    let Some(target) = model.changes.newest.clone() else {
        return;
    };
    navigation::open_path(model, &target);
    responses::rebuild(model);
    navigation::select(model, &target);
    if model.selected() != Some(&target) {
        let name = model.neon.store.name(&target);
        model.neon.say(format!("{name} is hidden by a filter"))
    }
}
