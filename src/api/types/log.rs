//! The logs of a branch. Newer than the contract: the shapes are those of the official SDK.

use super::{
    lenient::{answer, record},
    time::Time,
};
use compact_str::CompactString;
use std::collections::BTreeMap;

record! {
    /// What a compute, a function or the storage of a branch has written, as OpenTelemetry has it.
    pub struct LogRecord [by timestamp] {
        pub timestamp: Option<Time>,
        /// What has no text is rendered as JSON.
        pub message: String,
        /// `function`, `storage` or `pg_endpoint`.
        pub source: CompactString,
        /// The id of what has written it.
        pub entity_id: CompactString,
        pub service_name: CompactString,
        pub scope_name: CompactString,
        /// From 1 to 24: four numbers for each of trace, debug, info, warn, error and fatal.
        pub severity_number: Option<i64>,
        /// What the writer calls it.
        pub severity_text: CompactString,
        pub trace_id: CompactString,
        pub span_id: CompactString,
        pub attributes: BTreeMap<String, serde_json::Value>,
    }
}

answer! {
    /// A page of log records.
    pub struct LogsPage [needs logs] {
        pub logs: Vec<LogRecord>,
        /// Whether more records match.
        pub is_truncated: bool,
    }

    /// The fields of log records whose values are listed.
    pub struct LogFields [needs fields] {
        pub fields: Vec<String>,
    }

    /// The values of a field of log records.
    pub struct LogFieldValues [needs values] {
        pub values: Vec<String>,
        /// Whether there are more, of which these are any.
        pub is_truncated: bool,
    }
}
