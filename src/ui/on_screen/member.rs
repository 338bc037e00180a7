//! Members of an organization.

use super::OnScreen;
use crate::{
    kinds::member::MemberRef,
    neon::Neon,
    ui::{action::Action, keymap::Keymap, table::members},
};

impl OnScreen for MemberRef<'_> {
    fn editor(&self) -> Option<Action> {
        Some(Action::EditMember)
    }

    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        members::obstacle(neon, self.org, self.id)
    }
}
