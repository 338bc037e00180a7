//! Computes.

use super::{NewOnScreen, OnScreen, created};
use crate::{
    api::types::{EndpointType, ProjectId, RestrictedActionName},
    changes::{Changes, branch::restriction, change::Change, compute},
    kinds::{
        Kind,
        branch::is_protected,
        deletion::fact,
        edit::{About, put},
        endpoint::{self, EndpointRef, NewCompute},
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::delete::summary::ago,
        dialog::form::{context, focus_field::edit_ready},
        keymap::Keymap,
        model::Model,
        row_lookup,
        tree::CursorPlace,
    },
};
use serde_json::{Value, json};

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

    fn context(&self, neon: &Neon, about: &mut About) {
        if let Some(endpoint) = self.compute(&neon.store) {
            about.name = compute::name(neon, endpoint);
            about.active = context::is_running(endpoint);
            about.production = compute::is_production(neon, endpoint);
        }
    }

    fn obstacle(&self, keymap: &Keymap, neon: &Neon) -> Option<String> {
        let branch = self.branch(&neon.store)?;
        if self.compute(&neon.store)?.r#type != EndpointType::ReadWrite {
            return None;
        }
        let name = &RestrictedActionName::DeleteRwEndpoint;
        let why = restriction(branch, name).or_else(|| {
            is_protected(branch).then(|| format!("its branch {} is protected", branch.name))
        })?;
        let key = keymap.name(Action::Unprotect);
        Some(format!("{why}; {key} unprotects the branch first"))
    }

    fn losses(&self, _: &Keymap, neon: &Neon, _: &[Target]) -> Vec<String> {
        let Some(endpoint) = self.compute(&neon.store) else {
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
            fact("active", ago(neon, endpoint.last_active)),
            fact("breaks", breaks),
            fact("keeps", "the data: it belongs to the branch"),
        ]
    }
}

impl NewOnScreen for NewCompute {
    fn context(&self, neon: &Neon, about: &mut About) {
        context::new_on_branch(neon, &self.project, &self.branch, about);
    }

    fn defaults(&self, _: &Browser, neon: &Neon, about: &About) -> Result<Option<Value>, String> {
        let sizes = sizes_in(&neon.store, &self.project, about);
        Ok(sizes.map(|mut document| {
            put(&mut document, "branch_id", self.branch.as_str().into());
            put(&mut document, "type", self.kind.as_str().into());
            document
        }))
    }
}

/// The default sizes of a project's computes; `None` while the project is loading.
pub(super) fn sizes_in(store: &Store, project: &ProjectId, about: &About) -> Option<Value> {
    let full = store.project(project)?.full.as_deref();
    let settings = match full {
        Some(full) if full.known().is_some() => full
            .value
            .default_endpoint_settings
            .as_ref()
            .and_then(|settings| serde_json::to_value(settings).ok()),
        Some(full) if full.is_loading() => return None,
        _ => None,
    };
    Some(sizes(&settings.unwrap_or_default(), about))
}

/// Sizes from a project's settings, or Neon's defaults.
pub(super) fn sizes(settings: &Value, about: &About) -> Value {
    let number = |key: &str, default: f64| {
        let set = settings.get(key).and_then(Value::as_f64);
        set.unwrap_or(default)
    };
    let most = if about.plan.as_deref() == Some("free") {
        2.0
    } else {
        f64::MAX
    };
    let min = number("autoscaling_limit_min_cu", 0.25);
    let max = number("autoscaling_limit_max_cu", 2.0).min(most).max(min);
    let idle = settings
        .get("suspend_timeout_seconds")
        .and_then(Value::as_i64);
    json!({
        "autoscaling_limit_min_cu": min,
        "autoscaling_limit_max_cu": max,
        "suspend_timeout_seconds": idle.unwrap_or(0),
    })
}

/// The message after something was created that one can connect to, if it has a compute.
pub(super) fn connects(
    keymap: &Keymap,
    changes: &Changes,
    neon: &Neon,
    change: &Change,
    duration: &str,
) -> String {
    let connects = match &change.target {
        Target::Branch(project, branch) => {
            neon.store.endpoints_of(project, branch).next().is_some()
        }
        _ => true,
    };
    if !connects {
        return created(keymap, changes, neon, change, duration);
    }
    let go = keymap.name(Action::GoToNew);
    let (name, copy) = (&change.name, keymap.name(Action::CopyUri));
    format!("{name} is ready{duration}. {go} goes there, then {copy} copies its URI")
}
