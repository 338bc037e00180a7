//! The formats in which connection strings are copied: one table.
//!
//! Neon's URI is split once ([`Parts`]), and every format joins the parts by the rules of its destination ([`quote`]):
//! a password may contain any character, a database may have any name. If a destination cannot express something, the
//! format is refused with a sentence instead of being written wrong.
//!
//! A format is a row of [`FORMATS`]; users add their own in the configuration (`template.rs`). The shapes are those of
//! Neon's documentation.

mod code;
mod dotenv;
mod libpq;
mod parts;
pub mod quote;
mod template;

pub use dotenv::PAIR;
pub use libpq::variables;
pub use parts::{Parts, Ssl, encode};
pub use template::{FILTERS, PLACEHOLDERS, Template};

use crate::api::ConnectionUri;
use std::{borrow::Cow, ops::Deref, sync::Arc};

/// The URIs that a format needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The one chosen in the dialog: pooled or direct.
    Chosen,
    /// Both, whatever the dialog says.
    Both,
    /// None: it contains names, but no password.
    Names,
}

/// The input of a format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormatInput {
    /// The chosen connection: pooled or direct.
    pub chosen: Parts,
    /// The pooled connection; equal to `chosen` for formats that need only that.
    pub pooled: Parts,
    /// The direct connection; equal to `chosen` for formats that need only that.
    pub direct: Parts,
    /// The project's id.
    pub project: String,
    /// The branch's name.
    pub branch: String,
    /// The compute's id.
    pub endpoint: String,
    /// Whether the compute is a read replica.
    pub replica: bool,
    /// Whether the chosen connection is pooled.
    pub is_pooled: bool,
    /// The point in time to read from, as in the official CLI: RFC 3339 or an LSN.
    pub at: Option<String>,
}

/// The text, or why the destination cannot hold it.
pub type Text = Result<String, String>;

/// The writer of a format.
#[derive(Debug, Clone)]
pub enum Writer {
    /// A function of the table.
    Ours(fn(&FormatInput) -> Text),
    /// A user's template.
    Theirs(Template),
}

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Format {
    /// The key that selects it: 1-9, then letters not otherwise used in the dialog.
    pub key: char,
    /// For example "psql command".
    pub name: Cow<'static, str>,
    pub help: Cow<'static, str>,
    pub needs: Needs,
    pub writer: Writer,
}

macro_rules! formats {
    ($($key:literal $name:literal $help:literal $needs:ident $write:expr;)*) => {
        /// The built-in formats, in the order of the dialog.
        pub static FORMATS: &[Format] = &[$(Format {
            key: $key, name: Cow::Borrowed($name), help: Cow::Borrowed($help),
            needs: Needs::$needs, writer: Writer::Ours($write),
        }),*];
    };
}

formats! {
    '1' "URI"            "for clients that take a connection string"        Chosen |given| Ok(given.chosen.uri());
    '2' "psql command"   "a shell command"                                  Chosen libpq::psql;
    '3' ".env line"      "DATABASE_URL"                                     Chosen dotenv::line;
    '4' "PG* exports"    "for a shell; every libpq client reads them"       Chosen libpq::exports;
    '5' ".pgpass line"   "a line for ~/.pgpass"                             Chosen libpq::pgpass;
    '6' "pg_service.conf" "a section for ~/.pg_service.conf"                Chosen libpq::service;
    '7' "JDBC"           "for Java and Kotlin"                              Chosen code::jdbc;
    '8' "Prisma"         ".env: DATABASE_URL pooled, DIRECT_URL direct"     Both   dotenv::prisma;
    '9' "Drizzle"        "TypeScript, over HTTP"                            Chosen code::drizzle;
    'a' "node-postgres"  "JavaScript"                                       Chosen code::node_postgres;
    'b' "Next.js"        ".env.local and the code that reads it"            Chosen dotenv::next;
    'c' "postgres.js"    "JavaScript"                                       Chosen code::postgres_js;
    'd' "Django"         "settings.py"                                      Chosen code::django;
    'e' "Elixir Ecto"    "config/runtime.exs"                               Chosen code::ecto;
    'f' "SQLAlchemy"     "Python, with psycopg"                             Chosen code::sqlalchemy;
    'g' "psycopg"        "Python"                                           Chosen code::psycopg;
    'i' "Rails"          "config/database.yml"                              Chosen code::rails;
    'm' "Go pgx"         "Go"                                               Chosen code::pgx;
    'n' "Rust sqlx"      "Rust"                                             Chosen code::sqlx;
    'o' ".NET Npgsql"    "a connection string for C# and F#"                Chosen code::npgsql;
    'r' ".env pair"      "DATABASE_URL pooled, DATABASE_URL_UNPOOLED direct" Both  dotenv::pair;
    's' "Spring"         "application.properties"                           Chosen code::spring;
    't' "neon CLI"       "a command of the neon CLI; no password"            Names  code::neon_cli;
    'u' "PHP PDO"        "PHP"                                              Chosen code::pdo;
    'x' "Symfony"        ".env"                                             Chosen dotenv::symfony;
    'y' "Laravel"        ".env"                                             Chosen dotenv::laravel;
    'z' "libpq keywords" "host=… dbname=…, for C and other clients"         Chosen libpq::keywords;
}

impl Format {
    /// Writes the text, including the password.
    ///
    /// # Errors
    /// Why the destination cannot hold it.
    pub fn render(&self, given: &FormatInput) -> Result<ConnectionUri, String> {
        let text = match &self.writer {
            Writer::Ours(write) => write(given),
            Writer::Theirs(template) => Ok(template.write(given)),
        };
        text.map(ConnectionUri::from)
    }
}

/// The keys for users' formats. `X` is taken in the dialog.
const KEYS: &str = "0ABCDEFGHIJKLMNOPQRSTUVWYZ";

/// The formats of the dialog: built-in ones, then the user's.
#[derive(Debug, Clone)]
pub struct Formats(Arc<[Format]>);

impl Formats {
    /// The built-in formats and the user's with their names, in the order of the configuration.
    pub fn with(templates: impl IntoIterator<Item = (String, Template)>) -> Self {
        let theirs = KEYS.chars().zip(templates);
        let theirs = theirs.map(|(key, (name, template))| Format {
            key,
            name: name.into(),
            help: "from your configuration".into(),
            needs: template.needs(),
            writer: Writer::Theirs(template),
        });
        Self(FORMATS.iter().cloned().chain(theirs).collect())
    }

    /// The names and templates of the user's formats.
    pub fn theirs(&self) -> impl Iterator<Item = (&str, &Template)> {
        self.iter().filter_map(|format| match &format.writer {
            Writer::Theirs(template) => Some((&*format.name, template)),
            Writer::Ours(_) => None,
        })
    }
}

impl Default for Formats {
    fn default() -> Self {
        Self::with([])
    }
}

impl Deref for Formats {
    type Target = [Format];

    fn deref(&self) -> &[Format] {
        &self.0
    }
}
