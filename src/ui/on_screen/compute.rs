//! Computes.

use super::OnScreen;
use crate::{
    api::types::{EndpointType, RestrictedActionName},
    changes::{
        branch::restriction,
        compute,
        create::New,
        delete::{ago, fact},
    },
    kinds::{
        Kind,
        branch::is_protected,
        edit::About,
        endpoint::{self, EndpointRef},
    },
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        dialog::form::{context, edit_ready},
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};

impl OnScreen for EndpointRef<'_> {
    fn place(&self, store: &Store) -> Option<CursorPlace> {
        let all = &store.inside(self.project)?.endpoints.value;
        Some(CursorPlace::Endpoint(
            row_lookup::project(self.project, store)?,
            row_lookup::narrow(all.get_index_of(self.id)?)?,
        ))
    }

    fn editor(&self) -> Option<Action> {
        Some(Action::EditCompute)
    }

    fn can_rename(&self, model: &Model) -> Availability {
        edit_ready(model)
    }

    fn context(&self, model: &Model, _: Option<&New>, about: &mut About) {
        if let Some(endpoint) = self.compute(&model.neon.store) {
            about.name = compute::name(model, endpoint);
            about.active = context::runs(endpoint);
            about.production = compute::is_production(model, endpoint);
        }
    }

    fn obstacle(&self, model: &Model) -> Option<String> {
        let branch = self.branch(&model.neon.store)?;
        if self.compute(&model.neon.store)?.r#type != EndpointType::ReadWrite {
            return None;
        }
        let name = &RestrictedActionName::DeleteRwEndpoint;
        let why = restriction(branch, name).or_else(|| {
            is_protected(branch).then(|| format!("its branch {} is protected", branch.name))
        })?;
        let key = model.keymap.name(Action::Unprotect);
        Some(format!("{why}; {key} unprotects the branch first"))
    }

    fn losses(&self, model: &Model, _: &[Target]) -> Vec<String> {
        let Some(endpoint) = self.compute(&model.neon.store) else {
            return Vec::new();
        };
        let kind = endpoint::short_kind(endpoint);
        let state = endpoint::state(endpoint).word;
        let breaks = format!(
            "the host {}: a new compute gets another, and open connections drop",
            endpoint.host
        );
        vec![
            fact("compute", self.id.as_str()),
            fact("kind", format!("{kind}, {state}")),
            fact("active", ago(model, endpoint.last_active)),
            fact("breaks", breaks),
            fact("keeps", "the data: it belongs to the branch"),
        ]
    }
}
