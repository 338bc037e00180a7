//! Lists to choose from: all actions of a row, those of its compute, what can be copied.

use super::Dialog;
use crate::{
    core::{
        action::{ACTIONS, Action, Ready, Risk, Scope},
        copying::{self, Piece},
        effect::Effect,
        model::Model,
        target::Target,
    },
    key::Key,
};

/// What a line of a menu does.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// An action.
    Do(Action),
    /// A copy.
    Copy(Piece),
}

/// A line of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The letter that runs it.
    pub letter: char,
    /// What it says.
    pub label: String,
    /// Something more, dimmed: a key, the text that would be copied.
    pub note: String,
    /// Why it cannot be done.
    pub why_not: Option<String>,
    /// What it does.
    pub choice: Choice,
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Menu {
    /// What it is about.
    pub title: String,
    /// The thing that was selected when it was opened: its lines act on that.
    pub target: Option<Target>,
    /// Its lines.
    pub items: Vec<Item>,
    /// The line of the cursor.
    pub at: usize,
}

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

fn item(model: &Model, action: Action) -> Option<Item> {
    let spec = action.spec();
    let why_not = match spec.ready(model) {
        Ready::Yes => None,
        Ready::No(why) => Some(why),
        Ready::Hidden => return None,
    };
    let wakes = match action {
        Action::NewProject | Action::NewCompute | Action::NewReplica => "starts a compute  ",
        _ if spec.wakes => "wakes the compute  ",
        _ => "",
    };
    let note = format!("{wakes}{}", model.keymap.name(action));
    Some(Item {
        letter: ' ',
        label: spec.label.to_owned(),
        note,
        why_not,
        choice: Choice::Do(action),
    })
}

fn show(model: &mut Model, title: String, mut items: Vec<Item>) -> Vec<Effect> {
    for (item, letter) in items.iter_mut().zip(LETTERS.chars()) {
        item.letter = letter;
    }
    let target = model.selected().cloned();
    model.dialogs.open(Dialog::Menu(Menu {
        title,
        target,
        items,
        at: 0,
    }));
    Vec::new()
}

/// Lists every action that has to do with what is selected.
pub fn actions(model: &mut Model) -> Vec<Effect> {
    let about = |action: &Action| action.spec().hint >= 15 || action.spec().risk == Risk::Write;
    let all = ACTIONS
        .iter()
        .filter(|spec| spec.scope == Scope::Main)
        .map(|spec| spec.action);
    let items = all.filter(|action| {
        let listed = [Action::ActionsMenu, Action::NewMenu, Action::Help];
        about(action) && !listed.contains(action)
    });
    let items = items.filter_map(|action| item(model, action)).collect();
    let title = model
        .selected()
        .map_or_else(|| "Actions".to_owned(), |target| model.store.name(target));
    show(model, title, items)
}

/// Lists what can be done to the compute of the row.
pub fn compute(model: &mut Model) -> Vec<Effect> {
    const OF_COMPUTE: [Action; 6] = [
        Action::StartCompute,
        Action::SuspendCompute,
        Action::RestartCompute,
        Action::EditCompute,
        Action::NewReplica,
        Action::Connect,
    ];
    let items = OF_COMPUTE
        .into_iter()
        .filter_map(|action| item(model, action))
        .collect();
    let title = model
        .selected()
        .map_or_else(|| "Compute".to_owned(), |target| model.store.name(target));
    show(model, title, items)
}

/// What can be made, in the order of the menu.
const NEW: [Action; 6] = [
    Action::NewBranch,
    Action::NewDatabase,
    Action::NewRole,
    Action::NewCompute,
    Action::NewReplica,
    Action::NewProject,
];

/// Whether something can be made here.
pub fn new_ready(model: &Model) -> Ready {
    let all = NEW.into_iter().map(|action| action.spec().ready(model));
    let mentioned: Vec<Ready> = all.filter(|ready| *ready != Ready::Hidden).collect();
    match mentioned.as_slice() {
        [] => {
            Ready::no("nothing can be created here: select an organisation, a project or a branch")
        }
        [only] => only.clone(),
        _ => Ready::Yes,
    }
}

/// Lists what can be made in what is selected; where that is one kind, makes it.
pub fn new(model: &mut Model) -> Vec<Effect> {
    let items: Vec<Item> = NEW
        .into_iter()
        .filter_map(|action| item(model, action))
        .collect();
    if let [
        Item {
            choice: Choice::Do(action),
            ..
        },
    ] = items.as_slice()
    {
        return action.spec().run(model);
    }
    let title = model.selected().map_or_else(
        || "New".to_owned(),
        |target| format!("New in {}", model.store.name(target)),
    );
    show(model, title, items)
}

/// Whether there is something to copy.
pub fn copy_ready(model: &Model) -> Ready {
    if copying::pieces(model).is_empty() {
        Ready::no("nothing is selected")
    } else {
        Ready::Yes
    }
}

/// Lists what can be copied of what is selected.
pub fn copy(model: &mut Model) -> Vec<Effect> {
    let pieces = copying::pieces(model);
    let items = pieces.into_iter().map(|piece| Item {
        letter: ' ',
        label: piece.label.to_owned(),
        note: piece.preview(),
        why_not: None,
        choice: Choice::Copy(piece),
    });
    let items = items.collect();
    show(model, "Copy".to_owned(), items)
}

fn top(model: &mut Model) -> Option<&mut Menu> {
    match model.dialogs.top_mut() {
        Some(Dialog::Menu(menu)) => Some(menu),
        _ => None,
    }
}

/// A letter runs its line.
pub(super) fn type_key(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    let letter = key.typed()?;
    let menu = top(model)?;
    let at = menu.items.iter().position(|item| item.letter == letter)?;
    menu.at = at;
    Some(choose(model))
}

/// The next line.
pub fn down(model: &mut Model) -> Vec<Effect> {
    if let Some(menu) = top(model) {
        menu.at = (menu.at + 1).min(menu.items.len().saturating_sub(1));
    }
    Vec::new()
}

/// The previous line.
pub fn up(model: &mut Model) -> Vec<Effect> {
    if let Some(menu) = top(model) {
        menu.at = menu.at.saturating_sub(1);
    }
    Vec::new()
}

/// Does what the line says.
pub fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(menu) = top(model) else {
        return Vec::new();
    };
    let Some(item) = menu.items.get(menu.at).cloned() else {
        return Vec::new();
    };
    let meant = menu.target.clone();
    if let Some(why) = item.why_not {
        return model.say(why);
    }
    model.dialogs.close_top();
    // What was selected may have gone while the menu was open: then its lines act on nothing else.
    if meant.as_ref() != model.selected() {
        return model.say("the selection has changed: nothing was done");
    }
    match item.choice {
        Choice::Do(action) => action.spec().run(model),
        Choice::Copy(piece) => copying::copy(piece),
    }
}

/// Closes the menu.
pub fn close(model: &mut Model) -> Vec<Effect> {
    model.dialogs.close_top();
    Vec::new()
}
