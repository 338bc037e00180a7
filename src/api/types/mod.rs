//! What the API sends and accepts: one file per kind, field names exactly as in the contract.

pub mod enums;
pub mod ids;
pub mod lenient;
pub(super) mod mend;
pub mod time;

mod account;
mod advisor;
mod branch;
mod consumption;
mod credential;
mod data_api;
mod database;
mod endpoint;
mod log;
mod masking;
mod neon_auth;
mod operation;
mod operation_enums;
mod organization;
mod pagination;
mod platform;
mod project;
mod project_member;
mod project_settings;
mod role;
mod schema;
mod snapshot;

pub use self::{
    account::*,
    advisor::*,
    branch::*,
    consumption::*,
    credential::*,
    data_api::*,
    database::*,
    endpoint::*,
    enums::*,
    ids::*,
    lenient::{Lost, OddRow, Thing, Unreadable},
    log::*,
    masking::*,
    neon_auth::*,
    operation::*,
    operation_enums::*,
    organization::*,
    pagination::*,
    platform::*,
    project::*,
    project_member::*,
    project_settings::*,
    role::*,
    schema::*,
    snapshot::*,
    time::Time,
};
