//! The operations of a project under a cursor of their own.

use crate::story::{
    DEV, DEV_COMPUTE, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch, compute, refusal,
};
use lazyneon::{
    api::types::{Operation, OperationStatus},
    emulator::Fault,
    ui::{Action, Msg, Pane, Target, activity},
};
use std::time::Duration;

/// The operation under the cursor.
fn selected(story: &Story) -> Option<Operation> {
    let model = story.model();
    activity::selected(&model.browser, &model.neon.store).cloned()
}

/// Lets the next start of the compute of dev/maya fail.
async fn failed_start() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    let fails = Fault::FailOperation {
        action: "start_compute".to_owned(),
    };
    story.neon.faults().add(Some("POST"), "/start", 1, fails);
    story.act(Action::StartCompute);
    story.follow().await;
    story.go(&branch(STAGING)).await;
    story.neon.forget_requests();
    // The notices.
    story.act(Action::Back);
    story.act(Action::FocusOperations);
    story
}

#[tokio::test(start_paused = true)]
async fn a_failed_start_is_started_again_where_it_is_listed() {
    let mut story = failed_start().await;
    let failed = selected(&story).unwrap();
    assert_eq!(failed.status, OperationStatus::Failed);
    story
        .sees("3 Activity")
        .sees("s start again")
        .sees(&failed.id.as_str()[..24]);
    story.act(Action::StartCompute);
    story.settle().await;
    story.sees("this wakes compute of dev/maya");
    let start = format!("POST /projects/{STOREFRONT}/endpoints/{DEV_COMPUTE}/start");
    story.follow().await;
    assert_eq!(story.changes(), [start]);
    // A newer operation is above it now: the cursor has stayed.
    assert_eq!(selected(&story).unwrap().id, failed.id);
    let newest = &story.model().neon.store.inside(&STOREFRONT.into()).unwrap();
    assert_ne!(newest.operations.value[0].id, failed.id);
    story.act(Action::Up);
    assert_eq!(selected(&story).unwrap().status, OperationStatus::Finished);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_goes_to_what_an_operation_was_about() {
    let mut story = failed_start().await;
    story.act(Action::Zoom);
    story.act(Action::Open);
    story.settle().await;
    let browser = &story.model().browser;
    assert_eq!(browser.selected(), Some(&compute(DEV_COMPUTE)));
    assert_eq!(
        (browser.panes.focus, browser.panes.zoomed),
        (Pane::Tree, false)
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn keys_about_a_row_do_not_reach_past_the_operation() {
    let mut story = failed_start().await;
    for action in [
        Action::Delete,
        Action::ResetBranch,
        Action::Protect,
        Action::Connect,
        Action::CopyUri,
        Action::CopyMenu,
        Action::OpenShell,
        Action::ActionsMenu,
    ] {
        story.act(action);
        story.settle().await;
        story.sees("the cursor is on an operation; 1 goes back to the row");
        story.act(Action::Back);
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_change_is_undone_where_its_operation_is_listed() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.act(Action::FocusOperations);
    let suspended = selected(&story).unwrap();
    story.sees("you: suspend");
    story.act(Action::Down);
    assert_ne!(selected(&story).unwrap().id, suspended.id);
    story.act(Action::Undo);
    story.sees("no change of this session that can be undone");
    story.act(Action::Up);
    story.act(Action::Undo);
    story.settle().await;
    story.sees("Undo: start compute of staging?");
    story.act(Action::ConfirmYes);
    story.follow().await;
    assert_eq!(selected(&story).unwrap().id, suspended.id);
    story.act(Action::Undo);
    story.sees("no change of this session that can be undone");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_operations_of_one_request_are_one_row() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::NewBranch);
    story.settle().await;
    story.type_text("feature");
    story.act(Action::FormApply);
    story.follow().await;
    story.act(Action::FocusOperations);
    story.sees("▸ create branch").misses("└ start compute");
    story.act(Action::Right);
    story
        .sees("▾ create branch")
        .sees("├ create branch")
        .sees("└ start compute");
    story.act(Action::Bottom);
    story.act(Action::Top);
    story.act(Action::Down);
    story.act(Action::Left);
    story.sees("▸ create branch").misses("└ start compute");
    story.act(Action::Open);
    story.settle().await;
    assert_eq!(
        story.model().browser.selected(),
        Some(&story.named("feature"))
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn older_operations_come_in_as_the_cursor_nears_them() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    let known = |story: &Story| {
        let inside = story.model().neon.store.inside(&STOREFRONT.into());
        inside.unwrap().operations.value.len()
    };
    assert_eq!(known(&story), 50);
    story.act(Action::FocusOperations);
    story.act(Action::Down);
    story.settle().await;
    story.neon.forget_requests();
    story.act(Action::Down);
    story.settle().await;
    assert_eq!(story.requests(), Vec::<String>::new());

    story.act(Action::Bottom);
    let last = selected(&story).unwrap();
    story.settle().await;
    assert_eq!(
        story.requests(),
        [format!("GET /projects/{STOREFRONT}/operations")]
    );
    assert!(known(&story) > 50);
    // The cursor has stayed, although its row may have become a time awake.
    let here = selected(&story).unwrap().id;
    let model = story.model();
    let rows = activity::rows(&model.browser, &model.changes, &model.neon);
    let row = rows.iter().find(|row| row.id().operation == here).unwrap();
    assert!(row.chain.steps().any(|step| step.id == last.id), "{row:?}");
    // At its end, the list asks for no more.
    for _ in 0..20 {
        story.act(Action::Bottom);
        story.settle().await;
    }
    story.neon.forget_requests();
    story.act(Action::Up);
    story.act(Action::Bottom);
    story.settle().await;
    assert_eq!(story.requests(), Vec::<String>::new());
    story.end();
}

/// The text of the row under the cursor and of the first row.
fn rows(story: &mut Story) -> Vec<String> {
    let model = story.model();
    let rows = activity::rows(&model.browser, &model.changes, &model.neon);
    let says = |row: &activity::Row<'_>| {
        let (name, _) = activity::words::name(row, &model.neon);
        format!("{} {name}", activity::words::what(row))
    };
    rows.iter().map(says).collect()
}

#[tokio::test(start_paused = true)]
async fn a_time_awake_is_one_row_that_says_how_long_and_why() {
    let mut story = Story::at(branch(STAGING)).await;
    let awake = |row: &String| row.starts_with("awake ");
    assert!(rows(&mut story).iter().any(awake));
    story.sees("~ a connection");
    // What the user has done is a row of its own.
    story.act(Action::SuspendCompute);
    story.follow().await;
    let all = rows(&mut story);
    assert!(
        all.contains(&"suspend compute staging".to_owned()),
        "{all:?}"
    );
    // Both words find it.
    story.act(Action::FocusOperations);
    for word in ["start", "suspend"] {
        story.act(Action::Filter);
        story.type_text(word);
        assert!(rows(&mut story).iter().any(awake), "{word}");
        story.act(Action::FilterDrop);
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_filter_is_that_of_the_pane_with_the_focus() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::FocusOperations);
    let all = rows(&mut story).len();
    story.act(Action::Filter);
    story.type_text("awake !dev");
    let some = rows(&mut story);
    assert!(!some.is_empty() && some.len() < all, "{some:?}");
    assert!(
        some.iter()
            .all(|row| row.contains("awake") && !row.contains("dev")),
        "{some:?}"
    );
    story.sees(&format!("{} matches of {all}", some.len()));
    story.act(Action::FilterKeep);
    story.act(Action::Down);
    assert_eq!(story.model().browser.panes.focus, Pane::Operations);
    assert!(story.model().browser.tree.filter.is_none());
    // Esc drops the filter first.
    story.act(Action::Back);
    assert_eq!(rows(&mut story).len(), all);
    assert_eq!(story.model().browser.panes.focus, Pane::Operations);
    story.act(Action::Filter);
    story.type_text("state:nothing");
    story.sees("nothing matches. Esc clears the filter");
    story.act(Action::FilterDrop);
    assert_eq!(rows(&mut story).len(), all);
    story.act(Action::Filter);
    story.type_text("re:^started");
    story.act(Action::FilterDrop);
    // In the tree, it is the tree's.
    story.act(Action::Back);
    story.act(Action::Filter);
    story.type_text("billing");
    assert!(story.model().browser.tree.filter.is_some());
    assert!(story.model().browser.panes.activity.filter.is_none());
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_tree_and_the_activity_recall_their_own_filters() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::FocusOperations);
    story.act(Action::Down);
    story.act(Action::Down);
    let at = |story: &Story| story.model().browser.panes.activity.cursor.item.clone();
    let before = at(&story);
    story.act(Action::Filter);
    story.type_text("check !dev");
    assert_ne!(at(&story), before);
    // A filter that was not kept leaves the cursor where it was.
    story.act(Action::FilterDrop);
    assert_eq!(at(&story), before);
    story.act(Action::Filter);
    story.type_text("start");
    story.act(Action::FilterKeep);
    story.act(Action::Back);
    story.act(Action::FocusTree);
    story.act(Action::Filter);
    story.act(Action::FilterUp);
    let filter = story.model().browser.filter().unwrap();
    assert_eq!(
        filter.input.value(),
        "",
        "that was a filter of the activity"
    );
    story.type_text("staging");
    story.act(Action::FilterKeep);
    story.settle().await;
    story.act(Action::FocusOperations);
    story.act(Action::Filter);
    story.act(Action::FilterUp);
    let filter = story.model().browser.filter().unwrap();
    assert_eq!(filter.input.value(), "start");
    assert!(!rows(&mut story).is_empty());
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn no_secret_is_pasted_into_the_filter() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::FocusOperations);
    story.act(Action::Filter);
    story.tell(Msg::Paste("password: hunter2hunter2".to_owned()));
    story.misses("hunter2").sees("so it was not pasted");
    let uri = format!("postgresql://app:npg_AbC123@{STAGING_COMPUTE}.us-east-2.aws.neon.tech/shop");
    story.tell(Msg::Paste(uri));
    story.misses("npg_").sees(STAGING_COMPUTE);
    story.act(Action::FilterDrop);
    story.act(Action::Filter);
    story.tell(Msg::Paste("awake".to_owned()));
    let some = rows(&mut story);
    assert!(
        !some.is_empty() && some.iter().all(|row| row.contains("awake")),
        "{some:?}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_failure_comes_first_until_it_is_put_right() {
    let mut story = failed_start().await;
    story.act(Action::Back);
    story.go(&branch(STAGING)).await;
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.act(Action::FocusOperations);
    let before = rows(&mut story);
    assert_eq!(before[0], "start compute dev/maya");
    assert!(before[1].starts_with("suspend compute"), "{before:?}");
    story.act(Action::Top);
    story.act(Action::StartCompute);
    story.follow().await;
    let after = rows(&mut story);
    assert_eq!(after[0], "start compute dev/maya");
    assert!(after[1].starts_with("suspend compute"), "{after:?}");
    assert_eq!(
        after[2], "start compute dev/maya",
        "the failure, in its place"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_change_is_a_failed_row_of_yours() {
    let mut story = Story::at(branch(STAGING)).await;
    let refused = refusal(422, "not just now");
    story
        .neon
        .faults()
        .add(Some("POST"), "/suspend", 1, refused);
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.settle().await;
    story.act(Action::Back);
    story.act(Action::FocusOperations);
    assert_eq!(rows(&mut story)[0], "suspend compute staging");
    story
        .sees("not just now")
        .sees("you: suspend compute of staging");
    assert_eq!(selected(&story).unwrap().status, OperationStatus::Failed);
    // Keys about a row of the tree do not reach past it; those of its compute do.
    story.act(Action::Delete);
    story.sees("the cursor is on an operation");
    story.act(Action::Back);
    story.neon.forget_requests();
    story.act(Action::SuspendCompute);
    story.follow().await;
    let suspend = format!("POST /projects/{STOREFRONT}/endpoints/{STAGING_COMPUTE}/suspend");
    assert_eq!(story.changes(), [suspend]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_change_no_longer_comes_first_once_it_was_accepted() {
    let mut story = Story::at(branch(DEV)).await;
    let refused = refusal(422, "not just now");
    story
        .neon
        .faults()
        .add(Some("PATCH"), "/branches", 1, refused);
    story.act(Action::Protect);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.settle().await;
    assert_eq!(rows(&mut story)[0], "protect branch dev/maya");
    story.act(Action::Protect);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.settle().await;
    // Neon tells the second.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    story.act(Action::StartCompute);
    story.follow().await;
    story.settle().await;
    assert_eq!(rows(&mut story)[0], "start compute dev/maya");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_you_have_started_is_marked() {
    let mut story = Story::at(branch(STAGING)).await;
    story.misses(" you ");
    story.act(Action::SuspendCompute);
    story.follow().await;
    story.act(Action::Back);
    let screen = story.screen();
    let row = screen.lines().find(|line| line.contains(" you ")).unwrap();
    assert!(
        row.contains("suspend compute") && row.contains("staging"),
        "{screen}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_empty_activity_takes_little_room() {
    let mut story = Story::begin().await;
    story.go(&story.named("Maya's Workshop")).await;
    let area = |story: &Story| story.model().browser.layout().operations;
    // Without a project it is left out.
    assert_eq!(area(&story), None);
    story.act(Action::FocusOperations);
    let strip = area(&story).unwrap().height;
    // No key is silent there.
    for action in [Action::Down, Action::Open, Action::Filter] {
        story.act(action);
        story.sees("operations belong to a project");
        assert!(!story.model().browser.is_filtering());
        story.elapse(Duration::from_secs(30)).await;
        story.misses("operations belong to a project");
    }
    story.act(Action::Back);
    assert_eq!(area(&story), None);
    story.act(Action::Strip);
    story.sees("the activity is that of a project");
    story.open_storefront().await;
    story.act(Action::FocusOperations);
    let height = area(&story).unwrap().height;
    assert!(height > 2 * strip, "{}", story.screen());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_has_failed_is_listed_over_all_projects_and_leads_to_the_activity() {
    let mut story = failed_start().await;
    let failed = selected(&story).unwrap();
    story.act(Action::FailedOperations);
    story.settle().await;
    story.sees("[Failed]").sees("role \"etl\"");
    // The newest comes first, whichever project it is of.
    let of = Target::Operation(failed.project_id.clone(), failed.id.clone());
    assert_eq!(story.model().browser.selected(), Some(&of));
    let row = story.row("start compute");
    for part in ["storefront", "dev/maya", "did not become ready"] {
        assert!(row.contains(part), "{row}");
    }
    story.act(Action::Open);
    story.settle().await;
    assert_eq!(
        story.model().browser.selected(),
        Some(&compute(DEV_COMPUTE))
    );
    assert_eq!(selected(&story).map(|one| one.id), Some(failed.id));
    story.sees("s start again");
    // This project was never opened.
    story.act(Action::FailedOperations);
    story.settle().await;
    let other = story.row("apply config");
    assert!(other.contains("legacy-crm"), "{other}");
    story.act(Action::Down);
    story.act(Action::Open);
    story.settle().await;
    let project = story.named("legacy-crm");
    let selected = story.model().browser.selected().cloned();
    assert_eq!(
        selected.as_ref().and_then(Target::project),
        project.project()
    );
    assert!(matches!(selected, Some(Target::Branch(..))));
    story.sees("role \"etl\" is being used");
    // The home page reads the computes of a project without its branches.
    let id = project.project().cloned().unwrap();
    let inside = story.model_mut().neon.store.inside_mut(&id);
    assert!(!inside.endpoints.value.is_empty());
    inside.branches = Default::default();
    story.act(Action::FailedOperations);
    story.settle().await;
    story.act(Action::Down);
    story.act(Action::Open);
    assert_eq!(story.model().browser.selected(), Some(&project));
    story.settle().await;
    story.end();
}

#[tokio::test(start_paused = true)]
async fn failures_of_ten_thousand_projects_are_looked_for_some_at_a_time() {
    let mut story = Story::of_many(10_000).await;
    story.act(Action::FailedOperations);
    story.settle().await;
    story.elapse(Duration::from_secs(600)).await;
    story.sees("36 of 10013 projects looked at");
    let asked = story.requests();
    assert!(asked.len() <= 40, "{}: {asked:#?}", asked.len());
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("72 of 10013 projects looked at");
    story.end();
}
