//! The driver of the stories drives the real program: keys, requests over HTTP, timers, copies.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use lazyneon::{
    core::{Action, Session},
    emulator::Options,
};
use std::time::Duration;
use support::Driver;

#[tokio::test(start_paused = true)]
async fn the_demo_comes_to_rest_with_its_projects_on_screen() {
    let app = Driver::demo().await;
    app.sees("Lighthouse Labs")
        .sees("storefront")
        .sees("在庫管理");
}

#[tokio::test(start_paused = true)]
async fn opening_a_project_asks_for_its_branches_over_http() {
    let mut app = Driver::demo().await;
    app.press(Action::Top)
        .press(Action::Down)
        .press(Action::Open)
        .settle()
        .await;
    app.sees("production");
    let asked = app.server().requests();
    assert!(
        asked
            .iter()
            .any(|request| request.path.ends_with("/branches")),
        "{asked:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_copy_arrives_with_its_text() {
    let mut app = Driver::demo().await;
    app.press(Action::Top)
        .press(Action::Down)
        .press(Action::CopyMenu)
        .settle()
        .await;
    app.press("Enter".parse::<lazyneon::key::Key>().unwrap())
        .settle()
        .await;
    assert_eq!(app.copied(), ["storefront"]);
}

#[tokio::test(start_paused = true)]
async fn slow_answers_take_no_time_and_refreshes_come_when_they_are_due() {
    let options = Options {
        latency: Duration::from_secs(2),
        ..Options::default()
    };
    let mut app = Driver::emulated(options, Session::default()).await;
    app.sees("storefront");
    app.press(Action::Top)
        .press(Action::Down)
        .press(Action::Open)
        .settle()
        .await;
    let before = app.server().requests().len();
    app.elapse(Duration::from_secs(60)).await;
    assert!(
        app.server().requests().len() > before,
        "nothing was refreshed"
    );
}

#[tokio::test(start_paused = true)]
async fn quitting_ends_it() {
    let mut app = Driver::demo().await;
    app.press(Action::Quit);
    assert!(app.has_quit());
}
