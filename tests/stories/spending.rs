//! The spending limit of an organization, at which Neon sends e-mails.

use crate::story::{Story, bodies};
use lazyneon::{
    key::Code,
    ui::{Action, Msg, Target},
};
use serde_json::json;

const ORG: &str = "org-bright-harbor-48215076";
const WORKSHOP: &str = "org-quiet-meadow-10384622";

async fn at_organization() -> Story {
    let mut story = Story::begin().await;
    // High enough for the whole page.
    let (width, height) = (140, 60);
    story.tell(Msg::Resize { width, height });
    story.go(&Target::Org(ORG.into())).await;
    story.settle().await;
    story
}

async fn set(story: &mut Story, limit: &str) {
    story.act(Action::EditSpending);
    story.settle().await;
    story.sees("Spending limit");
    set_again(story, limit).await;
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_shown_changed_and_changed_back() {
    let mut story = at_organization().await;
    story.sees("Limit $1500 a month").sees("stops nothing");
    story.neon.forget_requests();
    set(&mut story, "$2,000").await;
    story
        .sees("the spending limit of Lighthouse Labs changed")
        .sees("Limit $2000 a month");
    assert_eq!(bodies(&story), [json!({ "spending_limit_cents": 200_000 })]);
    story.act(Action::Undo);
    story.sees("limit: $2000 -> $1500");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("Limit $1500 a month");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_no_amount_is_not_sent() {
    let mut story = at_organization().await;
    story.neon.forget_requests();
    set(&mut story, "lots").await;
    story.sees("enter $250, 99.50 or none");
    set_again(&mut story, "0").await;
    story.sees("a limit is at least one cent");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.escape();
    story.act(Action::ConfirmYes);
    story.end();
}

async fn set_again(story: &mut Story, limit: &str) {
    for _ in 0..12 {
        story.key(Code::Backspace);
    }
    story.type_text(limit);
    story.act(Action::FormApply);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_free_plan_has_none_and_is_not_asked_for_one() {
    let mut story = Story::begin().await;
    story.go(&Target::Org(WORKSHOP.into())).await;
    story.settle().await;
    story.misses("SPENDING");
    story.act(Action::EditSpending);
    story.sees("only paid plans have a spending limit");
    let asked = story.requests();
    assert!(
        asked.iter().all(|one| !one.contains("spending_limit")),
        "{asked:?}"
    );
    story.end();
}
