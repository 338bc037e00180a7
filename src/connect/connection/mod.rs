//! Connection data as users paste it, read into a target without a secret.
//!
//! Everything that takes such a text from a user (the command line, a dialog, the filter, `.neon`) reads it here before
//! anything else sees it: connection strings of every kind (`uri`), keywords and variables (`keywords`), command lines
//! (`command`), pages of the Console. Passwords are skipped, never stored. What is not understood and may hold a secret
//! is refused in words that do not repeat it; anything else is a path of names.

mod command;
mod keywords;
mod suspicion;
mod uri;

pub use suspicion::{has_login_signs, is_elsewhere, is_name, may_hold_secret};

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
                "this looks like connection data without a Neon host (ep-….neon.tech), so it was not sent"
            }
            Self::Page => "this Console page is not about a project",
            Self::Unclear => {
                "this may contain a password or a key, so it was not sent: \
                 give the name of a project, a host (ep-….neon.tech), or a whole connection string in quotes"
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
        let place = found.place().or_else(|| host_within(text));
        return place.map(Reading::Place).ok_or(Refused::NoHost);
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
    if !is_name(text) {
        let why = match is_elsewhere(text) && !may_hold_secret(text) {
            true => Refused::NoHost,
            false => Refused::Unclear,
        };
        return encoded(text)
            .or_else(|| host_within(text))
            .map(Reading::Place)
            .ok_or(why);
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

/// Where a connection string leads whose signs are encoded: `postgresql%3A%2F%2F…`.
///
/// In a text that is only partly encoded, what is encoded is a value: decoded, a quote in a password would end it.
fn encoded(text: &str) -> Option<Place> {
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`' | '=' | ':' | '@');
    if text.contains(is_sign) {
        return None;
    }
    let mut decoded = suspicion::readings(text).into_iter().skip(1);
    decoded.find_map(|text| connection(unquoted(&text))?.place())
}

/// The compute whose whole host stands somewhere in a text of any form. Nothing else of it is taken.
fn host_within(text: &str) -> Option<Place> {
    let outside = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    let readings = suspicion::readings(text);
    let mut words = readings.iter().flat_map(|text| text.split(outside));
    let compute = words.find_map(|word| {
        let whole = word.trim_matches('.').to_ascii_lowercase();
        let is_host = whole.ends_with(".neon.tech") || whole.ends_with(".neon.build");
        is_host.then(|| host::compute(&whole)).flatten()
    });
    Some(Place {
        compute: Some(compute?),
        ..Place::default()
    })
}

/// The compute that connection data names, if the text is such and not only an id.
pub fn compute_in(text: &str) -> Option<String> {
    let found = connection(unquoted(text)).and_then(Found::place);
    let secret = || {
        Some(text)
            .filter(|text| !is_name(text))
            .and_then(host_within)
    };
    found.or_else(secret)?.compute
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
            database: self.database.filter(|name| is_name(name)).filter(harmless),
            // Roles may be called as addresses of mail are.
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
