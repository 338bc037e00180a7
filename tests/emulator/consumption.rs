//! Consumption history.

use std::time::Duration;

use lazyneon::emulator::Options;
use serde_json::{Value, json};

use crate::harness::{FOREIGN, FREE, Neon, SCALE, STOREFRONT};

const MONTH: &str = "from=2026-10-21T00:00:00Z&to=2026-11-20T10:30:00Z&granularity=daily";
const COMPUTE: &str = "metrics=compute_unit_seconds";

fn projects(query: &str) -> String {
    format!("/consumption_history/v2/projects?org_id={SCALE}&{query}")
}

fn frames(project: &Value) -> Vec<&Value> {
    let periods = project["periods"].as_array().unwrap();
    periods
        .iter()
        .flat_map(|period| period["consumption"].as_array().unwrap())
        .collect()
}

#[tokio::test]
async fn a_month_of_days_ends_today_and_falls_into_two_periods() {
    let neon = Neon::start().await;
    let path = projects(&format!(
        "{MONTH}&{COMPUTE},snapshot_storage_bytes_month&project_ids=hidden-river-50598307"
    ));
    let reply = neon.get(&path).await.is(200);
    let storefront = &reply.body["projects"][0];
    let periods = storefront["periods"].as_array().unwrap();
    assert_eq!(periods.len(), 2);
    assert_eq!(periods[0]["period_end"], "2026-11-01T00:00:00Z");
    assert!(periods[1].get("period_end").is_none());
    assert_eq!(periods[1]["period_plan"], "scale_v3");
    let days = frames(storefront);
    assert_eq!(days.len(), 31);
    assert_eq!(days[0]["timeframe_start"], "2026-10-21T00:00:00Z");
    let used: Vec<i64> = days
        .iter()
        .map(|day| day["metrics"][0]["value"].as_i64().unwrap())
        .collect();
    assert!(used.iter().all(|value| *value > 50_000), "{used:?}");
    assert!(days[30]["metrics"][1]["value"].as_i64().unwrap() > 0);
    assert_eq!(neon.get(&path).await.body, reply.body, "always the same");
}

#[tokio::test]
async fn hours_add_up_to_their_day() {
    let neon = Neon::start().await;
    let of = |granularity: &str| {
        projects(&format!(
            "from=2026-11-18T00:00:00Z&to=2026-11-19T00:00:00Z&granularity={granularity}&{COMPUTE}&project_ids=hidden-river-50598307"
        ))
    };
    let sum = |reply: &Value| -> i64 {
        let frames = frames(&reply["projects"][0]);
        frames
            .iter()
            .map(|frame| frame["metrics"][0]["value"].as_i64().unwrap())
            .sum()
    };
    let day = neon.get(&of("daily")).await.is(200);
    let hours = neon.get(&of("hourly")).await.is(200);
    assert_eq!(frames(&hours.body["projects"][0]).len(), 24);
    assert!((sum(&day.body) - sum(&hours.body)).abs() <= 24);
}

#[tokio::test]
async fn projects_page_from_the_newest() {
    let neon = Neon::start().await;
    let query = format!("{MONTH}&{COMPUTE}");
    let all = neon
        .get(&projects(&format!("{query}&limit=100")))
        .await
        .is(200);
    let all = all.all("projects", "project_id");
    assert_eq!(all.first(), Some(&"lucky-lake-61902845"));
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = neon
            .get(&projects(&format!("{query}&limit=4{cursor}")))
            .await
            .is(200);
        let ids = page.all("projects", "project_id");
        if ids.is_empty() {
            break;
        }
        paged.extend(ids.into_iter().map(str::to_owned));
        cursor = format!("&cursor={}", page.text("/pagination/cursor"));
    }
    assert_eq!(paged, all);
}

#[tokio::test]
async fn branches_share_what_their_project_used() {
    let neon = Neon::start().await;
    let query = format!("{MONTH}&{COMPUTE}&project_ids=hidden-river-50598307");
    let path =
        |more: &str| format!("/consumption_history/v2/branches?org_id={SCALE}&{query}{more}");
    let all = neon.get(&path("")).await.is(200);
    let branches = all.all("branches", "branch_id");
    assert!(branches.is_sorted() && branches.len() >= 9);
    let production = neon
        .get(&path("&branch_ids=br-long-feather-adpbgzlx"))
        .await
        .is(200);
    assert_eq!(production.all("branches", "branch_id").len(), 1);
    let first = neon.get(&path("&limit=2")).await.is(200);
    let cursor = first.text("/pagination/cursor").replace('/', "%2F");
    let second = neon
        .get(&path(&format!("&limit=2&cursor={cursor}")))
        .await
        .is(200);
    assert_eq!(second.all("branches", "branch_id"), branches[2..4]);
}

#[tokio::test]
async fn the_first_version_has_fixed_fields() {
    let neon = Neon::start().await;
    let path = format!(
        "/consumption_history/projects?org_id={SCALE}&{MONTH}&metrics=logical_size_bytes&limit=1"
    );
    let reply = neon.get(&path).await.is(200);
    let day = frames(&reply.body["projects"][0])[3];
    assert!(day["active_time_seconds"].as_i64().unwrap() > 0);
    assert!(day["logical_size_bytes"].as_i64().unwrap() > 0);
    assert!(day.get("data_storage_bytes_hour").is_none());
    // Without an organization, it covers all projects with a history.
    let all = format!("/consumption_history/projects?{MONTH}&include_v1_metrics=true&limit=100");
    let all = neon.get(&all).await.is(200);
    let ids = all.all("projects", "project_id");
    assert!(ids.contains(&"hidden-river-50598307") && !ids.contains(&"old-fire-32990194"));
    let day = frames(&all.body["projects"][0])[30];
    assert!(day.get("data_storage_bytes_hour").is_some());
}

#[tokio::test]
async fn what_a_new_project_uses_is_recorded_by_the_hour() {
    let neon = Neon::start().await;
    let size = json!({ "autoscaling_limit_min_cu": 1, "autoscaling_limit_max_cu": 1 });
    let never = json!({ "name": "new", "org_id": SCALE, "default_endpoint_settings": size });
    let made = neon.post("/projects", json!({ "project": never })).await;
    let id = made.is(201).text("/project/id").to_owned();
    // create_timeline and start_compute.
    neon.pass(Duration::from_millis(3_900));
    let base = format!("/projects/{id}/endpoints");
    let compute = neon.get(&base).await.text("/endpoints/0/id").to_owned();
    let awake = json!({ "endpoint": { "suspend_timeout_seconds": -1 } });
    neon.patch(&format!("{base}/{compute}"), awake)
        .await
        .is(200);
    neon.pass(Duration::from_secs(3_600));
    let query = format!(
        "from=2026-11-20T10:00:00Z&to=2026-11-20T12:00:00Z&granularity=hourly&{COMPUTE}&project_ids={id}"
    );
    let reply = neon.get(&projects(&query)).await.is(200);
    let hours = frames(&reply.body["projects"][0]);
    let used: Vec<i64> = hours
        .iter()
        .map(|hour| hour["metrics"][0]["value"].as_i64().unwrap())
        .collect();
    // It started at 10:30:03.9.
    assert_eq!(used, [1_797, 1_803]);
}

#[tokio::test]
async fn requests_are_judged() {
    let neon = Neon::start().await;
    for (query, status) in [
        (MONTH.to_owned(), 400),
        (format!("{MONTH}&metrics=joy"), 400),
        (
            format!("{COMPUTE}&granularity=daily&from=2026-11-01T00:00:00Z"),
            400,
        ),
        (
            format!(
                "{COMPUTE}&granularity=yearly&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z"
            ),
            400,
        ),
        (
            format!(
                "{COMPUTE}&granularity=daily&from=2026-11-09T00:00:00Z&to=2026-11-02T00:00:00Z"
            ),
            406,
        ),
        (
            format!(
                "{COMPUTE}&granularity=daily&from=2026-08-09T00:00:00Z&to=2026-11-02T00:00:00Z"
            ),
            406,
        ),
        (
            format!(
                "{COMPUTE}&granularity=hourly&from=2026-11-09T00:00:00Z&to=2026-11-12T00:00:00Z"
            ),
            406,
        ),
        (
            format!(
                "{COMPUTE}&granularity=monthly&from=2024-01-01T00:00:00Z&to=2026-11-12T00:00:00Z"
            ),
            406,
        ),
        (
            format!("{COMPUTE}&granularity=daily&from=never&to=2026-11-12T00:00:00Z"),
            400,
        ),
        (format!("{MONTH}&{COMPUTE}&limit=101"), 400),
        (format!("{MONTH}&{COMPUTE}&cursor=nobody"), 400),
        (
            format!("{MONTH}&{COMPUTE}&project_ids=old-fire-32990194"),
            404,
        ),
    ] {
        let answer = neon.get(&projects(&query)).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.body);
    }
}

#[tokio::test]
async fn other_organizations_and_free_ones_have_no_history() {
    let neon = Neon::start().await;
    for (path, status) in [
        (
            format!("/consumption_history/v2/projects?{MONTH}&{COMPUTE}"),
            400,
        ),
        (
            format!("/consumption_history/v2/projects?org_id={FOREIGN}&{MONTH}&{COMPUTE}"),
            404,
        ),
        (
            format!("/consumption_history/v2/projects?org_id={FREE}&{MONTH}&{COMPUTE}"),
            403,
        ),
        (
            format!("/consumption_history/v2/branches?org_id={SCALE}&{MONTH}&{COMPUTE}"),
            400,
        ),
        (
            format!(
                "/consumption_history/v2/branches?org_id={SCALE}&{MONTH}&metrics=extra_branches_month"
            ),
            400,
        ),
    ] {
        neon.get(&path).await.is(status);
    }
}

#[tokio::test]
async fn thirty_requests_a_minute_are_enough() {
    let neon = Neon::with(Options::default()).await;
    let path = projects(&format!("{MONTH}&{COMPUTE}&limit=1"));
    for _ in 0..30 {
        neon.get(&path).await.is(200);
    }
    let refused = neon.get(&path).await.is(429);
    assert_eq!(refused.headers["retry-after"], "2");
}

#[tokio::test]
async fn a_fleet_has_a_history_too() {
    let neon = Neon::with(Options {
        projects: Some(100_000),
        rate_limit: false,
        ..Options::default()
    })
    .await;
    let page = neon
        .get(&projects(&format!("{MONTH}&{COMPUTE}&limit=20")))
        .await
        .is(200);
    assert_eq!(page.all("projects", "project_id").len(), 20);
}

/// Counters of a project in the order of the consumption history's fields.
const COUNTERS: [&str; 4] = [
    "active_time_seconds",
    "compute_time_seconds",
    "written_data_bytes",
    "data_storage_bytes_hour",
];

/// The counters of each project of the organization, which must be what its history says of this billing period.
async fn counted(neon: &Neon, period: &str) -> Vec<(String, [i64; 4])> {
    let reply = neon
        .get(&format!(
            "/consumption_history/projects?org_id={SCALE}&{period}&limit=100&metrics=data_storage_bytes_hour"
        ))
        .await
        .is(200);
    let mut all = Vec::new();
    for project in reply.body["projects"].as_array().unwrap() {
        let id = project["project_id"].as_str().unwrap();
        let frames = frames(project);
        let full = neon.get(&format!("/projects/{id}")).await.is(200);
        let counted = COUNTERS.map(|name| {
            let sum: i64 = frames
                .iter()
                .map(|frame| frame[name].as_i64().unwrap())
                .sum();
            let counted = full.body["project"][name].as_i64().unwrap();
            // Each of the days is rounded.
            let near = (sum - counted).abs() <= 31.max(counted / 1_000_000);
            assert!(near, "{id}: {name} is {counted}, in the history {sum}");
            counted
        });
        all.push((id.to_owned(), counted));
    }
    all
}

#[tokio::test]
async fn the_counters_of_a_project_are_the_consumption_of_its_period() {
    let neon = Neon::start().await;
    let day = "granularity=daily&from=2026-11-01T00:00:00Z";
    let before = counted(&neon, &format!("{day}&to=2026-11-20T10:30:00Z")).await;
    assert!(before.len() > 5);
    neon.pass(Duration::from_secs(4 * 86_400 + 1_234));
    let branch = format!("{STOREFRONT}/branches/br-quiet-leaf-ad0x1y2z");
    neon.delete(&branch).await.is(200);
    neon.settle();
    let after = counted(&neon, &format!("{day}&to=2026-11-24T11:00:00Z")).await;
    let mut ran = 0;
    for ((id, before), (_, after)) in before.iter().zip(&after) {
        assert!(before[3] < after[3], "the storage of {id} is not counted");
        let writes = before[2] < after[2];
        assert_eq!(before[0] < after[0], writes, "{id}");
        ran += u32::from(writes);
    }
    assert!(ran > 0);
    neon.pass(Duration::from_secs(9 * 86_400));
    let next = "granularity=hourly&from=2026-12-01T00:00:00Z&to=2026-12-03T12:00:00Z";
    for ((id, before), (_, next)) in after.iter().zip(counted(&neon, next).await) {
        assert!(next[3] > 0 && next[3] < before[3], "{id}");
    }
}

#[tokio::test]
async fn no_period_was_over_before_the_project_existed() {
    let neon = Neon::start().await;
    let body = json!({ "project": { "name": "new", "org_id": SCALE } });
    let created = neon.post("/projects", body).await.is(201).body;
    let id = created["project"]["id"].as_str().unwrap();
    let path = projects(&format!("{MONTH}&{COMPUTE}&project_ids={id}"));
    let reply = neon.get(&path).await.is(200);
    let periods = reply.body["projects"][0]["periods"].as_array().unwrap();
    assert_eq!(periods.len(), 1);
    assert_eq!(periods[0]["period_start"], "2026-11-01T00:00:00Z");
}
