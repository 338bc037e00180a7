//! Logs. The contract does not have them yet; the shapes are those of the official SDK.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    functions::deploy,
    harness::{Neon, Reply, STOREFRONT},
};

const MAIN: &str = "/branches/br-long-feather-adpbgzlx/logs";
const MAYA: &str = "/branches/br-damp-glitter-adqd4hk5";

async fn query(neon: &Neon, body: Value) -> Reply {
    neon.post(&format!("{STOREFRONT}{MAIN}/query"), body).await
}

/// The records of a query that succeeds, checked.
async fn records(neon: &Neon, body: Value) -> Vec<Value> {
    let reply = query(neon, body).await.is(200);
    let logs = reply.body["logs"].as_array().unwrap();
    logs.iter().for_each(check);
    logs.clone()
}

/// Checks the fields and their types.
fn check(record: &Value) {
    for name in [
        "timestamp",
        "message",
        "source",
        "entity_id",
        "service_name",
        "scope_name",
        "severity_text",
    ] {
        assert!(record[name].is_string(), "{name} in {record}");
    }
    assert!(record["severity_number"].is_i64() && record["attributes"].is_object());
    let trace = record
        .get("trace_id")
        .map(|trace| trace.as_str().unwrap().len());
    let span = record
        .get("span_id")
        .map(|span| span.as_str().unwrap().len());
    assert!(matches!((trace, span), (None, None) | (Some(32), Some(16))));
    assert!(record.as_object().unwrap().len() <= 11);
}

fn all<'a>(records: &'a [Value], name: &str) -> Vec<&'a str> {
    records
        .iter()
        .map(|one| one[name].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn logs_follow_from_what_happens() {
    let neon = Neon::start().await;
    let hour = records(&neon, json!({})).await;
    assert!(
        hour.iter()
            .all(|one| one["timestamp"].as_str().unwrap() >= "2026-11-20T09:30:00")
    );
    let mut times = all(&hour, "timestamp");
    times.reverse();
    assert!(times.is_sorted());
    let day = json!({ "since": "1d", "limit": 1000, "sort_order": "asc" });
    let day = records(&neon, day).await;
    assert!(all(&day, "timestamp").is_sorted());
    let mut sources = all(&day, "source");
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(sources, ["function", "pg_endpoint", "storage"]);

    // A compute that is started says so.
    let endpoint = format!("{STOREFRONT}/endpoints/ep-proud-mud-adwmnxz4");
    neon.post(&format!("{endpoint}/start"), None).await.is(200);
    neon.settle();
    let ready = json!({ "since": "1m", "body_contains": "ready to accept" });
    let ready = records(&neon, ready).await;
    assert_eq!(all(&ready, "entity_id"), ["ep-proud-mud-adwmnxz4"]);

    // So does a function that is deployed, and then called when an object is stored.
    let logs = format!("{STOREFRONT}{MAYA}/logs/query");
    deploy(&neon, MAYA, "hello", &[("zip", "PK")]).await.is(201);
    let trigger = json!({
        "type": "storage_object_created", "function_slug": "hello", "name": "stored",
        "storage_object_created": { "bucket_name": "invoices" },
    });
    neon.post(&format!("{STOREFRONT}{MAYA}/triggers"), trigger)
        .await
        .is(201);
    neon.pass(Duration::from_secs(5));
    let presign = format!("{STOREFRONT}{MAYA}/buckets/invoices/objects/new.pdf/presign");
    let url = neon
        .post(&presign, json!({ "operation": "upload" }))
        .await
        .is(200);
    let put = crate::harness::client().put(url.text("/url")).body("hello");
    assert_eq!(put.send().await.unwrap().status(), 200);
    neon.pass(Duration::from_secs(1));
    let of_storage = neon
        .post(&logs, json!({ "source": "storage" }))
        .await
        .is(200);
    let body = r#"{"bucket":"invoices","bytes":5,"http_status":200,"object_key":"new.pdf","operation":"PUT"}"#;
    assert_eq!(of_storage.all("logs", "message"), [body]);
    let of_function = json!({ "service_name": "hello", "sort_order": "asc" });
    let of_function = neon.post(&logs, of_function).await.is(200);
    let said = of_function.all("logs", "message");
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(said[2], "called by trigger \"stored\" at /");
}

#[tokio::test]
async fn every_filter_narrows() {
    let neon = Neon::start().await;
    let week = |name: &str, value: Value| {
        let mut body = json!({ "since": "7d", "limit": 1000 });
        body[name] = value;
        body
    };
    for (name, value, field) in [
        ("source", "function", "source"),
        ("service_name", "postgres", "service_name"),
        ("scope_name", "s3", "scope_name"),
        ("severity_text", "WARNING", "severity_text"),
    ] {
        let found = records(&neon, week(name, json!(value))).await;
        assert!(!found.is_empty(), "{name}");
        assert!(all(&found, field).iter().all(|one| *one == value), "{name}");
    }
    let bad = records(&neon, week("minimum_severity", json!("error"))).await;
    let mut names = all(&bad, "severity_text");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, ["ERROR", "FATAL"]);
    let found = records(&neon, week("body_contains", json!("checkpoint complete"))).await;
    assert!(
        all(&found, "message")
            .iter()
            .all(|one| one.contains("checkpoint complete"))
    );
    let calls = records(&neon, week("scope_name", json!("http"))).await;
    let trace = calls[0]["trace_id"].as_str().unwrap();
    assert_eq!(
        records(&neon, week("trace_id", json!(trace))).await,
        [calls[0].clone()]
    );
    let logql = r#"{entity_type="function", severity_text=~"ERR.*|WARN"} |= "POST" !~ " 4\\d\\d ""#;
    let found = records(&neon, week("logql", json!(logql))).await;
    assert!(!found.is_empty());
    assert!(
        all(&found, "message")
            .iter()
            .all(|one| one.contains(" 500 "))
    );
    // All of them have to hold.
    let mut none = week("source", json!("storage"));
    none["severity_text"] = json!("ERROR");
    assert!(records(&neon, none).await.is_empty());
}

#[tokio::test]
async fn pages_follow_each_other_though_time_passes() {
    let neon = Neon::start().await;
    let body = json!({ "since": "3h", "source": "pg_endpoint" });
    let mut one = body.clone();
    one["limit"] = json!(1_000);
    let whole = records(&neon, one).await;
    let (mut seen, mut next) = (vec![], body.clone());
    next["limit"] = json!(10);
    loop {
        let page = query(&neon, next.clone()).await.is(200).body;
        seen.extend(page["logs"].as_array().unwrap().clone());
        let more = page["is_truncated"].as_bool().unwrap();
        assert_eq!(page.get("next_cursor").is_some(), more);
        if !more {
            break;
        }
        next["cursor"] = page["next_cursor"].clone();
        neon.pass(Duration::from_secs(60));
    }
    assert_eq!(seen, whole);
    let cursor = next["cursor"].clone();
    for (name, value) in [
        ("source", json!("storage")),
        ("since", json!("2h")),
        ("cursor", json!("zz")),
        ("cursor", json!("1.2.3.4")),
    ] {
        let mut other = body.clone();
        other["cursor"] = cursor.clone();
        other[name] = value;
        let refused = query(&neon, other).await.is(400);
        assert_eq!(refused.text("/reason"), "invalid_cursor", "{name}");
    }
}

#[tokio::test]
async fn queries_are_checked() {
    let neon = Neon::start().await;
    let start = "2026-11-20T09:00:00Z";
    for (body, reason) in [
        (
            json!({ "since": "1h", "start_time": start }),
            "conflicting_time_range",
        ),
        (json!({ "since": "8d" }), "time_range_too_large"),
        (
            json!({ "start_time": "2026-11-01T00:00:00Z" }),
            "time_range_too_large",
        ),
        (
            json!({ "start_time": start, "end_time": start }),
            "invalid_time_range",
        ),
        (
            json!({ "start_time": "2026-11-21T00:00:00Z" }),
            "invalid_time_range",
        ),
        (json!({ "logql": "rate(x)" }), "invalid_logql"),
        (
            json!({ "logql": "{a=\"b\"}", "source": "storage" }),
            "conflicting_filters",
        ),
        (
            json!({ "logql": "{a=\"b\"}", "trace_id": "a".repeat(32) }),
            "conflicting_filters",
        ),
    ] {
        let refused = query(&neon, body.clone()).await.is(400);
        assert_eq!(refused.text("/reason"), reason, "{body}");
        assert!(refused.body["code"].is_string() && refused.body["message"].is_string());
    }
    for body in [
        json!([]),
        json!({ "limit": 0 }),
        json!({ "limit": 1001 }),
        json!({ "limit": "10" }),
        json!({ "sort_order": "up" }),
        json!({ "source": "compute" }),
        json!({ "minimum_severity": "LOUD" }),
        json!({ "since": "1w" }),
        json!({ "since": "h" }),
        json!({ "since": 5 }),
        json!({ "start_time": "yesterday" }),
        json!({ "trace_id": "A".repeat(32) }),
        json!({ "body_contains": 5 }),
    ] {
        query(&neon, body.clone()).await.is(400);
    }
    neon.post(&format!("{STOREFRONT}{MAIN}/query"), None)
        .await
        .is(400);
}

#[tokio::test]
async fn fields_have_values() {
    let neon = Neon::start().await;
    let fields = format!("{STOREFRONT}{MAIN}/fields");
    let found = neon.get(&fields).await.is(200);
    let expected = [
        "entity_id",
        "scope_name",
        "service_name",
        "severity_text",
        "entity_type",
    ];
    assert_eq!(found.body, json!({ "fields": expected }));
    let values = format!("{fields}/entity_type/values");
    let found = neon.get(&values).await.is(200);
    assert_eq!(
        found.body["values"],
        json!(["function", "pg_endpoint", "storage"])
    );
    assert_eq!(found.body["is_truncated"], false);
    let cut = neon.get(&format!("{values}?limit=1")).await.is(200);
    assert_eq!(
        cut.body,
        json!({ "values": ["function"], "is_truncated": true })
    );
    let narrow = format!("{fields}/service_name/values?source=storage&since=1d");
    assert_eq!(
        neon.get(&narrow).await.is(200).body["values"],
        json!(["storage"])
    );
    for (query, reason) in [
        ("since=8d", "time_range_too_large"),
        (
            "since=1h&start_time=2026-11-20T09:00:00Z",
            "conflicting_time_range",
        ),
        (
            "end_time=2026-11-20T09:00:00Z&start_time=2026-11-20T10:00:00Z",
            "invalid_time_range",
        ),
    ] {
        let refused = neon.get(&format!("{values}?{query}")).await.is(400);
        assert_eq!(refused.text("/reason"), reason, "{query}");
    }
    let unknown = neon.get(&format!("{fields}/nothing/values")).await.is(400);
    assert_eq!(unknown.text("/reason"), "unknown_field");
    for query in ["limit=0", "limit=1001", "source=x", "since=x"] {
        neon.get(&format!("{values}?{query}")).await.is(400);
    }
}

#[tokio::test]
async fn the_future_and_unused_branches_have_no_logs() {
    let neon = Neon::start().await;
    for (from, to) in [
        ("2026-11-20T10:30:00Z", "2026-11-27T10:30:00Z"),
        ("9999-12-25T00:00:00Z", "9999-12-30T22:00:00Z"),
        ("-009998-01-05T00:00:00Z", "-009998-01-06T00:00:00Z"),
    ] {
        let body = json!({ "start_time": from, "end_time": to });
        assert!(records(&neon, body).await.is_empty(), "{from}");
    }
    let unused = format!("{STOREFRONT}/branches/br-old-bird-ad9q8w7e/logs/fields");
    let none = neon.get(&unused).await.is(200);
    assert_eq!(none.body, json!({ "fields": [] }));
    let refused = neon.get(&format!("{unused}/source/values")).await.is(400);
    assert_eq!(refused.text("/reason"), "unknown_field");
}

#[tokio::test]
async fn logs_are_not_everywhere() {
    let neon = Neon::start().await;
    let identity = "/projects/patient-forest-33807219";
    let branches = neon.get(&format!("{identity}/branches")).await.is(200);
    let elsewhere = format!("{identity}/branches/{}", branches.all("branches", "id")[0]);
    for (branch, reason) in [
        (elsewhere, "telemetry_not_enabled"),
        (format!("{STOREFRONT}/branches/br-none"), "branch_not_found"),
        (
            "/projects/none/branches/br-none".to_owned(),
            "branch_not_found",
        ),
    ] {
        let query = neon
            .post(&format!("{branch}/logs/query"), json!({}))
            .await
            .is(404);
        assert_eq!(query.text("/reason"), reason, "{branch}");
        for part in ["fields", "fields/source/values"] {
            let refused = neon.get(&format!("{branch}/logs/{part}")).await.is(404);
            assert_eq!(refused.text("/reason"), reason, "{branch}");
        }
    }
}
