//! The Usage tab: what an organization, a project or a branch has used.

use crate::story::{PRODUCTION, STOREFRONT, Story, branch};
use lazyneon::{
    store::usage::Interval,
    ui::{Action, Msg, Tab, Target, usage},
};
use serde_json::Value;
use std::time::Duration;

const ORG: &str = "org-bright-harbor-48215076";
const FREE: &str = "org-quiet-meadow-10384622";

fn project() -> Target {
    Target::Project(STOREFRONT.into())
}

/// The Usage tab of something, on the whole screen.
async fn usage_of(target: &Target) -> Story {
    let mut story = Story::begin().await;
    let (width, height) = (160, 60);
    story.tell(Msg::Resize { width, height });
    if matches!(target, Target::Branch(..)) {
        story.open_storefront().await;
    }
    story.go(target).await;
    if !matches!(target, Target::Org(_)) {
        // The page of an organization has read its use already.
        story.requests();
    }
    story.act(Action::Usage);
    story.settle().await;
    story
}

/// The requests for use, with their queries.
fn of_use(story: &mut Story) -> Vec<String> {
    let received = story.neon.requests();
    story.neon.forget_requests();
    let of_use = received.iter();
    let of_use = of_use.filter(|request| request.path.starts_with("/consumption_history/"));
    of_use
        .map(|request| format!("{}?{}", request.path, request.query))
        .collect()
}

/// What Neon answers to a request.
async fn answer(story: &Story, path: &str) -> Value {
    let url = format!("{}{path}", story.neon.base_url());
    let request = reqwest::Client::new().get(url).bearer_auth("napi_any");
    let text = request.send().await.unwrap().text().await.unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The sum of a metric over the timeframes since a moment, of everything in an answer.
fn sum(answer: &Value, list: &str, metric: &str, since: &str) -> f64 {
    let items = answer[list].as_array().unwrap().iter();
    let periods = items.flat_map(|item| item["periods"].as_array().unwrap());
    let frames = periods.flat_map(|period| period["consumption"].as_array().unwrap());
    let frames = frames.filter(|frame| frame["timeframe_start"].as_str().unwrap() >= since);
    let metrics = frames.flat_map(|frame| frame["metrics"].as_array().unwrap());
    let of_metric = metrics.filter(|one| one["metric_name"] == metric);
    of_metric.map(|one| one["value"].as_f64().unwrap()).sum()
}

/// The sum of a column of a group of lines of a CSV.
pub fn column(csv: &str, group: &str, name: &str) -> f64 {
    let mut lines = csv.lines();
    let at = lines
        .next()
        .unwrap()
        .split(',')
        .position(|title| title == name);
    let rows = lines.map(|line| line.split(',').collect::<Vec<_>>());
    let rows = rows.filter(|row| row[0] == group);
    rows.map(|row| row[at.unwrap()].parse::<f64>().unwrap())
        .sum()
}

fn assert_close(one: f64, other: f64) {
    assert!(
        (one - other).abs() <= 1e-6 * other.abs().max(1.0),
        "{one} is not {other}"
    );
}

#[tokio::test(start_paused = true)]
async fn chart_total_rows_file_and_answer_agree() {
    for (target, list) in [
        (Target::Org(ORG.into()), "projects"),
        (project(), "projects"),
        (branch(PRODUCTION), "branches"),
    ] {
        let mut story = usage_of(&target).await;
        let asked = of_use(&mut story);
        let model = story.model();
        let (_, report) = usage::report(&model.browser, &model.neon, &target);
        let report = report.unwrap();
        let chart: f64 = report.frames.iter().filter_map(|frame| frame.value).sum();
        let rows: f64 = report.metrics.iter().filter_map(|row| row.cost).sum();
        let file = usage::exported(&model.browser, &model.neon).unwrap().csv;
        let total = report.total;
        assert!(total > 1.0);
        for amount in [chart, rows, column(&file, "timeframe", "estimated_dollars")] {
            assert_close(amount, total);
        }
        // Neon rounds the use of each branch.
        let parts: f64 = report.parts.iter().map(|part| part.value).sum();
        assert_close(column(&file, "part", "estimated_dollars"), parts);
        assert!(
            (parts - total).abs() < total * 1e-4,
            "{parts} is not {total}"
        );
        let answer = answer(&story, &asked[0]).await;
        for metric in ["compute_unit_seconds", "root_branch_bytes_month"] {
            let answered = sum(&answer, list, metric, "2026-11-01");
            assert!(answered > 0.0, "{answer}");
            assert_close(column(&file, "timeframe", metric), answered);
        }
        story.sees(&format!("~${total:.0}")).sees("November 2026");
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn periods_and_timeframes_are_chosen_with_keys() {
    let mut story = usage_of(&project()).await;
    story
        .sees("[Usage]")
        .sees("against the same days of the month before");
    let asked = of_use(&mut story);
    assert_eq!(
        asked.len(),
        2,
        "its own and that of its branches: {asked:?}"
    );
    story.act(Action::EarlierPeriod);
    story.settle().await;
    story.sees("October 2026").sees("BY BRANCH");
    assert_eq!(of_use(&mut story).len(), 2);
    // Only today's and the 60 days before.
    story.misses("no longer keeps");
    story.act(Action::EarlierPeriod);
    story.settle().await;
    story
        .sees("September 2026")
        .sees("without 22 days (?) that Neon no longer keeps");
    of_use(&mut story);
    story.act(Action::LaterPeriod);
    // What was read is good for a while.
    story.act(Action::LaterPeriod);
    story.settle().await;
    story.sees("November 2026");
    assert_eq!(of_use(&mut story), Vec::<String>::new());
    story.act(Action::LaterPeriod);
    story.sees("this is the current period");
    for (frame, text) in [
        (Interval::Month, "June 2026 to November 2026"),
        (Interval::Hour, "21 November 2026"),
    ] {
        story.act(Action::NextInterval);
        story.settle().await;
        assert_eq!(story.model().browser.panes.details.usage.interval, frame);
        story.sees(text);
    }
    for _ in 0..7 {
        story.act(Action::EarlierPeriod);
        story.elapse(Duration::from_secs(10)).await;
    }
    story
        .sees("14 November 2026")
        .sees("Neon no longer has what was before");
    story.act(Action::EarlierPeriod);
    story.sees("Neon keeps hours for 7 days");
    story.act(Action::Back);
    story.act(Action::Back);
    assert_eq!(story.model().browser.panes.details.tab, Tab::Overview);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_plan_without_history_shows_counters() {
    let mut story = usage_of(&Target::Org(FREE.into())).await;
    story
        .sees("Neon has no usage history for this plan or key")
        .sees("consumption history is not available on your plan")
        .sees("COUNTERS OF THIS BILLING PERIOD")
        .sees("BY PROJECT")
        .misses("~$");
    assert_eq!(of_use(&mut story).len(), 1);
    // It is not asked again and again.
    story.act(Action::NextTab);
    story.act(Action::PreviousTab);
    story.settle().await;
    assert_eq!(of_use(&mut story).len(), 0);
    story.act(Action::ExportUsage);
    story.sees("there are no figures yet");
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn figures_are_saved_as_csv_or_json_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = usage_of(&project()).await;
    for name in ["usage.csv", "usage.json"] {
        let path = folder.path().join(name);
        let offered = "usage-of-storefront.csv";
        let text = story.save_as(Action::ExportUsage, offered, &path).await;
        match name {
            "usage.csv" => assert!(
                text.starts_with("group,name,id,start,end,compute_unit_seconds,")
                    && text.contains("\r\npart,production,"),
                "{text}"
            ),
            _ => {
                let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
                assert_eq!(rows[0]["start"], "2026-11-01T00:00:00Z");
            }
        }
    }
    story.act(Action::Back);
    story.act(Action::CopyMenu);
    story.sees("figures as CSV");
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_use_of_ten_thousand_projects_is_ten_pages() {
    let mut story = Story::of_many(10_000).await;
    story.act(Action::Home);
    story.elapse(Duration::from_secs(120)).await;
    story.neon.forget_requests();
    story.act(Action::Usage);
    story.elapse(Duration::from_secs(120)).await;
    let asked = story.requests();
    assert!(asked.len() <= 40, "{}: {asked:#?}", asked.len());
    let pages = asked
        .iter()
        .filter(|one| one.contains("/consumption_history/"));
    assert_eq!(pages.count(), 10);
    story.act(Action::Bottom);
    story.sees("Only the 1 000 most active projects are counted.");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn periods_passed_quickly_are_not_read() {
    let mut story = usage_of(&project()).await;
    story.act(Action::NextInterval);
    story.act(Action::NextInterval);
    for _ in 0..6 {
        story.act(Action::EarlierPeriod);
    }
    story.elapse(Duration::from_secs(30)).await;
    story.sees("15 November 2026").sees("BY BRANCH");
    // Two before the keys, two for what is shown; some were already under way.
    let asked = of_use(&mut story);
    assert!(asked.len() <= 8, "{asked:#?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_open_page_asks_nothing_while_nothing_happens() {
    let mut story = usage_of(&project()).await;
    story.elapse(Duration::from_secs(14 * 60)).await;
    assert_eq!(of_use(&mut story).len(), 2);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn refreshing_everything_reads_the_use_again() {
    let mut story = usage_of(&project()).await;
    of_use(&mut story);
    for action in [Action::Refresh, Action::RefreshAll] {
        story.act(action);
        story.settle().await;
        assert_eq!(of_use(&mut story).len(), 2, "{action:?}");
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn both_refreshes_look_for_what_is_awake_again() {
    let mut story = Story::begin().await;
    story.act(Action::Awake);
    story.elapse(Duration::from_secs(5)).await;
    for action in [Action::Refresh, Action::RefreshAll] {
        story.elapse(Duration::from_secs(10 * 60)).await;
        story.requests();
        story.act(action);
        story.elapse(Duration::from_secs(5)).await;
        let asked = story.requests();
        let computes = asked.iter().filter(|one| one.contains("/endpoints"));
        assert!(computes.count() > 1, "{action:?}: {asked:#?}");
    }
    story.end();
}
