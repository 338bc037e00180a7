//! Projects: lists, settings, limits.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{FREE, Neon, PLAYGROUND, SCALE, STOREFRONT};

#[tokio::test]
async fn a_personal_key_must_name_an_organization() {
    let neon = Neon::start().await;
    let refused = neon.get("/projects").await.is(400);
    assert_eq!(
        refused.message(),
        "org_id is required, you can find it on your organization settings page"
    );
    neon.get("/projects?org_id=org-nobody-1").await.is(404);
}

#[tokio::test]
async fn the_page_size_is_ten_and_the_cursor_never_ends() {
    let neon = Neon::start().await;
    for n in 0..4 {
        let body = json!({ "project": { "name": format!("extra-{n}"), "org_id": SCALE } });
        neon.post("/projects", body).await.is(201);
    }
    let first = neon.get(&format!("/projects?org_id={SCALE}")).await.is(200);
    assert_eq!(first.all("projects", "id").len(), 10);
    let cursor = first.text("/pagination/cursor");
    assert_eq!(first.all("projects", "id").last(), Some(&cursor));
    let second = neon
        .get(&format!("/projects?org_id={SCALE}&cursor={cursor}"))
        .await
        .is(200);
    assert_eq!(
        second.all("projects", "name"),
        ["extra-1", "extra-2", "extra-3"]
    );
    let cursor = second.text("/pagination/cursor");
    let third = neon
        .get(&format!("/projects?org_id={SCALE}&cursor={cursor}"))
        .await
        .is(200);
    assert!(third.all("projects", "id").is_empty());
    for wrong in [
        "limit=0",
        "limit=401",
        "limit=x",
        "cursor=nothing",
        "recoverable=maybe",
        "timeout=5",
    ] {
        neon.get(&format!("/projects?org_id={SCALE}&{wrong}"))
            .await
            .is(400);
    }
}

#[tokio::test]
async fn search_takes_parts_of_names_and_ids() {
    let neon = Neon::start().await;
    for (search, names) in [
        ("STORE", vec!["storefront"]),
        ("50598307", vec!["storefront"]),
        ("%E5%9C%A8%E5%BA%AB", vec!["在庫管理"]),
        ("nothing-like-it", vec![]),
    ] {
        let found = neon
            .get(&format!(
                "/projects?org_id={SCALE}&limit=100&search={search}"
            ))
            .await
            .is(200);
        assert_eq!(found.all("projects", "name"), names, "{search}");
    }
}

#[tokio::test]
async fn shared_and_deleted_projects_have_lists_of_their_own() {
    let neon = Neon::start().await;
    let shared = neon.get("/projects/shared").await.is(200);
    assert_eq!(shared.all("projects", "name"), ["fjord-telemetry"]);
    let deleted = neon
        .get(&format!("/projects?org_id={SCALE}&recoverable=true"))
        .await
        .is(200);
    assert_eq!(deleted.all("projects", "name"), ["old-landing-page"]);
    neon.get("/projects/polished-hat-52093311").await.is(404);
    neon.post("/projects/polished-hat-52093311/recover", None)
        .await
        .is(200);
    neon.get("/projects/polished-hat-52093311").await.is(200);
    neon.post("/projects/polished-hat-52093311/recover", None)
        .await
        .is(404);
}

#[tokio::test]
async fn a_deleted_project_is_gone_after_a_week() {
    let neon = Neon::start().await;
    neon.pass(Duration::from_secs(6 * 86_400));
    neon.post("/projects/polished-hat-52093311/recover", None)
        .await
        .is(404);
}

#[tokio::test]
async fn renaming_takes_no_operation() {
    let neon = Neon::start().await;
    let renamed = neon
        .patch(STOREFRONT, json!({ "project": { "name": "shop" } }))
        .await
        .is(200);
    assert_eq!(
        (renamed.text("/project/name"), &renamed.body["operations"]),
        ("shop", &json!([]))
    );
    assert_eq!(neon.get(STOREFRONT).await.text("/project/name"), "shop");
    for name in ["", &"x".repeat(257)] {
        neon.patch(STOREFRONT, json!({ "project": { "name": name } }))
            .await
            .is(400);
    }
}

#[tokio::test]
async fn a_new_restore_window_is_applied_by_storage() {
    let neon = Neon::start().await;
    let body = json!({ "project": { "history_retention_seconds": 172_800 } });
    let updated = neon.patch(STOREFRONT, body.clone()).await.is(200);
    assert_eq!(
        updated.all("operations", "action"),
        ["apply_storage_config"]
    );
    let other = json!({ "project": { "history_retention_seconds": 0 } });
    neon.patch(STOREFRONT, other.clone()).await.is(423);
    neon.settle();
    neon.patch(STOREFRONT, other).await.is(200);
    neon.patch(
        STOREFRONT,
        json!({ "project": { "history_retention_seconds": 2_592_001 } }),
    )
    .await
    .is(400);
    neon.patch(PLAYGROUND, body).await.is(422);
}

#[tokio::test]
async fn logical_replication_suspends_computes_and_stays() {
    let neon = Neon::start().await;
    let turn =
        |on: bool| json!({ "project": { "settings": { "enable_logical_replication": on } } });
    let updated = neon.patch(STOREFRONT, turn(true)).await.is(200);
    assert_eq!(
        updated.all("operations", "action"),
        ["suspend_compute", "suspend_compute"]
    );
    neon.settle();
    let endpoints = neon.get(&format!("{STOREFRONT}/endpoints")).await.is(200);
    assert!(
        endpoints
            .all("endpoints", "current_state")
            .iter()
            .all(|state| *state == "idle")
    );
    neon.patch(STOREFRONT, turn(false)).await.is(422);
}

/// Sends a setting and returns the status.
async fn set(neon: &Neon, project: &str, setting: &str, value: Value) -> u16 {
    let status = neon
        .patch(
            project,
            json!({ "project": { "settings": { setting: value } } }),
        )
        .await
        .status;
    neon.settle();
    status
}

#[tokio::test]
async fn settings_are_checked_and_depend_on_the_plan() {
    let neon = Neon::start().await;
    let window = |start: &str, end: &str, days: &[u8]| json!({ "start_time": start, "end_time": end, "weekdays": days });
    let ips = |entry: &str| json!({ "ips": [entry], "protected_branches_only": false });
    for (setting, value, on_scale, on_free) in [
        ("allowed_ips", ips("192.168.1.0/24"), 200, 403),
        ("allowed_ips", ips("nonsense"), 400, 403),
        (
            "maintenance_window",
            window("23:00", "00:00", &[1]),
            200,
            403,
        ),
        (
            "maintenance_window",
            window("22:00", "03:00", &[1]),
            400,
            403,
        ),
        (
            "maintenance_window",
            window("01:00", "02:00", &[8]),
            400,
            403,
        ),
        (
            "quota",
            json!({ "active_time_seconds": 9_000_000 }),
            200,
            200,
        ),
        ("quota", json!({ "active_time_seconds": -1 }), 400, 400),
        ("block_public_connections", json!(true), 200, 403),
        ("audit_log_level", json!("full"), 200, 403),
        ("audit_log_level", json!("everything"), 400, 400),
        (
            "preload_libraries",
            json!({ "enabled_libraries": ["pg_cron"] }),
            200,
            200,
        ),
        (
            "preload_libraries",
            json!({ "enabled_libraries": ["pg_nothing"] }),
            400,
            400,
        ),
        ("hipaa", json!(true), 200, 403),
    ] {
        assert_eq!(
            set(&neon, STOREFRONT, setting, value.clone()).await,
            on_scale,
            "{setting} {value}"
        );
        assert_eq!(
            set(&neon, PLAYGROUND, setting, value.clone()).await,
            on_free,
            "{setting} {value}"
        );
    }
    assert_eq!(set(&neon, STOREFRONT, "hipaa", json!(false)).await, 422);
}

#[tokio::test]
async fn a_spent_quota_suspends_computes_and_keeps_them_down() {
    let neon = Neon::start().await;
    let quota = json!({ "project": { "settings": { "quota": { "active_time_seconds": 1 } } } });
    let updated = neon.patch(STOREFRONT, quota).await.is(200);
    assert_eq!(
        updated.all("operations", "action"),
        ["suspend_compute", "suspend_compute"]
    );
    neon.settle();
    let start = format!("{STOREFRONT}/endpoints/ep-ancient-brook-ad5ea04d/start");
    assert!(
        neon.post(&start, None)
            .await
            .is(422)
            .message()
            .contains("quota")
    );
}

#[tokio::test]
async fn a_new_project_comes_with_everything_and_gets_ready() {
    let neon = Neon::start().await;
    let body = json!({ "project": { "name": "fresh", "org_id": FREE, "pg_version": 16, "branch": { "name": "trunk" } } });
    let made = neon.post("/projects", body).await.is(201);
    assert_eq!(
        made.all("operations", "action"),
        ["create_timeline", "start_compute"]
    );
    assert_eq!(made.all("operations", "status"), ["running", "scheduling"]);
    assert_eq!(
        (
            made.text("/branch/current_state"),
            made.text("/branch/pending_state")
        ),
        ("init", "ready")
    );
    assert_eq!(
        made.text("/project/consumption_period_start"),
        "0001-01-01T00:00:00Z"
    );
    assert!(made.text("/roles/0/password").starts_with("npg_"));
    assert!(
        made.text("/connection_uris/0/connection_uri")
            .ends_with("/neondb?sslmode=require")
    );
    let project = format!("/projects/{}", made.text("/project/id"));
    let endpoint = format!("{project}/endpoints/{}", made.text("/endpoints/0/id"));
    neon.settle();
    assert_eq!(
        neon.get(&endpoint).await.text("/endpoint/current_state"),
        "active"
    );
    neon.pass(Duration::from_secs(301));
    assert_eq!(
        neon.get(&endpoint).await.text("/endpoint/current_state"),
        "idle"
    );
}

#[tokio::test]
async fn new_projects_are_checked() {
    let neon = Neon::start().await;
    neon.post("/projects", json!({ "project": { "name": "x" } }))
        .await
        .is(400);
    neon.post("/projects", None).await.is(400);
    for wrong in [
        json!({ "region_id": "mars-north-1" }),
        json!({ "pg_version": 13 }),
        json!({ "name": "" }),
        json!({ "branch": { "annotations": Value::from_iter((0..51).map(|n| (n.to_string(), "x"))) } }),
        json!({ "branch": { "role_name": "pg_root" } }),
        json!({ "branch": { "database_name": "postgres" } }),
        json!({ "default_endpoint_settings": { "autoscaling_limit_min_cu": 3, "autoscaling_limit_max_cu": 1 } }),
    ] {
        let mut project = wrong.clone();
        project["org_id"] = json!(SCALE);
        neon.post("/projects", json!({ "project": project }))
            .await
            .is(400);
    }
}

#[tokio::test]
async fn a_project_with_a_protected_branch_cannot_be_deleted() {
    let neon = Neon::start().await;
    neon.delete(STOREFRONT).await.is(422);
    neon.delete(PLAYGROUND).await.is(200);
    neon.get(PLAYGROUND).await.is(404);
    let recoverable = neon
        .get(&format!("/projects?org_id={FREE}&recoverable=true"))
        .await
        .is(200);
    assert_eq!(recoverable.all("projects", "name"), ["playground"]);
    let back = neon
        .post(&format!("{PLAYGROUND}/recover"), None)
        .await
        .is(200);
    assert_eq!(back.all("branches", "name"), ["main", "dev", "no-compute"]);
    neon.delete(PLAYGROUND).await.is(200);
    neon.pass(Duration::from_secs(7 * 86_400));
    neon.post(&format!("{PLAYGROUND}/recover"), None)
        .await
        .is(404);
    let recoverable = neon
        .get(&format!("/projects?org_id={FREE}&recoverable=true"))
        .await
        .is(200);
    assert!(recoverable.all("projects", "name").is_empty());
}

#[tokio::test]
async fn a_project_passes_its_provisioner_on() {
    let neon = Neon::start().await;
    let fields = json!({ "name": "old", "org_id": SCALE, "provisioner": "k8s-pod" });
    let body = json!({ "project": fields });
    let made = neon.post("/projects", body).await.is(201);
    assert_eq!(made.text("/project/provisioner"), "k8s-pod");
    assert_eq!(made.text("/endpoints/0/provisioner"), "k8s-pod");
}
