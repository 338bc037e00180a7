//! Other contents of a file of variables: encrypted values, and other variables for a connection.

use super::Entry;
use crate::connect::{
    connection::{self, Place, Reading},
    formats::Parts,
    host,
};

/// Prefixes of values that only a program with a key can read, and the name of the program.
const SEALED: [(&str, &str); 3] = [
    ("encrypted:", "dotenvx"),
    ("ENC[", "SOPS"),
    ("op://", "1Password"),
];

/// A part of a connection.
#[derive(Clone, Copy)]
enum Part {
    Host,
    Database,
    User,
    Password,
}

/// Prefixes of variables that hold one part of a connection.
const PARTS: [(&str, Part); 14] = [
    ("PGHOST", Part::Host),
    ("PGDATABASE", Part::Database),
    ("PGUSER", Part::User),
    ("PGPASSWORD", Part::Password),
    ("POSTGRES_HOST", Part::Host),
    ("POSTGRES_DATABASE", Part::Database),
    ("POSTGRES_DB", Part::Database),
    ("POSTGRES_USER", Part::User),
    ("POSTGRES_PASSWORD", Part::Password),
    ("DB_HOST", Part::Host),
    ("DB_DATABASE", Part::Database),
    ("DB_NAME", Part::Database),
    ("DB_USERNAME", Part::User),
    ("DB_PASSWORD", Part::Password),
];

/// The program that encrypted a value.
fn encrypted_by(value: &str) -> Option<&'static str> {
    let found = SEALED.iter().find(|(begin, _)| value.starts_with(begin));
    found.map(|(_, whose)| *whose)
}

/// Why values must not be written in plain text: one of them is encrypted in the file, or other values there are.
pub(crate) fn refused(entries: &[Entry<'_>], names: &[&str]) -> Option<String> {
    let assigned = || entries.iter().filter_map(|entry| entry.assigns);
    let ours = |name: &str| names.contains(&name);
    let is_sealed = assigned().find_map(|found| {
        let whose = encrypted_by(found.plain())?;
        ours(found.name).then_some((found.name, whose))
    });
    if let Some((name, whose)) = is_sealed {
        return Some(format!(
            "{name} is encrypted here ({whose}) and stays as it is: set it with {whose}, or name another file"
        ));
    }
    let missing = names
        .iter()
        .find(|name| assigned().all(|found| found.name != **name))?;
    let whose = assigned().find_map(|found| encrypted_by(found.plain()))?;
    Some(format!(
        "the values here are encrypted ({whose}), and {missing} would be readable among them: set it with {whose}, or \
         name another file"
    ))
}

/// The other variables that refer to another database than the new URI.
pub(crate) fn stale(entries: &[Entry<'_>], names: &[&str], uri: &str) -> Vec<String> {
    let Some(new) = Parts::read(uri) else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    for one in entries.iter().filter_map(|entry| entry.assigns) {
        let value = one.plain();
        let known = found.iter().any(|name| name == one.name);
        if value.is_empty() || known || names.contains(&one.name) {
            continue;
        }
        if is_other(one.name, value, &new) {
            found.push(one.name.to_owned());
        }
    }
    found
}

fn is_other(name: &str, value: &str, new: &Parts) -> bool {
    let compute = host::compute(&new.host);
    let lower = value.to_ascii_lowercase();
    let is_uri = ["postgres", "prisma+postgres", "jdbc:postgres"];
    if value.contains("://") && is_uri.iter().any(|begin| lower.starts_with(begin)) {
        let place = match connection::read(value) {
            Ok(Reading::Place(place)) => place,
            _ => Place::default(),
        };
        return place.compute != compute || place.database.as_deref() != Some(&new.database);
    }
    let part = PARTS.iter().filter(|(begin, _)| name.starts_with(begin));
    let part = part.max_by_key(|(begin, _)| begin.len());
    match part {
        _ if encrypted_by(value).is_some() => part.is_some() || name.starts_with("POSTGRES_"),
        Some((_, Part::Host)) => value != new.host && host::compute(value) != compute,
        Some((_, Part::Database)) => value != new.database,
        Some((_, Part::User)) => value != new.user,
        Some((_, Part::Password)) => value != new.password.expose(),
        None => false,
    }
}
