//! Writes tables in the format of `pg_dump --schema-only`, and as JSON.

use std::{collections::BTreeSet, fmt::Write};

use serde_json::{Value, json};

use super::ddl::{Column, Constraint, ConstraintKind, Table, Tables};

/// The schema of tables whose name has none.
const PUBLIC: &str = "public";

const HEADER: &str = "\
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;
";

/// The script that creates these tables: tables first, then keys, indexes and references.
pub fn sql(tables: &Tables, owner: &str) -> String {
    let mut script = format!("--\n-- PostgreSQL database dump\n--\n\n{HEADER}");
    let own = tables.keys().map(|name| place(name).0);
    let own: BTreeSet<&str> = own.filter(|schema| *schema != PUBLIC).collect();
    for schema in own {
        let owned = quoted(owner);
        let body = format!("CREATE SCHEMA {schema};\n\n\nALTER SCHEMA {schema} OWNER TO {owned};");
        section(&mut script, ("-", schema), "SCHEMA", owner, &body);
    }
    for (name, table) in tables {
        let body = format!(
            "CREATE TABLE {};\n\n\nALTER TABLE {} OWNER TO {};",
            definition(name, table),
            full(name),
            quoted(owner)
        );
        section(&mut script, place(name), "TABLE", owner, &body);
    }
    for references in [false, true] {
        for (name, table) in tables {
            let wanted = |one: &&Constraint| {
                matches!(one.kind, ConstraintKind::References { .. }) == references
            };
            for constraint in table.constraints.iter().filter(wanted) {
                write_constraint(&mut script, name, constraint, owner);
            }
        }
        if !references {
            write_indexes(&mut script, tables, owner);
        }
    }
    script.push_str("\n\n--\n-- PostgreSQL database dump complete\n--\n\n");
    script
}

/// The schema of a table, `public` by default, and its name in that.
fn place(table: &str) -> (&str, &str) {
    table.split_once('.').unwrap_or((PUBLIC, table))
}

fn section(script: &mut String, (schema, name): (&str, &str), kind: &str, owner: &str, body: &str) {
    // Writing to a string does not fail.
    let _ = write!(
        script,
        "\n--\n-- Name: {name}; Type: {kind}; Schema: {schema}; Owner: {owner}\n--\n\n{body}\n"
    );
}

fn definition(name: &str, table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("    {}", declaration(column)))
        .collect();
    format!("{} (\n{}\n)", full(name), columns.join(",\n"))
}

fn declaration(column: &Column) -> String {
    let mut text = format!("{} {}", quoted(&column.name), column.kind);
    if let Some(default) = &column.default {
        let _ = write!(text, " DEFAULT {default}");
    }
    if let Some(expression) = &column.generated {
        let _ = write!(text, " GENERATED ALWAYS AS {expression} STORED");
    }
    if !column.nullable {
        text.push_str(" NOT NULL");
    }
    text
}

fn write_constraint(script: &mut String, table: &str, constraint: &Constraint, owner: &str) {
    let name = constraint_name(table, constraint);
    let columns = list(&constraint.columns);
    let (kind, rule) = match &constraint.kind {
        ConstraintKind::PrimaryKey => ("CONSTRAINT", format!("PRIMARY KEY ({columns})")),
        ConstraintKind::Unique => ("CONSTRAINT", format!("UNIQUE ({columns})")),
        ConstraintKind::References {
            table,
            columns: target,
        } => {
            let target = format!("{}({})", full(table), list(target));
            (
                "FK CONSTRAINT",
                format!("FOREIGN KEY ({columns}) REFERENCES {target}"),
            )
        }
    };
    let body = format!(
        "ALTER TABLE ONLY {}\n    ADD CONSTRAINT {} {rule};",
        full(table),
        quoted(&name)
    );
    let (schema, table) = place(table);
    section(
        script,
        (schema, &format!("{table} {name}")),
        kind,
        owner,
        &body,
    );
}

fn write_indexes(script: &mut String, tables: &Tables, owner: &str) {
    for (table, index) in tables
        .iter()
        .flat_map(|(name, table)| table.indexes.iter().map(move |index| (name, index)))
    {
        let unique = if index.unique { "UNIQUE " } else { "" };
        let (name, columns) = (quoted(&index.name), list(&index.columns));
        let body = format!(
            "CREATE {unique}INDEX {name} ON {} USING btree ({columns});",
            full(table)
        );
        let (schema, _) = place(table);
        section(script, (schema, &index.name), "INDEX", owner, &body);
    }
}

/// The name that Postgres gives to a constraint created without one.
fn constraint_name(table: &str, constraint: &Constraint) -> String {
    let (columns, (_, table)) = (constraint.columns.join("_"), place(table));
    match constraint.kind {
        ConstraintKind::PrimaryKey => format!("{table}_pkey"),
        ConstraintKind::Unique => format!("{table}_{columns}_key"),
        ConstraintKind::References { .. } => format!("{table}_{columns}_fkey"),
    }
}

fn full(table: &str) -> String {
    let (schema, table) = place(table);
    format!("{schema}.{}", quoted(table))
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}

/// An SQL identifier, quoted if necessary.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
    if name.starts_with(plain) && name.chars().all(|c| plain(c) || c.is_ascii_digit()) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// The same as JSON.
pub fn json(tables: &Tables) -> Value {
    let tables: Vec<Value> = tables
        .iter()
        .map(|(name, table)| {
            let constraints = table.constraints.iter();
            let (schema, own_name) = place(name);
            json!({
                "schema": schema,
                "name": own_name,
                "columns": table.columns.iter().map(json_column).collect::<Vec<_>>(),
                "constraints": constraints.map(|one| json_constraint(name, one)).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "tables": tables })
}

fn json_column(column: &Column) -> Value {
    json!({
        "name": column.name,
        "type": column.kind,
        "nullable": column.nullable,
        "generated": column.generated.is_some(),
    })
}

fn json_constraint(table: &str, constraint: &Constraint) -> Value {
    let name = constraint_name(table, constraint);
    let columns = &constraint.columns;
    match &constraint.kind {
        ConstraintKind::PrimaryKey => {
            json!({ "type": "primary_key", "name": name, "columns": columns })
        }
        ConstraintKind::Unique => json!({ "type": "unique", "name": name, "columns": columns }),
        ConstraintKind::References {
            table,
            columns: target,
        } => json!({
            "type": "foreign_key",
            "name": name,
            "columns": columns,
            "referenced_table": { "schema": PUBLIC, "table": table, "columns": target },
        }),
    }
}
