//! Roles, their passwords, and databases.

use serde_json::json;

use crate::harness::{Neon, SCALE, STOREFRONT};

const STAGING: &str = "/projects/hidden-river-50598307/branches/br-super-wildflower-adniii9u";
const MAYA: &str = "/projects/hidden-river-50598307/branches/br-damp-glitter-adqd4hk5";

#[tokio::test]
async fn lists_never_carry_passwords() {
    let neon = Neon::start().await;
    let roles = neon.get(&format!("{STAGING}/roles")).await.is(200);
    assert_eq!(
        roles.all("roles", "name"),
        ["storefront_owner", "storefront_app", "readonly"]
    );
    assert!(!roles.body.to_string().contains("npg_"));
    neon.get(&format!("{STAGING}/roles/readonly")).await.is(200);
    neon.get(&format!("{STAGING}/roles/nobody")).await.is(404);
}

#[tokio::test]
async fn a_new_role_shows_its_password_once() {
    let neon = Neon::start().await;
    let roles = format!("{STAGING}/roles");
    let made = neon
        .post(&roles, json!({ "role": { "name": "reporter" } }))
        .await
        .is(201);
    assert_eq!(made.all("operations", "action"), ["apply_config"]);
    let revealed = neon
        .get(&format!("{roles}/reporter/reveal_password"))
        .await
        .is(200);
    assert_eq!(revealed.text("/password"), made.text("/role/password"));
    neon.settle();
    let reset = neon
        .post(&format!("{roles}/reporter/reset_password"), None)
        .await
        .is(200);
    assert_ne!(reset.text("/role/password"), made.text("/role/password"));
    neon.settle();
    neon.delete(&format!("{roles}/reporter")).await.is(200);
    neon.settle();
    neon.delete(&format!("{roles}/reporter")).await.is(204);
    assert!(
        neon.delete(&format!("{roles}/storefront_owner"))
            .await
            .is(422)
            .message()
            .contains("storefront")
    );
    for (name, status) in [
        ("readonly", 409),
        ("pg_reader", 400),
        ("public", 400),
        ("", 400),
    ] {
        neon.post(&roles, json!({ "role": { "name": name } }))
            .await
            .is(status);
    }
    neon.post(&roles, json!({ "role": { "name": "é".repeat(32) } }))
        .await
        .is(400);
}

#[tokio::test]
async fn a_project_that_stores_no_passwords_reveals_none() {
    let neon = Neon::start().await;
    let branches = neon
        .get("/projects/patient-forest-33807219/branches?search=main")
        .await;
    let roles = format!(
        "/projects/patient-forest-33807219/branches/{}/roles",
        branches.text("/branches/0/id")
    );
    let refused = neon
        .get(&format!("{roles}/identity_owner/reveal_password"))
        .await
        .is(412);
    assert_eq!(refused.message(), "storing passwords is disabled");
    neon.get(&format!("{roles}/nobody/reveal_password"))
        .await
        .is(404);
    let reset = neon
        .post(&format!("{roles}/identity_owner/reset_password"), None)
        .await
        .is(200);
    assert!(reset.text("/role/password").starts_with("npg_"));
}

#[tokio::test]
async fn databases_come_change_and_go() {
    let neon = Neon::start().await;
    let databases = format!("{STAGING}/databases");
    let fields =
        |name: &str, owner: &str| json!({ "database": { "name": name, "owner_name": owner } });
    let made = neon
        .post(&databases, fields("a/b", "readonly"))
        .await
        .is(201);
    assert_eq!(made.all("operations", "action"), ["apply_config"]);
    neon.settle();
    neon.get(&format!("{databases}/a%2Fb")).await.is(200);
    let renamed = neon
        .patch(
            &format!("{databases}/a%2Fb"),
            json!({ "database": { "name": "ab" } }),
        )
        .await
        .is(200);
    assert_eq!(
        (
            renamed.text("/database/name"),
            renamed.text("/database/owner_name")
        ),
        ("ab", "readonly")
    );
    neon.settle();
    neon.delete(&format!("{databases}/ab")).await.is(200);
    neon.settle();
    neon.delete(&format!("{databases}/ab")).await.is(204);
    for (body, status) in [
        (fields("storefront", "readonly"), 409),
        (fields("new", "nobody"), 404),
        (fields("postgres", "readonly"), 400),
    ] {
        neon.post(&databases, body).await.is(status);
    }
}

#[tokio::test]
async fn an_idle_compute_is_woken_for_a_change_and_put_back_to_sleep() {
    let neon = Neon::start().await;
    let made = neon
        .post(
            &format!("{MAYA}/roles"),
            json!({ "role": { "name": "helper" } }),
        )
        .await
        .is(201);
    assert_eq!(
        made.all("operations", "action"),
        ["apply_config", "suspend_compute"]
    );
    neon.settle();
    let endpoint = neon
        .get(&format!("{STOREFRONT}/endpoints/ep-raspy-glade-ad8e3gvy"))
        .await;
    assert_eq!(endpoint.text("/endpoint/current_state"), "idle");
}

#[tokio::test]
async fn a_role_without_login_has_no_connection_uri() {
    let neon = Neon::start().await;
    let fields = json!({ "role": { "name": "nobody", "no_login": true } });
    neon.post(&format!("{STAGING}/roles"), fields).await.is(201);
    let query = "branch_id=br-super-wildflower-adniii9u&database_name=storefront&role_name=nobody";
    let uri = format!("{STOREFRONT}/connection_uri?{query}");
    assert_eq!(
        neon.get(&uri).await.is(412).message(),
        "role has no password"
    );
}

#[tokio::test]
async fn no_two_databases_of_a_world_have_the_same_id() {
    let neon = Neon::start().await;
    let projects = neon
        .get(&format!("/projects?org_id={SCALE}&limit=100"))
        .await
        .is(200);
    let mut ids = Vec::new();
    for project in projects.all("projects", "id") {
        let branches = neon
            .get(&format!("/projects/{project}/branches"))
            .await
            .is(200);
        for branch in branches.all("branches", "id") {
            let path = format!("/projects/{project}/branches/{branch}/databases");
            let databases = neon.get(&path).await.is(200);
            let databases = databases.body["databases"].as_array().unwrap();
            ids.extend(databases.iter().map(|database| database["id"].to_string()));
        }
    }
    let count = ids.len();
    assert!(count > 40);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}
