//! Neon over HTTP; knows nothing about the UI.
//!
//! The idea: **a request is data, an answer is data, and one table joins them.** A [`Request`] names a row of
//! [`operations`]; the client sends it, waits and retries as Neon's rules allow, and returns an [`Answer`] of
//! that row's type or an [`ApiError`] that can explain itself in a sentence.
//!
//! - [`types`]: records, ids and enums, read leniently.
//! - `operations`, `request`, `requests/`: the table, what is sent, and a constructor per operation.
//! - [`client`], `transport`: a whole call; a single try on the wire.
//! - [`neon_cli`]: the line of the official CLI that does what a request does.
//! - `upload`: bytes that go to the storage of a branch rather than to the API.
//! - [`retry`], [`limit`], [`page`]: when to retry, when to send at all, what to request next.
//! - `host`, `error`, `error_body`, [`secret`]: where the key may go, what can go wrong, and what must never be shown.
//! - `unreachable`, `web_page`: what is in the way if no answer comes, or somebody else's.
//! - `log`, [`clock`]: what is recorded about a call, and what its date tells about the time.

pub mod client;
pub mod clock;
pub mod error;
mod error_body;
pub mod host;
pub mod limit;
pub mod log;
pub mod neon_cli;
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
mod upload;
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
    request::{Get, Method, Request, ShellCommands},
    requests::{
        BranchQuery, ConsumptionQuery, ProjectQuery, SchemaBase, SchemaQuery, SnapshotQuery,
        UriQuery,
    },
    retry::Reason,
    secret::{ApiKey, ConnectionUri, Password, TransferId},
    table::OperationSpec,
    transport::{BuildError, install_crypto},
    types::{OddRow, RequestId},
};
