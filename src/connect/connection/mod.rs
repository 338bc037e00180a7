//! Turns pasted connection data into a target without secrets.
//!
//! Every place that takes such text from a user (the command line, a dialog, the filter, `.neon`) passes it through
//! here first: connection strings of every kind (`uri`), keywords and variables (`keywords`), command lines
//! (`command`), pages of the Console. Passwords are skipped, never stored. Text that is not understood and may hold a
//! secret is refused, with a message that does not repeat it; anything else is a path of names.

mod command;
mod keywords;
mod suspicion;
mod uri;

pub use suspicion::{has_login_signs, has_secret, is_elsewhere, is_name, may_hold_secret};

use super::host;
use std::fmt;

/// The meaning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Things by id, or databases and roles by name.
    Place(Place),
    /// Names or ids, outermost first, split at every slash; names may contain slashes themselves.
    Names(Vec<String>),
}

/// The target of a text. No part of it is a secret.
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

/// Why a text is refused. The message never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    Empty,
    /// Connection data for a host that is not Neon's.
    NoHost,
    /// A page of the Console about something that lazyneon does not show.
    Page,
    /// Not understood, and may hold a secret.
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

/// # Errors
/// [`Refused`], with a message that does not contain the text.
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

/// Reads a percent-encoded connection string: `postgresql%3A%2F%2F…`.
///
/// In a partly encoded text only values are encoded: decoding a quote in a password would end the password there.
fn encoded(text: &str) -> Option<Place> {
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`' | '=' | ':' | '@');
    if text.contains(is_sign) {
        return None;
    }
    let mut decoded = suspicion::readings(text).into_iter().skip(1);
    decoded.find_map(|text| connection(unquoted(&text))?.place())
}

/// The compute whose full host name is somewhere in a text of any form. Nothing else of the text is used.
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

/// The compute named by connection data; `None` for a bare id.
pub fn compute_in(text: &str) -> Option<String> {
    let found = connection(unquoted(text)).and_then(Found::place);
    let secret = || {
        Some(text)
            .filter(|text| !is_name(text))
            .and_then(host_within)
    };
    found.or_else(secret)?.compute
}

/// What a connection string names. Values that may be secrets are never stored here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Found {
    compute: Option<String>,
    database: Option<String>,
    role: Option<String>,
}

impl Found {
    /// The target; `None` without a host of Neon's.
    fn place(self) -> Option<Place> {
        let harmless = |name: &String| !name.trim().is_empty() && !may_hold_secret(name);
        Some(Place {
            compute: Some(self.compute?),
            database: self.database.filter(|name| is_name(name)).filter(harmless),
            // The name of a role may be an e-mail address.
            role: self.role.filter(harmless),
            ..Place::default()
        })
    }

    /// Adds what is missing here from `other`.
    fn or(self, other: Self) -> Self {
        Self {
            compute: self.compute.or(other.compute),
            database: self.database.or(other.database),
            role: self.role.or(other.role),
        }
    }
}

/// Reads connection data of any kind; `None` if the text is something else.
fn connection(text: &str) -> Option<Found> {
    let whole = uri::read(text)
        .or_else(|| uri::pgpass(text))
        .or_else(|| keywords::assignment(text))
        .or_else(|| keywords::semicolons(text))
        .or_else(|| keywords::blanks(text))
        .or_else(|| command::read(text))
        // Last, because without a scheme only the host identifies it.
        .or_else(|| uri::address(text));
    if whole.as_ref().is_some_and(|found| found.compute.is_some()) || !text.contains('\n') {
        return whole;
    }
    // A file of variables or a page of documentation: the first line that names a compute.
    let mut lines = text.lines().map(unquoted).filter(|line| !line.is_empty());
    let found = lines.find_map(|line| connection(line).filter(|found| found.compute.is_some()));
    found.or(whole)
}

/// The text without surrounding blanks and quotes.
fn unquoted(text: &str) -> &str {
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    for quote in ['"', '\'', '`'] {
        let inside = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        // Two quoted texts are not one.
        if let Some(inside) = inside.filter(|inside| !inside.contains(quote)) {
            text = inside.trim();
        }
    }
    text
}

/// Recognizes an organization's id: `org-cool-river-12345678`.
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
