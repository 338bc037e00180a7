//! The table of database clients that are known by name.

use crate::{
    api::ConnectionUri,
    ui::{
        child::{ChildFile, FILE},
        effect::CopyText,
    },
};

/// What a client's own file is called at its end, and what it says, for a connection.
type WritesFile = fn(&str) -> (&'static str, String);

/// A database client that is known by name.
#[derive(Debug)]
pub struct ClientRow {
    pub name: &'static str,
    /// How it is started; [`FILE`] stands for its file.
    pub words: &'static [&'static str],
    /// The file that it reads the connection from, where variables do not do.
    file: Option<WritesFile>,
}

/// The clients that are known by name; others are commands in the configuration. All get libpq's
/// variables and `DATABASE_URL`.
pub static CLIENTS: &[ClientRow] = &[
    ClientRow {
        name: "psql",
        words: &["psql"],
        file: None,
    },
    ClientRow {
        name: "pgcli",
        words: &["pgcli"],
        file: None,
    },
    ClientRow {
        name: "harlequin",
        words: &["harlequin", "-a", "postgres"],
        file: None,
    },
    ClientRow {
        name: "rainfrog",
        words: &["rainfrog"],
        file: None,
    },
    ClientRow {
        name: "lazysql",
        words: &["lazysql", "-config", FILE],
        file: Some(|uri| {
            let quoted = uri.replace('\\', r"\\").replace('"', r#"\""#);
            let text = format!("[[database]]\nName = \"lazyneon\"\nURL = \"{quoted}\"\n");
            (".toml", text)
        }),
    },
];

/// The file that a client reads the connection from, if it is one that does.
pub(crate) fn file_of(client: &str, uri: &ConnectionUri) -> Option<ChildFile> {
    let row = CLIENTS.iter().find(|row| row.name == client)?;
    let (ending, text) = row.file?(uri.expose());
    let text = CopyText::Secret(ConnectionUri::from(text));
    Some(ChildFile { ending, text })
}
