//! What a database holds (§5.2): as SQL, or as tables.

use compact_str::CompactString;

use super::lenient::{answer, record};

record! {
    /// A schema as data.
    pub struct Schema {
        pub tables: Vec<SchemaTable>,
    }

    pub struct SchemaTable {
        pub schema: CompactString,
        pub name: CompactString,
        /// Its columns, in order.
        pub columns: Vec<Column>,
        /// Its keys.
        pub constraints: Vec<Constraint>,
    }

    pub struct Column {
        pub name: CompactString,
        /// Its Postgres type.
        pub r#type: CompactString,
        /// Whether it may be NULL.
        pub nullable: Option<bool>,
        /// Whether it is computed.
        pub generated: Option<bool>,
    }

    /// A key of a table.
    pub struct Constraint {
        /// `primary_key`, `unique` or `foreign_key`.
        pub r#type: CompactString,
        pub columns: Vec<CompactString>,
        pub name: Option<CompactString>,
        /// Where a foreign key points.
        pub referenced_table: Option<ReferencedTable>,
    }

    /// Where a foreign key points.
    pub struct ReferencedTable {
        pub schema: CompactString,
        pub table: CompactString,
        pub columns: Vec<CompactString>,
    }
}

answer! {
    /// The schema of a database, in the form asked for.
    pub struct SchemaAnswer [needs sql, json] {
        /// As `pg_dump` writes it.
        pub sql: Option<String>,
        /// As data.
        pub json: Option<Schema>,
    }

    /// How two schemas differ.
    pub struct SchemaDiff [needs diff] {
        /// A unified diff; empty or absent when they are equal.
        pub diff: Option<String>,
    }
}
