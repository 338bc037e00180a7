//! Restoring branches and resetting them from their parents.

use std::time::Duration;

use lazyneon::emulator::Fault;
use serde_json::json;

use crate::harness::{Neon, PLAYGROUND, STOREFRONT};

const PRODUCTION: &str = "br-long-feather-adpbgzlx";
const STAGING: &str = "br-super-wildflower-adniii9u";
const MAYA: &str = "br-damp-glitter-adqd4hk5";
const PREVIEW: &str = "br-quiet-leaf-ad0x1y2z";

fn branch(id: &str) -> String {
    format!("{STOREFRONT}/branches/{id}")
}

fn restore(id: &str) -> String {
    format!("{}/restore", branch(id))
}

#[tokio::test]
async fn a_reset_takes_the_parents_head_and_keeps_everything_else() {
    let neon = Neon::start().await;
    let made = json!({ "database": { "name": "scratch", "owner_name": "readonly" } });
    neon.post(&format!("{}/databases", branch(MAYA)), made)
        .await
        .is(201);
    neon.settle();
    let before = neon.get(&branch(MAYA)).await;
    let body = json!({ "source_branch_id": PRODUCTION });
    let reset = neon.post(&restore(MAYA), body).await.is(200);
    assert_eq!(reset.all("operations", "action"), ["create_branch"]);
    assert_eq!(
        (
            reset.text("/branch/current_state"),
            reset.text("/branch/pending_state")
        ),
        ("resetting", "ready")
    );
    assert_eq!(reset.text("/branch/last_reset_at"), "2026-11-20T10:30:30Z");
    let early = neon
        .get(&format!("{}/schema?db_name=storefront", branch(MAYA)))
        .await
        .is(422);
    assert_eq!(early.message(), "branch not ready yet");
    neon.settle();
    let after = neon.get(&branch(MAYA)).await.is(200);
    assert_eq!(after.text("/branch/current_state"), "ready");
    assert_eq!(after.text("/branch/parent_id"), PRODUCTION);
    assert_ne!(
        after.text("/branch/parent_lsn"),
        before.text("/branch/parent_lsn")
    );
    assert_eq!(after.text("/branch/name"), "dev/maya");
    let databases = neon.get(&format!("{}/databases", branch(MAYA))).await;
    assert_eq!(
        databases.all("databases", "name"),
        ["storefront", "sessions"]
    );
    let endpoints = neon.get(&format!("{}/endpoints", branch(MAYA))).await;
    assert_eq!(
        endpoints.all("endpoints", "id"),
        ["ep-raspy-glade-ad8e3gvy"]
    );
}

#[tokio::test]
async fn a_reset_starts_the_time_to_live_again_and_leaves_idle_computes_alone() {
    let neon = Neon::start().await;
    let ttl = neon.get(&branch(PREVIEW)).await.body["branch"]["ttl_interval_seconds"].clone();
    let body = json!({ "source_branch_id": PRODUCTION });
    let reset = neon.post(&restore(PREVIEW), body).await.is(200);
    assert_eq!(ttl, 7 * 86_400);
    assert_eq!(reset.text("/branch/expires_at"), "2026-11-27T10:30:00Z");
}

#[tokio::test]
async fn a_restore_to_the_own_past_needs_a_point_and_a_name_for_the_present() {
    let neon = Neon::start().await;
    let at = "2026-11-20T09:00:00Z";
    for (body, message) in [
        (
            json!({ "source_branch_id": MAYA, "preserve_under_name": "x" }),
            "source_timestamp or source_lsn is required",
        ),
        (
            json!({ "source_branch_id": MAYA, "source_timestamp": at }),
            "preserve_under_name is required",
        ),
        (
            json!({ "source_branch_id": MAYA, "source_timestamp": at, "source_lsn": "0/1", "preserve_under_name": "x" }),
            "at the same time",
        ),
        (
            json!({ "source_branch_id": MAYA, "source_timestamp": "2026-11-01T00:00:00Z", "preserve_under_name": "x" }),
            "outside of the restore window",
        ),
    ] {
        let refused = neon.post(&restore(MAYA), body).await.is(400);
        assert!(refused.message().contains(message), "{}", refused.message());
    }
    let body = json!({ "source_branch_id": MAYA, "source_timestamp": at, "preserve_under_name": "staging" });
    neon.post(&restore(MAYA), body).await.is(409);
    neon.post(&restore(MAYA), json!({})).await.is(400);
}

#[tokio::test]
async fn children_move_under_the_preserved_branch() {
    let neon = Neon::start().await;
    let children = neon.get(&format!("{STOREFRONT}/branches?search=qa")).await;
    let child = children.text("/branches/0/id").to_owned();
    let body = json!({ "source_branch_id": PRODUCTION });
    let refused = neon.post(&restore(STAGING), body).await.is(400);
    assert!(refused.message().contains("children"));
    let body = json!({ "source_branch_id": PRODUCTION, "preserve_under_name": "staging_old" });
    let restored = neon.post(&restore(STAGING), body).await.is(200);
    assert_eq!(
        restored.all("operations", "action"),
        ["create_branch", "apply_config"]
    );
    let endpoint = format!("{STOREFRONT}/endpoints/ep-ancient-brook-ad5ea04d");
    assert_eq!(
        neon.get(&endpoint).await.text("/endpoint/pending_state"),
        "active"
    );
    neon.delete(&branch(&child)).await.is(423);
    neon.settle();
    let old = neon
        .get(&format!("{STOREFRONT}/branches?search=staging_old"))
        .await;
    assert!(old.body["branches"][0].get("parent_id").is_none());
    let child = neon.get(&branch(&child)).await;
    assert_eq!(child.text("/branch/parent_id"), old.text("/branches/0/id"));
    assert_eq!(
        neon.get(&branch(STAGING)).await.text("/branch/parent_id"),
        PRODUCTION
    );
}

#[tokio::test]
async fn a_root_hangs_under_its_backup_until_it_is_detached() {
    let neon = Neon::start().await;
    let found = neon
        .get(&format!("{PLAYGROUND}/branches?search=main"))
        .await;
    let main = found.text("/branches/0/id");
    let path = format!("{PLAYGROUND}/branches/{main}");
    let lsn = neon
        .post(
            &format!("{PLAYGROUND}/branches"),
            json!({ "branch": { "name": "probe" } }),
        )
        .await
        .text("/branch/parent_lsn")
        .to_owned();
    neon.pass(Duration::from_secs(3_600));
    let body =
        json!({ "source_branch_id": main, "source_lsn": lsn, "preserve_under_name": "main_old" });
    let restored = neon.post(&format!("{path}/restore"), body).await.is(200);
    assert_eq!(
        restored.all("operations", "action"),
        ["create_branch", "detach_parent_branch"]
    );
    let backup = restored.text("/branch/parent_id");
    let backup = neon
        .get(&format!("{PLAYGROUND}/branches/{backup}"))
        .await
        .is(200);
    assert_eq!(backup.text("/branch/name"), "main_old");
    neon.settle();
    let after = neon.get(&path).await;
    assert!(after.body["branch"].get("parent_id").is_none());
    assert!(after.body["branch"]["default"] == json!(true));
}

#[tokio::test]
async fn protected_branches_and_full_projects_refuse() {
    let neon = Neon::start().await;
    let production = neon.get(&branch(PRODUCTION)).await;
    assert_eq!(
        production.text("/branch/restricted_actions/0/name"),
        "restore"
    );
    let body = json!({ "source_branch_id": STAGING, "preserve_under_name": "x" });
    neon.post(&restore(PRODUCTION), body).await.is(422);
    let body = json!({ "source_branch_id": "br-nobody-1" });
    neon.post(&restore(MAYA), body).await.is(404);
    let dev = neon.get(&format!("{PLAYGROUND}/branches?search=dev")).await;
    let (id, parent) = (
        dev.text("/branches/0/id").to_owned(),
        dev.text("/branches/0/parent_id"),
    );
    for name in ["one", "two", "three"] {
        let body = json!({ "source_branch_id": parent, "preserve_under_name": name });
        let answer = neon
            .post(&format!("{PLAYGROUND}/branches/{id}/restore"), body)
            .await;
        neon.settle();
        if name == "three" {
            assert_eq!(answer.is(422).text("/code"), "ROOT_BRANCHES_LIMIT_EXCEEDED");
        } else {
            answer.is(200);
        }
    }
}

#[tokio::test]
async fn a_failed_restore_leaves_a_usable_branch() {
    let neon = Neon::start().await;
    let doom = Fault::FailOperation {
        action: "create_branch".to_owned(),
    };
    neon.emulator.faults().add(None, "/restore", 1, doom);
    let body = json!({ "source_branch_id": PRODUCTION, "preserve_under_name": "x" });
    neon.post(&restore(MAYA), body).await.is(200);
    neon.settle();
    let after = neon.get(&branch(MAYA)).await;
    assert_eq!(after.text("/branch/current_state"), "ready");
    assert!(after.body["branch"].get("pending_state").is_none());
}
