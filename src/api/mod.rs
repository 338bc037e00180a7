//! Neon over HTTP; knows nothing of the UI.
//!
//! The idea: **a request is data, an answer is data, and one table joins them.** A [`Request`] names a row of
//! [`operations`]; the client sends it, waits and repeats as §1.4 of Neon's rules allow, and hands back an [`Answer`] of
//! that row's type or an [`ApiError`] that can say itself in one sentence.
//!
//! - [`types`]: records, ids and enums, read leniently.
//! - `operations`, `request`, `requests/`: the table, what is sent, and a constructor per operation.
//! - `error`, `secret`: what can go wrong, and what must never be seen.

pub mod error;
pub mod operations;
pub mod request;
pub mod requests;
pub mod secret;
pub mod table;
pub mod types;

pub use self::{
    error::ApiError,
    operations::{Answer, Operation},
    request::{Method, Request},
    requests::{BranchQuery, ProjectQuery, UriQuery},
    secret::{ApiKey, ConnectionUri, Password},
    table::Spec,
};
