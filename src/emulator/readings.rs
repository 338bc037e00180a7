//! Questions that only the real servers of branches can answer.

use std::collections::BTreeMap;

use super::{contents::Source, ids::Text};

/// Asks for the tables of a database.
#[derive(Debug, Clone)]
pub struct TablesOf {
    pub branch: Text,
    pub source: Source,
    pub database: String,
    /// The tables that the databases of the branch are described to have then, as scripts: what it has if nobody has
    /// connected yet.
    pub described: BTreeMap<String, String>,
}

/// A schema that is read from real servers.
#[derive(Debug, Clone)]
pub enum Reading {
    Script(TablesOf),
    Json(TablesOf),
    /// The difference of two scripts.
    Difference {
        name: String,
        sides: Box<[TablesOf; 2]>,
    },
}
