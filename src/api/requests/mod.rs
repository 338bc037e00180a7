//! One constructor per operation, grouped by kind.

mod account;
mod branch;
mod consumption;
mod database;
mod endpoint;
mod operation;
mod organization;
mod project;
mod role;
mod snapshot;
mod vpc_endpoint;

pub use self::{
    branch::{BranchQuery, SchemaBase, SchemaQuery},
    consumption::ConsumptionQuery,
    project::ProjectQuery,
    role::UriQuery,
    snapshot::SnapshotQuery,
};
