//! The emulator over real HTTP, as its clients see it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::indexing_slicing,
    reason = "helpers of tests fail like tests, and their tables of cases are long"
)]

#[path = "support/contract.rs"]
mod contract;

#[path = "emulator/account.rs"]
mod account;
#[path = "emulator/anonymize.rs"]
mod anonymize;
#[path = "emulator/branches.rs"]
mod branches;
#[path = "emulator/connection.rs"]
mod connection;
#[path = "emulator/consumption.rs"]
mod consumption;
#[path = "emulator/endpoints.rs"]
mod endpoints;
#[path = "emulator/faults.rs"]
mod faults;
#[path = "emulator/fleet.rs"]
mod fleet;
#[path = "emulator/functions.rs"]
mod functions;
#[path = "emulator/harness.rs"]
mod harness;
#[path = "emulator/invariants.rs"]
mod invariants;
#[path = "emulator/keys.rs"]
mod keys;
#[path = "emulator/limits.rs"]
mod limits;
#[path = "emulator/logs.rs"]
mod logs;
#[path = "emulator/neon_auth.rs"]
mod neon_auth;
#[path = "emulator/operations.rs"]
mod operations;
#[path = "emulator/organizations.rs"]
mod organizations;
#[path = "emulator/projects.rs"]
mod projects;
#[path = "emulator/restore.rs"]
mod restore;
#[path = "emulator/roles.rs"]
mod roles;
#[path = "emulator/roles_and_databases.rs"]
mod roles_and_databases;
#[path = "emulator/routes.rs"]
mod routes;
#[path = "emulator/schema.rs"]
mod schema;
#[path = "emulator/seeds.rs"]
mod seeds;
#[path = "emulator/servers.rs"]
mod servers;
#[path = "emulator/services.rs"]
mod services;
#[path = "emulator/sharing.rs"]
mod sharing;
#[path = "emulator/snapshots.rs"]
mod snapshots;
#[path = "emulator/storage.rs"]
mod storage;
#[path = "emulator/triggers.rs"]
mod triggers;
#[path = "emulator/usage.rs"]
mod usage;
