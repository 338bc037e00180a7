//! Deleting the selection, and for a branch all its descendants.
//!
//! The name must always be typed. What Neon would refuse is refused here, with the steps to take first.

pub mod summary;

use crate::{
    api::{Request, types::BranchId},
    changes::{
        Changes, called,
        change::Change,
        queue::{Plan, QueueStep},
    },
    kinds::{self, branch::BranchRef, deletion::Question},
    neon::{Neon, key_names::NamedKey},
    store::{Store, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        commands::{self, bulk::Bulk},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
        },
        keymap::Keymap,
        model::Model,
        on_screen,
        table::members,
    },
};

use std::collections::HashSet;

/// Whether the selection can be deleted, as far as is known here.
pub fn ready(browser: &Browser, keymap: &Keymap, changes: &Changes, neon: &Neon) -> Availability {
    let Some(target) = browser.selected() else {
        return Availability::Hidden;
    };
    if let Target::Invitation(..) = target {
        let key = neon.keys.name(NamedKey::OpenConsole);
        return Availability::no(format!(
            "Neon's API cannot revoke invitations; the Console can ({key})"
        ));
    }
    let Some(change) = change(neon, target) else {
        return Availability::Hidden;
    };
    if let Err(doing) = changes.check_free(target) {
        return Availability::No(doing);
    }
    match obstacle(keymap, neon, target) {
        Some(why) => Availability::No(format!(
            "cannot {} {}: {why}",
            change.verb.plain,
            neon.store.name(target)
        )),
        None => Availability::Yes,
    }
}

/// Why Neon would refuse, and what to do first.
fn obstacle(keymap: &Keymap, neon: &Neon, target: &Target) -> Option<String> {
    on_screen::of(target, |kind| kind.obstacle(keymap, neon))
}

fn change(neon: &Neon, target: &Target) -> Option<Change> {
    let name = called::of(neon, target);
    let verb = kinds::lookup::of(target, |kind| kind.deletion_verb());
    let change = Change::new(target.clone(), name, request(&neon.store, target)?).verb(verb);
    // The name that is typed must be its name.
    Some(match target {
        Target::Branch(..) | Target::Project(_) => change.checked(),
        _ => change,
    })
}

/// What deleting it is called: "delete branch", "revoke API key"; none if it cannot be deleted.
pub fn what(neon: &Neon, target: &Target) -> Option<String> {
    let verb = change(neon, target)?.verb.plain;
    Some(format!("{verb} {}", target.noun()))
}

/// Whether what is marked, or else selected, could not be had back.
pub fn is_irreversible(model: &Model) -> bool {
    let marked = commands::bulk::marked(&model.browser);
    let selected = model.browser.selected().filter(|_| marked.is_empty());
    let changes = marked.iter().chain(selected);
    let mut changes = changes.filter_map(|target| change(&model.neon, target));
    changes.any(|change| change.is_irreversible(&model.neon))
}

/// The verb in a question about deleting many of a kind.
fn word_of_many(neon: &Neon, first: &Target) -> Option<&'static str> {
    kinds::lookup::of(first, |kind| kind.deletion_of_many())
        .or_else(|| Some(change(neon, first)?.verb.plain))
}

fn ask_for_marked(model: &mut Model) {
    let marked = commands::bulk::marked(&model.browser);
    let question = commands::bulk::Question {
        word: marked
            .first()
            .and_then(|first| word_of_many(&model.neon, first))
            .unwrap_or("remove"),
        lines: summary::of_many(&model.neon, &marked),
        order: commands::bulk::BulkOrder::LeavesFirst,
    };
    commands::bulk::ask(model, question, |model, target, marked| {
        model.changes.check_free(target)?;
        let together = match target {
            // A member who cannot be removed does not count as leaving.
            Target::Member(org, _) => {
                let goes =
                    |one: &&Target| obstacle(&model.keyboard.keymap, &model.neon, one).is_none();
                let leaving: HashSet<Target> = marked.iter().filter(goes).cloned().collect();
                members::leaves_no_admin(&model.neon, org, &leaving)
            }
            _ => None,
        };
        if let Some(why) = obstacle(&model.keyboard.keymap, &model.neon, target).or(together) {
            return Err(why);
        }
        if let Target::Branch(project, id) = target {
            let branch = |id: &BranchId| Target::Branch(project.clone(), id.clone());
            let one = BranchRef { project, id };
            let mut under = one.under(&model.neon.store).into_iter();
            if let Some(kept) = under.find(|child| !marked.contains(&branch(&child.id))) {
                return Err(format!("its child {} is not marked", kept.name));
            }
            if one.hidden_under(&model.neon.store) > 0 {
                return Err("its children could not be read".to_owned());
            }
        }
        change(&model.neon, target).ok_or_else(|| "it cannot be deleted".to_owned())
    })
}

/// Asks to type the name, and lists what will be deleted.
pub fn confirm(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        keyboard,
        neon,
        ..
    } = model;
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    if let Some(asked) = kinds::lookup::of(&target, |kind| kind.question(&neon.store)) {
        if let Some(change) = change(neon, &target) {
            ask_about_access(dialogs, neon, change, asked);
        }
        return;
    }
    let children: Vec<Target> = match &target {
        Target::Branch(project, id) => BranchRef { project, id }
            .under(&neon.store)
            .iter()
            .map(|branch| Target::Branch(project.clone(), branch.id.clone()))
            .collect(),
        _ => Vec::new(),
    };
    let all = children.iter().chain([&target]);
    let intents: Vec<Change> = all.filter_map(|one| change(neon, one)).collect();
    let name = neon.store.name(&target);
    let lines = summary::lines(&keyboard.keymap, neon, &target, &children);
    let title = match intents.len() {
        1 => format!("Delete {} {name}?", target.noun()),
        many => format!(
            "Delete {name} and {} under it?",
            kinds::deletion::count(many - 1, "branch")
        ),
    };
    let then = match <[Change; 1]>::try_from(intents) {
        Ok([only]) => OnConfirm::Send(Box::new(only)),
        Err(several) => OnConfirm::Queue(Plan {
            steps: several.into_iter().map(QueueStep::of).collect(),
            strict: true,
            locks: true,
        }),
    };
    let word = word(&name, &target);
    let mut confirm = Confirm::typed(title, lines, word, then);
    confirm.production = is_production(neon, &target);
    confirm.whole = confirm.production || !children.is_empty() || is_project(&target);
    dialogs.open(confirm);
}

fn is_project(target: &Target) -> bool {
    matches!(target, Target::Project(_))
}

/// Whether a thing is production: a project with a protected or an active default branch, or unknown branches; and
/// anything on the default or a protected branch.
pub fn is_production(neon: &Neon, target: &Target) -> bool {
    on_screen::of(target, |kind| kind.is_production(neon, target))
}

/// Asks for confirmation to revoke access.
pub(super) fn ask_about_access(
    dialogs: &mut Dialogs,
    neon: &Neon,
    change: Change,
    asked: Question,
) {
    let word = word(&change.name, &change.target);
    let then = OnConfirm::Send(Box::new(change));
    let mut confirm = if asked.typed {
        Confirm::typed(asked.title, asked.lines, word, then)
    } else {
        Confirm::question(asked.title, asked.lines, then)
    };
    let concerns = asked.concerns.as_ref();
    confirm.production = asked.prominent || concerns.is_some_and(|of| neon.is_production(of));
    dialogs.open(confirm);
}

/// Deletes the marked things.
pub const BULK: Bulk = Bulk {
    why_not: |_| None,
    concerns: |model, target| request(&model.neon.store, target).is_some(),
    run: ask_for_marked,
};

/// Longer names are hard to type.
const EASY: usize = 24;

/// Why a deletion is forbidden that would wake a compute: Neon does so to delete a database or a role.
pub(crate) fn no_wake(neon: &Neon, target: &Target) -> Option<String> {
    let by = neon.no_wake_by(Some(target))?;
    Some(format!("that would wake the compute: blocked by {by}"))
}

/// Why something is not deleted if what protects it could not be read.
pub(crate) fn not_read(neon: &Neon, which: &str, what: &str) -> String {
    let key = neon.keys.name(NamedKey::RefreshAll);
    format!("could not read whether {which} {what}; {key} retries")
}

pub fn request(store: &Store, target: &Target) -> Option<Request> {
    kinds::lookup::of(target, |kind| kind.removal(store))
}

/// The text to type: the name, or the end of the ID if the name is long or hard to type; for an e-mail address
/// the part before its `@`.
pub fn word(name: &str, target: &Target) -> String {
    let name = kinds::lookup::of(target, |kind| kind.typed(name));
    // Blanks at an end, or several in a row, are not seen.
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_graphic());
    if name.len() <= EASY && name.split(' ').all(is_word) {
        return name.to_owned();
    }
    let last = target.id().rsplit('-').next().unwrap_or_default();
    let last = Some(last).filter(|last| {
        (1..=EASY).contains(&last.len()) && last.chars().all(|c| c.is_ascii_graphic())
    });
    // Databases and roles have no ID.
    last.unwrap_or("delete").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_typed_as_it_is_if_that_is_easy_and_otherwise_the_end_of_the_id() {
        let branch = Target::Branch("proud-river-1".into(), "br-cold-sun-a1b2".into());
        for (name, word) in [
            ("staging", "staging"),
            ("nightly report", "nightly report"),
            ("two  blanks", "a1b2"),
            (" before", "a1b2"),
            ("caf\u{e9}", "a1b2"),
            ("a-name-that-nobody-likes-to-type", "a1b2"),
        ] {
            assert_eq!(super::word(name, &branch), word, "{name:?}");
        }
    }
}
