//! What an answer has changed in the rows in view stands out for a second, and nothing else does.

use crate::story::{DEV, STAGING_COMPUTE, STOREFRONT, Story, branch};
use lazyneon::{
    key::Key,
    ui::{
        Action, Msg,
        changed_cells::{ChangedBy, ChangedCell},
    },
};
use serde_json::{Value, json};
use std::time::Duration;

/// Someone else sends a request.
async fn elsewhere(story: &Story, method: reqwest::Method, path: &str, body: Value) {
    let url = format!("{}/projects/{STOREFRONT}{path}", story.neon.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.request(method, url).bearer_auth("napi_other");
    let request = request.header("content-type", "application/json");
    let sent = request.body(body.to_string()).send().await.unwrap();
    assert!(sent.status().is_success(), "{}", sent.status());
}

/// Lets time pass until something is marked, for at most so many steps of 100 ms.
async fn marked(story: &mut Story, steps: usize) -> Vec<String> {
    for _ in 0..steps {
        story.elapse(Duration::from_millis(100)).await;
        let marked = story.underlined();
        if !marked.is_empty() {
            return marked;
        }
    }
    Vec::new()
}

async fn refreshing(at: lazyneon::ui::Target) -> Story {
    let mut story = Story::at(at).await;
    story.model_mut().neon.session.refresh_seconds = 15;
    story.act(Action::Live);
    story.elapse(Duration::from_secs(20)).await;
    assert_eq!(story.underlined(), [""; 0]);
    story
}

#[tokio::test(start_paused = true)]
async fn what_others_change_is_marked_for_a_second_and_costs_one_more_frame() {
    let mut story = refreshing(branch(DEV)).await;
    let body = json!({"endpoint": {"autoscaling_limit_max_cu": 8}});
    let path = format!("/endpoints/{STAGING_COMPUTE}/suspend");
    elsewhere(&story, reqwest::Method::POST, &path, json!({})).await;
    assert_eq!(marked(&mut story, 200).await, ["idle"]);
    let staging = story.named("staging");
    let by = story.model().browser.changed.of(&staging, "state");
    assert_eq!(by, Some(ChangedBy::Others));
    // Until then, and until the next refresh, nothing else wakes the program.
    let before = (story.wakes(), story.frames());
    story.elapse(Duration::from_millis(1_500)).await;
    assert_eq!(story.underlined(), [""; 0]);
    let after = (story.wakes(), story.frames());
    assert_eq!(after.0 - before.0, 1, "timers");
    assert_eq!(after.1.0 - before.1.0, 1, "frames");
    // A size on a row of the list of branches.
    story.act(Action::Branches);
    story.elapse(Duration::from_secs(2)).await;
    assert_eq!(story.underlined(), [""; 0]);
    let path = format!("/endpoints/{STAGING_COMPUTE}");
    elsewhere(&story, reqwest::Method::PATCH, &path, body).await;
    assert_eq!(marked(&mut story, 400).await, ["0.25-8"]);
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_others_create_is_marked() {
    let mut story = refreshing(branch(DEV)).await;
    let body = json!({"branch": {"name": "feature/new"}});
    elsewhere(&story, reqwest::Method::POST, "/branches", body).await;
    assert_eq!(marked(&mut story, 400).await, ["feature/new"]);
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_change_of_ours_is_marked_as_ours_when_it_is_done() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::StartCompute);
    let marked = marked(&mut story, 100).await;
    assert_eq!(marked, ["active"]);
    let by = story.model().browser.changed.of(&branch(DEV), "state");
    assert_eq!(by, Some(ChangedBy::Us));
    story.elapse(Duration::from_secs(2)).await;
    assert_eq!(story.underlined(), [""; 0]);
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn what_is_read_for_the_first_time_is_not_marked() {
    let mut story = Story::begin().await;
    let acts = [
        Action::Down,
        Action::Right,
        Action::Down,
        Action::Right,
        Action::Down,
        Action::Right,
        Action::Branches,
        Action::NextTab,
        Action::NextTab,
        Action::Back,
        Action::Snapshots,
        Action::Wide,
        Action::Back,
        Action::Bottom,
        Action::Top,
    ];
    for act in acts {
        story.act(act);
        for _ in 0..6 {
            story.elapse(Duration::from_millis(100)).await;
            let is_still = story.model().browser.changed.is_empty();
            assert!(is_still, "{act:?}:\n{}", story.screen());
        }
    }
    story.tell(Msg::Resize {
        width: 90,
        height: 24,
    });
    story.act(Action::Filter);
    for key in "dev".chars() {
        story.key(Key::char(key));
        story.elapse(Duration::from_millis(300)).await;
        assert!(story.model().browser.changed.is_empty());
    }
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_flood_marks_nothing() {
    let mut story = refreshing(branch(DEV)).await;
    let cells = |many: usize| {
        let cell = |at: usize| ChangedCell {
            target: branch(&format!("br-{at}")),
            cell: "state",
            is_new: false,
            is_ours: false,
        };
        Msg::Changed((0..many).map(cell).collect())
    };
    story.tell(cells(10_000));
    assert!(story.model().browser.changed.is_empty());
    story.tell(cells(5));
    assert!(!story.model().browser.changed.is_empty());
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn time_alone_marks_nothing() {
    let mut story = refreshing(branch(DEV)).await;
    for list in [None, Some(Action::Branches), Some(Action::Awake)] {
        list.into_iter().for_each(|list| story.act(list));
        story.elapse(Duration::from_secs(2)).await;
        for _ in 0..40 {
            story.elapse(Duration::from_secs(1)).await;
            let is_still = story.model().browser.changed.is_empty();
            assert!(is_still, "{list:?}:\n{}", story.screen());
        }
        if list.is_some() {
            story.act(Action::Back);
        }
    }
    story.quit();
}
