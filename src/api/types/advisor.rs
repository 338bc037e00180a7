//! What Neon's advisors find in a database.

use super::{
    ids::IssueKey,
    lenient::{answer, record},
};
use compact_str::CompactString;
use std::collections::BTreeMap;

record! {
    /// An issue that an advisor has found.
    pub struct AdvisorIssue [by cache_key] {
        /// Identifies this instance of the issue.
        pub cache_key: IssueKey,
        /// The kind of issue, such as `rls_disabled_in_public`.
        pub name: CompactString,
        pub title: CompactString,
        /// `ERROR`, `WARN` or `INFO`.
        pub level: CompactString,
        /// `EXTERNAL` if requests over HTTP are affected, else `INTERNAL`.
        pub facing: CompactString,
        /// `SECURITY` or `PERFORMANCE`.
        pub categories: Vec<CompactString>,
        /// What the advisor looks for.
        pub description: String,
        /// What it has found.
        pub detail: String,
        /// The URL of the page that says how to mend it.
        pub remediation: CompactString,
        /// What it was found in; mostly `schema` and `name`.
        pub metadata: BTreeMap<String, serde_json::Value>,
    }
}

answer! {
    /// What the advisors find in a database; refused with 404 if it has no Data API.
    pub struct AdvisorIssues [needs issues] {
        pub issues: Vec<AdvisorIssue>,
    }
}
