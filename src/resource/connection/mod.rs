//! Connection data as users paste it, read into a target without a secret.
//!
//! Everything that takes such a text from a user (the command line, a dialog, the filter, `.neon`) reads it here before
//! anything else sees it: connection strings of every kind (`uri`), keywords and variables (`keywords`), command lines
//! (`command`), pages of the Console. Passwords are skipped, never stored. What is not understood and may hold a secret
//! is refused in words that do not repeat it; anything else is a path of names.

mod command;
mod keywords;
mod uri;

use super::host;
use std::fmt;

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Things by their ids or, of a compute, by names.
    Place(Place),
    /// Names or ids from the outermost on, split at every slash: names may have slashes of their own.
    Names(Vec<String>),
}

/// Where a text leads. No part of it is a secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// An organization, by id.
    pub org: Option<String>,
    /// A project, by id.
    pub project: Option<String>,
    /// A branch, by id.
    pub branch: Option<String>,
    /// A compute, by id.
    pub compute: Option<String>,
    /// A database, by name.
    pub database: Option<String>,
    /// A role, by name.
    pub role: Option<String>,
}

/// Why a text is not read. The words never repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is nothing in it.
    Empty,
    /// It is connection data for no host of Neon.
    NoHost,
    /// It is a page of the Console about nothing that is shown here.
    Page,
    /// It may hold a secret and is not understood.
    Unclear,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the place is empty: name a project",
            Self::NoHost => {
                "this looks like connection data, but it names no host of Neon (ep-….neon.tech), so it was not sent"
            }
            Self::Page => "this page of the Console is about no project",
            Self::Unclear => {
                "this may hold a password or a key and cannot be read as a place, so it was not sent: \
                 name a project, a host (ep-….neon.tech) or put a whole connection string in quotes"
            }
        })
    }
}

/// Reads a text.
///
/// # Errors
/// [`Refused`], in words without the text.
pub fn read(text: &str) -> Result<Reading, Refused> {
    let text = unquoted(text);
    if text.is_empty() {
        return Err(Refused::Empty);
    }
    if let Some(place) = uri::page(text) {
        return place.map(Reading::Place);
    }
    if let Some(found) = connection(text) {
        return found.place().map(Reading::Place).ok_or(Refused::NoHost);
    }
    let by_id = |place| Ok(Reading::Place(place));
    if let Some(org) = org_id(text) {
        let org = Some(org);
        return by_id(Place {
            org,
            ..Place::default()
        });
    }
    if let Some(branch) = branch_id(text) {
        let branch = Some(branch);
        return by_id(Place {
            branch,
            ..Place::default()
        });
    }
    if may_hold_secret(text) {
        return Err(Refused::Unclear);
    }
    if is_elsewhere(text) {
        return Err(Refused::NoHost);
    }
    let names: Vec<String> = text
        .split('/')
        .filter(|name| !name.trim().is_empty())
        .map(str::to_owned)
        .collect();
    match names.is_empty() {
        true => Err(Refused::Empty),
        false => Ok(Reading::Names(names)),
    }
}

/// The compute that connection data names, if the text is such and not only an id.
pub fn compute_in(text: &str) -> Option<String> {
    connection(unquoted(text))?.place()?.compute
}

/// Whether a text without a host of Neon is written as an address or a login: `host:port/database`, `user@host`,
/// `user:password`. Names have such signs only further in: `shop/feature/a:b`, `@acme/web`.
pub fn is_elsewhere(text: &str) -> bool {
    let (first, rest) = text.split_once('/').unwrap_or((text, ""));
    let login = first.find('@').is_some_and(|at| at > 0);
    let is_host = first.contains('.') || first.eq_ignore_ascii_case("localhost");
    first.contains(':') || login || (is_host && rest.contains(':'))
}

/// Whether a name is a long row of letters and digits by turns, as tokens are and names that people give are not.
/// Words of a name are apart (`add_s3_table_2026_01`), and ids of Neon have dashes.
fn is_random(name: &str) -> bool {
    if name.len() < 24 || name.contains('-') {
        return false;
    }
    let mut rows = name.split(|c: char| !c.is_ascii_alphanumeric());
    rows.any(|row| {
        let pairs = row.bytes().zip(row.bytes().skip(1));
        let turns = pairs.filter(|(one, next)| one.is_ascii_digit() != next.is_ascii_digit());
        row.len() >= 16 && turns.count() >= 3
    })
}

/// Whether a text that is no connection data known here may still hold a password, a key or a part of one.
pub fn may_hold_secret(text: &str) -> bool {
    let lower = text.to_lowercase();
    let tokens = ["npg_", "napi_", "://", "bearer ", "eyj"];
    if tokens.iter().any(|token| lower.contains(token)) || lower.contains('\n') {
        return true;
    }
    if text
        .split(|c: char| c == '/' || c.is_whitespace())
        .any(is_random)
    {
        return true;
    }
    // `user:password@…`
    let login = lower
        .rsplit_once('@')
        .is_some_and(|(before, _)| before.contains(':'));
    // `host:port:database:user:password`
    let fields: Vec<&str> = lower.splitn(5, ':').collect();
    let port = |port: &str| port == "*" || port.bytes().all(|b| b.is_ascii_digit());
    let login = login || (fields.len() == 5 && fields.get(1).copied().is_some_and(port));
    let words = [
        "password",
        "passwd",
        "passphrase",
        "pwd",
        "secret",
        "token",
        "apikey",
        "api_key",
        "api-key",
        "postgres",
        "psql",
        "pguser",
        "pghost",
        "pgpass",
    ];
    // A project may be called postgres-demo or password-manager; it has no signs of syntax.
    let syntax = lower.contains(['=', ':', ';', '"', '\'', '`', '@', '?'])
        || lower.contains(" -")
        || lower.split_whitespace().count() > 1;
    login || (syntax && words.iter().any(|word| lower.contains(word)))
}

/// What a connection string names. Values that may be secrets never get into it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Found {
    /// The id of the compute.
    compute: Option<String>,
    database: Option<String>,
    role: Option<String>,
}

impl Found {
    /// What it leads to; none if it names no host of Neon.
    fn place(self) -> Option<Place> {
        let harmless = |name: &String| !name.trim().is_empty() && !may_hold_secret(name);
        Some(Place {
            compute: Some(self.compute?),
            database: self.database.filter(harmless),
            role: self.role.filter(harmless),
            ..Place::default()
        })
    }

    /// Adds what another string says and this one does not.
    fn or(self, other: Self) -> Self {
        Self {
            compute: self.compute.or(other.compute),
            database: self.database.or(other.database),
            role: self.role.or(other.role),
        }
    }
}

/// Reads connection data of any kind; none if the text is none.
fn connection(text: &str) -> Option<Found> {
    let whole = uri::read(text)
        .or_else(|| uri::pgpass(text))
        .or_else(|| keywords::assignment(text))
        .or_else(|| keywords::semicolons(text))
        .or_else(|| keywords::blanks(text))
        .or_else(|| command::read(text))
        // Without a scheme nothing but the host tells: last.
        .or_else(|| uri::address(text));
    if whole.as_ref().is_some_and(|found| found.compute.is_some()) || !text.contains('\n') {
        return whole;
    }
    // A file of variables, or a page of a manual: the first line that names a compute.
    let mut lines = text.lines().map(unquoted).filter(|line| !line.is_empty());
    let found = lines.find_map(|line| connection(line).filter(|found| found.compute.is_some()));
    found.or(whole)
}

/// The text without blanks and quotes around it.
fn unquoted(text: &str) -> &str {
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    for quote in ['"', '\'', '`'] {
        let inside = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        // Two texts in quotes are not one.
        if let Some(inside) = inside.filter(|inside| !inside.contains(quote)) {
            text = inside.trim();
        }
    }
    text
}

/// An id of an organization as Neon makes them: `org-cool-river-12345678`.
fn org_id(text: &str) -> Option<String> {
    let id = text.to_ascii_lowercase();
    let (words, number) = id.strip_prefix("org-")?.rsplit_once('-')?;
    let letters = words.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let digits = number.len() >= 6 && number.bytes().all(|b| b.is_ascii_digit());
    (letters && digits).then_some(id)
}

fn branch_id(text: &str) -> Option<String> {
    let id = text.to_ascii_lowercase();
    let rest = id.strip_prefix("br-")?;
    let plain = rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (plain && rest.contains('-')).then_some(id)
}

#[cfg(test)]
mod tests;
