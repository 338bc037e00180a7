//! Operations: history, chains, failures.

use std::time::Duration;

use lazyneon::emulator::{Fault, Options};
use serde_json::Value;

use crate::harness::{Neon, Reply, STOREFRONT};

#[tokio::test]
async fn history_pages_from_the_newest_to_the_oldest() {
    let neon = Neon::start().await;
    let all = neon
        .get(&format!("{STOREFRONT}/operations?limit=1000"))
        .await
        .is(200);
    let all = all.all("operations", "id");
    assert!(all.len() > 20);
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = neon
            .get(&format!("{STOREFRONT}/operations?limit=7{cursor}"))
            .await
            .is(200);
        let ids: Vec<String> = page
            .all("operations", "id")
            .into_iter()
            .map(str::to_owned)
            .collect();
        if ids.is_empty() {
            break;
        }
        paged.extend(ids);
        let last = page.text("/pagination/cursor").to_owned();
        assert!(last.len() == "2025-09-10T12:14:58.848485Z".len(), "{last}");
        cursor = format!("&cursor={}", last.replace(':', "%3A"));
    }
    assert_eq!(paged, all);
    for wrong in ["limit=0", "limit=1001", "cursor=yesterday"] {
        neon.get(&format!("{STOREFRONT}/operations?{wrong}"))
            .await
            .is(400);
    }
}

#[tokio::test]
async fn the_seed_has_a_failed_operation_with_its_error() {
    let neon = Neon::start().await;
    let all = neon
        .get("/projects/noisy-king-88120456/operations")
        .await
        .is(200);
    let failed = all.body["operations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|operation| operation["status"] == "failed");
    assert!(failed.unwrap()["error"].as_str().unwrap().contains("role"));
}

#[tokio::test]
async fn an_operation_runs_and_finishes() {
    let neon = Neon::start().await;
    let endpoint = format!("{STOREFRONT}/endpoints/ep-raspy-glade-ad8e3gvy");
    let started = neon.post(&format!("{endpoint}/start"), None).await.is(200);
    let operation = format!(
        "{STOREFRONT}/operations/{}",
        started.text("/operations/0/id")
    );
    assert_eq!(
        neon.get(&operation).await.text("/operation/status"),
        "running"
    );
    neon.pass(Duration::from_secs(2));
    let finished = neon.get(&operation).await;
    assert_eq!(finished.text("/operation/status"), "finished");
    assert_eq!(finished.body["operation"]["total_duration_ms"], 900);
    neon.get(&format!(
        "{STOREFRONT}/operations/00000000-0000-0000-0000-000000000000"
    ))
    .await
    .is(404);
}

#[tokio::test]
async fn a_doomed_operation_fails_and_takes_its_chain_along() {
    let neon = Neon::start().await;
    let doom = |action: &str| Fault::FailOperation {
        action: action.to_owned(),
    };
    neon.emulator
        .faults()
        .add(None, "/restart", 1, doom("suspend_compute"));
    let endpoint = format!("{STOREFRONT}/endpoints/ep-ancient-brook-ad5ea04d");
    let restarted = neon
        .post(&format!("{endpoint}/restart"), None)
        .await
        .is(200);
    neon.settle();
    let statuses = neon.get(&format!("{STOREFRONT}/operations?limit=2")).await;
    assert_eq!(
        statuses.all("operations", "status"),
        ["cancelled", "failed"]
    );
    assert_eq!(
        statuses.text("/operations/1/id"),
        restarted.text("/operations/0/id")
    );
    assert!(!statuses.text("/operations/1/error").is_empty());
    let endpoint = neon.get(&endpoint).await;
    assert_eq!(endpoint.text("/endpoint/current_state"), "active");
    assert!(endpoint.body["endpoint"].get("pending_state").is_none());
}

#[tokio::test]
async fn an_operation_can_be_canceled_or_skipped() {
    let neon = Neon::start().await;
    let action = "suspend_compute".to_owned();
    let cancelled = Fault::CancelOperation {
        action: action.clone(),
    };
    let skipped = Fault::SkipOperation { action };
    let endpoint = format!("{STOREFRONT}/endpoints/ep-ancient-brook-ad5ea04d");
    for (fault, statuses) in [
        (cancelled, ["cancelled", "cancelled"]),
        (skipped, ["finished", "skipped"]),
    ] {
        neon.emulator.faults().add(None, "/restart", 1, fault);
        neon.post(&format!("{endpoint}/restart"), None)
            .await
            .is(200);
        neon.settle();
        let latest = neon.get(&format!("{STOREFRONT}/operations?limit=2")).await;
        assert_eq!(latest.all("operations", "status"), statuses);
        assert!(latest.body["operations"][1].get("error").is_none());
        let endpoint = neon.get(&endpoint).await;
        assert_eq!(endpoint.text("/endpoint/current_state"), "active");
    }
}

#[tokio::test]
async fn neon_checks_a_suspended_compute_which_wakes_it_until_it_is_idle_again() {
    let neon = Neon::with(Options {
        checks: true,
        rate_limit: false,
        ..Options::default()
    })
    .await;
    let path = format!("{STOREFRONT}/operations?limit=1000");
    let checks = |all: &Reply| {
        let actions = all.all("operations", "action").into_iter();
        actions
            .filter(|action| *action == "check_availability")
            .count()
    };
    let before = neon.get(&path).await.is(200);
    let past = checks(&before);
    // A compute is checked within twelve hours.
    neon.pass(Duration::from_secs(13 * 3_600));
    let after = neon.get(&path).await.is(200);
    assert!(checks(&after) > past);
    let all = after.body["operations"].as_array().unwrap();
    let newest = all
        .iter()
        .position(|one| one["action"] == "check_availability")
        .unwrap();
    let check = &all[newest];
    // The list is from the newest to the oldest.
    let of_compute = |one: &&Value| one["endpoint_id"] == check["endpoint_id"];
    let later = all[..newest].iter().filter(of_compute);
    let later: Vec<&str> = later.map(|one| one["action"].as_str().unwrap()).collect();
    assert!(later.ends_with(&["start_compute"]), "{later:?}");
    // Without the option, there are fewer in the past, and none by itself.
    let neon = Neon::start().await;
    let without = checks(&neon.get(&path).await.is(200));
    assert!(without < past, "{without}, {past}");
    neon.pass(Duration::from_secs(13 * 3_600));
    assert_eq!(checks(&neon.get(&path).await.is(200)), without);
}
