//! Names: how long they may be, which ones Neon refuses, and which ones are taken.

use super::{change_set::ChangeSet, table::Validation};

/// Role names reserved by Neon or Postgres.
const ROLES: [&str; 5] = [
    "neon_superuser",
    "cloud_admin",
    "zenith_admin",
    "public",
    "none",
];
/// Databases that every cluster has.
const DATABASES: [&str; 3] = ["postgres", "template0", "template1"];
/// The longest Postgres identifier, in bytes.
const IDENTIFIER: usize = 63;

/// Checks a free-text name.
pub(crate) fn text(change_set: &ChangeSet<'_>, path: &str, what: &str) -> Validation {
    let name = change_set.text(path);
    if name.trim().is_empty() {
        return Validation::Wrong(format!("a {what} needs a name: 1 to 256 characters"));
    }
    free(change_set, path, what)
}

/// Checks that a text is entered: `what`, of at most so many characters.
pub(crate) fn entered(text: &str, what: &str, longest: usize) -> Validation {
    match text.trim() {
        "" => Validation::Wrong(format!("enter {what}: 1 to {longest} characters")),
        _ => Validation::Fine,
    }
}

/// Checks that nothing else of its kind has the name.
fn free(change_set: &ChangeSet<'_>, path: &str, what: &str) -> Validation {
    let name = change_set.text(path);
    // The names of things created along with another are free: nothing exists there yet.
    if path == "name" && change_set.about.in_use.iter().any(|in_use| in_use == name) {
        Validation::Wrong(format!("a {what} named {name} already exists"))
    } else {
        Validation::Fine
    }
}

/// Checks a branch name. Neon's own client would take one that looks like an ID for an ID.
pub(crate) fn branch(change_set: &ChangeSet<'_>, path: &str) -> Validation {
    match text(change_set, path, "branch") {
        Validation::Fine if is_like_id(change_set.text(path)) => Validation::Doubt(
            "this looks like a branch id: Neon's own tools would treat it as one".to_owned(),
        ),
        other => other,
    }
}

/// Whether a name looks like `br-word-word-12ab`.
fn is_like_id(name: &str) -> bool {
    let mut parts = name.split('-');
    let word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    parts.next() == Some("br") && parts.clone().count() == 3 && parts.all(word)
}

/// Checks what applies to every Postgres identifier.
fn identifier(name: &str, what: &str) -> Result<(), Validation> {
    if name.trim().is_empty() {
        let text = format!("a {what} needs a name: 1 to {IDENTIFIER} bytes");
        return Err(Validation::Wrong(text));
    }
    if name.len() > IDENTIFIER {
        let bytes = name.len();
        let text = format!("{bytes} bytes: a {what} name has {IDENTIFIER} at most");
        return Err(Validation::Wrong(text));
    }
    Ok(())
}

/// Rejects `.` and `..`, which would be removed from the path of every request.
fn addressable(name: &str) -> Option<Validation> {
    matches!(name.trim(), "." | "..")
        .then(|| Validation::Wrong(format!("{name} cannot be used in an address")))
}

/// Checks a database name.
pub(crate) fn database(change_set: &ChangeSet<'_>, path: &str) -> Validation {
    let name = change_set.text(path);
    if let Err(wrong) = identifier(name, "database") {
        return wrong;
    }
    if DATABASES.contains(&name) {
        return Validation::Wrong(format!(
            "{name} belongs to Postgres itself: choose another name"
        ));
    }
    addressable(name).unwrap_or_else(|| free(change_set, path, "database"))
}

/// Checks a role name.
pub(crate) fn role(change_set: &ChangeSet<'_>, path: &str) -> Validation {
    let name = change_set.text(path);
    if let Err(wrong) = identifier(name, "role") {
        return wrong;
    }
    if name.starts_with("pg") {
        return Validation::Wrong("a role name cannot begin with pg".to_owned());
    }
    if ROLES.contains(&name) {
        return Validation::Wrong(format!("{name} is reserved: choose another name"));
    }
    addressable(name).unwrap_or_else(|| free(change_set, path, "role"))
}
