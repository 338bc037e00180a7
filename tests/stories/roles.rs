//! Passwords of roles, and differences between schemas.

use crate::story::{DEV, STOREFRONT, Story, branch};
use lazyneon::{
    emulator::Fault,
    ui::{Action, Target},
};
use std::time::Duration;

fn role(name: &str) -> Target {
    Target::Role(STOREFRONT.into(), DEV.into(), name.into())
}

async fn at_role() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&role("readonly")).await;
    story.neon.forget_requests();
    story
}

fn reset() -> String {
    format!("POST /projects/{STOREFRONT}/branches/{DEV}/roles/readonly/reset_password")
}

#[tokio::test(start_paused = true)]
async fn a_new_password_goes_to_the_clipboard_only() {
    let mut story = at_role().await;
    story.act(Action::ResetPassword);
    story
        .sees("Reset the password of readonly on dev/maya?")
        .sees("drops     open connections")
        .sees("wakes     the idle compute");
    story.type_text("readonly");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story.sees("copied the new password of readonly on dev/maya");
    story.follow().await;
    story.sees("readonly given a new password");
    let copied = story.copied();
    assert_eq!(copied.len(), 1);
    assert!(copied[0].starts_with("npg_"), "a password");
    assert_eq!(story.changes(), [reset()]);
    story.act(Action::CopyPassword);
    story.settle().await;
    story.sees("copied the password of readonly on dev/maya");
    assert_eq!(story.copied()[1], copied[0]);
    story.act(Action::RequestLog);
    story.misses("npg_");
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_new_password_can_be_asked_for() {
    let mut story = at_role().await;
    story
        .neon
        .faults()
        .add(Some("POST"), "/reset_password", 1, Fault::Reset);
    story.act(Action::ResetPassword);
    story.type_text("readonly");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story
        .sees("readonly given a new password after all")
        .sees("g P copies it");
    assert_eq!(story.changes(), [reset()]);
    assert!(story.copied().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_project_that_keeps_no_passwords_is_explained() {
    let mut story = at_role().await;
    let none = Fault::Status {
        code: 412,
        retry_after: None,
        body: Some(r#"{"code":"","message":"passwords are not stored"}"#.to_owned()),
    };
    story
        .neon
        .faults()
        .add(Some("GET"), "/reveal_password", 1, none);
    story.act(Action::CopyPassword);
    story.settle().await;
    story.sees("Neon keeps no passwords").sees("X creates a");
    assert!(story.copied().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_password_is_shown_for_ten_seconds_when_that_is_asked_for() {
    let mut story = at_role().await;
    story.misses("npg_");
    story.act(Action::ShowPassword);
    story.settle().await;
    story
        .sees("Password of readonly on dev/maya, for 10s")
        .sees("npg_");
    story.elapse(Duration::from_secs(11)).await;
    story.misses("npg_");
    assert!(story.model().dialogs.is_empty());
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_password_goes_where_it_was_last_asked_to_go_and_nowhere_else() {
    let mut story = at_role().await;
    story.act(Action::ShowPassword);
    story.act(Action::Up);
    story.settle().await;
    story.sees("you moved on, so the password of readonly is not shown");
    assert_eq!(story.copied(), Vec::<String>::new());

    story.go(&role("readonly")).await;
    story.act(Action::ShowPassword);
    story.act(Action::CopyPassword);
    story.settle().await;
    story.misses("Password of readonly");
    assert_eq!(story.copied().len(), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_password_can_be_shown_once_where_neon_keeps_none() {
    let mut story = at_role().await;
    story.act(Action::ResetPassword);
    story.type_text("readonly");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("g v on it shows the");
    let none = Fault::Status {
        code: 412,
        retry_after: None,
        body: None,
    };
    let faults = story.neon.faults();
    faults.add(Some("GET"), "/reveal_password", 9, none);
    let copied = story.copied();
    story.act(Action::ShowPassword);
    story.sees(&copied[0]);
    story.escape();
    story.act(Action::ShowPassword);
    story.settle().await;
    story.misses("npg_").sees("Neon keeps no passwords");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn schemas_are_compared_hunk_by_hunk() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::CompareSchema);
    story.sees("Compare the schema of dev/maya? This may wake computes");
    story.act(Action::ConfirmNo);
    story.settle().await;
    assert!(
        !story
            .requests()
            .iter()
            .any(|request| request.contains("compare_schema"))
    );

    let database = Target::Database(STOREFRONT.into(), DEV.into(), "storefront".into());
    story.act(Action::Right);
    story.settle().await;
    story.go(&database).await;
    story.act(Action::CompareSchema);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("Schema of storefront: dev/maya against production")
        .sees("+     price_cents bigint")
        .sees("hunk 1 of 3");
    story.act(Action::NextHunk);
    story.sees("hunk 2 of 3");
    story.act(Action::PreviousHunk);
    story.sees("hunk 1 of 3");
    story.escape();
    let sessions = Target::Database(STOREFRONT.into(), DEV.into(), "sessions".into());
    story.go(&sessions).await;
    story.act(Action::CompareSchema);
    story.settle().await;
    story.sees("no difference: dev/maya and production have the same schema");
    story.escape();
    assert!(story.model().dialogs.is_empty(), "asked once only");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_schema_that_cannot_be_read_says_why() {
    let mut story = Story::at(branch(DEV)).await;
    let gone = Fault::Status {
        code: 404,
        retry_after: None,
        body: Some(r#"{"code":"","message":"database not found"}"#.to_owned()),
    };
    story
        .neon
        .faults()
        .add(Some("GET"), "/compare_schema", 1, gone);
    story.act(Action::CompareSchema);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("database not found");
    story.escape();
    story.end();
}
