//! The table of database clients known by name.

use crate::{
    api::ConnectionUri,
    ui::{
        child::{ChildFile, ClientProgram, FILE},
        effect::CopyText,
    },
};

/// Returns the file extension and content of a client's own connection file for a connection URI.
type WritesFile = fn(&str) -> (&'static str, String);

/// A database client known by name.
#[derive(Debug)]
pub struct ClientRow {
    pub name: &'static str,
    /// The command; [`FILE`] stands for its file.
    pub words: &'static [&'static str],
    /// The file from which it reads the connection, if variables are not enough.
    file: Option<WritesFile>,
}

/// The clients known by name; others are commands in the configuration. All get libpq's variables and `DATABASE_URL`.
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

/// The connection file for a client, if it needs one.
pub(crate) fn file_of(client: &str, uri: &ConnectionUri) -> Option<ChildFile> {
    let row = CLIENTS.iter().find(|row| row.name == client)?;
    let (ending, text) = row.file?(uri.expose());
    let text = CopyText::Secret(ConnectionUri::from(text));
    Some(ChildFile { ending, text })
}

impl ClientProgram {
    /// Returns the client of this name from the table.
    pub fn known(name: &str) -> Option<Self> {
        let row = CLIENTS.iter().find(|row| row.name == name)?;
        Some(Self {
            name: name.to_owned(),
            words: row.words.iter().map(|word| (*word).to_owned()).collect(),
        })
    }
}
