//! The branches of a project as a table.

use crate::story::{STOREFRONT, Story, branch};
use lazyneon::ui::{Action, Target};

/// The program with the branches of the storefront as a table.
pub async fn branches() -> Story {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story.act(Action::Branches);
    assert!(story.settle().await);
    story.requests();
    story
}

/// Moves the table's cursor to the thing with this name.
pub fn go(story: &mut Story, name: &str) {
    story.act(Action::Top);
    for _ in 0..500 {
        let model = story.model();
        let here = model
            .browser
            .selected()
            .map(|target| model.neon.store.name(target));
        if here.as_deref() == Some(name) {
            return;
        }
        story.act(Action::Down);
    }
    panic!("{name} has no row:\n{}", story.screen());
}

#[tokio::test(start_paused = true)]
async fn the_branches_are_a_table_and_esc_leads_back_to_the_tree() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.act(Action::Branches);
    story.settle().await;
    let asked = story.requests();
    assert_eq!(
        asked,
        [format!("GET /projects/{STOREFRONT}/branches/count")],
        "the rows were there already"
    );
    story
        .sees("storefront › Branches")
        .sees("allowed")
        .sees("STATE");
    go(&mut story, "dev/maya");
    story.act(Action::NextTab);
    story.sees("[Flat]").sees("PARENT");
    let at = story.model().browser.selected().cloned();
    assert_eq!(
        at,
        Some(story.named("dev/maya")),
        "the cursor stays on its branch"
    );
    story.act(Action::Back);
    story.sees("Resources");
    let at = story.model().browser.selected().cloned();
    assert_eq!(at, Some(Target::Project(STOREFRONT.into())));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_deleted_branch_is_listed_and_comes_back() {
    comes_back_by(Action::Recover).await;
}

#[tokio::test(start_paused = true)]
async fn the_key_of_deleted_projects_brings_a_deleted_branch_back() {
    comes_back_by(Action::Deleted).await;
}

async fn comes_back_by(action: Action) {
    let mut story = branches().await;
    go(&mut story, "qa/checkout-v2");
    let Some(Target::Branch(_, id)) = story.model().browser.selected().cloned() else {
        panic!("no branch is selected");
    };
    story.act(Action::Delete);
    story.type_text("qa/checkout-v2");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.misses("└ qa/checkout");
    story.act(Action::PreviousTab);
    story.settle().await;
    story.sees("[Deleted]").sees("qa/checkout-v2").sees("LEFT");
    go(&mut story, "qa/checkout-v2");
    story.requests();
    story.act(action);
    story.settle().await;
    story.sees("qa/checkout-v2 recovered");
    let recover = format!("POST /projects/{STOREFRONT}/branches/{id}/recover");
    assert_eq!(story.changes(), [recover]);
    story.act(Action::NextTab);
    story.settle().await;
    story.sees("qa/checkout-v2");
    assert!(story.model().neon.store.has(&branch(id.as_str())));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_stale_means_is_stepped() {
    let mut story = branches().await;
    story.act(Action::NextTab);
    story.act(Action::NextTab);
    story.sees("idle 7d");
    story.act(Action::FewerDays);
    story.sees("idle 3d");
    let few = story
        .model()
        .browser
        .table
        .as_ref()
        .map(|table| table.rows.len());
    for days in [7, 14, 30] {
        story.act(Action::MoreDays);
        story.sees(&format!("idle {days}d"));
    }
    let fewer = story
        .model()
        .browser
        .table
        .as_ref()
        .map(|table| table.rows.len());
    assert!(few > fewer, "{few:?} {fewer:?}");
    for _ in 0..9 {
        story.act(Action::MoreDays);
    }
    story.sees("idle 180d").sees("no more steps");
    // Elsewhere the keys do nothing.
    story.act(Action::PreviousTab);
    story.misses("fewer days");
    story.act(Action::Back);
    story.act(Action::Back);
    // The list over all projects follows them, and says so.
    story.act(Action::StaleBranches);
    story.settle().await;
    story.sees("idle 180d").act(Action::FewerDays);
    story.sees("idle 90d");
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_table_is_saved_as_csv_or_json() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = branches().await;
    let save = async |story: &mut Story, name: &str| {
        let path = folder.path().join(name);
        let offered = "branches-of-storefront.csv";
        story.save_as(Action::ExportTable, offered, &path).await
    };
    let rows = story.model().browser.table.as_ref().unwrap().rows.len();
    let csv = save(&mut story, "all.csv").await;
    assert!(
        csv.starts_with("branch,parent,state,last_24_h,size,cu_h,cost,"),
        "{csv}"
    );
    assert_eq!(csv.matches("\r\n").count(), rows + 1, "{csv}");
    assert!(csv.contains("\r\ndev/maya,production,"), "{csv}");
    let json = save(&mut story, "all.json").await;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.as_array().unwrap().len(), rows);
    let maya = json
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["branch"] == "dev/maya");
    assert!(maya.unwrap()["active"].as_str().unwrap().ends_with('Z'));
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_projects_of_all_organizations_are_one_list() {
    let mut story = Story::begin().await;
    story.act(Action::Projects);
    story.settle().await;
    story
        .sees("Maya's Workshop")
        .sees("playground")
        .sees("Shared with me");
    // The most expensive one first, as on the page of its organization.
    let screen = story.screen();
    let lines: Vec<&str> = screen.lines().collect();
    assert!(
        lines[3].contains("analytics") && lines[3].contains('$'),
        "{screen}"
    );
    story.act(Action::Top);
    story.act(Action::Open);
    story.settle().await;
    let analytics = story.named("analytics");
    assert_eq!(story.model().browser.selected(), Some(&analytics));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_list_of_ten_thousand_projects_costs_few_requests() {
    let mut story = Story::of_many(10_000).await;
    story.act(Action::Projects);
    story.settle().await;
    let asked = story.requests();
    assert!(asked.len() <= 40, "{}: {asked:#?}", asked.len());
    let rows = story.model().browser.table.as_ref().unwrap().rows.len();
    assert!(rows > 10_000, "{rows}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn rows_that_come_into_a_range_by_themselves_are_not_marked() {
    let mut story = branches().await;
    story.act(Action::StaleBranches);
    story.settle().await;
    let marked = |story: &Story| story.model().browser.table.as_ref().unwrap().marked();
    let mut counts = Vec::new();
    for first in 0..5 {
        for _ in 0..9 {
            story.act(Action::FewerDays);
        }
        story.act(Action::Top);
        (0..first).for_each(|_| story.act(Action::Down));
        story.act(Action::MarkRange);
        story.act(Action::Down);
        let chosen = marked(&story);
        for _ in 0..9 {
            story.act(Action::MoreDays);
            let now = marked(&story);
            assert!(now.iter().all(|one| chosen.contains(one)), "{now:?}");
            counts.push(now.len());
        }
        story.act(Action::MarkAll);
        story.act(Action::MarkAll);
    }
    assert!(counts.contains(&2) && counts.contains(&1), "{counts:?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_range_goes_on_from_the_cursor_when_rows_change() {
    let mut story = branches().await;
    story.act(Action::StaleBranches);
    story.settle().await;
    for _ in 0..9 {
        story.act(Action::FewerDays);
    }
    let table = |story: &Story| story.model().browser.table.clone().unwrap();
    story.act(Action::Bottom);
    story.act(Action::Up);
    story.act(Action::MarkRange);
    let count = table(&story).rows.len();
    story.act(Action::MoreDays);
    assert_ne!(table(&story).rows.len(), count);
    let before = table(&story).marked();
    assert_eq!(before.len(), 1);
    story.act(Action::Down);
    let after = table(&story).marked();
    assert!(after.len() == 2 && after.contains(&before[0]), "{after:?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn esc_leads_back_to_the_list_that_a_row_was_opened_from() {
    let mut story = Story::begin().await;
    story.act(Action::AllBranches);
    story.settle().await;
    story.act(Action::Filter);
    story.type_text("dev/");
    story.act(Action::FilterKeep);
    story.act(Action::Bottom);
    let row = story.model().browser.selected().unwrap().clone();
    story.act(Action::Open);
    story.settle().await;
    assert!(story.model().browser.table.is_none());
    assert_eq!(story.model().browser.selected(), Some(&row));
    // Also from what is in it.
    story.act(Action::Right);
    story.act(Action::Down);
    story.settle().await;
    assert_ne!(story.model().browser.selected(), Some(&row));
    story.act(Action::Back);
    assert_eq!(story.model().browser.selected(), Some(&row));
    story.act(Action::Back);
    story.settle().await;
    story.sees("[Branches]").sees("/dev/");
    assert_eq!(story.model().browser.selected(), Some(&row));
    // Not from elsewhere.
    story.act(Action::Open);
    story.settle().await;
    story.act(Action::Home);
    story.settle().await;
    story.go(&row).await;
    story.settle().await;
    story.act(Action::Back);
    assert!(story.model().browser.table.is_none());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn esc_takes_away_one_thing_at_a_time() {
    let mut story = branches().await;
    story.act(Action::Filter);
    story.type_text("dev/");
    story.act(Action::FilterKeep);
    story.act(Action::Mark);
    story.act(Action::Mark);
    let left = |story: &Story| {
        let table = story.model().browser.table.as_ref();
        table.map(|table| (table.marks.len(), table.filter.is_some()))
    };
    // The second Esc of those who press it twice is still meant for the dialog.
    story.act(Action::ActionsMenu);
    story.act(Action::Close);
    story.act(Action::Back);
    assert_eq!(left(&story), Some((2, true)));
    story.act(Action::Back);
    story.sees("2 marks were dropped");
    assert_eq!(left(&story), Some((0, true)));
    story.act(Action::Back);
    assert_eq!(left(&story), Some((0, false)));
    story.act(Action::Back);
    assert_eq!(left(&story), None);
    story.end();
}
