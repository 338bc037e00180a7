//! Stopping the user's own commands while they run, and starting the same one twice.

use crate::{
    accounts::{profile, with_two_profiles},
    command_output::{is_held, listen, pipe, popup, script, until},
    configuration::Configured,
    own_commands::{on, press},
    story::{DEV, Story, branch},
};
use lazyneon::{
    key::Code,
    neon::account::CredentialSource,
    ui::{Action, Msg},
};
use std::fs;

/// A command in a window that waits, and the same with a word about what it changes.
async fn waiting(changes: bool) -> Configured {
    let more = format!("output = \"popup\"\nchanges = {changes}");
    let mut program = on(DEV, &script("echo ready; sleep 1000", &more)).await;
    press(&mut program.story, "F8");
    until(&mut program.story, "ready").await;
    program
}

fn names(story: &Story) -> Vec<&str> {
    story.model().running.names().collect()
}

#[tokio::test(start_paused = true)]
async fn escape_stops_the_command_and_all_it_has_started() {
    let (_home, path) = pipe();
    let mut held = listen(&path);
    // It does not end by itself, nor when it is told to.
    let text =
        format!("exec 3> {path}; trap '' TERM; sleep 1000 & echo ready; while :; do sleep 1; done");
    let mut program = popup(&text).await;
    let story = &mut program.story;
    press(story, "F8");
    until(story, "ready").await;
    assert!(is_held(&mut held));
    story.sees("Esc stop");
    // A search is ended first.
    story.act(Action::SearchText);
    story.type_text("x");
    story.escape();
    story.sees(": running");
    story.key(Code::Esc);
    story.sees("Stop own on dev/maya?").act(Action::ConfirmYes);
    story.sees(": stopping").misses("Esc stop");
    story.settle().await;
    story.sees(": stopped after").sees("ready");
    assert!(!is_held(&mut held));
    story.escape();
    assert!(story.model().dialogs.is_empty());
    story.misses("signal");
}

#[tokio::test(start_paused = true)]
async fn a_command_that_may_be_changing_something_is_not_stopped_without_a_question() {
    let mut program = waiting(true).await;
    let story = &mut program.story;
    for leaves in [Action::Back, Action::Quit] {
        story.act(leaves);
        story
            .sees("Stop own on dev/maya?")
            .sees("It may be changing something at Neon.");
        story.act(Action::ConfirmEnter);
        story.sees("own on dev/maya: running");
        assert_eq!(names(story), ["own"]);
    }
    story.act(Action::Quit);
    story.act(Action::ConfirmYes);
    story.sees(": stopping");
    // There is nothing more to ask about.
    story.act(Action::Back);
    assert!(story.model().dialogs.is_empty(), "{}", story.screen());
    story.settle().await;
    story.sees("own was stopped after ");
}

#[tokio::test(start_paused = true)]
async fn a_command_that_changes_nothing_is_stopped_at_once_and_that_is_said() {
    let mut program = waiting(false).await;
    let story = &mut program.story;
    story.act(Action::Back);
    story.sees(": stopping").settle().await;
    story.sees(": stopped after ");

    let mut program = waiting(false).await;
    let story = &mut program.story;
    story.act(Action::Quit);
    assert!(story.model().dialogs.is_empty(), "{}", story.screen());
    story.settle().await;
    story.sees("own was stopped after ");
}

#[tokio::test(start_paused = true)]
async fn the_question_whether_to_stop_a_command_knows_that_it_has_ended() {
    let (_home, path) = pipe();
    let mut program = popup(&format!("echo ready; read -r x < {path}; echo done")).await;
    let story = &mut program.story;
    press(story, "F8");
    until(story, "ready").await;
    story.act(Action::Back);
    story.sees("It may be changing something");
    fs::write(&path, "\n").unwrap();
    story.settle().await;
    story
        .sees("It has ended: there is nothing to stop.")
        .misses("It may be changing something");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("finished in ").sees("done").misses("stopped");
}

#[tokio::test(start_paused = true)]
async fn the_same_script_runs_for_another_branch_of_which_only_the_environment_tells() {
    let command = "[[commands]]\nname = \"own\"\nkey = \"F8\"\non = \"branch\"\noutput = \"none\"\n\
        run = [\"sh\", \"-c\", \"sleep 1000\"]\n";
    let mut program = on(DEV, command).await;
    let story = &mut program.story;
    press(story, "F8");
    story.sees("run it again to stop it");
    press(story, "F8");
    story.sees("own is still running. Stop it?");
    story.act(Action::ConfirmNo);
    assert_eq!(names(story), ["own"]);
    let staging = story.named("staging");
    story.go(&staging).await;
    press(story, "F8");
    story.sees("own on staging: running");
    assert_eq!(names(story), ["own", "own"]);
    // Nothing else shows it: running it once more asks whether to stop it.
    press(story, "F8");
    story.screen();
    story.act(Action::ConfirmYes);
    until(story, "own was stopped after ").await;
    assert_eq!(names(story), ["own"]);
}

#[tokio::test(start_paused = true)]
async fn another_account_asks_before_a_command_is_stopped() {
    let (home, mut story) = with_two_profiles().await;
    let path = home.path().join("config.toml");
    let in_window = script("sleep 1000", "output = \"popup\"");
    let unseen = script("sleep 2000", "output = \"none\"").replace("own", "unseen");
    fs::write(&path, "").unwrap();
    story.configure(&path);
    fs::write(&path, format!("{in_window}{}", unseen.replace("F8", "F9"))).unwrap();
    story.tell(Msg::ConfigurationTouched);
    story.settle().await;
    story.go(&branch(DEV)).await;
    press(&mut story, "F9");
    press(&mut story, "F8");
    for goes in [false, true] {
        story.act(Action::AccountsHere);
        story.settle().await;
        let acme =
            story.key_of(|account| account.origin == CredentialSource::Profile("acme".into()));
        story.key(acme);
        until(&mut story, "and stop a command?").await;
        story.sees("stops     own").misses("stops     unseen");
        if goes {
            story.act(Action::ConfirmYes);
            until(&mut story, "own was stopped after ").await;
            assert_eq!(story.model().neon.session.origin, profile("acme"));
            // What has no window goes on.
            assert_eq!(names(&story), ["unseen"]);
        } else {
            story.act(Action::ConfirmNo);
            story.escape();
            story.sees("own on dev/maya: running");
            assert_eq!(story.model().neon.session.origin, profile("DEFAULT"));
        }
    }
}
