//! Commands that run in the background: what they print goes into a window, or only their end is told.

use super::{
    printed::Printed,
    running::{Captured, RunEnd, RunId},
};
use crate::{
    kinds::units::duration,
    store::target::Target,
    ui::{
        child::{self, Child, ChildEnd, ChildPurpose},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            viewer::{
                Content, Viewer,
                output::{Output, OutputState},
                search,
            },
        },
        effect::Effect,
        model::Model,
        refresh,
    },
};

/// Starts a command in the background, with a window for what it prints if everything is captured.
pub fn start(
    model: &mut Model,
    child: Child,
    row: Option<&Target>,
    title: String,
    captured: Captured,
) {
    let Model {
        dialogs,
        running,
        outbox,
        neon,
        ..
    } = model;
    let name = child.name();
    let run = match running.start(&child, row, captured) {
        Ok(run) => run,
        // Nothing else shows it.
        Err((run, Captured::LastError)) => {
            let title = format!("{name} is still running. Stop it?");
            let lines = vec!["What it has done so far stays as it is.".to_owned()];
            dialogs.open(Confirm::question(title, lines, OnConfirm::Stop(run)));
            return;
        }
        Err(_) => return neon.say(format!("{name} is still running")),
    };
    match captured {
        Captured::Everything => {
            let output = Content::Output(Box::new(Output::new(run)));
            dialogs.open(Viewer::new(title, output));
        }
        Captured::LastError => neon.say(format!("{title}: running; run it again to stop it")),
    }
    outbox.push(Effect::Background {
        run,
        child: Box::new(child),
        captured,
    });
}

fn window(dialogs: &mut Dialogs, run: RunId) -> Option<&mut Viewer> {
    let is_it = |viewer: &&mut Viewer| viewer.output().is_some_and(|output| output.run == run);
    dialogs.all_mut::<Viewer>().find(is_it)
}

fn output(viewer: &mut Viewer) -> Option<&mut Output> {
    match &mut viewer.content {
        Content::Output(output) => Some(output),
        _ => None,
    }
}

/// Adds what a command has printed to its window.
pub fn printed(model: &mut Model, run: RunId, more: Printed) {
    let Model { dialogs, neon, .. } = model;
    if let Some(viewer) = window(dialogs, run) {
        if let Some(appended) = viewer.append(more) {
            search::appended(viewer, &appended);
        }
        neon.touched = true;
    }
}

/// Handles the end of a command: its window says it, or else a notice.
pub fn ended(model: &mut Model, run: RunId, ended: RunEnd) {
    let was_stopped = model.running.end(run);
    for question in questions(&mut model.dialogs, run) {
        question.lines = vec!["It has ended: there is nothing to stop.".to_owned()];
    }
    if let ChildPurpose::Command { changes: true, .. } = ended.purpose
        && ended.end.has_run()
    {
        refresh::refresh_all(&mut model.browser, &mut model.neon);
    }
    let Model { dialogs, neon, .. } = model;
    neon.touched = true;
    let took = duration::millis(u64::try_from(ended.took.as_millis()).unwrap_or(u64::MAX));
    let finished = format!("finished in {took}");
    let RunEnd {
        purpose,
        program,
        end,
        ..
    } = &ended;
    if let Some(output) = window(dialogs, run).and_then(output) {
        let how = match (&output.state, end.has_run()) {
            (OutputState::Stopping, _) => format!("stopped after {took}"),
            (_, true) if *end == ChildEnd::Exited(0) => finished,
            (_, true) => format!("{} after {took}", end.words()),
            (_, false) => child::ended::failure(purpose, program, end).unwrap_or_default(),
        };
        // Being stopped is what the user wanted.
        let is_good = *end == ChildEnd::Exited(0) || output.state == OutputState::Stopping;
        output.state = OutputState::Ended { how, is_good };
        return;
    }
    match (child::ended::failure(purpose, program, end), purpose) {
        (_, ChildPurpose::Command { name, .. }) if was_stopped => {
            neon.say(format!("{name} was stopped after {took}"))
        }
        (Some(why), _) => {
            let words = ended.last_words.map(|words| format!(": {words}"));
            neon.say_bad(format!("{why}{}", words.unwrap_or_default()))
        }
        (None, ChildPurpose::Command { name, .. }) => neon.say_good(format!("{name} {finished}")),
        (None, _) => {}
    }
}

/// The command that is shown, if it runs and was not told to end.
fn shown(dialogs: &Dialogs) -> Option<RunId> {
    let output = dialogs.top_as().and_then(Viewer::output);
    let running = output.filter(|output| output.state == OutputState::Running);
    running.map(|output| output.run)
}

/// Whether a command is shown that runs and was not told to end.
pub fn can_stop(dialogs: &Dialogs) -> bool {
    shown(dialogs).is_some()
}

/// Stops the command that is shown, whose window stays. Asks first if it may be changing something at Neon. Returns
/// `false` if there is none to stop.
pub fn stop_shown(model: &mut Model) -> bool {
    if ask_to_stop(model) {
        return true;
    }
    let run = shown(&model.dialogs);
    if let Some(run) = run {
        stop(model, run)
    }
    run.is_some()
}

/// Asks before the command that is shown is stopped, if it may be changing something at Neon. Returns `false` if it is
/// not, or if there is none.
pub fn ask_to_stop(model: &mut Model) -> bool {
    let Model {
        dialogs, running, ..
    } = model;
    let run = shown(dialogs).filter(|run| running.may_be_changing(*run));
    let Some((run, viewer)) = run.zip(dialogs.top_as::<Viewer>()) else {
        return false;
    };
    let lines = [
        "It may be changing something at Neon.",
        "What it has done so far stays as it is.",
    ];
    let title = format!("Stop {}?", viewer.title);
    let lines = lines.map(str::to_owned).to_vec();
    dialogs.open(Confirm::question(title, lines, OnConfirm::Stop(run)));
    true
}

/// Stops a command, whose window stays.
pub fn stop(model: &mut Model, run: RunId) {
    if !model.running.set_stopping(run) {
        return;
    }
    if let Some(output) = window(&mut model.dialogs, run).and_then(output) {
        output.state = OutputState::Stopping;
    }
    model.outbox.push(Effect::StopBackground(run));
}

/// The open questions whether to stop this command.
fn questions(dialogs: &mut Dialogs, run: RunId) -> impl Iterator<Item = &mut Confirm> {
    let is_about_it = move |question: &&mut Confirm| match question.then {
        OnConfirm::Stop(of) => of == run,
        _ => false,
    };
    dialogs.all_mut::<Confirm>().filter(is_about_it)
}

/// Stops commands whose window has been closed: nothing runs unseen that was to be seen.
pub fn follow(model: &mut Model) {
    let Model {
        dialogs,
        running,
        outbox,
        ..
    } = model;
    let closed = running.to_stop(|run| window(dialogs, run).is_some());
    outbox.extend(closed.into_iter().map(Effect::StopBackground));
}
