//! What a kind of change has of its own: a row of the [`table`](mod@super::table).
//!
//! A row begins with one of the constants here and names what is special. The functions that it names are beside its
//! subject: what happens when the answer to a restore is lost is all in `restore_backup.rs`.

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

/// What is known about a change by its operation.
#[derive(Debug)]
pub struct ChangeSpec {
    /// How it is spoken of, where its request does not tell more.
    pub verb: Verb,
    /// Whether the thing is gone afterwards.
    pub deletes: bool,
    /// Whether its body can give the thing another name.
    pub renames: bool,
    /// Whether it wakes a compute, whatever it is about.
    pub wakes: bool,
    /// Whether a project takes one at a time, where operations follow on it.
    pub locks: bool,
    /// The state that a compute must be in: others may have been quicker.
    pub needs: Option<State>,
    /// The request that tells whether it has happened.
    pub reread: fn(&Change) -> Option<Request>,
    /// Whether it has happened, by the answer to that.
    pub is_done: fn(&Change, Answer) -> bool,
    /// Keeps what its own answer says. Where the thing has another id now, so has the change.
    pub keep: fn(&mut Changes, &mut Neon, &mut Change, Answer),
    /// Keeps what the answer to rereading says.
    pub keep_reread: fn(&mut Changes, &mut Neon, &Change, Answer),
    /// The branch whose place or data it takes.
    pub replaces: fn(&Neon, &Change) -> Option<Target>,
    /// Why Neon would refuse it, in its words.
    pub restricted: fn(&Neon, &Change) -> Option<String>,
    /// What takes it back, as things are before its answer is kept.
    pub inverse: fn(&Neon, &Change) -> Option<Inverse>,
    /// What is said behind "restored".
    pub note: fn(&Change) -> String,
    /// What is said when it has happened and the answer with it was lost.
    pub lost_note: fn(&Neon) -> String,
}

impl ChangeSpec {
    /// What has nothing special.
    pub const PLAIN: Self = Self {
        verb: Verb::new("changing", "changed", "change"),
        deletes: false,
        renames: false,
        wakes: false,
        locks: true,
        needs: None,
        reread: |change| kinds::lookup::of(&change.target, |kind| kind.read()),
        is_done: verify::is_set,
        keep: |_, _, _, _| {},
        keep_reread: keep_by_kind,
        replaces: |_, _| None,
        restricted: restrictions::of_replaced,
        inverse: |_, _| None,
        note: |_| String::new(),
        lost_note: |_| String::new(),
    };

    /// Sets fields.
    pub const EDIT: Self = Self {
        inverse: inverse::of_fields,
        ..Self::PLAIN
    };

    /// Sets fields, of which one is the name.
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

    /// Creates something: what the kind says of that is its [`Creation`](kinds::creation::Creation).
    pub const CREATE: Self = Self {
        verb: Verb::CREATE,
        ..Self::PLAIN
    };
}

/// Keeps what the kind knows how to keep.
fn keep_by_kind(_: &mut Changes, neon: &mut Neon, change: &Change, answer: Answer) {
    let now = neon.now;
    kinds::lookup::of(&change.target, |kind| {
        kind.keep(&mut neon.store, &answer, now);
    });
    neon.store_changed();
}
