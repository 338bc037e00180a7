//! What a row of the activity says: what was done, and to what.

use super::{Fold, Row};
use crate::{
    api::types::{EndpointId, Operation},
    changes::{called, compute},
    kinds,
    neon::Neon,
    store::target::Target,
    ui::text::clean,
};

/// "restore branch": what the user has requested, else what the operations do.
pub fn what(row: &Row<'_>) -> String {
    if matches!(row.fold, Fold::Step { .. }) {
        return clean(&row.chain.words()).into_owned();
    }
    match (row.cause, row.logged) {
        (Some(cause), _) => {
            let change = &cause.change;
            format!("{} {}", change.verb.plain, change.target.noun())
        }
        (None, Some(logged)) => clean(&logged.what).into_owned(),
        (None, None) => clean(&row.chain.words()).into_owned(),
    }
}

/// What it concerns, and a shorter name if there is not enough room: if that is not a compute, what was changed, else
/// the branch of the operation and, if that has several computes, which of them.
pub fn name(row: &Row<'_>, neon: &Neon) -> (String, String) {
    let change = row.cause.map(|cause| &cause.change);
    let change = change.filter(|change| !matches!(change.target, Target::Endpoint(..)));
    let logged = row.logged.filter(|logged| logged.compute.is_none());
    let name = match (change, logged) {
        (Some(change), _) => called::now(neon, change),
        (None, Some(logged)) if row.cause.is_none() => logged.name.clone(),
        (None, _) => return name_of(row.chain.first, neon),
    };
    let name = clean(&name).into_owned();
    (name.clone(), name)
}

fn name_of(operation: &Operation, neon: &Neon) -> (String, String) {
    let store = &neon.store;
    let project = &operation.project_id;
    let branch = operation
        .branch_id
        .as_ref()
        .map(|id| store.branch_name(project, id).unwrap_or(id.as_str()));
    let known = |id: &EndpointId| store.endpoint(project, id);
    let one_of_several = operation
        .endpoint_id
        .as_ref()
        .and_then(known)
        .filter(|one| {
            let all = store.endpoints_of(project, &one.branch_id);
            all.take(2).count() > 1
        });
    if let Some(endpoint) = one_of_several {
        let whole = clean(&compute::name(neon, endpoint)).into_owned();
        let short = clean(&store.name(&compute::target(endpoint))).into_owned();
        return (whole, short);
    }
    let compute = operation.endpoint_id.as_ref().map(|id| id.as_str());
    let name = clean(branch.or(compute).unwrap_or_default()).into_owned();
    (name.clone(), name)
}

/// The columns that the filter can name.
pub const COLUMNS: &[&str] = &["what", "name", "state", "by", "error", "action", "id"];

/// The texts that the filter looks at, each with the name of its column.
pub fn texts(row: &Row<'_>, neon: &Neon) -> Vec<(&'static str, String)> {
    let operation = row.chain.decisive();
    let (name, _) = name(row, neon);
    let who = if row.is_yours() { "you" } else { "" };
    // What a time awake consists of is found by its words, too.
    let steps = row
        .chain
        .steps()
        .map(|step| kinds::operation::words(&step.action));
    let what = match row.chain.awake() {
        Some(_) => format!("{} {}", what(row), steps.collect::<Vec<_>>().join(" ")),
        None => what(row),
    };
    let actions = row.chain.steps().map(|step| step.action.as_str());
    vec![
        ("what", what),
        ("name", name),
        ("state", kinds::operation::state(operation).word.to_owned()),
        ("by", who.to_owned()),
        ("error", operation.error.clone().unwrap_or_default()),
        ("action", actions.collect::<Vec<_>>().join(" ")),
        ("id", operation.id.to_string()),
    ]
}
