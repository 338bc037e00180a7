//! Stories: the real program, driven by actions, with the emulator over real HTTP, on a paused clock. Every
//! request and response is checked against the contract, if that is available.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../support/contract.rs"]
mod contract;
#[path = "../support/display.rs"]
mod display;
#[path = "../support/hostile.rs"]
mod hostile;

mod access;
mod accounts;
mod activity;
mod advisors;
mod api_keys;
mod auth_users;
mod awake;
mod bookmarks;
mod branches;
mod browse;
mod bulk;
mod change_log;
mod changed_by_others;
mod children;
mod clock;
mod command_output;
mod computes;
mod configuration;
mod connect;
mod copied_requests;
mod create;
mod credentials;
mod data_api;
mod deletes;
mod driver;
mod everywhere;
mod fields;
mod files;
mod filters;
mod forms;
mod frames;
mod functions;
mod help;
mod home;
mod hostile_names;
mod jwks;
mod linear;
mod logs;
mod masking;
mod members;
mod motion;
mod mouse;
mod names;
mod neon_auth;
mod network;
mod own_commands;
mod palette;
mod places;
mod previews;
mod project_members;
mod projects;
mod restore;
mod roles;
#[path = "../support/secrets.rs"]
mod scan;
mod schema;
mod search;
mod secrets;
mod sign_in_settings;
mod snapshots;
mod spending;
mod stopped_commands;
mod storage;
mod story;
mod tables;
mod text;
mod themes;
mod transfers;
mod unreadable;
mod uploads;
mod usage;
mod vpc_endpoints;
mod write_scenarios;
