//! The branches of a project as a table.

use crate::story::{STOREFRONT, Story, branch};
use lazyneon::core::{Action, Target};

/// The program with the branches of the storefront as a table.
pub async fn branches() -> Story {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story.act(Action::Branches);
    assert!(story.settle().await);
    story.requests();
    story
}

/// Moves the cursor of the table to the thing of this name.
pub fn go(story: &mut Story, name: &str) {
    story.act(Action::Top);
    for _ in 0..500 {
        let model = story.model();
        let here = model.selected().map(|target| model.store.name(target));
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
        .sees("PARENT");
    go(&mut story, "dev/maya");
    story.act(Action::NextTab);
    story.sees("[Flat]");
    let at = story.model().selected().cloned();
    assert_eq!(
        at,
        Some(story.named("dev/maya")),
        "the cursor stays on its branch"
    );
    story.act(Action::Back);
    story.sees("Resources");
    let at = story.model().selected().cloned();
    assert_eq!(at, Some(Target::Project(STOREFRONT.into())));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_deleted_branch_is_listed_and_comes_back() {
    let mut story = branches().await;
    go(&mut story, "qa/checkout-v2");
    let Some(Target::Branch(_, id)) = story.model().selected().cloned() else {
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
    story.act(Action::Recover);
    story.settle().await;
    story.sees("qa/checkout-v2 recovered");
    let recover = format!("POST /projects/{STOREFRONT}/branches/{id}/recover");
    assert_eq!(story.changes(), [recover]);
    story.act(Action::NextTab);
    story.settle().await;
    story.sees("qa/checkout-v2");
    assert!(story.model().store.has(&branch(id.as_str())));
    story.end();
}
