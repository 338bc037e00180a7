//! What a filter compares, and what it says when it cannot.

use crate::{story::Story, tables::branches};
use lazyneon::{
    key::{Code, Key},
    ui::Action,
};
use std::time::Duration;

/// The names of the rows that match the filter of the table.
fn hits(story: &Story) -> Vec<String> {
    let model = story.model();
    let table = model.browser.table.as_ref().unwrap();
    let hits = table.rows.iter().filter(|row| row.hit);
    hits.map(|row| model.neon.store.name(&row.target)).collect()
}

async fn filtered(story: &mut Story, text: &str) {
    story.act(Action::Filter);
    // Delete what is typed already.
    story.key("Ctrl-u".parse::<Key>().unwrap());
    story.type_text(text);
    assert!(story.settle().await);
}

#[tokio::test(start_paused = true)]
async fn fields_are_compared_with_values_in_the_units_of_the_screen() {
    let mut story = branches().await;
    let all = hits(&story).len();
    filtered(&mut story, "data>5gb").await;
    let large = hits(&story);
    assert!(!large.is_empty() && large.len() < all, "{large:?}");
    filtered(&mut story, "!data>5gb").await;
    assert_eq!(hits(&story).len(), all - large.len());
    filtered(&mut story, "active>1d state=ready").await;
    story.sees("match");
    // A key of the API, and a field that is no column.
    filtered(&mut story, "logical_size>5gb").await;
    assert_eq!(hits(&story), large);
    filtered(&mut story, "default=yes").await;
    assert_eq!(hits(&story), ["production"]);
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_cannot_be_read_says_why_and_hides_nothing() {
    let mut story = branches().await;
    let all = hits(&story).len();
    for (text, said) in [
        ("dataa>5gb", "no field \"dataa\", did you mean data?"),
        ("data>", "compare data with a size, such as 10gb"),
        ("data>5xb", "\"5xb\" is not a size, such as 10gb"),
    ] {
        filtered(&mut story, text).await;
        story.sees(said);
        assert_eq!(hits(&story).len(), all, "{text}");
    }
    // The other words still filter.
    filtered(&mut story, "dataa>5gb preview").await;
    assert!(hits(&story).len() < all);
    story.act(Action::FilterKeep);
    story.sees("✗ no field");
}

#[tokio::test(start_paused = true)]
async fn the_tree_and_the_activity_compare_too() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    filtered(&mut story, "storage>1gb pg>=16").await;
    story.sees("storefront");
    assert!(
        story
            .model()
            .browser
            .tree
            .filter
            .as_ref()
            .unwrap()
            .query
            .problem()
            .is_none()
    );
    filtered(&mut story, "storage>1000tb").await;
    story.sees("0 matches");
    filtered(&mut story, "stroage>1tb").await;
    story.sees("storage?");
    story.act(Action::FilterDrop);
    story.act(Action::FocusOperations);
    filtered(&mut story, "duration>1000h").await;
    story.sees("nothing matches");
    filtered(&mut story, "duration>=0s").await;
    story.sees("match");
    filtered(&mut story, "duration>soon").await;
    story.sees("\"soon\" is not a duration");
}

#[tokio::test(start_paused = true)]
async fn the_name_of_a_field_is_completed_and_its_alternatives_are_shown() {
    let mut story = branches().await;
    let text = |story: &Story| {
        story
            .model()
            .browser
            .filter()
            .unwrap()
            .input
            .value()
            .to_owned()
    };
    filtered(&mut story, "!logical_").await;
    story.act(Action::FilterComplete);
    assert_eq!(text(&story), "!logical_size");
    filtered(&mut story, "s").await;
    story.act(Action::FilterComplete);
    story.sees("size").sees("state");
    story.act(Action::FilterComplete);
    let first = text(&story);
    story.act(Action::FilterComplete);
    assert_ne!(text(&story), first);
    // At the end of the text, → does the same.
    filtered(&mut story, "dat").await;
    story.key(Key::plain(Code::Right));
    assert_eq!(text(&story), "data");
    story.type_text(">5gb");
    story.sees("match");
    filtered(&mut story, "qqq").await;
    story.act(Action::FilterComplete);
    story.sees("no field begins like this");
    assert_eq!(text(&story), "qqq");
}

#[tokio::test(start_paused = true)]
async fn the_value_of_a_field_is_completed_to_what_the_rows_have() {
    let mut story = branches().await;
    let text = |story: &Story| {
        let filter = story.model().browser.filter().unwrap();
        filter.input.value().to_owned()
    };
    filtered(&mut story, "!state=ID").await;
    story.act(Action::FilterComplete);
    assert_eq!(text(&story), "!state=idle");
    filtered(&mut story, "default:").await;
    story.act(Action::FilterComplete);
    story.sees("no yes");
    story.act(Action::FilterComplete);
    story.act(Action::FilterComplete);
    assert_eq!(text(&story), "default:yes");
    assert_eq!(hits(&story), ["production"]);
    filtered(&mut story, "name:PROD").await;
    story.act(Action::FilterComplete);
    assert_eq!(text(&story), "name:production");
    filtered(&mut story, "state:qq").await;
    story.act(Action::FilterComplete);
    story.sees("no value begins like this");
    // A name with a dash or an underscore is one with a colon, too.
    filtered(&mut story, "init_source:").await;
    assert!(!hits(&story).is_empty());
    filtered(&mut story, "init_sorce:a").await;
    story.sees("no field");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn each_list_recalls_its_own_filters() {
    let mut story = branches().await;
    filtered(&mut story, "data>5gb").await;
    story.act(Action::FilterKeep);
    story.act(Action::Back);
    story.act(Action::Back);
    story.act(Action::Filter);
    story.act(Action::FilterUp);
    let text = |story: &Story| {
        story
            .model()
            .browser
            .filter()
            .unwrap()
            .input
            .value()
            .to_owned()
    };
    assert_eq!(text(&story), "");
    story.act(Action::FilterDrop);
    story.act(Action::Branches);
    story.settle().await;
    story.act(Action::Filter);
    story.act(Action::FilterUp);
    assert_eq!(text(&story), "data>5gb");
}

#[tokio::test(start_paused = true)]
async fn a_match_outside_of_the_name_is_shown() {
    let mut story = branches().await;
    let production = story.named("production");
    let id = production.id().to_owned();
    let end = id.get(3..).unwrap().to_owned();
    filtered(&mut story, &end).await;
    story.sees(&format!("id {id}"));
    // A name shows its match itself.
    filtered(&mut story, "production").await;
    assert!(!story.screen().contains(&format!("id {id}")));
}

#[tokio::test(start_paused = true)]
async fn production_is_a_field_and_a_word() {
    let mut story = branches().await;
    let all = hits(&story).len();
    for yes in ["prod:yes", "prod=yes", "prod:y", "!prod:no"] {
        filtered(&mut story, yes).await;
        if yes != "prod:y" {
            assert_eq!(hits(&story), ["production"], "{yes}");
        }
    }
    for no in ["prod:no", "!prod:yes", "prod!=yes"] {
        filtered(&mut story, no).await;
        assert_eq!(hits(&story).len(), all - 1, "{no}");
    }
    // As a word, it means the mark and the name.
    filtered(&mut story, "!prod").await;
    let others = hits(&story);
    assert!(others.iter().all(|name| !name.contains("prod")));
    story.act(Action::FilterKeep);
    // The main branch of another project has no such name, but is production.
    story.act(Action::AllBranches);
    story.settle().await;
    filtered(&mut story, "prod main").await;
    assert!(hits(&story).contains(&"main".to_owned()));
    story.escape();
    story.act(Action::FilterDrop);
    // In the tree likewise; other fields that are no texts are compared, too.
    let mut story = Story::begin().await;
    story.open_storefront().await;
    filtered(&mut story, "protected:yes").await;
    let found = |story: &Story| story.model().browser.tree.filter.as_ref().unwrap().hits;
    story.sees("production");
    assert_eq!(found(&story), 1, "{}", story.screen());
    filtered(&mut story, "prod:yes").await;
    let all = found(&story);
    story.sees("production");
    filtered(&mut story, "prod:yes staging").await;
    assert!(all > 0 && found(&story) == 0, "{}", story.screen());
}

#[tokio::test(start_paused = true)]
async fn each_tab_keeps_its_own_filter() {
    let mut story = Story::begin().await;
    story.act(Action::AllBranches);
    story.settle().await;
    let all = hits(&story).len();
    filtered(&mut story, "staging").await;
    story.act(Action::FilterKeep);
    let some = hits(&story).len();
    assert!(some < all);
    story.act(Action::PreviousTab);
    story.settle().await;
    assert!(story.model().browser.filter().is_none());
    filtered(&mut story, "etl").await;
    story.act(Action::FilterKeep);
    story.act(Action::NextTab);
    story.settle().await;
    assert_eq!(hits(&story).len(), some);
    story.sees("/staging");
    story.act(Action::Back);
    assert_eq!(hits(&story).len(), all);
    // As a tree or flat, the branches of a project are the same things.
    let mut story = branches().await;
    filtered(&mut story, "dev/maya").await;
    story.act(Action::FilterKeep);
    story.act(Action::FlatOrTree);
    assert_eq!(hits(&story), ["dev/maya"]);
}

#[tokio::test(start_paused = true)]
async fn the_activity_keeps_a_filter_for_each_project() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    story.act(Action::FocusOperations);
    filtered(&mut story, "nothing-like-it").await;
    story.act(Action::FilterKeep);
    story.sees("nothing matches. Esc clears the filter");
    // From elsewhere, another key comes first.
    story.act(Action::FocusTree);
    story.sees("nothing matches. 3 Esc clears the filter");
    let storefront = story.model().browser.selected().cloned().unwrap();
    let billing = story.named("billing");
    story.go(&billing).await;
    story.act(Action::Open);
    story.settle().await;
    story.misses("nothing matches");
    assert!(story.model().browser.panes.activity.filter.is_none());
    story.go(&storefront).await;
    story.sees("nothing matches. 3 Esc clears the filter");
}

/// In a list that takes long to look at, the rows follow the text; whatever needs them does not take old ones.
#[tokio::test(start_paused = true)]
async fn a_letter_is_shown_before_a_long_list_is_looked_at() {
    let mut story = Story::begin().await;
    story.act(Action::Projects);
    story.settle().await;
    story.know_projects(12_000);
    story.settle().await;
    let all = hits(&story).len();
    assert!(all > 12_000);
    story.act(Action::Filter);
    story.type_text("zebra");
    assert_eq!(hits(&story).len(), all, "not looked at yet");
    story.sees("zebra");
    story.elapse(Duration::from_millis(1)).await;
    assert_eq!(hits(&story), ["zebra"]);
    // The next letter, and Enter before the rows have followed: it is about the match.
    story.key("Ctrl-u".parse::<Key>().unwrap());
    story.type_text("q-00042");
    story.key(Code::Enter);
    assert_eq!(hits(&story), ["q-00042"]);
    let selected = story.model().browser.selected().unwrap();
    assert_eq!(story.model().neon.store.name(selected), "q-00042");
    // Esc while a text waits leads back to all.
    story.act(Action::Filter);
    story.type_text("7");
    story.escape();
    assert_eq!(hits(&story).len(), all);
    // The same in the tree.
    story.act(Action::Back);
    story.act(Action::Filter);
    story.type_text("zebra");
    story.elapse(Duration::from_millis(1)).await;
    let selected = story.model().browser.selected().unwrap();
    assert_eq!(story.model().neon.store.name(selected), "zebra");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_list_without_a_pasted_host_says_which_key_finds_it() {
    let mut story = branches().await;
    filtered(
        &mut story,
        "ep-nowhere-at-all-a1b2c3d4.us-east-2.aws.neon.tech",
    )
    .await;
    story.sees("nothing matches. : finds it everywhere, Esc clears the filter");
    filtered(&mut story, "nowhere").await;
    story.misses("finds it").sees("Esc clears the filter");
}
