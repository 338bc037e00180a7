//! What the API sends and takes: one file per kind, field names exactly as in the contract.

pub mod enums;
pub mod ids;
pub mod lenient;
pub mod time;

mod account;
mod branch;
mod database;
mod endpoint;
mod operation;
mod pagination;
mod project;
mod project_settings;
mod role;

pub use self::{
    account::*, branch::*, database::*, endpoint::*, enums::*, ids::*, lenient::OddRow,
    operation::*, pagination::*, project::*, project_settings::*, role::*, time::Time,
};
