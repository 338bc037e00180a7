//! Roles of a branch.

use super::field::{Field, Value, main, more};
use crate::api::types::{AuthenticationMethod, Role};

/// The fields of a role, in the order of the details.
pub const FIELDS: &[Field<Role>] = &[
    main(
        "authentication_method",
        "Signs in with",
        "How clients authenticate as this role.",
        |r| Value::Text(login(r)),
    ),
    main(
        "protected",
        "System role",
        "Managed by Neon: it cannot be changed or deleted.",
        |r| Value::Flag(r.protected == Some(true)),
    ),
    main("created_at", "Created", "When it was created.", |r| {
        Value::time(r.created_at)
    }),
    main(
        "updated_at",
        "Updated",
        "When it or its password was last changed.",
        |r| Value::time(r.updated_at),
    ),
    more(
        "branch_id",
        "Branch",
        "The branch it is on; a child branch has its own copy.",
        |r| Value::id(&r.branch_id),
    ),
];

/// How the role signs in, in a word.
pub fn login(role: &Role) -> String {
    match &role.authentication_method {
        Some(AuthenticationMethod::NoLogin) => "nothing: no login".to_owned(),
        Some(other) => other.as_str().to_owned(),
        None => "password".to_owned(),
    }
}
