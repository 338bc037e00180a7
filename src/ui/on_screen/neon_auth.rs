//! Neon Auth.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::{Changes, change::Change, role},
    kinds::neon_auth::{NeonAuthRef, NewNeonAuth},
    neon::Neon,
    store::target::Target,
    ui::{
        action::Availability, commands::delete::no_wake, dialog::form::focus_field::edit_ready,
        keymap::Keymap, model::Model,
    },
};

impl OnScreen for NeonAuthRef<'_> {
    fn can_rename(&self, model: &Model) -> Availability {
        edit_ready(model)
    }

    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        no_wake(
            neon,
            &Target::NeonAuth(self.project.clone(), self.branch.clone()),
        )
    }
}

impl NewOnScreen for NewNeonAuth {
    fn ready(
        &self,
        _: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        _: &str,
    ) -> String {
        let hint = role::hint(changes, neon, change);
        format!("{} enabled{hint}", change.name)
    }
}
