//! `.env` files in their dialects.

use super::{FormatInput, Parts, Text, quote};

fn set(name: &str, uri: &str) -> String {
    format!("{name}={}\n", quote::dotenv(uri))
}

/// `DATABASE_URL`, pooled or direct as chosen.
pub fn line(given: &FormatInput) -> Text {
    Ok(set("DATABASE_URL", &given.chosen.uri()))
}

/// The two variables that the official CLI writes.
pub const PAIR: [&str; 2] = ["DATABASE_URL", "DATABASE_URL_UNPOOLED"];

/// Pooled for the application, direct for migrations.
pub fn pair(given: &FormatInput) -> Text {
    let uris = [given.pooled.uri(), given.direct.uri()];
    let lines = PAIR.iter().zip(&uris);
    Ok(lines.map(|(name, uri)| set(name, uri)).collect())
}

/// The variable, and code that reads it for `neon()`.
pub fn next(given: &FormatInput) -> Text {
    let line = set("DATABASE_URL", &given.chosen.uri());
    Ok(format!(
        "# .env.local\n{line}\n\
         // app/page.tsx, on the server\n\
         import {{ neon }} from '@neondatabase/serverless';\n\
         const sql = neon(process.env.DATABASE_URL!);\n\
         const rows = await sql`SELECT version()`;\n"
    ))
}

/// The names from Prisma's documentation, with the parameters that the official CLI adds.
pub fn prisma(given: &FormatInput) -> Text {
    let with = |parts: &Parts, more: &[(&str, &str)]| {
        let mut parts = parts.clone();
        for (name, value) in more {
            parts.set(name, Some(value));
        }
        parts.uri()
    };
    let patience = ("connect_timeout", "30");
    let pooler = [patience, ("pool_timeout", "30"), ("pgbouncer", "true")];
    Ok(format!(
        "{}{}",
        set("DATABASE_URL", &with(&given.pooled, &pooler)),
        set("DIRECT_URL", &with(&given.direct, &[patience])),
    ))
}

/// Symfony's `.env`; with `resolve:`, `%` would mark a parameter.
pub fn symfony(given: &FormatInput) -> Text {
    let mut parts = given.chosen.clone();
    parts.set("charset", Some("utf8"));
    let uri = parts.uri();
    let note = if uri.contains('%') {
        "# doctrine.yaml must say %env(DATABASE_URL)%, without resolve:\n"
    } else {
        ""
    };
    Ok(format!("{note}{}", set("DATABASE_URL", &uri)))
}

/// Laravel's `.env`, with a variable for each part.
pub fn laravel(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    if parts.parameter("options").is_some() {
        return Err("Laravel's .env cannot hold a point in time: choose now".to_owned());
    }
    let port = parts.port().to_string();
    let pieces = [
        ("DB_CONNECTION", "pgsql"),
        ("DB_HOST", &parts.host),
        ("DB_PORT", &port),
        ("DB_DATABASE", &parts.database),
        ("DB_USERNAME", &parts.user),
        ("DB_PASSWORD", parts.password.expose()),
    ];
    let ssl = parts.parameter("sslmode").map(|mode| ("DB_SSLMODE", mode));
    let lines = pieces.into_iter().chain(ssl);
    let lines = lines.map(|(name, value)| format!("{name}={}\n", quote::php_dotenv(value)));
    Ok(lines.collect())
}
