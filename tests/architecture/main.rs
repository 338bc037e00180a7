//! Checks the code against its own map: which module may use which, which library may be used where, how long a
//! file may be; and that nothing is duplicated.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod cycles;

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

/// The top-level module of a file, given its path below `src`.
fn module(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
    let first = below
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file, without comments and without the tests at its end.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap();
    let lines = before_tests
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Our modules that a piece of code names, as `crate::x` or in a `use crate::{ … }` group.
fn uses(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            let mut first = true;
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => first = true,
                    _ if depth == 0 && first && (c.is_alphanumeric() || c == '_') => word.push(c),
                    _ if depth == 0 && !word.is_empty() => {
                        found.push(std::mem::take(&mut word));
                        first = false;
                    }
                    _ => {}
                }
            }
            found.push(word);
        } else {
            found.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn modules_use_each_other_in_one_direction_only() {
    /// What the modules of the screen's state may use.
    const STATE: &[&str] = &[
        "reads", "changes", "ui", "connect", "neon", "kinds", "store", "api", "key",
    ];
    const ALLOWED: &[(&str, &[&str])] = &[
        ("key", &[]),
        ("api", &["api"]),
        ("store", &["store", "api"]),
        ("kinds", &["kinds", "store", "api"]),
        ("neon", &["neon", "kinds", "store", "api"]),
        ("connect", &["connect", "api"]),
        ("reads", &["reads", "neon", "kinds", "store", "api"]),
        (
            "changes",
            &["changes", "reads", "neon", "kinds", "store", "api"],
        ),
        ("ui", STATE),
        ("config", &["config", "ui", "neon", "connect", "api", "key"]),
        (
            "view",
            &[
                "view", "ui", "reads", "changes", "connect", "neon", "kinds", "store", "api", "key",
            ],
        ),
        ("emulator", &["emulator", "api"]),
        (
            "app",
            &[
                "app", "api", "changes", "cli", "config", "connect", "emulator", "key", "kinds",
                "neon", "reads", "store", "ui", "view",
            ],
        ),
        ("cli", &["config", "connect"]),
        (
            "lib",
            &[
                "api", "app", "changes", "cli", "config", "connect", "emulator", "key", "kinds",
                "neon", "reads", "store", "ui", "view",
            ],
        ),
        ("main", &[]),
    ];
    for (path, text) in sources(&root().join("src")) {
        let module = module(&path);
        let (_, allowed) = ALLOWED
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| {
                panic!(
                    "{} is in a module that the map does not have",
                    path.display()
                );
            });
        for used in uses(&code(&text)) {
            assert!(
                allowed.contains(&used.as_str()),
                "{} uses crate::{used}",
                path.display()
            );
        }
    }
}

#[test]
fn each_library_stays_where_it_belongs() {
    const HOMES: &[(&str, &[&str])] = &[
        ("ratatui::", &["view", "app"]),
        ("crossterm::", &["app"]),
        ("reqwest::", &["api"]),
        ("tokio::", &["app", "api", "emulator", "main"]),
        ("axum::", &["emulator"]),
        ("arboard::", &["app"]),
        ("clap::", &["cli", "app", "main"]),
    ];
    for (path, text) in sources(&root().join("src")) {
        let code = code(&text);
        for (library, homes) in HOMES {
            let at_home = homes.contains(&module(&path).as_str());
            assert!(
                at_home || !code.contains(library),
                "{} uses {library}",
                path.display()
            );
        }
    }
}

#[test]
fn the_pure_part_reads_no_clock_and_does_no_io() {
    const IMPURE: &[&str] = &[
        "Timestamp::now",
        "Instant::now",
        "SystemTime",
        "std::fs",
        "std::env",
        "std::net",
        "thread::",
        "println!",
    ];
    for (path, text) in sources(&root().join("src")) {
        let pure = [
            "store", "kinds", "connect", "reads", "changes", "ui", "view", "key",
        ];
        if !pure.contains(&module(&path).as_str()) {
            continue;
        }
        for word in IMPURE {
            assert!(!code(&text).contains(word), "{} has {word}", path.display());
        }
    }
}

/// A compute is active or idle, as Neon says, and it suspends: no other word for that is shown.
#[test]
fn a_state_has_one_word() {
    const OTHERS: [&str; 4] = ["asleep", "sleeps", "sleeping", "to sleep"];
    for (path, text) in sources(&root().join("src")) {
        if module(&path) == "emulator" {
            continue;
        }
        for line in code(&text).lines() {
            for shown in line.split('"').skip(1).step_by(2) {
                let other = OTHERS.iter().find(|word| shown.contains(**word));
                assert_eq!(other, None, "{}: {shown}", path.display());
            }
        }
    }
}

#[test]
fn files_stay_short() {
    for (path, text) in sources(&root().join("src")) {
        let lines = code(&text).lines().count();
        assert!(
            lines <= 400,
            "{} has {lines} lines: split it by subject",
            path.display()
        );
    }
}

#[test]
fn nothing_is_left_for_later() {
    for (path, text) in sources(&root().join("src")) {
        for word in ["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "dbg!"] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}
