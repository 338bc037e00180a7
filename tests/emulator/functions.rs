//! Functions: deployments, names and custom domains.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{CONTRACT, Neon, Reply, STOREFRONT, client};

const MAIN: &str = "/branches/br-long-feather-adpbgzlx";
const MAYA: &str = "/branches/br-damp-glitter-adqd4hk5";

fn functions() -> String {
    format!("{STOREFRONT}{MAYA}/functions")
}

/// Deploys a form of these fields.
pub async fn deploy(neon: &Neon, branch: &str, slug: &str, fields: &[(&str, &str)]) -> Reply {
    let mut body = String::new();
    for (name, value) in fields {
        body += "--XyZ\r\nContent-Disposition: form-data; name=\"";
        body += &format!("{name}\"; filename=\"x\"\r\n\r\n{value}\r\n");
    }
    let path = format!("{STOREFRONT}{branch}/functions/{slug}/deployments");
    let url = format!("{}{path}", neon.emulator.base_url());
    let request = client()
        .post(url)
        .bearer_auth("k")
        .body(body + "--XyZ--\r\n");
    let request = request.header("content-type", "multipart/form-data; boundary=XyZ");
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let answer = response.text().await.unwrap();
    if let Some(contract) = CONTRACT.as_ref() {
        let verdict = contract.check_answer("POST", &path, status, &answer);
        assert_eq!(verdict, Ok(()), "{answer}");
    }
    let body = serde_json::from_str(&answer).unwrap();
    Reply {
        status,
        body,
        headers,
    }
}

#[tokio::test]
async fn a_function_is_deployed_built_and_deleted() {
    let neon = Neon::start().await;
    let zip = [("zip", "PK…"), ("environment", r#"{"KEY":"v","MORE":"w"}"#)];
    let path = format!("{}/hello", functions());
    neon.get(&path).await.is(404);
    let made = deploy(&neon, MAYA, "hello", &zip).await.is(201);
    assert_eq!(made.text("/deployment/status"), "pending");
    assert_eq!(
        made.body["deployment"]["environment"],
        json!(["KEY", "MORE"])
    );
    assert_eq!(made.body["deployment"]["id"], 1);
    let function = neon.get(&path).await.is(200).body;
    let function = &function["function"];
    assert_eq!(function["name"], "hello");
    let url = function["invocation_url"].as_str().unwrap();
    assert!(url.starts_with("https://br-damp-glitter-adqd4hk5-hello.") && url.ends_with('/'));
    assert!(function.get("active_deployment").is_none());
    neon.pass(Duration::from_secs(2));
    let status = "/function/current_deployment/status";
    assert_eq!(neon.get(&path).await.text(status), "building");
    neon.pass(Duration::from_secs(2));
    let built = neon.get(&path).await.is(200);
    assert_eq!(built.text(status), "completed");
    assert_eq!(built.body["function"]["active_deployment"]["id"], 1);

    let change = [
        ("environment", r#"{"KEY":"","NEW":"x"}"#),
        ("runtime", "nodejs24"),
    ];
    let second = deploy(&neon, MAYA, "hello", &change).await.is(201);
    assert_eq!(
        second.body["deployment"]["environment"],
        json!(["MORE", "NEW"])
    );
    let both = neon.get(&path).await.is(200);
    assert_eq!(both.body["function"]["current_deployment"]["id"], 2);
    assert_eq!(both.body["function"]["active_deployment"]["id"], 1);
    neon.settle();
    let broken = deploy(&neon, MAYA, "hello", &[("zip", "no archive")])
        .await
        .is(201);
    assert_eq!(broken.body["deployment"]["id"], 3);
    neon.settle();
    let failed = neon.get(&path).await.is(200);
    assert_eq!(failed.text(status), "failed");
    failed.text("/function/current_deployment/error");
    assert_eq!(failed.body["function"]["active_deployment"]["id"], 2);

    neon.delete(&path).await.is(204);
    neon.delete(&path).await.is(404);
}

#[tokio::test]
async fn deployments_are_checked() {
    let neon = Neon::start().await;
    for (slug, fields) in [
        ("Hello", vec![("zip", "PK")]),
        ("he-llo", vec![("zip", "PK")]),
        ("a23456789012345678901", vec![("zip", "PK")]),
        ("hello", vec![]),
        ("hello", vec![("other", "x")]),
        ("hello", vec![("runtime", "nodejs24")]),
        ("hello", vec![("zip", "")]),
        ("hello", vec![("zip", "PK"), ("runtime", "nodejs18")]),
        ("hello", vec![("zip", "PK"), ("environment", "KEY=v")]),
        (
            "hello",
            vec![("zip", "PK"), ("environment", r#"{"KEY":5}"#)],
        ),
    ] {
        deploy(&neon, MAYA, slug, &fields).await.is(400);
    }
    let path = format!("{}/hello/deployments", functions());
    neon.post(&path, json!({ "zip": "PK" })).await.is(400);
    neon.post(&path, None).await.is(400);
    deploy(&neon, "/branches/br-none", "hello", &[("zip", "PK")])
        .await
        .is(404);
}

#[tokio::test]
async fn a_function_is_renamed_where_it_was_deployed() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}{MAIN}/functions/checkout");
    let renamed = neon
        .patch(&path, json!({ "name": "  Pay  " }))
        .await
        .is(200);
    assert_eq!(renamed.text("/function/name"), "Pay");
    // The child was made before.
    let inherited = format!("{}/checkout", functions());
    assert_eq!(
        neon.get(&inherited).await.text("/function/name"),
        "Checkout webhooks"
    );
    neon.patch(&inherited, json!({ "name": "Mine" }))
        .await
        .is(404);
    deploy(&neon, MAYA, "checkout", &[("runtime", "nodejs24")])
        .await
        .is(201);
    neon.patch(&inherited, json!({ "name": "Mine" }))
        .await
        .is(200);
    let cleared = neon.patch(&path, json!({ "name": null })).await.is(200);
    assert_eq!(cleared.text("/function/name"), "checkout");
    for wrong in [
        json!({}),
        json!({ "name": "" }),
        json!({ "name": " " }),
        json!({ "name": 5 }),
        json!({ "name": "x".repeat(257) }),
        json!([]),
    ] {
        neon.patch(&path, wrong).await.is(400);
    }
}

#[tokio::test]
async fn functions_come_in_pages() {
    let neon = Neon::start().await;
    for slug in ["one", "two", "three"] {
        neon.pass(Duration::from_secs(1));
        deploy(&neon, MAYA, slug, &[("zip", "PK")]).await.is(201);
    }
    let first = neon.get(&format!("{}?limit=2", functions())).await.is(200);
    assert_eq!(first.all("functions", "slug"), ["three", "two"]);
    let next = first.text("/pagination/next");
    let rest = neon
        .get(&format!("{}?limit=1000&cursor={next}", functions()))
        .await
        .is(200);
    assert_eq!(
        rest.all("functions", "slug"),
        ["one", "reports", "checkout"]
    );
    assert!(rest.body["pagination"].get("next").is_none());
    for wrong in ["limit=0", "limit=1001", "cursor=zz"] {
        neon.get(&format!("{}?{wrong}", functions())).await.is(400);
    }
}

#[tokio::test]
async fn a_domain_leads_to_one_function() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}{MAIN}/custom-domains");
    let domain = |name: &str, slug: &str| json!({ "domain": name, "entity_type": "function", "entity_id": slug });
    let made = neon
        .post(&path, domain("Shop.Example.com.", "checkout"))
        .await
        .is(201);
    check_domain(&made.body);
    assert_eq!(made.text("/domain"), "shop.example.com");
    assert_eq!(made.text("/status"), "pending");
    neon.pass(Duration::from_secs(60));
    let again = neon
        .post(&path, domain("shop.example.com", "checkout"))
        .await
        .is(201);
    assert_eq!(again.text("/status"), "active");
    neon.post(&path, domain("shop.example.com", "reports"))
        .await
        .is(409);
    let other = format!("{STOREFRONT}{MAYA}/custom-domains");
    neon.post(&other, domain("shop.example.com", "checkout"))
        .await
        .is(409);
    neon.post(&path, domain("a.example.com", "nothing"))
        .await
        .is(404);
    let mut trigger = domain("a.example.com", "checkout");
    trigger["entity_type"] = json!("trigger");
    let refused = neon.post(&path, trigger).await.is(400);
    assert_eq!(refused.text("/code"), "invalid_entity_type");
    for wrong in [
        "",
        "shop",
        "a_b.example.com",
        "shop.neon.tech",
        &"x".repeat(255),
    ] {
        neon.post(&path, domain(wrong, "checkout")).await.is(400);
    }
    for missing in ["domain", "entity_type", "entity_id"] {
        let mut domain = domain("a.example.com", "checkout");
        domain.as_object_mut().unwrap().remove(missing);
        neon.post(&path, domain.clone()).await.is(400);
        domain[missing] = json!(5);
        neon.post(&path, domain).await.is(400);
    }
    let listed = neon.get(&format!("{path}?limit=1")).await.is(200);
    assert_eq!(listed.all("custom_domains", "domain"), ["shop.example.com"]);
    let next = listed.text("/pagination/next");
    let rest = neon.get(&format!("{path}?cursor={next}")).await.is(200);
    assert_eq!(
        rest.all("custom_domains", "domain"),
        ["hooks.storefront.example"]
    );
    assert_eq!(
        neon.get(&other).await.is(200).body["custom_domains"],
        json!([])
    );
    neon.delete(&format!("{path}/SHOP.example.com"))
        .await
        .is(204);
    neon.delete(&format!("{path}/shop.example.com"))
        .await
        .is(404);
    neon.post(&other, domain("shop.example.com", "checkout"))
        .await
        .is(201);
    // It goes with its function.
    neon.delete(&format!("{STOREFRONT}{MAYA}/functions/checkout"))
        .await
        .is(204);
    assert_eq!(
        neon.get(&other).await.is(200).body["custom_domains"],
        json!([])
    );
}

/// The fields of a domain, according to the official SDK.
fn check_domain(domain: &Value) {
    let fields = domain.as_object().unwrap();
    assert!(fields.values().all(Value::is_string), "{domain}");
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    let known = [
        "domain",
        "entity_type",
        "entity_id",
        "cname_target",
        "status",
        "dns_status",
        "binding_status",
        "status_reason",
    ];
    assert_eq!(names, known);
}
