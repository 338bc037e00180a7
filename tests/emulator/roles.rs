//! What people and keys may do, depending on their role in an organization and in a project.

use serde_json::{Value, json};

use crate::harness::{Neon, SCALE, STOREFRONT};

const MAYA_BRANCH: &str = "/projects/hidden-river-50598307/branches/br-damp-glitter-adqd4hk5";

/// The path of the user's membership in the Scale organization, and its ID.
pub async fn own_membership(neon: &Neon) -> (String, String) {
    let me = neon.get("/users/me").await.is(200);
    let path = format!("/organizations/{SCALE}/members");
    let members = neon.get(&path).await.is(200);
    let members = members.body["members"].as_array().unwrap();
    let own = |member: &&Value| member["user"]["email"] == me.body["email"];
    let id = members.iter().find(own).unwrap()["member"]["id"].as_str();
    let id = id.unwrap().to_owned();
    (format!("{path}/{id}"), id)
}

/// The user's permission according to the project, both alone and in the list.
async fn permission(neon: &Neon) -> String {
    let alone = neon.get(STOREFRONT).await.is(200);
    let alone = alone.text("/project/effective_project_permission");
    let list = neon
        .get(&format!("/projects?org_id={SCALE}&search=storefront"))
        .await
        .is(200);
    assert_eq!(list.text("/projects/0/effective_project_permission"), alone);
    alone.to_owned()
}

#[tokio::test]
async fn a_role_decides_what_may_be_changed() {
    let neon = Neon::start().await;
    let (own, id) = own_membership(&neon).await;
    assert_eq!(permission(&neon).await, "ADMIN");
    let rename = json!({ "project": { "name": "storefront" } });
    let share = format!("{STOREFRONT}/permissions");
    let role = format!("{STOREFRONT}/members/{id}/role");
    let create = json!({ "project": { "name": "more", "org_id": SCALE } });
    for (org_role, effective, edits) in [("editor", "EDITOR", true), ("viewer", "VIEWER", false)] {
        let mut neon = Neon::start().await;
        neon.patch(&own, json!({ "role": org_role })).await.is(200);
        assert_eq!(permission(&neon).await, effective);
        let (ok, made) = if edits { (200, 201) } else { (403, 403) };
        neon.patch(STOREFRONT, rename.clone()).await.is(ok);
        neon.post("/projects", create.clone()).await.is(made);
        neon.delete(MAYA_BRANCH).await.is(ok);
        neon.settle();
        let guest = json!({ "email": "guest@example.com" });
        neon.post(&share, guest.clone()).await.is(403);
        let transfer = format!("{STOREFRONT}/transfer_requests");
        neon.post(&transfer, None).await.is(403);
        neon.put(&role, json!({ "role": "admin" })).await.is(403);
        neon.delete(STOREFRONT).await.is(403);
        // An organization key has no personal role.
        neon.use_key(&format!("napi_org_{SCALE}"));
        assert_eq!(permission(&neon).await, "ADMIN");
        neon.post(&share, guest).await.is(200);
    }
}

#[tokio::test]
async fn a_key_for_one_project_changes_it_but_does_not_manage_it() {
    let mut neon = Neon::start().await;
    let (_, id) = own_membership(&neon).await;
    neon.use_key("napi_project_hidden-river-50598307");
    let project = neon.get(STOREFRONT).await.is(200);
    assert_eq!(
        project.text("/project/effective_project_permission"),
        "EDITOR"
    );
    neon.delete(MAYA_BRANCH).await.is(200);
    neon.settle();
    let guest = json!({ "email": "guest@example.com" });
    for path in ["permissions", "transfer_requests"] {
        let path = format!("{STOREFRONT}/{path}");
        let refused = neon.post(&path, guest.clone()).await.is(403);
        assert!(refused.message().contains("project-scoped keys"));
    }
    let members = format!("{STOREFRONT}/members");
    neon.get(&members).await.is(404);
    let role = format!("{members}/{id}/role");
    let refused = neon.put(&role, json!({ "role": "admin" })).await.is(404);
    assert!(refused.message().contains("outside the project"));
    neon.delete(&role).await.is(404);
}
