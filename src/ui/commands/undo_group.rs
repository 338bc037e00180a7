//! Undoing all changes of a queue at once.

use crate::{
    changes::{
        Changes,
        change::Change,
        queue::{Plan, QueueStep},
        undo,
    },
    kinds::deletion::{self, fact},
    neon::Neon,
    ui::dialog::{Dialogs, confirm::Confirm},
};

/// Asks for confirmation to undo all changes of a queue, and lists what happens to each.
pub fn confirm(dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon, group: u64) {
    let inverse = |entry: &undo::UndoEntry| {
        let inverse = undo::run::change(neon, entry).ok()?;
        Some((entry.clone(), inverse))
    };
    // What was done last is undone first: a branch needs its parent.
    let entries = changes.undo.of_group(group).rev();
    let entries: Vec<_> = entries.filter_map(inverse).collect();
    let wakes = |(_, inverse): &(_, Change)| inverse.request.operation.spec().wakes;
    let locks = |(_, inverse): &(_, Change)| inverse.locks();
    let wakes = entries.iter().any(wakes);
    let mut targets = entries.iter().map(|(_, inverse)| &inverse.target);
    let forbidden = targets.find_map(|target| neon.no_wake_by(Some(target)));
    if let Some(by) = forbidden.filter(|_| wakes) {
        return neon.say(format!("undoing that would wake computes: blocked by {by}"));
    }
    let Some((_, inverse)) = entries.first() else {
        return neon.say("these changes can no longer be undone");
    };
    let verb = inverse.verb.plain;
    let is_one_verb = entries
        .iter()
        .all(|(_, inverse)| inverse.verb.plain == verb);
    let many = entries.len();
    let mut lines = steps_of(&entries, neon);
    if wakes {
        lines.push(fact("wakes", "these computes"));
    }
    lines.push(String::new());
    lines.push("Each is read again first; those changed since are skipped.".to_owned());
    let locks = entries.iter().any(locks);
    let steps = entries.into_iter().map(|(entry, inverse)| QueueStep {
        row: entry.done.target,
        undoes: Some(entry.id),
        ..QueueStep::of(inverse)
    });
    let plan = Plan {
        steps: steps.collect(),
        strict: false,
        locks,
    };
    let title = if is_one_verb {
        format!("Undo {many} changes: {verb}?")
    } else {
        format!("Undo {many} changes?")
    };
    dialogs.open(Confirm::of_plan(
        neon,
        title,
        lines,
        format!("undo {many}"),
        plan,
    ));
}

/// What is undone, a line each. Where that is, is said once if it is the same for all.
fn steps_of(entries: &[(undo::UndoEntry, Change)], neon: &Neon) -> Vec<String> {
    let places = entries.iter();
    let places = places.map(|(entry, _)| deletion::path(&neon.store, &entry.done.target));
    let places: Vec<String> = places.collect();
    let common = places
        .first()
        .filter(|first| places.iter().all(|place| place == *first));
    let mut lines = Vec::new();
    if let Some(common) = common {
        lines.extend([fact("in", common), String::new()]);
    }
    for ((entry, inverse), place) in entries.iter().zip(&places) {
        let fields = entry.fields.join(", ");
        let line = format!("{}  {}  {fields}", inverse.verb.plain, inverse.name);
        let line = line.trim_end();
        lines.push(match common {
            Some(_) => line.to_owned(),
            None => format!("{line}  in {place}"),
        });
    }
    lines
}
