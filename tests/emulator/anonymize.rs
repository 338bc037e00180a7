//! Anonymized branches: created with rules, masked by a run that takes a while.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Neon, STOREFRONT};

fn rule(column: &str) -> Value {
    json!({
        "database_name": "storefront", "schema_name": "public", "table_name": "customers",
        "column_name": column, "masking_function": "anon.fake_email()",
    })
}

async fn made(body: Value) -> (Neon, String) {
    let neon = Neon::start().await;
    let made = neon
        .post(&format!("{STOREFRONT}/branch_anonymized"), body)
        .await
        .is(201);
    let path = format!("{STOREFRONT}/branches/{}", made.text("/branch/id"));
    (neon, path)
}

#[tokio::test]
async fn rules_are_set_and_then_applied_by_a_run() {
    let branch = json!({ "branch": { "name": "masked" } });
    let (neon, path) = made(json!({ "branch_create": branch })).await;
    let [rules, status, run] =
        ["masking_rules", "anonymized_status", "anonymize"].map(|route| format!("{path}/{route}"));
    assert_eq!(neon.get(&status).await.is(200).text("/state"), "created");
    neon.post(&run, None).await.is(409);
    neon.settle();
    let idle = neon.get(&status).await.is(200);
    assert_eq!(idle.text("/state"), "initialized");
    assert!(idle.body.get("last_run").is_none());
    let none = neon.get(&rules).await.is(200);
    assert_eq!(none.body, json!({ "masking_rules": [] }));

    let wanted = json!({ "masking_rules": [rule("email"), rule("phone")] });
    assert_eq!(
        neon.patch(&rules, wanted.clone()).await.is(200).body,
        wanted
    );
    assert_eq!(neon.get(&rules).await.is(200).body, wanted);
    neon.patch(&rules, json!({ "masking_rules": [{ "table_name": "t" }] }))
        .await
        .is(400);

    let started = neon.post(&run, None).await.is(200);
    assert_eq!(started.text("/state"), "anonymizing");
    assert_eq!(started.body["last_run"]["masked_columns"], 2);
    neon.post(&run, None).await.is(409);
    neon.pass(Duration::from_secs(10));
    let done = neon.get(&status).await.is(200);
    assert_eq!(done.text("/state"), "anonymized");
    assert_eq!(
        done.text("/last_run/completed_at"),
        done.text("/updated_at")
    );
    neon.post(&run, None).await.is(200);
}

#[tokio::test]
async fn one_request_can_do_it_all_and_other_branches_have_no_rules() {
    let body = json!({ "masking_rules": [rule("email")], "start_anonymization": true });
    let (neon, path) = made(body).await;
    let annotated = neon.get(&path).await.is(200);
    assert_eq!(annotated.text("/annotation/value/anonymized"), "true");
    let status = format!("{path}/anonymized_status");
    let created = neon.get(&status).await.is(200);
    assert_eq!(created.text("/state"), "created");
    assert_eq!(created.text("/updated_at"), created.text("/created_at"));
    neon.pass(Duration::from_secs(3));
    assert_eq!(
        neon.get(&status).await.is(200).text("/state"),
        "anonymizing"
    );
    neon.pass(Duration::from_secs(10));
    assert_eq!(neon.get(&status).await.is(200).text("/state"), "anonymized");

    let other = format!("{STOREFRONT}/branches/br-damp-glitter-adqd4hk5");
    for route in ["masking_rules", "anonymized_status"] {
        neon.get(&format!("{other}/{route}")).await.is(404);
    }
    neon.post(&format!("{other}/anonymize"), None).await.is(404);
    neon.post(&format!("{STOREFRONT}/branch_anonymized"), None)
        .await
        .is(400);
}

#[tokio::test]
async fn a_rule_for_a_database_that_is_not_there_fails_in_the_end() {
    let mut wrong = rule("email");
    wrong["database_name"] = "shop".into();
    let body = json!({ "masking_rules": [wrong], "start_anonymization": true });
    let (neon, path) = made(body).await;
    neon.pass(Duration::from_secs(10));
    let status = format!("{path}/anonymized_status");
    let failed = neon.get(&status).await.is(200);
    assert_eq!(failed.text("/state"), "error");
    assert_eq!(
        failed.text("/status_message"),
        "database \"shop\" does not exist"
    );
    assert_eq!(failed.text("/failed_at"), failed.text("/updated_at"));
    neon.patch(
        &format!("{path}/masking_rules"),
        json!({ "masking_rules": [rule("email")] }),
    )
    .await
    .is(200);
    neon.post(&format!("{path}/anonymize"), None).await.is(200);
    neon.pass(Duration::from_secs(10));
    let masked = neon.get(&status).await.is(200);
    assert_eq!(masked.text("/state"), "anonymized");
    assert_eq!(masked.body.get("failed_at"), None);
}

#[tokio::test]
async fn a_rule_names_its_column() {
    let (neon, path) = made(json!({})).await;
    for (field, value) in [
        ("table_name", json!("")),
        ("column_name", json!(7)),
        ("masking_function", json!(null)),
    ] {
        let mut wrong = rule("email");
        wrong[field] = value;
        let rules = json!({ "masking_rules": [wrong] });
        neon.patch(&format!("{path}/masking_rules"), rules.clone())
            .await
            .is(400);
        neon.post(&format!("{STOREFRONT}/branch_anonymized"), rules)
            .await
            .is(400);
    }
    neon.patch(&format!("{path}/masking_rules"), json!({}))
        .await
        .is(400);
}
