//! Forms as text in the user's editor.

use crate::{
    driver::Driver,
    story::{DEV, DEV_COMPUTE, PRODUCTION, STOREFRONT, Story, bodies, branch, compute},
};
use lazyneon::ui::{
    Action, CopyText, Msg, Target,
    child::{Child, ChildEnd, ChildOutput, ChildPurpose},
};

fn with_editor(story: &mut Story) {
    story.model_mut().settings.programs.editor = Some(vec!["vi".to_owned()]);
}

async fn on_the_compute() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&compute(DEV_COMPUTE)).await;
    story.neon.forget_requests();
    with_editor(&mut story);
    story
}

/// The text that the editor was given.
fn text(child: &Child) -> String {
    match child.file.as_ref().map(|file| &file.text) {
        Some(CopyText::Plain(text)) => text.clone(),
        other => panic!("no text: {other:?}"),
    }
}

fn editor(driver: &mut Driver) -> Child {
    let mut children = driver.children();
    assert_eq!(children.len(), 1, "{children:?}");
    children.remove(0)
}

/// The user has changed the text and left the editor.
fn leave(driver: &mut Driver, purpose: ChildPurpose, end: ChildEnd, text: String) {
    driver.tell(Msg::ChildEnded {
        purpose,
        name: "vi".to_owned(),
        end,
        left: ChildOutput::Text(text),
    });
}

#[tokio::test(start_paused = true)]
async fn a_compute_is_changed_in_the_editor_and_sent_after_a_question() {
    let mut story = on_the_compute().await;
    story.act(Action::EditText);
    let child = editor(&mut story);
    let before = text(&child);
    assert!(
        before.contains("# ") && before.contains("suspend_timeout_seconds:"),
        "{before}"
    );
    let line = before
        .lines()
        .find(|line| line.starts_with("suspend_timeout_seconds:"));
    let after = before.replace(line.unwrap(), "suspend_timeout_seconds: 17 min");
    leave(&mut story, child.purpose, ChildEnd::Exited(0), after);
    story.sees("17m").sees("1 change").sees("PATCH");
    assert!(
        story.changes().is_empty(),
        "nothing is sent before the form is applied"
    );
    // As in every field with a text, typing replaces it.
    for _ in 0..3 {
        story.act(Action::NextField);
    }
    story.type_text("18m");
    story.sees("18m").sees("suspend_timeout_seconds\":1080");
    story.act(Action::FormRevert);
    story.type_text("17m");
    story.act(Action::FormApply);
    story.settle().await;
    if !story.model().dialogs.is_empty() && story.screen().contains("y yes") {
        story.act(Action::ConfirmYes);
    }
    story.follow().await;
    let sent = story.changes();
    assert_eq!(
        sent,
        [format!(
            "PATCH /projects/{STOREFRONT}/endpoints/{DEV_COMPUTE}"
        )]
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_text_that_cannot_be_read_is_kept_and_offered_again() {
    let mut story = Story::at(branch(DEV)).await;
    with_editor(&mut story);
    story.act(Action::EditText);
    let child = editor(&mut story);
    let cases = [
        ("name: [open", "not YAML"),
        ("nme: other\n", "no field"),
        ("name:\n  - one\n  - two\n", "one value is expected"),
        ("protected: maybe\n", "is not one of"),
        ("- a\n- b\n", "lines of the form name:"),
    ];
    for (written, said) in cases {
        let written = format!("# mine\n{written}");
        leave(
            &mut story,
            child.purpose.clone(),
            ChildEnd::Exited(0),
            written,
        );
        story.sees(said).sees("nothing applied");
        story.act(Action::FormText);
        let again = text(&editor(&mut story));
        assert!(again.starts_with("#! ") && again.contains(said), "{again}");
        assert!(again.contains("# mine"), "{again}");
    }
    // A valid text makes up for it.
    leave(
        &mut story,
        child.purpose,
        ChildEnd::Exited(0),
        "name: other\n".to_owned(),
    );
    story.sees("1 change").sees("other");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn limits_are_those_of_the_form_and_stand_in_the_text() {
    let mut story = on_the_compute().await;
    story.act(Action::EditText);
    let child = editor(&mut story);
    let wrong = "suspend_timeout_seconds: 30 days\n".to_owned();
    leave(&mut story, child.purpose, ChildEnd::Exited(0), wrong);
    story.act(Action::FormApply);
    story.settle().await;
    assert!(story.changes().is_empty());
    story.act(Action::FormText);
    let again = text(&editor(&mut story));
    assert!(again.contains("suspend_timeout_seconds: 30d"), "{again}");
    let limit = again.lines().find(|line| line.starts_with("#! "));
    assert!(limit.is_some(), "{again}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_editor_that_fails_changes_nothing() {
    let mut story = Story::at(branch(DEV)).await;
    with_editor(&mut story);
    story.act(Action::EditText);
    let child = editor(&mut story);
    let ends = [
        (ChildEnd::Exited(1), "vi ended with status 1"),
        (ChildEnd::Killed(9), "vi was ended by signal 9"),
        (ChildEnd::Missing, "vi is not installed"),
    ];
    for (end, said) in ends {
        leave(
            &mut story,
            child.purpose.clone(),
            end,
            "name: other\n".to_owned(),
        );
        story.sees(said).misses("1 change");
    }
    story.act(Action::FormText);
    assert!(
        text(&editor(&mut story)).contains("name: other"),
        "the text is lost"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn without_an_editor_a_sentence_says_what_to_set() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::EditText);
    story.sees("set $VISUAL or $EDITOR");
    assert!(story.children().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_role_has_nothing_to_edit() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    let role = Target::Role(STOREFRONT.into(), DEV.into(), "storefront_owner".into());
    story.go(&role).await;
    story.act(Action::EditText);
    story.sees("a role has no settings");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn ctrl_c_does_not_drop_what_was_filled_in_unasked() {
    let mut story = on_the_compute().await;
    story.act(Action::EditCompute);
    story.settle().await;
    story.act(Action::QuitNow);
    assert!(story.has_quit(), "nothing was changed, so nothing is asked");

    let mut story = on_the_compute().await;
    story.act(Action::EditCompute);
    story.settle().await;
    story.act(Action::NextField);
    story.act(Action::NextValue);
    story.sees("1 change");
    story.act(Action::QuitNow);
    story.sees("Quit and discard what you filled in?");
    story.sees("The changes to").sees("were not sent");
    assert!(!story.has_quit());
    story.act(Action::ConfirmNo);
    story.sees("1 change");
    story.act(Action::QuitNow);
    story.act(Action::QuitNow);
    assert!(story.has_quit());
    assert!(story.changes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_text_that_was_not_taken_over_is_not_dropped_unasked() {
    let mut story = on_the_compute().await;
    story.act(Action::EditText);
    let child = editor(&mut story);
    // An unchanged text is not worth keeping.
    let given = text(&child);
    leave(
        &mut story,
        child.purpose.clone(),
        ChildEnd::Exited(1),
        given,
    );
    story.act(Action::Close);
    story.misses("Discard").misses("nothing applied");

    story.act(Action::EditText);
    let child = editor(&mut story);
    let wrong = "nme: other\n".to_owned();
    leave(&mut story, child.purpose, ChildEnd::Exited(0), wrong);
    story.act(Action::Close);
    story.sees("Discard the edited text?");
    story.act(Action::ConfirmNo);
    story.sees("nothing applied");
    story.act(Action::QuitNow);
    story.sees("The edited text of").sees("was not applied");
    assert!(!story.has_quit());
    story.act(Action::ConfirmNo);
    story.act(Action::Close);
    story.act(Action::ConfirmYes);
    story.misses("nothing applied");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_long_reason_is_read_to_its_end() {
    let mut story = on_the_compute().await;
    story.act(Action::EditText);
    let child = editor(&mut story);
    let long = format!("name: x\n{}: 1\n", "no_such_field_at_all_".repeat(4));
    leave(&mut story, child.purpose, ChildEnd::Exited(0), long);
    story
        .sees("nothing applied")
        .sees("_all_\"  ")
        .sees("┃   here ");
}

#[tokio::test(start_paused = true)]
async fn what_is_no_text_is_said_with_the_place_where_it_is() {
    let mut story = on_the_compute().await;
    story.act(Action::EditText);
    let child = editor(&mut story);
    let before = text(&child);
    story.tell(Msg::ChildEnded {
        purpose: child.purpose,
        name: "vi".to_owned(),
        end: ChildEnd::Exited(0),
        left: ChildOutput::Unreadable {
            why: "it is not UTF-8 text",
            path: "/home/me/edit-1-a.yaml".to_owned(),
        },
    });
    story.sees("it is not UTF-8 text");
    story.sees("/home/me/edit-1-a.yaml");
    // The form is unchanged, and can be opened as text again.
    story.act(Action::FormText);
    assert_eq!(text(&editor(&mut story)), before);
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_and_a_backup_schedule_are_changed_in_the_editor() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    with_editor(&mut story);
    story.act(Action::BackupSchedule);
    story.settle().await;
    story.act(Action::FormText);
    let child = editor(&mut story);
    let before = text(&child);
    assert!(
        before.contains("  - \"daily 03:00 keep 30d\"\n"),
        "{before}"
    );
    let after = before.replace("daily 03:00 keep 30d", "monthly 15 03:00 keep 30d");
    leave(&mut story, child.purpose, ChildEnd::Exited(0), after);
    story.sees("1 change").sees("monthly 15 03:00");
    story.act(Action::FormApply);
    story.settle().await;
    story.follow().await;
    story.sees("backups of production changed");
    assert_eq!(bodies(&story)[0]["schedule"][0]["day"], 15);

    story.neon.forget_requests();
    story.act(Action::Snapshots);
    story.settle().await;
    story.act(Action::EditText);
    let child = editor(&mut story);
    let before = text(&child);
    let line = before.lines().find(|line| line.starts_with("name:"));
    let after = before.replace(line.unwrap(), "name: kept for the audit");
    leave(&mut story, child.purpose, ChildEnd::Exited(0), after);
    story.sees("1 change").sees("PATCH");
    story.act(Action::FormApply);
    story.settle().await;
    story.follow().await;
    assert_eq!(bodies(&story)[0]["snapshot"]["name"], "kept for the audit");
    story.sees("kept for the audit");
    story.end();
}
