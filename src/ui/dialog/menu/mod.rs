//! Lists to choose from: the actions for a row, those for its compute, what can be copied.

pub mod choose;
pub mod new;
pub mod open;
pub mod services;

use crate::{
    api::types::{OrgId, ProjectId},
    changes::expiry,
    key::{Chord, Key},
    kinds::matching,
    store::target::Target,
    ui::{
        action::{Action, Scope, Section},
        change_list::ListedChange,
        clipboard::state::CopyItem,
        compare::with,
        keymap::{KeyMatch, Keymap},
        navigation_target::NavigationTarget,
        scroll::ListCursor,
    },
};
use std::borrow::Cow;
use tui_input::Input;

/// What a line of a menu does.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    Do(Action),
    Copy(CopyItem),
    /// Copy a request as a command; it is not about the selection.
    CopyCommand(CopyItem),
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
    /// Use the theme with this name.
    Theme(String),
    /// Open the view with this name.
    View(String),
    /// Run the user's own command with this name.
    Command(String),
    /// Go to where a change was made.
    Visit(Box<ListedChange>),
    /// Transfer a project to an organization.
    Transfer(ProjectId, OrgId),
    /// Go to a thing that is loaded.
    Go(Target),
    /// Go to a thing that may have to be looked for.
    LookFor(Box<NavigationTarget>),
    /// Look for this text in the palette.
    Find(String),
}

/// A line of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The key that runs it, unless it has a chord; blank for none.
    pub letter: char,
    /// The keys that run it here and outside of the menu, if they are more than a letter.
    pub chord: Option<Chord>,
    pub label: String,
    /// A dimmed remark: that it wakes a compute, the text that would be copied.
    pub note: String,
    /// Why it is not available.
    pub why_not: Option<String>,
    /// Whether what it does cannot be undone.
    pub irreversible: bool,
    pub choice: Choice,
}

impl Item {
    /// A line without a key.
    pub const fn new(label: String, note: String, choice: Choice) -> Self {
        Self {
            letter: ' ',
            chord: None,
            label,
            note,
            why_not: None,
            irreversible: false,
            choice,
        }
    }

    /// The keys that run it.
    pub fn keys(&self) -> Option<Chord> {
        let letter = Some(self.letter).filter(|letter| *letter != ' ');
        let letter = letter.map(|letter| Chord::from(Key::char(letter)));
        self.chord.clone().or(letter)
    }

    /// Its group, if it is an action.
    pub fn group(&self) -> Option<Section> {
        match self.choice {
            Choice::Do(action) => Some(action.spec().group),
            Choice::Command(_) => Some(Section::Own),
            _ => None,
        }
    }

    /// Whether it has these words, or these keys.
    fn matches(&self, wanted: &str) -> bool {
        let text = format!("{} {}", self.label, self.note);
        self.keys().is_some_and(|keys| keys.is_written(wanted))
            || matching::has_words(&text, wanted)
    }
}

#[derive(Debug, Clone)]
pub struct Menu {
    pub title: String,
    /// The item that was selected when the menu was opened; its lines act on that item.
    pub target: Option<Target>,
    pub items: Vec<Item>,
    /// Whether the lines are shown under the headings of their groups.
    pub grouped: bool,
    /// The text that lines must match, while it is typed.
    pub filter: Option<Input>,
    /// The first keys of a chord.
    pub pressed: Vec<Key>,
    pub cursor: ListCursor<Item>,
    /// Shown while there are no lines.
    pub note: String,
    /// The key of the palette, if a filter may go on there.
    pub more: Option<String>,
}

impl Menu {
    /// A menu without lines, which is not about the selection.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            target: None,
            items: Vec::new(),
            grouped: false,
            filter: None,
            pressed: Vec::new(),
            cursor: ListCursor::default(),
            note: String::new(),
            more: None,
        }
    }

    /// The same with these lines, and a letter for each.
    #[must_use]
    pub fn lettered(mut self, items: Vec<Item>) -> Self {
        self.fill(items);
        self
    }

    /// The lines that match the filter; below them, the one that leads on to the palette.
    pub fn shown(&self) -> Cow<'_, [Item]> {
        let wanted = self
            .filter
            .as_ref()
            .map_or("", |filter| filter.value())
            .trim();
        if wanted.is_empty() {
            return Cow::Borrowed(&self.items);
        }
        let found = self.items.iter().filter(|item| item.matches(wanted));
        // What is called so comes before what is said to be so.
        let is_called = |item: &&Item| matching::has_words(&item.label, wanted);
        let (called, others): (Vec<_>, Vec<_>) = found.partition(is_called);
        let more = self.more.as_ref().map(|key| {
            let find = Choice::Find(wanted.to_owned());
            Item::new(
                format!("{key} finds more"),
                "lists, places, settings".to_owned(),
                find,
            )
        });
        let found = called.into_iter().chain(others).cloned();
        Cow::Owned(found.chain(more).collect())
    }

    /// The index of the selected line among those shown.
    pub fn at(&self) -> usize {
        self.cursor.among(&self.shown())
    }

    /// The theme that the selected line would choose.
    pub fn theme(&self) -> Option<&str> {
        let shown = self.shown();
        let selected = shown.get(self.at())?;
        let mut items = self.items.iter().filter(|item| *item == selected);
        match &items.next()?.choice {
            Choice::Theme(name) => Some(name),
            _ => None,
        }
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

/// The same for the help, which also names the letter that an action has in the menu of all actions. Empty for what
/// only the palette finds; `None` if nothing leads to it.
pub(crate) fn any_way(keymap: &Keymap, action: Action, is_in_menu: bool) -> Option<String> {
    let (way, spec) = (way(keymap, action), action.spec());
    if !way.is_empty() {
        return Some(way);
    }
    let menu = keymap.name(Action::ActionsMenu);
    let letter = spec.letter.filter(|letter| {
        let is_free = |scope| keymap.meaning(&[scope], &[Key::char(*letter)]) == KeyMatch::Nothing;
        is_in_menu && !menu.is_empty() && [Scope::Main, Scope::Move].into_iter().all(is_free)
    });
    let is_on_row = spec.is_in(Scope::Main) || spec.is_in(Scope::Table);
    let found = !keymap.name(Action::Palette).is_empty() || is_in_menu && !menu.is_empty();
    match letter {
        Some(letter) => Some(format!("{menu} {letter}")),
        None => (is_on_row && found).then(String::new),
    }
}

/// The letters of lines in menus; `j` and `k` move.
pub(crate) const LETTERS: &str =
    "abcdefghilmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ=+-_.,;'#%&@~$";
