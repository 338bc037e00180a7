//! Requests as commands of a shell.

use crate::story::{DEV, Story, branch};
use lazyneon::{key::Code, ui::Action};

/// The form of a branch with this name typed, not yet sent.
async fn renaming(name: &str) -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Rename);
    story.type_text(name);
    story
}

#[tokio::test(start_paused = true)]
async fn a_request_is_copied_as_curl_or_as_the_line_of_the_cli() {
    let mut story = renaming("dev/o'hara").await;
    for (key, begins) in [("c", "curl -sS -X PATCH"), ("n", "neon branches rename")] {
        story.act(Action::Curl);
        story
            .sees("Copy the request as")
            .sees("neon branches rename");
        story.type_text(key);
        story.settle().await;
        let copied = story.copied().pop().unwrap();
        assert!(copied.starts_with(begins), "{copied}");
        assert!(copied.contains(DEV), "{copied}");
        assert!(copied.contains("http://127.0.0.1:"), "{copied}");
    }
    story.sees("copied neon command");
    assert!(story.changes().is_empty());
    // The form is still there, with what was typed.
    story.sees("dev/o'hara");
    story.escape();
    story.key(Code::Char('y'));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_request_that_the_cli_cannot_send_says_why() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::RequestLog);
    story.act(Action::Curl);
    story.sees("the CLI has no option for cursor here");
    story.type_text("n");
    story.settle().await;
    assert!(story.copied().is_empty());
    // The menu stays open for the other command.
    story.type_text("c");
    story.settle().await;
    assert!(story.copied()[0].starts_with("curl "));
    story.escape();
    story.end();
}
