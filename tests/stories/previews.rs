//! Preview branches whose git branch is gone.

use crate::story::{Story, seed};
use lazyneon::{
    emulator::Options,
    ui::{Action, Msg, Startup, local_job::Done},
};
use serde_json::json;
use std::collections::HashSet;

/// A world where the first two projects have these previews.
async fn with_previews(names: [&[&str]; 2]) -> Story {
    let seed = seed(|seed| {
        for (project, names) in names.into_iter().enumerate() {
            let branches = &mut seed["projects"][project]["branches"][0]["children"];
            let preview = |name: &&str| json!({"name": name, "created": "-10d", "size_mb": 20, "computes": []});
            let previews = names.iter().map(preview);
            branches.as_array_mut().unwrap().extend(previews);
        }
    });
    let options = Options {
        seed: Some(seed.path().to_owned()),
        ..Options::default()
    };
    let mut story = Story::with(Startup::default(), options).await;
    story.settle().await;
    story
}

async fn list(story: &mut Story, git: Option<&[&str]>) {
    story.act(Action::GonePreviews);
    story.settle().await;
    let git = git.map(|names| names.iter().map(|name| (*name).to_owned()));
    let git: Option<HashSet<String>> = git.map(Iterator::collect);
    story.tell(Msg::Done(Done::GitBranches(git)));
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn previews_are_listed_where_others_show_that_they_are_of_this_repository() {
    let here = ["preview/search", "preview/pr-7-old-idea", "preview/merged"];
    let elsewhere = ["preview/of-another-repository"];
    let mut story = with_previews([&here, &elsewhere]).await;
    list(&mut story, Some(&["main", "search"])).await;
    story
        .sees("[Gone]")
        .sees("preview/merged")
        .sees("preview/pr-7-old-idea");
    story.misses("preview/search").misses("another-repository");
    // Only the number of a pull request: git does not know it.
    story.misses("preview/pr-412");
    story.act(Action::MarkAll);
    story.act(Action::Delete);
    story.sees("Delete 2 branches");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn without_a_repository_nothing_is_gone() {
    let mut story = with_previews([&["preview/search"], &["preview/merged"]]).await;
    list(&mut story, None).await;
    story.misses("preview/").sees("Not in a git repository");
    // No preview is of this repository.
    list(&mut story, Some(&["main"])).await;
    story
        .misses("preview/")
        .sees("No preview branch lacks its git branch");
    story.end();
}
