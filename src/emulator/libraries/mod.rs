//! Extensions that must be loaded when Postgres starts.

pub mod handlers;

use serde::Serialize;

use super::{error::Refusal, settings::PreloadLibraries};

#[derive(Debug, Serialize)]
struct Library {
    library_name: &'static str,
    description: &'static str,
    is_default: bool,
    is_experimental: bool,
    version: &'static str,
}

const fn library(
    library_name: &'static str,
    description: &'static str,
    version: &'static str,
    is_default: bool,
) -> Library {
    Library {
        library_name,
        description,
        is_default,
        is_experimental: false,
        version,
    }
}

static LIBRARIES: [Library; 6] = [
    library(
        "timescaledb",
        "Enables scalable inserts and complex queries for time-series data",
        "2.17.1",
        true,
    ),
    library("pg_cron", "Job scheduler for PostgreSQL", "1.6.4", true),
    library(
        "pg_partman_bgw",
        "Background worker that maintains partitions",
        "5.1.0",
        true,
    ),
    library(
        "rag_bge_small_en_v15,rag_jina_reranker_v1_tiny_en",
        "Models for retrieval-augmented generation",
        "0.0.2",
        true,
    ),
    library(
        "pgx_ulid",
        "Generates universally unique, sortable identifiers",
        "0.2.0",
        true,
    ),
    Library {
        is_experimental: true,
        ..library("pg_mooncake", "Columnstore tables", "0.1.2", false)
    },
];

/// Refuses libraries that do not exist.
pub fn check(chosen: &PreloadLibraries) -> Result<(), Refusal> {
    let known = |name: &String| LIBRARIES.iter().any(|library| library.library_name == name);
    match chosen
        .enabled_libraries
        .iter()
        .flatten()
        .find(|name| !known(name))
    {
        Some(name) => Err(Refusal::bad_request(format!(
            "preload library \"{name}\" is not available"
        ))),
        None => Ok(()),
    }
}
