//! `config.toml`: read strictly, followed as far as possible.
//!
//! ```toml
//! theme = "dark"            # the rows of `settings`
//!
//! [keys]
//! StartCompute = "s"        # a key, or a list of keys; an empty list unbinds
//!
//! [clients]                 # more clients for p, beside the known ones
//! usql = "usql"             # a command; it finds the connection in PG* and DATABASE_URL
//!
//! [formats]                 # more formats for connection texts
//! dbt = "host: {host}\nuser: {user|json}\npassword: {password|json}"
//!
//! [[rules]]                 # read-only, no waking and PROD for single profiles, projects and branches
//! project = "acme-*"
//! read_only = true
//! ```
//!
//! A mistake never stops the program: it is reported with its line, and what it was about keeps
//! its default. Where it may hide a protection the program is read-only until it is mended ([`protections`]).

use super::{
    ThemeName, keys,
    programs::{client_names, command, line},
    protections,
    rules::{self, Mistake},
    settings::{SETTINGS, quoted},
    suggest::did_you_mean,
    text_file,
};
use crate::core::{
    ACTIONS, Keymap,
    child::ClientProgram,
    formats::{Formats, Template},
    guard::{Doubt, Protections, Rule},
};
use crate::resource::connection;
use std::{
    borrow::Cow,
    fmt::{self, Write},
    ops::Range,
    path::Path,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// What the file says; what it does not say is none.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// How often the visible project is refreshed, seconds; 0 is off.
    pub refresh_seconds: Option<u64>,
    /// Days without activity after which a branch counts as stale.
    pub stale_days: Option<u16>,
    /// The colors.
    pub theme: Option<ThemeName>,
    /// Changes are refused.
    pub read_only: bool,
    /// Actions that wake a compute are refused.
    pub no_wake: bool,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// How long a secret stays on the clipboard, seconds; 0 is for ever.
    pub clear_clipboard_seconds: Option<u64>,
    /// A line for the shell that prints an API key.
    pub key_command: Option<String>,
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
    /// In which formats connection texts are copied.
    pub formats: Formats,
    /// What holds for single profiles, projects and branches.
    pub rules: Vec<Rule>,
}

/// A mistake in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong, and what was done about it.
    pub text: String,
    /// The protections that may be lost by it.
    pub hides: Protections,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "config.toml line {line}: {}", self.text)?,
            None => write!(f, "config.toml: {}", self.text)?,
        }
        let text = match self.hides {
            hides if !hides.any() => return Ok(()),
            Protections { no_wake: true, .. } => "lazyneon is read-only and wakes nothing",
            _ => "lazyneon is read-only",
        };
        let end = if self.text.ends_with('?') { "" } else { "." };
        write!(
            f,
            "{end} This may be a protection, so {text} until it is fixed"
        )
    }
}

impl Problem {
    /// What the program must doubt because of it.
    pub fn doubt(&self) -> Option<Doubt> {
        let place = match self.line {
            Some(line) => format!("line {line} of config.toml"),
            None => "config.toml".to_owned(),
        };
        let hides = self.hides;
        hides.any().then_some(Doubt { place, hides })
    }
}

impl File {
    /// Reads the file. One that is not there says nothing, unless it was `named` by the user.
    pub fn read(path: &Path, named: bool) -> (Self, Vec<Problem>) {
        let why = match text_file::read(path) {
            Ok(Some(text)) => return Self::parse(&text),
            Ok(None) if !named => return Default::default(),
            Ok(None) => "does not exist".to_owned(),
            Err(why) => why,
        };
        // What is no path at all may be a password that stands where it does not belong.
        let shown = path.display().to_string();
        let text = match path.exists() || connection::is_name(&shown) {
            true => format!("{shown} {why}"),
            false => format!("the file {why}"),
        };
        let problem = Problem {
            line: None,
            text,
            hides: Protections::ALL,
        };
        (Self::default(), vec![problem])
    }

    /// The file as it is understood: every setting with its value, every action with its keys. Reading it again gives
    /// the same.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for setting in SETTINGS {
            let shown = (setting.show)(self);
            let line = match &shown {
                Some(value) => format!("{} = {value}", setting.name),
                None => format!("# {} = …", setting.name),
            };
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{line:<24} # {}", setting.help);
        }
        text.push_str("\n[keys]\n");
        for spec in ACTIONS {
            let chords = self.keymap.chords(spec.action).iter();
            let chords: Vec<_> = chords.map(|chord| quoted(&chord.to_string())).collect();
            let line = format!("{} = [{}]", spec.id, chords.join(", "));
            let _ = writeln!(text, "{line:<40} # {}", spec.label);
        }
        text.push_str("\n[clients]\n");
        for client in &self.clients {
            let (name, line) = (quoted(&client.name), quoted(&line(&client.words)));
            let _ = writeln!(text, "{name} = {line}");
        }
        text.push_str("\n[formats]\n");
        for (name, template) in self.formats.theirs() {
            let _ = writeln!(text, "{} = {}", quoted(name), quoted(template.source()));
        }
        self.rules
            .iter()
            .for_each(|rule| rules::print(&mut text, rule));
        text
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
                let said = error.message().trim().replace('\n', ", ");
                let said = bare_word(text, error.span()).unwrap_or(said);
                let text = format!("{said}. The whole file is ignored");
                reader.report_hiding(error.span(), text, Protections::ALL);
            }
        }
        // What matters most comes first.
        reader.problems.sort_by_key(|problem| !problem.hides.any());
        (reader.file, reader.problems)
    }
}

/// The tables of the file.
pub const TABLES: [&str; 4] = ["keys", "clients", "formats", "rules"];

struct Reader<'a> {
    text: &'a str,
    file: File,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn report(&mut self, at: Option<Range<usize>>, text: String) {
        self.report_hiding(at, text, Protections::NONE);
    }

    fn report_hiding(&mut self, at: Option<Range<usize>>, text: String, hides: Protections) {
        let before = at.and_then(|at| self.text.get(..at.start));
        self.problems.push(Problem {
            line: before.map(|before| before.matches('\n').count() + 1),
            text,
            hides,
        });
    }

    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let ("keys", DeValue::Table(keys)) = (name, value.get_ref()) {
                let (keymap, mistakes) = keys::read(keys);
                self.file.keymap = keymap;
                for Mistake { at, text, hides } in mistakes {
                    self.report_hiding(at, text, hides);
                }
                continue;
            }
            if let ("clients", DeValue::Table(clients)) = (name, value.get_ref()) {
                self.clients(clients);
                continue;
            }
            if let ("formats", DeValue::Table(formats)) = (name, value.get_ref()) {
                self.formats(formats);
                continue;
            }
            if let ("rules", DeValue::Array(rules)) = (name, value.get_ref()) {
                rules.iter().for_each(|rule| self.rule(rule));
                continue;
            }
            let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
                self.no_setting(key, value.get_ref());
                continue;
            };
            if let Err(expected) = (setting.take)(&mut self.file, value.get_ref()) {
                let hides = match protections::holds_protection(value.get_ref()) {
                    true => Protections::ALL,
                    false => protections::of(name),
                };
                let kept = if hides.any() {
                    ""
                } else {
                    ". The default is used"
                };
                let text = format!("{name} must be {expected}{kept}");
                self.report_hiding(Some(value.span()), text, hides);
            }
        }
        self.check_client(table);
    }

    /// A name at the top that is no setting, or one whose value is no table.
    fn no_setting(&mut self, key: &Spanned<Cow<'_, str>>, value: &DeValue<'_>) {
        let name = key.get_ref().as_ref();
        let known = || {
            let settings = SETTINGS.iter().map(|setting| setting.name);
            settings.chain(TABLES)
        };
        let hides = protections::meant(name, value, known());
        let text = match name {
            "rules" => "rules are written as [[rules]], each with its own lines".to_owned(),
            _ if TABLES.contains(&name) => format!("{name} is written as [{name}]"),
            _ => {
                let mut hint = did_you_mean(name, known());
                if hint.is_empty() && hides.any() {
                    hint = protections::instead(name, value).to_owned();
                }
                format!("there is no setting \"{name}\"{hint}")
            }
        };
        self.report_hiding(Some(key.span()), text, hides);
    }

    /// Reports what can be read where it stands but is written as a protection is.
    fn stray_protection(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        if protections::is_flag(name, value.get_ref()) {
            let hint = protections::instead(name, value.get_ref());
            let text = format!("{name} is no setting here{hint}");
            self.report_hiding(Some(value.span()), text, Protections::ALL);
        }
    }

    /// The user's own clients.
    fn clients(&mut self, clients: &DeTable<'_>) {
        for (key, value) in clients {
            let name = key.get_ref().to_string();
            self.stray_protection(&name, value);
            match command(value.get_ref()) {
                Ok(words) => self.file.clients.push(ClientProgram { name, words }),
                Err(expected) => {
                    let hides = protections::astray(&name, value.get_ref());
                    let text = format!("the client {name} must be {expected}. It is ignored");
                    self.report_hiding(Some(value.span()), text, hides);
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
        let hint = did_you_mean(&name, client_names(&self.file));
        let hint = if hint.is_empty() { "." } else { &hint };
        let at = table.get("client").map(|value| value.span());
        self.report(
            at,
            format!("no client is called \"{name}\"{hint} psql is used"),
        );
        self.file.client = None;
    }

    /// The user's formats, in their order in the file; a mistake in one leaves the others alone.
    fn formats(&mut self, formats: &DeTable<'_>) {
        let mut found = Vec::new();
        for (name, value) in formats {
            let place = value.span().start;
            let name = name.get_ref().to_string();
            let is_template = value
                .get_ref()
                .as_str()
                .is_some_and(|text| text.contains('{'));
            if !is_template {
                self.stray_protection(&name, value);
            }
            let template = value.get_ref().as_str().map(Template::read);
            match template.unwrap_or_else(|| Err("it must be a text".to_owned())) {
                Ok(template) => found.push((place, name, template)),
                Err(why) => {
                    let hides = protections::astray(&name, value.get_ref());
                    let text = format!("the format {name}: {why}. It is ignored");
                    self.report_hiding(Some(value.span()), text, hides);
                }
            }
        }
        found.sort_by_key(|(place, ..)| *place);
        let named = found
            .into_iter()
            .map(|(_, name, template)| (name, template));
        self.file.formats = Formats::with(named);
    }
}

impl Reader<'_> {
    /// A rule; a mistake in it leaves out the whole rule, since half of one would hold for too much.
    fn rule(&mut self, value: &Spanned<DeValue<'_>>) {
        let before = self.text.get(..value.span().start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        match rules::read(value.get_ref(), line) {
            Ok(rule) => self.file.rules.push(rule),
            Err(mistake) => self.report_hiding(
                Some(mistake.at.unwrap_or_else(|| value.span())),
                mistake.text,
                mistake.hides,
            ),
        }
    }
}

/// What is wrong with `read_only = yes`: the parser would only say that it is no text.
fn bare_word(text: &str, at: Option<Range<usize>>) -> Option<String> {
    let at = at?.start;
    let before = text.get(..at)?.rsplit('\n').next()?;
    let line = format!("{before}{}", text.get(at..)?.lines().next()?);
    let (name, value) = line.split_once('=')?;
    let value = value.split('#').next()?.trim().to_lowercase();
    let means = match value.as_str() {
        "yes" | "on" | "true" => "true",
        "no" | "off" | "false" => "false",
        _ => return None,
    };
    let name = name.trim();
    Some(format!(
        "{name} must be true or false, did you mean \"{name} = {means}\""
    ))
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
                "config.toml line 1: theme must be \"auto\", \"dark\", \"light\" or \"mono\". The default is used",
            ),
            (
                "read_only = 1",
                "config.toml line 1: read_only must be true or false. This may be a protection, so lazyneon is read-only until it is fixed",
            ),
            (
                "refresh_seconds = -1",
                "config.toml line 1: refresh_seconds must be a number of seconds, or 0 for off. The default is used",
            ),
            (
                "[keys]\nZom = \"z\"",
                "config.toml line 2: no action is called \"Zom\", did you mean \"Zoom\"?",
            ),
            (
                "[keys]\n\nZoom = 3",
                "config.toml line 3: the keys of Zoom must be a text or a list of texts. The default is used",
            ),
            (
                "client = \"pgclii\"",
                "config.toml line 1: no client is called \"pgclii\", did you mean \"pgcli\"? psql is used",
            ),
            (
                "[clients]\nmine = \"'open\"",
                "config.toml line 2: the client mine must be a command, such as \"less -R\". It is ignored",
            ),
        ];
        for (text, said) in cases {
            assert_eq!(problems(text), [said]);
        }
        let said = problems("theme = \"dark\"\n[[rules]]\nread_only = Yes # please\n");
        assert!(
            said[0].starts_with(
                "config.toml line 3: read_only must be true or false, did you mean \"read_only = true\""
            ),
            "{said:?}"
        );
        let clash = problems("[keys]\nZoom = \"?\"\nRedraw = \"F9\"");
        assert_eq!(clash.len(), 1);
        assert!(
            clash[0].contains("line 2") && clash[0].contains("used twice"),
            "{clash:?}"
        );
        assert!(problems("theme = [")[0].starts_with("config.toml line 1:"));
    }

    #[test]
    fn what_is_no_path_is_not_repeated() {
        for path in [
            "u/hunter2@host",
            "password=hunter2",
            "postgres://u:hunter2@h/d",
        ] {
            let (_, problems) = File::read(Path::new(path), true);
            assert!(problems[0].text.ends_with("does not exist"), "{problems:?}");
            assert!(!problems[0].text.contains("hunter2"), "{problems:?}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_opened_hides_everything() {
        let home = tempfile::tempdir().unwrap();
        for (path, named, said) in [
            (home.path().to_owned(), false, "is a folder"),
            (home.path().join("none.toml"), true, "does not exist"),
        ] {
            let (_, problems) = File::read(&path, named);
            assert_eq!(problems[0].hides, Protections::ALL);
            assert!(problems[0].text.ends_with(said), "{problems:?}");
            assert_eq!(problems[0].doubt().unwrap().place, "config.toml");
        }
    }

    #[test]
    fn formats_of_the_user_follow_those_of_the_table() {
        let text =
            "[formats]\nzeta = \"{host}\"\nbroken = \"{hots}\"\nnumber = 3\nalpha = \"{uri}\"\n";
        let (file, found) = File::parse(text);
        let ours = crate::core::formats::FORMATS.len();
        let names: Vec<_> = file.formats.iter().skip(ours).map(|f| &*f.name).collect();
        assert_eq!(names, ["zeta", "alpha"]);
        let mut found: Vec<String> = found.iter().map(ToString::to_string).collect();
        found.sort();
        assert!(
            found[0].starts_with("config.toml line 3: the format broken: there is no {hots}: uri")
        );
        assert_eq!(
            found[1],
            "config.toml line 4: the format number: it must be a text. It is ignored"
        );
    }

    #[test]
    fn what_is_printed_is_read_back_as_the_same() {
        for text in [
            "",
            "theme = \"light\"\nkey_command = \"pass show \\\"neon\\\"\"\nno_wake = true\n[keys]\nZoom = []\nSort = \"F6\"\n[formats]\n\"my own\" = \"{{{uri|json}\\n\"",
        ] {
            let (file, problems) = File::parse(text);
            assert_eq!(problems, []);
            let printed = file.print();
            let (again, problems) = File::parse(&printed);
            assert_eq!(problems, [], "{printed}");
            assert_eq!(again.print(), printed);
            assert_eq!(again.key_command, file.key_command);
        }
    }

    #[test]
    fn a_file_that_is_not_there_says_nothing() {
        let (_, problems) = File::read(Path::new("/nowhere/config.toml"), false);
        assert_eq!(problems, []);
    }
}
