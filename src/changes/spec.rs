//! What is specific to one kind of change: a row of the [`table`](mod@super::table).
//!
//! A row starts from one of the constants here and sets only what is special. Its functions are in the file of its
//! subject: what is special about restores is in `restore_branch.rs`.

use super::{
    Changes,
    change::Change,
    restrictions,
    undo::{Inverse, inverse},
    verify,
};
use crate::{
    api::{Answer, Request},
    kinds::{self, state::State, verb::Verb},
    neon::Neon,
    store::target::Target,
};

/// Makes a change in the current state of what it replaces.
pub type Rebase = fn(&mut Neon, &mut Change, Answer) -> Result<(), String>;

/// Whatever depends only on the operation of a change.
#[derive(Debug)]
pub struct ChangeSpec {
    /// How messages describe it, unless the change has its own verb.
    pub verb: Verb,
    /// Whether the target is gone afterwards.
    pub deletes: bool,
    /// Whether its body can rename the target.
    pub renames: bool,
    /// Whether it always wakes a compute.
    pub wakes: bool,
    /// Whether a project takes one at a time if it runs operations.
    pub locks: bool,
    /// The required state of the compute, which may have changed since it was offered.
    pub needs: Option<State>,
    /// For what Neon replaces as a whole: makes the change in what Neon has just answered to `reread`, or says why not.
    pub rebase: Option<Rebase>,
    /// The request whose answer tells whether it has happened.
    pub reread: fn(&Change) -> Option<Request>,
    /// Whether that answer tells at all: a page of a long list may not.
    pub tells: fn(&Change, &Answer) -> bool,
    /// Whether it has happened, according to that answer.
    pub is_done: fn(&Change, Answer) -> bool,
    /// Stores its own answer. If the target has a new ID now, so does the change.
    pub keep: fn(&mut Changes, &mut Neon, &mut Change, Answer),
    /// Stores the answer to `reread`.
    pub keep_reread: fn(&mut Changes, &mut Neon, &Change, Answer),
    /// The branch it replaces, or whose data it replaces.
    pub replaces: fn(&Neon, &Change) -> Option<Target>,
    /// Why Neon would refuse it.
    pub restricted: fn(&Neon, &Change) -> Option<String>,
    /// Whether it destroys nothing that only an undo could bring back.
    pub loses_nothing: bool,
    /// How to undo it, given the state before its answer is stored.
    pub inverse: fn(&Neon, &Change) -> Option<Inverse>,
    /// What a notice says after "restored".
    pub note: fn(&Change) -> String,
    /// What a notice adds if it happened but the answer was lost.
    pub lost_note: fn(&Neon) -> String,
}

impl ChangeSpec {
    /// A change with nothing special.
    pub const PLAIN: Self = Self {
        verb: Verb::new("changing", "changed", "change"),
        deletes: false,
        renames: false,
        wakes: false,
        locks: true,
        needs: None,
        rebase: None,
        reread: |change| kinds::lookup::of(&change.target, |kind| kind.read()),
        tells: |_, _| true,
        is_done: verify::is_set,
        keep: |_, _, _, _| {},
        keep_reread: keep_by_kind,
        replaces: |_, _| None,
        restricted: restrictions::of_replaced,
        loses_nothing: false,
        inverse: |_, _| None,
        note: |_| String::new(),
        lost_note: |_| String::new(),
    };

    /// A change whose answer the kind can store.
    pub const KEPT: Self = Self {
        keep: |changes, neon, change, answer| keep_by_kind(changes, neon, change, answer),
        ..Self::PLAIN
    };

    /// Sets fields.
    pub const EDIT: Self = Self {
        inverse: inverse::of_fields,
        ..Self::PLAIN
    };

    /// Sets all fields at once.
    pub const REPLACE: Self = Self {
        inverse: inverse::of_whole,
        ..Self::PLAIN
    };

    /// Sets fields, among them the name.
    pub const EDIT_NAMED: Self = Self {
        renames: true,
        ..Self::EDIT
    };

    /// Deletes for good.
    pub const DELETE: Self = Self {
        verb: Verb::new("deleting", "deleted", "delete"),
        deletes: true,
        is_done: verify::is_deleted,
        inverse: inverse::of_deletion,
        ..Self::PLAIN
    };
}

/// Stores what the kind knows how to store.
fn keep_by_kind(_: &mut Changes, neon: &mut Neon, change: &Change, answer: Answer) {
    let now = neon.now;
    kinds::lookup::of(&change.target, |kind| {
        kind.keep(&mut neon.store, answer, now);
    });
    neon.store_changed();
}
