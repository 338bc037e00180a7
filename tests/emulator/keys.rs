//! API keys: created, used, revoked.

use serde_json::json;

use crate::harness::{FREE, Neon, SCALE, STOREFRONT};

const PERSONAL: &str = "/api_keys";

fn of_organization() -> String {
    format!("/organizations/{SCALE}/api_keys")
}

#[tokio::test]
async fn the_seed_has_keys_whose_secrets_nobody_sees() {
    let neon = Neon::start().await;
    let personal = neon.get(PERSONAL).await.is(200);
    assert_eq!(personal.text("/0/name"), "laptop");
    let keys = neon.get(&of_organization()).await.is(200);
    assert_eq!(keys.text("/1/project_id"), "hidden-river-50598307");
    assert!(keys.body[2]["last_used_at"].is_null());
    assert!(!keys.body.to_string().contains("napi_"));
}

#[tokio::test]
async fn a_key_is_shown_once_works_and_dies() {
    let mut neon = Neon::start().await;
    let made = neon
        .post(PERSONAL, json!({ "key_name": "ci" }))
        .await
        .is(200);
    let path = format!("{PERSONAL}/{}", made.body["id"]);
    neon.use_key(made.text("/key"));
    assert_eq!(
        neon.get("/auth").await.is(200).text("/auth_data"),
        made.body["id"].to_string()
    );
    let listed = neon.get(PERSONAL).await;
    assert_eq!(listed.text("/2/last_used_at"), "2026-11-20T10:30:00Z");
    assert_eq!(
        neon.post(PERSONAL, json!({ "key_name": "ci" }))
            .await
            .is(409)
            .message(),
        "choose another unique name for api key"
    );
    let revoked = neon.delete(&path).await.is(200);
    assert_eq!(revoked.body["revoked"], true);
    neon.get("/auth").await.is(401);
    neon.use_key("napi_test");
    neon.delete(&path).await.is(404);
}

#[tokio::test]
async fn an_organization_key_keeps_to_its_scope() {
    let mut neon = Neon::start().await;
    let body = json!({ "key_name": "one project", "project_id": "hidden-river-50598307" });
    let scoped = neon.post(&of_organization(), body).await.is(200);
    let whole = neon
        .post(&of_organization(), json!({ "key_name": "whole" }))
        .await
        .is(200);
    neon.use_key(whole.text("/key"));
    assert_eq!(neon.get("/auth").await.text("/auth_method"), "api_key_org");
    neon.get("/projects").await.is(200);
    neon.get(&of_organization()).await.is(403);
    neon.get(PERSONAL).await.is(403);
    neon.use_key(scoped.text("/key"));
    neon.get(STOREFRONT).await.is(200);
    neon.get("/projects").await.is(404);
    neon.get("/projects/sparkling-hill-99143322").await.is(404);
}

#[tokio::test]
async fn keys_are_checked() {
    let neon = Neon::start().await;
    for (path, body, status) in [
        (PERSONAL.to_owned(), json!({ "key_name": "" }), 400),
        (
            PERSONAL.to_owned(),
            json!({ "key_name": "x".repeat(65) }),
            400,
        ),
        (PERSONAL.to_owned(), json!({}), 400),
        (
            of_organization(),
            json!({ "key_name": "terraform (unused)" }),
            409,
        ),
        (
            of_organization(),
            json!({ "key_name": "x", "project_id": "old-fire-32990194" }),
            404,
        ),
    ] {
        neon.post(&path, body).await.is(status);
    }
    neon.delete(&format!("{PERSONAL}/abc")).await.is(404);
    neon.delete(&format!("/organizations/{FREE}/api_keys/2291506"))
        .await
        .is(404);
}
