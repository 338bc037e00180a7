//! Ending the program, and the question before it.

use crate::{
    changes::Changes,
    neon::Neon,
    ui::{
        action::Action,
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            form::{Form, Status},
        },
        effect::Effect,
        keymap::Keymap,
        model::Model,
        own_command::{background, running::Running},
        pane_commands, table,
    },
};

/// Closes what is open, asking first if that would stop a command that may be changing something; on the main screen, ends the program.
pub fn quit(model: &mut Model) {
    if !model.dialogs.is_empty() {
        if !background::ask_to_stop(model) {
            model.dialogs.close_top();
        }
        return;
    }
    if model.browser.panes.zoomed {
        return pane_commands::leave_full_screen(&mut model.browser);
    }
    if model.browser.table.is_some() {
        return table::open::close(&mut model.browser, &model.changes, &mut model.neon);
    }
    quit_now(model)
}

const fn is_it(question: &Confirm) -> bool {
    matches!(question.then, OnConfirm::Quit)
}

/// Ends the program. Asks first while a change is being sent, a command runs or a filled-in form was not sent, but not a second time.
pub fn quit_now(model: &mut Model) {
    let asked = model.dialogs.all().any(is_it);
    let question = question(
        &model.dialogs,
        &model.changes,
        &model.running,
        &model.neon,
        &model.keyboard.keymap,
    );
    match question.filter(|_| !asked) {
        Some((title, lines)) => {
            let confirm = Confirm::question(title, lines, OnConfirm::Quit);
            model.dialogs.open(confirm);
        }
        None => model.outbox.push(Effect::Quit),
    }
}

/// The question before the program ends, and what would be lost or left. Returns `None` if nothing would.
fn question(
    dialogs: &Dialogs,
    changes: &Changes,
    running: &Running,
    neon: &Neon,
    keymap: &Keymap,
) -> Option<(&'static str, Vec<String>)> {
    let unsent = unsent(dialogs);
    let stopped: Vec<String> = running
        .names()
        .map(|name| format!("{name} would be stopped."))
        .collect();
    let title = match (changes.is_sending(), stopped.is_empty(), unsent.is_empty()) {
        (true, ..) => "Quit while a change is running?",
        (false, false, _) => "Quit while a command is running?",
        (false, true, false) => "Quit and discard what you filled in?",
        (false, true, true) => return None,
    };
    let mut lines = changes.would_be_left(neon);
    lines.extend(stopped);
    if !unsent.is_empty() {
        lines.push(String::new());
        lines.extend(unsent);
    }
    lines.push(format!(
        "{} again quits at once.",
        keymap.name(Action::QuitNow)
    ));
    Some((title, lines))
}

/// Keeps the open question true as changes end. It stays open: its answer may be on the way.
pub fn keep_question_current(
    dialogs: &mut Dialogs,
    changes: &Changes,
    running: &Running,
    neon: &mut Neon,
    keymap: &Keymap,
) {
    if !dialogs.all().any(is_it) {
        return;
    }
    let (title, lines) = question(dialogs, changes, running, neon, keymap).unwrap_or_else(|| {
        let done = "Everything is done: nothing would be left behind.";
        ("Quit?", vec![done.to_owned()])
    });
    for question in dialogs.all_mut::<Confirm>().filter(|it| is_it(it)) {
        neon.touched |= question.lines != lines;
        title.clone_into(&mut question.title);
        question.lines.clone_from(&lines);
    }
}

/// What was filled in and would be lost: one sentence per form.
fn unsent(dialogs: &Dialogs) -> Vec<String> {
    let forms = dialogs.all::<Form>();
    forms
        .filter(|form| form.has_work() && form.status != Status::Sending)
        .map(|form| match &form.new {
            Some(new) => format!("The new {} was not sent.", new.noun()),
            None if form.changes() == 0 => {
                format!("The edited text of {} was not applied.", form.name)
            }
            None => format!("The changes to {} were not sent.", form.name),
        })
        .collect()
}
