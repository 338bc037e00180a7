//! One constructor per operation, grouped by kind.

mod account;
mod branch;
mod database;
mod endpoint;
mod operation;
mod project;
mod role;

pub use self::{branch::BranchQuery, project::ProjectQuery, role::UriQuery};
