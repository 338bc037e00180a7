//! Functions of branches, with their triggers and domains, and the AI gateway. What all changes have in common (lost
//! responses, refusals, Esc) is in `write_scenarios`.

use crate::{
    story::{DEV, PRODUCTION, Story, bodies, branch, on},
    tables,
    write_scenarios::go,
};
use lazyneon::ui::Action;
use serde_json::json;

/// In one of the lists of the branch that has some.
pub async fn list(action: Action) -> Story {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(action);
    story.settle().await;
    story
}

/// On the row of this name in it.
pub async fn on_one(action: Action, name: &str) -> Story {
    let mut story = list(action).await;
    tables::go(&mut story, name);
    story.settle().await;
    story
}

#[tokio::test(start_paused = true)]
async fn a_function_shows_its_url_and_its_deployments() {
    let mut story = on_one(Action::Functions, "Checkout webhooks").await;
    story.sees("completed").sees(".compute.");
    story.act(Action::Open);
    story.settle().await;
    story
        .sees("Serves")
        .sees("Variables")
        .sees("LOG_LEVEL")
        .sees("nodejs24");
    story.escape();
    story.act(Action::CopyMenu);
    story.sees("URL");
    story.key(lazyneon::key::Code::Char('u'));
    story.settle().await;
    let copied = story.copied().pop().unwrap();
    assert!(
        copied.starts_with("https://br-long-feather-adpbgzlx-checkout.compute."),
        "{copied}"
    );
    let opens = Action::OpenConsole.label(story.model());
    assert_eq!(opens, "Open its web page");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn whoever_deletes_a_function_is_told_what_uses_it() {
    let mut story = list(Action::Triggers).await;
    story.sees("read an invoice").sees("0 3 * * *");
    story.act(Action::Functions);
    story.settle().await;
    on(&mut story, "Checkout webhooks");
    story.act(Action::Delete);
    story
        .sees("Delete the function Checkout webhooks?")
        .sees("1 trigger");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_trigger_sends_only_what_was_changed() {
    let mut story = on_one(Action::Triggers, "nightly report").await;
    story.neon.forget_requests();
    story.act(Action::Edit);
    go(&mut story, "Schedule");
    crate::write_scenarios::write_over(&mut story, "every night");
    story.act(Action::FormApply);
    story.sees("enter five fields, such as 0 3 * * 1-5");
    crate::write_scenarios::write_over(&mut story, "30 4 * * *");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("calls reports by itself from now on");
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(
        bodies(&story).pop().unwrap(),
        json!({ "type": "schedule", "schedule": { "cron": "30 4 * * *" } })
    );
    story
        .sees("nightly report changed. z undo")
        .sees("30 4 * * *");
    story.act(Action::Undo);
    story.settle().await;
    story.sees("30 4").act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(
        bodies(&story).pop().unwrap(),
        json!({ "type": "schedule", "schedule": { "cron": "0 3 * * *" } })
    );
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_trigger_of_stored_objects_names_bucket_and_prefix() {
    let mut story = list(Action::Triggers).await;
    story.act(Action::NewTrigger);
    story.type_text("thumbnails");
    go(&mut story, "When");
    story.key(lazyneon::key::Code::Right);
    story.misses("Schedule");
    go(&mut story, "Bucket");
    crate::write_scenarios::write_over(&mut story, "product-images");
    go(&mut story, "Prefix");
    story.type_text("shoes/");
    story.act(Action::FormApply);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let sent = bodies(&story).pop().unwrap();
    assert_eq!(
        sent["storage_object_created"],
        json!({ "bucket_name": "product-images", "prefix": "shoes/" })
    );
    assert_eq!(sent["schedule"], json!(null));
    story.sees("stored in product-images/shoes/");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn without_a_function_nothing_can_call_or_lead_to_one() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Functions);
    story.settle().await;
    while !story.screen().contains("has no functions") {
        story.act(Action::Top);
        story.act(Action::Delete);
        crate::write_scenarios::answer(&mut story).await;
    }
    story.act(Action::CustomDomains);
    story.settle().await;
    story.act(Action::AddCustomDomain);
    story.sees("the branch has no function yet: deploy one first");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_domain_says_where_its_cname_points() {
    let mut story = on_one(Action::CustomDomains, "hooks.storefront.example").await;
    story.sees("domains.compute.");
    // The only row is shown in full below, and states have signs.
    story.sees("│ CNAME ").sees("Routing").sees("✓ active");
    story.sees("Esc back").sees("D remove");
    story.act(Action::AddCustomDomain);
    story.type_text("https://x");
    story.act(Action::FormApply);
    story.sees("enter the name of a host, such as api.example.com");
    crate::write_scenarios::write_over(&mut story, "API.Example.com.");
    story.act(Action::FormApply);
    story
        .sees("whoever opens the domain calls the function")
        .act(Action::ConfirmYes);
    story.settle().await;
    let sent = bodies(&story).pop().unwrap();
    assert_eq!(sent["domain"], "api.example.com");
    story
        .sees("added: its page says where its CNAME has to point")
        .sees("pending");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_ai_gateway_shows_its_url() {
    let mut story = list(Action::AiGateway).await;
    story.sees("-api.ai.");
    story.act(Action::Open);
    story.settle().await;
    story.sees("Base URL");
    story.keeps_to_the_contract();
    story.end();
}
