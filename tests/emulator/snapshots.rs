//! Snapshots, restores from them, and backup schedules.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Neon, PLAYGROUND, STOREFRONT};

const PRODUCTION: &str = "br-long-feather-adpbgzlx";
const STAGING: &str = "br-super-wildflower-adniii9u";
const SNAPSHOT: &str = "snap-restless-frost-adk1m2n3";

fn branch(id: &str) -> String {
    format!("{STOREFRONT}/branches/{id}")
}

/// The path of the playground's default branch.
async fn main_of_playground(neon: &Neon) -> String {
    let found = neon
        .get(&format!("{PLAYGROUND}/branches?search=main"))
        .await;
    format!("{PLAYGROUND}/branches/{}", found.text("/branches/0/id"))
}

#[tokio::test]
async fn a_snapshot_is_taken_renamed_and_deleted() {
    let neon = Neon::start().await;
    let take = format!("{}/snapshot", branch(PRODUCTION));
    let query = "name=before%20v2&timestamp=2026-11-20T09:00:00Z&expires_at=2026-12-01T00:00:00Z";
    let taken = neon.post(&format!("{take}?{query}"), None).await.is(200);
    assert_eq!(taken.text("/snapshot/name"), "before v2");
    let all = neon.get(&format!("{STOREFRONT}/snapshots")).await;
    let mut slugs = all.all("snapshots", "slug");
    assert_eq!(slugs.last(), Some(&taken.text("/snapshot/slug")));
    slugs.dedup();
    assert_eq!(slugs.len(), 3);
    assert!(slugs.iter().all(|slug| !slug.is_empty()));
    assert_eq!(taken.text("/snapshot/timestamp"), "2026-11-20T09:00:00Z");
    assert_eq!(taken.text("/snapshot/source_branch_id"), PRODUCTION);
    assert_eq!(taken.body["snapshot"]["manual"], true);
    neon.post(&take, None).await.is(423);
    neon.settle();
    let path = format!("{STOREFRONT}/snapshots/{}", taken.text("/snapshot/id"));
    let renamed = neon
        .patch(&path, json!({ "snapshot": { "name": "v1" } }))
        .await
        .is(200);
    assert_eq!(renamed.text("/snapshot/name"), "v1");
    neon.patch(&path, json!({ "snapshot": { "name": "" } }))
        .await
        .is(400);
    let gone = neon.delete(&path).await.is(202);
    assert_eq!(gone.all("operations", "action"), ["delete_timeline"]);
    assert!(gone.body["operations"][0].get("branch_id").is_none());
    neon.settle();
    neon.delete(&path).await.is(404);
    neon.patch(&path, json!({ "snapshot": {} })).await.is(404);
}

#[tokio::test]
async fn snapshots_are_checked() {
    let neon = Neon::start().await;
    for (id, query, status) in [
        (STAGING, "", 422),
        ("br-nobody-1", "", 404),
        (PRODUCTION, "?timestamp=2026-10-01T00:00:00Z", 400),
        (PRODUCTION, "?lsn=zzz", 400),
        (PRODUCTION, "?lsn=0/1&timestamp=2026-11-20T09:00:00Z", 400),
        (PRODUCTION, "?expires_at=2026-11-01T00:00:00Z", 400),
        (PRODUCTION, "?expires_at=soon", 400),
        (PRODUCTION, "?slug=-x", 400),
    ] {
        let answer = neon
            .post(&format!("{}/snapshot{query}", branch(id)), None)
            .await;
        assert_eq!(answer.status, status, "{query}: {}", answer.body);
    }
    let main = main_of_playground(&neon).await;
    let first = neon.post(&format!("{main}/snapshot"), None).await.is(200);
    assert_eq!(
        first.text("/snapshot/name"),
        "main at 2026-11-20 10:30:00 UTC (manual)"
    );
    neon.settle();
    let second = neon.post(&format!("{main}/snapshot"), None).await.is(422);
    assert_eq!(second.text("/code"), "SNAPSHOTS_LIMIT_EXCEEDED");
}

#[tokio::test]
async fn a_snapshot_ends_when_its_time_is_up() {
    let neon = Neon::start().await;
    let list = format!("{STOREFRONT}/snapshots");
    let has = async |name: &str| {
        let all = neon.get(&list).await.is(200);
        all.all("snapshots", "name").contains(&name)
    };
    assert!(has("before-gift-cards").await);
    neon.pass(Duration::from_secs(28 * 86_400));
    assert!(!has("before-gift-cards").await);
}

#[tokio::test]
async fn a_preview_is_finalized_into_the_place_of_its_target() {
    let neon = Neon::start().await;
    let unprotect = json!({ "branch": { "protected": false } });
    neon.patch(&branch(PRODUCTION), unprotect).await.is(200);
    let restore = format!("{STOREFRONT}/snapshots/{SNAPSHOT}/restore");
    let preview = neon
        .post(&restore, json!({ "name": "preview" }))
        .await
        .is(200);
    assert_eq!(preview.text("/branch/restore_status"), "restored");
    assert_eq!(preview.text("/branch/restored_from"), SNAPSHOT);
    assert_eq!(preview.text("/branch/restored_as"), PRODUCTION);
    assert_eq!(preview.body["endpoints"], json!([]));
    assert!(preview.body["branch"].get("parent_id").is_none());
    let id = preview.text("/branch/id").to_owned();
    let finalize = format!("{}/finalize_restore", branch(&id));
    neon.post(&finalize, None).await.is(422);
    neon.settle();
    let password = async |id: &str| {
        let path = format!("{}/roles/storefront_app/reveal_password", branch(id));
        neon.get(&path).await.is(200).text("/password").to_owned()
    };
    assert_eq!(password(&id).await, password(PRODUCTION).await);
    let done = neon
        .post(&finalize, json!({ "name": "production_before" }))
        .await
        .is(200);
    assert_eq!(done.all("operations", "action"), ["apply_config"]);
    neon.settle();
    let new = neon.get(&branch(&id)).await;
    assert_eq!(new.text("/branch/name"), "production");
    assert_eq!(new.text("/branch/restore_status"), "finalized");
    assert_eq!(new.body["branch"]["default"], true);
    let old = neon.get(&branch(PRODUCTION)).await;
    assert_eq!(old.text("/branch/name"), "production_before");
    let endpoints = neon.get(&format!("{}/endpoints", branch(&id))).await;
    assert!(
        endpoints
            .all("endpoints", "id")
            .contains(&"ep-round-morning-adtpn2oc")
    );
    neon.post(&finalize, None).await.is(422);
    let staging = neon.get(&branch(STAGING)).await;
    assert_eq!(staging.text("/branch/parent_id"), id);
    let reset = format!("{}/restore", branch(STAGING));
    let body = json!({ "source_branch_id": id, "preserve_under_name": "x" });
    neon.post(&reset, body.clone()).await.is(422);
    let restricted = &staging.body["branch"]["restricted_actions"];
    assert_eq!(restricted[0]["name"], "restore");
    // It may replace another branch all the same.
    let instead = json!({ "target_branch_id": STAGING, "finalize_restore": true });
    let replaced = neon.post(&restore, instead).await.is(200);
    assert_eq!(replaced.text("/branch/name"), "staging");
    neon.settle();
    neon.pass(Duration::from_secs(86_400));
    let staging = neon.get(&branch(STAGING)).await;
    assert!(staging.body["branch"].get("restricted_actions").is_none());
    neon.post(&reset, body).await.is(200);
    neon.settle();
    neon.delete(&branch(PRODUCTION)).await.is(200);
}

#[tokio::test]
async fn a_restore_can_be_finalized_at_once() {
    let neon = Neon::start().await;
    let main = main_of_playground(&neon).await;
    let taken = neon.post(&format!("{main}/snapshot"), None).await.is(200);
    neon.settle();
    let restore = format!(
        "{PLAYGROUND}/snapshots/{}/restore",
        taken.text("/snapshot/id")
    );
    let restored = neon
        .post(&restore, json!({ "finalize_restore": true }))
        .await
        .is(200);
    assert_eq!(restored.text("/branch/name"), "main");
    assert_eq!(restored.text("/branch/restore_status"), "finalized");
    assert_eq!(restored.all("endpoints", "type"), ["read_write"]);
    neon.settle();
    let old = neon.get(&main).await;
    assert!(old.text("/branch/name").starts_with("main_old_2026-11-20T"));
}

#[tokio::test]
async fn a_protected_branch_is_not_replaced() {
    let neon = Neon::start().await;
    let restore = format!("{STOREFRONT}/snapshots/{SNAPSHOT}/restore");
    let body = json!({ "finalize_restore": true });
    neon.post(&restore, body).await.is(422);
    let body = json!({ "name": "staging" });
    neon.post(&restore, body).await.is(409);
    let body = json!({ "target_branch_id": "br-nobody-1" });
    neon.post(&restore, body).await.is(404);
    neon.post(&format!("{STOREFRONT}/snapshots/snap-x/restore"), None)
        .await
        .is(404);
}

#[tokio::test]
async fn a_schedule_takes_snapshots_as_time_goes_by() {
    let neon = Neon::start().await;
    let schedule = format!("{}/backup_schedule", branch(PRODUCTION));
    let body = json!({ "schedule": [
        { "frequency": "daily", "hour": 3, "retention_seconds": 172_800 },
        { "frequency": "weekly", "hour": 3, "day": 1 },
    ] });
    neon.put(&schedule, body.clone()).await.is(200);
    assert_eq!(neon.get(&schedule).await.is(200).body, body);
    // From one Friday to the next.
    neon.pass(Duration::from_secs(7 * 86_400));
    let all = neon.get(&format!("{STOREFRONT}/snapshots")).await.is(200);
    let names = all.all("snapshots", "name");
    let daily: Vec<_> = names
        .iter()
        .filter(|name| name.ends_with("UTC (daily)"))
        .collect();
    assert_eq!(
        daily,
        [
            // The seed's, which keeps its own time.
            &"production at 2026-11-19 10:30:00 UTC (daily)",
            &"production at 2026-11-26 03:00:00 UTC (daily)",
            &"production at 2026-11-27 03:00:00 UTC (daily)"
        ]
    );
    assert!(names.contains(&"production at 2026-11-23 03:00:00 UTC (weekly)"));
    neon.put(&schedule, json!({ "schedule": [] })).await.is(200);
    neon.pass(Duration::from_secs(40 * 86_400));
    let all = neon.get(&format!("{STOREFRONT}/snapshots")).await;
    assert_eq!(all.body, json!({ "snapshots": [] }));
}

#[tokio::test]
async fn schedules_are_checked() {
    let neon = Neon::start().await;
    let schedule = format!("{}/backup_schedule", branch(PRODUCTION));
    for item in [
        json!({ "frequency": "sometimes" }),
        json!({ "frequency": "daily", "hour": 24 }),
        json!({ "frequency": "weekly", "day": 8 }),
        json!({ "frequency": "monthly", "day": 0 }),
        json!({ "frequency": "hourly" }),
        json!({ "frequency": "yearly", "month": 12, "day": 31 }),
        json!({ "frequency": "monthly", "month": 13 }),
        json!({ "frequency": "daily", "retention_seconds": 60 }),
        json!({ "frequency": "daily", "retention_seconds": 9_000_000 }),
        json!({ "hour": 3 }),
    ] {
        let answer = neon.put(&schedule, json!({ "schedule": [item] })).await;
        assert_eq!(answer.status, 400, "{item}");
    }
    let body = json!({ "schedule": [{ "frequency": "daily" }] });
    neon.put(
        &format!("{}/backup_schedule", branch(STAGING)),
        body.clone(),
    )
    .await
    .is(422);
    let main = main_of_playground(&neon).await;
    neon.put(&format!("{main}/backup_schedule"), body)
        .await
        .is(403);
}

#[tokio::test]
async fn a_snapshot_outlives_its_branch() {
    let neon = Neon::start().await;
    let body = json!({ "branch": { "name": "root", "init_source": "schema-only" } });
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), body)
        .await
        .is(201);
    neon.settle();
    let root = branch(made.text("/branch/id"));
    let taken = neon.post(&format!("{root}/snapshot"), None).await.is(200);
    neon.settle();
    neon.delete(&root).await.is(200);
    neon.settle();
    let path = format!("{STOREFRONT}/snapshots/{}", taken.text("/snapshot/id"));
    let restored = neon.post(&format!("{path}/restore"), None).await.is(200);
    assert!(restored.text("/branch/name").starts_with("root_restored_"));
    neon.settle();
    let databases = format!("{}/databases", branch(restored.text("/branch/id")));
    let databases = neon.get(&databases).await;
    assert_eq!(
        databases.all("databases", "name"),
        ["storefront", "sessions"]
    );
    let finalize = format!("{}/finalize_restore", branch(restored.text("/branch/id")));
    assert_eq!(
        neon.post(&finalize, None).await.is(200).body,
        json!({ "operations": [] })
    );
}
