//! What the user's own commands print, in a window or not at all.

use crate::{
    configuration::Configured,
    own_commands::{on, press},
    story::{DEV, STOREFRONT, Story},
};
use lazyneon::ui::{
    Action,
    dialog::{
        kinds::Dialog,
        viewer::{Content, output::Output},
    },
};
use rustix::{
    fs::{Mode, OFlags},
    process::{Pid, Signal, kill_process},
};
use std::{
    fs::{self, File},
    io::{ErrorKind, Read},
    time::Duration,
};
use tempfile::TempDir;
use tokio::time::advance;

/// A command for a branch that runs this script, with more lines of its entry.
pub fn script(text: &str, more: &str) -> String {
    format!(
        "[[commands]]\nname = \"own\"\nkey = \"F8\"\non = \"branch\"\n\
         run = [\"sh\", \"-c\", {text:?}, \"sh\", \"{{branch}}\"]\n{more}\n"
    )
}

/// The branch `dev` under the cursor, and the same with a window for the output.
pub async fn popup(text: &str) -> Configured {
    on(DEV, &script(text, "output = \"popup\"")).await
}

fn output(story: &Story) -> &Output {
    match story.model().dialogs.shown() {
        Some(Dialog::Viewer(viewer)) => match &viewer.content {
            Content::Output(output) => output,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// Lets programs run until the screen shows a text.
pub async fn until(story: &mut Story, text: &str) {
    for _ in 0..200 {
        story.take_answers().await;
        if story.screen().contains(text) {
            return;
        }
        advance(Duration::from_millis(50)).await;
    }
    panic!("never seen: {text}\n{}", story.screen());
}

/// A pipe with a name, in a folder that goes with it.
pub fn pipe() -> (TempDir, String) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("pipe").display().to_string();
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    (home, path)
}

/// Whether any process has this end open to write.
pub fn is_held(pipe: &mut File) -> bool {
    match pipe.read(&mut [0; 16]) {
        Ok(0) => false,
        Ok(_) => panic!("nobody writes here"),
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    }
}

pub fn listen(path: &str) -> File {
    File::from(rustix::fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()).unwrap())
}

#[tokio::test(start_paused = true)]
async fn what_a_command_prints_is_shown_as_plain_text() {
    let print = "printf '\\033]0;a title\\007\\033[31mred\\033[0m %s\\n' \"$NEON_PROJECT_ID\"; \
        echo 東京 >&2; printf '1%%\\r100%%\\n'; exit 3";
    let mut program = popup(print).await;
    let story = &mut program.story;
    press(story, "F8");
    story
        .sees("own on dev")
        .sees(": running")
        .sees("no output yet");
    story.settle().await;
    let text = format!("red {STOREFRONT}\n東京\n100%\n");
    assert_eq!(output(story).text(), text);
    story
        .sees("ended with status 3 after ")
        .sees("red ")
        .sees("東京")
        .misses("a title");
    assert_eq!(story.children().len(), 0);

    // The keys of texts work in it.
    story.act(Action::SearchText);
    story.type_text("100");
    story.act(Action::SearchKeep);
    story.sees("1/1");
    story.escape();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("text");
    let saved = story.save_as(Action::ViewSave, "own-on-dev", &path).await;
    assert_eq!(saved, text);
    story.escape();
    assert!(story.model().dialogs.is_empty(), "{}", story.screen());
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_output_is_followed_unless_the_user_reads_elsewhere() {
    let ((_first, first), (_second, second)) = (pipe(), pipe());
    let text =
        format!("seq 100; read -r x < {first}; seq 101 200; read -r x < {second}; seq 201 30000");
    let mut program = popup(&text).await;
    let story = &mut program.story;
    press(story, "F8");
    until(story, "\n100").await;
    fs::write(&first, "\n").unwrap();
    until(story, "\n200").await;
    story.act(Action::Top);
    story.sees("\n1 ").misses("\n200");
    fs::write(&second, "\n").unwrap();
    story.settle().await;
    // What was read is not kept, for much has come since.
    story
        .sees("[20000 earlier lines are not kept]")
        .sees("\n20001");
    assert_eq!(output(story).count(), 10_001);
    story.act(Action::Bottom);
    story.sees("\n30000");
}

#[tokio::test(start_paused = true)]
async fn a_line_without_an_end_is_cut_and_not_kept_whole() {
    let mut program = popup("head -c 9000000 /dev/zero | tr '\\0' x; echo; echo end").await;
    let story = &mut program.story;
    press(story, "F8");
    story.settle().await;
    story.sees("finished in").sees("\nend");
    assert!(output(story).text().len() < 5_000_000);
}

#[tokio::test(start_paused = true)]
async fn what_was_left_in_the_background_on_purpose_stays() {
    let (_home, path) = pipe();
    let mut held = listen(&path);
    // It even keeps the output open.
    let text = format!("sleep 1000 3> {path} & echo left $!");
    let mut program = popup(&text).await;
    let story = &mut program.story;
    press(story, "F8");
    story.settle().await;
    story.sees("finished in");
    assert!(is_held(&mut held));
    let text = output(story).text();
    let process = text.trim().strip_prefix("left ").unwrap();
    let process = Pid::from_raw(process.parse().unwrap()).unwrap();
    kill_process(process, Signal::KILL).unwrap();
}

/// How often the program is woken in a minute.
async fn wakes(story: &mut Story) -> usize {
    let before = story.wakes();
    for _ in 0..30 {
        story.take_answers().await;
        advance(Duration::from_secs(2)).await;
    }
    story.wakes() - before
}

#[tokio::test(start_paused = true)]
async fn a_command_that_waits_wakes_nobody() {
    let command = script(
        "echo ready; sleep 1000",
        "output = \"popup\"\nchanges = false",
    );
    let mut program = on(DEV, &command).await;
    program
        .write(&format!("refresh_seconds = 0\n{command}"))
        .await;
    let story = &mut program.story;
    press(story, "F8");
    until(story, "ready").await;
    // Notices end first.
    wakes(story).await;
    assert_eq!(wakes(story).await, 0);
    // Nothing runs on unseen.
    story.act(Action::Quit);
    assert!(story.model().dialogs.is_empty() && !story.has_quit());
    story.settle().await;
    story.sees("own was stopped after ");
    assert_eq!(story.model().running.names().count(), 0);
}

#[tokio::test(start_paused = true)]
async fn without_output_only_the_end_is_told() {
    let text = "echo unseen; echo why >&2; exit $(cat STATUS)";
    let home = tempfile::tempdir().unwrap();
    let status = home.path().join("status");
    let text = text.replace("STATUS", status.to_str().unwrap());
    let mut program = on(DEV, &script(&text, "output = \"none\"")).await;
    let story = &mut program.story;
    fs::write(&status, "0").unwrap();
    press(story, "F8");
    story.sees("own on dev/maya: running");
    assert!(story.model().dialogs.is_empty());
    // The same is not started twice, by a key that is held.
    press(story, "F8");
    story.sees("own is still running. Stop it?");
    story.act(Action::ConfirmNo);
    story.settle().await;
    story.sees("own finished in").misses("unseen").misses("why");
    fs::write(&status, "4").unwrap();
    press(story, "F8");
    story.settle().await;
    story.sees("own ended with status 4: why").misses("unseen");
}

#[tokio::test(start_paused = true)]
async fn a_program_that_is_not_installed_is_named() {
    let missing = |output: &str| {
        format!(
            "[[commands]]\nname = \"own\"\nrun = \"no-such-program {{branch}}\"\nkey = \"F8\"\noutput = \"{output}\"\n"
        )
    };
    for output in ["popup", "none"] {
        let mut program = on(DEV, &missing(output)).await;
        let story = &mut program.story;
        press(story, "F8");
        story.settle().await;
        story.sees("no-such-program is not installed");
    }
    // A shell that does not find one is installed itself.
    let mut program = popup("no-such-program").await;
    press(&mut program.story, "F8");
    program.story.settle().await;
    program.story.sees("ended with status 127");
}

#[tokio::test(start_paused = true)]
async fn what_it_may_have_changed_is_read_again() {
    let list = format!("GET /projects/{STOREFRONT}/branches");
    for (output, changes) in [("popup", true), ("none", true), ("popup", false)] {
        let more = format!("output = \"{output}\"\nchanges = {changes}");
        let mut program = on(DEV, &script("exit 1", &more)).await;
        let story = &mut program.story;
        story.settle().await;
        story.requests();
        press(story, "F8");
        story.settle().await;
        let requests = story.requests();
        assert_eq!(requests.contains(&list), changes, "{output}: {requests:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn quitting_asks_while_a_command_runs() {
    let mut program = on(DEV, &script("sleep 1000", "output = \"none\"")).await;
    let story = &mut program.story;
    press(story, "F8");
    story.act(Action::QuitFromHere);
    story
        .sees("Quit while a command is running?")
        .sees("own would be stopped.");
    assert!(!story.has_quit());
    story.act(Action::ConfirmYes);
    assert!(story.has_quit());
}
