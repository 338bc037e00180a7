//! Holds the README to the tables of the program.
//!
//! `BLESS=1 cargo test --test readme` writes the key table anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use lazyneon::core::{
    Scope,
    action::{ACTIONS, Spec},
};
use std::{fmt::Write, fs, path::PathBuf};

const BEGIN: &str = "<!-- keys: begin -->\n";
const END: &str = "<!-- keys: end -->";

fn row(table: &mut String, spec: &Spec) {
    let keys: Vec<String> = spec
        .ways()
        .iter()
        .map(|way| match way.as_str() {
            "`" => "`` ` ``".to_owned(),
            way => format!("`{way}`").replace('|', "\\|"),
        })
        .collect();
    writeln!(
        table,
        "| {} | {} | {} |",
        keys.join(" "),
        spec.label,
        spec.help
    )
    .unwrap();
}

fn table() -> String {
    let mut table = String::new();
    for scope in Scope::ALL {
        writeln!(
            table,
            "\n**{}**\n\n| key | does | |\n|---|---|---|",
            scope.title()
        )
        .unwrap();
        ACTIONS
            .iter()
            .filter(|spec| spec.scope == scope)
            .for_each(|spec| row(&mut table, spec));
    }
    table.push('\n');
    table
}

#[test]
fn the_key_table_is_the_table_of_actions() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme
        .split_once(BEGIN)
        .expect("the README marks where the key table begins");
    let (written, after) = rest
        .split_once(END)
        .expect("the README marks where the key table ends");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", table())).unwrap();
        return;
    }
    assert_eq!(
        written,
        table(),
        "the README's key table is out of date: BLESS=1 cargo test --test readme"
    );
}

#[test]
fn every_scope_has_keys_and_every_key_a_sentence() {
    for scope in Scope::ALL {
        assert!(
            ACTIONS.iter().any(|spec| spec.scope == scope),
            "{scope:?} has no action"
        );
    }
    for spec in ACTIONS {
        assert!(spec.help.ends_with('.'), "{} has no sentence", spec.id);
        assert!(
            !spec.label.is_empty() && !spec.short.is_empty(),
            "{} has no words",
            spec.id
        );
    }
}
