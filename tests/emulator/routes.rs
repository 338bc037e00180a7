//! Unknown routes and malformed requests.

use reqwest::Method;
use serde_json::json;

use crate::harness::{CONTRACT, Neon, SCALE, STOREFRONT, client};

#[tokio::test]
async fn unknown_routes_answer_with_an_error_body() {
    let neon = Neon::start().await;
    for (method, path) in [
        (Method::GET, "/nothing"),
        (Method::PUT, "/projects"),
        (Method::GET, "/projects/hidden-river-50598307/jwks/"),
        (Method::PATCH, "/regions"),
        (Method::GET, "/projects//branches"),
        (Method::OPTIONS, "/auth"),
    ] {
        let reply = neon.send(method.clone(), path, None).await;
        assert_eq!(reply.status, 404, "{method} {path}");
        assert!(
            reply.body["request_id"].is_string() && reply.body["code"] == "",
            "{method} {path}"
        );
    }
    let root = format!("http://127.0.0.1:{}/", neon.emulator.port());
    assert_eq!(
        client()
            .get(root)
            .bearer_auth("k")
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}

#[tokio::test]
async fn malformed_bodies_are_a_bad_request() {
    let neon = Neon::start().await;
    for body in [
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"project\":{\"name\":5}}",
        "{\"project\":null}",
        "\u{0}",
    ] {
        let request = client()
            .patch(format!("{}{STOREFRONT}", neon.emulator.base_url()))
            .bearer_auth("k");
        let response = request.body(body).send().await.unwrap();
        assert_eq!(response.status(), 400, "{body}");
    }
    neon.patch(STOREFRONT, json!({})).await.is(400);
}

#[tokio::test]
async fn only_what_may_be_cleared_may_be_null() {
    let neon = Neon::start().await;
    let branch = format!("{STOREFRONT}/branches/br-quiet-leaf-ad0x1y2z");
    let clear = json!({ "branch": { "expires_at": null } });
    neon.patch(&branch, clear).await.is(200);
    for field in ["name", "protected"] {
        let refused = neon
            .patch(&branch, json!({ "branch": { field: null } }))
            .await
            .is(400);
        let place = format!("Error at \"/branch/{field}\": Value is not nullable");
        assert!(refused.message().ends_with(&place), "{refused:?}");
    }
}

#[tokio::test]
async fn bodies_are_json() {
    let neon = Neon::start().await;
    for (kind, status) in [
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("text/plain", 400),
        ("application/x-www-form-urlencoded", 400),
    ] {
        let request = client()
            .patch(format!("{}{STOREFRONT}", neon.emulator.base_url()))
            .bearer_auth("k")
            .header("content-type", kind);
        let body = json!({ "project": { "name": "storefront" } }).to_string();
        let response = request.body(body).send().await.unwrap();
        assert_eq!(response.status(), status, "{kind}");
    }
}

#[tokio::test]
async fn a_parameter_without_a_value_is_no_number() {
    let neon = Neon::start().await;
    for query in [
        "limit=",
        "limit=five",
        "limit=0",
        "limit=1001",
        "cursor=now",
    ] {
        neon.get(&format!("{STOREFRONT}/operations?{query}"))
            .await
            .is(400);
    }
    neon.get(&format!("{STOREFRONT}/branches?search="))
        .await
        .is(200);
}

#[tokio::test]
async fn a_body_without_end_is_refused() {
    let neon = Neon::start().await;
    let url = format!("{}{STOREFRONT}", neon.emulator.base_url());
    let request = client().patch(url).bearer_auth("k");
    let response = request.body(" ".repeat(11_000_000)).send().await.unwrap();
    assert_eq!(response.status(), 413);
}

#[tokio::test]
async fn every_read_keeps_to_the_contract() {
    let neon = Neon::start().await;
    for organization in ["org-bright-harbor-48215076", "org-quiet-meadow-10384622"] {
        let projects = neon
            .get(&format!("/projects?limit=400&org_id={organization}"))
            .await
            .is(200);
        for id in projects.all("projects", "id") {
            let project = format!("/projects/{id}");
            neon.get(&project).await.is(200);
            neon.get(&format!("{project}/available_preload_libraries"))
                .await
                .is(200);
            neon.get(&format!("{project}/operations?limit=1000"))
                .await
                .is(200);
            neon.get(&format!("{project}/endpoints")).await.is(200);
            let branches = neon
                .get(&format!("{project}/branches?limit=10000"))
                .await
                .is(200);
            for id in branches.all("branches", "id") {
                let branch = format!("{project}/branches/{id}");
                for part in ["", "/endpoints", "/databases", "/roles"] {
                    neon.get(&format!("{branch}{part}")).await.is(200);
                }
            }
        }
    }
    neon.get(&format!(
        "/projects?limit=400&org_id={SCALE}&recoverable=true"
    ))
    .await
    .is(200);
}

/// The routes that official clients know and the contract does not, yet.
const NEWER: [(&str, &str); 17] = [
    (
        "DELETE",
        "/projects/{project_id}/branches/{branch_id}/custom-domains/{domain}",
    ),
    (
        "DELETE",
        "/projects/{project_id}/branches/{branch_id}/triggers/{trigger_id}",
    ),
    ("DELETE", "/projects/{project_id}/members/{member_id}/role"),
    (
        "GET",
        "/projects/{project_id}/branches/{branch_id}/custom-domains",
    ),
    (
        "GET",
        "/projects/{project_id}/branches/{branch_id}/logs/fields",
    ),
    (
        "GET",
        "/projects/{project_id}/branches/{branch_id}/logs/fields/{field_name}/values",
    ),
    (
        "GET",
        "/projects/{project_id}/branches/{branch_id}/triggers",
    ),
    (
        "GET",
        "/projects/{project_id}/branches/{branch_id}/triggers/{trigger_id}",
    ),
    ("GET", "/projects/{project_id}/members"),
    (
        "PATCH",
        "/projects/{project_id}/branches/{branch_id}/triggers/{trigger_id}",
    ),
    (
        "POST",
        "/projects/{project_id}/branches/{branch_id}/auth/email_provider/test",
    ),
    (
        "POST",
        "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}/reveal",
    ),
    (
        "POST",
        "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}/rotate",
    ),
    (
        "POST",
        "/projects/{project_id}/branches/{branch_id}/custom-domains",
    ),
    (
        "POST",
        "/projects/{project_id}/branches/{branch_id}/logs/query",
    ),
    (
        "POST",
        "/projects/{project_id}/branches/{branch_id}/triggers",
    ),
    ("PUT", "/projects/{project_id}/members/{member_id}/role"),
];

#[tokio::test]
async fn every_operation_of_the_contract_and_of_newer_clients_has_a_route() {
    let neon = Neon::start().await;
    let Some(contract) = CONTRACT.as_ref() else {
        return;
    };
    let newer = NEWER
        .iter()
        .map(|(method, path)| (method.to_string(), *path));
    for (method, path) in contract.operations().chain(newer) {
        let sent: Vec<&str> = path
            .split('/')
            .map(|segment| {
                if segment.starts_with('{') {
                    "x"
                } else {
                    segment
                }
            })
            .collect();
        let sent = sent.join("/");
        let reply = neon.send(method.parse().unwrap(), &sent, None).await;
        assert_ne!(
            reply.message(),
            "this route does not exist",
            "{method} {path}"
        );
    }
}
