//! Neon's enum values about branches, in words.

use crate::api::types::{
    DeletionMethod, InitSource, RestoreStatus, RestrictedAction, RestrictedActionName,
};

/// What a branch was initialized with.
pub(super) fn source(source: &InitSource) -> String {
    match source {
        InitSource::ParentData => "the parent, schema and data".to_owned(),
        InitSource::SchemaOnly | InitSource::ParentSchema => "the parent, schema only".to_owned(),
        InitSource::Import => "an import".to_owned(),
        InitSource::Other(other) => other.replace('-', " "),
    }
}

/// Whether it was initialized with what its parent has.
pub(super) const fn is_of_parent(source: &InitSource) -> bool {
    matches!(
        source,
        InitSource::ParentData | InitSource::SchemaOnly | InitSource::ParentSchema
    )
}

/// What Neon refuses to do with a branch, one text for each reason: "to restore over it or delete its compute: it is
/// protected".
pub(super) fn restrictions(all: &[RestrictedAction]) -> Vec<String> {
    let mut by_reason: Vec<(&str, Vec<String>)> = Vec::new();
    for one in all {
        let what = restriction(&one.name);
        match by_reason.iter_mut().find(|(why, _)| *why == one.reason) {
            Some((_, actions)) => actions.push(what),
            None => by_reason.push((&one.reason, vec![what])),
        }
    }
    let texts = by_reason.into_iter();
    let texts = texts.map(|(why, actions)| format!("to {}: {why}", actions.join(" or ")));
    texts.collect()
}

/// How far a restore from a snapshot is.
pub(super) fn restore(status: &RestoreStatus) -> String {
    match status {
        RestoreStatus::Restored => "to look at, not finalized".to_owned(),
        RestoreStatus::Finalized => "finalized".to_owned(),
        RestoreStatus::Detaching => "being detached from its parent".to_owned(),
        RestoreStatus::Other(other) => other.replace('_', " "),
    }
}

/// How a branch was deleted.
pub(super) fn deletion(how: &DeletionMethod) -> String {
    match how {
        DeletionMethod::User => "by a user".to_owned(),
        DeletionMethod::Ttl => "by its expiry".to_owned(),
        DeletionMethod::Other(other) => other.replace('_', " "),
    }
}

fn restriction(action: &RestrictedActionName) -> String {
    match action {
        RestrictedActionName::Restore => "restore over it".to_owned(),
        RestrictedActionName::DeleteRwEndpoint => "delete its compute".to_owned(),
        RestrictedActionName::Other(other) => other.replace('-', " "),
    }
}
