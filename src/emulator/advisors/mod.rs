//! What advisors find in a database: what the seed says, whatever is in it.

pub mod handlers;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The issues of a branch, by database.
pub type Issues = IndexMap<String, Vec<Issue>>;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issue {
    name: String,
    title: String,
    level: Level,
    facing: Facing,
    categories: Vec<Category>,
    description: String,
    detail: String,
    remediation: String,
    metadata: Map<String, Value>,
    cache_key: String,
}

/// How serious an issue is, from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Level {
    Info,
    Warn,
    Error,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Facing {
    External,
    Internal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Category {
    Security,
    Performance,
}
