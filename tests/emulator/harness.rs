//! A client that checks every exchange against the contract.

use std::{
    sync::{LazyLock, Once},
    time::Duration,
};

use jiff::Timestamp;
use lazyneon::emulator::{Clock, Emulator, EmulatorError, Options, serve};
use reqwest::{Client, Method};
use serde_json::Value;

use crate::contract::Contract;

/// The seed's organization on the Scale plan.
pub const SCALE: &str = "org-bright-harbor-48215076";
/// The one on the Free plan.
pub const FREE: &str = "org-quiet-meadow-10384622";
/// The one that shares a project with the user.
pub const FOREIGN: &str = "org-cold-fjord-77120345";
/// `storefront`, of the Scale organization.
pub const STOREFRONT: &str = "/projects/hidden-river-50598307";
/// `playground`, of the Free organization.
pub const PLAYGROUND: &str = "/projects/old-fire-32990194";

pub static CONTRACT: LazyLock<Option<Contract>> = LazyLock::new(Contract::load);

/// An emulator whose clock stands still, and a client for it.
pub struct Neon {
    pub emulator: Emulator,
    client: Client,
    key: String,
}

/// A response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: Value,
    pub headers: reqwest::header::HeaderMap,
}

impl Reply {
    /// The response's `message`.
    pub fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }

    /// The value at a JSON pointer such as `/projects/0/id`, as text.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> &str {
        let value = self.body.pointer(pointer).and_then(Value::as_str);
        value.unwrap_or_else(|| panic!("no text at {pointer} in {}", self.body))
    }

    /// The values of a field in a list.
    #[track_caller]
    pub fn all<'a>(&'a self, list: &str, field: &str) -> Vec<&'a str> {
        let items = self.body[list].as_array();
        let items = items.unwrap_or_else(|| panic!("no list {list} in {}", self.body));
        items
            .iter()
            .map(|item| item[field].as_str().unwrap_or_default())
            .collect()
    }

    /// Asserts the status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

pub fn client() -> Client {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Another test of this process may have done it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder().no_proxy().build().unwrap()
}

impl Neon {
    /// Starts with the built-in seed and no rate limit.
    pub async fn start() -> Self {
        Self::with(Options {
            rate_limit: false,
            ..Options::default()
        })
        .await
    }

    pub async fn with(options: Options) -> Self {
        Self::try_with(options).await.unwrap()
    }

    pub async fn try_with(options: Options) -> Result<Self, EmulatorError> {
        let base: Timestamp = "2026-11-20T10:30:00Z".parse().unwrap();
        let options = Options {
            clock: Clock::stopped(base),
            ..options
        };
        Ok(Self {
            emulator: serve(options).await?,
            client: client(),
            key: "napi_test".to_owned(),
        })
    }

    /// Switches to another key.
    pub fn use_key(&mut self, key: &str) {
        self.key = key.to_owned();
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        self.emulator.clock().advance(time);
    }

    /// Lets enough time pass for every operation to end.
    pub fn settle(&self) {
        self.pass(Duration::from_secs(30));
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: impl Into<Option<Value>>) -> Reply {
        self.send(Method::POST, path, body.into()).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }

    /// Sends a request and checks the exchange against the contract. Only successful requests must conform to it.
    #[track_caller]
    pub fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> impl Future<Output = Reply> + use<> {
        let caller = std::panic::Location::caller();
        let text = body.map(|body| body.to_string()).unwrap_or_default();
        let request = self.client.request(
            method.clone(),
            format!("{}{path}", self.emulator.base_url()),
        );
        let request = request.bearer_auth(&self.key).body(text.clone());
        let path = path.to_owned();
        async move {
            let response = request.send().await.unwrap();
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let answer = response.text().await.unwrap();
            if let Some(contract) = CONTRACT.as_ref() {
                let (path, query) = path.split_once('?').unwrap_or((&path, ""));
                let mut verdict = Ok(());
                if contract.knows(method.as_str(), path) {
                    verdict = contract.check_answer(method.as_str(), path, status, &answer);
                    if status < 300 {
                        verdict = verdict.and(contract.check_request(
                            method.as_str(),
                            path,
                            query,
                            &text,
                        ));
                    }
                }
                assert_eq!(verdict, Ok(()), "called at {caller}\n{answer}");
            }
            let body = if answer.is_empty() {
                Value::Null
            } else {
                serde_json::from_str(&answer).unwrap()
            };
            Reply {
                status,
                body,
                headers,
            }
        }
    }
}
