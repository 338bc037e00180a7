//! Connection data in a shell command: `PGPASSWORD=… psql -h … -U … neondb`, `psql 'postgres://…'`.

use super::{Found, keywords};

/// Programs that connect to Postgres.
const CLIENTS: [&str; 14] = [
    "psql",
    "pgcli",
    "pg_dump",
    "pg_dumpall",
    "pg_restore",
    "pg_isready",
    "pgbench",
    "vacuumdb",
    "createdb",
    "dropdb",
    "reindexdb",
    "usql",
    "harlequin",
    "rainfrog",
];
/// Their short options without a value; the word after any other option may be a secret.
const NO_VALUE: [&str; 12] = [
    "-a", "-A", "-b", "-e", "-E", "-l", "-q", "-s", "-w", "-X", "-x", "-1",
];
/// Their long options without a value.
const FLAGS: [&str; 8] = [
    "no-password",
    "no-psqlrc",
    "quiet",
    "single-transaction",
    "csv",
    "tuples-only",
    "no-align",
    "expanded",
];

/// Reads a command line; `None` if the text is not one.
pub fn read(text: &str) -> Option<Found> {
    let words = shlex::split(text)?;
    let is_client = |word: &String| {
        let name = word.rsplit('/').next().unwrap_or_default();
        CLIENTS.contains(&name)
    };
    let client = words.iter().position(is_client);
    let (before, arguments) = match client {
        Some(at) => (words.get(..at)?, words.get(at + 1..)?),
        None => (words.as_slice(), [].as_slice()),
    };
    let variable = |word: &String| {
        let (name, _) = word.split_once('=')?;
        let letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        (!name.is_empty() && name.chars().all(letter)).then_some(())
    };
    let named = before.iter().any(|word| variable(word).is_some());
    if client.is_none() && !named {
        return None;
    }
    if client.is_some() && !named && arguments.is_empty() {
        // Probably a project called psql.
        return None;
    }
    let mut found = Found::default();
    options(&mut found, arguments);
    for word in before {
        if let Some((name, value)) = word.split_once('=') {
            keywords::put(&mut found, name, value);
        }
    }
    Some(found)
}

fn options(found: &mut Found, arguments: &[String]) {
    let mut words = arguments.iter().map(String::as_str);
    let mut places = ["dbname", "user"].into_iter();
    while let Some(word) = words.next() {
        if let Some(long) = word.strip_prefix("--") {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None if matches!(
                    long,
                    "host" | "dbname" | "username" | "port" | "command" | "file"
                ) =>
                {
                    (long, words.next())
                }
                // The next word may or may not be its value, so it may be a password.
                None if !FLAGS.contains(&long) => (long, words.next().and(None)),
                None => (long, None),
            };
            if let Some(value) = value.filter(|_| matches!(name, "host" | "dbname" | "username")) {
                keywords::put(found, name, value);
            }
            continue;
        }
        let short = ["-h", "-d", "-U", "-p"];
        if let Some(option) = short.into_iter().find(|option| word.starts_with(option)) {
            let attached = word.get(option.len()..).filter(|value| !value.is_empty());
            let value = attached.or_else(|| words.next()).unwrap_or_default();
            match option {
                "-h" => keywords::put(found, "host", value),
                "-d" => keywords::put(found, "dbname", value),
                "-U" => keywords::put(found, "user", value),
                _ => {}
            }
        } else if word.starts_with('-') {
            // A bundle of letters, such as -qAt, is not followed by a value.
            let bundle = word.len() > 2 || NO_VALUE.contains(&word);
            if !bundle {
                words.next();
            }
        } else if let Some(name) = places.next() {
            keywords::put(found, name, word);
        }
    }
}
