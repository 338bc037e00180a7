//! Keys, users, organizations.

use lazyneon::emulator::Options;
use serde_json::json;

use crate::harness::{FOREIGN, FREE, Neon, SCALE, STOREFRONT, client};

#[tokio::test]
async fn without_a_key_nothing_is_shown() {
    let neon = Neon::start().await;
    for header in [None, Some("Bearer "), Some("Basic abc")] {
        let mut request = client().get(format!("{}/auth", neon.emulator.base_url()));
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 401, "{header:?}");
        let id = response.headers()["x-request-id"]
            .to_str()
            .unwrap()
            .to_owned();
        let body: serde_json::Value =
            serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(
            body,
            json!({ "request_id": id, "code": "", "message": "authentication required" })
        );
    }
}

#[tokio::test]
async fn a_clients_own_request_id_comes_back() {
    let neon = Neon::start().await;
    let request = client().get(format!("{}/nowhere", neon.emulator.base_url()));
    let response = request
        .bearer_auth("k")
        .header("x-request-id", "mine-1")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.headers()["x-request-id"], "mine-1");
    assert!(
        response
            .text()
            .await
            .unwrap()
            .contains("\"request_id\":\"mine-1\"")
    );
}

#[tokio::test]
async fn only_the_chosen_key_opens() {
    let mut neon = Neon::with(Options {
        api_key: Some("napi_right".to_owned()),
        ..Options::default()
    })
    .await;
    neon.get("/auth").await.is(401);
    neon.use_key("napi_right");
    neon.get("/auth").await.is(200);
}

#[tokio::test]
async fn a_personal_key_belongs_to_a_user_of_two_organizations() {
    let neon = Neon::start().await;
    let auth = neon.get("/auth").await.is(200);
    assert_eq!(auth.text("/auth_method"), "api_key_user");
    let me = neon.get("/users/me").await.is(200);
    assert_eq!(me.text("/id"), auth.text("/account_id"));
    let organizations = neon.get("/users/me/organizations").await.is(200);
    assert_eq!(organizations.all("organizations", "id"), [SCALE, FREE]);
    assert_eq!(
        neon.get(&format!("/organizations/{SCALE}"))
            .await
            .is(200)
            .text("/plan"),
        "scale_v3"
    );
    neon.get(&format!("/organizations/{FOREIGN}")).await.is(404);
    neon.get("/regions").await.is(200);
    neon.get(&format!("/regions?org_id={FREE}")).await.is(200);
}

#[tokio::test]
async fn an_organization_key_stays_in_its_organization() {
    let mut neon = Neon::start().await;
    neon.use_key(&format!("napi_org_{FREE}_secret"));
    let auth = neon.get("/auth").await.is(200);
    assert_eq!(
        (auth.text("/auth_method"), auth.text("/account_id")),
        ("api_key_org", FREE)
    );
    assert_eq!(
        neon.get("/users/me").await.is(404).message(),
        "not allowed for organization API keys"
    );
    let organizations = neon.get("/users/me/organizations").await.is(200);
    assert_eq!(organizations.all("organizations", "id"), [FREE]);
    let projects = neon.get("/projects").await.is(200);
    assert_eq!(
        projects.all("projects", "name"),
        ["playground", "recipe-box 🍲", "blog"]
    );
    neon.get(&format!("/projects?org_id={SCALE}")).await.is(404);
    neon.get(&format!("/organizations/{SCALE}")).await.is(404);
    assert_eq!(
        neon.get(STOREFRONT).await.is(404).message(),
        "project not found"
    );
    neon.use_key("napi_org_org-nobody-1");
    neon.get("/auth").await.is(401);
}

#[tokio::test]
async fn a_project_key_sees_one_project() {
    let mut neon = Neon::start().await;
    neon.use_key("napi_project_hidden-river-50598307");
    assert_eq!(neon.get("/auth").await.is(200).text("/account_id"), SCALE);
    neon.get(STOREFRONT).await.is(200);
    neon.get(&format!("{STOREFRONT}/branches")).await.is(200);
    assert_eq!(
        neon.get("/projects/sparkling-hill-99143322")
            .await
            .is(404)
            .message(),
        "project not found"
    );
    assert!(
        neon.get("/projects")
            .await
            .is(404)
            .message()
            .contains("project-scoped")
    );
    assert!(
        neon.get("/users/me")
            .await
            .is(404)
            .message()
            .contains("outside the project")
    );
    assert!(
        neon.get(&format!("/organizations/{SCALE}"))
            .await
            .is(404)
            .message()
            .contains("project-scoped")
    );
    let refused = neon
        .post("/projects", json!({ "project": {} }))
        .await
        .is(403);
    assert_eq!(
        refused.message(),
        "project-scoped keys are not allowed to create projects"
    );
    neon.delete(STOREFRONT).await.is(403);
}

#[tokio::test]
async fn an_oauth_session_is_recognized() {
    let mut neon = Neon::start().await;
    neon.use_key("oauth_token");
    assert_eq!(
        neon.get("/auth").await.is(200).text("/auth_method"),
        "oauth"
    );
    neon.get("/users/me").await.is(200);
}
