//! The Data API: a REST interface to one database.

use super::lenient::{answer, record};
use compact_str::CompactString;

record! {
    /// The Data API of a database.
    pub struct DataApi [by url] {
        /// Where requests go.
        pub url: CompactString,
        /// The state of the deployment, in Neon's words.
        pub status: CompactString,
        pub settings: Option<DataApiSettings>,
        /// The schemas that the database has.
        pub available_schemas: Vec<CompactString>,
    }

    /// How a Data API behaves. What is absent has Neon's default.
    pub struct DataApiSettings {
        /// Whether requests may use aggregate functions.
        pub db_aggregates_enabled: Option<bool>,
        /// The role of requests without a token.
        pub db_anon_role: Option<CompactString>,
        /// More schemas in which names are looked up, separated by commas.
        pub db_extra_search_path: Option<CompactString>,
        /// The most rows that one request returns.
        pub db_max_rows: Option<i64>,
        /// The schemas that requests reach.
        pub db_schemas: Vec<CompactString>,
        /// Where tokens name their role, such as `.role`.
        pub jwt_role_claim_key: Option<CompactString>,
        /// How long keys of tokens are cached, in seconds.
        pub jwt_cache_max_lifetime: Option<i64>,
        /// `ignore-privileges` or `disabled`.
        pub openapi_mode: Option<CompactString>,
        /// The web origins whose pages may send requests, separated by commas.
        pub server_cors_allowed_origins: Option<CompactString>,
        /// Whether answers tell how long each part took.
        pub server_timing_enabled: Option<bool>,
    }
}

answer! {
    /// The Data API of a database; there is none if the answer is 404.
    pub struct DataApiAnswer [bare data_api] {
        pub data_api: DataApi,
    }

    /// A Data API that was enabled.
    pub struct DataApiUrl [needs url] {
        pub url: CompactString,
    }
}
