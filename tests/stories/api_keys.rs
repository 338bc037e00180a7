//! API keys: listed, shown only once on creation, revoked.

use crate::story::{STOREFRONT, Story, on, refusal, vault};
use lazyneon::{
    config::{CredentialStore, credential::SavedKey},
    emulator::{Clock, Fault, Options, serve},
    neon::{Session, account::CredentialSource},
    ui::{Action, Startup, Target},
};
use std::{fs, time::Duration};

const ORG: &str = "org-bright-harbor-48215076";

async fn at_keys() -> Story {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    list(&mut story).await;
    story
}

async fn list(story: &mut Story) {
    story.act(Action::ApiKeys);
    story.settle().await;
    story.sees("old-laptop").sees("USED");
    story.neon.forget_requests();
}

async fn at_keys_of_the_organization() -> Story {
    let mut story = at_keys().await;
    story.act(Action::NextTab);
    story.settle().await;
    story.sees("github-actions").sees("REACHES");
    story.neon.forget_requests();
    story
}

async fn make(story: &mut Story, name: &str) {
    story.act(Action::NewKey);
    story.sees("New API key");
    story.type_text(name);
    story.act(Action::FormApply);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_new_key_goes_to_the_clipboard_and_is_shown_once() {
    let mut story = at_keys().await;
    make(&mut story, "ci").await;
    story
        .sees("API key ci created")
        .sees("g v on it shows the key once");
    assert_eq!(story.changes(), ["POST /api_keys"]);
    let copied = story.copied();
    assert_eq!(copied.len(), 1);
    assert!(copied[0].starts_with("napi_"), "a key");
    story.misses(&copied[0]);
    on(&mut story, "ci");
    story.act(Action::ShowPassword);
    story.sees("API key ci, for 10s").sees(&copied[0][..40]);
    story.elapse(Duration::from_secs(11)).await;
    story.misses(&copied[0][..12]);
    story.act(Action::ShowPassword);
    story.settle().await;
    story.misses(&copied[0][..12]);
    story.act(Action::RequestLog);
    story.sees("POST").misses(&copied[0][..12]);
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_of_the_organization_may_be_for_one_project() {
    let mut story = at_keys_of_the_organization().await;
    story.act(Action::NewKey);
    story.sees("all of the organization");
    story.type_text("deploys");
    story.act(Action::NextField);
    story.type_text("storefront");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("API key deploys created");
    let sent = story.neon.requests();
    let body = sent.iter().find(|request| request.method == "POST");
    let body = &body.expect("a change").body;
    assert!(body.contains(STOREFRONT), "{body}");
    assert_eq!(
        story.changes(),
        [format!("POST /organizations/{ORG}/api_keys")]
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_name_that_is_taken_is_refused_before_and_by_neon() {
    let mut story = at_keys().await;
    make(&mut story, "laptop").await;
    story.sees("a key named laptop already exists");
    assert_eq!(story.changes(), Vec::<String>::new());
    let taken = refusal(409, "choose another unique name for api key");
    story.neon.faults().add(Some("POST"), "/api_keys", 1, taken);
    story.type_text("-2");
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("New API key")
        .sees("Choose another unique name for api key");
    assert_eq!(story.changes(), ["POST /api_keys"]);
    assert!(story.copied().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_whose_answer_is_lost_is_found_but_its_text_is_not() {
    let mut story = at_keys().await;
    let faults = story.neon.faults();
    faults.add(Some("POST"), "/api_keys", 1, Fault::Reset);
    make(&mut story, "ci").await;
    story.follow().await;
    story
        .sees("its value was in the lost response: revoke it")
        .misses("New API key");
    assert_eq!(story.changes(), ["POST /api_keys"]);
    assert!(story.copied().is_empty());
    on(&mut story, "ci");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_is_revoked_when_its_name_is_typed() {
    let mut story = at_keys().await;
    on(&mut story, "old-laptop");
    story.act(Action::Delete);
    story
        .sees("Revoke the API key old-laptop?")
        .sees("breaks    everything that uses it")
        .misses("lazyneon is using this key");
    story.type_text("old-lap");
    story.escape();
    story.settle().await;
    assert_eq!(story.changes(), Vec::<String>::new());
    story.act(Action::Delete);
    story.type_text("old-laptop");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story.sees("old-laptop revoked");
    let changes = story.changes();
    assert_eq!(changes.len(), 1);
    assert!(changes[0].starts_with("DELETE /api_keys/"), "{changes:?}");
    let keys = story.model().neon.store.keys_of(None);
    assert!(!keys.iter().any(|key| key.name == "old-laptop"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_key_in_use_is_marked_and_warned_about() {
    let mut story = at_keys().await;
    story.sees("in use");
    on(&mut story, "laptop");
    story.act(Action::Delete);
    story.sees("lazyneon is using this key");
    story.escape();
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn any_key_may_be_the_one_in_use_while_that_is_not_known() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story
        .neon
        .faults()
        .add(Some("GET"), "/auth", 1, refusal(403, "no"));
    list(&mut story).await;
    on(&mut story, "laptop");
    story.act(Action::Delete);
    story.sees("which key lazyneon uses is unknown");
    story.escape();
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn read_only_makes_and_revokes_none() {
    let mut story = at_keys().await;
    story.model_mut().neon.policy.set_read_only_mode(true);
    story.act(Action::NewKey);
    story.sees("read-only: new API key is off");
    story.act(Action::Delete);
    story.sees("read-only: delete is off");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn marked_keys_are_revoked_together() {
    let mut story = at_keys_of_the_organization().await;
    for name in ["github-actions", "terraform (unused)"] {
        on(&mut story, name);
        story.act(Action::Mark);
    }
    let faults = story.neon.faults();
    let no = refusal(403, "only admins may do this");
    faults.add(Some("DELETE"), "/api_keys", 1, no);
    story.act(Action::Delete);
    story
        .sees("Revoke 2 API keys?")
        .sees("in        Lighthouse Labs")
        .sees("breaks    everything that uses one of them")
        .misses("databases");
    story.escape();
    assert_eq!(story.changes(), Vec::<String>::new());
    story.act(Action::Delete);
    story.type_text("revoke 2");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    assert_eq!(story.changes().len(), 2);
    let model = story.model();
    let left = model.neon.store.keys_of(Some(&ORG.into()));
    assert_eq!(left.len(), 2, "one was refused: {left:?}");
    let marked = model.browser.table.as_ref().map(|table| table.marks.len());
    assert_eq!(marked, Some(1), "what was refused keeps its mark");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_key_in_use_among_many_is_warned_about() {
    let mut story = at_keys().await;
    for name in ["laptop", "old-laptop"] {
        on(&mut story, name);
        story.act(Action::Mark);
    }
    story.act(Action::Delete);
    story
        .sees("Revoke 2 API keys?")
        .sees("lazyneon is using one of these keys");
    story.escape();
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_key_is_kept_where_the_form_says() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("credentials.json");
    let now = "2026-11-21T14:02:13Z".parse().unwrap();
    let options = Options {
        clock: Clock::tokio(now),
        rate_limit: false,
        ..Options::default()
    };
    let keys = CredentialStore {
        saved_keys: Some(SavedKey::at(path.clone(), vault().keyring)),
        ..vault()
    };
    let session = Startup {
        session: Session {
            origin: Some(CredentialSource::Variable),
            ..Session::default()
        },
        ..Startup::default()
    };
    let mut story = Story::over(session, serve(options).await.unwrap(), now, keys);
    story.settle().await;
    list(&mut story).await;
    for (name, steps, says) in [
        ("ci", 2, "the API key ci is saved as ci, file (0600)"),
        (
            "deploys",
            1,
            "API key deploys is on the clipboard but not saved",
        ),
        ("once", 0, "API key once created"),
    ] {
        story.act(Action::NewKey);
        story.type_text(name);
        story.act(Action::NextField);
        for _ in 0..steps {
            story.act(Action::NextValue);
        }
        story.act(Action::FormApply);
        story.settle().await;
        story.sees(says);
    }
    let kept = fs::read_to_string(&path).unwrap();
    let copied = story.copied();
    assert_eq!(copied.len(), 3);
    let is_kept: Vec<bool> = copied.iter().map(|key| kept.contains(key)).collect();
    assert_eq!(is_kept, [true, false, false]);
    story.misses(&copied[0][..12]);
    story.end();
}
