//! Starting, suspending and restarting computes.

use crate::story::{
    DEV, DEV_COMPUTE, PRODUCTION_COMPUTE, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch,
    compute,
};
use lazyneon::{emulator::Fault, ui::Action};
use std::time::Duration;

fn post(endpoint: &str, verb: &str) -> String {
    format!("POST /projects/{STOREFRONT}/endpoints/{endpoint}/{verb}")
}

#[tokio::test(start_paused = true)]
async fn starting_an_idle_compute_shows_it_running() {
    let mut story = Story::at(branch(DEV)).await;
    story.sees("dev/maya");
    story.act(Action::StartCompute);
    story.settle().await;
    let row = story.row("dev/maya");
    assert!(row.contains("starting"), "{row}");
    story
        .sees("wakes compute of dev/maya")
        .sees("start compute");
    story.follow().await;
    story.sees("dev/maya started in 0.9s");
    let row = story.row("dev/maya");
    assert!(row.contains("active"), "{row}");
    assert_eq!(story.changes(), [post(DEV_COMPUTE, "start")]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn suspending_production_asks_first() {
    let mut story = Story::at(compute(PRODUCTION_COMPUTE)).await;
    story.act(Action::SuspendCompute);
    story.sees("Suspend primary of production?");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    assert_eq!(story.changes(), Vec::<String>::new(), "Enter is no");
    story.act(Action::SuspendCompute);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("suspended in 0.4s");
    assert_eq!(story.changes(), [post(PRODUCTION_COMPUTE, "suspend")]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_restart_is_followed_through_both_steps() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::RestartCompute);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let row = story.row("staging");
    assert!(
        row.contains("restarting") || row.contains("suspending"),
        "{row}"
    );
    story.follow().await;
    story.sees("restarted");
    assert_eq!(story.changes(), [post(STAGING_COMPUTE, "restart")]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_change_that_never_arrived_is_told_as_such() {
    let mut story = Story::at(branch(DEV)).await;
    let broken = Fault::Status {
        code: 500,
        retry_after: None,
        body: None,
    };
    story.neon.faults().add(Some("POST"), "/start", 1, broken);
    story.act(Action::StartCompute);
    story.settle().await;
    story.sees("was not started");
    assert_eq!(story.changes(), [post(DEV_COMPUTE, "start")]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_fails_says_why() {
    let mut story = Story::at(branch(DEV)).await;
    let fails = Fault::FailOperation {
        action: "start_compute".to_owned(),
    };
    story.neon.faults().add(Some("POST"), "/start", 1, fails);
    story.act(Action::StartCompute);
    story.follow().await;
    story.sees("start compute failed on compute of dev/maya");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn quitting_half_way_asks_and_leaves_the_change_alone() {
    let mut story = Story::at(branch(DEV)).await;
    story.neon.faults().add(
        Some("POST"),
        "/start",
        1,
        Fault::Latency(Duration::from_secs(5)),
    );
    story.act(Action::StartCompute);
    story.act(Action::QuitNow);
    assert!(!story.has_quit());
    story.sees("Quit while a change is running?");
    story.act(Action::QuitNow);
    assert!(story.has_quit());
}

#[tokio::test(start_paused = true)]
async fn the_question_whether_to_quit_follows_what_is_running() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::StartCompute);
    story.act(Action::QuitNow);
    story
        .sees("Quit while a change is running?")
        .sees("starting");
    story.settle().await;
    story.sees("Quit?").sees("Everything is done");
    story.misses("is running");
    story.act(Action::ConfirmYes);
    assert!(story.has_quit());
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_hides_all_operations_hides_what_keys_are_about() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::FocusOperations);
    story.act(Action::Filter);
    story.type_text("zzzz");
    story.act(Action::FilterKeep);
    story.sees("nothing matches. Esc clears the filter");
    for action in [Action::StartCompute, Action::SuspendCompute] {
        story.act(action);
    }
    story.settle().await;
    assert!(story.changes().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_compute_of_a_project_that_was_only_found_is_followed_to_its_end() {
    let mut story = Story::begin().await;
    story.act(Action::Home);
    story.elapse(Duration::from_secs(5)).await;
    story.act(Action::Filter);
    story.type_text("dev/maya");
    story.elapse(Duration::from_secs(1)).await;
    story.act(Action::FilterKeep);
    story.settle().await;
    story.act(Action::StartCompute);
    story.follow().await;
    story.settle().await;
    let screen = story.screen();
    let row = screen.lines().find(|line| line.contains("▸ dev/maya"));
    assert!(row.is_some_and(|row| row.contains("active")), "{screen}");
    story.misses("starting");
    story.end();
}
