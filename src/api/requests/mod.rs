//! One constructor per operation, grouped by kind. Those of a kind that nothing else asks about are with it.

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

pub use self::{
    branch::{BranchQuery, SchemaBase, SchemaQuery},
    consumption::ConsumptionQuery,
    project::ProjectQuery,
    role::UriQuery,
    snapshot::SnapshotQuery,
};
