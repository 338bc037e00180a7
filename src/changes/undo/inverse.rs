//! What takes a change back: a row for every operation that has an inverse.

use super::super::{
    branch,
    compute::{START, SUSPEND},
    deleted, restore_backup, schedule, snapshot, spending_limit, transfer,
    write::{Change, Expectation, Verb},
};
use crate::{
    api::{
        Operation, Request,
        types::{OrgId, ProjectId},
    },
    changes::called,
    kinds::{self, price, spending_limit::SpendingLimitRef},
    neon::Neon,
    store::target::Target,
};
use serde_json::{Map, Value, json};

const CHANGE_BACK: Verb = Verb {
    doing: "changing back",
    done: "changed back",
    plain: "change back",
};

const BRING_BACK: Verb = Verb {
    doing: "bringing back",
    done: "brought back",
    plain: "bring back",
};

/// What takes a change back.
#[derive(Debug, Clone, PartialEq)]
pub enum UndoMethod {
    /// This change.
    Send(Box<Change>),
    /// A restore from the branch that keeps the old state, whose id Neon tells later.
    Backup,
    /// A restore from the branch that another one has replaced.
    Replaced(Target),
}

impl UndoMethod {
    /// What is done, in a few words.
    pub(crate) const fn plain(&self) -> &'static str {
        match self {
            Self::Send(change) => change.verb.plain,
            Self::Backup | Self::Replaced(_) => "restore from its backup",
        }
    }

    /// The change that takes this one back, as things are now.
    ///
    /// # Errors
    /// Why there is none any more.
    pub(crate) fn change(&self, neon: &Neon, done: &Change) -> Result<Change, String> {
        match self {
            Self::Send(change) => Ok(Change {
                name: called::now(neon, change),
                ..(**change).clone()
            }),
            Self::Backup => restore_backup::way_back(neon, done),
            Self::Replaced(old) => restore_backup::way_back_to(neon, done, old),
        }
    }
}

/// How a change is taken back, and what that sets field by field.
pub(crate) fn way(neon: &Neon, change: &Change) -> Option<(UndoMethod, Vec<String>)> {
    if let Expectation::Replaced { backup, .. } = &change.wanted {
        return backup.as_ref().map(|_| (UndoMethod::Backup, Vec::new()));
    }
    if let Expectation::Finalized = &change.wanted {
        let old = snapshot::replaced_by(neon, change).filter(|old| neon.store.has(old));
        return old.map(|old| (UndoMethod::Replaced(old), Vec::new()));
    }
    of(neon, change).map(|(inverse, says)| (UndoMethod::Send(Box::new(inverse)), says))
}

/// A change, and what it sets field by field.
type Inverse = (Change, Vec<String>);

/// The change that takes another back, and what it sets.
fn of(neon: &Neon, change: &Change) -> Option<Inverse> {
    let back = |verb, wanted, request| Change {
        target: change.target.clone(),
        name: change.name.clone(),
        verb,
        request,
        wanted,
        form: None,
    };
    let plain = |change| Some((change, Vec::new()));
    match (change.request.operation, &change.target) {
        (Operation::StartEndpoint, Target::Endpoint(project, id)) => plain(back(
            SUSPEND,
            Expectation::Suspended,
            Request::suspend_endpoint(project, id),
        )),
        (Operation::SuspendEndpoint, Target::Endpoint(project, id)) => plain(back(
            START,
            Expectation::Running,
            Request::start_endpoint(project, id),
        )),
        (Operation::SetDefaultBranch, Target::Branch(project, _)) => {
            let was = neon.store.default_branch(project)?;
            (was.default && branch::target(was) != change.target)
                .then(|| (branch::to_default(was), Vec::new()))
        }
        (Operation::DeleteProject, Target::Project(project)) => {
            plain(deleted::recovery(project, &change.name))
        }
        (Operation::TransferProjects, Target::Project(project)) => {
            plain(of_transfer(neon, change, project)?)
        }
        (Operation::SetSnapshotSchedule, target) => {
            let request = schedule::previous(neon, target)?;
            plain(back(CHANGE_BACK, Expectation::Body, request))
        }
        (Operation::UpdateDatabase, _) => of_database(neon, change),
        (Operation::SetSpendingLimit | Operation::DeleteSpendingLimit, Target::Spending(org)) => {
            let (request, says) = of_spending(neon, change, org)?;
            Some((back(CHANGE_BACK, Expectation::Body, request), vec![says]))
        }
        (_, target) if change.wanted == Expectation::Gone => {
            let request = kinds::lookup::of(target, |kind| kind.restoration(&neon.store))?;
            plain(back(BRING_BACK, Expectation::There, request))
        }
        (operation, target) => {
            let (body, says) = previous(neon, change)?;
            let request = kinds::lookup::of(target, |kind| kind.update(body))?;
            let verb = called::verb_back(&request, CHANGE_BACK);
            let same = request.operation == operation;
            same.then(|| (back(verb, Expectation::Body, request), says))
        }
    }
}

/// The request that sets the limit of before, or takes it away, and what it sets.
fn of_spending(neon: &Neon, change: &Change, org: &OrgId) -> Option<(Request, String)> {
    let was = *neon.store.spending.get(org)?.known()?;
    let words = |limit: Option<i64>| limit.map_or_else(|| "none".to_owned(), price::limit);
    let says = format!(
        "limit: {} -> {}",
        words(spending_limit::set_by(change)),
        words(was)
    );
    Some((SpendingLimitRef { org }.set(was), says))
}

/// The change that gives a project back.
fn of_transfer(neon: &Neon, change: &Change, project: &ProjectId) -> Option<Change> {
    let from = neon.store.project(project)?.row.org_id.clone()?;
    match &change.wanted {
        Expectation::In(to) => Some(transfer::change(project, &change.name, to, &from)),
        _ => None,
    }
}

/// A database may be known by another name by now: its change back goes to that one.
fn of_database(neon: &Neon, change: &Change) -> Option<Inverse> {
    let Target::Database(project, branch, was) = &change.target else {
        return None;
    };
    let (body, says) = previous(neon, change)?;
    let name = set_name(change).map_or_else(|| was.clone(), Into::into);
    let request = Request::update_database(project, branch, &name, body);
    let inverse = Change {
        target: Target::Database(project.clone(), branch.clone(), name.clone()),
        name: name.to_string(),
        verb: called::verb_back(&request, CHANGE_BACK),
        request,
        wanted: Expectation::Body,
        form: None,
    };
    Some((inverse, says))
}

/// The name that a change gives.
fn set_name(change: &Change) -> Option<&str> {
    let body = change.request.body.as_ref()?;
    body.pointer("/database/name")?.as_str()
}

/// The body that sets what a body has set to what it was.
fn previous(neon: &Neon, change: &Change) -> Option<(Value, Vec<String>)> {
    let was = kinds::lookup::of(&change.target, |kind| {
        kind.editable(&neon.store)?.document()
    })?;
    let whole = change.request.body.as_ref()?.as_object()?;
    // Most bodies wrap their fields in the name of the kind.
    let wrapper = whole.iter().next().filter(|(_, inner)| inner.is_object());
    let set = wrapper.map_or(Some(whole), |(_, inner)| inner.as_object())?;
    let mut says = Vec::new();
    let mut body = Map::new();
    for (key, now) in set {
        let old = was.get(key);
        let value = match (key.as_str(), now) {
            // Neon replaces each of the settings as a whole.
            ("settings", Value::Object(parts)) => {
                let old = old.and_then(Value::as_object);
                let mut whole = Map::new();
                for (part, now) in parts {
                    let was = before(part, now, old.and_then(|old| old.get(part)))?;
                    says.push(step(part, now, &was));
                    whole.insert(part.clone(), was);
                }
                Value::Object(whole)
            }
            _ => {
                let was = before(key, now, old)?;
                says.push(step(key, now, &was));
                was
            }
        };
        body.insert(key.clone(), value);
    }
    let body = match wrapper {
        Some((wrapper, _)) => json!({ wrapper.as_str(): body }),
        None => body.into(),
    };
    Some((body, says))
}

/// What a field was, in the form in which it can be set again; none if it cannot be.
fn before(key: &str, now: &Value, was: Option<&Value>) -> Option<Value> {
    // Neon never turns it off again.
    if key == "enable_logical_replication" {
        return None;
    }
    match (was, now) {
        (Some(was), _) if !was.is_null() => Some(was.clone()),
        (_, _) if key == "expires_at" => Some(Value::Null),
        // Free maps: nothing in them is nothing set.
        (_, Value::Object(_)) if matches!(key, "pg_settings" | "quota") => Some(json!({})),
        (_, Value::Bool(_)) => Some(Value::Bool(false)),
        (_, Value::Array(_)) => Some(json!([])),
        (_, Value::Object(fields)) => {
            let fields = fields
                .iter()
                .map(|(key, now)| Some((key.clone(), before(key, now, None)?)));
            fields.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        _ => None,
    }
}

fn step(key: &str, now: &Value, was: &Value) -> String {
    let short = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    };
    format!(
        "{}: {} -> {}",
        key.replace('_', " "),
        short(now),
        short(was)
    )
}
