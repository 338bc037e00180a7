//! Things with little on the screen: rows of their own kind, and settings edited elsewhere.

use super::OnScreen;
use crate::{
    kinds::{
        access::AccessRef,
        account::{MoreRef, SharedRef},
        backup_schedule::BackupScheduleRef,
        edit::{About, NAME},
        group::GroupRef,
        item::ItemRef,
        spending_limit::SpendingLimitRef,
    },
    neon::Neon,
    store::{
        Store,
        target::{AccessWay, Target},
    },
    ui::{
        action::{Action, Availability},
        commands::delete::no_wake,
        dialog::form::focus_field::edit_ready,
        keymap::Keymap,
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};

impl OnScreen for SharedRef {
    fn place(&self, _: &Store) -> Option<CursorPlace> {
        Some(CursorPlace::Shared)
    }
}

impl OnScreen for GroupRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        Some(CursorPlace::Group(
            row_lookup::project(self.project, store)?,
            row_lookup::branch(self.project, self.branch, store)?,
            self.group,
        ))
    }
}

impl OnScreen for MoreRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        Some(match self.list {
            Target::Org(id) => CursorPlace::MoreOf(row_lookup::org(id, store)?),
            _ => CursorPlace::MoreShared,
        })
    }
}

impl OnScreen for ItemRef<'_> {
    fn can_rename(&self, model: &Model) -> Availability {
        let form = self.kind.form.into_iter();
        match form.flat_map(|form| form.rows).any(|row| row.path == NAME) {
            true => edit_ready(model),
            false => Availability::Hidden,
        }
    }

    fn context(&self, neon: &Neon, about: &mut About) {
        (self.kind.describe)(self, &neon.store, about);
    }

    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        let connects = self.kind.is_in_database;
        connects.then(|| no_wake(neon, self.target))?
    }
}

impl OnScreen for AccessRef<'_> {
    fn editor(&self) -> Option<Action> {
        (self.way == AccessWay::Password).then_some(Action::ProjectSettings)
    }
}

impl OnScreen for SpendingLimitRef<'_> {
    fn editor(&self) -> Option<Action> {
        Some(Action::EditSpending)
    }
}

impl OnScreen for BackupScheduleRef<'_> {
    fn editor(&self) -> Option<Action> {
        Some(Action::BackupSchedule)
    }
}
