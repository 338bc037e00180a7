//! VPC endpoints of organizations and projects: listed, assigned, labeled, removed. What all changes have in
//! common (lost responses, refusals, Esc) is in `write_scenarios`.

use crate::story::{STOREFRONT, Story, on};
use lazyneon::{
    api::types::VpcEndpoint,
    key::Key,
    ui::{Action, Availability, Target},
};
use serde_json::{Value, json};

const ORG: &str = "org-bright-harbor-48215076";
const FREE: &str = "org-quiet-meadow-10384622";
const BILLING: &str = "sparkling-hill-99143322";
const FRANKFURT: &str = "vpce-0f1e2d3c4b5a69788";
const OFFICE: &str = "vpce-0d4c3b2a19f8e7654";

async fn at(target: Target) -> Story {
    let mut story = Story::begin().await;
    story.go(&target).await;
    story.act(Action::VpcEndpoints);
    story.settle().await;
    story.neon.forget_requests();
    story
}

async fn of_org() -> Story {
    at(Target::Org(ORG.into())).await
}

async fn of_project(project: &str) -> Story {
    at(Target::Project(project.into())).await
}

fn known<'s>(story: &'s Story, of: &Target) -> &'s [VpcEndpoint] {
    story.model().neon.store.listings.of(of)
}

/// Someone else sends a request.
async fn elsewhere(story: &Story, method: reqwest::Method, path: &str, body: Value) {
    let url = format!("{}{path}", story.neon.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.request(method, url).bearer_auth("napi_other");
    let request = request.header("content-type", "application/json");
    let sent = request.body(body.to_string()).send().await.unwrap();
    assert!(sent.status().is_success(), "{}", sent.status());
}

async fn yes_typed(story: &mut Story, word: &str) {
    story.sees(&format!("Type {word}"));
    story.type_text(word);
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn those_of_an_organization_are_listed_with_their_regions() {
    let mut story = of_org().await;
    story
        .sees("office network")
        .sees(OFFICE)
        .sees("aws-eu-central-1");
    on(&mut story, "Frankfurt services");
    story.act(Action::Open);
    story.settle().await;
    story
        .sees("VPC endpoint Frankfurt services")
        .sees("accepted")
        .sees(BILLING);
    story.act(Action::PreviousTab);
    story.settle().await;
    story
        .sees("\"state\": \"accepted\"")
        .sees("\"num_restricted_projects\": 1");
    let one =
        format!("GET /organizations/{ORG}/vpc/region/aws-eu-central-1/vpc_endpoints/{FRANKFURT}");
    assert_eq!(story.requests(), [one]);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_label_is_changed_and_changed_back() {
    let mut story = of_org().await;
    on(&mut story, "office network");
    story.act(Action::Edit);
    story.sees("Edit VPC endpoint");
    story.key(Key::ctrl('u'));
    story.type_text("headquarters");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("office network changed").sees("undo");
    story.row("headquarters");
    story.act(Action::Undo);
    story.sees("label: headquarters -> office network");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.row("office network");
    assert_eq!(story.changes().len(), 2);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_organization_never_gets_one_back() {
    let mut story = of_org().await;
    on(&mut story, "office network");
    story.act(Action::Delete);
    story
        .sees("Remove the VPC endpoint office network from Lighthouse Labs?")
        .sees("connections through it, in every project that has it")
        .sees("it can never be assigned to the organization again");
    yes_typed(&mut story, "office").await;
    story
        .sees("office network removed")
        .misses("undo")
        .misses(OFFICE);
    story.act(Action::AssignVpcEndpoint);
    story.key(lazyneon::key::Code::Tab);
    story.type_text(OFFICE);
    story.key(lazyneon::key::Code::Tab);
    story.type_text("again");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("cannot be added back");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_a_project_loses_can_be_assigned_again() {
    let mut story = of_project(BILLING).await;
    let billing = Target::Project(BILLING.into());
    story.sees("Frankfurt services").sees("aws-eu-central-1");
    story.act(Action::Delete);
    story
        .sees("Remove the VPC endpoint Frankfurt services from billing?")
        .sees("connections through it, immediately")
        .sees("billing to every other network: it has no other endpoint");
    yes_typed(&mut story, "Frankfurt").await;
    story.sees("Frankfurt services removed").sees("undo");
    assert!(known(&story, &billing).is_empty());
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.row("Frankfurt services");
    assert_eq!(known(&story, &billing).len(), 1);
    let path = format!("/projects/{BILLING}/vpc_endpoints/{FRANKFURT}");
    assert_eq!(
        story.changes(),
        [format!("DELETE {path}"), format!("POST {path}")]
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_first_one_of_a_project_closes_it_to_the_others() {
    let mut story = of_project(STOREFRONT).await;
    story.sees("it is reached from any network");
    story.act(Action::AssignVpcEndpoint);
    story
        .sees("Assign VPC endpoint")
        .sees("office network")
        .sees("storefront then refuses every connection that does not come through it");
    story.act(Action::FormApply);
    story.sees("PROD");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("VPC endpoint office network assigned to storefront")
        .sees(OFFICE);
    // The next one allows additional connections.
    story.act(Action::AssignVpcEndpoint);
    story
        .sees("batch jobs")
        .sees("storefront then accepts connections through it as well");
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_region_without_endpoints_says_what_to_do_first() {
    let mut story = of_project("calm-bird-15520937").await;
    story.act(Action::AssignVpcEndpoint);
    story.sees("Lighthouse Labs has no other VPC endpoint in aws-ap-southeast-1");
    story.act(Action::Back);
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn who_may_not_is_told_by_neon() {
    let mut story = at(Target::Org(FREE.into())).await;
    story.sees("Maya's Workshop has no VPC endpoints yet");
    story.act(Action::AssignVpcEndpoint);
    story.key(lazyneon::key::Code::Tab);
    story.type_text("vpce-1");
    story.key(lazyneon::key::Code::Tab);
    story.type_text("mine");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("private networking is not available on your plan");
    story.act(Action::Back);
    story.act(Action::ConfirmYes);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn one_that_is_gone_elsewhere_is_not_labeled_and_leaves_the_list() {
    let mut story = of_org().await;
    let path = format!("/organizations/{ORG}/vpc/region/aws-us-east-2/vpc_endpoints/{OFFICE}");
    elsewhere(&story, reqwest::Method::DELETE, &path, json!({})).await;
    story.neon.forget_requests();
    on(&mut story, "office network");
    story.act(Action::Edit);
    story.key(Key::ctrl('u'));
    story.type_text("headquarters");
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("it is gone (deleted elsewhere)")
        .sees("nothing was sent");
    story.act(Action::Back);
    story.act(Action::ConfirmYes);
    assert_eq!(story.changes().len(), 0);
    story.act(Action::Delete);
    yes_typed(&mut story, "office").await;
    story.sees("office network was gone already");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_id_is_checked_and_none_is_assigned_twice() {
    let mut story = of_org().await;
    story.act(Action::AssignVpcEndpoint);
    story.key(lazyneon::key::Code::Tab);
    for (id, why) in [
        ("eni-1", "enter the id that AWS shows"),
        ("vpce-", "enter the id that AWS shows"),
        (OFFICE, "is assigned already"),
    ] {
        story.key(Key::ctrl('u'));
        story.type_text(id);
        story.act(Action::FormApply);
        story.settle().await;
        story.sees(why);
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.act(Action::Back);
    story.act(Action::ConfirmYes);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn read_only_changes_none() {
    let mut story = of_project(BILLING).await;
    story.model_mut().neon.policy.set_read_only_mode(true);
    story.model_mut().neon.touched = true;
    for action in [
        Action::AssignVpcEndpoint,
        Action::Edit,
        Action::EditFields,
        Action::Delete,
    ] {
        let ready = action.ready(story.model());
        let Availability::No(why) = ready else {
            panic!("{action:?}: {ready:?}");
        };
        assert!(why.starts_with("read-only"), "{action:?}: {why}");
    }
    story.end();
}
