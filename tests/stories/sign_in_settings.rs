//! The settings of Neon Auth: a list of what can be set, each with a form. What all changes have in common (lost
//! responses, refusals, Esc) is in `write_scenarios`.

use crate::{
    neon_auth::on_one,
    story::{Story, bodies},
    write_scenarios::{go, write_over},
};
use lazyneon::{key::Code, ui::Action};
use serde_json::json;

/// On the setting with this name, in the list of all.
async fn on(name: &str) -> Story {
    on_one(Action::AuthSettings, name).await
}

#[tokio::test(start_paused = true)]
async fn all_settings_are_listed_with_what_they_are_set_to() {
    let mut story = on("Organizations").await;
    story
        .sees("Sign-in settings")
        .sees("10 per user, 100 members, creator is owner")
        .sees("Magic link")
        .sees("5 minutes valid")
        .sees("allowed")
        .sees("Neon's")
        .sees("Webhooks");
    story.act(Action::Open);
    story.settle().await;
    story.sees("Creator is").sees("owner").sees("E-mails");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn only_what_changes_is_sent_and_can_be_undone() {
    let mut story = on("Magic link").await;
    story.neon.forget_requests();
    story.act(Action::Edit);
    go(&mut story, "Minutes valid");
    write_over(&mut story, "3");
    story.act(Action::FormApply);
    story.sees("from 5 to 1440");
    write_over(&mut story, "15");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("15 minutes valid");
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("5 minutes valid");
    let sent = bodies(&story);
    assert_eq!(
        sent,
        [json!({ "expires_in": 15 }), json!({ "expires_in": 5 })]
    );
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_password_of_an_own_server_is_shown_nowhere() {
    let mut story = on("E-mail server").await;
    story.neon.forget_requests();
    story.act(Action::Edit);
    story.misses("Host");
    story.key(Code::Right);
    story.sees("Host");
    for (label, text) in [
        ("Host", "smtp.example.com"),
        ("Port", "587"),
        ("User", "mailer"),
        ("Address", "beacon@example.com"),
        ("Name", "Beacon"),
    ] {
        go(&mut story, label);
        write_over(&mut story, text);
    }
    story.act(Action::FormApply);
    story.sees("enter the password, too: Neon does not tell it");
    go(&mut story, "Password");
    write_over(&mut story, "hunter-2-hunter");
    story.sees("***************").misses("hunter");
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("all e-mails to users go through your server")
        .sees("no undo")
        .misses("hunter");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("E-mail server changed").sees("your own");
    let sent = bodies(&story).pop().unwrap();
    assert_eq!(sent["password"], "hunter-2-hunter");
    let log = format!("{:?}", story.model().neon.log.entries());
    assert!(log.contains("smtp.example.com"), "{log}");
    assert!(!log.contains("hunter"), "{log}");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn webhooks_are_checked_and_replaced_whole() {
    let mut story = on("Webhooks").await;
    story.neon.forget_requests();
    story.act(Action::Edit);
    story.key(Code::Left);
    story.act(Action::FormApply);
    story.sees("enter an https:// URL");
    go(&mut story, "URL");
    write_over(&mut story, "https://shop.example/hook");
    go(&mut story, "Events");
    write_over(&mut story, "sun.rise");
    story.act(Action::FormApply);
    story.sees("sun.rise is none of");
    write_over(&mut story, "user.before_create");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("while it does not answer, nobody can");
    story.act(Action::ConfirmYes);
    story.settle().await;
    let sent = bodies(&story).pop().unwrap();
    assert_eq!(sent["enabled"], true);
    assert_eq!(sent["timeout_seconds"], 5);
    assert_eq!(sent["enabled_events"], json!(["user.before_create"]));
    story.keeps_to_the_contract();
    story.end();
}
