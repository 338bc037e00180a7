//! Reading branches.

use indexmap::IndexMap;
use serde_json::json;

use crate::emulator::{
    branches::{Annotation, Branch},
    page::Sorting,
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /projects/{project_id}/branches`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let sorting = Sorting::read(
        call,
        &["name", "created_at", "updated_at"],
        "updated_at",
        10_000,
    )?;
    let include_deleted = call.query.flag("include_deleted")?.unwrap_or(false);
    let search = call.query.get("search").unwrap_or_default().to_lowercase();
    let scope = world.project_scope(call)?;
    let deleted = scope
        .project
        .attic
        .iter()
        .map(|entry| &entry.branch)
        .filter(|_| include_deleted);
    let found: Vec<&Branch> = scope
        .project
        .branches
        .values()
        .chain(deleted)
        .filter(|branch| branch.matches(&search))
        .collect();
    let key = |branch: &&Branch| match sorting.by {
        "name" => branch.name.clone(),
        "created_at" => branch.created_at.micros(),
        _ => branch.updated_at.micros(),
    };
    let page = sorting.page(found, key, |branch| branch.id.as_str())?;
    let annotated = page
        .items
        .iter()
        .filter_map(|branch| Some((branch.id.as_str(), branch.annotation.as_ref()?)));
    let annotations: IndexMap<&str, &Annotation> = annotated.collect();
    Reply::ok(json!({
        "branches": page.items,
        "annotations": annotations,
        "pagination": page.pagination,
    }))
}

/// `GET /projects/{project_id}/branches/count`: `search` matches the name.
pub fn count(world: &mut World, call: &Call) -> Answer {
    let search = call.query.get("search").unwrap_or_default().to_lowercase();
    let scope = world.project_scope(call)?;
    let matches = |branch: &&Branch| branch.name.to_lowercase().contains(&search);
    Reply::ok(json!({ "count": scope.project.branches.values().filter(matches).count() }))
}

/// `GET /projects/{project_id}/branches/{branch_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let branch = scope.branch()?;
    Reply::ok(json!({ "branch": branch, "annotation": branch.annotation_or_empty() }))
}
