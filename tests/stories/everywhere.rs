//! Lists over all projects: what they know without opening a project.

use crate::story::{DEV, STOREFRONT, Story, branch, seed};
use lazyneon::{
    emulator::Options,
    key::Code,
    ui::{Action, Msg, Startup, Target, layout::Pane},
};
use serde_json::json;

/// The list of all projects on a wide screen, where projects have these quotas.
async fn with_quotas(quotas: &[(&str, serde_json::Value)]) -> Story {
    let seed = seed(|seed| {
        for project in seed["projects"].as_array_mut().unwrap() {
            let known = quotas.iter().find(|(name, _)| project["name"] == *name);
            project["settings"]["quota"] = known.map_or(json!({}), |(_, quota)| quota.clone());
        }
    });
    let options = Options {
        seed: Some(seed.path().to_owned()),
        ..Options::default()
    };
    let mut story = Story::with(Startup::default(), options).await;
    story.tell(Msg::Resize {
        width: 160,
        height: 40,
    });
    assert!(story.settle().await);
    story.requests();
    story.act(Action::Projects);
    story.settle().await;
    story
}

/// The quota of a project as the list shows it.
fn quota(story: &mut Story, name: &str) -> String {
    let screen = story.screen();
    let mut rows = screen.lines().filter(|line| line.contains("QUOTA %"));
    let heading = rows.next().unwrap_or_else(|| panic!("{screen}"));
    let end = heading.find("QUOTA %").unwrap() + "QUOTA %".len();
    let cells = heading.get(..end).unwrap().chars().count();
    let row: String = story.row(name).chars().take(cells).collect();
    row.split_whitespace().next_back().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn the_list_tells_which_project_is_near_its_limit() {
    let hours = json!({"compute_time_seconds": 3_600_000, "active_time_seconds": 0});
    let mut story = with_quotas(&[("billing", hours)]).await;
    let percent: u64 = quota(&mut story, "billing").parse().unwrap();
    assert!(percent > 10, "{percent}");
    assert_eq!(quota(&mut story, "analytics"), "-");
    let asked = story.requests();
    let of_projects = |one: &&String| one.starts_with("GET /projects/");
    assert_eq!(asked.iter().find(of_projects), None, "{asked:#?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_page_of_a_project_says_which_quota_is_nearly_used() {
    let hours = json!({"compute_time_seconds": 3_600_000});
    let mut story = with_quotas(&[("billing", hours)]).await;
    story.act(Action::Filter);
    story.type_text("billing");
    story.act(Action::FilterKeep);
    story.act(Action::Open);
    story.settle().await;
    story.sees("% of the quota of compute time is used.");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_palette_leads_from_the_word_quota_to_the_projects_nearest_to_theirs_at_any_width() {
    for word in ["quota", "limit"] {
        let hours = json!({"compute_time_seconds": 3_600_000, "active_time_seconds": 0});
        let mut story = with_quotas(&[("billing", hours)]).await;
        story.act(Action::Back);
        story.act(Action::Palette);
        story.type_text(word);
        story.key(Code::Enter);
        story.settle().await;
        for width in [160, 120, 80, 60, 40, 24] {
            story.tell(Msg::Resize { width, height: 24 });
            story.sees("QUOTA %▾");
            let screen = story.screen();
            let mut lines = screen.lines().skip_while(|line| !line.contains("QUOTA"));
            let first = lines.nth(1).unwrap();
            let name = first.trim_start_matches(['┃', ' ']);
            assert!(name.starts_with("bill"), "{word}: {screen}");
        }
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_with_tabs_says_how_to_turn_them_and_how_many_days_are_stale() {
    let mut story = Story::begin().await;
    for (action, hint) in [
        (Action::ApiKeys, "[ ] tabs"),
        (Action::Projects, "[ ] tabs"),
        (Action::StaleBranches, "< > days"),
    ] {
        story.tell(Msg::Resize {
            width: 80,
            height: 24,
        });
        story.act(action);
        story.settle().await;
        story.sees(hint);
        story.act(Action::Back);
    }
    story.act(Action::StaleBranches);
    story.act(Action::MoreDays);
    story.sees("stale: idle 14d");
    story.act(Action::Back);
    story.act(Action::Databases);
    story.misses("] tabs");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_the_list_does_not_tell_is_read() {
    let traffic = json!({"data_transfer_bytes": 1_000_000});
    let mut story = with_quotas(&[("billing", traffic)]).await;
    let asked = story.requests();
    let of_projects = asked.iter().filter(|one| one.starts_with("GET /projects/"));
    assert_eq!(of_projects.count(), 1, "{asked:#?}");
    let percent: u64 = quota(&mut story, "billing").parse().unwrap();
    assert!(percent > 10, "{percent}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn failures_name_their_branches_although_no_project_was_opened() {
    let mut story = Story::begin().await;
    story.tell(Msg::Resize {
        width: 120,
        height: 30,
    });
    story.act(Action::FailedOperations);
    story.settle().await;
    story.sees("dev/jonas").misses("br-");
    story.sees("could not apply configuration: role \"etl\" is being");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_list_opened_before_there_are_projects_looks_into_them_once_they_are_listed() {
    for (action, shown) in [
        (Action::Awake, "production"),
        (Action::FailedOperations, "dev/jonas"),
    ] {
        let mut story = Story::with(Startup::default(), Options::default()).await;
        story.act(action);
        story.settle().await;
        story.sees(shown);
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn the_activity_from_a_list_of_all_projects_is_that_of_the_row() {
    let mut story = Story::begin().await;
    story.act(Action::AllBranches);
    story.settle().await;
    crate::tables::go(&mut story, "dev/maya");
    story.act(Action::FocusOperations);
    story.settle().await;
    story
        .sees("storefront › dev/maya")
        .misses("choose one in the tree");
    let rows = story.model().browser.panes.activity.rows;
    assert!(rows > 0, "{}", story.screen());
    story.act(Action::Back);
    story.sees("[Branches]");
    // Asked for in the tree, it leads back there first.
    story.act(Action::Open);
    story.settle().await;
    story.act(Action::FocusOperations);
    story.act(Action::Back);
    story.misses("[Branches]");
    assert_eq!(story.model().browser.panes.focus, Pane::Tree);
    story.act(Action::Back);
    story.sees("[Branches]");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn esc_leads_from_an_operation_back_to_the_list_that_it_was_opened_from() {
    let mut story = Story::begin().await;
    story.act(Action::FailedOperations);
    story.settle().await;
    story.act(Action::Open);
    story.settle().await;
    assert_eq!(story.model().browser.panes.focus, Pane::Operations);
    story.act(Action::Back);
    story.sees("[Failed]");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_palette_says_whose_branches_it_lists() {
    let mut story = Story::at(branch(DEV)).await;
    let offered = |story: &mut Story| {
        story.act(Action::Palette);
        story.type_text("branches");
        let screen = story.screen();
        story.act(Action::Close);
        screen
    };
    let screen = offered(&mut story);
    assert!(screen.contains("Branches of storefront"), "{screen}");
    story.act(Action::Home);
    let screen = offered(&mut story);
    assert!(screen.contains("Branches of all projects"), "{screen}");
    story.act(Action::Branches);
    story.settle().await;
    story.sees("[Branches]");
    let storefront = Target::Project(STOREFRONT.into());
    story.act(Action::Projects);
    story.settle().await;
    crate::tables::go(&mut story, "storefront");
    assert_eq!(story.model().browser.selected(), Some(&storefront));
    story.act(Action::Branches);
    story.settle().await;
    story.sees("storefront › Branches");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_help_explains_the_signs_and_the_home_page_names_its_keys() {
    let mut story = Story::begin().await;
    story.act(Action::Home);
    story.elapse(std::time::Duration::from_secs(2)).await;
    story.settle().await;
    story.sees("2 selects a line");
    story.act(Action::FocusDetails);
    story.sees("Enter opens the selected line");
    story.act(Action::Help);
    story.type_text("compute unit");
    story.sees("Signs").sees("about 1 CPU");
    story.end();
}

/// One column of text has titles on a narrow screen, too: those next to the open one are shown.
#[tokio::test(start_paused = true)]
async fn the_open_tab_is_named_whatever_the_width() {
    let titles = [
        "Projects",
        "Computes",
        "Branches",
        "Stale",
        "Gone",
        "Expiring",
        "Snapshots",
        "Failed",
    ];
    for width in [60, 70, 80] {
        let mut story = Story::begin().await;
        story.tell(Msg::Resize { width, height: 24 });
        story.act(Action::Linear);
        story.act(Action::Projects);
        for title in titles {
            story.settle().await;
            story.sees(&format!("[{title}]"));
            let screen = story.screen();
            let cut = screen
                .lines()
                .any(|line| line.contains("All ") && line.contains('…'));
            assert_eq!(cut, width < 80, "{screen}");
            story.act(Action::NextTab);
        }
        story.quit();
    }
}
