//! Connection strings with an address: URIs of every scheme, `user:password@host/db` without one, lines of `.pgpass`,
//! pages of the Console.
//!
//! A password may contain anything, even a delimiter, so the last `@` before a host of Neon's ends it, whatever a URL
//! parser would say.

use super::{Found, Place, Refused, host, keywords};
use percent_encoding::percent_decode_str;
use url::Url;

/// Prefixes before the real scheme.
const WRAPPERS: [&str; 2] = ["jdbc:", "r2dbc:"];

pub fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Reads a connection string with a scheme.
pub fn read(text: &str) -> Option<Found> {
    let mut text = text;
    for wrapper in WRAPPERS {
        let begins = text.get(..wrapper.len());
        if begins.is_some_and(|begins| begins.eq_ignore_ascii_case(wrapper)) {
            text = text.get(wrapper.len()..)?;
        }
    }
    let (scheme, rest) = text.split_once("://")?;
    is_scheme(scheme).then_some(())?;
    let mut found = address(rest)
        .or_else(|| host_in_query(rest))
        .unwrap_or_default();
    if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") {
        // The Data API: the first segment of the path is the database.
        let first = |path: String| path.split('/').next().unwrap_or_default().to_owned();
        found.database = found.database.map(first);
    }
    Some(found)
}

fn is_scheme(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
    !text.is_empty() && text.chars().all(plain)
}

/// Reads `[user[:password]@]host[:port][/database][?query]` with a host of Neon's.
pub fn address(text: &str) -> Option<Found> {
    let mut behind = text.match_indices('@').map(|(at, _)| at).rev();
    let with_login = behind.find_map(|at| {
        let (compute, rest) = leading_host(text.get(at + 1..)?)?;
        Some((text.get(..at)?, compute, rest))
    });
    let (login, compute, rest) = match with_login {
        Some(found) => found,
        None => {
            let (compute, rest) = leading_host(text)?;
            ("", compute, rest)
        }
    };
    // Text after a blank is not part of the address: in the line of a log, the sentence goes on.
    let rest = rest.split(char::is_whitespace).next().unwrap_or_default();
    let path = rest.split('?').next().filter(|path| path.starts_with('/'));
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    let path = path.unwrap_or_default();
    let path = path.split('#').next().unwrap_or_default();
    // A quote that the sentence around it closes.
    let path = path.trim_end_matches(['"', '\'', '`']);
    let user = user(login).unwrap_or_default();
    let found = Found {
        compute: Some(compute),
        database: decoded(path.trim_matches('/')),
        role: decoded(user),
    };
    Some(found.or(of_query(query)))
}

/// The user of a login; `None` if it may contain a password, as in `user/password@…`, or is part of a sentence.
fn user(login: &str) -> Option<&str> {
    let is_sentence = |(_, rest): (&str, &str)| rest.starts_with(char::is_whitespace);
    if login.split_once(':').is_some_and(is_sentence) {
        return None;
    }
    let user = login.split(':').next()?;
    let strange = |c: char| c.is_whitespace() || "/\\\"'`()[]{}<>=;,|*".contains(c);
    (!user.contains(strange)).then_some(user)
}

/// Splits off a leading host and port; returns the compute and the rest.
fn leading_host(text: &str) -> Option<(String, &str)> {
    let end = text
        .find(|c: char| matches!(c, '/' | '?' | '#' | ',') || c.is_whitespace())
        .unwrap_or(text.len());
    let (address, mut rest) = text.split_at_checked(end)?;
    let (name, port) = address.split_once(':').unwrap_or((address, ""));
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    if !name.bytes().all(plain) || !port.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if rest.starts_with(',') {
        // With several hosts, the first one is used.
        rest = rest
            .find('/')
            .and_then(|at| rest.get(at..))
            .unwrap_or_default();
    }
    Some((host::compute(name)?, rest))
}

/// Reads the query of a URI.
fn of_query(query: &str) -> Found {
    let query = query.split('#').next().unwrap_or_default();
    let mut found = Found::default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if let Some(value) = decoded(value) {
            keywords::put(&mut found, name, &value);
        }
    }
    found
}

/// Reads `postgres://user:password@/database?host=…`, which libpq accepts.
fn host_in_query(text: &str) -> Option<Found> {
    let mut marks = text.match_indices('?').map(|(at, _)| at).rev();
    marks.find_map(|at| {
        let found = of_query(text.get(at + 1..)?);
        found.compute.is_some().then_some(())?;
        let before = text.get(..at)?;
        let (login, path) = before.rsplit_once('/').unwrap_or((before, ""));
        let database = login.is_empty() || login.ends_with('@');
        let role = login.contains('@').then(|| user(login));
        let here = Found {
            compute: None,
            database: decoded(path).filter(|_| database),
            role: role.flatten().and_then(decoded),
        };
        Some(found.or(here))
    })
}

/// Reads a line of `.pgpass`: `host:port:database:user:password`.
pub fn pgpass(text: &str) -> Option<Found> {
    let mut fields = text.splitn(5, ':');
    let compute = host::compute(fields.next()?)?;
    let port = fields.next()?;
    (port == "*" || port.bytes().all(|b| b.is_ascii_digit())).then_some(())?;
    let mut name = || fields.next().map(str::to_owned);
    let (database, role) = (name()?, name()?);
    fields.next()?;
    let known = |name: &String| name != "*" && !name.contains('@');
    Some(Found {
        compute: Some(compute),
        database: Some(database).filter(known),
        role: Some(role).filter(known),
    })
}

/// Reads the URL of a page of the Console, with or without scheme; `None` for any other text.
pub fn page(text: &str) -> Option<Result<Place, Refused>> {
    let lower = text.to_ascii_lowercase();
    let whole = if lower.starts_with("console.neon.tech/") {
        format!("https://{text}")
    } else {
        text.to_owned()
    };
    if !lower.starts_with("http") && whole == text {
        return None;
    }
    let address = Url::parse(&whole).ok()?;
    let is_page = matches!(address.scheme(), "http" | "https");
    let name = address.host_str()?;
    if !is_page || host::compute(name).is_some() {
        return None;
    }
    Some(of_console(&address))
}

fn of_console(address: &Url) -> Result<Place, Refused> {
    let parts: Vec<&str> = address
        .path_segments()
        .map(|parts| parts.filter(|part| !part.is_empty()).collect())
        .unwrap_or_default();
    // Only ids are used, and nothing else of the text.
    let id = |text: &str| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        let fits = !text.is_empty() && text.len() < 80 && text.bytes().all(plain);
        fits.then(|| text.to_ascii_lowercase())
    };
    let after = |word: &str| {
        let at = parts.iter().position(|part| *part == word)?;
        parts.get(at + 1).and_then(|part| id(part))
    };
    let asked = |name: &str| {
        let mut pairs = address.query_pairs();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let place = Place {
        project: after("projects"),
        branch: after("branches").or_else(|| id(&asked("branchId")?)),
        compute: after("endpoints").or_else(|| after("computes")),
        database: asked("database").filter(|name| !super::may_hold_secret(name)),
        ..Place::default()
    };
    if place.project.is_some() {
        return Ok(place);
    }
    let org = parts.iter().find_map(|part| super::org_id(part));
    match org {
        Some(_) => Ok(Place {
            org,
            ..Place::default()
        }),
        None => Err(Refused::Page),
    }
}
