//! What the filter finds at Neon beyond the loaded data.

use crate::story::{STOREFRONT, Story, refusal};
use lazyneon::{
    emulator::Options,
    neon::Session,
    ui::{Action, Msg, Startup, Target},
};
use std::time::Duration;

/// The organization that was never expanded.
const WORKSHOP: &str = "Maya's Workshop";

async fn filtered(story: &mut Story, text: &str) {
    story.act(Action::Filter);
    story.type_text(text);
    story.elapse(Duration::from_secs(1)).await;
}

/// The searches of the lists, as paths and queries of the requests.
fn searches(story: &Story) -> Vec<String> {
    let requests = story.neon.requests().into_iter();
    let searches = requests.filter(|request| request.query.contains("search="));
    searches
        .map(|request| format!("{}?{}", request.path, request.query))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_project_of_an_organization_that_is_not_opened_is_found_and_kept() {
    let mut story = Story::begin().await;
    story.misses("playground");
    filtered(&mut story, "playground").await;
    story.sees("playground").sees(WORKSHOP).sees("1 match");
    let playground = story.model().browser.selected().cloned();
    assert!(
        matches!(playground, Some(Target::Project(_))),
        "{playground:?}"
    );
    // One settled text leads to one request for each list that is not fully loaded.
    assert_eq!(searches(&story).len(), 1, "{:?}", searches(&story));
    // What was found stays when the filter is cleared.
    story.act(Action::FilterKeep);
    story.act(Action::Back);
    story.settle().await;
    assert_eq!(story.model().browser.selected(), playground.as_ref());
    story.sees("playground").sees("storefront");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_text_that_goes_on_is_asked_for_once_it_rests() {
    let mut story = Story::begin().await;
    filtered(&mut story, "play").await;
    story.type_text("ground");
    story.elapse(Duration::from_secs(1)).await;
    let words: Vec<String> = searches(&story);
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words[1].contains("search=playground"), "{words:?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_organization_that_cannot_be_asked_is_named() {
    for (code, message) in [(403, "not allowed"), (500, "boom")] {
        let mut story = Story::begin().await;
        let fault = refusal(code, message);
        story.neon.faults().add(Some("GET"), "search=", 9, fault);
        filtered(&mut story, "playground").await;
        story.sees("nothing matches, but").sees("could not be");
        story.act(Action::FilterDrop);
        // Loaded rows are still found, and the screen says that there may be more.
        filtered(&mut story, "storefront").await;
        story.sees("1 match, ✗ search failed").sees(WORKSHOP);
        assert_eq!(
            story.model().browser.selected(),
            Some(&Target::Project(STOREFRONT.into()))
        );
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_never_opened_is_not_said_to_be_searched() {
    let mut story = Story::begin().await;
    story.tell(Msg::Resize {
        width: 160,
        height: 40,
    });
    filtered(&mut story, "readonly").await;
    let said = |story: &mut Story| {
        let screen = story.screen();
        let lines = screen.lines().filter_map(|line| line.split('┃').nth(1));
        let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        words.join(" ")
    };
    let text = said(&mut story);
    assert!(
        text.contains("were never opened, so what is in them was not searched"),
        "{text}"
    );
    // What is found may not be all there is.
    story.act(Action::FilterDrop);
    filtered(&mut story, "storefront").await;
    story.sees("1 match; 10 unopened");
    story.tell(Msg::Resize {
        width: 260,
        height: 40,
    });
    story.sees("1 match; 10 projects never opened");
    // Once everything was opened, that is no longer so.
    story.act(Action::FilterDrop);
    let projects: Vec<Target> = story
        .model()
        .neon
        .store
        .projects
        .keys()
        .cloned()
        .map(Target::Project)
        .collect();
    let now = story.model().neon.now;
    for target in projects {
        let project = target.project().unwrap();
        let store = &mut story.model_mut().neon.store;
        store.inside_mut(project).branches.at = Some(now);
    }
    filtered(&mut story, "unheard-of").await;
    let text = said(&mut story);
    assert!(!text.contains("never opened"), "{text}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn it_is_said_when_only_what_is_loaded_was_looked_through() {
    let mut story = Story::begin().await;
    filtered(&mut story, "re:^playg").await;
    story
        .sees("nothing matches in what is")
        .misses("playground");
    assert_eq!(searches(&story), [""; 0]);
    story.act(Action::FilterDrop);
    filtered(&mut story, "!storefront").await;
    story.sees(" loaded");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn more_hits_than_a_page_are_said() {
    let session = Startup {
        session: Session {
            eager_projects: 0,
            ..Session::default()
        },
        ..Startup::default()
    };
    let options = Options {
        projects: Some(5000),
        ..Options::default()
    };
    let mut story = Story::with(session, options).await;
    story.settle().await;
    filtered(&mut story, "1").await;
    assert!(
        story
            .model()
            .browser
            .tree
            .filter
            .as_ref()
            .unwrap()
            .search
            .has_more()
    );
    let screen = story.screen();
    assert!(
        screen.contains("more at Neon") || screen.contains(" matches+"),
        "{screen}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_answer_does_not_move_the_cursor() {
    let mut story = Story::begin().await;
    story.act(Action::Filter);
    story.type_text("o");
    story.act(Action::FilterKeep);
    story.act(Action::Down);
    let before = story.model().browser.selected().cloned();
    story.elapse(Duration::from_secs(2)).await;
    assert_eq!(story.model().browser.selected().cloned(), before);
    story.end();
}
