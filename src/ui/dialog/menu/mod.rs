//! Lists to choose from: the actions for a row, those for its compute, what can be copied.

pub mod choose;
pub mod new;
pub mod open;

use crate::{
    api::types::{OrgId, ProjectId},
    changes::expiry,
    store::target::Target,
    ui::{
        action::{Action, Scope},
        clipboard::state::CopyItem,
        compare::with,
        keymap::Keymap,
        scroll::ListCursor,
    },
};

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
    Compare(Target, with::With),
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

/// The keys that lead to an action: its own, or those of the menu that contains it.
pub fn way(keymap: &Keymap, action: Action) -> String {
    let own = keymap.name(action);
    if !own.is_empty() {
        own
    } else if Action::EDITORS.contains(&action) {
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

pub(crate) const LETTERS: &str =
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ=+-_.,;'#%&@~$";
