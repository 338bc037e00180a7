//! When computes were awake, what woke them, and why they do not sleep.

use crate::story::{
    DEV, DEV_COMPUTE, PRODUCTION, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch, compute,
};
use jiff::{SignedDuration, Timestamp};
use lazyneon::{
    emulator::{Fault, World},
    ui::{Action, Msg},
};
use std::time::Duration;

/// Adds wakes of a compute, each for five minutes, that began so many minutes before the story.
fn woken(world: &mut World, endpoint: &str, minutes: impl IntoIterator<Item = i64>) {
    let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
    let project = world.projects.get_mut(STOREFRONT).unwrap();
    let pattern = project.operations.iter().find(|one| {
        let id = one.endpoint_id.as_ref();
        id.is_some_and(|id| id == endpoint)
    });
    let pattern = pattern.unwrap().clone();
    for minute in minutes {
        for (action, ago) in [("start_compute", minute), ("suspend_compute", minute - 5)] {
            let mut one = pattern.clone();
            one.id = format!("{endpoint}-{action}-{minute}");
            one.action = action.into();
            one.created_at.0 = now - SignedDuration::from_mins(ago);
            one.updated_at = one.created_at;
            project.operations.push(one);
        }
    }
    project.operations.sort_by_key(|one| one.created_at.0);
}

async fn rest(story: &mut Story) {
    story.elapse(Duration::from_millis(300)).await;
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn who_woke_a_compute_is_told() {
    let mut story = Story::at(branch(DEV)).await;
    story.sees("Last woken 1h ago, probably by a connection");
    story.act(Action::StartCompute);
    story.follow().await;
    rest(&mut story).await;
    story.sees("by you (start compute)");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_month_of_operations_takes_few_requests() {
    let mut story = Story::begin().await;
    // Every 25 minutes for 40 days: 4 608 operations.
    let all = (1..2_304).map(|number| number * 25 + 60);
    story.neon.edit(|world| woken(world, DEV_COMPUTE, all));
    story.open_storefront().await;
    story.neon.forget_requests();
    story.go(&branch(DEV)).await;
    rest(&mut story).await;
    let operations = |story: &mut Story| {
        let asked = story.requests();
        let pages = asked.iter().filter(|one| one.ends_with("/operations"));
        pages.count()
    };
    assert_eq!(operations(&mut story), 3);
    let inside = story.model().neon.store.inside(&STOREFRONT.into()).unwrap();
    assert_eq!(inside.operations.value.len(), 3_000);
    story
        .sees("30 d")
        .sees("~ woken about every 25m: a poller?");
    // Neither going elsewhere in the project nor coming back reads them again.
    story.go(&branch(STAGING)).await;
    story.go(&branch(DEV)).await;
    rest(&mut story).await;
    assert_eq!(operations(&mut story), 0);
    // The list of operations is no longer than before.
    story.act(Action::FocusOperations);
    for _ in 0..5 {
        story.act(Action::Bottom);
        story.settle().await;
    }
    assert_eq!(operations(&mut story), 0);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_line_of_a_month_is_complete_where_few_operations_are() {
    let mut story = Story::at(branch(STAGING)).await;
    rest(&mut story).await;
    let screen = story.screen();
    let month = screen.lines().find(|line| line.contains("30 d ")).unwrap();
    assert!(!month.contains('·'), "{screen}");
    assert!(month.contains("wakes"), "{screen}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn logical_replication_is_named_as_what_keeps_a_compute_awake() {
    let mut story = Story::begin().await;
    story.neon.edit(|world| {
        let project = world.projects.get_mut(STOREFRONT).unwrap();
        let settings = serde_json::json!({ "enable_logical_replication": true });
        project.settings = serde_json::from_value(settings).unwrap();
        let compute = project.endpoints.get_mut(STAGING_COMPUTE).unwrap();
        compute.started_at = compute.created_at.into();
        project.operations.retain(|one| {
            let id = one.endpoint_id.as_ref();
            id.is_none_or(|id| id != STAGING_COMPUTE)
        });
    });
    story.open_storefront().await;
    story.go(&branch(STAGING)).await;
    rest(&mut story).await;
    story.sees("~ kept awake by logical replication");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_with_one_wake_says_so_in_a_narrow_pane() {
    let mut story = Story::at(branch(DEV)).await;
    for (width, height) in [(80, 24), (60, 20), (40, 10)] {
        story.tell(Msg::Resize { width, height });
        story.act(Action::FocusDetails);
        story.screen();
    }
    story.end();
}

/// The list of what is awake.
async fn list() -> Story {
    let mut story = Story::begin().await;
    story.act(Action::Awake);
    story.settle().await;
    story
}

/// The branches of its rows.
fn listed(story: &mut Story) -> Vec<String> {
    let screen = story.screen();
    let rows = screen.lines().filter(|line| line.contains("▪ active"));
    let name = |row: &str| row.split_whitespace().nth(1).map(str::to_owned);
    rows.filter_map(name).collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_awake_is_listed_over_all_projects_the_most_expensive_first() {
    let mut story = list().await;
    story
        .sees("1 Awake")
        .sees("~$/H▾")
        .sees("1 organization not opened");
    let screen = story.screen();
    let rows = screen.lines().filter(|line| line.contains("▪ active"));
    let hourly: Vec<f64> = rows
        .filter_map(|row| {
            row.split('$')
                .nth(1)?
                .split_whitespace()
                .next()?
                .parse()
                .ok()
        })
        .collect();
    assert!(
        hourly.len() > 5 && hourly.is_sorted_by(|a, b| a >= b),
        "{hourly:?}\n{screen}"
    );
    let production = screen
        .lines()
        .find(|line| line.contains("production"))
        .unwrap();
    assert!(
        production.contains("never") && production.contains("9d"),
        "{screen}"
    );
    assert!(
        screen.contains("staging") && screen.contains("in ~4m"),
        "{screen}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_compute_of_the_list_is_suspended_and_leaves_it() {
    let mut story = list().await;
    let before = listed(&mut story);
    while story.model().browser.selected() != Some(&compute(STAGING_COMPUTE)) {
        story.act(Action::Down);
    }
    story.act(Action::SuspendCompute);
    story.settle().await;
    if !story.model().dialogs.is_empty() {
        story.act(Action::ConfirmYes);
    }
    story.follow().await;
    story.settle().await;
    let after = listed(&mut story);
    assert_eq!(after.len(), before.len() - 1, "{before:?} {after:?}");
    assert!(!after.contains(&"staging".to_owned()));
    let suspend = format!("POST /projects/{STOREFRONT}/endpoints/{STAGING_COMPUTE}/suspend");
    assert_eq!(story.changes(), [suspend]);
    // Scale to zero is edited in its form.
    story.act(Action::Edit);
    story.settle().await;
    story.sees("Scale to zero");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_goes_to_a_compute_in_its_project() {
    let mut story = list().await;
    while story.model().browser.selected() != Some(&compute(STAGING_COMPUTE)) {
        story.act(Action::Down);
    }
    story.act(Action::Open);
    rest(&mut story).await;
    assert!(story.model().browser.table.is_none());
    let selected = story.model().browser.selected().cloned();
    assert_eq!(
        selected,
        Some(compute(STAGING_COMPUTE)),
        "{}",
        story.screen()
    );
    story.sees("24 h");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_projects_are_looked_into_some_at_a_time() {
    let mut story = Story::of_many(10_000).await;
    story.act(Action::Awake);
    story.settle().await;
    story.elapse(Duration::from_secs(600)).await;
    let asked = story.requests();
    assert!(
        (2..=40).contains(&asked.len()),
        "{}: {asked:#?}",
        asked.len()
    );
    story.sees("18 of 10010 projects looked at");
    let budget = &story.model().neon.budget;
    assert!(budget.used_last_minute * 2 <= budget.limit, "{budget:?}");
    // The next look goes on.
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("30 of 10010 projects looked at");
    assert!(story.requests().len() <= 40);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refresh_reads_again_what_was_read_just_now() {
    for open in [
        Action::Awake,
        Action::AllBranches,
        Action::Computes,
        Action::AllSnapshots,
    ] {
        let mut story = Story::begin().await;
        story.act(open);
        story.settle().await;
        story.requests();
        story.act(Action::Refresh);
        story.misses("starting");
        story.settle().await;
        let asked = story.requests().len();
        assert!((3..=40).contains(&asked), "{open:?}: {asked}");
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn marked_computes_of_several_projects_are_asked_about_with_their_projects() {
    let mut story = list().await;
    story.act(Action::Top);
    story.act(Action::Mark);
    for _ in 0..20 {
        if story.model().browser.selected() == Some(&compute(STAGING_COMPUTE)) {
            break;
        }
        story.act(Action::Down);
    }
    story.act(Action::Mark);
    story.act(Action::SuspendCompute);
    let screen = story.screen();
    for project in ["in analytics", "in storefront"] {
        let line = screen.lines().find(|line| line.contains(project));
        assert!(line.is_some_and(|line| line.contains(". ")), "{screen}");
    }
    story.act(Action::Close);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_cursor_starts_on_the_most_expensive_compute() {
    let mut story = list().await;
    let table = story.model().browser.table.as_ref().unwrap();
    let first = table.rows[0].target.clone();
    assert_eq!(story.model().browser.selected(), Some(&first));
    // From then on it stays on its row.
    story.act(Action::Reverse);
    assert_eq!(story.model().browser.selected(), Some(&first));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn no_row_is_selected_before_it_is_known_which_one_comes_first() {
    let mut story = Story::begin().await;
    let slow = Fault::Latency(Duration::from_secs(3));
    let path = format!("/projects/{STOREFRONT}/endpoints");
    story.neon.faults().add(None, &path, 1, slow);
    story.act(Action::Awake);
    for _ in 0..20 {
        story.take_answers().await;
    }
    story.sees("dashboards").misses("staging").sees("loading");
    assert_eq!(story.model().browser.selected(), None);
    story.act(Action::Delete);
    assert!(story.model().dialogs.is_empty(), "{}", story.screen());
    story.act(Action::Down);
    let table = story.model().browser.table.as_ref().unwrap();
    let first = table.rows[0].target.clone();
    assert_eq!(story.model().browser.selected(), Some(&first));
    // The user has chosen it: what arrives later does not move the cursor.
    story.act(Action::Bottom);
    let last = story.model().browser.selected().cloned();
    story.settle().await;
    story.sees("staging");
    assert_eq!(story.model().browser.selected(), last.as_ref());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn suspended_computes_of_several_projects_leave_the_list_one_after_the_other() {
    let mut story = list().await;
    let before = listed(&mut story).len();
    for name in ["dashboards", "etl", "staging"] {
        let is_at = |story: &mut Story| {
            let at = story.model().browser.table.as_ref().unwrap().cursor.at;
            let row = story.screen().lines().nth(at + 3).unwrap().to_owned();
            row.contains(name)
        };
        story.act(Action::Top);
        while !is_at(&mut story) {
            story.act(Action::Down);
        }
        story.act(Action::Mark);
    }
    story.act(Action::SuspendCompute);
    story.screen();
    story.type_text("suspend 3");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.settle().await;
    story.sees("all 3 suspended").misses("suspending");
    assert_eq!(listed(&mut story).len(), before - 3, "{}", story.screen());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_list_follows_what_others_do_and_asks_only_where_something_is_awake() {
    let mut story = list().await;
    let before = listed(&mut story);
    story.model_mut().neon.session.refresh_seconds = 15;
    story.act(Action::Live);
    story.neon.edit(|world| {
        let project = world.projects.get_mut(STOREFRONT).unwrap();
        let compute = project.endpoints.get_mut(STAGING_COMPUTE).unwrap();
        compute.current_state = serde_json::from_value("idle".into()).unwrap();
    });
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(16)).await;
    let after = listed(&mut story);
    assert!(before.contains(&"staging".to_owned()) && !after.contains(&"staging".to_owned()));
    let mut asked = story.requests();
    let projects = asked.iter().filter(|one| one.ends_with("/endpoints"));
    assert_eq!(projects.count(), asked.len(), "{asked:#?}");
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), 6, "{asked:#?}");
    // Nothing is asked while refreshing is off, or the list is closed.
    story.act(Action::Live);
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(60)).await;
    assert_eq!(story.requests(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_branches_say_when_they_were_awake_where_there_is_room() {
    let mut story = Story::begin().await;
    story.act(Action::Open);
    story.settle().await;
    story.act(Action::Branches);
    for (width, shown) in [(80, false), (120, true), (160, true)] {
        story.tell(Msg::Resize { width, height: 40 });
        let screen = story.screen();
        assert_eq!(screen.contains("LAST 24 H"), shown, "{screen}");
        let awake = screen.lines().find(|line| line.contains("production"));
        let awake = awake.is_some_and(|line| line.contains(&"━".repeat(12)));
        assert_eq!(awake, shown, "{screen}");
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn two_computes_of_a_branch_do_not_look_alike_on_a_small_screen() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    let replica = story.named("reporting");
    story.go(&replica).await;
    story.act(Action::StartCompute);
    story.follow().await;
    story.tell(Msg::Resize {
        width: 80,
        height: 24,
    });
    story.act(Action::Awake);
    story.settle().await;
    for which in [" rw ", " ro "] {
        let screen = story.screen();
        let mut rows = screen.lines().filter(|row| row.contains("production "));
        assert!(rows.any(|row| row.contains(which)), "{which} in\n{screen}");
    }
    story.end();
}
