//! Asking the advisors.

use serde_json::json;

use super::{Category, Issue, Level};
use crate::emulator::{
    data_api::handlers::is_off,
    error::Refusal,
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /projects/{project_id}/advisors`: needs the Data API.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let query = &call.query;
    let category = match query.choice("category", &["SECURITY", "PERFORMANCE"])? {
        Some("SECURITY") => Some(Category::Security),
        Some(_) => Some(Category::Performance),
        None => None,
    };
    let least = match query.choice("min_severity", &["INFO", "WARN", "ERROR"])? {
        Some("ERROR") => Level::Error,
        Some("WARN") => Level::Warn,
        _ => Level::Info,
    };
    let scope = world.project_scope(call)?;
    let branch = match query.get("branch_id") {
        Some(id) => scope.project.branch(id)?,
        None => {
            let missing = || Refusal::not_found("branch");
            scope.project.default_branch().ok_or_else(missing)?
        }
    };
    branch.must_be_usable()?;
    if branch.data_apis.is_empty() {
        return Err(is_off());
    }
    let name = match (query.get("database_name"), branch.databases.as_slice()) {
        (None, [only]) => only.name.as_str(),
        (Some(name), _) => branch.database(name)?.name.as_str(),
        (None, _) => query.required("database_name")?,
    };
    if !branch.data_apis.contains_key(name) {
        return Err(is_off());
    }
    let is_wanted = |issue: &&Issue| {
        issue.level >= least && category.is_none_or(|category| issue.categories.contains(&category))
    };
    let issues = branch.issues.get(name).into_iter().flatten();
    let issues: Vec<&Issue> = issues.filter(is_wanted).collect();
    Reply::ok(json!({ "issues": issues }))
}
