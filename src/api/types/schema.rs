//! The schema of a database: as SQL, or as tables.

use compact_str::CompactString;

use super::lenient::{answer, record};

record! {
    /// A schema as tables.
    pub struct Schema {
        pub tables: Vec<SchemaTable>,
    }

    pub struct SchemaTable {
        pub schema: CompactString,
        pub name: CompactString,
        /// In order.
        pub columns: Vec<Column>,
        pub constraints: Vec<Constraint>,
    }

    pub struct Column {
        pub name: CompactString,
        /// The Postgres type.
        pub r#type: CompactString,
        pub nullable: Option<bool>,
        pub generated: Option<bool>,
    }

    /// A key of a table.
    pub struct Constraint {
        /// `primary_key`, `unique` or `foreign_key`.
        pub r#type: CompactString,
        pub columns: Vec<CompactString>,
        pub name: Option<CompactString>,
        /// The target of a foreign key.
        pub referenced_table: Option<ReferencedTable>,
    }

    /// The target of a foreign key.
    pub struct ReferencedTable {
        pub schema: CompactString,
        pub table: CompactString,
        pub columns: Vec<CompactString>,
    }
}

answer! {
    /// The schema of a database, in the requested form.
    pub struct SchemaAnswer [needs sql, json] {
        /// In the format of `pg_dump`.
        pub sql: Option<String>,
        pub json: Option<Schema>,
    }

    /// A comparison of two schemas.
    pub struct SchemaDiff [needs diff] {
        /// A unified diff; empty or absent if they are equal.
        pub diff: Option<String>,
    }
}
