//! The state that all requests share, and the parts of a request.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::body::Bytes;
use tokio::sync::watch;

use super::{
    clock::Clock, faults::Faults, rate_limit::RateLimits, request::is_json, request_log::Journal,
    servers::Servers, state::World,
};

/// The state shared by all requests.
#[derive(Debug)]
pub struct Shared {
    pub state: Mutex<Inner>,
    pub clock: Clock,
    pub faults: Faults,
    /// The only accepted key, if set.
    pub api_key: Option<String>,
    /// The delay of every answer.
    pub latency: Duration,
    pub rate_limit: bool,
    /// Whether there is a `/control`.
    pub control: bool,
    /// Real servers, if there are any.
    pub servers: Option<Arc<Servers>>,
    /// Becomes true when the emulator stops.
    pub stopped: watch::Receiver<bool>,
}

impl Shared {
    /// Locks the state, even after a panic in a test that held it.
    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, but not beyond the end of the emulator.
    pub async fn pause(&self, duration: Duration) {
        tokio::select! {
            () = tokio::time::sleep(duration) => {}
            () = self.end() => {}
        }
    }

    pub async fn end(&self) {
        // An error means that the emulator is gone, which is an end as well.
        let _ = self.stopped.clone().wait_for(|stopped| *stopped).await;
    }
}

/// The state that requests change.
#[derive(Debug)]
pub struct Inner {
    pub world: World,
    pub journal: Journal,
    pub rates: RateLimits,
    /// For request ids; separate from the world's generator, so that reads do not change later ids.
    pub random: fastrand::Rng,
}

/// The parts of a request.
pub struct Incoming {
    /// Upper-case HTTP method.
    pub method: String,
    /// The path below the base; that of a stored object is whole.
    pub path: String,
    pub query: String,
    pub authorization: Option<String>,
    pub content_type: Option<String>,
    /// The host and port that the caller reached.
    pub host: Option<String>,
    pub body: Bytes,
}

impl Incoming {
    /// Whether the body is declared as JSON.
    pub fn is_json(&self) -> bool {
        self.content_type.as_deref().is_some_and(is_json)
    }
}
