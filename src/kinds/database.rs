//! Databases of a branch.

use super::field::{Field, Value, main, more};
use crate::api::types::Database;

/// The fields of a database, in the order of the details.
pub const FIELDS: &[Field<Database>] = &[
    main("owner_name", "Owner", "The role that owns it.", |d| {
        Value::id(&d.owner_name)
    }),
    main("created_at", "Created", "When it was created.", |d| {
        Value::time(d.created_at)
    }),
    main("updated_at", "Updated", "When it was last changed.", |d| {
        Value::time(d.updated_at)
    }),
    more(
        "branch_id",
        "Branch",
        "The branch it is on; a child branch has its own copy.",
        |d| Value::id(&d.branch_id),
    ),
    more(
        "id",
        "Id",
        "Differs between branches; the name is what counts.",
        |d| Value::Count(d.id),
    ),
];
