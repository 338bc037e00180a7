//! Changes of a Data API.

use super::spec::ChangeSpec;

/// Sets its settings; without any, only its copy of the schema is read again, which loses nothing.
pub const EDIT: ChangeSpec = ChangeSpec {
    loses_nothing: true,
    ..ChangeSpec::EDIT
};
