//! Members, invitations and the spending limit.

use serde_json::json;

use crate::harness::{FOREIGN, FREE, Neon, Reply, SCALE};

fn members(org: &str) -> String {
    format!("/organizations/{org}/members")
}

fn emails(reply: &Reply) -> Vec<&str> {
    let members = reply.body["members"].as_array().unwrap();
    members
        .iter()
        .map(|member| member["user"]["email"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn members_sort_and_page() {
    let neon = Neon::start().await;
    let all = neon
        .get(&format!("{}?sort_by=email&sort_order=asc", members(SCALE)))
        .await
        .is(200);
    assert_eq!(
        emails(&all),
        [
            "jonas@lighthouse.example",
            "maya@lighthouse.example",
            "ops-bot@lighthouse.example",
            "priya@lighthouse.example",
            "tomas@lighthouse.example"
        ]
    );
    assert!(all.body["pagination"].get("next").is_none());
    let first = neon
        .get(&format!("{}?sort_by=role&limit=3", members(SCALE)))
        .await
        .is(200);
    let next = first.text("/pagination/next");
    let rest = neon
        .get(&format!(
            "{}?sort_by=role&limit=3&cursor={next}",
            members(SCALE)
        ))
        .await
        .is(200);
    assert_eq!(emails(&first).len() + emails(&rest).len(), 5);
    neon.get(&format!("{}?sort_by=age", members(SCALE)))
        .await
        .is(400);
    neon.get(&members(FOREIGN)).await.is(404);
}

#[tokio::test]
async fn a_member_is_read_promoted_and_removed() {
    let neon = Neon::start().await;
    let all = neon
        .get(&format!("{}?sort_by=email&sort_order=asc", members(SCALE)))
        .await;
    let priya = format!("{}/{}", members(SCALE), all.text("/members/3/member/id"));
    assert_eq!(neon.get(&priya).await.is(200).text("/role"), "editor");
    let promoted = neon.patch(&priya, json!({ "role": "admin" })).await.is(200);
    assert_eq!(promoted.text("/role"), "admin");
    neon.patch(&priya, json!({ "role": "king" })).await.is(400);
    assert_eq!(neon.delete(&priya).await.is(200).body, json!({}));
    neon.get(&priya).await.is(404);
    neon.delete(&priya).await.is(404);
}

#[tokio::test]
async fn the_last_admin_stays_and_others_have_no_say() {
    let neon = Neon::start().await;
    let alone = neon.get(&members(FREE)).await.is(200);
    let maya = format!("{}/{}", members(FREE), alone.text("/members/0/member/id"));
    let refused = neon.delete(&maya).await.is(422);
    assert!(refused.message().contains("last admin"));
    neon.patch(&maya, json!({ "role": "viewer" })).await.is(422);
    let all = neon
        .get(&format!("{}?sort_by=email&sort_order=asc", members(SCALE)))
        .await;
    let (jonas, maya) = (
        format!("{}/{}", members(SCALE), all.text("/members/0/member/id")),
        format!("{}/{}", members(SCALE), all.text("/members/1/member/id")),
    );
    neon.patch(&maya, json!({ "role": "editor" })).await.is(200);
    neon.delete(&jonas).await.is(403);
}

#[tokio::test]
async fn people_are_invited_once() {
    let mut neon = Neon::start().await;
    let path = format!("/organizations/{SCALE}/invitations");
    let body = json!({ "invitations": [{ "email": "new@lighthouse.example", "role": "viewer" }] });
    let sent = neon.post(&path, body.clone()).await.is(200);
    assert_eq!(sent.text("/invitations/0/org_id"), SCALE);
    let listed = neon.get(&path).await.is(200);
    let all = listed.body["invitations"].as_array().unwrap();
    assert_eq!(all.last(), Some(&sent.body["invitations"][0]));
    neon.post(&path, body.clone()).await.is(409);
    let one = json!({ "email": "Two@lighthouse.example", "role": "viewer" });
    let other = json!({ "email": "two@lighthouse.example", "role": "admin" });
    let twice = json!({ "invitations": [one, other] });
    neon.post(&path, twice).await.is(409);
    let now = neon.get(&path).await.is(200);
    assert_eq!(now.body, listed.body, "all of them or nobody");
    let wrong = json!({ "invitations": [{ "email": "nobody", "role": "viewer" }] });
    neon.post(&path, wrong).await.is(400);
    neon.use_key(&format!("napi_org_{SCALE}"));
    neon.post(&path, body).await.is(403);
}

#[tokio::test]
async fn the_spending_limit_is_set_and_removed() {
    let neon = Neon::start().await;
    let path = format!("/organizations/{SCALE}/billing/spending_limit");
    assert_eq!(
        neon.get(&path).await.is(200).body,
        json!({ "spending_limit_cents": 150_000 })
    );
    let body = json!({ "spending_limit_cents": 2_500 });
    assert_eq!(neon.put(&path, body.clone()).await.is(200).body, body);
    for wrong in [json!(0), json!(null), json!(-5), json!("many")] {
        neon.put(&path, json!({ "spending_limit_cents": wrong }))
            .await
            .is(400);
    }
    for _ in 0..2 {
        assert_eq!(neon.delete(&path).await.is(200).body, json!({}));
    }
    assert_eq!(
        neon.get(&path).await.body,
        json!({ "spending_limit_cents": null })
    );
    neon.get(&format!("/organizations/{FREE}/billing/spending_limit"))
        .await
        .is(403);
}
