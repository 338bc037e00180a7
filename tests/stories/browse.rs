//! Browsing.

use crate::story::{DEV, DEV_COMPUTE, PRODUCTION, PRODUCTION_COMPUTE, STOREFRONT, Story, branch};
use lazyneon::{
    emulator::{Fault, Options},
    neon::Session,
    store::target::BranchGroup,
    ui::{Action, Msg, Startup, Target, layout::Pane},
};
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn a_newcomer_sees_projects_at_once() {
    let mut story = Story::begin().await;
    story
        .sees("Lighthouse Labs")
        .sees("storefront")
        .sees("analytics")
        .sees("Shared with me");
    assert_eq!(
        story.model().browser.selected(),
        Some(&Target::Project(STOREFRONT.into()))
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn opening_a_project_shows_branches_computes_databases_and_roles() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story
        .sees("production")
        .sees("staging")
        .sees("dev/maya")
        .sees("primary · reporting")
        .sees("2 databases · 3 roles");
    let row = story.row("staging");
    assert!(row.contains("active"), "{row}");
    story.end();
}

/// The databases and roles of production.
fn contents() -> Target {
    Target::Group(STOREFRONT.into(), PRODUCTION.into(), BranchGroup::Contents)
}

#[tokio::test(start_paused = true)]
async fn a_key_goes_into_a_group_and_back() {
    let mut story = Story::at(contents()).await;
    let folded = story.model().browser.tree.rows.len();
    story.act(Action::Right);
    let first = Target::Database(STOREFRONT.into(), PRODUCTION.into(), "storefront".into());
    assert_eq!(story.model().browser.selected(), Some(&first));
    assert_eq!(story.model().browser.tree.rows.len(), folded + 5);
    story.act(Action::Left);
    assert_eq!(story.model().browser.selected(), Some(&contents()));
    story.act(Action::Left);
    assert_eq!(story.model().browser.tree.rows.len(), folded);
    story.act(Action::Open);
    assert_eq!(story.model().browser.selected(), Some(&contents()));
    assert_eq!(story.model().browser.tree.rows.len(), folded + 5);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn going_to_a_role_opens_its_group() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::GoToRoles);
    let role = Target::Role(
        STOREFRONT.into(),
        PRODUCTION.into(),
        "storefront_owner".into(),
    );
    assert_eq!(story.model().browser.selected(), Some(&role));
    story.act(Action::GoToComputes);
    let compute = Target::Endpoint(STOREFRONT.into(), PRODUCTION_COMPUTE.into());
    assert_eq!(story.model().browser.selected(), Some(&compute));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_cursor_stays_on_a_database_that_is_grouped_with_a_new_one() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    let inside = story.model_mut().neon.store.inside_mut(&STOREFRONT.into());
    let on = inside
        .contents
        .get_mut(&lazyneon::api::types::BranchId::from(DEV))
        .unwrap();
    let (databases, roles) = (on.databases.value.clone(), on.roles.value.clone());
    on.databases.value.truncate(1);
    on.roles.value.truncate(1);
    story.model_mut().neon.store_changed();
    story.act(Action::GoToDatabases);
    let first = Target::Database(STOREFRONT.into(), DEV.into(), databases[0].name.clone());
    assert_eq!(story.model().browser.selected(), Some(&first));
    story
        .model_mut()
        .browser
        .tree
        .expanded
        .retain(|target| !matches!(target, Target::Group(..)));
    let inside = story.model_mut().neon.store.inside_mut(&STOREFRONT.into());
    let on = inside
        .contents
        .get_mut(&lazyneon::api::types::BranchId::from(DEV))
        .unwrap();
    on.databases.value = databases;
    on.roles.value = roles;
    story.model_mut().neon.store_changed();
    story.act(Action::DetailsUp);
    assert_eq!(story.model().browser.selected(), Some(&first));
    story.sees("2 databases");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn keys_about_a_branch_work_on_its_groups() {
    let mut story = Story::at(contents()).await;
    story.act(Action::CopyUri);
    story.settle().await;
    story.sees("production has 2 databases");
    story.act(Action::Back);
    story.act(Action::Delete);
    assert!(story.model().dialogs.is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_project_costs_five_requests_in_two_round_trips() {
    let mut story = Story::begin().await;
    story.act(Action::Right);
    story.settle().await;
    let mut asked = story.requests();
    asked.sort();
    let project = format!("GET /projects/{STOREFRONT}");
    let production = format!("{project}/branches/br-long-feather-adpbgzlx");
    let mut expected = vec![
        format!("{project}/branches"),
        format!("{project}/endpoints"),
        format!("{project}/operations"),
        format!("{production}/databases"),
        format!("{production}/roles"),
    ];
    expected.sort();
    assert_eq!(asked, expected);
}

#[tokio::test(start_paused = true)]
async fn the_raw_tab_shows_the_answer_as_it_came() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Describe);
    story.settle().await;
    story
        .sees("\"branch\"")
        .sees("\"creation_source\"")
        .sees(DEV);
    let described = story.screen();
    // Both keys lead back to the row, and neither further.
    for back in [Action::Back, Action::Quit] {
        story.act(back);
        story.sees("Resources").sees("[Overview]");
        assert_eq!(story.model().browser.panes.focus, Pane::Tree);
        assert!(!story.has_quit());
        story.act(Action::Describe);
        assert_eq!(story.screen(), described);
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_others_delete_gives_its_place_to_a_neighbor() {
    let mut story = Story::at(branch("br-quiet-leaf-ad0x1y2z")).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!(
        "{}/projects/{STOREFRONT}/branches/br-quiet-leaf-ad0x1y2z",
        story.neon.base_url()
    );
    let gone = client
        .delete(url)
        .bearer_auth("napi_other")
        .send()
        .await
        .unwrap();
    assert!(gone.status().is_success());
    story.elapse(Duration::from_secs(5)).await;
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("preview/pr-412 is gone");
    assert_ne!(
        story.model().browser.selected(),
        Some(&branch("br-quiet-leaf-ad0x1y2z"))
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn old_data_stays_when_neon_cannot_be_reached() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story.neon.faults().add(None, "/", 1000, Fault::ResetBefore);
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("production").sees("offline");
    story.neon.faults().clear();
    story.elapse(Duration::from_secs(15)).await;
    story.misses("offline").sees("production");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_filter_finds_projects_that_are_not_loaded() {
    let session = Startup {
        session: Session {
            eager_projects: 0,
            ..Session::default()
        },
        ..Startup::default()
    };
    let options = Options {
        projects: Some(5000),
        ..Options::default()
    };
    let mut story = Story::with(session, options).await;
    story.settle().await;
    let loaded = story.model().neon.store.projects.len();
    assert!(
        loaded < 500,
        "{loaded} projects were loaded without a reason"
    );
    let wanted = story.model().neon.store.projects.len() + 4000;
    story.act(Action::Filter);
    story.type_text(&wanted.to_string());
    story.elapse(Duration::from_secs(1)).await;
    assert!(
        story
            .model()
            .browser
            .tree
            .filter
            .as_ref()
            .is_some_and(|filter| filter.hits > 0),
        "{}",
        story.screen()
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_slow_neon_does_not_stop_the_keys() {
    let mut story = Story::begin().await;
    story
        .neon
        .faults()
        .add(None, "/", 1000, Fault::Latency(Duration::from_secs(5)));
    story.act(Action::Right);
    story.act(Action::Down);
    story.act(Action::Down);
    story.act(Action::Help);
    story.sees("Help");
    story.escape();
    story.settle().await;
    story.sees("production");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_unknown_state_and_a_truncated_answer_lose_nothing() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story
        .neon
        .faults()
        .add(Some("GET"), "/endpoints", 1, Fault::UnknownEnum);
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("production");
    story
        .neon
        .faults()
        .add(Some("GET"), "/branches", 8, Fault::Truncated);
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("production").sees("staging");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_revoked_key_keeps_the_screen_and_says_what_to_do() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    let refused = Fault::Status {
        code: 401,
        retry_after: None,
        body: None,
    };
    story.neon.faults().add(None, "/", 1000, refused);
    story.act(Action::Refresh);
    story.settle().await;
    story
        .sees("signed out")
        .sees("production")
        .sees("no longer accepts");
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(60)).await;
    assert_eq!(
        story.requests(),
        Vec::<String>::new(),
        "a signed-out program polls"
    );
}

#[tokio::test(start_paused = true)]
async fn the_host_of_a_compute_finds_it_direct_or_pooled_as_logs_write_it() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story.neon.forget_requests();
    let compute = Target::Endpoint(STOREFRONT.into(), DEV_COMPUTE.into());
    let host = {
        let store = &story.model().neon.store;
        let compute = store.endpoint(&STOREFRONT.into(), &DEV_COMPUTE.into());
        compute.unwrap().host.to_string()
    };
    let (first, rest) = host.split_once('.').unwrap();
    let pooled = format!("{first}-pooler.{rest}");
    for text in [
        host.clone(),
        pooled.clone(),
        pooled.to_uppercase(),
        format!("{host}:5432"),
        format!("https://{host}/"),
    ] {
        story.act(Action::Filter);
        story.type_text(&text);
        story.elapse(Duration::from_secs(1)).await;
        assert_eq!(story.model().browser.selected(), Some(&compute), "{text}");
        story.sees("1 match").sees(DEV_COMPUTE);
        story.act(Action::Back);
        story.settle().await;
    }
    // A host is not a project. The page of the compute needs more operations, and its errors.
    let mut asked = story.requests();
    asked.retain(|one| !one.ends_with("/operations") && !one.ends_with("/logs/query"));
    assert_eq!(asked, [""; 0]);
    let secret = "npg_stories_secret";
    for text in [
        format!("connection to server at \"{host}\" (3.1.2.4), port 5432 failed: FATAL"),
        format!("postgresql://owner:{secret}@{pooled}/shop?sslmode=require"),
    ] {
        story.act(Action::Filter);
        story.tell(Msg::Paste(text.clone()));
        assert_eq!(story.model().browser.selected(), Some(&compute), "{text}");
        assert!(!story.screen().contains(secret));
        story.act(Action::Back);
        story.settle().await;
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn keys_of_another_layout_are_those_in_the_same_place() {
    let mut story = Story::begin().await;
    let first = story.model().browser.selected().cloned();
    // Russian: the keys of `j` and `k`.
    story.type_text("о");
    assert_ne!(story.model().browser.selected(), first.as_ref());
    story.type_text("л");
    assert_eq!(story.model().browser.selected(), first.as_ref());
    // The key of `/`, and then a text.
    story.type_text("/о");
    let filter = story.model().browser.filter().unwrap();
    assert_eq!(filter.input.value(), "о");
    story.escape();
    story.escape();
    // A chord: `g`, then what goes to the last row.
    story.type_text("п");
    assert!(!story.model().keyboard.pressed.is_empty());
    story.escape();
    story.type_text("한");
    story.sees("한 does nothing here; the keys are Latin letters");
    story.end();
}
