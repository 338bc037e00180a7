//! Undoing changes: the latest, or one from a menu, after a confirmation that says what will be sent.

use crate::{
    api::types::{Branch, BranchId},
    changes::{
        Changes, called,
        change::Change,
        queue::{Plan, QueueStep},
        restore_branch,
        undo::{self, UndoEntry},
    },
    kinds::{
        deletion::{self, fact},
        relative_time,
    },
    neon::{Neon, key_names::NamedKey},
    store::target::Target,
    ui::{
        action::Availability,
        activity,
        browser::Browser,
        commands::{self},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            menu::{Choice, Item, Menu},
            restore::{impact, when::children},
        },
        home::{self, state::LineId},
    },
};

/// Whether there is something to undo.
pub fn ready(changes: &Changes, neon: &Neon) -> Availability {
    match changes.undo.entries.last() {
        Some(_) => Availability::Yes,
        None => {
            let key = neon.keys.name(NamedKey::Deleted);
            let why = not_undone(changes, neon);
            Availability::No(why.unwrap_or_else(|| {
                format!("nothing to undo in this session. {key} lists deleted projects")
            }))
        }
    }
}

/// Why the latest change is not undone, if it is none that can be: "pr-9 created: not undone, D deletes it".
fn not_undone(changes: &Changes, neon: &Neon) -> Option<String> {
    let latest = changes.undo.latest_for_good()?;
    let happened = called::happened(latest);
    if latest.creates.is_none() {
        return Some(format!("{happened}: that cannot be undone"));
    }
    let key = neon.keys.name(NamedKey::Delete);
    Some(format!(
        "{happened}: not undone, as it may hold data; {key} on it deletes it"
    ))
}

/// The change under the cursor, in the activity or on the page of an organization; inside, its entry if it can be
/// undone.
fn under_cursor<'a>(
    browser: &Browser,
    changes: &'a Changes,
    neon: &Neon,
) -> Option<Option<&'a UndoEntry>> {
    if activity::selected(browser, &neon.store).is_some() {
        return Some(activity::undoable(browser, changes, &neon.store));
    }
    match home::selected(browser, changes, neon) {
        Some(LineId::Change(id)) => Some(changes.undo.of_logged(&id)),
        _ => None,
    }
}

/// The change that would be undone now: the one under the cursor, if it is on one, else the latest.
pub fn next<'a>(browser: &Browser, changes: &'a Changes, neon: &Neon) -> Option<&'a UndoEntry> {
    under_cursor(browser, changes, neon).unwrap_or_else(|| changes.undo.entries.last())
}

/// Whether the change under the cursor can be undone, if it is on one, else the latest change.
pub fn newest_ready(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    match under_cursor(browser, changes, neon) {
        None => ready(changes, neon),
        Some(Some(_)) => Availability::Yes,
        Some(None) => Availability::no(format!(
            "this is no change of this session that can be undone. {} lists those",
            neon.keys.name(NamedKey::UndoList)
        )),
    }
}

/// Asks for confirmation to undo the change under the cursor, if it is on one, else the latest change.
pub fn newest(browser: &Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    if let Some(under_cursor) = under_cursor(browser, changes, neon) {
        if let Some(id) = under_cursor.map(|entry| entry.id) {
            confirm(dialogs, changes, neon, id);
        }
        return;
    }
    let newest = changes.undo.entries.last();
    let questions = dialogs.all::<Confirm>().count();
    match newest.map(|entry| (entry.id, entry.group)) {
        Some((_, Some(group))) if changes.undo.of_group(group).count() > 1 => {
            commands::undo_group::confirm(dialogs, changes, neon, group)
        }
        Some((id, _)) => confirm(dialogs, changes, neon, id),
        None => {}
    }
    let skipped = not_undone(changes, neon).map(|why| fact("skips", why));
    if dialogs.all::<Confirm>().count() > questions
        && let Some(question) = dialogs.top_as_mut::<Confirm>()
    {
        question.lines.splice(0..0, skipped);
    }
}

/// Opens the menu of changes that can be undone, the latest first.
pub fn list(dialogs: &mut Dialogs, changes: &Changes, neon: &Neon) {
    let now = neon.now;
    let item = |entry: &UndoEntry| {
        Item::new(
            called::happened(&entry.done),
            format!(
                "{}; undo: {}",
                relative_time::relative(entry.at, now),
                entry.method.plain()
            ),
            Choice::Undo(entry.id),
        )
    };
    let items = changes.undo.entries.iter().rev().map(item).collect();
    dialogs.open(Menu::new("Undo a change").lettered(items));
}

/// Asks for confirmation to undo a change, and says what will be sent.
pub fn confirm(dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon, id: u64) {
    let Some(entry) = changes.undo.get(id).cloned() else {
        return neon.say("that change can no longer be undone");
    };
    if let Err(doing) = changes.check_free(&entry.done.target) {
        return neon.say(format!("{doing}; undo it once that is done"));
    }
    let done = &entry.done;
    let inverse = match undo::run::change(neon, &entry) {
        Ok(inverse) => inverse,
        Err(why) => return neon.say_bad(format!("not undone: {why}")),
    };
    let restricted = (inverse.spec().restricted)(neon, &inverse);
    if let Some(why) = restricted.filter(|_| protected(neon, &inverse).is_none()) {
        return neon.say_bad(format!("not undone: {why}"));
    }
    let wakes = inverse.request.operation.spec().wakes;
    let forbidden = neon.no_wake_by(Some(&inverse.target)).filter(|_| wakes);
    if let Some(by) = forbidden {
        return neon.say(format!(
            "undoing that would wake a compute: blocked by {by}"
        ));
    }
    let mut lines = vec![
        deletion::place(&neon.store, &inverse.target),
        fact(
            "done",
            format!(
                "{}, {}",
                called::happened(done),
                relative_time::relative(entry.at, neon.now)
            ),
        ),
        fact("undo", format!("{} {}", inverse.verb.plain, inverse.name)),
    ];
    lines.extend(entry.fields.iter().map(|field| fact("", field)));
    if wakes {
        lines.push(fact("wakes", "the compute of the branch"));
    }
    if let Some(keep) = restore_branch::backup(&inverse) {
        lines.push(fact("kept as", format!("{keep}: what it is now")));
        lines.extend(children_at_stake(neon, &inverse, keep));
        lines.push(fact("drops", "open connections, for a few seconds"));
    }
    let confirm = question(neon, id, inverse, lines);
    dialogs.open(confirm);
}

/// What a revert does to the children of the branch: those it has now move to what keeps its state, and those that
/// moved before stay where they are.
fn children_at_stake(neon: &Neon, inverse: &Change, keep: &str) -> Vec<String> {
    let Target::Branch(project, branch) = &inverse.target else {
        return Vec::new();
    };
    let moved = children(neon, project, branch).join(", ");
    let source = inverse.text("/source_branch_id").map(BranchId::from);
    let source = source.and_then(|id| neon.store.branch(project, &id));
    let stay = source.map(|source| (source, children(neon, project, &source.id).join(", ")));
    let moved = (!moved.is_empty()).then(|| fact("moves", format!("to {keep}: {moved}")));
    let stay = stay.filter(|(_, names)| !names.is_empty());
    let stay = stay.map(|(source, names)| fact("stays", format!("under {}: {names}", source.name)));
    moved.into_iter().chain(stay).collect()
}

/// The question whether to send an inverse: typed, if it unprotects a branch meanwhile.
fn question(neon: &Neon, id: u64, inverse: Change, mut lines: Vec<String>) -> Confirm {
    let protected = protected(neon, &inverse);
    let (verb, name) = (inverse.verb.plain, &inverse.name);
    let production = neon.is_production(&inverse.target);
    let mut confirm = if let Some(branch) = protected {
        lines.extend(impact::unprotected_meanwhile(neon));
        lines.push(
            "It is read again before 2.; if it changed since, it is only protected.".to_owned(),
        );
        let title = format!("Undo: unprotect, {verb} and protect {name} again?");
        let word = commands::delete::word(name, &inverse.target);
        let step = QueueStep {
            undoes: Some(id),
            ..QueueStep::of(inverse)
        };
        let plan = Plan::while_unprotected(branch, step);
        Confirm::typed(title, lines, word, OnConfirm::Queue(plan))
    } else {
        lines.push(String::new());
        lines.push("It is read again first; if it changed since, nothing is sent.".to_owned());
        let title = format!("Undo: {verb} {name}?");
        Confirm::question(title, lines, OnConfirm::Undo(id, Box::new(inverse)))
    };
    confirm.production = production;
    confirm.whole = protected.is_some() && production;
    confirm
}

/// The protected branch that a change would restore over.
fn protected<'a>(neon: &'a Neon, change: &Change) -> Option<&'a Branch> {
    let replaced = (change.spec().replaces)(neon, change)?;
    let branch = neon.store.branch_of(&replaced)?;
    (branch.protected && replaced == change.target).then_some(branch)
}
