//! Linear mode in the terminal: the cursor is where a screen reader looks, and nothing changes by itself.

use crate::story::Story;
use lazyneon::ui::Action;
use std::time::Duration;

/// What a screen reader speaks; empty while the cursor is hidden.
fn spoken(story: &mut Story) -> String {
    story.at_cursor().unwrap_or_default()
}

async fn begin() -> Story {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    assert_eq!(spoken(&mut story), "", "the cursor is hidden");
    story.act(Action::Palette);
    story.type_text("screen reader");
    story.settle().await;
    story.sees("Toggle linear mode").act(Action::PaletteRun);
    story.sees("Note: linear mode on");
    story
}

#[tokio::test(start_paused = true)]
async fn the_cursor_goes_with_the_selection_through_lists_forms_and_questions() {
    let mut story = begin().await;
    let staging = story.named("staging");
    story.go(&staging).await;
    assert!(spoken(&mut story).starts_with("staging, branch, "));
    story.act(Action::Up);
    let above = spoken(&mut story);
    assert!(
        above.contains(", level 4, ") && !above.starts_with("staging"),
        "{above}"
    );
    story.act(Action::Down);
    story.act(Action::EditBranch);
    story.settle().await;
    assert!(story.screen().starts_with(" Edit branch"));
    story.act(Action::NextField);
    assert!(spoken(&mut story).starts_with("Protected  (x) no"));
    story.escape();
    let production = story.named("production");
    story.go(&production).await;
    story.act(Action::SuspendCompute);
    let question = spoken(&mut story);
    assert!(
        question.starts_with("Suspend ") && question.contains("? "),
        "{question}"
    );
    story.escape();
    assert!(spoken(&mut story).starts_with("production, branch, "));
    story.act(Action::Linear);
    assert_eq!(spoken(&mut story), "");
    story.sees("linear mode off").sees("┏");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_change_is_told_on_the_lines_of_notices_and_nothing_spins() {
    let mut story = begin().await;
    let idle = story.named("dev/maya");
    story.go(&idle).await;
    story.act(Action::StartCompute);
    story.elapse(Duration::from_millis(50)).await;
    let (before, wakes) = (story.frames().0, story.wakes());
    // Some turns of the spinner, if there were one.
    story.elapse(Duration::from_millis(600)).await;
    let wakes = story.wakes() - wakes;
    assert!(wakes <= 2, "the spinner's timer runs: {wakes} times");
    assert!(story.row("dev/maya").contains("starting"));
    let frames = story.frames().0 - before;
    assert!(frames <= 1, "a spinner turns: {frames} frames");
    story.follow().await;
    story.sees("Done: ");
    assert!(story.row("dev/maya").contains("active"));
    story.elapse(Duration::from_secs(60)).await;
    let screen = story.screen();
    let last = screen
        .lines()
        .rev()
        .take(2)
        .any(|line| line.starts_with("Done: "));
    assert!(!last, "notices end:\n{screen}");
    story.quit();
}
