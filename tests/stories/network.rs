//! What the screen says, and what is requested, while Neon cannot be reached or refuses the key.

use crate::story::{DEV, DEV_COMPUTE, STOREFRONT, Story, branch, refusal};
use lazyneon::{
    api::ApiError,
    emulator::{Fault, Options},
    neon::Connectivity,
    ui::{Action, Msg, Startup, Target},
};
use std::time::Duration;

/// Makes every request fail like this.
fn all(story: &Story, fault: Fault) {
    story.neon.faults().clear();
    story.neon.faults().add(None, "/", 100_000, fault);
}

/// Turns automatic refresh on, with this interval.
async fn refresh_every(story: &mut Story, seconds: u64) {
    let model = story.model_mut();
    model.neon.session.refresh_seconds = seconds;
    model.neon.live = false;
    story.act(Action::Live);
    story.elapse(Duration::from_secs(seconds)).await;
    story.neon.forget_requests();
}

#[tokio::test(start_paused = true)]
async fn answers_that_nobody_can_read_are_no_start() {
    let page = "<html><head><title>Hotel</title></head></html>";
    let mut story = Story::with(Startup::default(), Options::default()).await;
    let page = Fault::Status {
        code: 200,
        retry_after: None,
        body: Some(page.to_owned()),
    };
    all(&story, page);
    story.elapse(Duration::from_secs(7)).await;
    let header = story.screen().lines().next().unwrap_or_default().to_owned();
    assert!(
        !header.contains("starting") && header.contains("unreadable"),
        "{header}"
    );
    story.neon.faults().clear();
    story.act(Action::RefreshAll);
    story.settle().await;
    story.sees("storefront").misses("unreadable");
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_was_recovered_is_not_told_as_gone() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Delete);
    story.type_text("dev/maya");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.act(Action::Branches);
    story.act(Action::PreviousTab);
    story.settle().await;
    story.act(Action::Recover);
    for _ in 0..80 {
        story.misses("deleted elsewhere");
        story.elapse(Duration::from_millis(100)).await;
    }
    assert!(story.model().neon.store.has(&branch(DEV)));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn signed_out_only_a_key_that_asks_for_it_asks_neon() {
    let mut story = Story::at(branch(DEV)).await;
    refresh_every(&mut story, 15).await;
    all(&story, refusal(401, "no"));
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("signed out");
    story.neon.forget_requests();
    for _ in 0..20 {
        story.act(Action::Up);
        story.elapse(Duration::from_secs(1)).await;
    }
    for _ in 0..20 {
        story.act(Action::Down);
        story.elapse(Duration::from_secs(2)).await;
    }
    let idle = story.requests();
    assert_eq!(idle, Vec::<String>::new(), "walking asks");
    story.misses("loading").misses("starting");
    for action in [Action::Refresh, Action::RefreshAll] {
        story.act(action);
        story.settle().await;
        assert!(!story.requests().is_empty(), "{action:?} does not ask");
        story.elapse(Duration::from_secs(60)).await;
        let idle = story.requests();
        assert_eq!(idle, Vec::<String>::new(), "{action:?} goes on asking");
    }
    // Once Neon accepts the key again, a single key press is enough.
    story.neon.faults().clear();
    story.act(Action::Refresh);
    story.settle().await;
    assert_eq!(story.model().neon.link, Connectivity::Online);
    story.go(&branch(DEV)).await;
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(20)).await;
    assert!(
        !story.requests().is_empty(),
        "the refresh has not come back"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_row_that_is_opened_while_signed_out_asks_once() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    all(&story, refusal(401, "no"));
    story.act(Action::Refresh);
    story.settle().await;
    let analytics = story.named("analytics");
    story.go(&analytics).await;
    story.neon.forget_requests();
    story.act(Action::Open);
    story.settle().await;
    let asked = story.requests().len();
    assert!((1..=3).contains(&asked), "{asked} requests");
    story.sees("signed out").misses("loading");
}

#[tokio::test(start_paused = true)]
async fn a_change_that_was_accepted_is_followed_after_signing_in() {
    let mut story = Story::at(branch(DEV)).await;
    story
        .neon
        .faults()
        .add(Some("GET"), "/", 100_000, refusal(401, "no"));
    story.act(Action::StartCompute);
    story.elapse(Duration::from_secs(3)).await;
    story
        .sees("signed out")
        .misses("Nothing was changed")
        .sees("Accepted before: starting");
    story.elapse(Duration::from_secs(20)).await;
    let row = story.row("dev/maya");
    assert!(row.contains("starting ?"), "{row}");
    story.neon.faults().clear();
    story.act(Action::Refresh);
    story.follow().await;
    let row = story.row("dev/maya");
    assert!(row.contains("active"), "{row}");
    story.sees("dev/maya started in");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_change_whose_answer_was_lost_is_followed_to_its_end() {
    let mut story = Story::at(branch(DEV)).await;
    let path = format!("/endpoints/{DEV_COMPUTE}/start");
    story
        .neon
        .faults()
        .add(Some("POST"), &path, 1, Fault::Reset);
    story.act(Action::StartCompute);
    story.settle().await;
    story.sees("dev/maya started after all");
    let row = story.row("dev/maya");
    assert!(row.contains("starting"), "{row}");
    story.follow().await;
    let row = story.row("dev/maya");
    assert!(row.contains("active"), "{row}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_project_that_was_not_found_once_opens_when_it_is_asked_again() {
    let mut story = Story::begin().await;
    story
        .neon
        .faults()
        .add(Some("GET"), "/branches", 1, refusal(404, "no"));
    story.act(Action::Right);
    story.settle().await;
    story.sees("storefront is gone");
    story.act(Action::RefreshAll);
    story.settle().await;
    story.misses("loading").sees("production").sees("staging");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn all_that_is_drawn_is_asked_again_also_below_a_row_that_is_scrolled_off() {
    let mut story = Story::at(branch(DEV)).await;
    story.tell(Msg::Resize {
        width: 140,
        height: 14,
    });
    let last = story.named("schema/onboarding");
    story.go(&last).await;
    let first = story.screen().lines().nth(2).unwrap_or_default().to_owned();
    assert!(!first.contains("▾ storefront"), "{first}");
    story.neon.forget_requests();
    story.act(Action::RefreshAll);
    story.settle().await;
    let asked = story.requests();
    for what in ["branches", "endpoints", "operations"] {
        let wanted = format!("GET /projects/{STOREFRONT}/{what}");
        assert!(asked.contains(&wanted), "no {wanted}: {asked:#?}");
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_not_read_while_signed_out_says_why_once() {
    let mut story = Story::at(branch(DEV)).await;
    all(&story, refusal(401, "no"));
    story.act(Action::Refresh);
    story.settle().await;
    story.act(Action::StartCompute);
    story.settle().await;
    let project = story.model().neon.store.inside(&STOREFRONT.into());
    let error = project.and_then(|project| project.endpoints.error());
    let told: Vec<String> = error.map(ApiError::sentence).into_iter().collect();
    let why = "Neon does not accept this key (no): it was revoked or has expired.";
    assert_eq!(told, [why]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn refreshing_everything_reads_what_the_details_show() {
    let mut story = Story::at(branch(DEV)).await;
    let silent = refusal(503, "no");
    story
        .neon
        .faults()
        .add(Some("GET"), "/spending_limit", 100, silent);
    let org = Target::Org("org-bright-harbor-48215076".into());
    story.go(&org).await;
    story.elapse(Duration::from_secs(60)).await;
    story.sees("spending limit:");
    story.neon.faults().clear();
    story.act(Action::RefreshAll);
    story.settle().await;
    story.sees(" of $1500");

    story.go(&branch(DEV)).await;
    // To the raw answer.
    story.act(Action::PreviousTab);
    story.settle().await;
    story.neon.forget_requests();
    story.act(Action::RefreshAll);
    story.settle().await;
    let wanted = format!("GET /projects/{STOREFRONT}/branches/{DEV}");
    let asked = story.requests();
    assert!(asked.contains(&wanted), "no {wanted}: {asked:#?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn refreshes_that_bring_nothing_become_rare_until_one_does_or_a_key_is_pressed() {
    let mut story = Story::at(branch(DEV)).await;
    refresh_every(&mut story, 5).await;
    all(&story, refusal(500, "no"));
    story.elapse(Duration::from_secs(60)).await;
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(600)).await;
    let asked = story.requests().len();
    assert!((1..=60).contains(&asked), "{asked} requests in ten minutes");
    story.sees("live 5m");
    story.act(Action::Down);
    story.sees("live 5s");
    story.neon.faults().clear();
    story.elapse(Duration::from_secs(6)).await;
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(30)).await;
    let branches = format!("GET /projects/{STOREFRONT}/branches");
    let looks = story.requests();
    let looks = looks.iter().filter(|one| **one == branches).count();
    assert!(looks >= 5, "{looks} looks in half a minute");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn operations_that_never_end_are_looked_at_less_and_less() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::StartCompute);
    story.settle().await;
    let watch = story.model().changes.follow.iter().next().unwrap().clone();
    let operations = serde_json::to_value(&watch.chain).unwrap();
    let body = serde_json::json!({"operations": operations, "pagination": {}}).to_string();
    let fixed = Fault::Status {
        code: 200,
        retry_after: None,
        body: Some(body),
    };
    let faults = story.neon.faults();
    faults.add(Some("GET"), "/operations", 100_000, fixed);
    story.elapse(Duration::from_secs(200)).await;
    let row = story.row("dev/maya");
    assert!(row.contains("starting 3m"), "{row}");
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(60)).await;
    let asked = story.requests().len();
    assert!((5..=15).contains(&asked), "{asked} requests in a minute");
}

/// Someone else creates a database on the branch.
async fn others_make(story: &Story, name: &str) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let base = story.neon.base_url();
    let url = format!("{base}/projects/{STOREFRONT}/branches/{DEV}/databases");
    let body = serde_json::json!({"database": {"name": name, "owner_name": "storefront_owner"}});
    let made = client.post(url).bearer_auth("napi_other");
    let made = made
        .header("content-type", "application/json")
        .body(body.to_string());
    let status = made.send().await.unwrap().status();
    assert!(status.is_success(), "{status}");
}

#[tokio::test(start_paused = true)]
async fn what_the_details_show_is_read_again_with_every_refresh() {
    let mut story = Story::at(branch(DEV)).await;
    refresh_every(&mut story, 15).await;
    story.misses("made_elsewhere");
    others_make(&story, "made_elsewhere").await;
    story.elapse(Duration::from_secs(17)).await;
    story.sees("made_elsewhere");
    let storefront = Target::Project(STOREFRONT.into());
    story.go(&storefront).await;
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(17)).await;
    let asked = story.requests();
    let project = format!("GET /projects/{STOREFRONT}");
    assert!(asked.contains(&project), "{asked:#?}");
    assert!(asked.len() <= 8, "{asked:#?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_else_is_drawn_is_read_again_in_turn() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    story.act(Action::GoToDatabases);
    let analytics = story.named("analytics");
    story.go(&analytics).await;
    story.act(Action::Right);
    story.settle().await;
    refresh_every(&mut story, 15).await;
    others_make(&story, "made_elsewhere").await;
    story.elapse(Duration::from_secs(150)).await;
    let row = story.row("made_elsewhere");
    assert!(row.contains("db"), "{row}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_part_that_cannot_be_read_again_shows_its_age() {
    let mut story = Story::at(branch(DEV)).await;
    refresh_every(&mut story, 15).await;
    let faults = story.neon.faults();
    faults.add(Some("GET"), "/databases", 100_000, refusal(403, "no"));
    story.elapse(Duration::from_secs(200)).await;
    story.sees("branch read at 14:02, 3m ago");
    story.end();
}
