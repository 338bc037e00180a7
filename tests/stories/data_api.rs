//! The Data API of databases: shown, enabled, changed and disabled. What all changes have in common (lost responses,
//! refusals, Esc) is in `write_scenarios`.

use crate::{
    story::{DEV, STAGING, STOREFRONT, Story, bodies, branch, on},
    write_scenarios::{go, write_over},
};
use lazyneon::{
    emulator::Fault,
    key::Code,
    ui::{Action, Target},
};

async fn page(of: &str, database: &str) -> Story {
    let mut story = Story::at(branch(of)).await;
    story.act(Action::Right);
    story.settle().await;
    let database = Target::Database(STOREFRONT.into(), of.into(), database.into());
    story.go(&database).await;
    story.act(Action::DataApi);
    story.settle().await;
    story.neon.forget_requests();
    story
}

#[tokio::test(start_paused = true)]
async fn it_shows_where_requests_go_and_what_they_reach() {
    let mut story = page(STAGING, "storefront").await;
    story
        .sees("Data API")
        .sees("active")
        .sees("/storefront/rest/v1")
        .sees("public");
    story.act(Action::Open);
    story.settle().await;
    story
        .sees("Most rows")
        .sees("1000")
        .sees("Without token")
        .sees("anonymous");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_database_without_one_is_no_error() {
    let mut story = page(DEV, "sessions").await;
    story.sees("The Data API is off for sessions. n enables it.");
    story.act(Action::EnableDataApi);
    story
        .sees("Enable Data API")
        .sees("sessions can be reached over HTTP, from everywhere")
        .sees("cannot be given an expiry");
    story.act(Action::FormApply);
    story.sees("Enable the Data API of sessions?");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("sessions can be reached over HTTP now")
        .sees("active");
    let body = bodies(&story).pop().unwrap();
    assert_eq!(body, serde_json::json!({ "auth_provider": "neon_auth" }));
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn tokens_of_others_need_the_url_of_their_keys() {
    let mut story = page(DEV, "sessions").await;
    story.act(Action::EnableDataApi);
    story.key(Code::Right);
    story.sees("JWKS URL");
    story.act(Action::FormApply);
    story.sees("enter an https:// URL");
    go(&mut story, "JWKS URL");
    write_over(&mut story, "https://clerk.example/keys");
    story.act(Action::FormApply);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let body = bodies(&story).pop().unwrap();
    assert_eq!(body["auth_provider"], "external");
    assert_eq!(body["jwks_url"], "https://clerk.example/keys");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_edit_sends_all_settings_and_can_be_undone() {
    let mut story = page(STAGING, "storefront").await;
    on(&mut story, "storefront");
    story.act(Action::Edit);
    go(&mut story, "Most rows");
    write_over(&mut story, "500");
    story.sees("reads the schema of the database again");
    story.act(Action::FormApply);
    story.settle().await;
    let body = bodies(&story).pop().unwrap();
    assert_eq!(body["settings"]["db_max_rows"], 500);
    assert_eq!(
        body["settings"]["db_schemas"][0], "public",
        "Neon replaces all of them"
    );
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let body = bodies(&story).pop().unwrap();
    assert_eq!(body["settings"]["db_max_rows"], 1000);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_expires_says_so_before_the_form() {
    let mut story = Story::at(branch(DEV)).await;
    let expiring = story.named("preview/pr-412");
    story.go(&expiring).await;
    story.act(Action::Right);
    story.settle().await;
    let Target::Branch(project, id) = expiring else {
        unreachable!()
    };
    story
        .go(&Target::Database(project, id, "storefront".into()))
        .await;
    story.act(Action::EnableDataApi);
    story.sees("a branch that expires cannot have a Data API: remove its expiry first");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn its_schema_is_read_again_without_a_change() {
    let mut story = page(STAGING, "storefront").await;
    on(&mut story, "storefront");
    story.act(Action::RefreshDataApi);
    story
        .sees("Refresh the schema of the Data API of storefront?")
        .sees("wakes");
    story.escape();
    assert!(story.changes().is_empty());
    story.act(Action::RefreshDataApi);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("storefront refreshed").misses("undo");
    assert_eq!(bodies(&story), [serde_json::json!({})]);
    story.keeps_to_the_contract();
    // Nothing tells whether that was done.
    story
        .neon
        .faults()
        .add(Some("PATCH"), "/data-api/storefront", 1, Fault::Reset);
    story.act(Action::RefreshDataApi);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("Unknown whether storefront was refreshed");
    story.end();
}
