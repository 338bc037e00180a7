//! Running one of the user's own commands: whether it can be, what is asked first, and what it gets.

use super::{
    Asking, OutputTo, OwnCommand, RowKind, background,
    running::Captured,
    words::{NoWord, line},
};
use crate::{
    kinds::deletion,
    reads::fetch,
    store::target::Target,
    ui::{
        awaited::Awaited,
        child::{Child, ChildPurpose, Inherited, Linger, Setting},
        commands::bulk,
        db_client::variables,
        dialog::confirm::{Confirm, OnConfirm},
        effect::Effect,
        model::Model,
        subject_row,
    },
};

/// Whether a command is for the kind of the selected row.
pub fn is_for_row(model: &Model, command: &OwnCommand) -> bool {
    let kind = model.browser.selected().and_then(RowKind::of);
    command.on.is_empty() || kind.is_some_and(|kind| command.on.contains(&kind))
}

/// Why a command cannot be run now.
pub fn why_not(model: &Model, command: &OwnCommand) -> Option<String> {
    match words(model, command, model.browser.selected()) {
        Ok(_) => None,
        Err(NoWord::Because(why)) => Some(why),
        // Choosing it loads that.
        Err(NoWord::NotLoaded) => None,
    }
}

/// Runs the command with this name, or says why that cannot be done.
pub fn named(model: &mut Model, name: &str) {
    let Some(command) = model.settings.command(name).cloned() else {
        let text = format!("the command {name} is no longer in config.toml");
        return model.neon.say(text);
    };
    let row = model.browser.selected().cloned();
    match words(model, &command, row.as_ref()) {
        Ok(words) => ask(model, row, command, words),
        Err(NoWord::NotLoaded) => wait(model, row.as_ref(), name),
        Err(NoWord::Because(why)) => model.neon.say(why),
    }
}

/// Loads what a command needs, to run it then.
fn wait(model: &mut Model, row: Option<&Target>, name: &str) {
    let Some(row) = row else {
        return;
    };
    fetch::for_uri(&mut model.neon, row);
    let text = format!("loading {} …", model.neon.store.name(row));
    model.neon.say(text);
    model.dialogs.awaited = Some(Awaited::Command(row.clone(), name.to_owned()));
}

/// Runs a command that was confirmed, unless what it would do is not what was shown.
pub fn confirmed(
    model: &mut Model,
    row: Option<&Target>,
    command: &OwnCommand,
    shown: Vec<String>,
) {
    match words(model, command, row) {
        Ok(words) if words == shown => go(model, row, command, words),
        Ok(_) => model
            .neon
            .say("what it would run has changed: nothing was done"),
        Err(NoWord::NotLoaded) => model
            .neon
            .say("what it needs is no longer loaded: nothing was done"),
        Err(NoWord::Because(why)) => model.neon.say(why),
    }
}

/// The words of a command for a row.
fn words(model: &Model, command: &OwnCommand, row: Option<&Target>) -> Result<Vec<String>, NoWord> {
    let Model { neon, .. } = model;
    let name = &command.name;
    if let Some(why) = unfit(model, command, row) {
        return Err(NoWord::Because(why));
    }
    if let Some(why) = neon.read_only_why(row).filter(|_| command.changes) {
        let why = format!("read-only: {} is off ({why})", name);
        return Err(NoWord::Because(why));
    }
    if let Some(by) = neon.no_wake_by(row).filter(|_| command.wakes) {
        let why = format!("{} may wake a compute: blocked by {by}", name);
        return Err(NoWord::Because(why));
    }
    let words = command.run.iter().map(|word| word.about(neon, row));
    words.collect()
}

/// Why a command is not for what is selected.
fn unfit(model: &Model, command: &OwnCommand, row: Option<&Target>) -> Option<String> {
    let name = &command.name;
    let marked = bulk::count(model);
    if marked > 0 {
        return Some(format!("{name} is for one row, and {marked} are marked"));
    }
    if !command.needs_row() {
        return None;
    }
    if subject_row::is_on_operation(model) {
        return Some(subject_row::not_on_it(model));
    }
    if let Some(why) = subject_row::out_of_view(model) {
        return Some(why);
    }
    let Some(row) = row else {
        return Some(format!("{name} is for a row, and there is none"));
    };
    let kind = RowKind::of(row);
    if command.on.is_empty() || kind.is_some_and(|kind| command.on.contains(&kind)) {
        return None;
    }
    let kinds: Vec<&str> = command.on.iter().map(|kind| kind.name()).collect();
    Some(format!("{name} is only for: {}", kinds.join(", ")))
}

/// Asks first if the command, or production, wants that.
fn ask(model: &mut Model, row: Option<Target>, command: OwnCommand, words: Vec<String>) {
    let production = row
        .as_ref()
        .is_some_and(|row| model.neon.is_production(row));
    if command.confirm == Asking::Nothing && !production {
        return go(model, row.as_ref(), &command, words);
    }
    let store = &model.neon.store;
    let mut lines = vec![line(words.iter().map(String::as_str), "")];
    let (name, of) = match &row {
        Some(row) => {
            lines.splice(0..0, [deletion::place(store, row), String::new()]);
            let name = store.name(row);
            (name.clone(), format!(" on {name}"))
        }
        None => Default::default(),
    };
    let title = format!("Run {}{of}?", command.name);
    let asking = command.confirm;
    let then = OnConfirm::Command(row, Box::new(command), words);
    let confirm = match asking {
        Asking::Type => Confirm::typed(title, lines, name, then),
        Asking::Nothing | Asking::Ask => Confirm::question(title, lines, then),
    };
    model.dialogs.open(Confirm {
        production,
        ..confirm
    });
}

/// Starts the command. It gets the ids of the row, but no API key and no password.
fn go(model: &mut Model, row: Option<&Target>, command: &OwnCommand, words: Vec<String>) {
    let neon = &model.neon;
    // The row of a command that is about none may be out of view.
    let row = row.filter(|_| command.needs_row());
    let mut settings = row.map_or_else(Vec::new, |row| variables::place(neon, row, None));
    settings.push(("NEON_API_KEY", Setting::Unset));
    let title = match row {
        Some(row) => format!("{} on {}", command.name, neon.store.name(row)),
        None => command.name.clone(),
    };
    let child = Child {
        purpose: ChildPurpose::Command {
            name: command.name.clone(),
            changes: command.changes,
        },
        greeting: line(words.iter().map(String::as_str), ""),
        words,
        inherited: Inherited::Everything,
        settings,
        file: None,
        linger: Linger::FailedOrShort,
    };
    match command.output {
        OutputTo::Terminal => model.outbox.push(Effect::Spawn(Box::new(child))),
        OutputTo::Popup => background::start(model, child, row, title, Captured::Everything),
        OutputTo::Nothing => background::start(model, child, row, title, Captured::LastError),
    }
}
