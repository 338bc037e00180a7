//! Masked branches, which Neon calls anonymized: the rules, and how far they are applied.

use super::{
    ids::{BranchId, DatabaseName, MaskedColumn},
    lenient::{answer, record},
    time::Time,
};
use compact_str::CompactString;

record! {
    /// How one column is masked: by a function or by a value.
    pub struct MaskingRule [by column_name] {
        pub database_name: DatabaseName,
        pub schema_name: CompactString,
        pub table_name: CompactString,
        pub column_name: CompactString,
        /// Such as `anon.fake_email()`.
        pub masking_function: Option<CompactString>,
        /// A literal that every row gets.
        pub masking_value: Option<CompactString>,
    }

    /// How far a branch is masked.
    pub struct Masking [by branch_id] {
        pub branch_id: BranchId,
        /// `created`, `initialized`, `initialization_error`, `anonymizing`, `anonymized` or `error`.
        pub state: CompactString,
        /// What is being done, or what went wrong.
        pub status_message: CompactString,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        pub failed_at: Option<Time>,
        pub last_run: Option<MaskingRun>,
    }

    /// An attempt to mask a branch.
    pub struct MaskingRun {
        pub started_at: Option<Time>,
        /// Also set if it failed.
        pub completed_at: Option<Time>,
        pub triggered_by_username: CompactString,
        pub masked_columns: Option<i64>,
    }
}

answer! {
    /// All masking rules of a branch.
    pub struct MaskingRules [needs masking_rules] {
        pub masking_rules: Vec<MaskingRule>,
    }

    /// How far a branch is masked; there is nothing to mask if the answer is 404.
    pub struct MaskingAnswer [bare masking] {
        pub masking: Masking,
    }
}

impl MaskingRule {
    /// What identifies it.
    pub fn column(&self) -> MaskedColumn {
        let parts = [
            self.database_name.as_str(),
            &self.schema_name,
            &self.table_name,
            &self.column_name,
        ];
        parts.map(sql_name).join(".").into()
    }
}

/// A name as in SQL: with quotes unless it is plain.
pub fn sql_name(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    match !name.is_empty() && name.chars().all(is_plain) {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}
