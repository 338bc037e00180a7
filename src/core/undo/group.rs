//! Taking back what one answer has changed in many places.

use super::super::{
    delete::{self, fact},
    dialog::{
        Dialog,
        confirm::{Confirm, Then},
    },
    effect::Effect,
    model::Model,
    queue::{Plan, Step},
};

/// Asks whether to take all changes of a queue back; says what that does to each.
pub fn ask(model: &mut Model, group: u64) -> Vec<Effect> {
    let entries: Vec<_> = model.undo.of_group(group).cloned().collect();
    let wakes = |entry: &super::Entry| entry.inverse.request.operation.spec().wakes;
    if model.session.no_wake && entries.iter().any(wakes) {
        return model.say("undoing that would wake computes, and --no-wake forbids it");
    }
    let Some(first) = entries.first() else {
        return Vec::new();
    };
    let verb = first.inverse.verb.plain;
    let many = entries.len();
    let mut lines = vec![delete::place(model, &first.done.target), String::new()];
    for entry in &entries {
        let says = entry.says.join(", ");
        let name = &entry.inverse.name;
        lines.push(fact(
            entry.inverse.verb.plain,
            format!("{name}  {says}").trim_end(),
        ));
    }
    if entries.iter().any(wakes) {
        lines.push(fact("wakes", "these computes"));
    }
    lines.push(String::new());
    lines.push("Each is read again first: one that has changed since is left alone.".to_owned());
    let locks = entries
        .iter()
        .any(|entry| super::super::bulk::locks(entry.inverse.request.operation));
    let steps = entries.into_iter().map(|entry| Step {
        row: entry.done.target,
        intent: entry.inverse,
        undoes: Some(entry.id),
    });
    let plan = Plan {
        steps: steps.collect(),
        strict: false,
        locks,
    };
    let title = format!("Undo {many} changes: {verb}?");
    let mut confirm = Confirm::typed(title, lines, format!("undo {many}"), Then::Queue(plan));
    confirm.whole = true;
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
    Vec::new()
}
