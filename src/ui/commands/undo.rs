//! Undoing changes: the latest, or one from a menu, after a confirmation that says what will be sent.

use crate::{
    changes::{
        called, restore_backup,
        undo::{self, UndoEntry},
    },
    kinds::relative_time,
    neon::key_names::NamedKey,
    ui::{
        action::Availability,
        commands::{
            self,
            delete::{self, fact},
        },
        dialog::{
            Dialog, Menu,
            confirm::{Confirm, OnConfirm},
            menu::{Choice, Item},
        },
        model::Model,
    },
};

/// Whether there is something to undo.
pub fn ready(model: &Model) -> Availability {
    match model.changes.undo.entries.last() {
        Some(_) => Availability::Yes,
        None => {
            let key = model.neon.keys.name(NamedKey::Deleted);
            Availability::no(format!(
                "nothing to undo in this session. {key} lists deleted projects"
            ))
        }
    }
}

/// Asks for confirmation to undo the latest change.
pub fn newest(model: &mut Model) {
    let newest = model.changes.undo.entries.last();
    match newest.map(|entry| (entry.id, entry.group)) {
        Some((_, Some(group))) if model.changes.undo.of_group(group).count() > 1 => {
            commands::undo_group::ask(model, group)
        }
        Some((id, _)) => ask(model, id),
        None => {}
    }
}

/// Opens the menu of changes that can be undone, the latest first.
pub fn list(model: &mut Model) {
    let now = model.neon.now;
    let item = |entry: &UndoEntry| Item {
        letter: ' ',
        label: called::happened(&entry.done),
        note: format!(
            "{}; undo: {}",
            relative_time::relative(entry.at, now),
            entry.method.plain()
        ),
        why_not: None,
        choice: Choice::Undo(entry.id),
    };
    let items: Vec<Item> = model.changes.undo.entries.iter().rev().map(item).collect();
    let mut menu = Menu::loading("Undo a change".to_owned(), "");
    menu.fill(items);
    model.dialogs.open(Dialog::Menu(menu));
}

/// Asks for confirmation to undo a change, and says what will be sent.
pub fn ask(model: &mut Model, id: u64) {
    let Some(entry) = model.changes.undo.get(id).cloned() else {
        return model.neon.say("that change can no longer be undone");
    };
    if let Err(doing) = model.changes.check_free(&entry.done.target) {
        return model
            .neon
            .say(format!("{doing}; undo it once that is done"));
    }
    let done = &entry.done;
    let inverse = match undo::run::change(&model.neon, &entry) {
        Ok(inverse) => inverse,
        Err(why) => return model.neon.say_bad(format!("not undone: {why}")),
    };
    if let Some(why) = (inverse.spec().restricted)(&model.neon, &inverse) {
        return model.neon.say_bad(format!("not undone: {why}"));
    }
    let wakes = inverse.request.operation.spec().wakes;
    let forbidden = model
        .neon
        .no_wake_by(Some(&inverse.target))
        .filter(|_| wakes);
    if let Some(by) = forbidden {
        return model.neon.say(format!(
            "undoing that would wake a compute: blocked by {by}"
        ));
    }
    let mut lines = vec![
        delete::place(&model.neon, &inverse.target),
        fact(
            "done",
            format!(
                "{}, {}",
                called::happened(done),
                relative_time::relative(entry.at, model.neon.now)
            ),
        ),
        fact("undo", format!("{} {}", inverse.verb.plain, inverse.name)),
    ];
    lines.extend(entry.fields.iter().map(|field| fact("", field)));
    if wakes {
        lines.push(fact("wakes", "the compute of the branch"));
    }
    if let Some(keep) = restore_backup::backup(&inverse) {
        lines.push(fact("kept as", format!("{keep}: what it is now")));
        lines.push(fact("drops", "open connections, for a few seconds"));
    }
    lines.push(String::new());
    lines.push("It is read again first; if it changed since, nothing is sent.".to_owned());
    let title = format!("Undo: {} {}?", inverse.verb.plain, inverse.name);
    let mut confirm =
        Confirm::question(title, lines, OnConfirm::Undo(id, Box::new(inverse.clone())));
    confirm.production = model.neon.is_production(&inverse.target);
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
}
