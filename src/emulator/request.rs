//! A request as a handler sees it, and its answer.

use std::{collections::HashMap, str::FromStr};

use axum::body::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{auth::Credential, error::Refusal, readings::Reading, time::Time};

/// The result of a handler: an answer or a refusal.
pub type Answer = Result<Reply, Refusal>;

/// An answer: status and JSON body. `None` is an empty body (204).
#[derive(Debug, Default)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The JSON text, or the bytes of a stored object.
    pub body: Option<Vec<u8>>,
    /// The entity tag of the stored object that this is about.
    pub etag: Option<String>,
    /// What real servers are asked for, whose answer becomes the body.
    pub reading: Option<Box<Reading>>,
}

impl Reply {
    /// 200 with a body.
    pub fn ok(body: impl Serialize) -> Answer {
        Self::with(200, body)
    }

    /// 200 with what real servers tell.
    pub fn read(reading: Reading) -> Answer {
        Ok(Self {
            status: 200,
            reading: Some(Box::new(reading)),
            ..Self::default()
        })
    }

    /// 201 with a body.
    pub fn created(body: impl Serialize) -> Answer {
        Self::with(201, body)
    }

    /// 204 without a body: the thing to delete does not exist.
    pub fn gone() -> Answer {
        Self::empty_with(204)
    }

    /// 200 without a body.
    pub fn empty() -> Answer {
        Self::empty_with(200)
    }

    /// Any status without a body.
    pub fn empty_with(status: u16) -> Answer {
        Ok(Self {
            status,
            ..Self::default()
        })
    }

    /// Any status with a body.
    pub fn with(status: u16, body: impl Serialize) -> Answer {
        let body =
            serde_json::to_vec(&body).map_err(|error| Refusal::new(500, error.to_string()))?;
        Ok(Self {
            status,
            body: Some(body),
            ..Self::default()
        })
    }
}

/// An authenticated request that matched a route.
#[derive(Debug, Clone)]
pub struct Call {
    /// Upper-case HTTP method.
    pub method: String,
    /// The path below the base URL, still percent-encoded.
    pub path: String,
    /// The values of the route's `{placeholders}`, percent-decoded.
    pub params: HashMap<&'static str, String>,
    /// Query parameters.
    pub query: Query,
    /// The content type of the body, if given.
    pub content_type: Option<String>,
    /// The host and port that the caller reached.
    pub host: String,
    /// The raw body.
    pub body: Bytes,
    pub credential: Credential,
    /// The time of the answer.
    pub now: Timestamp,
}

impl Call {
    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// The same call, had the path these placeholders.
    pub fn with_params<const N: usize>(&self, params: [(&'static str, String); N]) -> Self {
        let mut call = self.clone();
        call.params.extend(params);
        call
    }

    /// The same call, which only reads in spite of its method.
    pub fn as_read(&self) -> Self {
        Self {
            method: "GET".to_owned(),
            ..self.clone()
        }
    }

    /// A placeholder that is one of the words of the contract.
    pub fn word<T: DeserializeOwned>(&self, name: &str) -> Result<T, Refusal> {
        let word = Value::from(self.param(name));
        serde_json::from_value(word).map_err(|error| {
            Refusal::bad_request(format!(
                "parameter \"{name}\" in path has an error: {error}"
            ))
        })
    }

    /// The time of this request, in the form of answers.
    pub fn time(&self) -> Time {
        Time(self.now)
    }

    /// The JSON body, which is required.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let body = self.json()?;
        if let Some(place) = forbidden_null(&body) {
            let why = format!("Error at \"{place}\": Value is not nullable");
            return Err(unlike_schema(&why));
        }
        Self::shaped(body)
    }

    /// The JSON body, in which anything may be `null`.
    pub fn json(&self) -> Result<Value, Refusal> {
        if self.body.is_empty() {
            return Err(Refusal::bad_request("request body is required"));
        }
        if let Some(other) = self.content_type.as_deref().filter(|kind| !is_json(kind)) {
            return Err(Refusal::bad_request(format!(
                "request body has an error: header Content-Type has unexpected value \"{other}\""
            )));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            Refusal::bad_request(format!(
                "request body has an error: failed to decode request body: {error}"
            ))
        })
    }

    /// Converts a JSON body to the type that the route needs.
    pub fn shaped<T: DeserializeOwned>(body: Value) -> Result<T, Refusal> {
        serde_json::from_value(body).map_err(|error| unlike_schema(&error.to_string()))
    }

    /// The JSON body, or the default if there is none.
    pub fn optional_body<T: DeserializeOwned + Default>(&self) -> Result<T, Refusal> {
        if self.body.is_empty() {
            return Ok(T::default());
        }
        self.body()
    }
}

/// Whether a content type is JSON, whatever its parameters.
pub fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// 400: a body of another shape than the contract's.
pub fn unlike_schema(why: &str) -> Refusal {
    Refusal::bad_request(format!(
        "request body has an error: doesn't match schema: {why}"
    ))
}

/// The only request fields that may be `null`, which clears them; other fields must be left out instead.
const NULLABLE: [&str; 1] = ["expires_at"];

/// The JSON pointer to a `null` that the contract does not allow.
fn forbidden_null(body: &Value) -> Option<String> {
    let below = |key: &str, value| Some(format!("/{key}{}", forbidden_null(value)?));
    match body {
        Value::Null => Some(String::new()),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(place, item)| below(&place.to_string(), item))
        }
        Value::Object(fields) => {
            let mut fields = fields.iter();
            fields.find_map(|(key, value)| {
                let allowed = value.is_null() && NULLABLE.contains(&key.as_str());
                (!allowed).then(|| below(key, value)).flatten()
            })
        }
        _ => None,
    }
}

/// The decoded query parameters, in order.
#[derive(Debug, Default, Clone)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Decodes the text after the `?`.
    pub fn parse(text: &str) -> Self {
        Self(
            url::form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The first value of `name`; an empty value counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The first value of `name`, which is required.
    pub fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).ok_or_else(|| {
            Refusal::bad_request(format!(
                "parameter \"{name}\" in query has an error: value is required"
            ))
        })
    }

    /// All values of `name`, repeated or comma-separated: Neon accepts both.
    pub fn list(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .flat_map(|(_, value)| value.split(','))
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// A boolean parameter: `true` or `false`.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.parsed(name, "an invalid boolean")
    }

    /// A whole number between `low` and `high`.
    pub fn number(&self, name: &str, low: usize, high: usize) -> Result<Option<usize>, Refusal> {
        let Some(value) = self.parsed::<i64>(name, "an invalid integer")? else {
            return Ok(None);
        };
        match usize::try_from(value) {
            Ok(value) if (low..=high).contains(&value) => Ok(Some(value)),
            _ => Err(Refusal::bad_request(format!(
                "parameter \"{name}\" in query has an error: number must be from {low} to {high}"
            ))),
        }
    }

    /// A time with its zone.
    pub fn time(&self, name: &str) -> Result<Option<Time>, Refusal> {
        self.parsed::<Timestamp>(name, "an invalid date-time")
            .map(|time| time.map(Time))
    }

    /// One of the given words.
    pub fn choice<'a>(&'a self, name: &str, choices: &[&str]) -> Result<Option<&'a str>, Refusal> {
        match self.get(name) {
            Some(value) if !choices.contains(&value) => Err(Refusal::bad_request(format!(
                "parameter \"{name}\" in query has an error: value must be one of {}",
                choices.join(", ")
            ))),
            value => Ok(value),
        }
    }

    fn parsed<T: FromStr>(&self, name: &str, trouble: &str) -> Result<Option<T>, Refusal> {
        let sent = self.0.iter().find(|(key, _)| key == name);
        let value = sent.map(|(_, value)| value.parse());
        value.transpose().map_err(|_| {
            Refusal::bad_request(format!(
                "parameter \"{name}\" in query has an error: value is {trouble}"
            ))
        })
    }
}

/// Distinguishes `null` from absence.
pub fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
