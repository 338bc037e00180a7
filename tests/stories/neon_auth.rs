//! Neon Auth of branches: shown, enabled, renamed and disabled. What all changes have in common (lost responses,
//! refusals, Esc) is in `write_scenarios`.

use crate::{
    story::{DEV, Story, bodies, branch, no_waking},
    tables,
    write_scenarios::{go, write_over},
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

/// On the row of this name in one of the lists that it leads to.
pub async fn on_one(list: Action, name: &str) -> Story {
    let mut story = on_it().await;
    story.act(list);
    story.settle().await;
    tables::go(&mut story, name);
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
async fn a_branch_without_it_is_no_error_and_better_auth_has_no_keys() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::NeonAuth);
    story.settle().await;
    story.sees("Neon Auth is off on dev/maya. n enables it.");
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
    story.sees("Neon Auth of dev/maya enabled");
    story.misses("shows its keys once");
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
        story.sees("Neon Auth is off on development");
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

#[tokio::test(start_paused = true)]
async fn its_menu_leads_to_its_parts() {
    let mut story = on_it().await;
    story.act(Action::ActionsMenu);
    story.settle().await;
    story
        .sees("Sign-in settings")
        .sees("Trusted domains")
        .sees("Add trusted domain")
        .sees("OAuth providers");
    story.escape();
    story.settle().await;
    // Other rows are left alone.
    while story.model().browser.table.is_some() {
        story.act(Action::Back);
    }
    story.settle().await;
    story.act(Action::ActionsMenu);
    story.settle().await;
    story.misses("Trusted domains").misses("OAuth providers");
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn domains_are_urls_and_a_removed_one_comes_back() {
    let mut story = on_one(Action::TrustedDomains, "https://lighthouse.example").await;
    story.neon.forget_requests();
    story.act(Action::AddTrustedDomain);
    for (text, says) in [
        ("shop.example", "enter a URL with its scheme"),
        ("https://lighthouse.example", "it is trusted already"),
    ] {
        write_over(&mut story, text);
        story.act(Action::FormApply);
        story.sees(says);
    }
    write_over(&mut story, "https://shop.example");
    story.act(Action::FormApply);
    story.sees("Trust https://shop.example on development?");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("https://shop.example");
    story.act(Action::Delete);
    story
        .sees("Trust https://lighthouse.example no more on development?")
        .sees("signing in on pages of it");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let domain = json!("https://lighthouse.example");
    let sent = bodies(&story);
    assert_eq!(sent[1]["domains"], json!([{ "domain": domain }]));
    assert_eq!(sent[2]["domain"], domain);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn own_keys_at_a_provider_are_typed_once_and_told_no_more() {
    let mut story = on_one(Action::OauthProviders, "Google").await;
    story.neon.forget_requests();
    story
        .sees("shared (Neon's)")
        .sees("your own")
        .sees("Iv1.8a61f9b3a7aba766");
    story.act(Action::Edit);
    story.misses("Tenant");
    write_over(&mut story, "ours");
    story.act(Action::FormApply);
    story.sees("enter its secret, too");
    go(&mut story, "Client secret");
    story.tell(lazyneon::ui::Msg::Paste("GOCSPX-hush-hush".into()));
    story.sees("****************").misses("hush");
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("users meet your application there")
        .misses("hush");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("ours");
    let sent = json!({ "client_id": "ours", "client_secret": "GOCSPX-hush-hush" });
    assert_eq!(bodies(&story), [sent]);
    let log = format!("{:?}", story.model().neon.log.entries());
    assert!(log.contains("ours") && !log.contains("hush"), "{log}");
    story.act(Action::AddOauthProvider);
    story.key(lazyneon::key::Code::Tab);
    story.key(lazyneon::key::Code::Right);
    story.sees("Client secret").sees("Tenant");
    story.act(Action::FormApply);
    story.sees("enter the client ID");
    story.escape();
    story.act(Action::ConfirmYes);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_to_a_secret_is_no_proof() {
    let mut story = on_one(Action::OauthProviders, "GitHub").await;
    story.act(Action::Edit);
    go(&mut story, "Client secret");
    write_over(&mut story, "another");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("no undo");
    let lost = lazyneon::emulator::Fault::Reset;
    story
        .neon
        .faults()
        .add(Some("PATCH"), "/oauth_providers", 1, lost);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("Unknown whether GitHub was changed");
    story.escape();
    story.act(Action::ConfirmYes);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_belongs_to_neon_auth_says_that_there_is_none() {
    for (list, add) in [
        (Action::AuthSettings, None),
        (Action::TrustedDomains, Some(Action::AddTrustedDomain)),
        (Action::OauthProviders, Some(Action::AddOauthProvider)),
        (Action::AuthUsers, Some(Action::NewAuthUser)),
    ] {
        let mut story = Story::at(branch(DEV)).await;
        story.act(list);
        story.settle().await;
        story.sees("Neon Auth is off on dev/maya. n A enables it.");
        story.misses("sign in with another key");
        story.requests();
        if let Some(add) = add {
            story.act(add);
            story.settle().await;
            story.misses("Ctrl-s apply");
        }
        assert_eq!(story.requests().len(), 0);
        // What enables it works from there, too.
        story.act(Action::EnableNeonAuth);
        story.sees("Enable Neon Auth");
        story.quit();
    }
}
