//! Credentials of branches: created, copied, rotated and revoked. What all changes have in common (lost responses,
//! refusals, Esc) is in `write_scenarios`.

use crate::{
    scan,
    story::{DEV, STAGING, Story, bodies, branch, on},
    write_scenarios::go,
};
use lazyneon::{emulator::Fault, key::Code, ui::Action};
use serde_json::json;

/// In the list of the branch that has some.
pub async fn list() -> Story {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::Credentials);
    story.settle().await;
    story.neon.forget_requests();
    story
}

#[tokio::test(start_paused = true)]
async fn the_list_says_what_each_may_do_and_no_secret() {
    let mut story = list().await;
    story
        .sees("image-uploads")
        .sees("storage:read, storage:write")
        .sees("ai_gateway:invoke")
        .sees("never");
    on(&mut story, "image-uploads");
    story.act(Action::Open);
    story.settle().await;
    story.sees("nak_live_");
    let screen = story.screen();
    assert_eq!(scan::found_in(&screen), None, "{screen}");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_secrets_of_a_new_one_are_copied_and_shown_once() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Credentials);
    story.settle().await;
    story.sees("dev/maya has no credentials for its services. n creates one.");
    story.neon.forget_requests();
    story.act(Action::NewCredential);
    story.type_text("ci");
    story.act(Action::FormApply);
    story.sees("choose at least one thing that it may do");
    go(&mut story, "Functions");
    story.key(Code::Left);
    story.act(Action::FormApply);
    story.sees("whoever has its secrets may functions:invoke on dev/maya");
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(
        bodies(&story).pop().unwrap(),
        json!({ "name": "ci", "scopes": ["functions:invoke"], "principal_type": "user" })
    );
    story.sees("ci created. g v on it shows its secrets once");
    let screen = story.screen();
    assert_eq!(scan::found_in(&screen), None, "{screen}");
    on(&mut story, "ci");
    story.act(Action::ShowPassword);
    story.settle().await;
    story
        .sees("Secrets of ci")
        .sees("api_token=nat_live_")
        .sees("s3_secret_access_key=nsk_live_");
    story.escape();
    story.settle().await;
    story.misses("nsk_live_");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn secrets_are_copied_again_unless_neon_did_not_keep_them() {
    let mut story = list().await;
    on(&mut story, "image-uploads");
    story.act(Action::CopyCredential);
    story.settle().await;
    let copied = story.copied().pop().unwrap();
    assert!(
        copied.contains("s3_secret_access_key=nsk_live_"),
        "{copied}"
    );
    let screen = story.screen();
    assert_eq!(scan::found_in(&screen), None, "{screen}");
    on(&mut story, "support-bot");
    story.act(Action::CopyCredential);
    story.settle().await;
    story.sees("no secrets of support-bot: Credential has no recoverable");
    story.end();
}

async fn rotate(story: &mut Story) {
    story.act(Action::RotateCredential);
    story
        .sees("Rotate the secrets of image-uploads?")
        .sees("every program that uses the old ones, immediately")
        .type_text("image-uploads");
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_rotation_is_typed_and_its_secrets_are_copied() {
    let mut story = list().await;
    on(&mut story, "image-uploads");
    rotate(&mut story).await;
    story.sees("image-uploads rotated. g v on it shows its secrets once");
    let copied = story.copied().pop().unwrap();
    assert!(copied.contains("api_token=nat_live_"), "{copied}");
    assert_eq!(story.changes().len(), 1);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_rotation_without_an_answer_is_not_sent_again() {
    let mut story = list().await;
    on(&mut story, "image-uploads");
    story
        .neon
        .faults()
        .add(Some("POST"), "/rotate", 1, Fault::Reset);
    rotate(&mut story).await;
    story.sees("Unknown whether image-uploads was rotated");
    assert_eq!(story.changes().len(), 1);
    story.end();
}
