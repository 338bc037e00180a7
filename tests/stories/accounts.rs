//! The first screen, other accounts, and keys that stop working.

use crate::story::{DEV, PRODUCTION, STOREFRONT, Story, branch, vault};
use jiff::Timestamp;
use lazyneon::{
    app::state_store::StateStore,
    config::{
        CredentialStore,
        credential::{NeonCli, SavedKey},
    },
    emulator::{Clock, Emulator, Fault, Options, serve},
    key::{Code, Key},
    neon::{Connectivity, Session, account::CredentialSource},
    ui::{Action, Msg, Startup, Target},
};
use std::{fs, path::Path, time::Duration};

const NOW: &str = "2026-11-21T14:02:13Z";
const ACME_KEY: &str = "napi_org_org-bright-harbor-48215076";

/// A home directory with profiles of the official CLI, and a place for saved keys.
fn home(files: &[(&str, &str)]) -> (tempfile::TempDir, CredentialStore) {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(home.path().join(name), text).unwrap();
    }
    let vault = CredentialStore {
        variable: None,
        cli: Some(NeonCli::exactly(home.path().to_owned())),
        saved_keys: Some(kept(home.path())),
        ..vault()
    };
    (home, vault)
}

fn kept(home: &Path) -> SavedKey {
    SavedKey::at(home.join("kept.json"), vault().keyring)
}

const PROFILES: &str = r#"{"version":1,"profiles":{
    "DEFAULT":{"credentials":"credentials.json"},"acme":{"credentials":"acme.json"}}}"#;
const OLD_SESSION: &str = r#"{"access_token":"oauth_old","expires_at":1000}"#;

fn session(token: &str) -> String {
    format!(r#"{{"access_token":"{token}","expires_at":2000000000000,"user_id":"u"}}"#)
}

fn org_key() -> String {
    format!(r#"{{"type":"api_key","api_key":"{ACME_KEY}"}}"#)
}

async fn neon() -> Emulator {
    let options = Options {
        clock: Clock::tokio(NOW.parse().unwrap()),
        rate_limit: false,
        ..Options::default()
    };
    serve(options).await.unwrap()
}

/// A program with these keys, and a Neon that accepts any key.
async fn with(vault: CredentialStore, origin: Option<CredentialSource>) -> Story {
    let now: Timestamp = NOW.parse().unwrap();
    let neon = neon().await;
    let session = Startup {
        session: Session {
            origin,
            ..Session::default()
        },
        ..Startup::default()
    };
    let mut story = Story::over(session, neon, now, vault);
    assert!(story.settle().await);
    story
}

pub fn profile(name: &str) -> Option<CredentialSource> {
    Some(CredentialSource::Profile(name.to_owned()))
}

/// The program with the first of two profiles, which can both sign in, and the storefront open.
pub async fn with_two_profiles() -> (tempfile::TempDir, Story) {
    let (home, vault) = home(&[
        ("profiles.json", PROFILES),
        ("credentials.json", &session("oauth_one")),
        ("acme.json", &org_key()),
    ]);
    let mut story = with(vault, profile("DEFAULT")).await;
    story.open_storefront().await;
    (home, story)
}

#[tokio::test(start_paused = true)]
async fn without_a_key_the_first_screen_says_what_was_found_and_what_each_can_reach() {
    let (_home, vault) = home(&[
        ("profiles.json", PROFILES),
        ("credentials.json", OLD_SESSION),
        ("acme.json", &org_key()),
    ]);
    let mut story = with(vault, None).await;
    story
        .sees("Welcome")
        .sees("1 neon CLI profile DEFAULT")
        .sees("✗ not accepted")
        .sees("run `neon me --profile DEFAULT` once")
        .sees("2 neon CLI profile acme")
        .sees("Lighthouse Labs (org key)")
        .sees("3 paste an API key")
        .sees("4 explore with demo data")
        .sees("no telemetry");
    story.act(Action::NextLine);
    story.act(Action::SignInMode);
    story.sees("(x) read-only");
    story.act(Action::SignInChoose);
    assert!(story.settle().await);
    story.sees("storefront").sees(" RO ").misses("Welcome");
    assert_eq!(story.model().neon.session.origin, profile("acme"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_pasted_key_is_hidden_probed_and_kept_where_it_was_said() {
    let (home, vault) = home(&[]);
    let mut story = with(vault, None).await;
    refuse(&story, "/auth");
    story.key(Key::char('1'));
    story.tell(Msg::Paste("napi_fake_key\n".to_owned()));
    story
        .sees("*************")
        .misses("napi_fake")
        .sees("(x) only now");
    story.act(Action::SignInKeep);
    story.act(Action::SignInKeep);
    story.sees("(x) file (0600)");
    story.act(Action::SignInChoose);
    assert!(story.settle().await);
    // Neon refuses it: nothing is saved, and the key is still there to be corrected.
    story.sees("**********");
    assert!(!home.path().join("kept.json").exists());
    story.neon.faults().clear();
    story.act(Action::SignInChoose);
    assert!(story.settle().await);
    story.sees("storefront").sees("signed in:");
    let places = kept(home.path()).places().unwrap();
    assert_eq!(places.len(), 1);
    assert_eq!(
        story.model().neon.session.origin,
        Some(CredentialSource::Kept(places[0].name.clone()))
    );
    let text = fs::read_to_string(home.path().join("kept.json")).unwrap();
    assert!(text.contains("napi_fake_key"), "{text}");
    story.misses("napi_fake");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_with_a_blank_inside_is_refused_before_anything_is_sent() {
    let (_home, vault) = home(&[]);
    let mut story = with(vault, None).await;
    story.neon.forget_requests();
    story.tell(Msg::Paste("napi one\ntwo".to_owned()));
    story.act(Action::SignInChoose);
    assert!(story.settle().await);
    story
        .sees("a line break or an unusual character")
        .misses("napi one");
    assert_eq!(story.requests(), Vec::<String>::new());
    story.escape();
    story.sees("1 paste an API key").misses("***");
    story.end();
}

/// Makes Neon refuse the key on such paths.
fn refuse(story: &Story, path: &str) {
    let refused = Fault::Status {
        code: 401,
        retry_after: None,
        body: None,
    };
    story.neon.faults().add(None, path, 1000, refused);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_stops_working_asks_in_place_and_goes_on_where_it_was() {
    let (home, mut vault) = home(&[("profiles.json", PROFILES), ("acme.json", &org_key())]);
    fs::write(home.path().join("credentials.json"), session("oauth_one")).unwrap();
    vault.variable = None;
    let mut story = with(vault, profile("DEFAULT")).await;
    story.open_storefront().await;
    let staging = story.named("staging");
    story.go(&staging).await;
    story.act(Action::EditBranch);
    story.key(Code::End);
    story.type_text("-2");
    refuse(&story, "/");
    story.act(Action::FormApply);
    assert!(story.settle().await);
    // The form and its input stay; signing in on top of it works.
    story
        .sees("staging-2")
        .sees("Nothing was changed. Ctrl-o")
        .sees("signed out");
    assert!(matches!(
        story.model().neon.link,
        Connectivity::SignedOut { .. }
    ));
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(60)).await;
    assert_eq!(story.requests(), Vec::<String>::new());
    story.neon.faults().clear();
    story.act(Action::AccountsHere);
    assert!(story.settle().await);
    story.sees("in use: maya@lighthouse.example");
    let again =
        story.key_of(|account| account.origin == CredentialSource::Profile("DEFAULT".into()));
    story.key(again);
    assert!(story.settle().await);
    story.sees("staging-2").misses("signed out");
    assert_eq!(story.model().browser.selected(), Some(&staging));
    story.neon.forget_requests();
    story.act(Action::FormApply);
    assert!(story.settle().await);
    let changes = story.changes();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(changes[0].starts_with("PATCH "), "{changes:?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_session_that_the_official_cli_has_renewed_is_taken_without_a_word() {
    let (home, vault) = home(&[("credentials.json", &session("oauth_one"))]);
    let mut story = with(vault, profile("DEFAULT")).await;
    story.open_storefront().await;
    fs::write(home.path().join("credentials.json"), session("oauth_two")).unwrap();
    let refused = Fault::Status {
        code: 401,
        retry_after: None,
        body: None,
    };
    story.neon.faults().add(None, "/projects", 1, refused);
    story.act(Action::Refresh);
    assert!(story.settle().await);
    story
        .misses("signed out")
        .misses("no longer accepts")
        .sees("production");
    assert_eq!(story.model().neon.link, Connectivity::Online);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_change_on_its_way_outlives_a_session_that_is_renewed() {
    let (home, vault) = home(&[("credentials.json", &session("oauth_one"))]);
    let mut story = with(vault, profile("DEFAULT")).await;
    story.open_storefront().await;
    story.go(&branch(DEV)).await;
    fs::write(home.path().join("credentials.json"), session("oauth_two")).unwrap();
    let slow = Fault::Latency(Duration::from_secs(5));
    story
        .neon
        .faults()
        .add(Some("PATCH"), "/branches/", 1, slow);
    let refused = Fault::Status {
        code: 401,
        retry_after: None,
        body: None,
    };
    story
        .neon
        .faults()
        .add(Some("GET"), "/projects", 1, refused);
    story.neon.forget_requests();
    story.act(Action::Protect);
    story.act(Action::Refresh);
    assert!(story.settle().await);
    story.follow().await;
    story.sees("dev/maya protected").misses("signed out");
    assert!(
        story.model().changes.writes.is_empty(),
        "the change has an end"
    );
    assert_eq!(story.changes().len(), 1, "and was sent once");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn another_account_begins_with_its_own_things_and_the_demo_needs_no_network() {
    let (_home, mut story) = with_two_profiles().await;
    story.act(Action::Accounts);
    assert!(story.settle().await);
    story.sees("in use: maya@lighthouse.example");
    let acme = story.key_of(|account| account.origin == CredentialSource::Profile("acme".into()));
    story.key(acme);
    assert!(story.settle().await);
    story
        .sees("signed in: Lighthouse Labs")
        .sees("storefront")
        .misses("production");
    assert_eq!(story.model().neon.session.origin, profile("acme"));
    let only_acme = story.model().neon.store.orgs.value.len();
    assert_eq!(only_acme, 1);
    // Switching to the demo ends all requests to Neon.
    story.act(Action::Accounts);
    assert!(story.settle().await);
    story.sees("explore with demo data");
    story.neon.forget_requests();
    for _ in 0..10 {
        story.act(Action::NextLine);
    }
    story.act(Action::SignInChoose);
    assert!(story.settle().await);
    story.sees("demo").sees("storefront");
    assert_eq!(story.requests(), Vec::<String>::new());
    story.act(Action::Accounts);
    assert!(story.settle().await);
    story.sees("checked when it is chosen");
    assert_eq!(story.requests(), Vec::<String>::new());
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn each_organization_remembers_its_place() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    let staging = story.named("staging");
    story.go(&staging).await;
    story.act(Action::Accounts);
    assert!(story.settle().await);
    let orgs: Vec<Target> = story
        .model()
        .neon
        .store
        .orgs
        .value
        .keys()
        .cloned()
        .map(Target::Org)
        .collect();
    assert!(orgs.len() > 1);
    story.key(Key::char('2'));
    assert!(story.settle().await);
    assert_ne!(story.model().browser.selected(), Some(&staging));
    story.act(Action::Accounts);
    assert!(story.settle().await);
    story.key(Key::char('1'));
    assert!(story.settle().await);
    assert_eq!(story.model().browser.selected(), Some(&staging));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_for_one_project_opens_that_project() {
    let key = format!(
        r#"{{"type":"api_key","api_key":"napi_project_{STOREFRONT}","project_id":"{STOREFRONT}"}}"#
    );
    let (_home, vault) = home(&[
        ("profiles.json", PROFILES),
        ("credentials.json", &session("oauth_one")),
        ("acme.json", &key),
    ]);
    let mut story = with(vault, profile("acme")).await;
    story
        .sees("storefront")
        .sees("production")
        .misses("does not know the API's paths");
    story.act(Action::Accounts);
    assert!(story.settle().await);
    story.sees("one project of");
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn nobody_switches_while_a_change_is_on_its_way() {
    let (_home, mut story) = with_two_profiles().await;
    let staging = story.named("staging");
    story.go(&staging).await;
    story.act(Action::Accounts);
    assert!(story.settle().await);
    let acme = story.key_of(|account| account.origin == CredentialSource::Profile("acme".into()));
    story.escape();
    story.neon.faults().add(
        Some("POST"),
        "/suspend",
        1,
        Fault::Latency(Duration::from_secs(5)),
    );
    story.act(Action::SuspendCompute);
    story.act(Action::ConfirmYes);
    story.act(Action::Accounts);
    story.elapse(Duration::from_millis(300)).await;
    story.key(acme);
    story.sees("of staging is not finished");
    assert_eq!(story.model().neon.session.origin, profile("DEFAULT"));
    story.escape();
    story.follow().await;
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_api_key_reaches_no_file() {
    let home = tempfile::tempdir().unwrap();
    let mut story = again(neon().await, home.path());
    assert!(story.settle().await);
    story.act(Action::ApiKeys);
    story.settle().await;
    story.act(Action::NewKey);
    story.type_text("ci");
    story.act(Action::FormApply);
    story.settle().await;
    story.elapse(Duration::from_secs(4)).await;
    let key = story.copied().pop().unwrap();
    assert!(key.starts_with("napi_"));
    // The state contains the key only masked.
    let model = format!("{:?}", story.model());
    assert!(!model.contains(&key), "the state tells the key");
    story.quit();
    let kept = files(home.path());
    assert!(!kept.is_empty());
    for (path, text) in &kept {
        assert!(!text.contains(&key), "{} holds the key", path.display());
    }
}

/// The files below a directory, by path.
fn files(directory: &Path) -> Vec<(std::path::PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let text = fs::read(&path).unwrap();
            found.push((path, String::from_utf8_lossy(&text).into_owned()));
        }
    }
    found
}

fn store(home: &Path) -> StateStore {
    StateStore::at(Some(home.join("state")), Some(home.join("cache")))
}

/// The program with this Neon, and with its state in a home.
fn again(neon: Emulator, home: &Path) -> Story {
    let session = Startup {
        session: Session {
            origin: Some(CredentialSource::Variable),
            ..Session::default()
        },
        ..Startup::default()
    };
    Story::on(session, neon, NOW.parse().unwrap(), vault(), store(home))
}

#[tokio::test(start_paused = true)]
async fn the_next_start_paints_what_was_there_and_goes_where_the_cursor_was() {
    let home = tempfile::tempdir().unwrap();
    let mut story = again(neon().await, home.path());
    assert!(story.settle().await);
    story.open_storefront().await;
    // A copied URI must not reach the disk.
    let database = story.named("sessions");
    story.go(&database).await;
    story.act(Action::CopyUri);
    assert!(story.settle().await);
    let staging = story.named("staging");
    story.go(&staging).await;
    assert!(story.copied().iter().any(|text| text.contains("npg_")));
    // Nothing moves for a while: the position is saved, and no timer remains.
    story.elapse(Duration::from_secs(4)).await;
    assert!(home.path().join("state/state.json").exists());
    let neon = story.quit();

    let kept = files(home.path());
    assert_eq!(kept.len(), 3, "state, its lock, facts: {kept:?}");
    for (path, text) in &kept {
        assert!(
            !text.contains("npg_") && !text.contains("napi_"),
            "{} holds a secret",
            path.display()
        );
    }
    let silent = Fault::Latency(Duration::from_secs(3600));
    neon.faults().add(None, "/", 1000, silent);
    let mut story = again(neon, home.path());
    story.elapse(Duration::from_millis(200)).await;
    story.sees("storefront").sees("staging").sees("▪ active");
    assert_eq!(story.model().browser.selected(), Some(&staging));
    story.neon.faults().clear();
}

#[tokio::test(start_paused = true)]
async fn what_was_painted_is_replaced_by_what_is_true() {
    let home = tempfile::tempdir().unwrap();
    let mut story = again(neon().await, home.path());
    assert!(story.settle().await);
    story.open_storefront().await;
    let neon = story.quit();
    neon.edit(|world| {
        world.projects.retain(|id, _| id.as_str() != STOREFRONT);
    });
    let mut story = again(neon, home.path());
    assert!(story.settle().await);
    story.misses("as of").misses("storefront ").sees("billing");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_damaged_state_is_set_aside_and_hinders_nobody() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("state")).unwrap();
    fs::write(home.path().join("state/state.json"), "{").unwrap();
    let mut story = again(neon().await, home.path());
    assert!(story.settle().await);
    story.sees("it was set aside as").sees("storefront");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn another_account_asks_before_a_form_is_lost() {
    let (_home, mut story) = with_two_profiles().await;
    let staging = story.named("staging");
    story.go(&staging).await;
    story.act(Action::EditBranch);
    story.key(Code::End);
    story.type_text("-2");
    for goes in [false, true] {
        story.act(Action::AccountsHere);
        assert!(story.settle().await);
        let acme =
            story.key_of(|account| account.origin == CredentialSource::Profile("acme".into()));
        story.key(acme);
        assert!(story.settle().await);
        story
            .sees("discard what you filled in?")
            .sees("loses     Edit branch › staging");
        if goes {
            story.act(Action::ConfirmYes);
            assert!(story.settle().await);
            story.misses("staging-2").sees("signed in");
            assert_eq!(story.model().neon.session.origin, profile("acme"));
        } else {
            story.act(Action::ConfirmNo);
            story.sees("nothing has changed yet");
            story.escape();
            story.sees("staging-2");
            assert_eq!(story.model().neon.session.origin, profile("DEFAULT"));
        }
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn another_account_asks_before_a_queue_is_dropped_that_protects_a_branch_again() {
    let (_home, mut story) = with_two_profiles().await;
    story.go(&branch(PRODUCTION)).await;
    story.act(Action::Restore);
    story.settle().await;
    for _ in 0..3 {
        story.act(Action::RestoreNext);
    }
    refuse(&story, "/restore");
    refuse(&story, "/auth");
    refuse(&story, "/users");
    story.type_text("production");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story
        .sees("signed out")
        .sees("production is left UNPROTECTED until Neon can be");
    while !story.model().dialogs.is_empty() {
        story.escape();
    }
    story.neon.faults().clear();
    for (name, is_same) in [("acme", false), ("DEFAULT", true)] {
        story.act(Action::Accounts);
        assert!(story.settle().await);
        let key = story.key_of(|account| account.origin == CredentialSource::Profile(name.into()));
        story.key(key);
        story.settle().await;
        if !is_same {
            story
                .sees("and stop watching what was sent?")
                .sees("production would be left unprotected; P protects it");
            story.act(Action::ConfirmNo);
            story.escape();
        }
    }
    story.follow().await;
    story.sees("it is protected again");
    story.end();
}
