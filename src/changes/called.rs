//! What messages call a thing, and how they describe a change that renames it.

use crate::{
    changes::{change::Change, compute},
    kinds::verb::Verb,
    neon::Neon,
    store::target::Target,
};
use serde_json::Value;

/// Changes nothing but the name.
const RENAME: Verb = Verb::new("renaming", "renamed", "rename");
const CHANGE_BACK: Verb = Verb::new("changing back", "changed back", "change back");
const RENAME_BACK: Verb = Verb::new("renaming back", "renamed back", "rename back");

/// The name of a thing; that of a compute includes its branch.
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

/// The current name of a change's target, which may have been renamed since.
pub(crate) fn now(neon: &Neon, change: &Change) -> String {
    if neon.store.has(&change.target) {
        of(neon, &change.target)
    } else {
        change.name.clone()
    }
}

/// The change, described as a rename if it changes nothing else.
pub(crate) fn renaming(change: Change) -> Change {
    match new_name(&change) {
        Some((_, true)) => change.verb(RENAME),
        _ => change,
    }
}

/// The same for a change that undoes another.
pub(crate) fn changing_back(change: Change) -> Change {
    let is_renaming = new_name(&change).is_some_and(|(_, only)| only);
    change.verb(if is_renaming {
        RENAME_BACK
    } else {
        CHANGE_BACK
    })
}

/// "dev/maya renamed to dev/may", "staging protected".
pub(crate) fn happened(change: &Change) -> String {
    let (name, done) = (&change.name, change.verb.done);
    match new_name(change).filter(|(new, _)| new != name) {
        Some((new, true)) => format!("{name} {done} to {new}"),
        Some((new, false)) => format!("{name} {done} and renamed to {new}"),
        None => format!("{name} {done}"),
    }
}

/// "renaming dev/maya to dev/may", "suspending ep-old-sun of staging".
pub(crate) fn happening(change: &Change) -> String {
    let (name, doing) = (&change.name, change.verb.doing);
    match new_name(change).filter(|(new, _)| new != name) {
        Some((new, true)) => format!("{doing} {name} to {new}"),
        _ => format!("{doing} {name}"),
    }
}

/// The new name that a change gives an existing thing, and whether it changes nothing else.
fn new_name(change: &Change) -> Option<(&str, bool)> {
    let body = change.body().filter(|_| change.spec().renames)?;
    // Most bodies wrap their fields in the name of the kind.
    let wrapped = body.values().next()?.as_object();
    let fields = wrapped.unwrap_or(body);
    let name = fields.get("name").and_then(Value::as_str)?;
    Some((name, fields.len() == 1))
}
