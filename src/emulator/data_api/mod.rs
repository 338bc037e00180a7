//! The Data API: a REST interface to one database. It can only be turned on and off here; its URL does not work.

pub mod handlers;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The settings of a branch's Data APIs, by database.
pub type DataApis = IndexMap<String, Settings>;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    db_aggregates_enabled: bool,
    db_anon_role: String,
    db_extra_search_path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    db_max_rows: Option<i64>,
    db_schemas: Vec<String>,
    jwt_role_claim_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwt_cache_max_lifetime: Option<i64>,
    openapi_mode: OpenApiMode,
    server_cors_allowed_origins: String,
    server_timing_enabled: bool,
}

/// The contents of its OpenAPI document.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OpenApiMode {
    IgnorePrivileges,
    Disabled,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            db_aggregates_enabled: true,
            db_anon_role: "anonymous".to_owned(),
            db_extra_search_path: String::new(),
            db_max_rows: None,
            db_schemas: vec!["public".to_owned()],
            jwt_role_claim_key: ".role".to_owned(),
            jwt_cache_max_lifetime: None,
            openapi_mode: OpenApiMode::Disabled,
            server_cors_allowed_origins: String::new(),
            server_timing_enabled: false,
        }
    }
}
