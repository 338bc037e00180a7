//! Faults, the clock and the request log for tests in other programs, next to the API at `/control`.
//!
//! Only with [`Options::control`](super::Options::control). No credential is needed: like the whole emulator it is only
//! for this machine. Web pages have no access: changes must be sent as JSON, and `callers` refuses what browsers send
//! for pages.
//!
//! | request | does |
//! |---|---|
//! | `GET /control/clock` | returns the time: `{"now":"2026-01-01T00:00:00Z"}` |
//! | `POST /control/clock` | moves it forward: `{"advance_seconds":3600}` |
//! | `POST /control/faults` | adds a fault: `{"method":"POST","path_contains":"/branches","times":2,"fault":"reset"}` |
//! | `DELETE /control/faults` | removes the faults that have not happened yet |
//! | `GET /control/requests` | lists the latest requests, oldest first, each with the status of its answer |
//! | `DELETE /control/requests` | clears that list |
//!
//! A `fault` is `{"latency_ms":500}`, `{"status":{"code":503,"retry_after":"2","body":"<html>"}}` (only `code` is
//! required), `"reset"`, `"reset_before"`, `"truncated"`, `"wrong_types"`, `"unknown_enum"`, `"silence"`, or
//! `{"fail_operation":{"action":"start_compute"}}`, likewise `cancel_operation` and `skip_operation`; see [`Fault`].

use std::time::Duration;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;

use super::{
    error::Refusal,
    faults::Fault,
    request::{Answer, Reply},
    shared::{Incoming, Shared},
    time::Time,
};

pub const BASE: &str = "/control";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    advance_seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    method: Option<String>,
    #[serde(default)]
    path_contains: String,
    #[serde(default = "once")]
    times: u32,
    fault: Fault,
}

fn once() -> u32 {
    1
}

/// Answers a request; its path is the part after [`BASE`].
pub fn answer(shared: &Shared, request: &Incoming) -> Answer {
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/clock") => Reply::ok(json!({ "now": Time(shared.clock.now()) })),
        ("POST", "/clock") => {
            let step: Step = read(request)?;
            let by = Duration::from_secs(step.advance_seconds.into());
            shared.clock.advance(by);
            Reply::ok(json!({ "now": Time(shared.clock.now()) }))
        }
        ("POST", "/faults") => {
            let order: Order = read(request)?;
            shared.faults.add(
                order.method.as_deref(),
                &order.path_contains,
                order.times,
                order.fault,
            );
            Reply::gone()
        }
        ("DELETE", "/faults") => {
            shared.faults.clear();
            Reply::gone()
        }
        ("GET", "/requests") => Reply::ok(json!({ "requests": shared.inner().journal.entries() })),
        ("DELETE", "/requests") => {
            shared.inner().journal.clear();
            Reply::gone()
        }
        _ => Err(Refusal::no_route()),
    }
}

fn read<T: DeserializeOwned>(request: &Incoming) -> Result<T, Refusal> {
    if !request.is_json() {
        return Err(Refusal::bad_request(
            "Content-Type must be application/json",
        ));
    }
    serde_json::from_slice(&request.body).map_err(|error| Refusal::bad_request(error.to_string()))
}
