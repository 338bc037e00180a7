//! What messages and questions call a thing, and how a change is told that gives it another name.

use crate::{
    api::{Operation, Request},
    changes::{
        compute,
        write::{Change, Verb},
    },
    neon::Neon,
    store::target::Target,
};
use serde_json::Value;

/// A change of nothing but the name.
const RENAME: Verb = Verb {
    doing: "renaming",
    done: "renamed",
    plain: "rename",
};
const RENAME_BACK: Verb = Verb {
    doing: "renaming back",
    done: "renamed back",
    plain: "rename back",
};

/// What a thing is called: computes of one branch are told apart, and no branch is taken for one.
pub fn of(neon: &Neon, target: &Target) -> String {
    let compute = match target {
        Target::Endpoint(project, id) => neon.store.endpoint(project, id),
        _ => None,
    };
    match compute {
        Some(endpoint) => compute::name(neon, endpoint),
        None => neon.store.name(target),
    }
}

/// What the thing of a change is called by now: it may have been renamed since.
pub(crate) fn now(neon: &Neon, change: &Change) -> String {
    if neon.store.has(&change.target) {
        of(neon, &change.target)
    } else {
        change.name.clone()
    }
}

/// The verb for a change of fields.
pub(crate) fn verb_of(request: &Request, otherwise: Verb) -> Verb {
    match new_name(request) {
        Some((_, true)) => RENAME,
        _ => otherwise,
    }
}

/// The verb for taking such a change back.
pub(crate) fn verb_back(request: &Request, otherwise: Verb) -> Verb {
    match new_name(request) {
        Some((_, true)) => RENAME_BACK,
        _ => otherwise,
    }
}

/// "dev/maya renamed to dev/may", "staging protected".
pub(crate) fn happened(change: &Change) -> String {
    let (name, done) = (&change.name, change.verb.done);
    match new_name(&change.request).filter(|(new, _)| new != name) {
        Some((new, true)) => format!("{name} {done} to {new}"),
        Some((new, false)) => format!("{name} {done} and renamed to {new}"),
        None => format!("{name} {done}"),
    }
}

/// "renaming dev/maya to dev/may", "suspending ep-old-sun of staging".
pub(crate) fn happening(change: &Change) -> String {
    let (name, doing) = (&change.name, change.verb.doing);
    match new_name(&change.request).filter(|(new, _)| new != name) {
        Some((new, true)) => format!("{doing} {name} to {new}"),
        _ => format!("{doing} {name}"),
    }
}

/// The name that a change gives to what is there, and whether it changes nothing else.
fn new_name(request: &Request) -> Option<(&str, bool)> {
    use Operation::{UpdateBranch, UpdateDatabase, UpdateEndpoint, UpdateProject, UpdateSnapshot};
    let renames = matches!(
        request.operation,
        UpdateBranch | UpdateDatabase | UpdateEndpoint | UpdateProject | UpdateSnapshot
    );
    let body = request.body.as_ref().filter(|_| renames)?.as_object()?;
    let fields = body.values().next()?.as_object()?;
    let name = fields.get("name").and_then(Value::as_str)?;
    Some((name, fields.len() == 1))
}
