//! Consumption history: what projects and branches have used, by hour, day or month.
//!
//! Branches of a seed have a pace (seconds per day with a running compute), from which [`pace`](super::pace) computes the usage in any
//! timeframe, always the same. For other branches usage is recorded by the hour. `request` reads the requests.

mod request;

use serde_json::{Value, json};

use super::{
    branches::Branch,
    error::Refusal,
    ids::{Mint, Text},
    pace::{Timeframe, Used},
    page,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    usage::billing_period,
};

use request::Request;

/// Metrics of the second version for both projects and branches.
const SHARED: [&str; 6] = [
    "compute_unit_seconds",
    "root_branch_bytes_month",
    "child_branch_bytes_month",
    "instant_restore_bytes_month",
    "public_network_transfer_bytes",
    "private_network_transfer_bytes",
];

/// Metrics of the second version for projects.
const OF_PROJECTS: [&str; 8] = {
    let [a, b, c, d, e, f] = SHARED;
    [
        a,
        b,
        c,
        d,
        e,
        f,
        "extra_branches_month",
        "snapshot_storage_bytes_month",
    ]
};

/// Metrics of the first version.
const FIRST_VERSION: [&str; 7] = [
    "active_time_seconds",
    "compute_time_seconds",
    "written_data_bytes",
    "synthetic_storage_size_bytes",
    "data_storage_bytes_hour",
    "logical_size_bytes",
    "logical_size_bytes_hour",
];

/// `GET /consumption_history/v2/projects`
pub fn projects(world: &mut World, call: &Call) -> Answer {
    let request = Request::read(world, call, &OF_PROJECTS, true)?;
    of_projects(world, call, &request, |used, _| request.metrics_of(used))
}

/// `GET /consumption_history/projects`: the first version, with fixed fields.
pub fn projects_v1(world: &mut World, call: &Call) -> Answer {
    let mut request = Request::read(world, call, &FIRST_VERSION, false)?;
    // Deprecated in favor of `metrics`.
    let more = call.query.flag("include_v1_metrics")? == Some(true);
    if more && request.metrics.is_empty() {
        request.metrics.push("data_storage_bytes_hour".to_owned());
    }
    of_projects(world, call, &request, |used, frame| {
        request.fields_of(&used, frame)
    })
}

/// A page of projects; `consumption` writes what they have used.
fn of_projects(
    world: &mut World,
    call: &Call,
    request: &Request,
    consumption: impl Fn(Used, &Timeframe) -> Value,
) -> Answer {
    let page = project_page(world, call, request)?;
    let frames = request.timeframes();
    let view = |project: &&Project| {
        let consumption = |frame: &Timeframe| consumption(Used::by_project(project, frame), frame);
        let plan = world.plan_of(project);
        let of = (&*project.id, project.created_at);
        let periods = periods(of, plan, &frames, call, consumption);
        json!({ "project_id": project.id, "periods": periods })
    };
    let page: Vec<&Project> = page
        .iter()
        .filter_map(|id| world.projects.get(id))
        .collect();
    let body = json!({ "projects": page.iter().map(view).collect::<Vec<_>>() });
    let cursor = page.last().map(|project| project.id.to_string());
    Reply::ok(page::with_cursor(body, cursor))
}

/// `GET /consumption_history/v2/branches`: of the given projects, ordered by project and branch.
pub fn branches(world: &mut World, call: &Call) -> Answer {
    let request = Request::read(world, call, &SHARED, true)?;
    let limit = page::limit(call, 1_000, 100)?;
    if request.project_ids.is_empty() {
        return Err(Refusal::bad_request("project_ids is required"));
    }
    let wanted = call.query.list("branch_ids");
    let mut branches: Vec<(&Project, &Branch)> = Vec::new();
    for id in &request.project_ids {
        world.bring_up_to_date(id, call);
    }
    for id in &request.project_ids {
        let project = world.project_of(id, &request)?;
        let listed = project.branches.values();
        branches.extend(
            listed
                .filter(|branch| wanted.is_empty() || wanted.contains(&branch.id.as_str()))
                .map(|branch| (project, branch)),
        );
    }
    let key = |(project, branch): &(&Project, &Branch)| format!("{}/{}", project.id, branch.id);
    branches.sort_by_cached_key(key);
    if let Some(cursor) = call.query.get("cursor") {
        branches.retain(|branch| key(branch).as_str() > cursor);
    }
    branches.truncate(limit);
    let frames = request.timeframes();
    let view = |(project, branch): &(&Project, &Branch)| {
        let consumption =
            |frame: &Timeframe| request.metrics_of(Used::by_branch(project, branch, frame));
        let plan = world.plan_of(project);
        let of = (&*branch.id, branch.created_at);
        let periods = periods(of, plan, &frames, call, consumption);
        json!({ "project_id": project.id, "branch_id": branch.id, "periods": periods })
    };
    let body = json!({ "branches": branches.iter().map(view).collect::<Vec<_>>() });
    Reply::ok(page::with_cursor(body, branches.last().map(key)))
}

/// The ids of a page of projects: the newest first, then those of the fleet.
fn project_page(world: &mut World, call: &Call, request: &Request) -> Result<Vec<Text>, Refusal> {
    let limit = page::limit(call, 100, 10)?;
    for id in &request.project_ids {
        world.bring_in(id);
        world.project_of(id, request)?;
    }
    let named = |id: &Text| request.project_ids.is_empty() || request.project_ids.contains(id);
    let owned = world.projects.values().filter(|project| {
        request.covers(&project.org_id) && project.deleted_at.is_none() && named(&project.id)
    });
    let all = request.project_ids.is_empty();
    let mut known: Vec<&Project> = owned
        .filter(|project| !all || !world.in_fleet(project))
        .collect();
    known.sort_by_key(|project| std::cmp::Reverse((project.created_at, project.id.clone())));
    let known = known.into_iter().map(|project| project.id.clone());
    let imagined = all && request.covers(&world.fleet.org_id);
    let imagined = imagined
        .then(|| world.fleet.numbers(0))
        .into_iter()
        .flatten();
    let mut ids = known.chain(imagined.map(|number| world.fleet.id(number)));
    if let Some(cursor) = call.query.get("cursor")
        && !ids.any(|id| id == cursor)
    {
        return Err(Refusal::bad_request("invalid cursor"));
    }
    let page: Vec<Text> = ids.take(limit).collect();
    for id in &page {
        world.bring_up_to_date(id, call);
    }
    Ok(page)
}

impl World {
    /// Counts the usage of a project until now.
    fn bring_up_to_date(&mut self, id: &str, call: &Call) {
        self.bring_in(id);
        if let Some(project) = self.projects.get_mut(id) {
            project.settle(call.time());
        }
    }

    /// A project covered by a request.
    fn project_of(&self, id: &str, request: &Request) -> Result<&Project, Refusal> {
        let found = self.projects.get(id);
        let covered = |project: &&Project| request.covers(&project.org_id);
        let found = found.filter(|project| covered(project) && project.deleted_at.is_none());
        found.ok_or_else(|| Refusal::not_found("project"))
    }

    /// The name of a project's plan.
    fn plan_of(&self, project: &Project) -> &'static str {
        let owner = self.organizations.get(&project.org_id);
        owner.map_or("", |org| org.plan.name)
    }
}

/// Timeframes by billing period, which are calendar months. There is none that was over before the thing existed.
fn periods(
    (of, created_at): (&str, Time),
    plan: &'static str,
    frames: &[Timeframe],
    call: &Call,
    consumption: impl Fn(&Timeframe) -> Value,
) -> Vec<Value> {
    let month = |frame: &Timeframe| billing_period(frame.start);
    let current = billing_period(call.time());
    frames
        .chunk_by(|one, next| month(one) == month(next))
        .filter_map(|frames| {
            let (start, end) = month(frames.first()?);
            if end <= created_at {
                return None;
            }
            let mut period = json!({
                "period_id": Mint::named(&format!("{of}/{start}")).uuid(),
                "period_plan": plan,
                "period_start": start,
            });
            let fields = period.as_object_mut()?;
            if (start, end) != current {
                fields.insert("period_end".to_owned(), json!(end));
            }
            let consumption: Vec<Value> = frames.iter().map(&consumption).collect();
            fields.insert("consumption".to_owned(), Value::from(consumption));
            Some(period)
        })
        .collect()
}

impl Request {
    fn metrics_of(&self, used: Used) -> Value {
        let value = |name: &String| json!({ "metric_name": name, "value": used.metric(name) });
        let metrics: Vec<Value> = self.metrics.iter().map(value).collect();
        json!({
            "timeframe_start": used.frame.start,
            "timeframe_end": used.frame.end,
            "metrics": metrics,
        })
    }

    /// The first four fields are always present.
    fn fields_of(&self, used: &Used, frame: &Timeframe) -> Value {
        let mut fields = json!({
            "timeframe_start": frame.start,
            "timeframe_end": frame.end,
            "active_time_seconds": used.usage.active_time_seconds(),
            "compute_time_seconds": used.usage.compute_time_seconds(),
            "written_data_bytes": used.usage.written_data_bytes(),
            "synthetic_storage_size_bytes": 0,
        });
        let stored_over_time = used.usage.data_storage_bytes_hour();
        let more = [
            ("data_storage_bytes_hour", stored_over_time),
            ("logical_size_bytes", used.stored_bytes() as i64),
            ("logical_size_bytes_hour", stored_over_time),
        ];
        if let Some(fields) = fields.as_object_mut() {
            let wanted = |name: &str| self.metrics.iter().any(|metric| metric == name);
            for (name, value) in more.into_iter().filter(|(name, _)| wanted(name)) {
                fields.insert(name.to_owned(), json!(value));
            }
        }
        fields
    }
}
