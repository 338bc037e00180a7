//! Formats for psql and other programs that use libpq.

use super::{FormatInput, Parts, Text, quote};

/// `psql 'postgresql://…'`.
pub fn psql(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let uri = parts.uri_with("postgresql", &parts.for_libpq());
    Ok(format!("psql {}", quote::shell(&uri)))
}

/// libpq's parameters and the corresponding variables.
const VARIABLES: &[(&str, &str)] = &[
    ("sslmode", "PGSSLMODE"),
    ("sslrootcert", "PGSSLROOTCERT"),
    ("channel_binding", "PGCHANNELBINDING"),
    ("options", "PGOPTIONS"),
];

/// The environment variables for libpq, as names and values.
pub fn variables(parts: &Parts) -> Vec<(&'static str, String)> {
    let mut all = vec![("PGHOST", parts.host.clone())];
    all.extend(parts.port.map(|port| ("PGPORT", port.to_string())));
    all.extend([
        ("PGDATABASE", parts.database.clone()),
        ("PGUSER", parts.user.clone()),
        ("PGPASSWORD", parts.password.expose().to_owned()),
    ]);
    let parameters = parts.for_libpq();
    all.extend(parameters.into_iter().filter_map(|(name, value)| {
        let (_, variable) = VARIABLES.iter().find(|(key, _)| *key == name)?;
        Some((*variable, value))
    }));
    all
}

/// `export PGHOST='…'` and so on, for a POSIX shell.
pub fn exports(given: &FormatInput) -> Text {
    let lines = variables(&given.chosen)
        .into_iter()
        .map(|(name, value)| format!("export {name}={}\n", quote::shell(&value)));
    Ok(lines.collect())
}

/// `host:port:database:user:password`.
pub fn pgpass(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let password = parts.password.expose();
    let fields = [&parts.host, &parts.database, &parts.user];
    let breaks = |text: &str| text.contains(['\n', '\r']);
    if breaks(password) || fields.iter().any(|field| breaks(field)) {
        return Err("a line of .pgpass cannot hold a line break".to_owned());
    }
    Ok(format!(
        "{}:{}:{}:{}:{}\n",
        quote::pgpass(&parts.host),
        parts.port(),
        quote::pgpass(&parts.database),
        quote::pgpass(&parts.user),
        quote::pgpass(password),
    ))
}

/// A section of the service file. It has no quotes: a value is the rest of its line without trailing blanks.
pub fn service(given: &FormatInput) -> Text {
    let mut text = format!("[{}]\n", section(&given.branch));
    for (name, value) in pairs(&given.chosen) {
        if value.contains(['\n', '\r', '\0']) || value.trim_end_matches(space) != value {
            return Err(format!(
                "pg_service.conf cannot hold this {name}: it has a line break, or a blank at its end"
            ));
        }
        text.push_str(&format!("{name}={value}\n"));
    }
    Ok(text)
}

/// What C's `isspace` accepts.
const fn space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}

/// The branch's name as the name of a service, for psql's `service=…`.
fn section(branch: &str) -> String {
    let word = |c: char| {
        if c.is_ascii_alphanumeric() || "-_./".contains(c) {
            c
        } else {
            '-'
        }
    };
    let name: String = branch.chars().map(word).collect();
    format!("neon-{name}")
}

/// libpq's keywords and values.
fn pairs(parts: &Parts) -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut all = vec![
        pair("host", &parts.host),
        pair("port", &parts.port().to_string()),
        pair("dbname", &parts.database),
        pair("user", &parts.user),
        pair("password", parts.password.expose()),
    ];
    all.extend(parts.for_libpq());
    all
}

/// `host=… port=… dbname=…`, which many clients also accept as a "DSN".
pub fn keywords(given: &FormatInput) -> Text {
    let words = pairs(&given.chosen)
        .into_iter()
        .map(|(name, value)| format!("{name}={}", quote::conninfo(&value)));
    Ok(words.collect::<Vec<_>>().join(" "))
}
