//! The restore wizard from its first step to its undo, and resets.

use crate::story::{
    DEV, PRODUCTION, STAGING, STOREFRONT, Story, bodies, branch, no_waking, refusal,
};
use lazyneon::{
    emulator::Fault,
    key::Key,
    neon::policy::ProtectionSource,
    ui::{Action, child::Setting},
};
use serde_json::json;

const BACKUP: &str = "production_old_2026-11-21T14:02Z";

/// On the default branch, a root branch that is no longer protected.
async fn on_production() -> Story {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::Unprotect);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.neon.forget_requests();
    story
}

/// Replaces the moment.
fn choose(story: &mut Story, moment: &str) {
    story.key(Key::ctrl('u'));
    story.type_text(moment);
}

/// Goes through all steps to the confirmation.
fn to_the_question(story: &mut Story) {
    for _ in 0..3 {
        story.act(Action::RestoreNext);
    }
}

#[tokio::test(start_paused = true)]
async fn a_branch_goes_back_two_hours_and_forth_again() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    story
        .sees("1 WHEN")
        .sees("Sat 21 Nov 2026 13:02:13 UTC (1h ago)");
    choose(&mut story, "2h ago");
    story.sees("Sat 21 Nov 2026 12:02:13 UTC (2h ago)");
    story.act(Action::RestoreNext);
    story.sees("2 PREVIEW").sees("not compared");
    story.act(Action::RestoreNext);
    story
        .sees("3 IMPACT")
        .sees("everything written since then (2h), in all 2 databases")
        .sees(&format!("moves     to {BACKUP}:"))
        .sees("z restores it again from");
    story.act(Action::RestoreNext);
    story.sees("Restore production?").sees("PROD");
    story.act(Action::ConfirmEnter);
    story.sees("that does not match yet");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.type_text("production");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story
        .sees("production restored in")
        .sees("previous state kept as")
        .sees(&format!("{BACKUP}. z undo"));
    let sent = json!({
        "source_branch_id": PRODUCTION,
        "source_timestamp": "2026-11-21T12:02:13Z",
        "preserve_under_name": BACKUP,
    });
    assert_eq!(bodies(&story), [sent]);
    let backup = story.named(BACKUP);
    let staging = story
        .model()
        .neon
        .store
        .branch_of(&branch(STAGING))
        .unwrap();
    assert_eq!(staging.parent_id.as_ref().unwrap().as_str(), backup.id());

    story.neon.forget_requests();
    story.act(Action::Undo);
    story
        .sees("Undo: revert production?")
        .sees("what it is now");
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("production reverted in");
    let sent = bodies(&story);
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(sent[0]["source_branch_id"], backup.id());
    assert!(sent[0]["preserve_under_name"] != BACKUP);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn moments_are_stepped_through_and_checked_against_the_window() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    story.act(Action::RestoreEarlier);
    story.sees("13:01:13 UTC (1h1m ago)");
    story.act(Action::RestoreHourLater);
    story.act(Action::RestoreDayEarlier);
    story.sees("Fri 20 Nov 2026 14:01:13 UTC (1d ago)");
    for (moment, why) in [
        ("tomorrow 9:00", "this is in the future"),
        ("2020-01-01", "the restore window is"),
        ("soonish", "is not valid: enter 2h ago"),
        ("", "is not valid"),
        ("now", "choose an earlier time"),
    ] {
        choose(&mut story, moment);
        story.act(Action::RestoreNext);
        story.sees("1 WHEN").sees(why);
    }
    story.act(Action::NextField);
    choose(&mut story, "no/lsn");
    story.act(Action::RestoreNext);
    story.sees("an LSN looks like 0/1DE2850");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.escape();
    assert!(story.model().dialogs.is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn schemas_are_compared_once_it_is_known_that_this_wakes() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    choose(&mut story, "3 d ago");
    story.act(Action::RestoreNext);
    story.neon.forget_requests();
    story.act(Action::RestoreCompare);
    story.sees("This may wake computes");
    story.act(Action::ConfirmNo);
    assert_eq!(story.requests(), Vec::<String>::new());
    story.act(Action::RestoreCompare);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let requests = story.requests();
    assert_eq!(requests.len(), 2, "{requests:?}");
    assert!(requests.iter().all(|one| one.ends_with("/compare_schema")));
    story.misses("not compared");
    story.act(Action::RestoreDiff);
    story.sees("what the restore would change");
    story.escape();
    story.sees("2 PREVIEW");
    story.act(Action::RestoreCompare);
    story.settle().await;
    assert_eq!(story.requests().len(), 2, "asked once per session");
    story.act(Action::RestoreNext);
    story.sees("preview   ");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn schemas_are_compared_a_few_at_a_time() {
    let mut story = on_production().await;
    story.model_mut().settings.may_wake = true;
    let now = story.model().neon.now;
    let store = &mut story.model_mut().neon.store;
    let contents = store.contents_mut(&STOREFRONT.into(), &PRODUCTION.into());
    let mut databases = contents.databases.value.clone();
    for at in 0..6 {
        let mut more = databases[0].clone();
        more.name = format!("more_{at}").as_str().into();
        databases.push(more);
    }
    contents.databases.set(databases, now);
    story.act(Action::Restore);
    story.settle().await;
    choose(&mut story, "3 d ago");
    story.act(Action::RestoreNext);
    story.act(Action::RestoreCompare);
    let screen = story.screen();
    assert_eq!(
        screen.matches("takes longer if a compute is idle").count(),
        4
    );
    story.settle().await;
    story.misses("takes longer if").misses("not compared");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_schema_of_a_branch_that_must_not_be_woken_is_not_compared() {
    let mut story = on_production().await;
    story.model_mut().settings.may_wake = true;
    story.model_mut().neon.policy.rules = no_waking("staging");
    story.act(Action::Restore);
    story.settle().await;
    story.act(Action::PreviousField);
    story.type_text("staging");
    story.act(Action::NextField);
    story.key(Key::ctrl('u'));
    story.act(Action::RestoreNext);
    story.neon.forget_requests();
    story.act(Action::RestoreCompare);
    story.settle().await;
    story.sees("may wake the compute of staging: blocked by the rule");
    assert_eq!(story.requests(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_to_look_at_deletes_itself() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    story.act(Action::RestoreNext);
    story.act(Action::RestoreTry);
    story.follow().await;
    story.sees("production_look_14:02:13 is ready");
    story.sees("2 PREVIEW");
    let sent = bodies(&story);
    assert_eq!(sent[0]["branch"]["expires_at"], "2026-11-21T15:02:13Z");
    assert_eq!(
        sent[0]["branch"]["parent_timestamp"],
        "2026-11-21T13:02:13Z"
    );
    story.escape();
    story.escape();
    assert!(story.model().dialogs.is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_restore_keeps_the_wizard_and_its_name() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    for _ in 0..2 {
        story.act(Action::RestoreNext);
    }
    story.key(Key::ctrl('u'));
    story.act(Action::RestoreNext);
    story.sees("it needs a name");
    story.type_text("staging");
    story.act(Action::RestoreNext);
    story.sees("a branch named staging already exists");
    story.key(Key::ctrl('u'));
    story.type_text("before the incident");
    let body = r#"{"code":"BRANCHES_LIMIT_EXCEEDED","message":"branches limit exceeded"}"#;
    let refused = Fault::Status {
        code: 422,
        retry_after: None,
        body: Some(body.to_owned()),
    };
    story
        .neon
        .faults()
        .add(Some("POST"), "/restore", 1, refused);
    story.act(Action::RestoreNext);
    story.type_text("production");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story
        .sees("3 IMPACT")
        .sees("Branches limit exceeded (422)")
        .sees("before the incident");
    story.act(Action::RestoreNext);
    story.type_text("production");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("previous state kept as");
    assert!(story.model().dialogs.is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn esc_leads_out_step_by_step_and_sends_nothing() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    to_the_question(&mut story);
    story.type_text("produ");
    for shown in ["3 IMPACT", "2 PREVIEW", "1 WHEN"] {
        story.escape();
        story.sees(shown);
    }
    story.escape();
    assert!(story.model().dialogs.is_empty());
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn another_branch_gives_its_head() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    story.act(Action::PreviousField);
    story.type_text("staging");
    story.sees("◂ branch staging ▸");
    story.act(Action::NextField);
    story.key(Key::ctrl('u'));
    story.sees("the current state of branch staging");
    to_the_question(&mut story);
    story.type_text("production");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("production restored");
    let sent = json!({ "source_branch_id": STAGING, "preserve_under_name": BACKUP });
    assert_eq!(bodies(&story), [sent]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn children_and_protected_branches_are_told_where_to_go() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::ResetBranch);
    story.sees("production is a root branch: it has no parent to be reset from");
    story.go(&branch(DEV)).await;
    story.act(Action::Restore);
    story.sees(
        "only root branches are restored, and dev/maya has a parent: n b branches from its past",
    );
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_reset_that_is_kept_under_a_name_can_be_taken_back() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::ResetBranch);
    story.sees("not possible: the old state is not kept");
    story.type_text("maya before");
    story.sees("z restores it again from maya before");
    story.act(Action::RestoreNext);
    story.type_text("dev/maya");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.sees("previous state kept as maya");
    let backup = story.named("maya before");
    story.neon.forget_requests();
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("dev/maya reverted");
    assert_eq!(bodies(&story)[0]["source_branch_id"], backup.id());
    let sent = story.changes();
    assert_eq!(
        sent,
        [format!(
            "POST /projects/{STOREFRONT}/branches/{DEV}/restore"
        )]
    );
    story.end();
}

/// The values of the only child's variables.
fn told(story: &mut Story) -> impl Fn(&str) -> String + use<> {
    let mut children = story.children();
    assert_eq!(children.len(), 1, "{children:?}");
    let settings = children.remove(0).settings;
    move |name| {
        let mut all = settings.iter().rev();
        match all.find(|(key, _)| *key == name) {
            Some((_, Setting::Plain(text))) => text.clone(),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn psql_opens_at_the_moment_and_the_wizard_stays() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    choose(&mut story, "2h ago");
    story.act(Action::RestoreNext);
    story.act(Action::RestoreClient);
    story
        .sees("Open psql to production as it was?")
        .sees("read-only, as of")
        .sees("Neon starts a compute");
    story.act(Action::ConfirmNo);
    story.settle().await;
    assert!(story.children().is_empty());
    story.act(Action::RestoreClient);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let variable = told(&mut story);
    let host = variable("PGHOST");
    assert!(host.starts_with(&format!("{PRODUCTION}.")), "{host}");
    assert_eq!(variable("PGOPTIONS"), "neon_timestamp:2026-11-21T12:02:13Z");
    assert_eq!(variable("PGDATABASE"), "storefront");
    story.sees("2 PREVIEW");
    // The selected database is used.
    story.act(Action::NextField);
    story.act(Action::RestoreClient);
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(told(&mut story)("PGDATABASE"), "sessions");
    // If the user has moved on meanwhile, they keep the terminal.
    story.act(Action::RestoreClient);
    story.act(Action::ConfirmYes);
    story.escape();
    story.escape();
    story.settle().await;
    assert!(story.children().is_empty());
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_past_has_a_compute_of_its_own_and_no_wake_forbids_it() {
    let mut story = on_production().await;
    story
        .model_mut()
        .neon
        .policy
        .no_wake
        .insert(ProtectionSource::Flag);
    story.go(&branch(STAGING)).await;
    story.act(Action::Connect);
    story.settle().await;
    story.act(Action::PreviousField);
    story.type_text("2h ago");
    story.act(Action::NextField);
    // The current compute is active; the one for the past is not.
    story.act(Action::ConnectOpen);
    story.settle().await;
    story.sees("blocked by --no-wake");
    assert!(story.children().is_empty());
    story.model_mut().neon.policy.no_wake.clear();
    story.act(Action::Connect);
    story.settle().await;
    story.act(Action::PreviousField);
    story.type_text("2h ago");
    story.act(Action::NextField);
    story.act(Action::ConnectOpen);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let variable = told(&mut story);
    assert!(variable("PGHOST").starts_with(&format!("{STAGING}.")));
    assert_eq!(variable("PGOPTIONS"), "neon_timestamp:2026-11-21T12:02:13Z");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_typed_takes_the_place_of_the_moment_that_was_offered() {
    let mut story = on_production().await;
    story.act(Action::Restore);
    story.settle().await;
    story.sees("Sat 21 Nov 2026 13:02:13 UTC (1h ago)");
    story.type_text("2h ago");
    story.sees("Sat 21 Nov 2026 12:02:13 UTC (2h ago)");
    // After a step, typing replaces the moment again.
    story.act(Action::RestoreHourEarlier);
    story.type_text("3h ago");
    story.sees("Sat 21 Nov 2026 11:02:13 UTC (3h ago)");
    story.escape();
    story.end();
}

/// The three requests of a restore of the protected default branch, by their names.
fn steps(story: &mut Story) -> Vec<&'static str> {
    let bodies = bodies(story);
    let mut steps = Vec::new();
    for (request, body) in story.changes().iter().zip(bodies) {
        steps.push(match body["branch"]["protected"].as_bool() {
            Some(false) => "unprotect",
            Some(true) => "protect",
            None if request.ends_with("/restore") => "restore",
            None => panic!("{request}"),
        });
    }
    steps
}

/// At the last question of the wizard on the protected default branch.
async fn asked_about_protected() -> Story {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::Restore);
    story.settle().await;
    story.sees("1 WHEN");
    to_the_question(&mut story);
    story
        .sees("Unprotect, restore and protect production again?")
        .sees("PROD")
        .sees("If lazyneon ends in between, it is left unprotected; P protects it.");
    story
}

async fn confirm(story: &mut Story) {
    story.type_text("production");
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

fn is_protected(story: &mut Story) -> bool {
    let store = &story.model().neon.store;
    let branch = store.branch(&STOREFRONT.into(), &PRODUCTION.into());
    branch.unwrap().protected
}

#[tokio::test(start_paused = true)]
async fn a_protected_branch_is_restored_and_protected_again() {
    let mut story = asked_about_protected().await;
    story.escape();
    story
        .sees("3 IMPACT")
        .sees("Neon refuses to restore over it: the last");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.act(Action::RestoreNext);
    confirm(&mut story).await;
    story.follow().await;
    story.sees("production restored and protected again in");
    assert_eq!(steps(&mut story), ["unprotect", "restore", "protect"]);
    assert!(is_protected(&mut story));
    assert!(story.model().dialogs.is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_protected_branch_that_is_not_unprotected_is_not_restored() {
    for (fault, why) in [
        (refusal(422, "not today"), "ot today"),
        (Fault::ResetBefore, "not unprotected"),
    ] {
        let mut story = asked_about_protected().await;
        story.neon.faults().add(Some("PATCH"), PRODUCTION, 1, fault);
        confirm(&mut story).await;
        story.follow().await;
        story
            .sees("production was not unprotected or restored")
            .sees(why);
        assert_eq!(steps(&mut story), ["unprotect"]);
        assert!(is_protected(&mut story));
    }
}

#[tokio::test(start_paused = true)]
async fn a_branch_whose_restore_fails_is_protected_again() {
    for (fault, why) in [
        (refusal(422, "not today"), "ot today"),
        (Fault::ResetBefore, "not restored"),
    ] {
        let mut story = asked_about_protected().await;
        story.neon.faults().add(Some("POST"), "/restore", 1, fault);
        confirm(&mut story).await;
        story.follow().await;
        story
            .sees("production was not restored")
            .sees(why)
            .sees("it is protected again");
        assert_eq!(steps(&mut story), ["unprotect", "restore", "protect"]);
        assert!(is_protected(&mut story));
    }
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_is_not_protected_again_is_said_to_be_left_open() {
    for fault in [refusal(422, "not today"), Fault::ResetBefore] {
        let mut story = asked_about_protected().await;
        confirm(&mut story).await;
        assert_eq!(steps(&mut story), ["unprotect", "restore"]);
        // The program says so before it ends, too.
        story.act(Action::QuitNow);
        story.sees("production would be left unprotected; P protects it");
        story.escape();
        story.neon.faults().add(Some("PATCH"), PRODUCTION, 1, fault);
        story.follow().await;
        story
            .sees("production restored. It is left UNPROTECTED")
            .sees("P protects it");
        assert!(!is_protected(&mut story));
        story.act(Action::Back);
        story.act(Action::Protect);
        story.follow().await;
        assert!(is_protected(&mut story));
    }
}

#[tokio::test(start_paused = true)]
async fn lost_answers_are_looked_up_at_each_step_of_a_protected_restore() {
    for step in 0..3 {
        let mut story = asked_about_protected().await;
        let (method, path) = [
            ("PATCH", PRODUCTION),
            ("POST", "/restore"),
            ("PATCH", PRODUCTION),
        ][step];
        let lose = |story: &Story| {
            let faults = story.neon.faults();
            faults.add(Some(method), path, 1, Fault::Reset);
        };
        if step < 2 {
            lose(&story);
        }
        confirm(&mut story).await;
        if step == 2 {
            lose(&story);
        }
        story.follow().await;
        story.sees("production restored and protected again in");
        assert_eq!(
            steps(&mut story),
            ["unprotect", "restore", "protect"],
            "{step}"
        );
        assert!(is_protected(&mut story));
    }
}

#[tokio::test(start_paused = true)]
async fn a_restore_that_fails_after_its_answer_was_lost_is_not_called_done() {
    let mut story = asked_about_protected().await;
    let faults = story.neon.faults();
    let fails = Fault::FailOperation {
        action: "apply_config".to_owned(),
    };
    faults.add(Some("POST"), "/restore", 1, fails);
    faults.add(Some("POST"), "/restore", 1, Fault::Reset);
    confirm(&mut story).await;
    story.follow().await;
    story
        .misses("production restored and protected")
        .sees("failed");
    assert!(is_protected(&mut story));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_restore_protects_the_branch_again() {
    let mut story = asked_about_protected().await;
    story
        .neon
        .faults()
        .add(Some("POST"), "/restore", 3, crate::story::locked());
    confirm(&mut story).await;
    assert_eq!(steps(&mut story).first(), Some(&"unprotect"));
    while !story.model().dialogs.is_empty() {
        story.escape();
    }
    story.act(Action::Back);
    story
        .sees("stopping after the running changes (1); production will be protected")
        .misses("1 not sent");
    story.follow().await;
    assert_eq!(steps(&mut story).last(), Some(&"protect"));
    assert!(is_protected(&mut story));
}

/// The branch as it is at Neon.
fn is_protected_at_neon(story: &Story) -> bool {
    let mut protected = None;
    story.neon.edit(|world| {
        let storefront = world
            .projects
            .iter()
            .find(|(id, _)| id.as_str() == STOREFRONT);
        let branches = &storefront.unwrap().1.branches;
        let production = branches.iter().find(|(id, _)| id.as_str() == PRODUCTION);
        protected = Some(production.unwrap().1.protected);
    });
    protected.unwrap()
}

#[tokio::test(start_paused = true)]
async fn undoing_the_restore_of_a_protected_branch_protects_it_again() {
    let mut story = asked_about_protected().await;
    confirm(&mut story).await;
    story.follow().await;
    story
        .sees("production restored and protected again in")
        .sees("z undo");
    let backup = story.named(BACKUP);
    story.neon.forget_requests();
    story.act(Action::Undo);
    story
        .sees("Undo: unprotect, revert and protect production again?")
        .sees("protect it again, even if")
        .sees("what it is now");
    confirm(&mut story).await;
    story.follow().await;
    story.sees("production reverted and protected again in");
    assert_eq!(bodies(&story)[1]["source_branch_id"], backup.id());
    assert_eq!(steps(&mut story), ["unprotect", "restore", "protect"]);
    assert!(is_protected(&mut story) && is_protected_at_neon(&story));
    story.act(Action::Undo);
    story.sees("nothing to undo");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_failed_restore_leaves_nothing_whose_undo_unprotects_the_branch() {
    let mut story = asked_about_protected().await;
    let fault = refusal(422, "not today");
    story.neon.faults().add(Some("POST"), "/restore", 1, fault);
    confirm(&mut story).await;
    story.follow().await;
    story.sees("it is protected again");
    story.act(Action::Undo);
    story.sees("nothing to undo");
    assert!(is_protected_at_neon(&story));
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_may_have_been_unprotected_is_protected_again() {
    let mut story = asked_about_protected().await;
    // The answer is lost, and the branch cannot be read again: it may be unprotected.
    let faults = story.neon.faults();
    faults.add(Some("PATCH"), PRODUCTION, 1, Fault::Reset);
    let path = format!("/branches/{PRODUCTION}");
    faults.add(Some("GET"), &path, 100, refusal(422, "not now"));
    confirm(&mut story).await;
    story.follow().await;
    story
        .sees("production was not restored")
        .sees("it is protected again");
    assert_eq!(steps(&mut story), ["unprotect", "protect"]);
    assert!(is_protected_at_neon(&story));
}

#[tokio::test(start_paused = true)]
async fn a_branch_is_protected_again_once_the_key_is_accepted_again() {
    for restores in [false, true] {
        let mut story = asked_about_protected().await;
        let lose = |story: &Story, method, path| {
            let faults = story.neon.faults();
            faults.add(Some(method), path, 1, refusal(401, "not today"));
        };
        if restores {
            confirm(&mut story).await;
            lose(&story, "PATCH", PRODUCTION);
        } else {
            lose(&story, "POST", "/restore");
            confirm(&mut story).await;
        }
        story.follow().await;
        story
            .sees("production is left UNPROTECTED until Neon can be")
            .sees("reached");
        assert!(!is_protected_at_neon(&story));
        story.act(Action::QuitNow);
        story.sees("production would be left unprotected; P protects it");
        story.act(Action::ConfirmNo);
        while !story.model().dialogs.is_empty() {
            story.escape();
        }
        story.act(Action::Refresh);
        story.follow().await;
        let end = if restores {
            "production restored and protected again in"
        } else {
            "it is protected again"
        };
        story.sees(end).misses("signed out");
        assert!(is_protected_at_neon(&story));
    }
}

#[tokio::test(start_paused = true)]
async fn a_restore_that_is_given_up_without_network_is_followed_by_the_protection() {
    let mut story = asked_about_protected().await;
    confirm(&mut story).await;
    assert_eq!(steps(&mut story), ["unprotect", "restore"]);
    let faults = story.neon.faults();
    faults.add(None, "/", 1000, Fault::ResetBefore);
    story.elapse(std::time::Duration::from_secs(400)).await;
    story.sees("offline").sees("no longer watched");
    assert!(!is_protected_at_neon(&story));
    story.neon.faults().clear();
    story.elapse(std::time::Duration::from_secs(70)).await;
    story.misses("offline");
    assert!(is_protected_at_neon(&story));
}

#[tokio::test(start_paused = true)]
async fn read_only_in_between_does_not_leave_the_branch_unprotected() {
    let mut story = asked_about_protected().await;
    confirm(&mut story).await;
    assert_eq!(steps(&mut story), ["unprotect", "restore"]);
    story.act(Action::ReadOnly);
    story.follow().await;
    story.sees("production restored and protected again in");
    assert!(is_protected_at_neon(&story));
}
