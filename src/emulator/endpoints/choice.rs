//! The settings of an endpoint that a request can choose.

use serde::Deserialize;

use crate::emulator::{
    endpoints::{Endpoint, PoolerMode, State},
    error::Refusal,
    ids::Text,
    libraries,
    plan::Plan,
    settings::{Cu, EndpointSettings},
    validation,
};

/// The settings of an endpoint that can be chosen, on creation and later.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Choice {
    pub name: Option<String>,
    pub autoscaling_limit_min_cu: Option<Cu>,
    pub autoscaling_limit_max_cu: Option<Cu>,
    pub suspend_timeout_seconds: Option<i64>,
    pub settings: Option<EndpointSettings>,
    pub disabled: Option<bool>,
    pub passwordless_access: Option<bool>,
    pub pooler_enabled: Option<bool>,
    pub pooler_mode: Option<PoolerMode>,
    pub provisioner: Option<Text>,
}

impl Choice {
    /// Checks all settings, then applies them to `endpoint`.
    pub fn apply(self, endpoint: &mut Endpoint, plan: &Plan) -> Result<(), Refusal> {
        if let Some(name) = &self.name {
            validation::text("endpoint name", name, 64)?;
        }
        if let Some(seconds) = self.suspend_timeout_seconds {
            validation::suspend_timeout(seconds, plan)?;
        }
        let (min, max) = self.size(endpoint);
        if (min, max)
            != (
                endpoint.autoscaling_limit_min_cu,
                endpoint.autoscaling_limit_max_cu,
            )
        {
            validation::compute_size(min, max, plan)?;
        }
        if let Some(settings) = self.settings {
            validation::parameters(settings.pg_settings.as_ref())?;
            settings
                .preload_libraries
                .as_ref()
                .map_or(Ok(()), libraries::check)?;
            endpoint.settings.merge(settings);
        }
        endpoint.name = self.name.or(endpoint.name.take());
        endpoint.autoscaling_limit_min_cu = min;
        endpoint.autoscaling_limit_max_cu = max;
        endpoint.suspend_timeout_seconds = self
            .suspend_timeout_seconds
            .unwrap_or(endpoint.suspend_timeout_seconds);
        endpoint.disabled = self.disabled.unwrap_or(endpoint.disabled);
        endpoint.passwordless_access = self
            .passwordless_access
            .unwrap_or(endpoint.passwordless_access);
        endpoint.pooler_enabled = self.pooler_enabled.unwrap_or(endpoint.pooler_enabled);
        endpoint.pooler_mode = self.pooler_mode.unwrap_or(endpoint.pooler_mode);
        endpoint.provisioner = self
            .provisioner
            .unwrap_or_else(|| endpoint.provisioner.clone());
        Ok(())
    }

    /// The resulting limits; if only one is given and crosses the other, the other follows, as on creation with project
    /// defaults.
    fn size(&self, endpoint: &Endpoint) -> (Cu, Cu) {
        let (old_min, old_max) = (
            endpoint.autoscaling_limit_min_cu,
            endpoint.autoscaling_limit_max_cu,
        );
        match (self.autoscaling_limit_min_cu, self.autoscaling_limit_max_cu) {
            (None, None) => (old_min, old_max),
            (Some(min), None) if endpoint.current_state == State::Init && min > old_max => {
                (min, min)
            }
            (None, Some(max)) if endpoint.current_state == State::Init && max < old_min => {
                (max, max)
            }
            (min, max) => (min.unwrap_or(old_min), max.unwrap_or(old_max)),
        }
    }
}
