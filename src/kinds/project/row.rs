//! What lists tell of projects.

use super::{
    super::field::{Field, Value, main, more},
    window,
};
use crate::api::types::ProjectRow;

/// What the lists tell of a project: shown until the whole is there.
pub const ROW_FIELDS: &[Field<ProjectRow>] = &[
    main(
        "region_id",
        "Region",
        "Where it runs; cannot be changed.",
        |p| Value::text(&p.region_id),
    ),
    main(
        "pg_version",
        "Postgres",
        "The major version; cannot be changed.",
        |p| Value::Count(i64::from(p.pg_version)),
    ),
    main(
        "synthetic_storage_size",
        "Storage",
        "Data and history of all branches.",
        |p| Value::of(p.synthetic_storage_size, |n| Value::Bytes(n as i64)),
    ),
    main(
        "compute_last_active_at",
        "Last active",
        "When any of its computes last ran.",
        |p| Value::time(p.compute_last_active_at),
    ),
    main(
        "history_retention_seconds",
        "Restore window",
        "How far back a branch can be restored.",
        |p| Value::of(p.history_retention_seconds, |s| window(i64::from(s))),
    ),
    main("created_at", "Created", "When it was created.", |p| {
        Value::time(p.created_at)
    }),
    more("id", "Id", "The project's id in the API.", |p| {
        Value::id(&p.id)
    }),
];
