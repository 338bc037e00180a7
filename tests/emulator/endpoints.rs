//! Computes: their states, sizes and limits.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Neon, PLAYGROUND, STOREFRONT};

const MAYA: &str = "/projects/hidden-river-50598307/endpoints/ep-raspy-glade-ad8e3gvy";
const STAGING: &str = "/projects/hidden-river-50598307/endpoints/ep-ancient-brook-ad5ea04d";

#[tokio::test]
async fn starting_takes_a_moment_and_locks_the_project() {
    let neon = Neon::start().await;
    let started = neon.post(&format!("{MAYA}/start"), None).await.is(200);
    assert_eq!(
        (
            started.text("/endpoint/current_state"),
            started.text("/endpoint/pending_state")
        ),
        ("idle", "active")
    );
    assert_eq!(started.all("operations", "status"), ["running"]);
    let locked = neon.post(&format!("{STAGING}/restart"), None).await.is(423);
    assert_eq!(
        locked.message(),
        "project already has running conflicting operations, scheduling of new ones is prohibited"
    );
    let suspend = neon.post(&format!("{MAYA}/suspend"), None).await.is(423);
    assert_eq!(
        suspend.message(),
        "endpoint is in some transitive state, could not suspend"
    );
    neon.pass(Duration::from_millis(900));
    let endpoint = neon.get(MAYA).await.is(200);
    assert_eq!(endpoint.text("/endpoint/current_state"), "active");
    assert!(endpoint.body["endpoint"].get("pending_state").is_none());
    assert!(endpoint.body["endpoint"].get("suspended_at").is_none());
}

#[tokio::test]
async fn suspending_and_restarting() {
    let neon = Neon::start().await;
    let restarted = neon.post(&format!("{STAGING}/restart"), None).await.is(200);
    assert_eq!(
        restarted.all("operations", "action"),
        ["suspend_compute", "start_compute"]
    );
    assert_eq!(
        restarted.all("operations", "status"),
        ["running", "scheduling"]
    );
    assert_eq!(
        (
            restarted.text("/endpoint/current_state"),
            restarted.text("/endpoint/pending_state")
        ),
        ("active", "active")
    );
    neon.pass(Duration::from_millis(500));
    let half = neon.get(STAGING).await;
    assert_eq!(
        (
            half.text("/endpoint/current_state"),
            half.text("/endpoint/pending_state")
        ),
        ("idle", "active")
    );
    neon.settle();
    let suspended = neon.post(&format!("{STAGING}/suspend"), None).await.is(200);
    assert_eq!(
        (
            suspended.text("/endpoint/current_state"),
            suspended.text("/endpoint/pending_state")
        ),
        ("active", "idle")
    );
    neon.settle();
    neon.post(&format!("{STAGING}/restart"), None).await.is(422);
    let again = neon.post(&format!("{STAGING}/suspend"), None).await.is(200);
    assert_eq!(again.body["operations"], json!([]));
}

#[tokio::test]
async fn an_unused_compute_goes_idle_and_says_so_in_the_history() {
    let neon = Neon::start().await;
    neon.post(&format!("{MAYA}/start"), None).await.is(200);
    neon.pass(Duration::from_secs(299));
    assert_eq!(
        neon.get(MAYA).await.text("/endpoint/current_state"),
        "active"
    );
    neon.pass(Duration::from_secs(3));
    assert_eq!(neon.get(MAYA).await.text("/endpoint/current_state"), "idle");
    let operations = neon
        .get(&format!("{STOREFRONT}/operations?limit=1"))
        .await
        .is(200);
    assert_eq!(operations.text("/operations/0/action"), "suspend_compute");
    assert_eq!(
        operations.text("/operations/0/endpoint_id"),
        "ep-raspy-glade-ad8e3gvy"
    );
}

#[tokio::test]
async fn a_connected_compute_stays_awake() {
    let neon = Neon::start().await;
    neon.pass(Duration::from_secs(86_400));
    let staging = neon.get(STAGING).await;
    assert_eq!(staging.text("/endpoint/current_state"), "active");
    assert_eq!(
        staging.text("/endpoint/last_active"),
        "2026-11-21T10:30:00Z"
    );
}

#[tokio::test]
async fn resizing_restarts_an_active_compute_only() {
    let neon = Neon::start().await;
    let size =
        json!({ "endpoint": { "autoscaling_limit_min_cu": 1, "autoscaling_limit_max_cu": 4 } });
    let idle = neon.patch(MAYA, size.clone()).await.is(200);
    assert_eq!(idle.body["operations"], json!([]));
    assert_eq!(idle.body["endpoint"]["autoscaling_limit_max_cu"], json!(4));
    let active = neon.patch(STAGING, size).await.is(200);
    assert_eq!(active.all("operations", "action"), ["apply_config"]);
    neon.post(&format!("{STAGING}/suspend"), None).await.is(423);
    neon.settle();
    neon.post(&format!("{STAGING}/suspend"), None).await.is(200);
}

#[tokio::test]
async fn sizes_are_checked() {
    let neon = Neon::start().await;
    let playground = neon.get(&format!("{PLAYGROUND}/endpoints")).await;
    let free = format!(
        "{PLAYGROUND}/endpoints/{}",
        playground.text("/endpoints/0/id")
    );
    for (min, max, on_scale, on_free) in [
        (0.25, 2.0, 200, 200),
        (1.0, 9.0, 200, 422),
        (1.0, 10.0, 400, 400),
        (0.3, 2.0, 400, 400),
        (3.0, 2.0, 400, 400),
        (12.0, 18.0, 400, 400),
        (56.0, 56.0, 200, 422),
        (17.0, 17.0, 400, 400),
    ] {
        let body = json!({ "endpoint": { "autoscaling_limit_min_cu": min, "autoscaling_limit_max_cu": max } });
        assert_eq!(
            neon.patch(MAYA, body.clone()).await.status,
            on_scale,
            "{min}-{max}"
        );
        assert_eq!(neon.patch(&free, body).await.status, on_free, "{min}-{max}");
    }
}

#[tokio::test]
async fn the_suspend_timeout_is_checked_and_fixed_on_free() {
    let neon = Neon::start().await;
    let playground = neon.get(&format!("{PLAYGROUND}/endpoints")).await;
    let free = format!(
        "{PLAYGROUND}/endpoints/{}",
        playground.text("/endpoints/0/id")
    );
    for (seconds, status) in [
        (-1, 200),
        (0, 200),
        (60, 200),
        (604_800, 200),
        (59, 400),
        (-2, 400),
        (604_801, 400),
    ] {
        let body = json!({ "endpoint": { "suspend_timeout_seconds": seconds } });
        assert_eq!(neon.patch(MAYA, body).await.status, status, "{seconds}");
    }
    let refused = neon
        .patch(
            &free,
            json!({ "endpoint": { "suspend_timeout_seconds": 0 } }),
        )
        .await
        .is(422);
    assert_eq!(
        refused.message(),
        "suspend interval changing is not allowed for your account"
    );
}

#[tokio::test]
async fn a_disabled_compute_is_suspended_and_does_not_start() {
    let neon = Neon::start().await;
    let disabled = neon
        .patch(STAGING, json!({ "endpoint": { "disabled": true } }))
        .await
        .is(200);
    assert_eq!(disabled.all("operations", "action"), ["suspend_compute"]);
    neon.settle();
    assert_eq!(
        neon.get(STAGING).await.text("/endpoint/current_state"),
        "idle"
    );
    neon.post(&format!("{STAGING}/start"), None).await.is(422);
    neon.patch(
        STAGING,
        json!({ "endpoint": { "disabled": false, "name": "stage" } }),
    )
    .await
    .is(200);
    neon.post(&format!("{STAGING}/start"), None).await.is(200);
}

#[tokio::test]
async fn one_writer_per_branch_and_any_number_of_replicas() {
    let neon = Neon::start().await;
    let endpoints = format!("{STOREFRONT}/endpoints");
    let body = |kind: &str| json!({ "endpoint": { "branch_id": "br-super-wildflower-adniii9u", "type": kind } });
    neon.post(&endpoints, body("read_write")).await.is(422);
    let made = neon.post(&endpoints, body("read_only")).await.is(201);
    assert_eq!(
        (
            made.text("/endpoint/current_state"),
            made.text("/endpoint/pending_state")
        ),
        ("init", "active")
    );
    assert_eq!(made.all("operations", "action"), ["start_compute"]);
    neon.settle();
    let replica = format!("{endpoints}/{}", made.text("/endpoint/id"));
    let deleted = neon.delete(&replica).await.is(200);
    assert_eq!(deleted.all("operations", "action"), ["suspend_compute"]);
    neon.settle();
    neon.get(&replica).await.is(404);
    neon.delete(&replica).await.is(204);
    let production = format!("{endpoints}/ep-round-morning-adtpn2oc");
    neon.delete(&production).await.is(422);
}

#[tokio::test]
async fn starting_on_an_archived_branch_unarchives_it() {
    let neon = Neon::start().await;
    let branch = format!("{STOREFRONT}/branches/br-old-bird-ad9q8w7e");
    let endpoints = neon.get(&format!("{branch}/endpoints")).await.is(200);
    let start = format!(
        "{STOREFRONT}/endpoints/{}/start",
        endpoints.text("/endpoints/0/id")
    );
    let started = neon.post(&start, None).await.is(200);
    assert_eq!(
        started.all("operations", "action"),
        ["timeline_unarchive", "start_compute"]
    );
    neon.settle();
    assert_eq!(
        neon.get(&branch).await.text("/branch/current_state"),
        "ready"
    );
}

#[tokio::test]
async fn new_computes_are_counted_as_those_that_run() {
    let neon = Neon::start().await;
    let branches = format!("{STOREFRONT}/branches");
    let wanted = |count| json!({ "endpoints": vec![json!({ "type": "read_only" }); count] });
    let refused = neon.post(&branches, wanted(21)).await.is(422);
    assert_eq!(refused.text("/code"), "ACTIVE_ENDPOINTS_LIMIT_EXCEEDED");
    let made = neon.post(&branches, wanted(10)).await.is(201);
    neon.settle();
    let one = json!({ "endpoint": { "type": "read_only", "branch_id": made.text("/branch/id") } });
    let endpoints = format!("{STOREFRONT}/endpoints");
    let mut more = 10;
    let refused = loop {
        let answer = neon.post(&endpoints, one.clone()).await;
        neon.settle();
        match answer.status {
            201 => more += 1,
            _ => break answer.is(422),
        }
    };
    assert_eq!(refused.text("/code"), "ACTIVE_ENDPOINTS_LIMIT_EXCEEDED");
    assert!(more <= 20, "{more}");
}

#[tokio::test]
async fn a_new_branch_brings_no_more_replicas_than_the_plan_has() {
    let neon = Neon::start().await;
    let branches = format!("{PLAYGROUND}/branches");
    let wanted = |count| json!({ "endpoints": vec![json!({ "type": "read_only" }); count] });
    let refused = neon.post(&branches, wanted(4)).await.is(422);
    assert_eq!(refused.text("/code"), "READ_REPLICAS_LIMIT_EXCEEDED");
    neon.post(&branches, wanted(1)).await.is(201);
}

#[tokio::test]
async fn an_active_compute_is_suspended_on_its_way_out() {
    let neon = Neon::start().await;
    let leaving = neon.delete(STAGING).await.is(200);
    assert_eq!(leaving.text("/endpoint/current_state"), "active");
    assert_eq!(leaving.text("/endpoint/pending_state"), "idle");
    neon.settle();
    neon.get(STAGING).await.is(404);
}
