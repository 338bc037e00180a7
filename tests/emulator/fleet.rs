//! Fleets of synthetic projects.

use std::time::Duration;

use lazyneon::emulator::Options;
use serde_json::json;

use crate::harness::{FREE, Neon, SCALE};

async fn fleet(size: u32) -> Neon {
    Neon::with(Options {
        projects: Some(size),
        rate_limit: false,
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn a_fleet_pages_to_its_end() {
    let neon = fleet(1_000).await;
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = neon
            .get(&format!("/projects?org_id={SCALE}&limit=400{cursor}"))
            .await
            .is(200);
        let found = page.all("projects", "id");
        if found.is_empty() {
            break;
        }
        ids.extend(found.into_iter().map(str::to_owned));
        cursor = format!("&cursor={}", page.text("/pagination/cursor"));
    }
    assert_eq!(ids.len(), 1_009);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1_009);
    let other = neon
        .get(&format!("/projects?org_id={FREE}&limit=400"))
        .await
        .is(200);
    assert_eq!(other.all("projects", "id").len(), 3);
}

#[tokio::test]
async fn a_fleet_does_not_grow_younger() {
    let neon = fleet(3).await;
    let list = format!("/projects?org_id={SCALE}&search=00002");
    let before = neon.get(&list).await.is(200);
    let project = format!("/projects/{}", before.text("/projects/0/id"));
    neon.pass(Duration::from_secs(86_400));
    assert_eq!(neon.get(&list).await.body, before.body);
    let opened = neon.get(&project).await.is(200);
    assert_eq!(
        opened.text("/project/created_at"),
        before.text("/projects/0/created_at")
    );
}

#[tokio::test]
async fn a_hundred_thousand_can_be_searched_and_opened() {
    let neon = fleet(100_000).await;
    let found = neon
        .get(&format!("/projects?org_id={SCALE}&search=-31415"))
        .await
        .is(200);
    assert!(
        found
            .all("projects", "name")
            .iter()
            .any(|name| name.ends_with("-31415"))
    );
    let project = format!("/projects/{}", found.text("/projects/0/id"));
    let opened = neon.get(&project).await.is(200);
    assert_eq!(opened.text("/project/name"), found.text("/projects/0/name"));
    let branches = neon.get(&format!("{project}/branches")).await.is(200);
    assert!(branches.all("branches", "name").contains(&"main"));
    neon.patch(&project, json!({ "project": { "name": "renamed-one" } }))
        .await
        .is(200);
    let found = neon
        .get(&format!("/projects?org_id={SCALE}&search=renamed-one"))
        .await
        .is(200);
    assert_eq!(found.all("projects", "name"), ["renamed-one"]);
    neon.delete(&project).await.is(200);
    let recoverable = neon
        .get(&format!(
            "/projects?org_id={SCALE}&recoverable=true&search=renamed"
        ))
        .await
        .is(200);
    assert_eq!(recoverable.all("projects", "name"), ["renamed-one"]);
    let mut key = fleet(5).await;
    let id = key
        .get(&format!("/projects?org_id={SCALE}&search=00004"))
        .await;
    let id = id.text("/projects/0/id").to_owned();
    key.use_key(&format!("napi_project_{id}"));
    key.get(&format!("/projects/{id}/endpoints")).await.is(200);
}
