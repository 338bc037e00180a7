//! Reading a schema, and comparing two.

use serde_json::{Value, json};

use crate::emulator::{
    branches::{Branch, Point},
    error::Refusal,
    projects::Project,
    readings::{Reading, TablesOf},
    request::{Answer, Call, Reply},
    schema::{ddl::Tables, diff, dump},
    state::World,
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
    /// The question for its real server, if it has one.
    real: Option<TablesOf>,
}

impl Found<'_> {
    fn sql(&self) -> String {
        dump::sql(&self.tables, self.owner)
    }
}

/// What a real server is to be asked.
fn question(branch: &Branch, database: &str, point: Point) -> TablesOf {
    let described = branch.databases.iter().filter_map(|database| {
        let schema = branch.schemas.get(&database.name)?.as_of(point.time);
        Some((database.name.clone(), schema.script(&database.owner_name)?))
    });
    TablesOf {
        branch: branch.id.clone(),
        source: branch.contents.at(point.past()),
        database: database.to_owned(),
        described: described.collect(),
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
    let point = project.point(branch, lsn, timestamp, call.time())?;
    let at = point.time;
    if database.created_at > at {
        return Err(Refusal::not_found("database"));
    }
    let schema = branch.schemas.get(&database.name);
    Ok(Found {
        tables: schema
            .map(|schema| schema.as_of(at).tables())
            .unwrap_or_default(),
        owner: &database.owner_name,
        real: project
            .hosts
            .are_real()
            .then(|| question(branch, &database.name, point)),
    })
}

/// `GET …/branches/{branch_id}/schema`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let format = call.query.choice("format", &["sql", "json"])?;
    call.query.required("db_name")?;
    let scope = world.project_scope(call)?;
    let found = find(scope.project, scope.branch()?, call, &HERE)?;
    if let Some(real) = found.real {
        return Reply::read(match format {
            Some("json") => Reading::Json(real),
            _ => Reading::Script(real),
        });
    }
    match format {
        Some("json") => tables(&dump::json(&found.tables)),
        _ => script(&found.sql()),
    }
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
    let described = [old.sql(), new.sql()];
    if let (Some(old), Some(new)) = (old.real, new.real) {
        let (name, sides) = (name.to_owned(), Box::new([old, new]));
        return Reply::read(Reading::Difference { name, sides });
    }
    let [old, new] = &described;
    difference(name, old, new)
}

/// The answer with the tables of a database, as a script.
pub fn script(sql: &str) -> Answer {
    Reply::ok(json!({ "sql": sql }))
}

/// The same as JSON.
pub fn tables(json: &Value) -> Answer {
    Reply::ok(json!({ "json": json }))
}

/// The answer with the difference of two scripts.
pub fn difference(name: &str, old: &str, new: &str) -> Answer {
    Reply::ok(json!({ "diff": diff::unified(name, old, new) }))
}
