//! One action for all marked rows.

use crate::{
    story::{DEV, STOREFRONT, Story, bodies, branch, locked, refusal, seed},
    tables::{branches, go},
};
use lazyneon::{
    changes::queue::Stage,
    emulator::{Fault, Options},
    key::Code,
    store::target::Target,
    ui::{Action, Startup},
};
use serde_json::json;
use std::time::Duration;
use tempfile::NamedTempFile;

/// Marks the rows with these names.
fn mark(story: &mut Story, names: &[&str]) {
    for name in names {
        go(story, name);
        story.act(Action::Mark);
    }
}

/// Answers the question about changes that harm nobody.
async fn agree(story: &mut Story) {
    story.screen();
    story.act(Action::ConfirmYes);
    story.settle().await;
}

/// Types the word that a confirmation asks for, once all of it has been seen.
async fn confirm(story: &mut Story, word: &str) {
    for _ in 0..60 {
        story.screen();
        story.act(Action::NextLine);
    }
    story.screen();
    story.type_text(word);
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

fn marked(story: &Story) -> Vec<String> {
    let model = story.model();
    let marked = model.browser.table.as_ref().unwrap().marked();
    marked
        .iter()
        .map(|target| model.neon.store.name(target))
        .collect()
}

fn deletion(story: &Story, name: &str) -> String {
    let id = story.named(name);
    format!("DELETE /projects/{STOREFRONT}/branches/{}", id.id())
}

#[tokio::test(start_paused = true)]
async fn marked_branches_are_deleted_leaves_first_and_what_cannot_be_is_left_alone() {
    let mut story = branches().await;
    let wanted = ["qa/checkout-v2", "staging", "dev/jonas"];
    let expected: Vec<String> = wanted.iter().map(|name| deletion(&story, name)).collect();
    mark(
        &mut story,
        &["staging", "qa/checkout-v2", "production", "dev/jonas"],
    );
    story.sees("4 marked").sees("4 marked:").sees("D delete");
    story.act(Action::Delete);
    story
        .sees("Delete 3 branches?")
        .sees("1. qa/checkout-v2")
        .sees("Left alone, 1 of 4")
        .sees("production: it is protected");
    story.type_text("delete 2");
    story.act(Action::ConfirmEnter);
    story.sees("does not match");
    story.key(Code::Backspace);
    confirm(&mut story, "3").await;
    story.follow().await;
    story.sees("all 3 deleted in");
    let mut sent = story.changes();
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[0], expected[0], "a leaf goes before its branch");
    sent.sort();
    let mut all = expected;
    all.sort();
    assert_eq!(sent, all);
    assert_eq!(
        marked(&story),
        ["production"],
        "what was left alone stays marked"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_question_about_many_says_what_is_lost_with_their_kind() {
    for (open, breaks) in [
        (
            Action::Projects,
            "all their branches, computes, databases and roles",
        ),
        (Action::Computes, "new computes get others"),
        (
            Action::AllBranches,
            "their computes, databases, roles and data",
        ),
        (Action::AllSnapshots, "the branches stay"),
        (Action::Databases, "all their schemas, tables and data"),
        (Action::Roles, "every connection string that uses them"),
    ] {
        let mut story = Story::at(branch(DEV)).await;
        story.act(open);
        story.settle().await;
        story.act(Action::MarkAll);
        story.act(Action::Delete);
        story.sees(breaks);
        story.escape();
        story.quit();
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_ends_nothing_and_stays_marked_with_its_reason() {
    let mut story = branches().await;
    let refused = Fault::Status {
        code: 422,
        retry_after: None,
        body: Some(r#"{"code":"","message":"branch is being looked at"}"#.to_owned()),
    };
    let jonas = story.named("dev/jonas");
    let faults = story.neon.faults();
    faults.add(Some("DELETE"), jonas.id(), 1, refused);
    mark(&mut story, &["dev/jonas", "dev/maya", "schema/onboarding"]);
    story.act(Action::Delete);
    confirm(&mut story, "delete 3").await;
    story.follow().await;
    story
        .sees("2 of 3 deleted; dev/jonas: ")
        .sees("ranch is being looked at")
        .sees("✗ refused")
        .sees("deleted 2 of 3, 1 refused");
    assert_eq!(marked(&story), ["dev/jonas"]);
    assert_eq!(story.changes().len(), 3);
    story.act(Action::Back);
    story.act(Action::Back);
    story.sees("Activity").misses("✗ refused");
    assert_eq!(
        marked(&story),
        ["dev/jonas"],
        "the marks stay for another try"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_others_have_deleted_meanwhile_is_not_counted_as_ours() {
    let mut story = branches().await;
    let gone = refusal(404, "branch not found");
    let jonas = story.named("dev/jonas");
    story.neon.faults().add(Some("DELETE"), jonas.id(), 1, gone);
    mark(&mut story, &["dev/jonas", "dev/maya"]);
    story.act(Action::Delete);
    confirm(&mut story, "delete 2").await;
    story.follow().await;
    story.sees("1 of 2 deleted; 1 gone already");
    assert_eq!(marked(&story), [""; 0]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_can_be_undone_and_harms_nobody_asks_for_no_word() {
    let mut story = branches().await;
    mark(&mut story, &["staging", "dev/maya"]);
    story.act(Action::SetExpiry);
    story.type_text("d");
    story.misses("to confirm").sees("y yes");
    agree(&mut story).await;
    story.follow().await;
    assert!(!story.changes().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn esc_stops_after_what_is_on_its_way() {
    let mut story = branches().await;
    mark(&mut story, &["dev/jonas", "dev/maya", "schema/onboarding"]);
    story.act(Action::Delete);
    confirm(&mut story, "delete 3").await;
    story
        .sees("deleting 0 of 3")
        .sees("2 to come")
        .sees("waiting");
    story.act(Action::Down);
    story.act(Action::Back);
    story.sees("stopping after the running changes (1); 2 not sent");
    story.follow().await;
    story.sees("1 of 3 deleted; skipped: ").sees("not sent");
    assert_eq!(story.changes().len(), 1);
    assert_eq!(marked(&story).len(), 2);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_and_a_busy_project_hold_up_nothing() {
    let mut story = branches().await;
    let faults = story.neon.faults();
    faults.add(Some("DELETE"), "/branches", 1, Fault::Reset);
    let (jonas, maya) = (story.named("dev/jonas"), story.named("dev/maya"));
    faults.add(Some("DELETE"), maya.id(), 2, locked());
    mark(&mut story, &["dev/jonas", "dev/maya", "schema/onboarding"]);
    story.act(Action::Delete);
    confirm(&mut story, "delete 3").await;
    story.follow().await;
    story.sees("all 3 deleted in");
    let sent = story.changes();
    let times = |id: &str| sent.iter().filter(|line| line.ends_with(id)).count();
    assert_eq!(times(jonas.id()), 1, "a lost answer: {sent:?}");
    // The project may be busy with the first one for longer than expected; the timing of retries is random.
    assert!(times(maya.id()) >= 3, "two were answered 423: {sent:?}");
    assert!(marked(&story).is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn protection_is_set_at_once_and_taken_back_together() {
    let mut story = branches().await;
    mark(
        &mut story,
        &["dev/jonas", "dev/maya", "preview/pr-412", "staging"],
    );
    story.act(Action::Protect);
    story
        .sees("Protect 3 branches?")
        .sees("preview/pr-412: it has an expiry");
    agree(&mut story).await;
    story.follow().await;
    story.sees("all 3 protected in 0s. z undoes them");
    assert_eq!(marked(&story), ["preview/pr-412"]);
    let mut sent = story.changes();
    assert_eq!(sent.len(), 3);
    story.act(Action::Undo);
    story
        .sees("Undo 3 changes: change back?")
        .sees("protected: true -> false");
    // Protected branches are production.
    confirm(&mut story, "undo 3").await;
    story.follow().await;
    story.sees("all 3 changed back");
    sent.reverse();
    assert_eq!(story.changes(), sent, "the last one is undone first");
    story.act(Action::Undo);
    story.sees("nothing to undo");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn parents_are_recovered_before_their_children() {
    let mut story = branches().await;
    let ids = ["staging", "qa/checkout-v2"].map(|name| story.named(name));
    mark(&mut story, &["staging", "qa/checkout-v2"]);
    story.act(Action::Delete);
    confirm(&mut story, "delete 2").await;
    story.follow().await;
    story.act(Action::PreviousTab);
    story.settle().await;
    story.sees("[Deleted]").requests();
    // The newest ones come last.
    story.act(Action::Reverse);
    mark(&mut story, &["qa/checkout-v2", "staging"]);
    story.act(Action::Recover);
    agree(&mut story).await;
    story.follow().await;
    story.sees("all 2 recovered");
    let recover = |id: &Target| format!("POST /projects/{STOREFRONT}/branches/{}/recover", id.id());
    assert_eq!(story.changes(), ids.each_ref().map(recover));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_expiry_is_chosen_once_for_all() {
    let mut story = branches().await;
    mark(&mut story, &["dev/jonas", "staging", "production"]);
    story.act(Action::SetExpiry);
    story.sees("Set expiry of 3").sees("in 7d");
    story.type_text("d");
    story
        .sees("Expire 1 branch?")
        .sees("staging: it has a child branch (qa/checkout-v2)")
        .sees("production: the default branch cannot expire");
    agree(&mut story).await;
    story.follow().await;
    story.sees("all 1 given an expiry");
    let sent = bodies(&story);
    let day = sent[0]["branch"]["expires_at"].as_str().unwrap();
    assert!(day.starts_with("2026-11-28T14:"), "{day}");
    assert_eq!(sent.len(), 1);
    story.act(Action::Undo);
    story.sees("Undo: change back dev/jonas?");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn computes_of_both_kinds_ask_which_is_meant() {
    let mut story = branches().await;
    mark(
        &mut story,
        &["staging", "dev/maya", "production_before_migration"],
    );
    story.chord_of(Action::StartCompute);
    story
        .sees("3 marked")
        .sees("Start compute")
        .sees("Suspend compute");
    story.type_text("s");
    story
        .sees("Start 1 branch?")
        .sees("staging: it is active")
        .sees("production_before_migration: it has no compute");
    agree(&mut story).await;
    story.follow().await;
    story.sees("started in");
    story.requests();
    story.act(Action::Undo);
    story.act(Action::ConfirmNo);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn read_only_and_no_wake_hold_for_marked_rows_too() {
    let mut story = branches().await;
    mark(&mut story, &["dev/maya", "qa/checkout-v2"]);
    story.act(Action::ReadOnly);
    story.act(Action::Delete);
    story.sees("read-only");
    story.act(Action::Protect);
    assert!(story.model().dialogs.is_empty());
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

/// A project with 200 additional branches, besides the rest of the seed.
fn crowded() -> NamedTempFile {
    let preview = |at: usize| {
        let computes = if at.is_multiple_of(4) {
            json!([{"min": 0.25, "max": 0.25, "last_active": "-9d"}])
        } else {
            json!([])
        };
        json!({"name": format!("ci/run-{at:03}"), "created": "-10d", "size_mb": 18_000, "computes": computes})
    };
    seed(|seed| {
        let children = seed["projects"][0]["branches"][0]["children"].as_array_mut();
        children.unwrap().extend((0..200).map(preview));
    })
}

/// The table of a crowded project's branches, with this many of the two hundred marked.
async fn crowded_with(marks: usize) -> Story {
    let seed = crowded();
    let options = Options {
        seed: Some(seed.path().to_owned()),
        ..Options::default()
    };
    let now = "2026-11-21T14:02:13Z".parse().unwrap();
    let mut story = Story::as_limited(Startup::default(), options, now).await;
    story.settle().await;
    story.open_storefront().await;
    story.act(Action::Branches);
    story.settle().await;
    story.sees("210 of 5000 allowed");
    story.act(Action::Filter);
    story.type_text("ci/run-");
    story.act(Action::FilterKeep);
    story.settle().await;
    story.act(Action::Top);
    go(&mut story, "ci/run-000");
    story.act(Action::MarkRange);
    for _ in 1..marks {
        story.act(Action::Down);
    }
    story.sees(&format!("{marks} marked"));
    story
}

/// Lets a queue run to its end. The screen stays usable meanwhile.
async fn run_queue(story: &mut Story) {
    for _ in 0..1000 {
        let queue = story.model().changes.queue.as_ref();
        if queue.is_none_or(|queue| !queue.is_running()) {
            break;
        }
        story.act(Action::Down);
        story.elapse(Duration::from_millis(500)).await;
    }
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn fifty_of_two_hundred_branches_go_within_the_budget() {
    let mut story = crowded_with(50).await;
    story.requests();
    story.act(Action::Delete);
    story.sees("Delete 50 branches?");
    let began = story.model().neon.now;
    confirm(&mut story, "delete 50").await;
    story.act(Action::Down);
    assert_eq!(
        marked(&story).len(),
        50,
        "the cursor moves on, the marks stay"
    );
    run_queue(&mut story).await;
    let took = story.model().neon.now.duration_since(began).as_secs();
    story.sees("all 50 deleted in");
    assert_eq!(story.model().browser.table.as_ref().unwrap().all, 160);
    let asked = story.requests();
    let deletions = asked.iter().filter(|it| it.starts_with("DELETE ")).count();
    assert_eq!(deletions, 50, "one each and no second one");
    // 13 of them run two operations (0.4 s and 0.6 s), 37 run one: 35.2 s, one at a time.
    assert!((35..=70).contains(&took), "{took} s");
    assert!(asked.len() <= 50 * 4, "{} requests", asked.len());
    let stages = story
        .model()
        .changes
        .queue
        .as_ref()
        .map(|queue| queue.entries.clone());
    assert!(stages.is_none_or(|all| all.iter().all(|entry| entry.stage == Stage::Done)));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn slow_reads_are_not_repeated_for_each_of_two_hundred_changes() {
    let mut story = crowded_with(200).await;
    for path in [
        "/branches",
        "/endpoints",
        "/databases",
        "/roles",
        "/snapshots",
    ] {
        let late = Fault::Latency(Duration::from_secs(5));
        story.neon.faults().add(Some("GET"), path, 100_000, late);
    }
    story.requests();
    story.act(Action::Delete);
    confirm(&mut story, "delete 200").await;
    let began = story.model().neon.now;
    // The user refreshes once, in the middle.
    story.elapse(Duration::from_secs(20)).await;
    story.act(Action::RefreshAll);
    run_queue(&mut story).await;
    let took = story.model().neon.now.duration_since(began).as_secs();
    let asked = story.requests();
    let deletions = asked.iter().filter(|it| it.starts_with("DELETE ")).count();
    assert_eq!(deletions, 200);
    let list = format!("GET /projects/{STOREFRONT}/branches");
    let reads = asked.iter().filter(|it| **it == list).count();
    // At the start, on the refresh, and at the end.
    assert!(reads <= 4, "{reads} in {took} s");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_expiry_for_many_can_be_typed() {
    let mut story = branches().await;
    mark(&mut story, &["dev/jonas", "dev/maya"]);
    story.act(Action::SetExpiry);
    story.sees("another time …");
    story.act(Action::PreviousLine);
    for _ in 0..9 {
        story.act(Action::NextLine);
    }
    story.act(Action::MenuRun);
    story.sees("When does Neon delete the 2 marked?");
    for (text, said) in [
        ("", "type a time, or never"),
        ("31 d", "too far ahead: at most 30d"),
        ("yesterday 18:00", "an expiry is in the future"),
        ("soon", "is not valid"),
    ] {
        story.type_text(text);
        story.act(Action::PromptAccept);
        story.sees(said);
        story.key(lazyneon::key::Key::ctrl('u'));
    }
    // Esc before the end sends nothing and keeps the marks.
    story.type_text("tomorrow 18:00");
    story.act(Action::Close);
    assert_eq!(marked(&story).len(), 2);
    assert!(story.changes().is_empty());

    story.act(Action::SetExpiry);
    for _ in 0..9 {
        story.act(Action::NextLine);
    }
    story.act(Action::MenuRun);
    story.type_text("tomorrow 18:00");
    story.act(Action::PromptAccept);
    story.sees("Expire 2 branches?").sees("Sun 22 Nov 18:00");
    agree(&mut story).await;
    story.follow().await;
    let sent = bodies(&story);
    assert_eq!(sent.len(), 2);
    let day = sent[0]["branch"]["expires_at"].as_str().unwrap();
    assert_eq!(day, "2026-11-22T18:00:00Z");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn one_production_branch_among_the_marked_ones_makes_the_question_prominent() {
    let mut story = branches().await;
    mark(&mut story, &["staging", "production"]);
    story.act(Action::SuspendCompute);
    story.sees("Type suspend 2 to confirm");
    let screen = story.sees("Suspend 2 branches?").screen();
    let lines = screen.lines();
    let marked: Vec<&str> = lines.filter(|line| line.contains("PROD")).collect();
    assert!(
        marked.iter().any(|line| line.contains("Suspend 2")),
        "{screen}"
    );
    let rows = marked
        .iter()
        .filter(|line| line.contains("of production  PROD"));
    assert_eq!(rows.count(), 1, "{screen}");
    assert!(!screen.contains("staging  PROD"), "{screen}");
}
