//! Connection data as names and values: libpq's `host=… dbname=…`, .NET's `Host=…;Database=…`, variables.

use super::{Found, host, uri};

/// libpq's keywords; a keyword string begins with one of them.
const KEYWORDS: [&str; 27] = [
    "host",
    "hostaddr",
    "port",
    "dbname",
    "database",
    "db",
    "user",
    "username",
    "password",
    "pass",
    "passwd",
    "pwd",
    "passfile",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "options",
    "channel_binding",
    "connect_timeout",
    "application_name",
    "client_encoding",
    "server",
    "service",
    "target_session_attrs",
    "uid",
    "gssencmode",
];

fn is_keyword(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let more = [
        "user id",
        "user name",
        "userid",
        "data source",
        "initial catalog",
        "ssl mode",
    ];
    KEYWORDS.contains(&name.as_str()) || more.contains(&name.as_str())
}

/// Stores a value by its name, unless it is a secret or was set before.
pub fn put(found: &mut Found, name: &str, value: &str) {
    let name = name.trim().to_lowercase();
    let value = value.trim();
    if value.contains("://") {
        // `dbname` and variables may hold a whole connection string.
        let inner = uri::read(value).unwrap_or_default();
        *found = std::mem::take(found).or(inner);
        return;
    }
    let say = |slot: &mut Option<String>| {
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value.to_owned());
        }
    };
    match name.strip_prefix("pg").unwrap_or(&name) {
        "host" | "hostaddr" | "server" | "data source" | "address" => {
            let value = value.strip_prefix("tcp:").unwrap_or(value);
            let first = value.split([',', ':']).next().unwrap_or_default();
            found.compute = found.compute.take().or_else(|| host::compute(first));
        }
        "dbname" | "database" | "db" | "initial catalog" => match blanks(value) {
            Some(inner) => *found = std::mem::take(found).or(inner),
            None => say(&mut found.database),
        },
        "user" | "username" | "user id" | "userid" | "user name" | "uid" => say(&mut found.role),
        // For clients without SNI: `options=endpoint=ep-…`.
        "options" => {
            let mut words = value.split([' ', '=', '%']);
            found.compute = found
                .compute
                .take()
                .or_else(|| words.find_map(host::compute));
        }
        _ => {}
    }
}

/// Reads `DATABASE_URL="postgres://…"`, with `export`, a colon, or quotes around the name, as in files and shells.
pub fn assignment(text: &str) -> Option<Found> {
    let mut text = text;
    for word in [
        "export ",
        "set ",
        "setx ",
        "declare -x ",
        "ENV ",
        "$env:",
        "- ",
    ] {
        text = text.strip_prefix(word).unwrap_or(text).trim_start();
    }
    let end = text.find(['=', ':', ' '])?;
    let (name, rest) = text.split_at_checked(end)?;
    let name = name.trim_matches(['"', '\'']);
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.is_empty() || !name.chars().all(letter) || is_keyword(name) {
        return None;
    }
    let rest = rest.trim_start();
    let value = rest.strip_prefix(['=', ':'])?.trim();
    // `user:password@…` has a colon as well.
    let plain = value
        .trim_start_matches(['"', '\'', '`'])
        .to_ascii_lowercase();
    let postgres = ["postgres", "prisma+", "jdbc:postgres", "host="];
    if rest.starts_with(':') && !postgres.iter().any(|begin| plain.starts_with(begin)) {
        return None;
    }
    let value = value.trim_end_matches([',', ';']).trim_end();
    let quote = value
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'));
    let word = shlex::split(value).filter(|words| quote.is_some() && words.len() == 1);
    let word = word.and_then(|words| words.into_iter().next());
    let value = match (&word, quote) {
        (Some(word), _) => word,
        // Quotes inside that no shell would accept, or a comment at the end.
        (None, Some(quote)) => value.strip_prefix(quote)?.rsplit_once(quote)?.0,
        (None, None) => value,
    };
    match value.contains("://") {
        true => uri::read(value).filter(|found| found.compute.is_some()),
        false => blanks(value).filter(|found| found.compute.is_some()),
    }
}

/// Reads `Host=…;Database=…;Username=…;Password="a;b"`.
pub fn semicolons(text: &str) -> Option<Found> {
    let (first, _) = text.split_once(';')?;
    let (name, value) = first.split_once('=')?;
    (is_keyword(name) && !value.contains('=')).then_some(())?;
    let mut found = Found::default();
    let mut rest = text;
    while let Some((name, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value;
        (value, rest) = match quote {
            Some(quote) => quoted_twice(behind, quote),
            None => {
                let (value, rest) = behind.split_once(';').unwrap_or((behind, ""));
                (value.to_owned(), rest)
            }
        };
        put(&mut found, name.trim_start_matches([';', ' ']), &value);
    }
    found.compute.is_some().then_some(found)
}

/// Splits off a quoted value in which quotes are doubled; returns it and the rest.
fn quoted_twice(text: &str, quote: char) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != quote {
            value.push(c);
        } else if chars.next_if(|(_, next)| *next == quote).is_some() {
            value.push(quote);
        } else {
            return (value, text.get(at + 1..).unwrap_or_default());
        }
    }
    (value, "")
}

/// Reads libpq's `host=… dbname='…' password = …`. A word without a name belongs to the unquoted value before it, and
/// is skipped with it.
pub fn blanks(text: &str) -> Option<Found> {
    let (first, _) = text.split_once('=')?;
    is_keyword(first).then_some(())?;
    let mut found = Found::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = behind.trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            let (value, behind) = libpq_value(value.trim_start());
            if is_keyword(name) {
                put(&mut found, name, &value);
            }
            rest = behind.trim_start();
        }
    }
    Some(found)
}

/// Splits off a value by libpq's rules; returns it and the rest.
fn libpq_value(text: &str) -> (String, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(usize::from(quote.is_some())) {
        match c {
            _ if escaped => {
                escaped = false;
                value.push(c);
            }
            '\\' => escaped = true,
            _ if Some(c) == quote => return (value, text.get(at + 1..).unwrap_or_default()),
            _ if quote.is_none() && c.is_whitespace() => {
                return (value, text.get(at..).unwrap_or_default());
            }
            _ => value.push(c),
        }
    }
    (value, "")
}
