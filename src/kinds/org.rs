//! Organizations.

use super::{
    field::{Field, Value, main, more},
    project::plan,
};
use crate::api::types::Organization;

/// The fields of an organization, in the order of the details.
pub const FIELDS: &[Field<Organization>] = &[
    main(
        "plan",
        "Plan",
        "Its plan, which sets limits and features.",
        |o| Value::text(plan(&o.plan)),
    ),
    main("managed_by", "Managed by", "Where it is managed.", |o| {
        Value::text(&o.managed_by)
    }),
    main("created_at", "Created", "When it was created.", |o| {
        Value::time(o.created_at)
    }),
    main(
        "require_mfa",
        "Second factor",
        "Whether members must use two-factor authentication.",
        |o| Value::of(o.require_mfa, Value::Flag),
    ),
    main(
        "allow_hipaa_projects",
        "HIPAA projects",
        "Whether HIPAA projects are possible.",
        |o| Value::of(o.allow_hipaa_projects, Value::Flag),
    ),
    more("id", "Id", "The organization's id in the API.", |o| {
        Value::id(&o.id)
    }),
    more("handle", "Handle", "Its short name.", |o| {
        Value::text(&o.handle)
    }),
    more("updated_at", "Updated", "When it was last changed.", |o| {
        Value::time(o.updated_at)
    }),
];
