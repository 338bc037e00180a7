//! Neon over HTTP; knows nothing of the UI.
//!
//! The idea: **a request is data, an answer is data, and one table joins them.** A [`Request`] names a row of
//! [`operations`]; the client sends it, waits and repeats as §1.4 of Neon's rules allow, and hands back an [`Answer`] of
//! that row's type or an [`ApiError`] that can say itself in one sentence.
//!
//! - [`types`]: records, ids and enums, read leniently.
//! - `operations`, `request`, `requests/`: the table, what is sent, and a constructor per operation.
//! - [`client`], `wire`: one call to its end; one try on the wire.
//! - [`retry`], [`limit`], [`page`]: when to try again, when to send at all, what to ask for next.
//! - `host`, `error`, `error_body`, [`secret`]: where the key may go, what can go wrong, and what must never be seen.
//! - `unreachable`, `web_page`: what is in the way when no answer comes, or another's.
//! - `log`, [`clock`]: what a call leaves behind, and what its date says about the time.

pub mod client;
pub mod clock;
pub mod error;
mod error_body;
pub mod host;
pub mod limit;
pub mod log;
pub mod operations;
pub mod page;
pub mod request;
pub mod requests;
pub mod retry;
pub mod secret;
pub mod table;
mod transport;
pub mod types;
mod unreachable;
mod web_page;

pub use self::{
    client::{Client, ClientConfig, ClientError},
    clock::{Reading, ServerClock},
    error::ApiError,
    host::{BaseUrl, HostError, check_base_url},
    limit::{Budget, BudgetView, Priority},
    log::{Exchange, LogEntry, Progress},
    operations::{Answer, Operation},
    page::next_cursor,
    request::{Get, Method, Request},
    requests::{
        BranchQuery, ConsumptionQuery, ProjectQuery, SchemaBase, SchemaQuery, SnapshotQuery,
        UriQuery,
    },
    retry::Reason,
    secret::{ApiKey, ConnectionUri, Password},
    table::OperationSpec,
    transport::{BuildError, install_crypto},
    types::{OddRow, RequestId},
};
