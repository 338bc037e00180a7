//! Programs that get the terminal: psql and the shell.

use crate::{
    driver::Driver,
    story::{DEV, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch},
};
use lazyneon::{
    emulator::{Fault, Options},
    neon::policy::{Policy, ProtectionSource},
    ui::{
        Action, Msg, Startup, Target,
        child::{Child, ChildEnd, ChildOutput, ChildPurpose, Inherited, Setting},
    },
};
use std::time::Duration;

/// The value of a child's variable.
fn variable(child: &Child, name: &str) -> Option<String> {
    let found = child.settings.iter().rev().find(|(key, _)| *key == name);
    found.and_then(|(_, setting)| match setting {
        Setting::Plain(text) => Some(text.clone()),
        Setting::Secret(secret) => Some(secret.expose().to_owned()),
        Setting::Unset => None,
    })
}

fn only(driver: &mut Driver) -> Child {
    let mut children = driver.children();
    assert_eq!(children.len(), 1, "{children:?}");
    children.remove(0)
}

fn database(branch: &str) -> Target {
    Target::Database(STOREFRONT.into(), branch.into(), "storefront".into())
}

/// The program with the cursor on the main database of a branch.
async fn on_database_of(session: Startup, id: &str) -> Story {
    let mut story = Story::with(session, Options::default()).await;
    story.settle().await;
    story.open_storefront().await;
    story.go(&branch(id)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&database(id)).await;
    story.neon.forget_requests();
    story
}

#[tokio::test(start_paused = true)]
async fn psql_gets_the_direct_connection_in_its_environment() {
    let mut story = on_database_of(Startup::default(), STAGING).await;
    story.act(Action::OpenClient);
    story.settle().await;
    let asked = story.requests();
    assert_eq!(
        asked,
        [format!("GET /projects/{STOREFRONT}/connection_uri")]
    );
    let child = only(&mut story);
    assert_eq!(
        (&child.words[..], &child.purpose),
        (&["psql".to_owned()][..], &ChildPurpose::Client)
    );
    assert_eq!(variable(&child, "PGDATABASE").unwrap(), "storefront");
    assert!(!variable(&child, "PGHOST").unwrap().contains("-pooler"));
    assert!(variable(&child, "PGPASSWORD").unwrap().starts_with("npg_"));
    assert_eq!(variable(&child, "PGSSLMODE").unwrap(), "require");
    assert_eq!(variable(&child, "PGOPTIONS"), None);
    assert_eq!(child.inherited, Inherited::NoConnection);
    assert!(
        !format!("{child:?}").contains("npg_"),
        "a password can be seen"
    );
    assert!(
        child.greeting.contains("staging / storefront as"),
        "{}",
        child.greeting
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn in_read_only_mode_the_session_is_read_only() {
    let session = Startup {
        policy: Policy {
            read_only: [ProtectionSource::Mode].into(),
            ..Policy::default()
        },
        ..Startup::default()
    };
    let mut story = on_database_of(session, STAGING).await;
    story.act(Action::OpenClient);
    story.settle().await;
    let child = only(&mut story);
    let options = variable(&child, "PGOPTIONS").unwrap();
    assert_eq!(options, "-c default_transaction_read_only=on");
    assert!(child.greeting.contains("read-only"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_idle_compute_is_woken_after_a_question_only() {
    let mut story = on_database_of(Startup::default(), DEV).await;
    story.act(Action::OpenClient);
    story.settle().await;
    story
        .sees("This wakes its compute")
        .sees("connecting starts it");
    story.act(Action::ConfirmNo);
    story.settle().await;
    assert_eq!((story.requests().len(), story.children().len()), (0, 0));
    story.act(Action::OpenClient);
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(only(&mut story).purpose, ChildPurpose::Client);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn no_wake_forbids_it() {
    let session = Startup {
        policy: Policy {
            no_wake: [ProtectionSource::Flag].into(),
            ..Policy::default()
        },
        ..Startup::default()
    };
    let mut story = on_database_of(session, DEV).await;
    story.act(Action::OpenClient);
    story.settle().await;
    story.sees("connecting would wake compute of dev/maya: blocked by");
    // Nor through the dialog.
    story.act(Action::Connect);
    story.settle().await;
    story.act(Action::ConnectOpen);
    story.settle().await;
    assert!(story.children().is_empty());
    assert!(story.changes().is_empty());
    // A shell wakes nothing.
    story.escape();
    story.act(Action::OpenShell);
    story.settle().await;
    assert_eq!(only(&mut story).purpose, ChildPurpose::Shell);
    story.end();
}

/// The compute is suspended without the program's knowledge, and half a minute passes.
async fn fall_asleep(story: &mut Story) {
    let at = story.neon.base_url().to_owned();
    let url = format!("{at}/projects/{STOREFRONT}/endpoints/{STAGING_COMPUTE}/suspend");
    let key = "Bearer napi_another";
    let sent = reqwest::Client::new()
        .post(url)
        .header("authorization", key)
        .send()
        .await;
    assert!(sent.unwrap().status().is_success());
    story.elapse(Duration::from_secs(31)).await;
    story.neon.forget_requests();
}

#[tokio::test(start_paused = true)]
async fn what_was_awake_a_while_ago_is_looked_at_before_it_is_connected_to() {
    let mut story = on_database_of(Startup::default(), STAGING).await;
    fall_asleep(&mut story).await;
    let look = format!("GET /projects/{STOREFRONT}/endpoints/{STAGING_COMPUTE}");
    story.act(Action::OpenClient);
    story.settle().await;
    story.sees("staging has gone idle meanwhile");
    assert_eq!(story.requests(), std::slice::from_ref(&look));
    assert!(story.children().is_empty());
    // Now the state is known, and a confirmation is shown.
    story.act(Action::OpenClient);
    story.sees("This wakes its compute");
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(only(&mut story).purpose, ChildPurpose::Client);
    story.end();

    // A compute that is still active is connected to at once.
    let mut story = on_database_of(Startup::default(), STAGING).await;
    story.elapse(Duration::from_secs(31)).await;
    story.act(Action::OpenClient);
    story.settle().await;
    let uri = format!("GET /projects/{STOREFRONT}/connection_uri");
    assert_eq!(story.requests(), [look, uri]);
    assert_eq!(only(&mut story).purpose, ChildPurpose::Client);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_program_asked_for_last_is_the_one_that_opens() {
    let mut story = on_database_of(Startup::default(), STAGING).await;
    story.elapse(Duration::from_secs(31)).await;
    // The state of the compute is on its way when the shell is asked for, which connects at once.
    story.act(Action::OpenClient);
    story.act(Action::OpenShell);
    story.settle().await;
    assert_eq!(only(&mut story).purpose, ChildPurpose::Shell);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn no_wake_does_not_trust_what_is_old() {
    let session = Startup {
        policy: Policy {
            no_wake: [ProtectionSource::Flag].into(),
            ..Policy::default()
        },
        ..Startup::default()
    };
    let mut story = on_database_of(session, STAGING).await;
    fall_asleep(&mut story).await;
    story.act(Action::OpenClient);
    story.settle().await;
    story.sees("of staging: blocked by");
    assert!(story.children().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn several_databases_are_chosen_from() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::OpenClient);
    story.settle().await;
    story.sees("Connect").sees("choose");
    story.act(Action::ConnectOpen);
    story.settle().await;
    assert!(story.model().dialogs.is_empty());
    let child = only(&mut story);
    assert!(variable(&child, "PGHOST").is_some());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn who_has_gone_on_keeps_the_terminal() {
    let mut story = on_database_of(Startup::default(), STAGING).await;
    story.act(Action::OpenClient);
    story.act(Action::Down);
    story.settle().await;
    assert!(story.children().is_empty());
    story.sees("you moved on, so nothing was opened");
    // Esc stops waiting.
    story.act(Action::Up);
    story.escape();
    story.act(Action::OpenClient);
    story.escape();
    story.sees("not connected");
    story.settle().await;
    assert!(story.children().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_said_and_a_shell_does_without() {
    let mut story = on_database_of(Startup::default(), STAGING).await;
    let refuse = Fault::Status {
        code: 403,
        retry_after: None,
        body: None,
    };
    story
        .neon
        .faults()
        .add(Some("GET"), "/connection_uri", 2, refuse);
    story.act(Action::OpenClient);
    story.settle().await;
    story.sees("not connected");
    assert!(story.children().is_empty());
    story.act(Action::OpenShell);
    story.settle().await;
    let shell = only(&mut story);
    assert_eq!(variable(&shell, "NEON_BRANCH_ID").unwrap(), STAGING);
    assert_eq!(variable(&shell, "PGHOST"), None);
    assert_eq!(shell.inherited, Inherited::Everything);
    assert!(shell.greeting.contains("PG* are not"), "{}", shell.greeting);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn every_program_in_the_shell_meets_the_same_database() {
    for read_only in [false, true] {
        let session = Startup {
            policy: Policy {
                read_only: read_only
                    .then_some(ProtectionSource::Mode)
                    .into_iter()
                    .collect(),
                ..Policy::default()
            },
            ..Startup::default()
        };
        let mut story = on_database_of(session, STAGING).await;
        story.act(Action::OpenShell);
        story.settle().await;
        let shell = only(&mut story);
        assert_eq!(shell.inherited, Inherited::NoConnection);
        let host = variable(&shell, "PGHOST").unwrap();
        for name in ["DATABASE_URL", "DATABASE_URL_UNPOOLED"] {
            // The user's own value is removed: it may be for another database.
            assert!(shell.settings.iter().any(|(key, _)| *key == name));
            let names_it = variable(&shell, name).is_some_and(|uri| uri.contains(&host));
            assert_eq!(names_it, !read_only);
            assert_eq!(variable(&shell, name).is_none(), read_only);
        }
        let said = shell.greeting.contains("DATABASE_URL is unset");
        assert_eq!(said, read_only, "{}", shell.greeting);
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn how_a_child_has_failed_is_said() {
    let mut story = on_database_of(Startup::default(), STAGING).await;
    for (purpose, end, said) in [
        (
            ChildPurpose::Client,
            ChildEnd::Missing,
            "psql is not installed",
        ),
        (
            ChildPurpose::Client,
            ChildEnd::Exited(2),
            "psql ended with status 2",
        ),
        (
            ChildPurpose::Client,
            ChildEnd::Killed(9),
            "psql was ended by signal 9",
        ),
    ] {
        story.tell(Msg::ChildEnded {
            purpose,
            name: "psql".to_owned(),
            end,
            left: ChildOutput::Nothing,
        });
        story.sees(said);
    }
    story.end();
}
