//! Neon Auth of branches: shown, enabled, renamed and disabled. What all changes have in common (lost responses,
//! refusals, Esc) is in `write_scenarios`.

use crate::{
    scan,
    story::{DEV, Story, bodies, branch, no_waking},
    write_scenarios::write_over,
};
use lazyneon::ui::{Action, Target};
use serde_json::json;

/// A project, and its branch that has Neon Auth.
pub const IDENTITY: &str = "patient-forest-33807219";
pub const WITH_AUTH: &str = "br-quiet-cloud-abk3v7d2";

/// On the row of Neon Auth in its list.
pub async fn on_it() -> Story {
    let mut story = Story::at(Target::Project(IDENTITY.into())).await;
    story.act(Action::Right);
    story.settle().await;
    let branch = Target::Branch(IDENTITY.into(), WITH_AUTH.into());
    story.go(&branch).await;
    story.act(Action::NeonAuth);
    story.settle().await;
    story
}

#[tokio::test(start_paused = true)]
async fn it_shows_where_users_sign_in_and_where_they_are_kept() {
    let mut story = on_it().await;
    story
        .sees("Neon Auth")
        .sees("Lighthouse")
        .sees("https://br-quiet-cloud-abk3v7d2.neonauth.");
    story.act(Action::Open);
    story.settle().await;
    story
        .sees("/.well-known/jwks.json")
        .sees("Database")
        .sees("identity")
        .sees("Better Auth");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_without_it_is_no_error_and_its_keys_are_shown_once() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::NeonAuth);
    story.settle().await;
    story.sees("Nobody signs in on dev/maya: it has no Neon Auth. n enables it.");
    story.neon.forget_requests();
    story.act(Action::EnableNeonAuth);
    story.settle().await;
    story
        .sees("adds the schema neon_auth to the database, which wakes the compute")
        .sees("can sign up");
    story.act(Action::FormApply);
    story.sees("Enable Neon Auth of dev/maya?");
    story.act(Action::ConfirmYes);
    story.settle().await;
    let body = bodies(&story).pop().unwrap();
    assert_eq!(
        body,
        json!({ "auth_provider": "better_auth", "database_name": "storefront" })
    );
    story.sees("Neon Auth of dev/maya enabled. g v on it shows its keys once");
    let screen = story.screen();
    assert_eq!(scan::found_in(&screen), None, "{screen}");
    assert!(!screen.contains("ssk_"), "{screen}");
    story.act(Action::ShowPassword);
    story.settle().await;
    story
        .sees("Keys of Neon Auth")
        .sees("secret_server_key=ssk_")
        .sees("pub_client_key=pck_");
    story.escape();
    story.settle().await;
    story.misses("ssk_");
    story.act(Action::EnableNeonAuth);
    story.sees("dev/maya has Neon Auth already");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_name_is_taken_back_by_an_undo() {
    let mut story = on_it().await;
    story.neon.forget_requests();
    story.act(Action::Rename);
    write_over(&mut story, "  ");
    story.act(Action::FormApply);
    story.sees("enter a name");
    write_over(&mut story, "Beacon");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("Beacon");
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let sent = bodies(&story);
    assert_eq!(
        sent,
        [json!({ "name": "Beacon" }), json!({ "name": "Lighthouse" })]
    );
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn its_data_stays_unless_its_deletion_is_asked_for() {
    for (action, says, deletes) in [
        (Action::Delete, "keeps     the schema neon_auth", false),
        (
            Action::DisableWithData,
            "the users are deleted permanently",
            true,
        ),
    ] {
        let mut story = on_it().await;
        story.neon.forget_requests();
        story.act(action);
        story
            .sees("Disable Neon Auth of development")
            .sees("signing in, on every application that uses it")
            .sees(says);
        story.type_text("Lighthouse");
        story.act(Action::ConfirmEnter);
        story.settle().await;
        story.sees("Nobody signs in on development");
        let body = bodies(&story).pop().unwrap();
        assert_eq!(body, json!({ "delete_data": deletes }));
        story.keeps_to_the_contract();
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn what_would_wake_its_compute_is_blocked_with_the_rule() {
    let mut story = on_it().await;
    story.model_mut().neon.policy.rules = no_waking("development");
    story.neon.forget_requests();
    for action in [Action::Delete, Action::DisableWithData] {
        story.act(action);
        story.sees("wake").sees("blocked by");
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}
