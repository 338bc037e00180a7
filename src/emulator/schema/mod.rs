//! The contents of a database: tables, as far as schema dumps show them.
//!
//! A schema is stored as the statements that created it, each with its time. Any point in its past can therefore be
//! shown, a branch inherits what had happened when it was created, and branches differ by what has happened since.

mod ddl;
mod diff;
mod dump;
pub mod read;

pub use ddl::Statement;

use std::sync::Arc;

use ddl::Tables;

use super::time::Time;

/// The history of one database.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// In chronological order.
    changes: Vec<Change>,
}

#[derive(Debug, Clone)]
struct Change {
    at: Time,
    statement: Arc<Statement>,
}

impl Schema {
    pub fn change(&mut self, at: Time, statement: Statement) {
        let statement = Arc::new(statement);
        self.changes.push(Change { at, statement });
    }

    /// The schema as of a moment.
    pub fn as_of(&self, at: Time) -> Self {
        let before = self.changes.iter().filter(|change| change.at <= at);
        Self {
            changes: before.cloned().collect(),
        }
    }

    /// The script that creates the tables; `None` if there are none.
    pub fn script(&self, owner: &str) -> Option<String> {
        let tables = self.tables();
        (!tables.is_empty()).then(|| dump::sql(&tables, owner))
    }

    fn tables(&self) -> Tables {
        let mut tables = Tables::default();
        for change in &self.changes {
            change.statement.apply(&mut tables);
        }
        tables
    }
}

/// The initial tables of databases in seeds, by the name of the database.
#[derive(Debug)]
pub struct Catalog(Vec<(String, Vec<Statement>)>);

impl Catalog {
    /// Parses a script in which `\connect name` begins the statements of a database.
    pub fn parse(script: &str) -> Result<Self, String> {
        let parts = script.split("\\connect ").skip(1);
        let part = |part: &str| {
            let (name, statements) = part.split_once('\n').unwrap_or((part, ""));
            let statements: Result<Vec<Statement>, String> = statements
                .split(';')
                .map(str::trim)
                .filter(|statement| !statement.is_empty())
                .map(str::parse)
                .collect();
            Ok((name.trim().to_owned(), statements?))
        };
        parts.map(part).collect::<Result<_, String>>().map(Self)
    }

    /// The tables of a database with this name, created at `at`; empty if the catalog does not have it.
    pub fn schema(&self, database: &str, at: Time) -> Schema {
        let mut schema = Schema::default();
        let found = self.0.iter().find(|(name, _)| name == database);
        for statement in found.into_iter().flat_map(|(_, statements)| statements) {
            schema.change(at, statement.clone());
        }
        schema
    }
}
