//! What Neon's advisors find in a database.

use crate::story::{DEV, STAGING, STOREFRONT, Story, branch, no_waking, on};
use lazyneon::ui::{Action, Target};

async fn list(of: &str, database: &str) -> Story {
    let mut story = Story::at(branch(of)).await;
    story.act(Action::Right);
    story.settle().await;
    let database = Target::Database(STOREFRONT.into(), of.into(), database.into());
    story.go(&database).await;
    story.neon.forget_requests();
    story.act(Action::Advisors);
    story.settle().await;
    story
}

fn times_asked(story: &Story) -> usize {
    let requests = story.neon.requests().into_iter();
    let asked = requests.filter(|request| request.path.contains("/advisors"));
    asked.count()
}

#[tokio::test(start_paused = true)]
async fn the_worst_comes_first_and_says_what_where_why_and_how_to_mend_it() {
    let mut story = list(STAGING, "storefront").await;
    let screen = story.screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text}:\n{screen}"))
    };
    assert!(at("RLS disabled in public") < at("Function with a mutable"));
    assert!(at("Function with a mutable") < at("Foreign key without"));
    story.sees("public.customers").sees("error").sees("warning");
    on(&mut story, "RLS disabled in public");
    story.act(Action::Open);
    story.settle().await;
    story
        .sees("row-level security is not enabled")
        .sees("Detects tables in schemas")
        .sees("https://docs.neon.example/advisors#rls-disabled-in-public")
        .sees("over HTTP");
    story.act(Action::CopyMenu);
    story.sees("web page").sees("https://docs.neon.example");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn neon_is_not_asked_by_itself_where_that_wakes_a_compute() {
    let mut story = list(DEV, "storefront").await;
    story.sees("Not asked yet: for this, Neon connects to storefront");
    assert_eq!(times_asked(&story), 0);
    story.model_mut().neon.policy.rules = no_waking("dev/maya");
    story.act(Action::Refresh);
    story.settle().await;
    story.sees("blocked by");
    assert_eq!(times_asked(&story), 0);
    story.model_mut().neon.policy.rules = Default::default();
    story.act(Action::Refresh);
    story.settle().await;
    // Neon's own words.
    story
        .sees("The advisors need the Data API of")
        .sees("n D enables it.")
        .misses("sign in with another key");
    assert_eq!(times_asked(&story), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_was_asked_once_is_not_asked_again_and_again() {
    let mut story = list(STAGING, "storefront").await;
    assert_eq!(times_asked(&story), 1);
    for _ in 0..5 {
        story.elapse(std::time::Duration::from_secs(60)).await;
        story.settle().await;
    }
    assert_eq!(times_asked(&story), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_with_several_databases_needs_a_choice() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Advisors);
    story.settle().await;
    story.sees("select a database: the advisors look into one");
    story.end();
}
