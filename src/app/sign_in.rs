//! Accounts: finds them, checks what each can access, and signs in.
//!
//! A key is checked with `GET /auth`, which every kind of key may call; then it is used to look up a
//! readable name.

use super::connect::{ApiGateway, ConnectError, Connection, client};
use crate::{
    api::{
        ApiError, ApiKey, Budget, Client, ClientConfig, Get, Priority, ProjectQuery, Request,
        types::AuthMethod,
    },
    config::Credential,
    neon::account::{Access, Account, CredentialSource, FoundAccount, Identity, KeyStorage},
};
use jiff::Timestamp;
use tokio::task::spawn_blocking;

/// Reports all accounts at once, then each again with what it can access.
pub async fn look(gateway: ApiGateway, probe: bool, say: impl Fn(Vec<Account>)) {
    let (vault, host) = (gateway.vault.clone(), gateway.base_url.clone());
    let found = spawn_blocking(move || vault.accounts(&host)).await;
    let mut accounts = found.unwrap_or_default();
    for account in &mut accounts {
        if !probe && account.reach == Access::Asking {
            account.reach = Access::Unasked;
        }
    }
    say(accounts.clone());
    for mut account in accounts {
        if account.reach == Access::Asking {
            account.reach = match gateway.reach(&account.origin).await {
                Ok(who) => Access::Known(who),
                Err(why) => Access::No(why),
            };
            say(vec![account]);
        }
    }
}

/// The result of signing in.
#[derive(Debug)]
pub struct SignedIn {
    /// How requests are sent from now on.
    pub connection: Connection,
    pub who: Identity,
    /// What failed although signing in succeeded, as a sentence.
    pub trouble: Option<String>,
}

impl ApiGateway {
    /// What the key from this source can access, or a sentence that says why it cannot.
    async fn reach(&self, origin: &CredentialSource) -> Result<Identity, String> {
        let credential = self.credential(origin.clone()).await?;
        let client = self.client(credential.key.clone()).await?;
        who(&client, &credential).await
    }

    async fn credential(&self, origin: CredentialSource) -> Result<Credential, String> {
        let vault = self.vault.clone();
        let got = spawn_blocking(move || vault.get(&origin, Timestamp::now())).await;
        got.map_err(|error| error.to_string())?
            .map_err(|error| error.to_string())
    }

    async fn client(&self, key: ApiKey) -> Result<Client, String> {
        let config = ClientConfig::new(self.base_url.clone(), key);
        client(config, Budget::new())
            .await
            .map_err(ConnectError::sentence)
    }

    /// Signs in: gets the key, and asks Neon whose it is. A pasted key is saved only after Neon has accepted it.
    pub async fn sign_in(&mut self, entry: FoundAccount) -> Result<SignedIn, String> {
        let (origin, keep) = match entry {
            FoundAccount::Known(CredentialSource::Demo) => return self.demo_again().await,
            FoundAccount::Known(origin) => (origin, KeyStorage::No),
            FoundAccount::Pasted(key, keep) => {
                self.vault.pasted = Some(key);
                (CredentialSource::Pasted, keep)
            }
        };
        let credential = self.credential(origin.clone()).await?;
        let client = self.client(credential.key.clone()).await?;
        let who = who(&client, &credential).await?;
        let saved = self.keep(&who.name, &credential.key, keep).await;
        let (origin, trouble) = match saved {
            Ok(Some(saved)) => (saved, None),
            Ok(None) => (origin, None),
            Err(why) => (
                origin,
                Some(format!("{why} The key is used but not saved.")),
            ),
        };
        let (store, host) = (self.store.clone(), self.base_url.clone());
        let identity = credential.identity.clone();
        let remembered = spawn_blocking(move || store.fetch(&identity, &host)).await;
        Ok(SignedIn {
            connection: Connection {
                client,
                remembered: remembered.unwrap_or_default(),
                base_url: self.base_url.clone(),
                origin,
                identity: credential.identity,
                only: credential.project,
                emulator: None,
            },
            who,
            trouble,
        })
    }

    /// Saves a key; returns its new source, if it was saved.
    async fn keep(
        &self,
        name: &str,
        key: &ApiKey,
        keep: KeyStorage,
    ) -> Result<Option<CredentialSource>, String> {
        if keep == KeyStorage::No {
            return Ok(None);
        }
        let (vault, name, key) = (self.vault.clone(), name.to_owned(), key.clone());
        let host = self.base_url.clone();
        let saved = spawn_blocking(move || vault.keep(&name, &key, keep, &host)).await;
        saved
            .map_err(|error| error.to_string())?
            .map(Some)
            .map_err(|error| error.to_string())
    }

    async fn demo_again(&self) -> Result<SignedIn, String> {
        let connection = self.clone().connect(CredentialSource::Demo);
        let connection = connection.await.map_err(ConnectError::sentence)?;
        let demo = Credential {
            origin: CredentialSource::Demo,
            key: ApiKey::default(),
            until: None,
            identity: connection.identity.clone(),
            project: None,
        };
        let who = who(&connection.client, &demo).await?;
        Ok(SignedIn {
            connection,
            who,
            trouble: None,
        })
    }
}

/// Asks Neon whose key it is, and what it can access.
async fn who(client: &Client, credential: &Credential) -> Result<Identity, String> {
    let auth = ask(client, Request::auth()).await;
    let auth = auth.map_err(|error| error.sentence())?;
    // Older servers refuse this for organization keys.
    let orgs = ask(client, Request::organizations()).await;
    let orgs = orgs.map_or_else(|_| Vec::new(), |list| list.organizations);
    let personal = auth.auth_method != AuthMethod::ApiKeyOrg;
    let name = if personal {
        let user = ask(client, Request::me()).await;
        user.map_or_else(|_| String::new(), |user| user.email.to_string())
    } else {
        orgs.first()
            .map(|org| org.name.to_string())
            .unwrap_or_default()
    };
    let lists = personal || lists_projects(client).await;
    Ok(Identity {
        name: Some(name)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| auth.account_id.to_string()),
        id: auth.account_id.to_string(),
        method: auth.auth_method,
        orgs: orgs.len(),
        only: (!lists).then(|| credential.project.clone()),
        until: credential.until,
        key: auth.auth_data.and_then(|data| data.parse().ok()),
    })
}

/// Whether a key may list projects: a key for a single project may not.
async fn lists_projects(client: &Client) -> bool {
    let query = ProjectQuery {
        limit: 1,
        ..ProjectQuery::default()
    };
    let answer = ask(client, Request::list_projects(&query)).await;
    !matches!(answer, Err(error) if matches!(error.status(), Some(403 | 404)))
}

async fn ask<T: 'static>(client: &Client, request: Get<T>) -> Result<T, ApiError> {
    let exchange = client.send(&request, Priority::User, |_| {}).await;
    exchange.answer?.body().ok_or_else(|| ApiError::Decode {
        at: request.operation.to_string(),
        message: "the response does not match the request".to_owned(),
    })
}
