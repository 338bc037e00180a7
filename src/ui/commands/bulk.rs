//! One action for all that is marked: which of it can be done, a question that names each, and a
//! [`crate::changes::queue`] that does it.
//!
//! An action that can be done to many says so in its row of the table of actions, with a [`Bulk`].
//! While something is marked, its key means the marked things and not the row of the cursor.

use crate::{
    changes::{
        preflight,
        queue::{Plan, QueueStep, locks},
        write::Change,
    },
    neon::Neon,
    store::target::Target,
    ui::{
        action::{Availability, lower_first},
        commands::{self, delete},
        dialog::{
            Dialog,
            confirm::{Confirm, OnConfirm},
        },
        model::Model,
        table::{self, Table},
    },
};
use std::collections::HashSet;

/// What is marked, if anything is.
pub fn marked(model: &Model) -> Vec<Target> {
    let table = model.browser.table.as_ref();
    table.map_or_else(Vec::new, crate::ui::Table::marked)
}

/// How many things are marked.
pub fn count(model: &Model) -> usize {
    let table = model.browser.table.as_ref();
    table.map_or(0, crate::ui::Table::marked_count)
}

/// Whether an action makes sense for something that is marked; none if nothing is marked.
pub fn ready(model: &Model, bulk: &Bulk) -> Option<Availability> {
    if count(model) == 0 {
        return None;
    }
    let any = marked(model)
        .iter()
        .any(|target| (bulk.concerns)(model, target));
    Some(Availability::shown_if(any))
}

/// Names what will be changed and what will not, and asks for the word and the number.
pub fn ask(
    model: &mut Model,
    question: Question<'_>,
    plan: impl Fn(&Model, &Target, &HashSet<Target>) -> Planned,
) {
    table::marks::keep_range(model);
    let all = marked(model);
    let may_change = |row: &&Target| model.neon.read_only_why(Some(*row)).is_none();
    let set: HashSet<Target> = all.iter().filter(may_change).cloned().collect();
    let mut steps = Vec::new();
    let mut skipped = Vec::new();
    for row in all {
        let planned = plan(model, &row, &set);
        match planned.and_then(|change| allowed(&model.neon, change)) {
            Ok(change) => steps.push(QueueStep {
                row,
                change,
                undoes: None,
            }),
            Err(why) => skipped.push((model.neon.store.name(&row), why)),
        }
    }
    if let Some((name, why)) = skipped.first().filter(|_| steps.is_empty()) {
        let others = match skipped.len() - 1 {
            0 => String::new(),
            others => format!(" (and {others} more)"),
        };
        return model.neon.say(format!(
            "nothing to {}: {name}: {why}{others}",
            question.word
        ));
    }
    if question.order == BulkOrder::LeavesFirst {
        steps.sort_by_key(|step| std::cmp::Reverse(depth(&model.neon, &step.row)));
    }
    let confirm = confirm(model, &question, steps, &skipped);
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
}

/// A change, unless the settings refuse it for its row.
fn allowed(neon: &Neon, change: Change) -> Planned {
    match preflight::forbidden(neon, &change) {
        Some(why) => Err(why),
        None => Ok(change),
    }
}

fn confirm(
    model: &Model,
    question: &Question<'_>,
    steps: Vec<QueueStep>,
    skipped: &[(String, String)],
) -> Confirm {
    let many = steps.len();
    let kind = steps.first().map_or("thing", |step| step.row.word());
    let mut title = format!("{} {}?", question.word, commands::delete::count(many, kind));
    if let Some(first) = title.get(..1).map(str::to_uppercase) {
        title.replace_range(..1, &first);
    }
    let place = steps
        .first()
        .map(|step| delete::place(&model.neon, &step.row));
    let mut lines: Vec<String> = place.into_iter().collect();
    lines.extend(question.lines.iter().cloned());
    let hidden = model.browser.table.as_ref().map_or(0, Table::hidden_marks);
    if hidden > 0 {
        lines.push(format!("{hidden} marked rows are hidden by the filter"));
    }
    lines.push(String::new());
    for (at, step) in steps.iter().enumerate() {
        let about = about(&model.neon, &step.row);
        lines.push(format!("{:>3}. {}  {about}", at + 1, step.change.name));
    }
    if !skipped.is_empty() {
        lines.push(String::new());
        lines.push(format!(
            "Left alone, {} of {}:",
            skipped.len(),
            many + skipped.len()
        ));
        let line = |(name, why): &(String, String)| format!("  - {name}: {}", lower_first(why));
        lines.extend(skipped.iter().map(line));
    }
    let production = steps
        .iter()
        .any(|step| commands::delete::is_production(model, &step.row));
    let word = match steps.as_slice() {
        [only] => commands::delete::word(&model.neon.store.name(&only.row), &only.row),
        _ => format!("{} {many}", question.word),
    };
    let locks = steps
        .iter()
        .any(|step| locks(step.change.request.operation));
    let plan = Plan {
        steps,
        strict: false,
        locks,
    };
    let mut confirm = Confirm::typed(title, lines, word, OnConfirm::Queue(plan));
    confirm.production = production;
    confirm.whole = true;
    confirm
}

/// What helps to recognize a thing: "idle, 6d ago, 18.2 GB".
fn about(neon: &Neon, target: &Target) -> String {
    match target {
        Target::Branch(project, _) | Target::DeletedBranch(project, _) => {
            let branch = neon.store.branch_of(target);
            branch.map_or_else(String::new, |branch| delete::about(neon, project, branch))
        }
        _ => String::new(),
    }
}

/// How many things this one hangs under.
fn depth(neon: &Neon, target: &Target) -> usize {
    let Some(project) = target.project() else {
        return 0;
    };
    let mut depth = 0;
    let mut branch = neon.store.branch_of(target);
    while let Some(above) = branch.and_then(|branch| branch.parent_id.as_ref()) {
        depth += 1;
        // A circle in the answer has no top.
        branch = neon.store.branch(project, above).filter(|_| depth < 64);
    }
    depth
}

/// How an action is done to many things.
#[derive(Debug)]
pub struct Bulk {
    /// Whether it makes sense for a thing; asked for every frame, so it must be cheap.
    pub concerns: fn(&Model, &Target) -> bool,
    /// Asks, and does it.
    pub run: fn(&mut Model),
}

/// In which order things are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkOrder {
    Listed,
    /// What hangs under another thing before it.
    LeavesFirst,
}

/// What is asked before many things are changed.
#[derive(Debug)]
pub struct Question<'a> {
    /// The word that is typed, and the first of the title: "delete".
    pub word: &'a str,
    /// What it means, line by line.
    pub lines: Vec<String>,
    pub order: BulkOrder,
}

/// The change of one of the marked things, or why there is none.
pub type Planned = Result<Change, String>;
