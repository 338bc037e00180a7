//! Who can reach a project: one list made of others.

use crate::story::{STOREFRONT, Story, on, refusal};
use lazyneon::ui::{Action, Target};
use std::time::Duration;

const ORG: &str = "org-bright-harbor-48215076";

async fn at(project: &str) -> Story {
    let story = Story::at(Target::Project(project.into())).await;
    story.neon.forget_requests();
    story
}

async fn open(story: &mut Story) {
    story.act(Action::Access);
    story.settle().await;
}

/// The requests since the last look, by path, sorted.
fn asked(story: &mut Story) -> Vec<String> {
    let mut asked = story.requests();
    story.neon.forget_requests();
    asked.sort();
    asked
}

#[tokio::test(start_paused = true)]
async fn one_list_says_who_can_reach_the_project_how_and_since_when() {
    let mut story = at(STOREFRONT).await;
    open(&mut story).await;
    for (who, how, role) in [
        (
            "anyone with a password",
            "Postgres, from any address",
            "as the role",
        ),
        (
            "maya@lighthouse.example",
            "you, admin of Lighthouse Labs",
            "admin",
        ),
        (
            "priya@lighthouse.example",
            "member of Lighthouse Labs",
            "editor",
        ),
        (
            "tomas@lighthouse.example",
            "role set in this project",
            "viewer",
        ),
        ("github-actions", "API key of Lighthouse Labs", "admin"),
        ("storefront-previews", "API key of this project", "editor"),
        (
            "Auth0",
            "tokens, JWKS of storefront.auth0.example",
            "authenticated",
        ),
    ] {
        let row = story.row(who);
        assert!(row.contains(how) && row.contains(role), "{row}");
    }
    // Who joined the organization before there was the project reaches it since then.
    assert!(story.row("priya@lighthouse.example").contains("7mo"));
    // Each list was asked for once, and nothing that was known.
    let of = |path: &str| format!("GET /projects/{STOREFRONT}{path}");
    let expected = [
        format!("GET /organizations/{ORG}/api_keys"),
        format!("GET /organizations/{ORG}/members"),
        of("/jwks"),
        of("/members"),
        of("/permissions"),
        of("/vpc_endpoints"),
        "GET /users/me".to_owned(),
    ];
    assert_eq!(asked(&mut story), expected);
    // Coming back costs nothing.
    story.act(Action::Back);
    open(&mut story).await;
    assert_eq!(asked(&mut story), [""; 0]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn each_row_says_what_would_happen_if_it_was_removed() {
    let mut story = at(STOREFRONT).await;
    open(&mut story).await;
    for (who, text) in [
        (
            "anyone with a password",
            "It cannot be removed: a new password shuts out who knows it",
        ),
        (
            "priya@lighthouse.example",
            "If removed from Lighthouse Labs, priya@lighthouse.example can reach none of its",
        ),
        (
            "tomas@lighthouse.example",
            "Without the role set here, tomas@lighthouse.example is editor again",
        ),
        (
            "github-actions",
            "If revoked, everything that uses github-actions stops working at once",
        ),
        (
            "Auth0",
            "If deleted, tokens that Auth0 signs can no longer connect to storefront",
        ),
    ] {
        on(&mut story, who);
        story.sees(text);
    }
    // Its own page says so, too.
    story.act(Action::FocusDetails);
    story.sees("If deleted, tokens that Auth0 signs");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_leads_to_the_list_of_the_row_where_it_can_be_deleted_and_back() {
    let mut story = at(STOREFRONT).await;
    open(&mut story).await;
    on(&mut story, "storefront-previews");
    story.act(Action::Open);
    story.settle().await;
    story.sees("[Organization]").sees("github-actions");
    let row = story.model().browser.selected().unwrap();
    assert_eq!(story.model().neon.store.name(row), "storefront-previews");
    story.act(Action::Back);
    story.sees("Access").sees("anyone with a password");
    on(&mut story, "Auth0");
    story.act(Action::Open);
    story.settle().await;
    story.sees("JWKS URLs");
    story.act(Action::Delete);
    story.act(Action::ConfirmYes);
    story.settle().await;
    // The notice first.
    story.act(Action::Back);
    story.act(Action::Back);
    story.settle().await;
    story.sees("anyone with a password").misses("tokens, JWKS");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_changed_on_the_page_is_read_again_and_nothing_else() {
    let mut story = at(STOREFRONT).await;
    open(&mut story).await;
    story.neon.forget_requests();
    on(&mut story, "Auth0");
    story.act(Action::Delete);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("Auth0 deleted").misses("tokens, JWKS");
    let asked = asked(&mut story);
    let lists = ["/permissions", "/vpc_endpoints", "/members", "/api_keys"];
    assert!(
        asked
            .iter()
            .any(|line| line == &format!("GET /projects/{STOREFRONT}/jwks")),
        "{asked:?}"
    );
    assert!(
        !asked
            .iter()
            .any(|line| lists.iter().any(|list| line.ends_with(list))),
        "{asked:?}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn people_are_added_and_removed_on_the_page() {
    let mut story = at(STOREFRONT).await;
    open(&mut story).await;
    story.act(Action::Share);
    story.type_text("kim@outside.example");
    story.act(Action::FormApply);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let row = story.row("kim@outside.example");
    assert!(
        row.contains("shared by e-mail") && row.contains("editor"),
        "{row}"
    );
    on(&mut story, "kim@outside.example");
    story.sees("If removed, kim@outside.example can no longer see or change storefront");
    story.act(Action::Delete);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.misses("shared by e-mail");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_says_so_in_its_row_and_is_not_asked_again() {
    let mut story = at(STOREFRONT).await;
    let faults = story.neon.faults();
    let no = || refusal(403, "Only admins may see this");
    faults.add(Some("GET"), "/api_keys", 9, no());
    faults.add(Some("GET"), &format!("{STOREFRONT}/members"), 9, no());
    open(&mut story).await;
    let row = story.row("API keys");
    assert!(row.contains("not shown: Only admins may see this"), "{row}");
    // The roles in the organization are known at least.
    let row = story.row("priya@lighthouse.example");
    assert!(
        row.contains("member of Lighthouse Labs") && row.contains("editor"),
        "{row}"
    );
    story.sees("members of Lighthouse Labs").sees("Auth0");
    on(&mut story, "API keys");
    story.sees("Not shown: Only admins may see this");
    story.neon.forget_requests();
    story.act(Action::Back);
    open(&mut story).await;
    assert_eq!(asked(&mut story), [""; 0]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refresh_costs_one_request_and_the_key_reads_all_again() {
    let mut story = at(STOREFRONT).await;
    open(&mut story).await;
    story.neon.forget_requests();
    story.act(Action::Refresh);
    story.settle().await;
    let lists = [
        "/permissions",
        "/jwks",
        "/vpc_endpoints",
        "/members",
        "/api_keys",
    ];
    let count = |story: &mut Story| {
        let asked = asked(story);
        asked
            .iter()
            .filter(|line| lists.iter().any(|list| line.ends_with(list)))
            .count()
    };
    assert_eq!(count(&mut story), 6);
    story.model_mut().neon.session.refresh_seconds = 15;
    story.act(Action::Live);
    story.elapse(Duration::from_secs(16)).await;
    story.settle().await;
    assert_eq!(count(&mut story), 1);
    story.act(Action::Live);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn offers_of_this_session_are_ways_in_until_they_end() {
    let mut story = at(STOREFRONT).await;
    story.act(Action::OfferTransfer);
    story.act(Action::FormApply);
    story.type_text("storefront");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    open(&mut story).await;
    let row = story.row("whoever has the link");
    assert!(
        row.contains("offer to transfer it") && row.contains("owner"),
        "{row}"
    );
    story.act(Action::Bottom);
    story.sees("It cannot be withdrawn: it ends 1d after it was made");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_shared_project_shows_what_its_guest_may_see() {
    let mut story = Story::at(Target::Shared).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&Target::Project("icy-boat-93340178".into())).await;
    story.neon.forget_requests();
    open(&mut story).await;
    let row = story.row("maya@lighthouse.example");
    assert!(row.contains("you, shared by e-mail"), "{row}");
    story.sees("not shown: the project is shared with you");
    assert!(
        asked(&mut story)
            .iter()
            .all(|line| !line.ends_with("/members") && !line.ends_with("/api_keys"))
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn private_networks_close_the_others() {
    let mut story = at("sparkling-hill-99143322").await;
    open(&mut story).await;
    let row = story.row("anyone with a password");
    assert!(
        row.contains("Postgres, only from its VPC endpoints"),
        "{row}"
    );
    let endpoint = story
        .model()
        .neon
        .store
        .listings
        .of::<lazyneon::api::types::VpcEndpoint>(&Target::Project("sparkling-hill-99143322".into()))
        .first()
        .map(|one| one.label.to_string())
        .unwrap();
    on(&mut story, &endpoint);
    story
        .sees("break at once")
        .sees("open to every other network");
    story.end();
}
