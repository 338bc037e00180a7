//! Lists to choose from: the actions for a row, those for its compute, what can be copied.

mod new;

use crate::{
    api::types::{OrgId, ProjectId},
    changes::{deleted, expiry, write},
    key::Key,
    neon::Neon,
    store::target::Target,
    ui::{
        action::{ACTIONS, Action, Availability, Risk, Scope},
        browser::Browser,
        clipboard::{self, CopyItem},
        commands, compare,
        keymap::Keymap,
        model::Model,
        scroll::{ListCursor, Step},
        table,
    },
};
pub use new::{new, new_ready};

use super::{Behavior, form};

/// What a line of a menu does.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    Do(Action),
    Copy(CopyItem),
    /// Recover a deleted project, of this name.
    Recover(ProjectId, String),
    /// Undo a change.
    Undo(u64),
    /// Show the schema of a database, or compare it.
    Compare(Target, compare::With),
    /// Set or remove the expiry of all marked items.
    ExpireMarked(expiry::Expiry),
    /// Sort the table by a column.
    SortBy(&'static str),
    /// Transfer a project to an organization.
    Transfer(ProjectId, OrgId),
}

/// A line of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The key that runs it.
    pub letter: char,
    pub label: String,
    /// A dimmed remark: that it wakes a compute, the text that would be copied.
    pub note: String,
    /// Why it is not available.
    pub why_not: Option<String>,
    pub choice: Choice,
}

#[derive(Debug, Clone)]
pub struct Menu {
    pub title: String,
    /// The item that was selected when the menu was opened; its lines act on that item.
    pub target: Option<Target>,
    pub items: Vec<Item>,
    pub cursor: ListCursor<Item>,
    /// Shown while there are no lines.
    pub note: String,
}

impl Menu {
    /// A menu whose lines are still loading; they are not about the selection.
    pub fn loading(title: String, note: &str) -> Self {
        Self {
            title,
            target: None,
            items: Vec::new(),
            cursor: ListCursor::default(),
            note: note.to_owned(),
        }
    }

    /// The index of the selected line.
    pub fn at(&self) -> usize {
        self.cursor.among(&self.items)
    }

    /// Sets the lines and assigns their letters.
    pub fn fill(&mut self, mut items: Vec<Item>) {
        for (item, letter) in items.iter_mut().zip(LETTERS.chars()) {
            item.letter = letter;
        }
        self.items = items;
    }
}

const LETTERS: &str =
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ=+-_.,;'#%&@~$";

fn item(model: &Model, action: Action) -> Option<Item> {
    let spec = action.spec();
    let why_not = match spec.ready(model) {
        Availability::Yes => None,
        Availability::No(why) => Some(why),
        Availability::Hidden => return None,
    };
    let wakes = match action {
        Action::NewProject | Action::NewCompute | Action::NewReplica => "starts a compute",
        _ if spec.wakes => "wakes the compute",
        _ => "",
    };
    Some(Item {
        letter: ' ',
        label: spec.label.to_owned(),
        note: wakes.to_owned(),
        why_not,
        choice: Choice::Do(action),
    })
}

/// The keys that lead to an action: its own, or those of the menu that contains it.
pub fn way(keymap: &Keymap, action: Action) -> String {
    let own = keymap.name(action);
    if !own.is_empty() {
        own
    } else if form::EDITORS.contains(&action) {
        keymap.name(Action::Edit)
    } else {
        new::keys_of(keymap, action).unwrap_or(own)
    }
}

/// The keys that do the same outside of the menu, unless they are the ones pressed in it.
pub fn keys_outside(keymap: &Keymap, item: &Item) -> String {
    let Choice::Do(action) = item.choice else {
        return String::new();
    };
    let way = way(keymap, action);
    let here = item.letter.to_string();
    let through_new = format!("{} {here}", keymap.name(Action::NewMenu));
    if way == here || way == through_new {
        String::new()
    } else {
        way
    }
}

/// The same for the help: actions that no other key leads to are in the menu of all actions.
pub(crate) fn any_way(keymap: &Keymap, action: Action) -> String {
    let way = way(keymap, action);
    if way.is_empty() && action.spec().is_in(Scope::Main) {
        keymap.name(Action::ActionsMenu)
    } else {
        way
    }
}

fn show(model: &mut Model, title: String, mut items: Vec<Item>) {
    assign_letters(&model.browser, &model.keyboard.keymap, &mut items);
    let mut menu = Menu::loading(title, "");
    menu.target = model.browser.selected().cloned();
    menu.items = items;
    model.dialogs.open(menu);
}

/// Assigns letters. A line with a letter keeps it, and an action gets the letter of its own key, so that a menu never
/// gives a known key another meaning; the others get letters that no action of this menu uses.
fn assign_letters(browser: &Browser, keymap: &Keymap, items: &mut [Item]) {
    let own = |item: &Item| match item.choice {
        Choice::Do(action) if form::of_row(browser) == Some(action) => {
            keymap.name(Action::Edit).parse().ok()
        }
        Choice::Do(action) => keymap.name(action).parse().ok(),
        Choice::Copy(_)
        | Choice::ExpireMarked(_)
        | Choice::Recover(..)
        | Choice::Undo(_)
        | Choice::Compare(..)
        | Choice::SortBy(_)
        | Choice::Transfer(..) => None,
    };
    let given = |item: &Item| (item.letter != ' ').then_some(item.letter);
    let mut used: Vec<char> = items.iter().filter_map(given).collect();
    for item in items.iter_mut().filter(|item| item.letter == ' ') {
        if let Some(letter) = own(item).filter(|letter| !used.contains(letter)) {
            item.letter = letter;
            used.push(letter);
        }
    }
    // Nor do they get a key that has a meaning on the screen below, or starts a chord there.
    let begins = |action: Action, letter: char| {
        let mut chords = keymap.chords(action).iter();
        chords.any(|chord| chord.keys().first() == Some(&Key::char(letter)))
    };
    let is_below = |scope| {
        matches!(
            scope,
            Scope::Main | Scope::Move | Scope::Table | Scope::Always
        )
    };
    let below: Vec<Action> = ACTIONS
        .iter()
        .filter(|spec| spec.places.iter().any(|place| is_below(place.scope)))
        .map(|spec| spec.action)
        .collect();
    let is_key = |letter: &char| below.iter().any(|action| begins(*action, *letter));
    let acts = items
        .iter()
        .any(|item| matches!(item.choice, Choice::Do(_)));
    let mut free = LETTERS
        .chars()
        .filter(|letter| !(used.contains(letter) || acts && is_key(letter)));
    for item in items.iter_mut().filter(|item| item.letter == ' ') {
        item.letter = free.next().unwrap_or(' ');
    }
}

/// Lists every action for the selection.
pub fn actions(model: &mut Model) {
    let marked = commands::bulk::count(model) > 0;
    let about = |action: &Action| action.spec().hint >= 15 || action.spec().risk == Risk::Write;
    let all = ACTIONS
        .iter()
        .filter(|spec| spec.is_in(Scope::Main))
        .map(|spec| spec.action);
    let items = all.filter(|action| {
        let listed = ![
            Action::ActionsMenu,
            // Listed as the action that it stands for here.
            Action::Edit,
            Action::NewMenu,
            Action::Help,
            Action::ProjectSettings,
            Action::Undo,
            Action::UndoList,
        ]
        .contains(action);
        // Acting on the row of the cursor would be a trap while other rows are marked.
        let means_marked = !marked || action.spec().bulk.is_some();
        listed && about(action) && means_marked
    });
    let items = items.filter_map(|action| item(model, action)).collect();
    let title = match commands::bulk::count(model) {
        0 => model.browser.selected().map_or_else(
            || "Actions".to_owned(),
            |target| model.neon.store.name(target),
        ),
        marked => format!("{marked} marked"),
    };
    show(model, title, items)
}

/// Lists actions that share a key and are all available, because each applies to some of the marked items.
pub fn which(model: &mut Model, actions: &[Action]) {
    let items = actions.iter().filter_map(|action| item(model, *action));
    let items = items.collect();
    let title = format!("{} marked", commands::bulk::count(model));
    show(model, title, items)
}

/// Lists the actions for the compute of the row.
pub fn compute(model: &mut Model) {
    const OF_COMPUTE: [Action; 6] = [
        Action::StartCompute,
        Action::SuspendCompute,
        Action::RestartCompute,
        Action::EditCompute,
        Action::NewReplica,
        Action::Connect,
    ];
    let mut items: Vec<Item> = OF_COMPUTE
        .into_iter()
        .filter_map(|action| item(model, action))
        .collect();
    // Here the edit key means the compute.
    let edit = model.keyboard.keymap.name(Action::Edit).parse();
    let of_compute = |item: &&mut Item| item.choice == Choice::Do(Action::EditCompute);
    if let (Ok(letter), Some(item)) = (edit, items.iter_mut().find(of_compute)) {
        item.letter = letter;
    }
    let title = model.browser.selected().map_or_else(
        || "Compute".to_owned(),
        |target| model.neon.store.name(target),
    );
    show(model, title, items)
}

/// Whether there is something to copy.
pub fn copy_ready(browser: &Browser, neon: &Neon) -> Availability {
    if clipboard::pieces(browser, neon).is_empty() {
        Availability::no("nothing is selected")
    } else {
        Availability::Yes
    }
}

/// Lists what can be copied about the selection.
pub fn copy(model: &mut Model) {
    let pieces = clipboard::pieces(&model.browser, &model.neon);
    let items = pieces.into_iter().map(|piece| Item {
        letter: piece.letter,
        label: piece.label.to_owned(),
        note: piece.preview(),
        why_not: None,
        choice: Choice::Copy(piece),
    });
    let items = items.collect();
    show(model, "Copy".to_owned(), items)
}

impl Behavior for Menu {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Menu, Scope::Always]
    }

    fn runs_letters(&self) -> bool {
        true
    }

    /// Runs the line with the typed letter.
    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(letter) = key.typed() else {
            return false;
        };
        let Some(menu) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        let Some(at) = menu.items.iter().position(|item| item.letter == letter) else {
            return false;
        };
        menu.cursor.item = menu.items.get(at).cloned();
        choose(model);
        true
    }

    fn go(model: &mut Model, step: Step) {
        if let Some(menu) = model.dialogs.top_as_mut::<Self>() {
            menu.cursor.step(step, &menu.items);
        }
    }
}

/// Runs the selected line.
pub fn choose(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        keyboard,
        outbox,
        settings,
        changes,
        neon,
        ..
    } = model;
    let Some(menu) = dialogs.top_as_mut::<Menu>() else {
        return;
    };
    let Some(item) = menu.items.get(menu.at()).cloned() else {
        return;
    };
    let meant = menu.target.clone();
    if let Some(why) = item.why_not {
        if let Choice::Do(action) = item.choice
            && action.spec().begins_text()
        {
            keyboard.lose_field(neon.now);
        }
        return neon.say(why);
    }
    dialogs.close_top();
    match &item.choice {
        Choice::Recover(project, name) => {
            return write::send(changes, neon, deleted::recovery(project, name));
        }
        Choice::Undo(id) => {
            return commands::undo::ask(dialogs, changes, neon, *id);
        }
        Choice::Compare(target, with) => {
            return compare::ask(dialogs, settings, neon, target.clone(), with.clone());
        }
        Choice::ExpireMarked(expiry) => return commands::expiry::chosen(model, *expiry),
        Choice::SortBy(column) => {
            return table::commands::sort_by(browser, neon, column);
        }
        Choice::Transfer(project, to) => {
            return commands::transfer::ask(dialogs, neon, project, to);
        }
        Choice::Do(_) | Choice::Copy(_) => {}
    }
    // The selected item may have gone while the menu was open; its lines must not act on another one.
    if meant.as_ref() != browser.selected() {
        return neon.say("the selection has changed: nothing was done");
    }
    match item.choice {
        Choice::Do(action) => action.spec().run(model),
        Choice::Copy(piece) => clipboard::copy(outbox, piece),
        Choice::Recover(..)
        | Choice::ExpireMarked(_)
        | Choice::Undo(_)
        | Choice::Compare(..)
        | Choice::SortBy(_)
        | Choice::Transfer(..) => {}
    }
}
