//! The operations of a project under a cursor of their own.

use crate::story::{
    DEV, DEV_COMPUTE, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch, compute,
};
use lazyneon::{
    api::types::{Operation, OperationStatus},
    emulator::Fault,
    ui::{Action, Pane, Target, activity},
};

/// The operation under the cursor.
fn selected(story: &Story) -> Option<Operation> {
    let model = story.model();
    activity::selected(&model.browser, &model.neon.store).cloned()
}

/// Lets the next start of the compute of dev/maya fail.
async fn failed_start() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    let fails = Fault::FailOperation {
        action: "start_compute".to_owned(),
    };
    story.neon.faults().add(Some("POST"), "/start", 1, fails);
    story.act(Action::StartCompute);
    story.follow().await;
    story.go(&branch(STAGING)).await;
    story.neon.forget_requests();
    // The notices.
    story.act(Action::Back);
    story.act(Action::FocusOperations);
    story
}

#[tokio::test(start_paused = true)]
async fn a_failed_start_is_started_again_where_it_is_listed() {
    let mut story = failed_start().await;
    let failed = selected(&story).unwrap();
    assert_eq!(failed.status, OperationStatus::Failed);
    story
        .sees("3 Activity")
        .sees("s start again")
        .sees(&failed.id.as_str()[..24]);
    story.act(Action::StartCompute);
    story.settle().await;
    story.sees(&format!("this wakes {DEV_COMPUTE} of dev/maya"));
    let start = format!("POST /projects/{STOREFRONT}/endpoints/{DEV_COMPUTE}/start");
    story.follow().await;
    assert_eq!(story.changes(), [start]);
    // A newer operation is above it now: the cursor has stayed.
    assert_eq!(selected(&story).unwrap().id, failed.id);
    let newest = &story.model().neon.store.inside(&STOREFRONT.into()).unwrap();
    assert_ne!(newest.operations.value[0].id, failed.id);
    story.act(Action::Up);
    assert_eq!(selected(&story).unwrap().status, OperationStatus::Finished);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_goes_to_what_an_operation_was_about() {
    let mut story = failed_start().await;
    story.act(Action::Zoom);
    story.act(Action::Open);
    story.settle().await;
    let browser = &story.model().browser;
    assert_eq!(browser.selected(), Some(&compute(DEV_COMPUTE)));
    assert_eq!(
        (browser.panes.focus, browser.panes.zoomed),
        (Pane::Tree, false)
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn keys_about_a_row_do_not_reach_past_the_operation() {
    let mut story = failed_start().await;
    for action in [
        Action::Delete,
        Action::ResetBranch,
        Action::Protect,
        Action::Connect,
        Action::CopyUri,
        Action::CopyMenu,
        Action::OpenShell,
        Action::ActionsMenu,
    ] {
        story.act(action);
        story.settle().await;
        story.sees("the cursor is on an operation; 1 goes back to the row");
        story.act(Action::Back);
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_change_is_undone_where_its_operation_is_listed() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.act(Action::FocusOperations);
    let suspended = selected(&story).unwrap();
    story.sees("you: suspend");
    story.act(Action::Down);
    assert_ne!(selected(&story).unwrap().id, suspended.id);
    story.act(Action::Undo);
    story.sees("no change of this session that can be undone");
    story.act(Action::Up);
    story.act(Action::Undo);
    story.settle().await;
    story.sees(&format!("Undo: start {STAGING_COMPUTE} of staging?"));
    story.act(Action::ConfirmYes);
    story.follow().await;
    assert_eq!(selected(&story).unwrap().id, suspended.id);
    story.act(Action::Undo);
    story.sees("no change of this session that can be undone");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_operations_of_one_request_are_one_row() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::NewBranch);
    story.settle().await;
    story.type_text("feature");
    story.act(Action::FormApply);
    story.follow().await;
    story.act(Action::FocusOperations);
    story.sees("▸ create branch").misses("└ start compute");
    story.act(Action::Right);
    story
        .sees("▾ create branch")
        .sees("├ create branch")
        .sees("└ start compute");
    story.act(Action::Bottom);
    story.act(Action::Top);
    story.act(Action::Down);
    story.act(Action::Left);
    story.sees("▸ create branch").misses("└ start compute");
    story.act(Action::Open);
    story.settle().await;
    assert_eq!(
        story.model().browser.selected(),
        Some(&story.named("feature"))
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn older_operations_come_in_as_the_cursor_nears_them() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    let known = |story: &Story| {
        let inside = story.model().neon.store.inside(&STOREFRONT.into());
        inside.unwrap().operations.value.len()
    };
    assert_eq!(known(&story), 50);
    story.act(Action::FocusOperations);
    story.act(Action::Down);
    story.settle().await;
    story.neon.forget_requests();
    story.act(Action::Down);
    story.settle().await;
    assert_eq!(story.requests(), Vec::<String>::new());

    story.act(Action::Bottom);
    let last = selected(&story).unwrap();
    story.settle().await;
    assert_eq!(
        story.requests(),
        [format!("GET /projects/{STOREFRONT}/operations")]
    );
    assert!(known(&story) > 50);
    assert_eq!(
        selected(&story).unwrap().id,
        last.id,
        "the cursor has stayed"
    );
    // At its end, the list asks for no more.
    for _ in 0..20 {
        story.act(Action::Bottom);
        story.settle().await;
    }
    story.neon.forget_requests();
    story.act(Action::Up);
    story.act(Action::Bottom);
    story.settle().await;
    assert_eq!(story.requests(), Vec::<String>::new());
    story.end();
}
