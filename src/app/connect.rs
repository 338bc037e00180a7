//! The way to the API: a client, and before it the emulator if the demo was asked for.
//!
//! All of it happens after the first frame, and reading the system's certificates, which takes
//! milliseconds, on a thread of its own.

use super::{state_store::Shelf, tasks::Connection};
use crate::{
    api::{Budget, Client, ClientConfig},
    config::{CredentialError, CredentialStore},
    emulator::{self, Options},
    neon::account::CredentialSource,
    ui::persistence::Remembered,
};
use jiff::Timestamp;
use tokio::task::spawn_blocking;

/// Everything that a way to the API may need.
#[derive(Debug, Clone)]
pub struct ApiGateway {
    /// Where keys are.
    pub vault: CredentialStore,
    /// The address of the API, without a slash at the end.
    pub base_url: String,
    /// What is kept on disk.
    pub shelf: Shelf,
    /// What the embedded emulator of the demo is told.
    pub demo: Options,
}

/// Why there is no way to the API. The texts are sentences with the fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectError {
    /// There is no key, or it is not accepted.
    NoKey(String),
    /// Something else.
    Unreachable(String),
}

impl ConnectError {
    /// What the user is told.
    pub fn sentence(self) -> String {
        let (Self::NoKey(why) | Self::Unreachable(why)) = self;
        why
    }
}

impl ApiGateway {
    /// Connects with the key of this origin.
    pub async fn connect(self, origin: CredentialSource) -> Result<Connection, ConnectError> {
        if origin == CredentialSource::Demo {
            return self.demo().await;
        }
        let (vault, from) = (self.vault, origin.clone());
        let (shelf, host) = (self.shelf, self.base_url.clone());
        let got = spawn_blocking(move || {
            let credential = vault.get(&from, Timestamp::now())?;
            let remembered = shelf.fetch(&credential.identity, &host);
            Ok::<_, CredentialError>((credential, remembered))
        });
        let (credential, remembered) = got
            .await
            .map_err(unreachable)?
            .map_err(|error| ConnectError::NoKey(error.to_string()))?;
        let config = ClientConfig::new(self.base_url.clone(), credential.key);
        Ok(Connection {
            client: client(config, Budget::new()).await?,
            base_url: self.base_url,
            origin,
            identity: credential.identity,
            only: credential.project,
            remembered,
            emulator: None,
        })
    }

    async fn demo(self) -> Result<Connection, ConnectError> {
        let emulator = emulator::serve(self.demo).await.map_err(unreachable)?;
        let base_url = emulator.base_url().to_owned();
        let config = ClientConfig::new(base_url.clone(), "demo".to_owned().into());
        Ok(Connection {
            client: client(config, Budget::new()).await?,
            base_url,
            origin: CredentialSource::Demo,
            identity: CredentialSource::Demo.id(),
            only: None,
            remembered: Remembered::default(),
            emulator: Some(emulator),
        })
    }
}

/// A client. Reads the system's certificates on a thread of its own.
pub async fn client(config: ClientConfig, budget: Budget) -> Result<Client, ConnectError> {
    spawn_blocking(move || Client::new(config, budget))
        .await
        .map_err(unreachable)?
        .map_err(unreachable)
}

fn unreachable(error: impl ToString) -> ConnectError {
    ConnectError::Unreachable(error.to_string())
}
