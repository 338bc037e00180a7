//! Sharing projects, and transferring them.

use std::time::Duration;

use serde_json::json;

use crate::{
    harness::{FREE, Neon, PLAYGROUND, SCALE, STOREFRONT},
    roles::own_membership,
};

const SHARED: &str = "/projects/icy-boat-93340178";

#[tokio::test]
async fn a_project_is_shared_and_taken_back() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}/permissions");
    let body = json!({ "email": "guest@example.com" });
    let granted = neon.post(&path, body.clone()).await.is(200);
    neon.post(&path, body).await.is(409);
    neon.post(&path, json!({ "email": "guest" })).await.is(400);
    let listed = neon.get(&path).await.is(200);
    assert_eq!(
        listed.text("/project_permissions/0/id"),
        granted.text("/id")
    );
    let grant = format!("{path}/{}", granted.text("/id"));
    let revoked = neon.delete(&grant).await.is(200);
    assert_eq!(revoked.text("/revoked_at"), "2026-11-20T10:30:00Z");
    neon.delete(&grant).await.is(404);
    assert_eq!(
        neon.get(&path).await.body,
        json!({ "project_permissions": [] })
    );
}

#[tokio::test]
async fn guests_cannot_share_or_hand_over() {
    let neon = Neon::start().await;
    let permissions = neon.get(&format!("{SHARED}/permissions")).await.is(200);
    let own = permissions.text("/project_permissions/0/id");
    neon.delete(&format!("{SHARED}/permissions/{own}"))
        .await
        .is(403);
    neon.post(&format!("{SHARED}/transfer_requests"), None)
        .await
        .is(403);
}

#[tokio::test]
async fn an_offer_is_taken_up_by_another_organization() {
    let mut neon = Neon::start().await;
    let offer = neon
        .post(&format!("{PLAYGROUND}/transfer_requests"), None)
        .await
        .is(201);
    assert_eq!(offer.text("/expires_at"), "2026-11-21T10:30:00Z");
    let accept = format!("{PLAYGROUND}/transfer_requests/{}", offer.text("/id"));
    neon.use_key(&format!("napi_org_{SCALE}"));
    neon.get(PLAYGROUND).await.is(404);
    neon.put(&accept, json!({})).await.is(204);
    assert_eq!(
        neon.get(PLAYGROUND).await.is(200).text("/project/org_id"),
        SCALE
    );
    neon.put(&accept, json!({})).await.is(404);
}

#[tokio::test]
async fn an_offer_expires_and_needs_a_fitting_plan() {
    let neon = Neon::start().await;
    let offer = neon
        .post(
            &format!("{STOREFRONT}/transfer_requests"),
            json!({ "ttl_seconds": 600 }),
        )
        .await
        .is(201);
    let accept = format!("{STOREFRONT}/transfer_requests/{}", offer.text("/id"));
    let refused = neon.put(&accept, json!({ "org_id": FREE })).await.is(406);
    assert_eq!(refused.text("/reasons/0/code"), "subscription_type");
    neon.pass(Duration::from_secs(600));
    neon.put(&accept, json!({ "org_id": FREE })).await.is(404);
    neon.post(
        &format!("{STOREFRONT}/transfer_requests"),
        json!({ "ttl_seconds": 0 }),
    )
    .await
    .is(400);
}

#[tokio::test]
async fn projects_move_between_organizations_all_or_none() {
    let neon = Neon::start().await;
    let path = |org: &str| format!("/organizations/{org}/projects/transfer");
    let body = |org: &str, ids: &[&str]| json!({ "destination_org_id": org, "project_ids": ids });
    let free = ["old-fire-32990194", "gentle-cake-71640028"];
    neon.post(&path(FREE), body(SCALE, &free)).await.is(200);
    let listed = neon
        .get(&format!("/projects?org_id={FREE}&limit=100"))
        .await
        .is(200);
    assert_eq!(listed.all("projects", "name"), ["blog"]);
    let integrated = neon
        .post(
            &path(SCALE),
            body(FREE, &["old-fire-32990194", "hidden-river-50598307"]),
        )
        .await
        .is(422);
    assert_eq!(
        integrated.body,
        json!({ "projects": [{ "id": "hidden-river-50598307", "integration": "vercel" }] })
    );
    let plan = neon
        .post(&path(SCALE), body(FREE, &["old-fire-32990194"]))
        .await
        .is(406);
    assert_eq!(plan.text("/limits/0/name"), "subscription_type");
    neon.post(&path(SCALE), body(SCALE, &free)).await.is(400);
    neon.post(&path(SCALE), body(FREE, &[])).await.is(400);
    neon.post(&path(FREE), body(SCALE, &["nobody-1"]))
        .await
        .is(404);
}

#[tokio::test]
async fn members_have_roles_in_a_project() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}/members");
    let all = neon.get(&path).await.is(200);
    let members = all.body["project_members"].as_array().unwrap();
    let of = |source: &str| {
        members
            .iter()
            .find(|member| member["grant_source"] == source)
    };
    let admin = of("org_admin_override").unwrap();
    assert_eq!(admin["effective_project_permission"], "ADMIN");
    let other = of("org_role_default").unwrap();
    let role = format!("{path}/{}/role", other["member_id"].as_str().unwrap());
    let viewer = neon.put(&role, json!({ "role": "viewer" })).await.is(200);
    assert_eq!(viewer.text("/effective_project_permission"), "VIEWER");
    let back = neon.delete(&role).await.is(200);
    assert!(back.body.get("project_role").is_none());
    neon.put(&role, json!({ "role": "king" })).await.is(400);
    let own = format!("{path}/{}/role", admin["member_id"].as_str().unwrap());
    // Admins of the organization lose nothing.
    let admin = neon.delete(&own).await.is(200);
    assert!(admin.body.get("grant_source").is_none());
    let lower = json!({ "role": "viewer" });
    neon.put(&own, lower.clone()).await.is(422);
    neon.put(&format!("{own}?confirm_self_demotion=true"), lower)
        .await
        .is(200);
}

#[tokio::test]
async fn a_role_in_a_project_is_not_given_away_by_mistake() {
    let neon = Neon::start().await;
    let (membership, id) = own_membership(&neon).await;
    let path = format!("{STOREFRONT}/members");
    let own = format!("{path}/{id}/role");
    neon.put(&own, json!({ "role": "admin" })).await.is(200);
    neon.patch(&membership, json!({ "role": "editor" }))
        .await
        .is(200);
    let seen = neon.get(&path).await.is(200);
    neon.delete(&own).await.is(422);
    neon.delete(&format!("{own}?confirm_self_lockout=true"))
        .await
        .is(200);
    // Only admins see people without access.
    let fewer = neon.get(&path).await.is(200);
    let sources = fewer.all("project_members", "grant_source");
    assert!(!sources.contains(&"unassigned"), "{sources:?}");
    let before = seen.all("project_members", "grant_source");
    let hidden = before.iter().filter(|source| **source == "unassigned");
    assert_eq!(sources.len() + hidden.count(), before.len());
}

#[tokio::test]
async fn without_an_organization_a_project_goes_to_the_account() {
    let neon = Neon::start().await;
    let path = format!("{PLAYGROUND}/transfer_requests");
    let offer = neon.post(&path, None).await.is(201);
    let accept = format!("{path}/{}", offer.text("/id"));
    neon.put(&accept, json!({})).await.is(204);
    let moved = neon.get(PLAYGROUND).await.is(200);
    assert_eq!(moved.text("/project/org_id"), SCALE);
    let body = json!({ "destination_org_id": SCALE, "project_ids": ["old-fire-32990194"] });
    let old = neon.post("/users/me/projects/transfer", body).await.is(404);
    assert_eq!(old.message(), "project not found");
}
