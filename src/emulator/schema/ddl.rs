//! The few SQL statements with which seeds describe tables, and their effects.
//!
//! `CREATE TABLE`, `DROP TABLE`, `CREATE [UNIQUE] INDEX` and `ALTER TABLE` with `ADD COLUMN`, `DROP COLUMN` or
//! `ALTER COLUMN … TYPE`. A column is written as its name, its type, then any of `DEFAULT`,
//! `GENERATED ALWAYS AS (…) STORED`, `NOT NULL`, `PRIMARY KEY`, `UNIQUE` and `REFERENCES`.

use std::{collections::BTreeMap, str::FromStr};

/// Tables by name, prefixed by their schema (`neon_auth.user`) unless that is `public`.
pub type Tables = BTreeMap<String, Table>;

#[derive(Debug, Clone, Default)]
pub struct Table {
    pub columns: Vec<Column>,
    pub constraints: Vec<Constraint>,
    pub indexes: Vec<Index>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    pub kind: String,
    pub default: Option<String>,
    /// The expression of a computed column.
    pub generated: Option<String>,
    pub nullable: bool,
}

/// A constraint on rows.
#[derive(Debug, Clone)]
pub struct Constraint {
    pub kind: ConstraintKind,
    pub columns: Vec<String>,
}

#[derive(Debug, Clone)]
pub enum ConstraintKind {
    PrimaryKey,
    Unique,
    /// A reference to rows of another table.
    References {
        table: String,
        columns: Vec<String>,
    },
}

#[derive(Debug, Clone)]
pub struct Index {
    pub name: String,
    pub unique: bool,
    pub columns: Vec<String>,
}

/// A change to the tables.
#[derive(Debug, Clone)]
pub enum Statement {
    CreateTable(String, Table),
    DropTable(String),
    AddColumn(String, Column, Vec<Constraint>),
    DropColumn(String, String),
    /// Table, column, new type.
    Retype(String, String, String),
    CreateIndex(String, Index),
}

impl Statement {
    /// Applies the change; one that does not match the tables has no effect.
    pub fn apply(&self, tables: &mut Tables) {
        match self {
            Self::CreateTable(name, table) => {
                tables.insert(name.clone(), table.clone());
            }
            Self::DropTable(name) => {
                tables.remove(name);
                let refers = |one: &Constraint| matches!(&one.kind, ConstraintKind::References { table, .. } if table == name);
                for table in tables.values_mut() {
                    table.constraints.retain(|one| !refers(one));
                }
            }
            Self::AddColumn(table, column, constraints) => {
                if let Some(table) = tables.get_mut(table) {
                    table.columns.push(column.clone());
                    table.constraints.extend(constraints.iter().cloned());
                }
            }
            Self::DropColumn(table, name) => {
                if let Some(table) = tables.get_mut(table) {
                    table.columns.retain(|column| column.name != *name);
                    table.constraints.retain(|one| !one.columns.contains(name));
                    table.indexes.retain(|one| !one.columns.contains(name));
                }
            }
            Self::Retype(table, name, kind) => {
                let columns = tables
                    .get_mut(table)
                    .into_iter()
                    .flat_map(|table| &mut table.columns);
                columns
                    .filter(|column| column.name == *name)
                    .for_each(|column| column.kind.clone_from(kind));
            }
            Self::CreateIndex(table, index) => {
                if let Some(table) = tables.get_mut(table) {
                    table.indexes.push(index.clone());
                }
            }
        }
    }
}

impl FromStr for Statement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        parse(&text).ok_or_else(|| format!("not a statement that seeds can have: {text}"))
    }
}

fn parse(text: &str) -> Option<Statement> {
    if let Some(rest) = text.strip_prefix("CREATE TABLE ") {
        let (name, columns) = rest.strip_suffix(')')?.split_once(" (")?;
        return Some(Statement::CreateTable(
            unquoted(name),
            Table::parse(columns)?,
        ));
    }
    if let Some(name) = text.strip_prefix("DROP TABLE ") {
        return Some(Statement::DropTable(unquoted(name)));
    }
    if let Some(rest) = text.strip_prefix("ALTER TABLE ") {
        let (table, change) = rest.split_once(' ')?;
        return alteration(unquoted(table), change);
    }
    let unique = text.starts_with("CREATE UNIQUE INDEX ");
    let (_, rest) = text
        .strip_prefix("CREATE ")
        .filter(|rest| unique || rest.starts_with("INDEX "))?
        .split_once("INDEX ")?;
    let (name, rest) = rest.split_once(" ON ")?;
    let (table, columns) = rest.split_once(" (")?;
    let index = Index {
        name: unquoted(name),
        unique,
        columns: names(columns.strip_suffix(')')?),
    };
    Some(Statement::CreateIndex(unquoted(table), index))
}

fn alteration(table: String, change: &str) -> Option<Statement> {
    if let Some(column) = change.strip_prefix("ADD COLUMN ") {
        let (column, constraints) = Column::parse(column)?;
        return Some(Statement::AddColumn(table, column, constraints));
    }
    if let Some(name) = change.strip_prefix("DROP COLUMN ") {
        return Some(Statement::DropColumn(table, unquoted(name)));
    }
    let (name, kind) = change.strip_prefix("ALTER COLUMN ")?.split_once(" TYPE ")?;
    Some(Statement::Retype(table, unquoted(name), kind.to_owned()))
}

impl Table {
    fn parse(text: &str) -> Option<Self> {
        let mut table = Self::default();
        for item in split_outside_parentheses(text) {
            let listed = |word| {
                let list: Option<&str> = item.strip_prefix(word);
                list.and_then(|list| list.strip_prefix(" (")?.strip_suffix(')'))
            };
            if let Some(columns) = listed("PRIMARY KEY") {
                let constraint = Constraint::new(ConstraintKind::PrimaryKey, names(columns));
                table.constraints.push(constraint);
            } else if let Some(columns) = listed("UNIQUE") {
                let constraint = Constraint::new(ConstraintKind::Unique, names(columns));
                table.constraints.push(constraint);
            } else {
                let (column, constraints) = Column::parse(item)?;
                table.columns.push(column);
                table.constraints.extend(constraints);
            }
        }
        Some(table)
    }
}

impl Constraint {
    fn new(kind: ConstraintKind, columns: Vec<String>) -> Self {
        Self { kind, columns }
    }
}

/// The keywords that may follow a column's type.
const CLAUSES: [&str; 6] = [
    " DEFAULT ",
    " GENERATED ALWAYS AS ",
    " NOT NULL",
    " PRIMARY KEY",
    " UNIQUE",
    " REFERENCES ",
];

impl Column {
    fn parse(text: &str) -> Option<(Self, Vec<Constraint>)> {
        let (name, rest) = text.split_once(' ')?;
        let until_next = |text: &'_ str| {
            let next = CLAUSES.iter().filter_map(|word| text.find(word)).min();
            text.get(..next.unwrap_or(text.len())).map(str::to_owned)
        };
        let clause = |word: &str| rest.split_once(word).and_then(|(_, text)| until_next(text));
        let name = unquoted(name);
        let mut constraints = Vec::new();
        let mut constrain = |kind| constraints.push(Constraint::new(kind, vec![name.clone()]));
        if rest.contains(" PRIMARY KEY") {
            constrain(ConstraintKind::PrimaryKey);
        }
        if rest.contains(" UNIQUE") {
            constrain(ConstraintKind::Unique);
        }
        if let Some(target) = clause(" REFERENCES ") {
            let (table, columns) = target.split_once('(').unwrap_or((&target, "id"));
            constrain(ConstraintKind::References {
                table: unquoted(table.trim()),
                columns: names(columns.trim_end_matches(')')),
            });
        }
        let generated = clause(" GENERATED ALWAYS AS ");
        let column = Self {
            kind: until_next(rest)?,
            default: clause(" DEFAULT "),
            generated: generated.map(|text| text.trim_end_matches(" STORED").to_owned()),
            nullable: !rest.contains(" NOT NULL") && !rest.contains(" PRIMARY KEY"),
            name: name.clone(),
        };
        Some((column, constraints))
    }
}

fn names(list: &str) -> Vec<String> {
    list.split(',').map(|name| unquoted(name.trim())).collect()
}

fn unquoted(name: &str) -> String {
    name.trim_matches('"').to_owned()
}

/// Splits at the commas between columns, not at those inside a type or an expression.
fn split_outside_parentheses(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (place, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(text.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_types_defaults_and_constraints() {
        let statement: Statement = "CREATE TABLE orders (
                id bigint PRIMARY KEY,
                price numeric(12,2) DEFAULT 0.00 NOT NULL,
                twice numeric GENERATED ALWAYS AS ((price * 2)) STORED,
                customer_id bigint REFERENCES customers,
                UNIQUE (customer_id, price)
            )"
        .parse()
        .unwrap();
        let mut tables = Tables::new();
        statement.apply(&mut tables);
        let orders = &tables["orders"];
        assert_eq!(orders.columns.len(), 4);
        assert_eq!(orders.columns[1].kind, "numeric(12,2)");
        assert_eq!(orders.columns[1].default.as_deref(), Some("0.00"));
        assert_eq!(
            orders.columns[2].generated.as_deref(),
            Some("((price * 2))")
        );
        assert!(orders.columns[3].nullable && !orders.columns[0].nullable);
        assert_eq!(orders.constraints.len(), 3);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for text in [
            "SELECT 1",
            "CREATE VIEW v AS SELECT 1",
            "ALTER TABLE t RENAME TO u",
            "CREATE TABLE t",
        ] {
            assert!(text.parse::<Statement>().is_err(), "{text}");
        }
    }
}
