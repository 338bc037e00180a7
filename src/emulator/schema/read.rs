//! Reading a schema, and comparing two.

use serde_json::json;

use crate::emulator::{
    branches::Branch,
    error::Refusal,
    projects::Project,
    request::{Answer, Call, Reply},
    schema::{ddl::Tables, diff, dump},
    state::World,
    time::Time,
};

/// The names of the query parameters for a point in time.
struct PointNames {
    lsn: &'static str,
    timestamp: &'static str,
}

const HERE: PointNames = PointNames {
    lsn: "lsn",
    timestamp: "timestamp",
};
const BASE: PointNames = PointNames {
    lsn: "base_lsn",
    timestamp: "base_timestamp",
};

/// A database at a point in its history.
struct Found<'a> {
    tables: Tables,
    owner: &'a str,
}

impl Found<'_> {
    fn sql(&self) -> String {
        dump::sql(&self.tables, self.owner)
    }
}

fn find<'a>(
    project: &Project,
    branch: &'a Branch,
    call: &Call,
    names: &PointNames,
) -> Result<Found<'a>, Refusal> {
    branch.must_be_usable()?;
    let database = branch.database(call.query.required("db_name")?)?;
    let (lsn, timestamp) = (call.query.get(names.lsn), call.query.get(names.timestamp));
    let at: Time = project.point(branch, lsn, timestamp, call.time())?.time;
    if database.created_at > at {
        return Err(Refusal::not_found("database"));
    }
    let schema = branch.schemas.get(&database.name);
    Ok(Found {
        tables: schema
            .map(|schema| schema.as_of(at).tables())
            .unwrap_or_default(),
        owner: &database.owner_name,
    })
}

/// `GET …/branches/{branch_id}/schema`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let format = call.query.choice("format", &["sql", "json"])?;
    call.query.required("db_name")?;
    let scope = world.project_scope(call)?;
    let found = find(scope.project, scope.branch()?, call, &HERE)?;
    Reply::ok(match format {
        Some("json") => json!({ "json": dump::json(&found.tables) }),
        _ => json!({ "sql": found.sql() }),
    })
}

/// `GET …/branches/{branch_id}/compare_schema`: from the base branch, by default the parent, to this one.
pub fn compare(world: &mut World, call: &Call) -> Answer {
    let name = call.query.required("db_name")?;
    let scope = world.project_scope(call)?;
    let branch = scope.branch()?;
    let base = call.query.get("base_branch_id").map(Into::into);
    let base = base.or_else(|| branch.parent_id.clone()).ok_or_else(|| {
        Refusal::bad_request("base_branch_id is required for a branch without a parent")
    })?;
    let new = find(scope.project, branch, call, &HERE)?;
    let old = find(scope.project, scope.project.branch(&base)?, call, &BASE)?;
    Reply::ok(json!({ "diff": diff::unified(name, &old.sql(), &new.sql()) }))
}
