//! Usage: counted while computes run, limited by quotas, and reset every month.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Neon, SCALE};

/// A new project whose compute has just started: the paths of the project, its branch and its compute.
async fn started(neon: &Neon) -> [String; 3] {
    let size = json!({ "autoscaling_limit_min_cu": 1, "autoscaling_limit_max_cu": 2 });
    let fields = json!({ "name": "used", "org_id": SCALE, "default_endpoint_settings": size });
    let body = json!({ "project": fields });
    let made = neon.post("/projects", body).await.is(201);
    let project = format!("/projects/{}", made.text("/project/id"));
    let branch = format!("{project}/branches/{}", made.text("/branch/id"));
    let compute = format!("{project}/endpoints/{}", made.text("/endpoints/0/id"));
    // create_timeline and start_compute.
    neon.pass(Duration::from_millis(3_900));
    [project, branch, compute]
}

async fn counters(neon: &Neon, path: &str, of: &str) -> [Value; 2] {
    let found = neon.get(path).await.is(200);
    ["active_time_seconds", "compute_time_seconds"].map(|name| found.body[of][name].clone())
}

#[tokio::test]
async fn computes_are_counted_while_they_run_and_through_a_resize() {
    let neon = Neon::start().await;
    let [project, branch, compute] = started(&neon).await;
    assert_eq!(counters(&neon, &project, "project").await, [0, 0]);
    neon.pass(Duration::from_secs(6));
    assert_eq!(counters(&neon, &project, "project").await, [6, 6]);
    let size = json!({ "autoscaling_limit_min_cu": 2, "autoscaling_limit_max_cu": 2 });
    let resized = neon
        .patch(&compute, json!({ "endpoint": size }))
        .await
        .is(200);
    assert_eq!(resized.all("operations", "action"), ["apply_config"]);
    neon.pass(Duration::from_millis(300));
    assert_eq!(counters(&neon, &project, "project").await, [6, 6]);
    neon.pass(Duration::from_secs(10));
    neon.post(&format!("{compute}/suspend"), None).await.is(200);
    neon.settle();
    for (path, of) in [(&project, "project"), (&branch, "branch")] {
        assert_eq!(counters(&neon, path, of).await, [16, 26], "{of}");
    }
}

#[tokio::test]
async fn a_quota_that_runs_out_suspends_computes_until_the_month_ends() {
    let neon = Neon::start().await;
    let [project, branch, compute] = started(&neon).await;
    let quota = json!({ "project": { "settings": { "quota": { "compute_time_seconds": 60 } } } });
    let updated = neon.patch(&project, quota).await.is(200);
    assert_eq!(updated.body["operations"], json!([]));
    neon.pass(Duration::from_secs(59));
    let running = neon.get(&compute).await;
    assert_eq!(running.text("/endpoint/current_state"), "active");
    neon.pass(Duration::from_secs(30));
    let down = neon.get(&compute).await;
    assert_eq!(down.text("/endpoint/current_state"), "idle");
    let history = neon.get(&format!("{project}/operations")).await;
    assert_eq!(history.text("/operations/0/action"), "suspend_compute");
    assert_eq!(counters(&neon, &project, "project").await, [60, 60]);
    let start = format!("{compute}/start");
    let refused = neon.post(&start, None).await.is(422);
    assert!(refused.message().contains("compute_time_seconds quota"));
    let role = json!({ "role": { "name": "sleeper" } });
    let made = neon.post(&format!("{branch}/roles"), role).await.is(201);
    assert_eq!(made.all("operations", "action"), ["apply_config"]);
    neon.settle();
    assert_eq!(
        neon.get(&compute).await.text("/endpoint/current_state"),
        "idle"
    );
    neon.pass(Duration::from_secs(11 * 86_400));
    assert_eq!(counters(&neon, &project, "project").await, [0, 0]);
    assert_eq!(counters(&neon, &branch, "branch").await, [0, 0]);
    neon.post(&start, None).await.is(200);
}

#[tokio::test]
async fn a_quota_of_written_or_sent_data_runs_out_while_a_compute_runs() {
    for name in ["written_data_bytes", "data_transfer_bytes"] {
        let neon = Neon::start().await;
        let [project, _, compute] = started(&neon).await;
        neon.pass(Duration::from_secs(20));
        let used = neon.get(&project).await.body["project"][name].as_i64();
        let used = used.filter(|used| *used > 0).unwrap();
        let quota = json!({ "project": { "settings": { "quota": { name: 2 * used } } } });
        neon.patch(&project, quota).await.is(200);
        neon.pass(Duration::from_secs(19));
        let running = neon.get(&compute).await;
        assert_eq!(running.text("/endpoint/current_state"), "active", "{name}");
        neon.pass(Duration::from_secs(30));
        let down = neon.get(&compute).await;
        assert_eq!(down.text("/endpoint/current_state"), "idle", "{name}");
        let refused = neon.post(&format!("{compute}/start"), None).await.is(422);
        assert!(refused.message().contains(name));
        let counted = &neon.get(&project).await.body["project"][name];
        assert_eq!(counted.as_i64(), Some(2 * used), "{name}");
    }
}
