//! The table of formats in which connection strings are copied.
//!
//! A format is a row: what it is called, which key chooses it, which URIs it needs and how it
//! writes them. Neon's URI is used as it came: user, password and database are encoded in it.

use crate::api::ConnectionUri;

/// Which URIs a format is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The one that the dialog says: pooled or direct.
    Chosen,
    /// Both, whatever the dialog says.
    Both,
}

/// The URIs that came.
#[derive(Debug, Clone, Copy)]
pub struct Uris<'a> {
    /// The chosen one; of a pair the pooled one.
    pub first: &'a str,
    /// Of a pair the direct one; else the same as the first.
    pub direct: &'a str,
}

/// A row.
#[derive(Debug)]
pub struct Format {
    /// The key that chooses it: 1-9, then letters that are not used otherwise in the dialog.
    pub key: char,
    /// Its name: "psql command".
    pub name: &'static str,
    /// What it is good for.
    pub help: &'static str,
    /// Which URIs it needs.
    pub needs: Needs,
    /// Writes it.
    pub write: fn(&Uris<'_>) -> String,
}

/// All formats in the order of the dialog.
pub static FORMATS: &[Format] = &[
    Format {
        key: '1',
        name: "URI",
        help: "for clients that take a connection string",
        needs: Needs::Chosen,
        write: |uris| uris.first.to_owned(),
    },
    Format {
        key: '2',
        name: "psql command",
        help: "a line for the shell",
        needs: Needs::Chosen,
        write: |uris| format!("psql {}", shell(uris.first)),
    },
    Format {
        key: '3',
        name: ".env pair",
        help: "DATABASE_URL pooled, DATABASE_URL_UNPOOLED direct",
        needs: Needs::Both,
        write: |uris| {
            format!(
                "DATABASE_URL={}\nDATABASE_URL_UNPOOLED={}\n",
                dotenv(uris.first),
                dotenv(uris.direct)
            )
        },
    },
];

impl Format {
    /// The text, with its password.
    pub fn render(&self, uris: &Uris<'_>) -> ConnectionUri {
        ConnectionUri::from((self.write)(uris))
    }
}

/// One word of a POSIX shell, whatever the text holds.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A value of a `.env` file, quoted as Neon's own client does: only where it must be.
fn dotenv(value: &str) -> String {
    let must = |c: char| c.is_whitespace() || matches!(c, '#' | '"' | '\'' | '=');
    if value.contains(must) {
        format!("\"{}\"", value.replace('\\', r"\\").replace('"', r#"\""#))
    } else {
        value.to_owned()
    }
}
