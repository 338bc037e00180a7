//! Organizations.

use super::OnScreen;
use crate::{
    changes::create::New,
    kinds::{edit::About, org::OrgRef},
    store::Store,
    ui::{
        action::Action,
        dialog::form::{api_key, context, membership},
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};

impl OnScreen for OrgRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        row_lookup::org(self.id, store).map(CursorPlace::Org)
    }

    fn editor(&self) -> Option<Action> {
        Some(Action::EditSpending)
    }

    fn context(&self, model: &Model, new: Option<&New>, about: &mut About) {
        match new {
            Some(New::ApiKey(org)) => api_key::about(model, org.as_ref(), about),
            Some(New::Invitation(_)) => membership::about(model, self.id, about),
            _ => context::in_org(model, self.id, about),
        }
    }
}
