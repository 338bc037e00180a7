//! Deleting, and recovering projects.

use crate::story::{
    DEV, DEV_COMPUTE, PRODUCTION_COMPUTE, STAGING, STOREFRONT, Story, branch, compute, locked,
};
use lazyneon::{
    emulator::Fault,
    key::{Code, Key},
    ui::{Action, Target},
};
use std::time::Duration;

fn delete_dev() -> String {
    format!("DELETE /projects/{STOREFRONT}/branches/{DEV}")
}

/// Opens the confirmation for a thing and types what it asks for.
async fn confirm(story: &mut Story, word: &str) {
    story.act(Action::Delete);
    story.sees("Delete");
    story.type_text(word);
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_branch_is_deleted_when_its_name_is_typed() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Delete);
    story
        .sees("Delete branch dev/maya?")
        .sees("Lighthouse Labs › storefront")
        .sees("1 compute, 2 databases, 3 roles")
        .sees("children  none")
        .sees(&delete_dev());
    story.type_text("dev/may");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    assert_eq!(story.changes(), Vec::<String>::new(), "not the whole name");
    story.type_text("a");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    let row = story.row("dev/maya");
    assert!(row.contains("deleting"), "{row}");
    // Nothing else is done with it, and every key says why.
    for action in [
        Action::Edit,
        Action::Rename,
        Action::SetExpiry,
        Action::NewDatabase,
    ] {
        story.act(action);
        story.sees("dev/maya is being deleted");
        assert!(story.model().dialogs.is_empty(), "{action:?}");
        story.act(Action::Back);
    }
    story.follow().await;
    story.sees("dev/maya deleted").misses("elsewhere");
    assert_eq!(story.changes(), [delete_dev()]);
    let cursor = story.model().browser.selected().cloned();
    assert!(matches!(cursor, Some(Target::Branch(..))), "{cursor:?}");
    assert_ne!(cursor, Some(branch(DEV)));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_word_that_is_typed_before_the_question_is_drawn_deletes_nothing() {
    let mut story = Story::at(branch(DEV)).await;
    let asks = story.model().keyboard.keymap.chords(Action::Delete)[0].clone();
    let word = "dev/maya".chars().map(Key::char);
    let keys = asks
        .keys()
        .iter()
        .copied()
        .chain(word)
        .chain([Code::Enter.into()]);
    story.keys_at_once(keys.collect::<Vec<_>>());
    story.settle().await;
    assert_eq!(story.changes(), Vec::<String>::new());
    story
        .sees("Delete branch dev/maya?")
        .sees("before the question was on the screen");
    // Now that it is on the screen, the same input counts.
    story.type_text("dev/maya");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    assert_eq!(story.changes(), [delete_dev()]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_never_arrived_is_told_after_a_second_look() {
    let mut story = Story::at(branch(DEV)).await;
    let broken = Fault::Status {
        code: 500,
        retry_after: None,
        body: None,
    };
    story
        .neon
        .faults()
        .add(Some("DELETE"), "/branches", 1, broken);
    confirm(&mut story, "dev/maya").await;
    story.elapse(Duration::from_secs(20)).await;
    story.sees("dev/maya was not deleted");
    assert_eq!(story.changes(), [delete_dev()]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_protected_says_what_to_do_first() {
    let mut story = Story::at(compute(PRODUCTION_COMPUTE)).await;
    story.act(Action::Delete);
    story
        .sees("cannot delete primary: branch is protected (Neon)")
        .sees("P unprotects the");
    let production = story.named("production");
    story.go(&production).await;
    story.act(Action::Delete);
    story.sees("protected; P");
    story.go(&Target::Project(STOREFRONT.into())).await;
    story.act(Action::Delete);
    story.sees("its branch production is protected");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_with_children_goes_leaves_first() {
    let mut story = Story::at(branch(STAGING)).await;
    let child = story.named("qa/checkout-v2");
    story.act(Action::Delete);
    story
        .sees("Delete staging and 1 branch under it?")
        .sees("1. qa/checkout-v2")
        .sees("2. the branch itself")
        .sees("and 1 more like it");
    story.type_text("staging");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("all 2 deleted");
    let paths =
        [child.id(), STAGING].map(|id| format!("DELETE /projects/{STOREFRONT}/branches/{id}"));
    assert_eq!(story.changes(), paths);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_first_refusal_stops_the_rest() {
    let mut story = Story::at(branch(STAGING)).await;
    let body = r#"{"code":"","message":"branch is being looked at"}"#.to_owned();
    let refused = Fault::Status {
        code: 422,
        retry_after: None,
        body: Some(body),
    };
    story
        .neon
        .faults()
        .add(Some("DELETE"), "/branches", 1, refused);
    confirm(&mut story, "staging").await;
    story.follow().await;
    story
        .sees("ranch is being looked at")
        .sees("0 of 2 deleted; qa/checkout-v2: ");
    assert_eq!(story.changes().len(), 1);
    assert!(!story.model().changes.queue.as_ref().unwrap().is_running());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_compute_and_a_database_and_a_role_are_deleted() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&compute(DEV_COMPUTE)).await;
    story.act(Action::Delete);
    story
        .sees("the host ep-raspy-glade-ad8e3gvy")
        .sees("Type ep-raspy-glade-ad8e3gvy");
    story.type_text("ep-raspy-glade-ad8e3gvy");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("compute of dev/maya deleted");

    let at = |name: &str| Target::Database(STOREFRONT.into(), DEV.into(), name.into());
    story.go(&at("sessions")).await;
    confirm(&mut story, "sessions").await;
    story.follow().await;
    story.sees("sessions deleted");

    let at = |name: &str| Target::Role(STOREFRONT.into(), DEV.into(), name.into());
    story.go(&at("storefront_owner")).await;
    story.act(Action::Delete);
    story.sees("it owns the database storefront");
    story.go(&at("readonly")).await;
    confirm(&mut story, "readonly").await;
    story.follow().await;
    story.sees("readonly deleted");
    let of = |rest: &str| format!("DELETE /projects/{STOREFRONT}/{rest}");
    assert_eq!(
        story.changes(),
        [
            of(&format!("endpoints/{DEV_COMPUTE}")),
            of(&format!("branches/{DEV}/databases/sessions")),
            of(&format!("branches/{DEV}/roles/readonly")),
        ]
    );
    assert!(!story.model().neon.store.has(&at("readonly")));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_project_is_deleted_and_brought_back() {
    let mut story = Story::begin().await;
    let docs = story.named("docs-site");
    story.go(&docs).await;
    story.act(Action::Delete);
    story.sees("Delete project docs-site?").sees("28 Nov");
    story.type_text("docs-site");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story.sees("docs-site deleted. z undo");
    assert!(!story.model().neon.store.has(&docs));

    story.act(Action::Deleted);
    story.settle().await;
    story.sees("old-landing-page").sees("recoverable for 6d23h");
    story.sees("docs-site");
    story.escape();
    story.act(Action::Undo);
    story.sees("Undo: recover docs-site?");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("docs-site recovered");
    assert!(story.model().neon.store.has(&docs));

    story.act(Action::Deleted);
    story.settle().await;
    story.key(Code::Enter);
    story.settle().await;
    story.sees("old-landing-page recovered");
    let changes = story.changes();
    assert_eq!(changes.len(), 3, "{changes:?}");
    assert!(changes[1].ends_with("/recover") && changes[2].ends_with("/recover"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn read_only_deletes_and_recovers_nothing() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::ReadOnly);
    for action in [
        Action::Delete,
        Action::Protect,
        Action::ResetBranch,
        Action::SetDefault,
    ] {
        story.act(action);
        story.sees("read-only:");
    }
    story.act(Action::Deleted);
    story.settle().await;
    story.key(Code::Enter);
    story.settle().await;
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_project_deletion_can_be_undone() {
    let mut story = Story::begin().await;
    let docs = story.named("docs-site");
    story.go(&docs).await;
    let faults = story.neon.faults();
    faults.add(Some("DELETE"), "/projects", 1, Fault::Reset);
    story
        .neon
        .faults()
        .add(Some("POST"), "/recover", 2, locked());
    confirm(&mut story, "docs-site").await;
    story.sees("docs-site deleted after all");
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.elapse(Duration::from_secs(4)).await;
    story.sees("docs-site recovered");
    assert_eq!(
        story.changes().len(),
        4,
        "one deletion, three tries to recover"
    );
    story.end();
}
