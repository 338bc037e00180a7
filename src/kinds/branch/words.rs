//! Neon's enum values about branches, in words.

use crate::api::types::{InitSource, RestrictedActionName};

/// What a branch was initialized with.
pub(super) fn source(source: &InitSource) -> String {
    match source {
        InitSource::ParentData => "the parent, schema and data".to_owned(),
        InitSource::SchemaOnly | InitSource::ParentSchema => "the parent, schema only".to_owned(),
        InitSource::Import => "an import".to_owned(),
        InitSource::Other(other) => other.replace('-', " "),
    }
}

/// What Neon refuses to do.
pub(super) fn restriction(action: &RestrictedActionName) -> String {
    match action {
        RestrictedActionName::Restore => "to restore over it".to_owned(),
        RestrictedActionName::DeleteRwEndpoint => "to delete its compute".to_owned(),
        RestrictedActionName::Other(other) => format!("to {}", other.replace('-', " ")),
    }
}
