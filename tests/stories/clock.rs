//! A machine whose clock is wrong: times follow Neon's clock.

use crate::{
    create::{apply, write},
    story::{DEV, STOREFRONT, Story, branch, vault},
};
use jiff::{SignedDuration, Timestamp};
use lazyneon::{
    emulator::{Clock, Options, serve},
    neon::{Session, account::CredentialSource},
    ui::{Action, Startup, Target},
};
use std::time::Duration;

/// A program on a machine whose clock is this many seconds behind Neon's.
async fn behind(seconds: i64) -> Story {
    let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
    let neons = now + SignedDuration::from_secs(seconds);
    let options = Options {
        clock: Clock::tokio(neons),
        rate_limit: false,
        ..Options::default()
    };
    let session = Startup {
        session: Session {
            origin: Some(CredentialSource::Variable),
            ..Session::default()
        },
        ..Startup::default()
    };
    let neon = serve(options).await.unwrap();
    let mut story = Story::over(session, neon, now, vault());
    assert!(story.settle().await);
    story
}

#[track_caller]
fn goes_by_neons_clock(story: &mut Story) {
    // The clock was last updated by the last response.
    story.act(Action::Help);
    story.escape();
    let (now, neons) = (story.model().neon.now, story.neon.clock().now());
    let apart = neons.duration_since(now).abs();
    assert!(
        apart <= SignedDuration::from_secs(2),
        "{now} is not {neons}"
    );
}

async fn create_branch(story: &mut Story, expires: &str) {
    story.go(&Target::Project(STOREFRONT.into())).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&branch(DEV)).await;
    story.act(Action::NewBranch);
    story.settle().await;
    write(story, "Name", "skewed");
    write(story, "Expires", expires);
    apply(story).await;
    story.follow().await;
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_behind_is_said_once_and_times_go_by_neons() {
    for (seconds, said) in [
        (7_200, "this machine's clock is 2h behind Neon's"),
        (-93_600, "this machine's clock is 1d2h ahead of Neon's"),
    ] {
        let mut story = behind(seconds).await;
        story.sees(said).sees("times are shown");
        goes_by_neons_clock(&mut story);
        story.misses("old ");
        story.elapse(Duration::from_secs(20)).await;
        story.misses("This machine's clock");
        story.neon.forget_requests();
        create_branch(&mut story, "4 h").await;
        let sent = story
            .neon
            .requests()
            .into_iter()
            .find(|request| request.method == "POST");
        let body: serde_json::Value = serde_json::from_str(&sent.unwrap().body).unwrap();
        let expires: Timestamp = body["branch"]["expires_at"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        let left = expires.duration_since(story.neon.clock().now());
        assert!((left.as_secs() - 4 * 3_600).abs() < 60, "{left}");
        story.act(Action::GoToNew);
        story.settle().await;
        story.sees("just now").misses("in 2h");
        story.misses("This machine's clock");
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn a_small_difference_is_no_matter() {
    let mut story = behind(20).await;
    story.misses("This machine's clock");
    assert!(story.model().neon.skew.ahead().is_zero());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_while_the_program_runs_is_followed() {
    let mut story = behind(-7_200).await;
    story.sees("2h ahead of Neon's");
    story.elapse(Duration::from_secs(20)).await;
    // The clock is corrected: the difference shrinks by two hours.
    story.neon.clock().advance(Duration::from_secs(7_200));
    story.act(Action::RefreshAll);
    story.settle().await;
    story.sees("agrees with Neon's again");
    goes_by_neons_clock(&mut story);
    // And it is set wrong again.
    story.neon.clock().advance(Duration::from_secs(3_600));
    story.act(Action::RefreshAll);
    story.settle().await;
    story.sees("1h behind Neon's");
    goes_by_neons_clock(&mut story);
    story.end();
}
