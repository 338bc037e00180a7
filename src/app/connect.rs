//! The way to the API: a client, and before it the emulator if the demo was asked for.
//!
//! All of it happens after the first frame, and reading the system's certificates, which takes
//! milliseconds, on a thread of its own.

use super::tasks::Connection;
use crate::{
    api::{ApiKey, Budget, Client, ClientConfig},
    emulator::{self, Options},
};
use tokio::task::spawn_blocking;

/// Where the API is.
#[derive(Debug, Clone)]
pub enum Source {
    /// At Neon, or on any server that follows its contract.
    Neon {
        /// Its address, without a slash at the end.
        base_url: String,
        /// The key.
        key: ApiKey,
    },
    /// In this program.
    Demo(Options),
}

/// Connects. The text of an error is a sentence with the fix.
pub async fn connect(source: Source) -> Result<Connection, String> {
    let (base_url, key, emulator) = match source {
        Source::Neon { base_url, key } => (base_url, key, None),
        Source::Demo(options) => {
            let emulator = emulator::serve(options)
                .await
                .map_err(|error| error.to_string())?;
            (
                emulator.base_url().to_owned(),
                ApiKey::from("demo".to_owned()),
                Some(emulator),
            )
        }
    };
    let config = ClientConfig::new(base_url.clone(), key);
    let build = spawn_blocking(move || Client::new(config, Budget::new()));
    let client = build
        .await
        .map_err(|error| error.to_string())?
        .map_err(|error| error.to_string())?;
    Ok(Connection {
        client,
        base_url,
        emulator,
    })
}
