//! Bookmarks and pins, kept per account and host.
//!
//! A bookmark gives a letter to any row of the tree; a pin moves a project to the top of its organization, or a
//! branch to the top of its siblings. Both hold IDs, so a bookmark can lead to something not loaded yet, and a
//! pinned project is loaded separately if its list is too long to include it.

pub mod commands;
pub mod person;

use crate::{
    api::types::{BranchId, ProjectId},
    store::target::Target,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The maximum number of pins: more would be another list to search.
const MOST_PINS: usize = 20;

/// The user's bookmarks and pins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmarks {
    /// The bookmarked places, by letter.
    #[serde(default)]
    pub letters: BTreeMap<char, Bookmark>,
    /// The pins, the oldest first.
    #[serde(default)]
    pub pins: Vec<Pin>,
    /// Changes that may not be on disk yet, by number, the oldest first.
    #[serde(skip)]
    pub edits: Vec<(u64, BookmarkEdit)>,
    /// The number of the latest change.
    #[serde(skip)]
    pub newest: u64,
    /// The bookmarks of all people who have used lazyneon here, until the current user is known.
    #[serde(skip)]
    of_people: BTreeMap<String, Bookmarks>,
    /// Changes saved for the key alone, because the user was unknown.
    #[serde(skip)]
    unowned: Vec<BookmarkEdit>,
    /// What to do with the next key, a letter.
    #[serde(skip)]
    awaits: Option<Awaits>,
}

/// What a letter is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awaits {
    /// To bookmark the selection.
    Name,
    /// To go to the bookmark.
    Jump,
}

/// A change of bookmarks or pins. Changes are saved one by one rather than as a whole, so that those made by
/// other running lazyneons are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookmarkEdit {
    /// Bookmarks a place.
    Letter(char, Bookmark),
    Pin(Pin),
    Unpin(Target),
}

impl BookmarkEdit {
    /// Whether both are about the same letter or place, so that only the newer one counts.
    fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Letter(one, _), Self::Letter(other, _)) => one == other,
            (
                Self::Pin(Pin { place: one, .. }) | Self::Unpin(one),
                Self::Pin(Pin { place: other, .. }) | Self::Unpin(other),
            ) => one == other,
            _ => false,
        }
    }
}

/// A bookmarked place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    pub place: Target,
    /// Its name when it was bookmarked.
    pub name: String,
}

/// A pinned place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// A project or a branch.
    pub place: Target,
    /// The list that contains its project, if that was known.
    pub list: Option<Target>,
}

impl Bookmarks {
    /// Whether the next key is the letter of a bookmark.
    pub const fn awaits_letter(&self) -> bool {
        self.awaits.is_some()
    }

    /// Whether a thing is pinned.
    pub fn is_pinned(&self, target: &Target) -> bool {
        self.pins.iter().any(|pin| pin.place == *target)
    }

    /// Whether there are no bookmarks and no pins.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.pins.is_empty()
    }

    /// The pinned branches of a project.
    pub fn branches<'a>(&'a self, of: &ProjectId) -> Vec<&'a BranchId> {
        let pins = self.pins.iter().filter_map(|pin| match &pin.place {
            Target::Branch(project, branch) if project == of => Some(branch),
            _ => None,
        });
        pins.collect()
    }

    /// Applies a change.
    pub fn apply(&mut self, edit: &BookmarkEdit) {
        match edit {
            BookmarkEdit::Letter(letter, bookmark) => {
                self.letters.insert(*letter, bookmark.clone());
            }
            BookmarkEdit::Pin(pin) if self.is_pinned(&pin.place) => {}
            BookmarkEdit::Pin(pin) => self.pins.push(pin.clone()),
            BookmarkEdit::Unpin(place) => self.pins.retain(|pin| pin.place != *place),
        }
    }

    /// Applies a change, and records it until it is saved.
    fn edit(&mut self, edit: BookmarkEdit) {
        self.apply(&edit);
        self.edits
            .retain(|(_, before)| !before.is_about_the_same(&edit));
        self.newest += 1;
        self.edits.push((self.newest, edit));
    }

    /// Records that the changes up to this number are on disk: for a person if `owned`, otherwise for the key
    /// alone.
    pub fn were_kept(&mut self, up_to: u64, owned: bool) {
        let edits = std::mem::take(&mut self.edits);
        for (number, edit) in edits {
            if number > up_to {
                self.edits.push((number, edit));
            } else if !owned {
                self.unowned
                    .retain(|before| !before.is_about_the_same(&edit));
                self.unowned.push(edit);
            }
        }
    }
}
