//! Snapshots: taken, listed, changed, deleted, restored; and backup schedules.

use crate::story::{DEV, PRODUCTION, STOREFRONT, Story, bodies, branch, locked};
use lazyneon::{
    emulator::Fault,
    key::Key,
    ui::{Action, Target, commands},
};
use serde_json::json;
use std::time::Duration;

fn refused(message: &str) -> Fault {
    Fault::Status {
        code: 422,
        retry_after: None,
        body: Some(json!({ "code": "", "message": message }).to_string()),
    }
}

/// On the default branch, a root branch.
async fn on_production() -> Story {
    Story::at(branch(PRODUCTION)).await
}

/// On the first of the listed snapshots.
async fn on_a_snapshot() -> Story {
    let mut story = on_production().await;
    story.act(Action::Snapshots);
    story.settle().await;
    story.act(Action::Top);
    story.neon.forget_requests();
    assert!(matches!(
        story.model().browser.selected(),
        Some(Target::Snapshot(..))
    ));
    story
}

fn selected(story: &Story) -> String {
    story.model().browser.selected().unwrap().id().to_owned()
}

fn name(story: &Story) -> String {
    let model = story.model();
    model.neon.store.name(model.browser.selected().unwrap())
}

fn write_over(story: &mut Story, text: &str) {
    story.key(Key::ctrl('u'));
    story.type_text(text);
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_is_taken_and_listed() {
    let mut story = on_production().await;
    story.act(Action::TakeSnapshot);
    story.settle().await;
    story
        .sees("New snapshot")
        .sees("production_2026-11-21T14:02Z");
    write_over(&mut story, "before the move");
    story.act(Action::FormApply);
    story.follow().await;
    story.sees("before the move taken");
    assert_eq!(
        story.changes(),
        [format!(
            "POST /projects/{STOREFRONT}/branches/{PRODUCTION}/snapshot"
        )]
    );
    story.act(Action::Snapshots);
    story.settle().await;
    story.sees("before the move").sees("manual").sees("ORIGIN");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_gets_the_slug_that_is_chosen() {
    let mut story = on_production().await;
    story.act(Action::TakeSnapshot);
    story.settle().await;
    story.act(Action::PreviousField);
    for (slug, why) in [
        ("Before", "lowercase letters, digits and hyphens only"),
        ("2-moves", "it starts with a letter"),
        ("before-", "it ends with a letter or a digit"),
    ] {
        write_over(&mut story, slug);
        story.act(Action::FormApply);
        story.sees(why);
    }
    write_over(&mut story, "before-move");
    story.act(Action::FormApply);
    story.follow().await;
    story.act(Action::Snapshots);
    story.settle().await;
    story.act(Action::Open);
    story.act(Action::NextTab);
    story.sees("before-move");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn snapshots_of_children_are_refused_and_esc_sends_nothing() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::TakeSnapshot);
    story.sees("root branches only, and dev/maya has");
    story.go(&branch(PRODUCTION)).await;
    story.act(Action::TakeSnapshot);
    story.settle().await;
    story.escape();
    assert!(story.model().dialogs.is_empty());
    story.act(Action::BackupSchedule);
    story.settle().await;
    story.escape();
    assert!(story.model().dialogs.is_empty());
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_snapshot_keeps_its_form() {
    let mut story = on_production().await;
    let faults = story.neon.faults();
    faults.add(
        Some("POST"),
        "/snapshot",
        1,
        refused("snapshots limit exceeded"),
    );
    story.act(Action::TakeSnapshot);
    story.settle().await;
    write_over(&mut story, "is unexpected");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("Snapshots limit exceeded").sees("is unexpected");
    story.escape();
    story.act(Action::ConfirmYes);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_is_renamed_and_given_an_expiry_and_back() {
    let mut story = on_a_snapshot().await;
    let (id, was) = (selected(&story), name(&story));
    story.act(Action::Rename);
    write_over(&mut story, "keep me");
    story.act(Action::NextField);
    write_over(&mut story, "7 d");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("Apply 2 changes");
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("changed and renamed to keep me. z undo");
    let sent = json!({ "snapshot": { "name": "keep me", "expires_at": "2026-11-28T14:02:13Z" } });
    assert_eq!(bodies(&story), [sent]);
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("changed back");
    assert_eq!((selected(&story), name(&story)), (id, was));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_is_deleted_for_good() {
    for lost in [None, Some(Fault::Reset), Some(locked())] {
        let mut story = on_a_snapshot().await;
        let target = story.model().browser.selected().cloned().unwrap();
        if let Some(lost) = lost {
            story
                .neon
                .faults()
                .add(Some("DELETE"), "/snapshots", 1, lost);
        }
        story.act(Action::Delete);
        story
            .sees("deleted permanently")
            .sees("branches that were restored");
        let word = commands::delete::word(&name(&story), &target);
        story.type_text(&word);
        story.act(Action::ConfirmEnter);
        story.follow().await;
        story.elapse(Duration::from_secs(3)).await;
        story.sees("deleted");
        assert!(!story.model().neon.store.has(&target));
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn a_branch_out_of_a_snapshot_is_looked_at_and_finalized() {
    let mut story = on_production().await;
    story.act(Action::Unprotect);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.act(Action::Snapshots);
    story.settle().await;
    story.act(Action::Top);
    story.neon.forget_requests();
    let snapshot = selected(&story);
    story.act(Action::NewFromSnapshot);
    story.sees("nothing is replaced yet");
    write_over(&mut story, "looked at");
    story.act(Action::FormApply);
    story.follow().await;
    story.sees("looked at");
    let sent =
        json!({ "name": "looked at", "target_branch_id": PRODUCTION, "finalize_restore": false });
    assert_eq!(bodies(&story), [sent]);
    let wanted = format!("POST /projects/{STOREFRONT}/snapshots/{snapshot}/restore");
    assert_eq!(story.changes(), [wanted]);
    // Dismisses the notices, then closes the list.
    story.act(Action::Back);
    story.act(Action::Back);
    let made = story.named("looked at");
    story.go(&made).await;
    story.act(Action::FinalizeRestore);
    story
        .sees("Finalize the restore of looked at?")
        .sees("replaces  production: takes its name")
        .sees("kept as   production_old_2026-11-21T14:02Z");
    let faults = story.neon.faults();
    faults.add(Some("POST"), "/finalize_restore", 1, locked());
    faults.add(Some("POST"), "/finalize_restore", 1, Fault::Reset);
    let word = commands::delete::word("looked at", &made);
    story.type_text(&word);
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.elapse(Duration::from_secs(3)).await;
    story.sees("looked at put in place of");
    assert_eq!(story.changes().len(), 2);
    let now = story.model().neon.store.branch_of(&made).unwrap();
    assert_eq!(now.name, "production");
    takes_it_back(&mut story, made.id(), PRODUCTION).await;
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_wizard_restores_a_snapshot_at_once() {
    let mut story = on_production().await;
    story.act(Action::Unprotect);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.act(Action::Snapshots);
    story.settle().await;
    story.act(Action::Top);
    story.act(Action::Restore);
    story.settle().await;
    story.sees("◂ snapshot ");
    story.act(Action::RestoreNext);
    story.sees("Neon cannot compare a snapshot");
    story.act(Action::RestoreNext);
    story.sees("production_old_… (Neon chooses the rest)");
    story.act(Action::RestoreNext);
    story.neon.forget_requests();
    story.type_text("production");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("production restored");
    let sent = json!({ "target_branch_id": PRODUCTION, "finalize_restore": true });
    assert_eq!(bodies(&story), [sent]);
    story.sees("z undo");
    let new = story.model().changes.newest.clone().unwrap();
    takes_it_back(&mut story, new.id(), PRODUCTION).await;
    story.end();
}

/// Undoes that one branch has replaced another, which restores the state of the old one.
async fn takes_it_back(story: &mut Story, new: &str, old: &str) {
    story.neon.forget_requests();
    story.act(Action::Undo);
    story
        .sees("Undo: revert production?")
        .sees("what it is now");
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("production reverted");
    let sent = format!("POST /projects/{STOREFRONT}/branches/{new}/restore");
    assert_eq!(bodies(story)[0]["source_branch_id"], old);
    assert_eq!(story.changes(), [sent]);
}

#[tokio::test(start_paused = true)]
async fn backups_are_scheduled_and_taken_back() {
    let mut story = on_production().await;
    story.act(Action::BackupSchedule);
    story.settle().await;
    story.sees("Backup schedule");
    write_over(&mut story, "monthly 1 02:30");
    story.act(Action::FormApply);
    story.sees("only whole hours");
    write_over(&mut story, "monthly 1 03:00 keep 7 d");
    // The second line stays; the one below it is for a new one.
    story.key(lazyneon::key::Code::Down);
    story.sees("weekly sun 04:00");
    story.key(lazyneon::key::Code::Down);
    story.type_text("hourly keep 1 d");
    story.act(Action::FormApply);
    story.sees("daily, weekly, monthly lines only");
    write_over(&mut story, "daily 05:00 keep 1 d");
    story.act(Action::FormApply);
    story.settle().await;
    if story.screen().contains("Apply ") {
        story.act(Action::ConfirmYes);
    }
    story.follow().await;
    story.sees("backups of production changed. z undo");
    let sent = bodies(&story);
    assert_eq!(sent.len(), 1, "{sent:?}");
    let lines = json!([
        { "frequency": "monthly", "day": 1, "hour": 3, "retention_seconds": 604_800 },
        { "frequency": "weekly", "day": 7, "hour": 4 },
        { "frequency": "daily", "hour": 5, "retention_seconds": 86_400 },
    ]);
    assert_eq!(sent[0]["schedule"], lines);
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("backups of production changed back");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_schedule_is_told_truly_and_a_refused_one_keeps_its_form() {
    for (fault, told) in [
        (Fault::Reset, "changed after all"),
        (Fault::ResetBefore, "was not changed"),
        (
            refused("backup schedule requires a paid plan"),
            "requires a paid plan",
        ),
    ] {
        let mut story = on_production().await;
        story.act(Action::BackupSchedule);
        story.settle().await;
        write_over(&mut story, "monthly 1 03:00");
        let faults = story.neon.faults();
        faults.add(Some("PUT"), "/backup_schedule", 1, fault);
        story.act(Action::FormApply);
        story.settle().await;
        if story.screen().contains("Apply ") {
            story.act(Action::ConfirmYes);
        }
        story.elapse(Duration::from_secs(3)).await;
        story.sees(told);
        assert_eq!(story.changes().len(), 1);
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn a_branch_of_a_snapshot_to_look_at_deletes_itself() {
    for lost in [false, true] {
        let mut story = on_production().await;
        story.act(Action::Unprotect);
        story.act(Action::ConfirmYes);
        story.follow().await;
        story.act(Action::Snapshots);
        story.settle().await;
        story.act(Action::Top);
        story.act(Action::Restore);
        story.settle().await;
        story.act(Action::RestoreNext);
        story.act(Action::RestoreClient);
        story.sees("Neon cannot connect to a snapshot");
        story.neon.forget_requests();
        if lost {
            let faults = story.neon.faults();
            faults.add(Some("POST"), "/restore", 1, Fault::Reset);
        }
        story.act(Action::RestoreTry);
        story.follow().await;
        let sent = bodies(&story);
        assert_eq!(sent.len(), 2, "{sent:?}");
        let at = sent[1]["branch"]["expires_at"].as_str().unwrap();
        assert_eq!(at, "2026-11-21T15:02:13Z");
        story.escape();
        story.escape();
        story.model_mut().neon.notices.clear();
        while story.model().browser.table.is_some() {
            story.act(Action::Back);
        }
        let made = story.named("production_look_14:02:13");
        story.go(&made).await;
        // The replacement of production must not expire.
        story.act(Action::FinalizeRestore);
        story.sees("t clears the expiry");
        story.end();
    }
}
