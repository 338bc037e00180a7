//! The names of things in messages, confirmations and the undo list.

use crate::story::{
    DEV, DEV_COMPUTE, PRODUCTION, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch, compute,
};
use lazyneon::{
    key::{Code, Key},
    ui::{Action, Target},
};

fn write_over(story: &mut Story, text: &str) {
    story.key(Key::ctrl('u'));
    story.type_text(text);
}

/// Renames the selection, and confirms if necessary.
async fn rename(story: &mut Story, to: &str) {
    story.act(Action::Rename);
    story.settle().await;
    write_over(story, to);
    story.act(Action::FormApply);
    story.settle().await;
    if !story.model().dialogs.is_empty() {
        story.act(Action::ConfirmYes);
    }
    story.follow().await;
}

/// Undoes the latest change, checking the question.
async fn undo(story: &mut Story, asks: &str) {
    story.act(Action::Undo);
    story.settle().await;
    story.sees(asks);
    story.act(Action::ConfirmYes);
    story.follow().await;
}

/// A new replica of dev/maya with the cursor on it, and its ID.
async fn on_a_replica() -> (Story, String) {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    story.act(Action::NewReplica);
    story.settle().await;
    story.act(Action::FormApply);
    story.follow().await;
    let inside = story.model().neon.store.inside(&STOREFRONT.into()).unwrap();
    let on_dev = |id: &&str| {
        let all = &inside.endpoints.value;
        all[*id].branch_id.as_str() == DEV && *id != DEV_COMPUTE
    };
    let mut ids = inside.endpoints.value.keys().map(|id| id.as_str());
    let id = ids.find(on_dev).unwrap().to_owned();
    story.go(&compute(&id)).await;
    (story, id)
}

#[tokio::test(start_paused = true)]
async fn a_compute_is_called_as_its_row_with_its_branch() {
    let name = "compute of staging";
    for row in [branch(STAGING), compute(STAGING_COMPUTE)] {
        let mut story = Story::at(branch(STAGING)).await;
        story.act(Action::Right);
        story.settle().await;
        story.go(&row).await;
        story.act(Action::SuspendCompute);
        story.follow().await;
        story.sees(&format!("{name} suspended in"));
        undo(&mut story, &format!("Undo: start {name}?")).await;
        story.sees(&format!("{name} started in"));
        story.act(Action::RestartCompute);
        story.sees(&format!("Restart {name}?"));
        story.act(Action::ConfirmYes);
        story.follow().await;
        story.sees(&format!("{name} restarted in"));
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn the_computes_of_one_branch_are_told_apart() {
    let (mut story, _) = on_a_replica().await;
    let name = "read replica of dev/maya";
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.sees(&format!("{name} suspended in"));
    undo(&mut story, &format!("Undo: start {name}?")).await;
    story.sees(&format!("{name} started in"));

    story.go(&compute(DEV_COMPUTE)).await;
    story.act(Action::StartCompute);
    story.settle().await;
    story.sees("this wakes compute of dev/maya");
    story.follow().await;
    story.sees("compute of dev/maya started in");
    for name in ["compute of dev/maya", name] {
        let screen = story.screen();
        let mut lines = screen.lines().filter(|line| line.contains(" start "));
        assert!(
            lines.any(|line| line.contains(&format!(" {name}"))),
            "{name}:\n{screen}"
        );
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_compute_with_a_name_is_called_by_it() {
    let (mut story, _) = on_a_replica().await;
    rename(&mut story, "reports").await;
    story.sees("read replica of dev/maya renamed to reports");
    story.act(Action::RestartCompute);
    story.sees("Restart reports of dev/maya?");
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("reports of dev/maya restarted in");
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.sees("reports of dev/maya suspended in");

    rename(&mut story, "nightly").await;
    story.sees("reports of dev/maya renamed to nightly");
    undo(&mut story, "Undo: rename back nightly of dev/maya?").await;
    story.sees("nightly of dev/maya renamed back to reports");
    story.end();
}

/// Renames a thing, changes it if possible, and undoes both.
async fn is_renamed_and_back(mut story: Story, was: &str, is: &str) {
    rename(&mut story, is).await;
    story.sees(&format!("{was} renamed to {is}"));
    story.act(Action::UndoList);
    story.sees(&format!("{was} renamed to {is}"));
    story.escape();
    undo(&mut story, &format!("Undo: rename back {is}?")).await;
    story.sees(&format!("{is} renamed back to {was}"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_renamed_thing_is_called_by_both_names_once_and_then_by_the_new_one() {
    is_renamed_and_back(Story::at(branch(DEV)).await, "dev/maya", "dev/may").await;
    let project = Target::Project(STOREFRONT.into());
    is_renamed_and_back(Story::at(project).await, "storefront", "shop").await;

    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    let database = Target::Database(STOREFRONT.into(), DEV.into(), "sessions".into());
    story.go(&database).await;
    is_renamed_and_back(story, "sessions", "visits").await;

    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::Snapshots);
    story.settle().await;
    story.act(Action::Top);
    let snapshot = story.model().browser.selected().cloned().unwrap();
    let was = story.model().neon.store.name(&snapshot);
    is_renamed_and_back(story, &was, "keep me").await;
}

#[tokio::test(start_paused = true)]
async fn what_was_done_before_is_taken_back_from_the_new_name() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Protect);
    story.follow().await;
    story.sees("dev/maya protected");
    rename(&mut story, "dev/may").await;
    story.act(Action::UndoList);
    story.settle().await;
    story.key(Code::Down);
    story.act(Action::MenuRun);
    story.settle().await;
    story.sees("Undo: change back dev/may?");
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("dev/may changed back");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_name_beside_other_changes_is_said_too() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Rename);
    story.settle().await;
    write_over(&mut story, "dev/may");
    for _ in 0..9 {
        story.act(Action::FormToggle);
        let changed = story.screen().contains("2 changes");
        if changed {
            break;
        }
        story.key(Code::Tab);
    }
    story.act(Action::FormApply);
    story.settle().await;
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("dev/maya changed and renamed to dev/may");
    story.end();
}
