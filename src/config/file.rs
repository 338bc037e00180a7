//! `config.toml`: read strictly, followed as far as possible.
//!
//! ```toml
//! refresh_seconds = 15      # 0 turns it off
//! theme = "auto"            # auto, dark, light, mono
//! read_only = false
//! no_wake = false
//! ascii = false
//! client = "psql"           # what p opens: psql, pgcli, harlequin, rainfrog, lazysql, or one of [clients]
//! editor = "vim"            # where neither $VISUAL nor $EDITOR is set
//! pager = "less"            # where $PAGER is not set
//!
//! [clients]
//! usql = "usql"             # a command; it finds the connection in PG* and DATABASE_URL
//!
//! [keys]
//! StartCompute = "s"        # a key, or a list of keys; an empty list unbinds
//! ```
//!
//! A mistake never stops the program: it is reported with its line, and what it was about keeps
//! its default.

use super::{
    ThemeName,
    programs::{client_names, words},
    suggest::nearest,
};
use crate::core::{ACTIONS, Keymap, child::ClientProgram};
use std::{fmt, ops::Range, path::Path};
use toml::de::{DeTable, DeValue};

/// What the file says; what it does not say is none.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// How often the visible project is refreshed, seconds; 0 is off.
    pub refresh_seconds: Option<u64>,
    /// The colours.
    pub theme: Option<ThemeName>,
    /// Changes are refused.
    pub read_only: bool,
    /// Actions that wake a compute are refused.
    pub no_wake: bool,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// The client that connects to databases, by name.
    pub client: Option<String>,
    /// The user's own clients.
    pub clients: Vec<ClientProgram>,
    /// Edits texts.
    pub editor: Option<Vec<String>>,
    /// Shows texts.
    pub pager: Option<Vec<String>>,
    /// Which keys do what.
    pub keymap: Keymap,
}

/// A mistake in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong, and what was done about it.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "config.toml line {line}: {}", self.text),
            None => write!(f, "config.toml: {}", self.text),
        }
    }
}

/// Takes a value into the file's settings, or says what was expected.
type Take = fn(&mut File, &DeValue<'_>) -> Result<(), &'static str>;

/// Every setting outside of tables.
const SETTINGS: &[(&str, Take)] = &[
    ("refresh_seconds", |file, value| {
        let seconds = value
            .as_integer()
            .and_then(|number| number.as_str().parse().ok());
        file.refresh_seconds = Some(seconds.ok_or("a number of seconds, or 0 for off")?);
        Ok(())
    }),
    ("theme", |file, value| {
        let name = value.as_str().and_then(ThemeName::named);
        file.theme = Some(name.ok_or("\"auto\", \"dark\", \"light\" or \"mono\"")?);
        Ok(())
    }),
    ("read_only", |file, value| {
        file.read_only = truth(value)?;
        Ok(())
    }),
    ("no_wake", |file, value| {
        file.no_wake = truth(value)?;
        Ok(())
    }),
    ("ascii", |file, value| {
        file.ascii = truth(value)?;
        Ok(())
    }),
    ("client", |file, value| {
        let name = value.as_str().ok_or("the name of a client")?;
        file.client = Some(name.to_owned());
        Ok(())
    }),
    ("editor", |file, value| {
        file.editor = Some(command(value)?);
        Ok(())
    }),
    ("pager", |file, value| {
        file.pager = Some(command(value)?);
        Ok(())
    }),
];

fn truth(value: &DeValue<'_>) -> Result<bool, &'static str> {
    value.as_bool().ok_or("true or false")
}

fn command(value: &DeValue<'_>) -> Result<Vec<String>, &'static str> {
    let words = value.as_str().and_then(words);
    words.ok_or("a command, such as \"less -R\"")
}

impl File {
    /// Reads the file; a file that is not there says nothing.
    pub fn read(path: &Path) -> (Self, Vec<Problem>) {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Default::default(),
            Err(error) => (
                Self::default(),
                vec![Problem {
                    line: None,
                    text: format!("not read ({error})"),
                }],
            ),
        }
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        let mut reader = Reader {
            text,
            file: Self::default(),
            problems: Vec::new(),
        };
        match DeTable::parse(text) {
            Ok(table) => reader.table(table.get_ref()),
            Err(error) => {
                let said = error.message().trim().to_owned();
                reader.report(
                    error.span(),
                    format!("{said}. The whole file is left aside"),
                );
            }
        }
        (reader.file, reader.problems)
    }
}

struct Reader<'a> {
    text: &'a str,
    file: File,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn report(&mut self, at: Option<Range<usize>>, text: String) {
        let before = at.and_then(|at| self.text.get(..at.start));
        self.problems.push(Problem {
            line: before.map(|before| before.matches('\n').count() + 1),
            text,
        });
    }

    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let ("keys", DeValue::Table(keys)) = (name, value.get_ref()) {
                self.keys(keys);
                continue;
            }
            if let ("clients", DeValue::Table(clients)) = (name, value.get_ref()) {
                self.clients(clients);
                continue;
            }
            let Some((_, take)) = SETTINGS.iter().find(|(setting, _)| *setting == name) else {
                let known = SETTINGS
                    .iter()
                    .map(|(setting, _)| *setting)
                    .chain(["keys", "clients"]);
                let hint = nearest(name, known)
                    .map_or_else(String::new, |near| format!(", did you mean \"{near}\"?"));
                self.report(
                    Some(key.span()),
                    format!("there is no setting \"{name}\"{hint}"),
                );
                continue;
            };
            if let Err(expected) = take(&mut self.file, value.get_ref()) {
                self.report(
                    Some(value.span()),
                    format!("{name} must be {expected}. Default kept"),
                );
            }
        }
        self.check_client(table);
    }

    /// The user's own clients.
    fn clients(&mut self, clients: &DeTable<'_>) {
        for (key, value) in clients {
            let name = key.get_ref().to_string();
            match command(value.get_ref()) {
                Ok(words) => self.file.clients.push(ClientProgram { name, words }),
                Err(expected) => {
                    let text = format!("the client {name} must be {expected}. Left aside");
                    self.report(Some(value.span()), text);
                }
            }
        }
    }

    /// The chosen client must be one of the file, wherever that stands, or one that is known.
    fn check_client(&mut self, table: &DeTable<'_>) {
        let Some(name) = self.file.client.clone() else {
            return;
        };
        if client_names(&self.file).any(|known| known == name) {
            return;
        }
        let hint = nearest(&name, client_names(&self.file))
            .map_or_else(String::new, |near| format!(", did you mean \"{near}\"?"));
        let at = table.get("client").map(|value| value.span());
        self.report(
            at,
            format!("no client is called \"{name}\"{hint} psql is used"),
        );
        self.file.client = None;
    }

    /// The user's keys, one after the other: what is wrong with one leaves the others alone.
    fn keys(&mut self, keys: &DeTable<'_>) {
        let mut accepted: Vec<(&str, Vec<String>)> = Vec::new();
        for (key, value) in keys {
            let action = key.get_ref().as_ref();
            let Some(chords) = chords(value.get_ref()) else {
                let text =
                    format!("the keys of {action} must be a text or a list of texts. Default kept");
                self.report(Some(value.span()), text);
                continue;
            };
            accepted.push((action, chords));
            let (keymap, problems) = Keymap::with(accepted.iter().cloned());
            let Some(problem) = problems.first() else {
                self.file.keymap = keymap;
                continue;
            };
            accepted.pop();
            let near =
                nearest(action, ACTIONS.iter().map(|spec| spec.id)).filter(|near| *near != action);
            let hint = near.map_or_else(String::new, |near| format!(", did you mean {near}?"));
            self.report(Some(key.span()), format!("{problem}{hint}. Default kept"));
        }
    }
}

fn chords(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(chord) => Some(vec![chord.to_string()]),
        DeValue::Array(chords) => chords
            .iter()
            .map(|chord| chord.get_ref().as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        File::parse(text)
            .1
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn what_is_written_is_followed() {
        let (file, problems) = File::parse(
            "refresh_seconds = 0\ntheme = \"light\"\nread_only = true\n[keys]\nZoom = [\"F6\", \"F5\"]\n",
        );
        assert_eq!(problems, []);
        assert_eq!(
            (file.refresh_seconds, file.theme, file.read_only),
            (Some(0), Some(ThemeName::Light), true)
        );
        assert!(!file.no_wake && !file.ascii);
        let zoom = crate::core::Action::named("Zoom").unwrap();
        let chords: Vec<_> = file
            .keymap
            .chords(zoom)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(chords, ["F6", "F5"]);
    }

    #[test]
    fn mistakes_are_reported_with_line_and_suggestion_and_change_nothing() {
        let cases = [
            (
                "\nrefresh_second = 3",
                "config.toml line 2: there is no setting \"refresh_second\", did you mean \"refresh_seconds\"?",
            ),
            (
                "theme = \"pink\"",
                "config.toml line 1: theme must be \"auto\", \"dark\", \"light\" or \"mono\". Default kept",
            ),
            (
                "read_only = 1",
                "config.toml line 1: read_only must be true or false. Default kept",
            ),
            (
                "refresh_seconds = -1",
                "config.toml line 1: refresh_seconds must be a number of seconds, or 0 for off. Default kept",
            ),
            (
                "[keys]\nZom = \"z\"",
                "config.toml line 2: no action is called \"Zom\", did you mean Zoom?. Default kept",
            ),
            (
                "[keys]\n\nZoom = 3",
                "config.toml line 3: the keys of Zoom must be a text or a list of texts. Default kept",
            ),
            (
                "client = \"pgclii\"",
                "config.toml line 1: no client is called \"pgclii\", did you mean \"pgcli\"? psql is used",
            ),
            (
                "[clients]\nmine = \"'open\"",
                "config.toml line 2: the client mine must be a command, such as \"less -R\". Left aside",
            ),
        ];
        for (text, said) in cases {
            assert_eq!(problems(text), [said]);
        }
        let clash = problems("[keys]\nZoom = \"?\"\nRedraw = \"F9\"");
        assert_eq!(clash.len(), 1);
        assert!(
            clash[0].contains("line 2") && clash[0].contains("used twice"),
            "{clash:?}"
        );
        assert!(problems("theme = [")[0].starts_with("config.toml line 1:"));
    }

    #[test]
    fn a_file_that_is_not_there_says_nothing() {
        let (_, problems) = File::read(Path::new("/nowhere/config.toml"));
        assert_eq!(problems, []);
    }
}
