//! Connects to the API: creates a client and, for the demo, starts the emulator first.
//!
//! All of it happens after the first frame. Reading the system's certificates takes milliseconds, so that happens
//! on a thread of its own.

use super::state_store::StateStore;
use crate::{
    api::{Budget, Client, ClientConfig, types::ProjectId},
    config::{CredentialError, CredentialStore},
    emulator::{self, Emulator, Options},
    neon::account::CredentialSource,
    ui::persistence::state::Remembered,
};
use jiff::Timestamp;
use tokio::{sync::watch, task::spawn_blocking};

/// Everything needed to connect to the API.
#[derive(Debug, Clone)]
pub struct ApiGateway {
    /// Where API keys come from.
    pub vault: CredentialStore,
    /// The address of the API, without a trailing slash.
    pub base_url: String,
    /// What is kept on disk.
    pub store: StateStore,
    /// Options of the embedded emulator for the demo.
    pub demo: Options,
}

/// How requests are sent.
#[derive(Debug)]
pub struct Connection {
    pub client: Client,
    /// The address of the API.
    pub base_url: String,
    /// Where its key comes from.
    pub origin: CredentialSource,
    /// Identifies the account in the names of files on disk.
    pub identity: String,
    /// The only project the key can access, if its source says so.
    pub only: Option<ProjectId>,
    /// What an earlier run has saved about the account.
    pub remembered: Remembered,
    /// The demo's emulator, which ends when this is dropped.
    pub emulator: Option<Emulator>,
}

/// Why connecting failed: sentences that say how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectError {
    /// There is no key, or it is not accepted.
    NoKey(String),
    /// Any other reason.
    Unreachable(String),
}

impl ConnectError {
    pub fn sentence(self) -> String {
        let (Self::NoKey(why) | Self::Unreachable(why)) = self;
        why
    }
}

impl ApiGateway {
    /// Connects with the key from this source.
    pub async fn connect(self, origin: CredentialSource) -> Result<Connection, ConnectError> {
        if origin == CredentialSource::Demo {
            return self.demo().await;
        }
        let (vault, from) = (self.vault, origin.clone());
        let (store, host) = (self.store, self.base_url.clone());
        let got = spawn_blocking(move || {
            let credential = vault.get(&from, Timestamp::now())?;
            let remembered = store.fetch(&credential.identity, &host);
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

/// Creates a client, on a thread of its own because it reads the system's certificates.
pub async fn client(config: ClientConfig, budget: Budget) -> Result<Client, ConnectError> {
    spawn_blocking(move || Client::new(config, budget))
        .await
        .map_err(unreachable)?
        .map_err(unreachable)
}

fn unreachable(error: impl ToString) -> ConnectError {
    ConnectError::Unreachable(error.to_string())
}

/// The client, as soon as there is one; none if the program is ending.
pub(super) async fn connected(client: &mut watch::Receiver<Option<Client>>) -> Option<Client> {
    client.wait_for(Option::is_some).await.ok()?.clone()
}
