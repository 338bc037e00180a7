//! Editing: what can be changed about a thing. Each field is one row, from which everything in its form derives.
//!
//! A form works on the thing's JSON as the API sent it. A row's path says where the field is in it
//! (`settings.allowed_ips.ips`), and the PATCH has it in the same place. So `was …`, the error below the field,
//! the effects, the preview and the request are all computed from two documents, the old one and the new one, by
//! [`ChangeSet`] and [`EditTable::body`].
//!
//! A thing that does not exist yet has a table, too: its old document holds the defaults, all of its fields are
//! checked, and its body holds what was set.
//!
//! To add a field, add a row to `endpoint.rs`, `project.rs`, or the file of its kind.

mod address;
mod api_key;
mod branch;
mod change_set;
mod database;
mod email;
mod endpoint;
pub mod expiry;
mod maintenance_window;
pub mod masks;
mod member;
mod name;
mod new_branch;
mod new_compute;
mod new_masked_branch;
mod new_project;
pub mod parameters;
mod project;
mod project_rules;
mod role;
pub mod schedule;
mod sizes;
mod snapshot;
mod spending;
mod table;
mod unit;
mod web_address;

pub use address::entries;
pub use api_key::{KEEP, NEW_KEY, REACHES};
pub use branch::{BRANCH, EXPIRY};
pub use change_set::{About, ChangeSet, Offer, at, is_same};
pub(crate) use change_set::{fill, put};
pub use database::{DATABASE, NEW_DATABASE, OWNER};
pub use email::EMAIL;
pub(crate) use email::{LONGEST as LONGEST_EMAIL, check_address};
pub use endpoint::ENDPOINT;
pub use member::{FIRST_ROLE, INVITE, MEMBER, ROLE, addresses, may};
pub(crate) use name::entered;
pub use new_branch::{NEW_BRANCH, PARENT};
pub use new_compute::NEW_COMPUTE;
pub use new_masked_branch::NEW_MASKED_BRANCH;
pub use new_project::{NEW_PROJECT, REGION, REGIONS};
pub use project::PROJECT;
pub use role::NEW_ROLE;
pub use schedule::SCHEDULE;
pub use snapshot::{FROM_SNAPSHOT, NEW_SNAPSHOT, REPLACES, SNAPSHOT};
pub use spending::{LIMIT, SPENDING};
pub use table::{
    EditEffect, EditTable, FieldEdit, FieldGroup, Input, NAME, Pick, Scalar, Severity, Validation,
    Visibility,
};
pub(crate) use table::{pick, row};
pub use unit::Unit;
pub(crate) use web_address::check_https;

#[cfg(test)]
mod tests;
