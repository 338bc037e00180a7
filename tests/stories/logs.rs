//! The logs of a branch.

use crate::{
    neon_auth,
    story::{
        DEV, PRODUCTION, PRODUCTION_COMPUTE, STOREFRONT, Story, branch, compute, no_waking, on,
        refusal,
    },
};
use lazyneon::{
    emulator::Fault,
    key::Key,
    ui::{Action, Msg, Target},
};
use serde_json::json;
use std::time::Duration;

async fn logs(of: &str) -> Story {
    let mut story = Story::at(branch(of)).await;
    story.act(Action::Logs);
    story.settle().await;
    story
}

/// The queries that Neon has received; forgets them.
fn queries(story: &mut Story) -> Vec<serde_json::Value> {
    let received = story.neon.requests().into_iter();
    let queries = received.filter(|request| request.path.ends_with("/logs/query"));
    let queries = queries.map(|request| serde_json::from_str(&request.body).unwrap());
    let queries = queries.collect();
    story.neon.forget_requests();
    queries
}

async fn wait(story: &mut Story, seconds: u64) {
    story.elapse(Duration::from_secs(seconds)).await;
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn the_newest_records_are_read_once_and_each_tab_asks_neon_for_its_own() {
    let mut story = logs(PRODUCTION).await;
    story
        .sees("MESSAGE")
        .sees("checkpoint")
        .sees("POST /")
        .sees("Postgres");
    assert_eq!(
        queries(&mut story),
        [json!({ "limit": 1000, "since": "7d" })]
    );
    story.act(Action::NextTab);
    story.settle().await;
    story.sees("error").misses("info");
    let errors = json!({ "limit": 1000, "since": "7d", "minimum_severity": "error" });
    assert_eq!(queries(&mut story), [errors]);
    story.act(Action::Open);
    story.settle().await;
    story.sees("Message").sees("Attributes");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_footer_offers_to_create_only_where_the_list_can_hold_it() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.tell(Msg::Resize {
        width: 240,
        height: 40,
    });
    let offers = |story: &mut Story| {
        let screen = story.screen();
        let footer = screen.lines().last().unwrap_or_default();
        format!("{footer} ").contains(" n new ")
    };
    assert!(offers(&mut story), "{}", story.screen());
    story.act(Action::Logs);
    story.settle().await;
    story.sees("MESSAGE");
    assert!(!offers(&mut story), "{}", story.screen());
    story.act(Action::Back);
    story.act(Action::Branches);
    story.settle().await;
    assert!(offers(&mut story), "{}", story.screen());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn new_records_come_at_the_top_while_one_looks_and_only_they_are_asked_for() {
    let mut story = logs(PRODUCTION).await;
    story.sees("paused");
    story.model_mut().neon.session.refresh_seconds = 15;
    story.model_mut().neon.live = true;
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("live");
    let newest = |story: &Story| story.model().browser.selected().cloned().unwrap();
    let first = newest(&story);
    queries(&mut story);
    for _ in 0..30 {
        wait(&mut story, 60).await;
    }
    let asked = queries(&mut story);
    assert!(asked.len() > 30, "{}", asked.len());
    assert!(
        asked
            .iter()
            .all(|body| body.get("since").is_none() && body["start_time"].is_string())
    );
    // The cursor stays with the newest one.
    assert_ne!(newest(&story), first);
    assert_eq!(story.model().browser.table.as_ref().unwrap().cursor.at, 0);
    story.act(Action::Down);
    let second = newest(&story);
    for _ in 0..10 {
        wait(&mut story, 60).await;
    }
    assert_eq!(newest(&story), second);
    story.act(Action::Live);
    story.sees("paused");
    queries(&mut story);
    wait(&mut story, 600).await;
    assert_eq!(queries(&mut story), [] as [serde_json::Value; 0]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn nothing_more_is_asked_once_the_list_is_left() {
    let mut story = logs(PRODUCTION).await;
    story.model_mut().neon.session.refresh_seconds = 15;
    story.model_mut().neon.live = true;
    story.act(Action::Refresh);
    story.settle().await;
    story.act(Action::Back);
    story.misses("MESSAGE");
    wait(&mut story, 60).await;
    queries(&mut story);
    wait(&mut story, 600).await;
    assert_eq!(queries(&mut story).len(), 0);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_whose_region_has_no_logs_says_so_and_is_not_asked_again() {
    let mut story = neon_auth::on_it().await;
    story.act(Action::Logs);
    story.settle().await;
    story.sees("Neon keeps no logs");
    queries(&mut story);
    wait(&mut story, 600).await;
    assert_eq!(queries(&mut story).len(), 0);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn logs_can_be_read_where_nothing_may_be_changed_or_woken() {
    let mut story = Story::at(branch(DEV)).await;
    story.model_mut().neon.policy.rules = no_waking("dev/maya");
    story.act(Action::Logs);
    story.settle().await;
    story.sees("MESSAGE").misses("blocked by");
    assert_eq!(queries(&mut story).len(), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn lists_of_a_branch_are_those_of_the_row_or_of_the_default_branch_of_a_project() {
    for list in [
        Action::Logs,
        Action::Credentials,
        Action::NeonAuth,
        Action::Buckets,
    ] {
        let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
        story.act(list);
        story.settle().await;
        story.sees("storefront › production › ");
        story.act(Action::Back);
        story.act(Action::Branches);
        story.settle().await;
        on(&mut story, "staging");
        story.act(list);
        story.settle().await;
        story.sees("storefront › staging › ");
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn older_records_are_read_as_the_cursor_comes_near_the_last_one() {
    let mut story = logs(PRODUCTION).await;
    story.act(Action::NextTab);
    story.act(Action::NextTab);
    story.settle().await;
    story.sees("newest 1 000 · paused");
    let rows = |story: &Story| story.model().browser.table.as_ref().unwrap().rows.len();
    queries(&mut story);
    let mut known = 1_000;
    for pages in 1.. {
        story.act(Action::Bottom);
        // While they are on their way, they are not asked for again.
        story.act(Action::Up);
        let asked = queries(&mut story);
        story.settle().await;
        if asked.is_empty() && queries(&mut story).is_empty() {
            assert!(pages > 2, "only {pages} pages");
            break;
        }
        assert!(rows(&story) > known && pages < 20, "{known}");
        known = rows(&story);
    }
    story.sees("7 days · paused");
    let all = story.model().browser.table.as_ref().unwrap();
    let ids: std::collections::HashSet<_> = all.rows.iter().map(|row| &row.target).collect();
    assert_eq!(ids.len(), known, "each once");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_a_filter_looks_for_is_also_searched_before_the_known_records() {
    let mut story = logs(PRODUCTION).await;
    let rows = |story: &Story| story.model().browser.table.as_ref().unwrap().rows.len();
    story.act(Action::Filter);
    story.type_text("checkpoint");
    let before = rows(&story);
    queries(&mut story);
    wait(&mut story, 1).await;
    let [query] = &queries(&mut story)[..] else {
        panic!("not one query")
    };
    assert_eq!(query["body_contains"], "checkpoint");
    assert!(query["end_time"].is_string() && query["since"] == "7d");
    assert!(rows(&story) > before + 100, "{before}");
    // A found record is one like the others.
    story.act(Action::FilterKeep);
    story.act(Action::Bottom);
    story.act(Action::Open);
    story.settle().await;
    story.sees("Message").sees("checkpoint");
    assert_eq!(queries(&mut story).len(), 0);
    // Without the filter, only what is known without a gap is listed.
    story.act(Action::Back);
    story.act(Action::Filter);
    story.act(Action::FilterDrop);
    story.settle().await;
    assert_eq!(rows(&story), 1_000);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn older_records_that_could_not_be_read_are_read_after_a_refresh() {
    let mut story = logs(PRODUCTION).await;
    let no = refusal(422, "not just now");
    story.neon.faults().add(None, "/logs/query", 1, no);
    story.act(Action::Bottom);
    story.settle().await;
    story
        .sees("newest 1 000, older not read")
        .sees("not just now");
    queries(&mut story);
    story.act(Action::Up);
    story.act(Action::Bottom);
    story.settle().await;
    assert_eq!(queries(&mut story).len(), 0, "asked again and again");
    story.act(Action::Refresh);
    story.settle().await;
    story.act(Action::Up);
    story.settle().await;
    story.sees("newest 1 999");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_record_has_neither_id_nor_name_to_copy_but_its_message() {
    let mut story = logs(PRODUCTION).await;
    story.act(Action::Top);
    let record = story.model().browser.selected().cloned().unwrap();
    let first = story.model().neon.store.name(&record).to_string();
    story.act(Action::CopyMenu);
    story.sees("message").sees("branch id").sees("JSON");
    let screen = story.screen();
    for label in [" i  id", " n  name"] {
        assert!(!screen.contains(label), "{screen}");
    }
    story.key(lazyneon::key::Code::Char('m'));
    story.settle().await;
    assert!(story.copied().last().unwrap().starts_with(&first));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_page_of_a_compute_shows_its_newest_errors() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    queries(&mut story);
    let of = compute(PRODUCTION_COMPUTE);
    story.go(&of).await;
    wait(&mut story, 1).await;
    story
        .sees("errors in 24 h")
        .sees("remaining connection slots");
    let [query] = &queries(&mut story)[..] else {
        panic!("not one query")
    };
    assert_eq!(query["minimum_severity"], "error");
    // They are good for a minute.
    story.act(Action::Up);
    wait(&mut story, 1).await;
    story.go(&of).await;
    wait(&mut story, 1).await;
    assert_eq!(queries(&mut story).len(), 0);
    story.act(Action::Up);
    wait(&mut story, 61).await;
    story.go(&of).await;
    wait(&mut story, 1).await;
    assert_eq!(queries(&mut story).len(), 1);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_compute_whose_branch_has_no_logs_is_asked_about_once() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story
        .neon
        .faults()
        .add(None, "/logs/query", 1, refusal(404, "no logs here"));
    queries(&mut story);
    let of = compute(PRODUCTION_COMPUTE);
    for _ in 0..3 {
        story.go(&of).await;
        wait(&mut story, 100).await;
        story.act(Action::Up);
        wait(&mut story, 100).await;
    }
    assert_eq!(queries(&mut story).len(), 1);
    story.end();
}

/// Writes a filter, and completes what is before its end.
async fn completed(story: &mut Story, text: &str) -> String {
    story.act(Action::Filter);
    // Delete what is typed already.
    story.key("Ctrl-u".parse::<Key>().unwrap());
    story.type_text(text);
    story.settle().await;
    story.act(Action::FilterComplete);
    filter(story)
}

fn filter(story: &Story) -> String {
    let filter = story.model().browser.filter().unwrap();
    filter.input.value().to_owned()
}

/// The questions about fields that Neon has received; forgets all requests.
fn asked(story: &mut Story) -> Vec<String> {
    let received = story.neon.requests().into_iter();
    let of_fields = received.filter_map(|one| {
        let (_, rest) = one.path.split_once("/logs/fields")?;
        Some(format!("{rest}?{}", one.query))
    });
    let asked = of_fields.collect();
    story.neon.forget_requests();
    asked
}

#[tokio::test(start_paused = true)]
async fn the_values_of_fields_are_those_of_all_records_and_are_asked_for_once() {
    let mut story = logs(PRODUCTION).await;
    story.act(Action::NextTab);
    story.settle().await;
    asked(&mut story);
    // No error has this severity, so the rows do not know it.
    assert_eq!(
        completed(&mut story, "severity_text:IN").await,
        "severity_text:IN"
    );
    story.sees("asking Neon…");
    story.settle().await;
    assert_eq!(filter(&story), "severity_text:INFO");
    assert_eq!(asked(&mut story), ["?", "/severity_text/values?since=7d"]);
    assert_eq!(
        completed(&mut story, "severity_text:inf").await,
        "severity_text:INFO"
    );
    // The same field has other values in another view.
    story.act(Action::FilterKeep);
    story.act(Action::NextTab);
    story.settle().await;
    completed(&mut story, "source:").await;
    story.settle().await;
    assert_eq!(filter(&story), "source:Postgres");
    assert_eq!(
        asked(&mut story),
        ["/entity_type/values?since=7d&source=pg_endpoint"]
    );
    // Neon lists no messages.
    completed(&mut story, "message:checkp").await;
    story.settle().await;
    assert_eq!(asked(&mut story), [] as [String; 0]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_answer_about_values_changes_nothing_after_another_key() {
    let mut story = logs(PRODUCTION).await;
    story.act(Action::NextTab);
    story.settle().await;
    completed(&mut story, "severity_text:IN").await;
    story.type_text("x");
    story.settle().await;
    assert_eq!(filter(&story), "severity_text:INx");
    story.act(Action::FilterDrop);
    completed(&mut story, "service_name:q").await;
    story.act(Action::FilterDrop);
    story.settle().await;
    assert!(story.model().browser.filter().is_none());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn without_an_answer_about_values_those_of_the_rows_are_offered() {
    let mut story = logs(PRODUCTION).await;
    let faults = story.neon.faults();
    faults.add(None, "/logs/fields", 100, Fault::Reset);
    completed(&mut story, "service_name:stor").await;
    story.settle().await;
    wait(&mut story, 60).await;
    assert_eq!(filter(&story), "service_name:storage");
    story.misses("asking Neon");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_empty_view_says_of_what_there_is_nothing() {
    let mut story = logs(DEV).await;
    story.sees("MESSAGE");
    story.act(Action::NextTab);
    story.settle().await;
    story
        .sees("No error was logged on dev/maya in the last 7 days.")
        .misses("Nothing was logged");
    story.end();
}
