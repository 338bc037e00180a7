//! Bulk changes: one action for all marked rows. Decides which of them it can change, asks for a confirmation
//! that names each, and starts a [`crate::changes::queue`].
//!
//! An action that supports this has a [`Bulk`] in its row of the table of actions. While rows are marked, its key
//! applies to them and not to the selected row.

use crate::{
    changes::{
        change::Change,
        preflight,
        queue::{Plan, QueueStep},
    },
    kinds::deletion,
    neon::Neon,
    store::target::Target,
    ui::{
        action::Availability,
        activity,
        browser::Browser,
        commands::{self, delete},
        dialog::confirm::Confirm,
        model::Model,
        table::{self, Table},
        text::lower_first,
    },
};
use std::{cmp::Reverse, collections::HashSet};

/// The marked rows, if any.
pub fn marked(browser: &Browser) -> Vec<Target> {
    let table = browser.table.as_ref();
    table.map_or_else(Vec::new, Table::marked)
}

/// How many rows are marked, unless keys concern an operation.
pub fn count(model: &Model) -> usize {
    let operation = activity::selected(&model.browser, &model.neon.store);
    let table = model.browser.table.as_ref();
    let table = table.filter(|_| operation.is_none());
    table.map_or(0, Table::marked_count)
}

/// Whether an action applies to any marked row. Returns `None` if nothing is marked.
pub fn ready(model: &Model, bulk: &Bulk) -> Option<Availability> {
    let many = count(model);
    if many == 0 {
        return None;
    }
    let any = marked(&model.browser)
        .iter()
        .any(|target| (bulk.concerns)(model, target));
    Some(match (bulk.why_not)(many).filter(|_| any) {
        Some(why) => Availability::No(why),
        None => Availability::shown_if(any),
    })
}

/// Lists what will be changed and what will not, and asks: to type the word and the number if something is production or
/// cannot be undone.
pub fn ask(
    model: &mut Model,
    question: Question<'_>,
    plan: impl Fn(&Model, &Target, &HashSet<Target>) -> Planned,
) {
    table::marks::keep_range(&mut model.browser);
    let all = marked(&model.browser);
    let may_change = |row: &&Target| model.neon.read_only_why(Some(*row)).is_none();
    let set: HashSet<Target> = all.iter().filter(may_change).cloned().collect();
    let mut steps = Vec::new();
    let mut skipped = Vec::new();
    for row in all {
        let planned = plan(model, &row, &set);
        match planned.and_then(|change| allowed(&model.neon, change)) {
            Ok(change) => steps.push(QueueStep {
                row,
                ..QueueStep::of(change)
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
    let depth = |step: &QueueStep| depth(&model.neon, &step.row);
    match question.order {
        BulkOrder::Listed => {}
        BulkOrder::LeavesFirst => steps.sort_by_key(|step| Reverse(depth(step))),
        BulkOrder::RootsFirst => steps.sort_by_key(depth),
    }
    let confirm = confirm(&model.browser, &model.neon, &question, steps, &skipped);
    model.dialogs.open(confirm);
}

/// A change, unless the settings forbid it for its row.
fn allowed(neon: &Neon, change: Change) -> Planned {
    match preflight::forbidden(neon, &change) {
        Some(why) => Err(why),
        None => Ok(change),
    }
}

fn confirm(
    browser: &Browser,
    neon: &Neon,
    question: &Question<'_>,
    steps: Vec<QueueStep>,
    skipped: &[(String, String)],
) -> Confirm {
    let many = steps.len();
    let kind = steps.first().map_or("thing", |step| step.row.noun());
    let mut title = format!("{} {}?", question.word, deletion::count(many, kind));
    if let Some(first) = title.get(..1).map(str::to_uppercase) {
        title.replace_range(..1, &first);
    }
    let paths = steps.iter();
    let paths: Vec<_> = paths
        .map(|step| deletion::path(&neon.store, &step.row))
        .collect();
    let shared = paths
        .first()
        .filter(|first| paths.iter().all(|path| path == *first));
    let place = shared.map(|path| deletion::fact("in", path));
    let mut lines: Vec<String> = place.into_iter().collect();
    lines.extend(question.lines.iter().cloned());
    let hidden = browser.table.as_ref().map_or(0, Table::hidden_marks);
    if hidden > 0 {
        let rows = if hidden == 1 { "row is" } else { "rows are" };
        lines.push(format!("{hidden} marked {rows} hidden by the filter"));
    }
    lines.push(String::new());
    let rows = steps.iter().enumerate();
    lines.extend(rows.map(|(at, step)| row(neon, at, step, shared.is_none())));
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
    let word = match steps.as_slice() {
        [only] => commands::delete::word(&only.change.name, &only.row),
        _ => format!("{} {many}", question.word),
    };
    let locks = steps.iter().any(|step| step.change.locks());
    let is_ordered = question.order != BulkOrder::Listed;
    let plan = Plan {
        steps,
        strict: false,
        locks: locks || is_ordered,
    };
    Confirm::of_plan(neon, title, lines, word, plan)
}

/// The line of a change: which thing, whether it is production, and where it is unless all are in one place.
fn row(neon: &Neon, at: usize, step: &QueueStep, says_where: bool) -> String {
    let project = step.row.project().filter(|_| says_where);
    let about = project.map_or_else(
        || about(neon, &step.row),
        |project| format!("in {}", neon.store.name(&Target::Project(project.clone()))),
    );
    let mark = if commands::delete::is_production(neon, &step.row) {
        "  PROD"
    } else {
        ""
    };
    format!("{:>3}. {}{mark}  {about}", at + 1, step.change.name)
}

/// Facts that help to recognize a thing: `idle, 6d ago, 18.2 GB`.
fn about(neon: &Neon, target: &Target) -> String {
    match target {
        Target::Branch(project, _) | Target::DeletedBranch(project, _) => {
            let branch = neon.store.branch_of(target);
            branch.map_or_else(String::new, |branch| {
                delete::summary::about(neon, project, branch)
            })
        }
        _ => String::new(),
    }
}

/// How many ancestors a thing has.
fn depth(neon: &Neon, target: &Target) -> usize {
    let Some(project) = target.project() else {
        return 0;
    };
    let find = |id| {
        let deleted = || neon.store.deleted_branch(project, id);
        neon.store.branch(project, id).or_else(deleted)
    };
    let mut depth = 0;
    let mut branch = match target {
        Target::DeletedBranch(_, id) => find(id),
        _ => neon.store.branch_of(target),
    };
    while let Some(above) = branch.and_then(|branch| branch.parent_id.as_ref()) {
        depth += 1;
        // A cycle in the response would never end.
        branch = find(above).filter(|_| depth < 64);
    }
    depth
}

/// How an action is run on many things.
#[derive(Debug)]
pub struct Bulk {
    /// Whether it applies to a thing; called for every frame, so it must be cheap.
    pub concerns: fn(&Model, &Target) -> bool,
    /// Why it cannot be done with so many, if so.
    pub why_not: fn(usize) -> Option<String>,
    /// Asks for confirmation, and starts it.
    pub run: fn(&mut Model),
}

/// The order in which things are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkOrder {
    Listed,
    /// Children before their parents.
    LeavesFirst,
    /// Parents before their children.
    RootsFirst,
}

/// The question before a bulk change.
#[derive(Debug)]
pub struct Question<'a> {
    /// The word to type, and the first word of the title, such as "delete".
    pub word: &'a str,
    /// The consequences, line by line.
    pub lines: Vec<String>,
    pub order: BulkOrder,
}

/// The change of a marked thing, or why there is none.
pub type Planned = Result<Change, String>;
