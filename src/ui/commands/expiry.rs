//! The expiry of the marked branches: one of a few durations, or any time.

use crate::{
    api::Request,
    changes::{
        Changes,
        change::Change,
        expiry::{EXPIRE, Expiry},
    },
    kinds::{
        Verb,
        deletion::fact,
        edit,
        time_input::{self, TimeContext},
    },
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        commands::{self, bulk::Bulk},
        dialog::{
            menu::{Choice, Item, Menu},
            prompt::{self, OnSubmit, Prompt},
        },
        model::Model,
    },
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// The durations offered, in hours, and their labels.
const SPANS: [(i64, &str); 5] = [
    (1, "in 1h"),
    (4, "in 4h"),
    (24, "in 1d"),
    (7 * 24, "in 7d"),
    (30 * 24, "in 30d"),
];

/// Neon accepts at most thirty days; its clock may differ a little from ours.
const SLACK: SignedDuration = SignedDuration::from_mins(1);

const KEEP: Verb = Verb::new("clearing the expiry of", "kept for good", "keep");

/// Opens the menu of durations.
fn choose(model: &mut Model) {
    let here = TimeContext {
        now: model.neon.now,
        zone: &model.settings.zone,
    };
    let item = |label: &str, note: String, at: Expiry| {
        Item::new(label.to_owned(), note, Choice::ExpireMarked(at))
    };
    let mut items: Vec<Item> = SPANS
        .iter()
        .map(|(hours, label)| {
            let at = ahead(here.now, *hours);
            item(label, time_input::local_words(at, here), Expiry::At(at))
        })
        .collect();
    items.push(item(
        "never",
        "until they are deleted".to_owned(),
        Expiry::Never,
    ));
    let example = "2h, tomorrow 18:00, 2026-11-28 18:00";
    items.push(item("another time …", example.to_owned(), Expiry::Typed));
    let title = format!("Set expiry of {} …", commands::bulk::count(model));
    model.dialogs.open(Menu::new(title).lettered(items));
}

fn ahead(now: Timestamp, hours: i64) -> Timestamp {
    let mut span = SignedDuration::from_hours(hours);
    if hours == 30 * 24 {
        span -= SLACK;
    }
    now.saturating_add(span).unwrap_or(Timestamp::MAX)
}

/// Handles the choice; to enter a time, opens a prompt.
pub fn chosen(model: &mut Model, expiry: Expiry) {
    match expiry {
        Expiry::At(at) => confirm(model, Some(at)),
        Expiry::Never => confirm(model, None),
        Expiry::Typed => {
            let title = format!(
                "When does Neon delete the {} marked?",
                commands::bulk::count(model)
            );
            let mut prompt = Prompt::new(title, "Expires", String::new(), OnSubmit::Expiry);
            let note = "2h, 7d, tomorrow 18:00, 2026-11-28 18:00, or never; 30d at most.";
            prompt.notes = vec![note.to_owned()];
            model.dialogs.open(prompt);
        }
    }
}

/// Handles the entered time, or says in the prompt why it is invalid.
pub fn typed(model: &mut Model, id: DialogId, text: &str) {
    let here = TimeContext {
        now: model.neon.now,
        zone: &model.settings.zone,
    };
    match edit::expiry::read(text, here) {
        _ if text.is_empty() => {
            prompt::refuse(&mut model.dialogs, id, "type a time, or never".to_owned())
        }
        Ok(at) => {
            model.dialogs.close(id);
            confirm(model, at)
        }
        Err(why) => prompt::refuse(&mut model.dialogs, id, why),
    }
}

/// Asks for confirmation, then sets the expiry of all marked branches; `None` clears it.
fn confirm(model: &mut Model, at: Option<Timestamp>) {
    let here = TimeContext {
        now: model.neon.now,
        zone: &model.settings.zone,
    };
    let line = match at {
        Some(at) => fact(
            "deletes",
            format!(
                "them with their computes and data, soon after {}",
                time_input::local_words(at, here)
            ),
        ),
        None => fact("keeps", "them until they are deleted"),
    };
    let verb = if at.is_some() { EXPIRE } else { KEEP };
    let value = at.map_or(Value::Null, |at| time_input::write(at).into());
    let question = commands::bulk::Question {
        word: verb.plain,
        lines: vec![line],
        order: commands::bulk::BulkOrder::Listed,
    };
    commands::bulk::ask(model, question, move |model, row, _| {
        planned(&model.changes, &model.neon, row, verb, &value)
    })
}

/// The change of one branch, if Neon lets it expire.
fn planned(
    changes: &Changes,
    neon: &Neon,
    row: &Target,
    verb: Verb,
    at: &Value,
) -> commands::bulk::Planned {
    let Target::Branch(project, id) = row else {
        return Err("it is not a branch".to_owned());
    };
    let branch = neon.store.branch(project, id);
    let branch = branch.ok_or_else(|| "it is no longer listed".to_owned())?;
    changes.check_free(row)?;
    if at.is_null() && branch.expires_at.is_none() {
        return Err("it has no expiry".to_owned());
    }
    let inside = neon.store.inside(project).into_iter();
    let mut all = inside.flat_map(|inside| inside.branches.value.values());
    if !at.is_null() {
        if branch.default {
            return Err("the default branch cannot expire".to_owned());
        }
        if crate::kinds::branch::is_protected(branch) {
            return Err("a protected branch cannot expire".to_owned());
        }
        if let Some(child) = all.find(|other| other.parent_id.as_ref() == Some(id)) {
            let child = &child.name;
            return Err(format!(
                "it has a child branch ({child}), so it cannot expire"
            ));
        }
    }
    let body = json!({ "branch": { "expires_at": at } });
    let request = Request::update_branch(project, id, body);
    Ok(Change::new(row.clone(), &branch.name, request).verb(verb))
}

/// Sets the expiry of the marked branches.
pub const BULK: Bulk = Bulk {
    why_not: |_| None,
    concerns: |_, target| matches!(target, Target::Branch(..)),
    run: choose,
};
