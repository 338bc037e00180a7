//! Commands that run in the background: what they print goes into a window, or only their end is told.

use super::{
    printed::Printed,
    running::{Captured, RunEnd, RunId},
};
use crate::{
    kinds::units::duration,
    ui::{
        child::{self, Child, ChildEnd, ChildPurpose},
        dialog::{
            Dialogs,
            viewer::{
                Content, Viewer,
                output::{Output, OutputState},
                search,
            },
        },
        effect::{Effect, Outbox},
        model::Model,
        refresh,
    },
};
/// Starts a command in the background, with a window for what it prints if everything is captured.
pub fn start(model: &mut Model, child: Child, title: String, captured: Captured) {
    let Model {
        dialogs,
        running,
        outbox,
        neon,
        ..
    } = model;
    let name = child.name();
    let Some(run) = running.start(name, &child.words, captured) else {
        return neon.say(format!("{name} is still running"));
    };
    match captured {
        Captured::Everything => {
            let output = Content::Output(Box::new(Output::new(run)));
            dialogs.open(Viewer::new(title, output));
        }
        Captured::LastError => neon.say(format!("{title}: running")),
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
        viewer.append(more);
        search::again(viewer, &neon.log);
        neon.touched = true;
    }
}

/// Handles the end of a command: its window says it, or else a notice.
pub fn ended(model: &mut Model, run: RunId, ended: RunEnd) {
    let is_closed = model.running.end(run);
    if let ChildPurpose::Command { changes: true, .. } = ended.purpose
        && ended.end.has_run()
    {
        refresh::refresh_all(&mut model.browser, &mut model.neon);
    }
    let Model { dialogs, neon, .. } = model;
    neon.touched = true;
    let took = duration::millis(u64::try_from(ended.took.as_millis()).unwrap_or(u64::MAX));
    let RunEnd {
        purpose,
        program,
        end,
        ..
    } = &ended;
    if let Some(output) = window(dialogs, run).and_then(output) {
        let how = match (&output.state, end.has_run()) {
            (OutputState::Stopping, _) => format!("stopped after {took}"),
            (_, true) => format!("{} after {took}", end.words()),
            (_, false) => child::ended::failure(purpose, program, end).unwrap_or_default(),
        };
        // Being stopped is what the user wanted.
        let is_good = *end == ChildEnd::Exited(0) || output.state == OutputState::Stopping;
        output.state = OutputState::Ended { how, is_good };
        return;
    }
    match (child::ended::failure(purpose, program, end), purpose) {
        (_, ChildPurpose::Command { name, .. }) if is_closed => {
            neon.say(format!("{name} was stopped after {took}"))
        }
        (Some(why), _) => {
            let words = ended.last_words.map(|words| format!(": {words}"));
            neon.say_bad(format!("{why}{}", words.unwrap_or_default()))
        }
        (None, ChildPurpose::Command { name, .. }) => {
            neon.say_good(format!("{name} ended after {took}"))
        }
        (None, _) => {}
    }
}

/// Whether a command is shown that runs and was not told to end.
pub fn can_stop(dialogs: &Dialogs) -> bool {
    let output = dialogs.top_as().and_then(Viewer::output);
    output.is_some_and(|output| output.state == OutputState::Running)
}

/// Stops the command that is shown, whose window stays; returns `false` if there is none to stop.
pub fn stop(dialogs: &mut Dialogs, outbox: &mut Outbox) -> bool {
    let can = can_stop(dialogs);
    if let Some(output) = dialogs.top_as_mut().and_then(output).filter(|_| can) {
        output.state = OutputState::Stopping;
        outbox.push(Effect::StopBackground(output.run));
    }
    can
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
