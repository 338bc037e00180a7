//! Typing into a field that already has a text.

use crate::{
    story::{DEV, PRODUCTION, STAGING, Story, branch},
    tables,
};
use lazyneon::{
    key::{Code, Key},
    ui::{
        Action, Msg,
        dialog::{form::field_state::FieldState, kinds::Dialog, restore::RestoreStep},
    },
};
use std::{future::Future, pin::Pin};

type Opened = Pin<Box<dyn Future<Output = Story>>>;
/// A description of a field, and how to open it.
type Field = (&'static str, fn() -> Opened);

/// Opens a thing and runs some actions.
fn after(target: lazyneon::ui::Target, actions: &'static [Action]) -> Opened {
    Box::pin(async move {
        let mut story = Story::at(target).await;
        for action in actions {
            story.act(*action);
            story.follow().await;
        }
        story
    })
}

fn on_an_address() -> Opened {
    Box::pin(async {
        let open = after(branch(DEV), &[Action::ProjectSettings]);
        let mut story = open.await;
        let label = |story: &Story| match story.model().dialogs.shown() {
            Some(Dialog::Form(form)) => form.current().map(|field| field.edit.label),
            _ => None,
        };
        while label(&story) != Some("Allowed addresses") {
            story.key(Code::Tab);
        }
        // Leaving an entry adds it to the list.
        story.type_text("10.0.0.1");
        story.key(Code::Tab);
        story.act(Action::PreviousField);
        story.key(Code::Up);
        story
    })
}

fn on_a_table_to_save() -> Opened {
    Box::pin(async {
        let mut story = tables::branches().await;
        story.act(Action::ExportTable);
        story
    })
}

/// Every kind of field that starts with a text.
const FIELDS: &[Field] = &[
    ("the name in a form", || {
        after(branch(DEV), &[Action::Rename])
    }),
    ("an entry of a list", on_an_address),
    ("a quantity", || after(branch(DEV), &[Action::SetExpiry])),
    ("the file of a table", on_a_table_to_save),
    ("the file of variables", || {
        after(branch(STAGING), &[Action::Connect, Action::ConnectWrite])
    }),
    ("the moment of a restore", || {
        after(
            branch(PRODUCTION),
            &[Action::Unprotect, Action::ConfirmYes, Action::Restore],
        )
    }),
    ("the name of a backup", || {
        after(
            branch(PRODUCTION),
            &[
                Action::Unprotect,
                Action::ConfirmYes,
                Action::Restore,
                Action::RestoreNext,
                Action::RestoreNext,
            ],
        )
    }),
];

/// The text of the focused field.
fn text(story: &Story) -> String {
    let input = match story.model().dialogs.shown() {
        Some(Dialog::Prompt(prompt)) => &prompt.input,
        Some(Dialog::EnvFile(file)) => &file.name,
        Some(Dialog::Restore(restore)) if restore.step == RestoreStep::Impact => &restore.backup,
        Some(Dialog::Restore(restore)) => &restore.time,
        Some(Dialog::Form(form)) => match &form.current().unwrap().draft {
            FieldState::Text(input)
            | FieldState::Amount(input)
            | FieldState::List { input, .. } => input,
            other => panic!("{other:?} is no text"),
        },
        _ => panic!("no dialog is open"),
    };
    input.value().to_owned()
}

#[tokio::test(start_paused = true)]
async fn what_is_typed_first_takes_the_place_of_what_is_there() {
    for (what, open) in FIELDS {
        let mut story = open().await;
        assert!(text(&story).len() > 3, "{what}");
        story.type_text("2h");
        assert_eq!(text(&story), "2h", "{what}");
        story.type_text(" ago");
        assert_eq!(text(&story), "2h ago", "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_paste_takes_the_place_of_what_is_there() {
    // In a list, a paste is appended.
    let fields = FIELDS.iter().filter(|field| !field.0.contains("list"));
    for (what, open) in fields {
        let mut story = open().await;
        story.tell(Msg::Paste("3h".to_owned()));
        assert_eq!(text(&story), "3h", "{what}");
        story.tell(Msg::Paste("4".to_owned()));
        assert_eq!(text(&story), "3h4", "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn any_other_key_that_edits_keeps_what_is_there() {
    let backspace = Key::from(Code::Backspace);
    for (what, open) in FIELDS {
        let mut story = open().await;
        let is = text(&story);
        story.key(backspace);
        assert_eq!(text(&story), is[..is.len() - 1], "{what}");
        story.type_text("2");
        assert_eq!(text(&story), format!("{}2", &is[..is.len() - 1]), "{what}");
        // A quantity has no caret before something is typed.
        if *what == "a quantity" {
            continue;
        }
        let mut story = open().await;
        story.key(Code::End);
        story.type_text("2");
        assert_eq!(text(&story), format!("{is}2"), "{what}");
    }
}
