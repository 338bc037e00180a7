//! Projects as they appear in lists.

use super::{
    super::field::{Described, Field, Value, main, more},
    window,
};
use crate::api::types::{ProjectPermissionLevel, ProjectRow};

/// The fields that lists and the full project have in common.
macro_rules! shared {
    (region_id) => {
        main(
            "region_id",
            "Region",
            "Where it runs; cannot be changed.",
            |p| Value::text(&p.region_id),
        )
    };
    (pg_version) => {
        main(
            "pg_version",
            "Postgres",
            "The major version; cannot be changed.",
            |p| Value::Count(i64::from(p.pg_version)),
        )
    };
    (synthetic_storage_size) => {
        main(
            "synthetic_storage_size",
            "Storage",
            "Data and history of all branches.",
            |p| Value::of(p.synthetic_storage_size, |n| Value::Bytes(n as i64)),
        )
    };
    (compute_last_active_at) => {
        main(
            "compute_last_active_at",
            "Last active",
            "When any of its computes last ran.",
            |p| Value::time(p.compute_last_active_at),
        )
    };
    (history_retention_seconds) => {
        main(
            "history_retention_seconds",
            "Restore window",
            "How far back a branch can be restored.",
            |p| Value::of(p.history_retention_seconds, |s| window(i64::from(s))),
        )
    };
    (created_at) => {
        main("created_at", "Created", "When it was created.", |p| {
            Value::time(p.created_at)
        })
    };
    (effective_project_permission) => {
        more(
            "effective_project_permission",
            "Your role",
            "What you may do with it, where Neon restricts that.",
            |p| Value::of(p.effective_project_permission.as_ref(), access),
        )
    };
    (id) => {
        more("id", "Id", "The project's id in the API.", |p| {
            Value::id(&p.id)
        })
    };
}
pub(super) use shared;

/// The role that a permission is.
pub(super) fn access(level: &ProjectPermissionLevel) -> Value {
    match level {
        ProjectPermissionLevel::Viewer => Value::Word("viewer"),
        ProjectPermissionLevel::Editor => Value::Word("editor"),
        ProjectPermissionLevel::Admin => Value::Word("admin"),
        ProjectPermissionLevel::Other(other) => Value::text(other),
    }
}

/// The fields in lists, shown until the full project is loaded.
impl Described for ProjectRow {
    const FIELDS: &'static [Field<Self>] = &[
        shared!(region_id),
        shared!(pg_version),
        shared!(synthetic_storage_size),
        shared!(compute_last_active_at),
        shared!(history_retention_seconds),
        shared!(created_at),
        shared!(id),
        shared!(effective_project_permission),
    ];
}
