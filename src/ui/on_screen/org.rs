//! Organizations.

use super::OnScreen;
use crate::{
    kinds::org::OrgRef,
    store::Store,
    ui::{action::Action, row_lookup, tree::CursorPlace},
};

impl OnScreen for OrgRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        row_lookup::org(self.id, store).map(CursorPlace::Org)
    }

    fn editor(&self) -> Option<Action> {
        Some(Action::EditSpending)
    }
}
