//! What has little on the screen: rows of their own, and settings that are edited where they belong.

use super::OnScreen;
use crate::{
    changes::create::New,
    kinds::{
        account::{AccountRef, MoreRef, SharedRef},
        backup_schedule::BackupScheduleRef,
        edit::About,
        spending_limit::SpendingLimitRef,
    },
    store::{Store, target::Target},
    ui::{action::Action, dialog::form, model::Model, row_lookup, tree::CursorPlace},
};

impl OnScreen for AccountRef {
    fn context(&self, model: &Model, new: Option<&New>, about: &mut About) {
        if let Some(New::ApiKey(org)) = new {
            form::api_key::about(model, org.as_ref(), about);
        }
    }
}

impl OnScreen for SharedRef {
    fn place(&self, _: &Store) -> Option<CursorPlace> {
        Some(CursorPlace::Shared)
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
