//! What somebody else has changed just before a change is confirmed.

use crate::{
    story::{DEV, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch, compute},
    write_scenarios::{answer, go},
};
use lazyneon::{key::Code, ui::Action};
use serde_json::{Value, json};

async fn by_somebody_else(story: &Story, path: &str, body: Value) {
    let url = format!("{}/projects/{STOREFRONT}{path}", story.neon.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let sent = client.patch(&url).bearer_auth("napi_else");
    let sent = sent.header("content-type", "application/json");
    let sent = sent.body(body.to_string()).send().await.unwrap();
    assert!(sent.status().is_success(), "{}", sent.status());
    story.neon.forget_requests();
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_was_renamed_meanwhile_is_not_deleted() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Delete);
    let name = json!({ "branch": { "name": "important" } });
    by_somebody_else(&story, &format!("/branches/{DEV}"), name).await;
    answer(&mut story).await;
    story.settle().await;
    story.sees("it is called important now: nothing was sent");
    assert_eq!(story.changes(), Vec::<String>::new());
    // Its new name is what is asked for then.
    story.act(Action::Delete);
    story.sees("Delete branch important?");
    answer(&mut story).await;
    story.follow().await;
    story.sees("important deleted");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_was_set_meanwhile_is_not_overwritten() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&compute(STAGING_COMPUTE)).await;
    story.act(Action::Edit);
    go(&mut story, "Maximum");
    story.key(Code::Right);
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("open connections drop");
    let size = json!({ "endpoint": { "autoscaling_limit_max_cu": 5 } });
    by_somebody_else(&story, &format!("/endpoints/{STAGING_COMPUTE}"), size).await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("somebody has changed it meanwhile: nothing was sent");
    assert_eq!(story.changes(), Vec::<String>::new());
    let of = (STOREFRONT.into(), STAGING_COMPUTE.into());
    let now = story.model().neon.store.endpoint(&of.0, &of.1).unwrap();
    assert_eq!(now.autoscaling_limit_max_cu, 5.0);
    story.end();
}
