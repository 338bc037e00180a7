//! When the screen is drawn: after something has changed it, and never otherwise.

use crate::story::Story;
use lazyneon::{
    key::Key,
    ui::{Action, Scope, action::ACTIONS},
};
use std::{collections::BTreeSet, time::Duration};

#[tokio::test(start_paused = true)]
async fn a_form_opened_by_a_slow_chord_shows_what_its_answers_bring() {
    let mut story = Story::begin().await;
    story.key(Key::char('n'));
    story.elapse(Duration::from_secs(1)).await;
    story.sees("New in storefront").key(Key::char('p'));
    story.sees("loading …").settle().await;
    story.sees("New project").misses("loading …");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_finds_nothing_new_sends_nothing_to_the_terminal() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story.model_mut().neon.session.refresh_seconds = 15;
    story.act(Action::Live);
    story.act(Action::Header);
    story.elapse(Duration::from_secs(20)).await;
    let before = story.frames();
    story.neon.forget_requests();
    story.elapse(Duration::from_secs(30)).await;
    let after = story.frames();
    assert!(!story.neon.requests().is_empty(), "nothing was refreshed");
    assert_eq!(after.1, before.1, "nothing has changed");
    assert!(
        after.0 - before.0 <= 4,
        "{} frames for two refreshes",
        after.0 - before.0
    );
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn nothing_that_is_open_keeps_the_program_awake() {
    let mut screens = BTreeSet::new();
    let actions = ACTIONS.iter().filter(|spec| spec.is_in(Scope::Main));
    for action in actions.map(|spec| spec.action) {
        let mut story = Story::begin().await;
        story.open_storefront().await;
        let target = story.named("staging");
        story.go(&target).await;
        story.act(action);
        // The last operation and the last notice end.
        story.elapse(Duration::from_secs(60)).await;
        let before = (story.wakes(), story.frames());
        story.elapse(Duration::from_secs(60)).await;
        let after = (story.wakes(), story.frames());
        assert_eq!(after, before, "{action:?}:\n{}", story.screen());
        screens.insert(story.screen());
    }
    assert!(screens.len() > 40, "only {} screens", screens.len());
}
