//! Conflicts with changes made elsewhere: the old value, the current value, the wanted value.

use super::{Conflict, Form, Status, field_state::words, keys::on_top};
use crate::{
    kinds::edit::{FieldGroup, is_same},
    neon::Neon,
    ui::{
        action::Availability,
        dialog::{
            Dialogs,
            form::{Message, field_state::FieldState},
        },
    },
};
use serde_json::Value;

impl Form {
    /// The fields changed both here and elsewhere to different values; `now` is the item as Neon has it.
    pub(crate) fn conflicts(&self, now: &Value) -> Vec<Conflict> {
        let (mine, _) = self.wanted("");
        let mut conflicts = Vec::new();
        let mut done: Vec<&str> = Vec::new();
        for row in self.fields.iter().map(|field| field.edit) {
            if done.contains(&row.path) {
                continue;
            }
            let linked = self.linked(row.path);
            let paths = linked.map_or_else(|| vec![row.path], |linked| linked.paths.to_vec());
            done.extend(&paths);
            let differs = |one: &Value, other: &Value| {
                self.fields
                    .iter()
                    .map(|field| field.edit)
                    .filter(|row| paths.contains(&row.path))
                    .any(|row| !is_same(row.value(one), row.value(other)))
            };
            if differs(&self.old, now) && differs(&self.old, &mine) && differs(now, &mine) {
                let say = |document: &Value| match linked {
                    Some(linked) => (linked.words)(document),
                    None => words(row.input, row.value(document)),
                };
                conflicts.push(Conflict {
                    label: linked.map_or(row.label, |linked| linked.label),
                    base: say(&self.old),
                    theirs: say(now),
                    mine: say(&mine),
                    keep_mine: None,
                    paths,
                });
            }
        }
        conflicts
    }

    fn linked(&self, path: &str) -> Option<&'static FieldGroup> {
        self.table
            .linked
            .iter()
            .find(|linked| linked.paths.contains(&path))
    }

    /// Continues from what Neon has now. Fields that were not changed here, or whose changes the user gave up, take the
    /// new values.
    pub(crate) fn rebase(&mut self, now: Value, given_up: &[&str]) {
        let (mine, unread) = self.wanted("");
        let mut followed = Vec::new();
        for (field, unread) in self.fields.iter().zip(unread) {
            let row = field.edit;
            let paths = self
                .linked(row.path)
                .map_or_else(|| vec![row.path], |linked| linked.paths.to_vec());
            let changed = self
                .fields
                .iter()
                .map(|field| field.edit)
                .filter(|row| paths.contains(&row.path))
                .any(|row| !is_same(row.value(&self.old), row.value(&mine)));
            let follow = given_up.contains(&row.path) || (!changed && unread.is_none());
            followed.push(follow);
        }
        for (field, follow) in self.fields.iter_mut().zip(followed) {
            let there = field.edit.value(&now);
            if follow && !is_same(field.edit.value(&self.old), there)
                || given_up.contains(&field.edit.path)
            {
                field.draft = FieldState::of(field.edit.input, there);
            }
        }
        self.old = now;
        self.revalidate("");
    }

    /// Continues after the comparison; returns `false` if a field is still undecided.
    pub(crate) fn decided(&mut self) -> bool {
        let Status::Conflict { fields, now, .. } = &self.status else {
            return true;
        };
        if fields.iter().any(|field| field.keep_mine.is_none()) {
            return false;
        }
        let given_up: Vec<&str> = fields
            .iter()
            .filter(|field| field.keep_mine == Some(false))
            .flat_map(|field| field.paths.iter().copied())
            .collect();
        let now = (**now).clone();
        self.status = Status::Editing;
        self.rebase(now, &given_up);
        true
    }

    fn decide(&mut self, keep_mine: bool) {
        let Status::Conflict { fields, cursor, .. } = &mut self.status else {
            return;
        };
        if let Some(field) = fields.get_mut(cursor.at) {
            field.keep_mine = Some(keep_mine);
        }
        let undecided = |field: &Conflict| field.keep_mine.is_none();
        match fields.iter().position(undecided) {
            Some(next) => cursor.at = next,
            None => {
                self.decided();
                self.message = Some(Message {
                    text: "done; check it and apply".to_owned(),
                    bad: false,
                });
            }
        }
    }
}

/// Whether there is a conflict to decide.
pub fn in_conflict(dialogs: &Dialogs) -> Availability {
    let is = |form: &Form| matches!(form.status, Status::Conflict { .. });
    Availability::shown_if(dialogs.top_is(is))
}

/// Takes the current value from Neon.
pub fn theirs(dialogs: &mut Dialogs, neon: &Neon) {
    on_top(dialogs, neon, |form| form.decide(false))
}

/// Keeps the value from the form.
pub fn mine(dialogs: &mut Dialogs, neon: &Neon) {
    on_top(dialogs, neon, |form| form.decide(true))
}
