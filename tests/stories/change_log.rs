//! The log of sent changes on disk: what was sent, and with what result.

use crate::{
    scan,
    story::{DEV, DEV_COMPUTE, STAGING, Story, branch, refusal, vault},
};
use lazyneon::{
    app::state_store::StateStore,
    emulator::{Clock, Emulator, Fault, Options, serve},
    neon::account::CredentialSource,
    ui::{Action, Startup},
};
use serde_json::Value;
use std::{fs, path::Path};

/// A program that keeps its state in a directory.
fn begin(home: &Path, neon: Emulator, mut startup: Startup) -> Story {
    startup.session.origin = Some(CredentialSource::Variable);
    let store = StateStore::at(Some(home.join("state")), None);
    let now = "2026-11-21T14:02:13Z".parse().unwrap();
    Story::on(startup, neon, now, vault(), store)
}

async fn neon() -> Emulator {
    let now = "2026-11-21T14:02:13Z".parse().unwrap();
    let options = Options {
        clock: Clock::tokio(now),
        rate_limit: false,
        ..Options::default()
    };
    serve(options).await.unwrap()
}

async fn on_staging(home: &Path, neon: Emulator, startup: Startup) -> Story {
    let mut story = begin(home, neon, startup);
    assert!(story.settle().await);
    story.open_storefront().await;
    story.go(&branch(STAGING)).await;
    story
}

fn lines(home: &Path) -> Vec<Value> {
    let text = fs::read_to_string(home.join("state/changes.jsonl")).unwrap_or_default();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn results(lines: &[Value]) -> Vec<&str> {
    let results = lines.iter().map(|line| line["result"].as_str().unwrap());
    results.collect()
}

#[tokio::test(start_paused = true)]
async fn every_change_and_its_result_is_a_line_on_disk() {
    let home = tempfile::tempdir().unwrap();
    let mut story = on_staging(home.path(), neon().await, Startup::default()).await;
    assert_eq!(lines(home.path()), Vec::<Value>::new());
    let suspend = story.neon.faults();
    suspend.add(Some("POST"), "/suspend", 1, refusal(422, "not just now"));
    suspend.add(Some("POST"), "/suspend", 1, Fault::Reset);
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.settle().await;
    let logged = lines(home.path());
    assert_eq!(
        results(&logged),
        ["sent", "refused", "sent", "lost", "verified", "verified"]
    );
    let refused = &logged[1];
    assert_eq!(refused["what"], "suspend compute");
    assert_eq!(refused["status"], 422);
    assert_eq!(refused["message"], "not just now");
    assert_eq!(refused["project"]["name"], "storefront");
    assert_eq!(refused["branch"]["name"], "staging");
    assert_eq!(refused["branch"]["id"], STAGING);
    assert!(refused["org"]["id"].as_str().unwrap().starts_with("org-"));
    assert_eq!(refused["id"], logged[0]["id"]);
    assert_eq!(refused["at"], logged[0]["at"]);
    // Its operation was found after the answer was lost.
    assert_eq!(logged[5]["operations"].as_array().unwrap().len(), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_accepted_change_is_logged_with_its_request_and_operations() {
    let home = tempfile::tempdir().unwrap();
    let mut story = on_staging(home.path(), neon().await, Startup::default()).await;
    story.go(&branch(DEV)).await;
    story.neon.faults().add(
        Some("POST"),
        "/start",
        1,
        Fault::FailOperation {
            action: "start_compute".to_owned(),
        },
    );
    story.act(Action::StartCompute);
    story.settle().await;
    let logged = lines(home.path());
    assert_eq!(results(&logged), ["sent", "ok"]);
    assert_eq!(logged[1]["compute"]["id"], DEV_COMPUTE);
    assert_eq!(logged[1]["operations"].as_array().unwrap().len(), 1);
    assert!(
        logged[1]["request_id"]
            .as_str()
            .is_some_and(|id| !id.is_empty())
    );
    story.follow().await;
    story.settle().await;
    let logged = lines(home.path());
    assert_eq!(results(&logged), ["sent", "ok", "failed"]);
    assert!(
        logged[2]["message"]
            .as_str()
            .unwrap()
            .contains("start compute failed")
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_role_is_logged_without_its_password() {
    let home = tempfile::tempdir().unwrap();
    let mut story = on_staging(home.path(), neon().await, Startup::default()).await;
    story.act(Action::NewRole);
    story.settle().await;
    story.type_text("auditor");
    story.act(Action::FormApply);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.settle().await;
    let logged = lines(home.path());
    assert_eq!(results(&logged), ["sent", "ok"]);
    assert_eq!(logged[0]["what"], "create role");
    assert_eq!(scan::found_below(home.path(), &[]), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_was_created_is_logged_with_its_id() {
    let home = tempfile::tempdir().unwrap();
    let mut story = on_staging(home.path(), neon().await, Startup::default()).await;
    for (action, name, kind, prefix) in [
        (Action::NewBranch, "pr-499", "branch", "br-"),
        (Action::NewProject, "playground", "project", ""),
    ] {
        story.act(action);
        story.settle().await;
        story.type_text(name);
        story.act(Action::FormApply);
        story.act(Action::ConfirmYes);
        story.settle().await;
        let logged = lines(home.path());
        let last = logged.last().unwrap();
        assert_eq!(last["result"], "ok");
        let id = last[kind]["id"].as_str().unwrap();
        assert!(id.starts_with(prefix) && !id.is_empty(), "{last}");
        assert_eq!(last[kind]["name"], name);
        story.follow().await;
    }
    assert_eq!(results(&lines(home.path())), ["sent", "ok", "sent", "ok"]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn whoever_turns_it_off_has_no_file() {
    let home = tempfile::tempdir().unwrap();
    let mut startup = Startup::default();
    startup.settings.log_changes = false;
    let mut story = on_staging(home.path(), neon().await, startup).await;
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.settle().await;
    assert!(!home.path().join("state/changes.jsonl").exists());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_log_that_cannot_be_written_is_told_once() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("state/changes.jsonl")).unwrap();
    let mut story = on_staging(home.path(), neon().await, Startup::default()).await;
    story.act(Action::SuspendCompute);
    story.settle().await;
    story.sees("Your changes will not be logged");
    story.follow().await;
    let told = story.model().neon.notices.shown();
    assert_eq!(
        told.iter()
            .filter(|notice| notice.text.contains("not be logged"))
            .count(),
        1
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_next_program_knows_who_has_woken_a_compute() {
    let home = tempfile::tempdir().unwrap();
    let mut story = on_staging(home.path(), neon().await, Startup::default()).await;
    story.go(&branch(DEV)).await;
    story.act(Action::StartCompute);
    story.follow().await;
    story.settle().await;
    let mut story = on_staging(home.path(), story.quit(), Startup::default()).await;
    story.go(&branch(DEV)).await;
    story.settle().await;
    story.sees("by you (start compute)");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn sent_changes_are_listed_the_newest_first_and_lead_to_their_places() {
    let home = tempfile::tempdir().unwrap();
    let mut story = on_staging(home.path(), neon().await, Startup::default()).await;
    let faults = story.neon.faults();
    faults.add(Some("POST"), "/suspend", 1, refusal(422, "not just now"));
    story.act(Action::SuspendCompute);
    story.settle().await;
    story.go(&branch(DEV)).await;
    story.act(Action::StartCompute);
    story.follow().await;
    // Of an earlier session, in a project that is gone; then a damaged line.
    let earlier = serde_json::json!({
        "version": 1, "id": "earlier", "at": "2026-11-02T09:00:00Z",
        "host": story.model().neon.session.base_url,
        "project": {"id": "small-tree-1", "name": "long-gone"}, "what": "rename project",
        "name": "long-gone", "method": "PATCH", "path": "/projects/small-tree-1", "result": "ok",
    });
    let path = home.path().join("state/changes.jsonl");
    let now = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{earlier}\n{{damaged\n{now}")).unwrap();
    let server = story.quit();
    let mut story = on_staging(home.path(), server, Startup::default()).await;
    story.act(Action::ChangeList);
    let screen = story.screen();
    let rows = ["start compute", "suspend compute", "rename project"];
    let at: Vec<usize> = rows.map(|row| screen.find(row).unwrap()).to_vec();
    assert!(at.is_sorted(), "{screen}");
    story
        .sees("refused, not just now")
        .sees("storefront / dev/maya");
    // The request ID is copied, the place is gone to.
    story.act(Action::MenuCopyRequest);
    story.settle().await;
    assert_eq!(story.copied().len(), 1);
    story.act(Action::MenuRun);
    story.settle().await;
    let selected = story.model().browser.selected().cloned();
    assert!(
        format!("{selected:?}").contains(DEV_COMPUTE),
        "{selected:?}"
    );
    story.act(Action::ChangeList);
    story.act(Action::MenuFilter);
    story.type_text("long-gone");
    story.act(Action::MenuRun);
    story.settle().await;
    story.sees("small-tree-1");
    assert_eq!(story.model().browser.selected().cloned(), selected);
    story.quit();
}
