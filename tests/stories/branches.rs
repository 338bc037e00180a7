//! Protection, the default branch, resets, undo.

use crate::story::{DEV, STAGING, STOREFRONT, Story, bodies, branch};
use lazyneon::{
    emulator::Fault,
    ui::{Action, Target},
};
use serde_json::json;

fn patch(id: &str) -> String {
    format!("PATCH /projects/{STOREFRONT}/branches/{id}")
}

#[tokio::test(start_paused = true)]
async fn protecting_asks_nothing_and_unprotecting_asks() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Protect);
    story.settle().await;
    story.sees("dev/maya protected. z undo");
    story.act(Action::Unprotect);
    story.sees("Unprotect dev/maya?").sees("PROD");
    story.act(Action::ConfirmNo);
    story.act(Action::Unprotect);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("dev/maya unprotected. z undo");
    let sent = [true, false].map(|on| json!({ "branch": { "protected": on } }));
    assert_eq!(bodies(&story), sent);
    assert_eq!(story.changes(), [patch(DEV), patch(DEV)]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_protection_is_told_truly_and_can_be_undone() {
    let mut story = Story::at(branch(DEV)).await;
    story
        .neon
        .faults()
        .add(Some("PATCH"), "/branches", 1, Fault::Reset);
    story.act(Action::Protect);
    story.settle().await;
    story.sees("dev/maya protected after all");
    story.act(Action::Undo);
    story.sees("protected: true -> false");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("dev/maya changed back");
    assert_eq!(story.changes(), [patch(DEV), patch(DEV)]);
    story.act(Action::Undo);
    story.sees("nothing to undo");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_expires_cannot_be_protected() {
    let mut story = Story::at(branch(DEV)).await;
    let preview = story.named("preview/pr-412");
    story.go(&preview).await;
    story.act(Action::Protect);
    story.sees("has an expiry");
    story.act(Action::SetDefault);
    story.sees("the default branch cannot expire");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn another_default_branch_and_back() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::SetDefault);
    story
        .sees("Make the default branch: dev/maya?")
        .sees("was       production");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("dev/maya made the default branch. z undo");
    let is_default = |story: &Story, id: &str| {
        let store = &story.model().neon.store;
        store
            .branch(&STOREFRONT.into(), &id.into())
            .unwrap()
            .default
    };
    assert!(is_default(&story, DEV));
    story.act(Action::Undo);
    story.sees("Undo: make the default branch: production?");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("production made the default branch");
    assert!(!is_default(&story, DEV));
    assert_eq!(story.changes().len(), 2);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_undo_is_refused_when_somebody_has_changed_it_since() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Protect);
    story.settle().await;
    let world = story.neon.base_url();
    let client = reqwest::Client::new();
    let url = format!("{world}/projects/{STOREFRONT}/branches/{DEV}");
    let request = client
        .patch(url)
        .bearer_auth("napi_stories0000000000000000000000000000000000000000000000000000000000")
        .body(r#"{"branch":{"protected":false}}"#)
        .header("content-type", "application/json");
    assert!(request.send().await.unwrap().status().is_success());
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("not undone: dev/maya has changed since");
    assert_eq!(story.changes().len(), 2, "ours and theirs");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_suspended_compute_is_started_again_by_undo() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.sees("staging suspended in 0.4s. z undo");
    story.act(Action::UndoList);
    story.sees("Undo a change").sees("undo: start");
    story.act(Action::MenuRun);
    story
        .sees("Undo: start compute of staging?")
        .sees("wakes     the compute");
    story.escape();
    story.settle().await;
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("staging started");
    assert_eq!(story.changes().len(), 2);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_is_reset_from_its_parent() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::ResetBranch);
    story
        .sees("Reset from parent › dev/maya")
        .sees("the current state of production")
        .sees("loses     everything written since");
    story.act(Action::RestoreNext);
    story.type_text("dev/maya");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("dev/maya reset from its parent");
    let production = story.named("production");
    let sent = [json!({ "source_branch_id": production.id() })];
    assert_eq!(bodies(&story), sent);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_reset_keeps_what_children_hang_on() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::ResetBranch);
    story.sees("moves     to staging_old_2026-11-21T14:02Z: qa/checkout-v2");
    story.act(Action::RestoreNext);
    story.sees("kept as   staging_old_2026-11-21T14:02Z");
    story.type_text("staging");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("staging reset from its parent");
    let backup = story.named("staging_old_2026-11-21T14:02Z");
    let child = story.named("qa/checkout-v2");
    let parent = story
        .model()
        .neon
        .store
        .branch_of(&child)
        .unwrap()
        .parent_id
        .clone();
    assert_eq!(parent.unwrap().as_str(), backup.id());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn roots_and_protected_branches_are_not_reset() {
    let mut story = Story::at(branch(DEV)).await;
    let production = story.named("production");
    story.go(&production).await;
    story.act(Action::ResetBranch);
    story.sees("production is a root branch");
    story.go(&branch(DEV)).await;
    story.act(Action::Protect);
    story.settle().await;
    story.act(Action::ResetBranch);
    story.sees("cannot reset dev/maya: branch is protected (Neon). P unprotects it");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_protection_is_told_in_neons_words() {
    let mut story = Story::at(branch(DEV)).await;
    let body = r#"{"code":"","message":"protected branches limit exceeded"}"#.to_owned();
    let refused = Fault::Status {
        code: 422,
        retry_after: None,
        body: Some(body),
    };
    story
        .neon
        .faults()
        .add(Some("PATCH"), "/branches", 1, refused);
    story.act(Action::Protect);
    story.settle().await;
    story.sees("could not protect dev/maya");
    story.act(Action::Undo);
    story.sees("nothing to undo");
    assert!(matches!(
        story.model().browser.selected(),
        Some(Target::Branch(..))
    ));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn marks_come_back_with_the_tab_that_lists_their_rows() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.act(Action::Branches);
    story.settle().await;
    story.act(Action::Down);
    story.act(Action::Mark);
    story.sees("1 marked");
    let marks = story.model().browser.table.as_ref().unwrap().marks.clone();
    let mut others = 0;
    for _ in 0..5 {
        story.act(Action::NextTab);
        story.settle().await;
        let table = story.model().browser.table.as_ref().unwrap();
        let is_listed = marks.iter().all(|mark| table.find(mark).is_some());
        assert_eq!(!table.marks.is_empty(), is_listed, "{}", story.screen());
        if !is_listed {
            others += 1;
            story.sees("1 marked in other tabs");
        }
    }
    assert!(others > 0);
    assert_eq!(story.model().browser.table.as_ref().unwrap().marks, marks);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_blocked_branch_says_what_that_means() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    let jonas = story.named("dev/jonas");
    story.go(&jonas).await;
    story
        .sees("Nobody can connect: connections are blocked.")
        .sees("S unblock");
}
