//! Users of Neon Auth, of whom Neon lists none and tells nothing, and test e-mails.

use crate::{
    neon_auth::{on_it, on_one},
    story::{Story, bodies, no_waking},
    write_scenarios::{go, write_over},
};
use lazyneon::{emulator::Fault, key::Code, ui::Action};
use serde_json::{Value, json};

const ADA: &str = "ada@lighthouse.example";

/// On a user that was added just now.
async fn with_user() -> Story {
    let mut story = on_it().await;
    story.act(Action::AuthUsers);
    story.settle().await;
    story
        .sees("the table neon_auth.user of identity has")
        .sees("n adds one");
    story.act(Action::NewAuthUser);
    write_over(&mut story, "nobody");
    story.act(Action::FormApply);
    story.sees("nobody is not an e-mail address");
    write_over(&mut story, ADA);
    go(&mut story, "Name");
    write_over(&mut story, "Ada");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("created: its id is ").sees(ADA).sees("Ada");
    story
}

#[tokio::test(start_paused = true)]
async fn a_user_gets_roles_and_goes() {
    let mut story = with_user().await;
    story.act(Action::Edit);
    story.act(Action::FormApply);
    story.sees("nothing changed");
    write_over(&mut story, "admin");
    story.sees("an admin can change, ban and act as every user");
    story.act(Action::FormApply);
    story.settle().await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("changed").sees("admin");
    story.act(Action::Delete);
    story
        .sees("Delete the user ada@lighthouse.example?")
        .sees("sessions, accounts and memberships, too")
        .sees("cannot be brought back");
    story.type_text("ada");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story.sees("deleted").sees("Neon's API does not list users");
    let sent = bodies(&story);
    let user = json!({ "email": ADA, "name": "Ada" });
    assert_eq!(sent[..2], [user, json!({ "roles": ["admin"] })]);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_user_is_taken_by_the_id() {
    let mut story = on_it().await;
    story.act(Action::AuthUserById);
    story.sees("Which user of development?");
    story.act(Action::PromptAccept);
    story.sees("type an id");
    story.type_text("no-such-user");
    story.act(Action::PromptAccept);
    story.settle().await;
    story.sees("no-such-user");
    story.act(Action::Edit);
    write_over(&mut story, "editor");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("user not found");
    story.escape();
    story.act(Action::ConfirmYes);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_about_a_user_stays_unknown() {
    for (method, path, by, says) in [
        ("POST", "/users", Action::NewAuthUser, "created"),
        ("PUT", "/role", Action::Edit, "changed"),
        ("DELETE", "/users", Action::Delete, "deleted"),
    ] {
        let mut story = with_user().await;
        story.neon.faults().add(Some(method), path, 1, Fault::Reset);
        story.act(by);
        match by {
            Action::Delete => story.type_text("ada"),
            Action::Edit => write_over(&mut story, "editor"),
            _ => write_over(&mut story, "bob@lighthouse.example"),
        }
        story.act(match by {
            Action::Delete => Action::ConfirmEnter,
            _ => Action::FormApply,
        });
        story.settle().await;
        story.sees("Unknown whether").sees(says);
        story.neon.forget_requests();
        story.settle().await;
        assert_eq!(
            story.changes(),
            Vec::<String>::new(),
            "nothing is sent again"
        );
        while !story.model().dialogs.is_empty() {
            story.escape();
            story.act(Action::ConfirmYes);
            story.settle().await;
        }
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn what_would_wake_the_compute_for_a_user_is_blocked() {
    let mut story = with_user().await;
    story.model_mut().neon.policy.rules = no_waking("development");
    story.neon.forget_requests();
    for action in [Action::Delete, Action::Edit, Action::NewAuthUser] {
        story.act(action);
        story.sees("wake").sees("blocked by");
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

async fn test_form() -> Story {
    let mut story = on_one(Action::AuthSettings, "E-mail server").await;
    story.neon.forget_requests();
    story.act(Action::SendTestEmail);
    for (label, text) in [
        ("To", ADA),
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
    story.sees("enter the password");
    go(&mut story, "Password");
    write_over(&mut story, "hunter-2-hunter");
    story.misses("hunter");
    story
}

#[tokio::test(start_paused = true)]
async fn a_test_email_goes_through_the_server_as_typed() {
    let mut story = test_form().await;
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("test e-mail to ada@lighthouse.example sent");
    let sent = bodies(&story).pop().unwrap();
    assert_eq!(sent["recipient_email"], ADA);
    assert_eq!(sent["port"], 587);
    assert_eq!(sent["type"], Value::Null);
    story.sees("Neon's").misses("hunter");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_server_that_refuses_is_no_success() {
    let mut story = test_form().await;
    let body = json!({ "success": false, "error_message": "535 authentication failed" });
    let refused = Fault::Status {
        code: 200,
        retry_after: None,
        body: Some(body.to_string()),
    };
    story
        .neon
        .faults()
        .add(Some("POST"), "/send_test_email", 1, refused);
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("was not sent: 535 authentication failed");
    story.key(Code::Esc);
    story.end();
}
