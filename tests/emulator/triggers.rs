//! Triggers of functions. The contract does not have them yet; the shapes are those of the official SDK.

use serde_json::{Value, json};

use crate::{
    functions::deploy,
    harness::{Neon, STOREFRONT},
};

const MAIN: &str = "/branches/br-long-feather-adpbgzlx";
const MAYA: &str = "/branches/br-damp-glitter-adqd4hk5";

fn schedule(name: &str) -> Value {
    json!({
        "type": "schedule", "function_slug": "reports", "name": name, "schedule": { "cron": "*/15 * * * *" },
    })
}

fn stored(name: &str) -> Value {
    json!({
        "type": "storage_object_created", "function_slug": "checkout", "name": name,
        "storage_object_created": { "bucket_name": "invoices", "prefix": "2026/" },
    })
}

/// Checks the fields and their types.
fn check(trigger: &Value) {
    let kind = trigger["type"].as_str().unwrap();
    let mut names = vec![
        "type",
        "trigger_id",
        "function_slug",
        "name",
        "function_path",
        "enabled",
        "version",
        "inherited",
        kind,
    ];
    if kind == "schedule" {
        assert!(trigger["schedule"]["cron"].is_string());
        names.push("next_run_at");
    } else {
        assert!(trigger[kind]["bucket_name"].is_string());
        assert_ne!(trigger[kind].get("prefix"), Some(&json!("")));
    }
    let known: Vec<&String> = trigger.as_object().unwrap().keys().collect();
    assert_eq!(known, names);
    assert!(trigger["version"].is_i64() && trigger["enabled"].is_boolean());
}

#[tokio::test]
async fn a_trigger_is_made_changed_and_deleted() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}{MAIN}/triggers");
    let made = neon.post(&path, schedule("often")).await.is(201).body;
    let made = &made["trigger"];
    check(made);
    assert_eq!(made["next_run_at"], "2026-11-20T10:45:00Z");
    assert_eq!(
        (&made["version"], &made["function_path"]),
        (&json!(1), &json!("/"))
    );
    neon.post(&path, stored("often")).await.is(409);
    let of_bucket = neon.post(&path, stored("new invoice")).await.is(201).body;
    check(&of_bucket["trigger"]);
    let one = format!("{path}/{}", made["trigger_id"].as_str().unwrap());
    assert_eq!(&neon.get(&one).await.is(200).body["trigger"], made);

    let off = json!({ "type": "schedule", "enabled": false });
    let off = neon.patch(&one, off).await.is(200).body;
    check(&off["trigger"]);
    assert_eq!(off["trigger"]["next_run_at"], Value::Null);
    assert_eq!(off["trigger"]["version"], 2);
    let renamed = json!({ "type": "schedule", "name": "rarely", "function_path": "/run" });
    let renamed = neon.patch(&one, renamed).await.is(200).body;
    assert_eq!(renamed["trigger"]["version"], 2);
    assert_eq!(renamed["trigger"]["function_path"], "/run");
    let daily = json!({ "type": "schedule", "schedule": { "cron": "0 0 * * *" }, "enabled": true });
    let daily = neon.patch(&one, daily).await.is(200).body;
    assert_eq!(daily["trigger"]["next_run_at"], "2026-11-21T00:00:00Z");

    let other_kind = json!({ "type": "storage_object_created", "enabled": true });
    neon.patch(&one, other_kind).await.is(400);
    let taken = json!({ "type": "schedule", "name": "new invoice" });
    neon.patch(&one, taken).await.is(409);
    let nowhere = json!({ "type": "schedule", "function_slug": "nothing" });
    neon.patch(&one, nowhere).await.is(404);
    neon.patch(&one, json!({ "enabled": true })).await.is(400);
    let listed = neon.get(&path).await.is(200);
    let mut ids = listed.all("triggers", "trigger_id");
    assert_eq!(ids.len(), 4);
    let in_order = ids.clone();
    ids.sort_unstable();
    assert_eq!(ids, in_order);
    listed.body["triggers"]
        .as_array()
        .unwrap()
        .iter()
        .for_each(check);
    neon.delete(&one).await.is(204);
    let gone = neon.delete(&one).await.is(404);
    assert_eq!(gone.message(), "function trigger not visible on branch");
    neon.get(&one).await.is(404);
    neon.patch(&one, json!({ "type": "schedule" }))
        .await
        .is(404);
}

#[tokio::test]
async fn triggers_are_checked() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}{MAIN}/triggers");
    let long = "x".repeat(256);
    let of_bucket = |when: Value| ("storage_object_created", when);
    for (field, value) in [
        ("type", json!("webhook")),
        ("type", json!(null)),
        ("name", json!("")),
        ("name", json!(long)),
        ("name", json!(5)),
        ("function_slug", json!(["checkout"])),
        ("function_path", json!("run")),
        ("enabled", json!("yes")),
        of_bucket(json!("invoices")),
        of_bucket(json!({})),
        of_bucket(json!({ "bucket_name": "" })),
        of_bucket(json!({ "bucket_name": "b", "prefix": "x".repeat(1_025) })),
    ] {
        let mut body = stored("more");
        body[field] = value;
        neon.post(&path, body).await.is(400);
    }
    for cron in [
        json!("@daily"),
        json!("* * * *"),
        json!("0 0 30 2 *"),
        json!(5),
    ] {
        let mut body = schedule("more");
        body["schedule"]["cron"] = cron;
        neon.post(&path, body).await.is(400);
    }
    for missing in ["type", "name", "function_slug", "schedule"] {
        let mut body = schedule("more");
        body.as_object_mut().unwrap().remove(missing);
        neon.post(&path, body).await.is(400);
    }
    let mut nowhere = schedule("more");
    nowhere["function_slug"] = json!("nothing");
    neon.post(&path, nowhere).await.is(404);
    neon.post(
        &format!("{STOREFRONT}/branches/br-none/triggers"),
        schedule("more"),
    )
    .await
    .is(404);
}

#[tokio::test]
async fn an_inherited_trigger_rests_until_it_is_enabled() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}{MAYA}/triggers");
    let listed = neon.get(&path).await.is(200).body;
    let listed = listed["triggers"].as_array().unwrap();
    let nightly = listed.iter().find(|one| one["type"] == "schedule").unwrap();
    assert_eq!(nightly["inherited"], true);
    assert_eq!(
        (&nightly["enabled"], &nightly["next_run_at"]),
        (&json!(false), &Value::Null)
    );
    let id = nightly["trigger_id"].as_str().unwrap();
    let renamed = json!({ "type": "schedule", "name": "mine" });
    let own = neon
        .patch(&format!("{path}/{id}"), renamed)
        .await
        .is(200)
        .body;
    assert_eq!(own["trigger"]["inherited"], false);
    assert_eq!(own["trigger"]["enabled"], false);
    let on = json!({ "type": "schedule", "enabled": true });
    let on = neon.patch(&format!("{path}/{id}"), on).await.is(200);
    on.text("/trigger/next_run_at");
    neon.delete(&format!("{path}/{id}")).await.is(204);
    let of_parent = format!("{STOREFRONT}{MAIN}/triggers/{id}");
    assert_eq!(
        neon.get(&of_parent).await.text("/trigger/name"),
        "nightly report"
    );
    // A function that is deployed later can be called, too.
    deploy(&neon, MAYA, "hello", &[("zip", "PK")]).await.is(201);
    let mut hello = stored("hello");
    hello["function_slug"] = json!("hello");
    neon.post(&path, hello).await.is(201);
}

#[tokio::test]
async fn a_trigger_needs_a_bucket_that_exists() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}{MAIN}/triggers");
    let mut body = stored("of nothing");
    body["storage_object_created"]["bucket_name"] = json!("nowhere");
    let refused = neon.post(&path, body).await.is(404);
    assert_eq!(refused.message(), "bucket not found");
}
