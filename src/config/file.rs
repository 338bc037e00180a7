//! `config.toml`: checked strictly, and followed as far as possible.
//!
//! ```toml
//! theme = "dark"            # the rows of `settings`
//!
//! [keys]
//! StartCompute = "s"        # a key, or a list of keys; an empty list unbinds
//!
//! [clients]                 # more clients for p, in addition to the known ones
//! usql = "usql"             # a command; it finds the connection in PG* and DATABASE_URL
//!
//! [formats]                 # more formats for connection strings
//! dbt = "host: {host}\nuser: {user|json}\npassword: {password|json}"
//!
//! [prices]                  # for estimates of costs, in place of Neon's list prices
//! storage = 0.30
//!
//! [themes.mine]             # a theme of your own
//! base = "nord"
//! accent = "#88c0d0"
//!
//! [[commands]]              # commands of your own, for a row
//! name = "branch"
//! run = "neon branches get {branch} --project-id {project}"
//! output = "popup"
//!
//! [[rules]]                 # read-only, no-wake and PROD for single profiles, projects and branches
//! project = "acme-*"
//! read_only = true
//! ```
//!
//! A mistake never stops the program: it is reported with its line, and the setting keeps its default. If a mistake may
//! hide a protection, the program is read-only until it is fixed ([`super::protections`]).

use super::{
    problem::ConfigProblem,
    reader::{self, TABLES, Table},
    settings::{SETTINGS, Used},
    text_file,
};
use crate::{
    connect::{connection, formats::Formats},
    neon::policy::{Protections, Rule},
    ui::{
        Keymap, Prices, TimeStyle, child::ClientProgram, chosen_columns::ChosenColumns,
        key_presets::KeyPreset, own_command::OwnCommand, saved_view::SavedView, themes::OwnTheme,
    },
};
use jiff::tz::TimeZone;
use std::{fmt::Write, path::Path};

/// The contents of the file; `None` for what it does not set.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Seconds between refreshes of the visible project; 0 turns them off.
    pub refresh_seconds: Option<u64>,
    /// Days without activity after which a branch counts as stale.
    pub stale_days: Option<u16>,
    /// How times are written at start.
    pub times: Option<TimeStyle>,
    /// The time zone of local times.
    pub time_zone: Option<TimeZone>,
    /// The name of the theme.
    pub theme: Option<String>,
    /// The user's own themes.
    pub themes: Vec<OwnTheme>,
    pub read_only: bool,
    /// Refuse actions that wake a compute.
    pub no_wake: bool,
    /// Draw only ASCII.
    pub ascii: bool,
    /// Whether the terminal draws characters of ambiguous width two cells wide.
    pub wide_ambiguous: Option<bool>,
    /// Draw for screen readers.
    pub linear: bool,
    /// Use the mouse.
    pub mouse: bool,
    /// Seconds that a secret stays on the clipboard; 0 means forever.
    pub clear_clipboard_seconds: Option<u64>,
    /// Whether to keep a log of the changes that were sent.
    pub log_changes: Option<bool>,
    /// A shell command that prints an API key.
    pub key_command: Option<String>,
    /// The name of the client that connects to databases.
    pub client: Option<String>,
    /// The user's own clients.
    pub clients: Vec<ClientProgram>,
    /// The command that edits texts.
    pub editor: Option<Vec<String>>,
    /// The command that shows texts.
    pub pager: Option<Vec<String>>,
    /// The keys that those of the user replace.
    pub preset: &'static KeyPreset,
    pub keymap: Keymap,
    /// The formats in which connection strings are copied.
    pub formats: Formats,
    /// The columns of lists.
    pub columns: ChosenColumns,
    /// The views of lists.
    pub views: Vec<SavedView>,
    /// The user's own commands.
    pub commands: Vec<OwnCommand>,
    /// What estimates of costs assume.
    pub prices: Prices,
    /// The rules for single profiles, projects and branches.
    pub rules: Vec<Rule>,
}

impl File {
    /// Reads the file. A missing file counts as empty, unless it was `named` by the user.
    pub fn read(path: &Path, named: bool) -> (Self, Vec<ConfigProblem>) {
        let why = match text_file::read(path) {
            Ok(Some(text)) => return Self::parse(&text),
            Ok(None) if !named => return Default::default(),
            Ok(None) => "does not exist".to_owned(),
            Err(why) => why,
        };
        // If it is not a path at all, it may be a password in the wrong place.
        let shown = path.display().to_string();
        let text = match path.exists() || connection::is_name(&shown) {
            true => format!("{shown} {why}"),
            false => format!("the file {why}"),
        };
        Self::unreadable(text)
    }

    /// A file that cannot be read: it may have any protection.
    fn unreadable(why: String) -> (Self, Vec<ConfigProblem>) {
        let problem = ConfigProblem {
            line: None,
            text: why,
            hides: Protections::ALL,
            is_warning: false,
        };
        (Self::default(), vec![problem])
    }

    /// Prints the file as understood: every setting with its value, every action with its keys. Parsing that gives the
    /// same result.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for setting in SETTINGS {
            let shown = (setting.show)(self);
            let line = match &shown {
                Some(value) => format!("{} = {value}", setting.name),
                None => format!("# {} = …", setting.name),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{line:<24} # {}", setting.help);
        }
        TABLES
            .iter()
            .for_each(|table| (table.print)(&mut text, self));
        text
    }

    /// The text of a new file: all settings as they are without one, as comments.
    pub fn template() -> String {
        let usual = Self::default().print();
        let lines = usual.lines().map(|line| match line {
            "" => "\n".to_owned(),
            line if line.starts_with('#') => format!("{line}\n"),
            line => format!("# {line}\n"),
        });
        let head = "# The configuration of lazyneon, used as soon as it is saved. These are the settings that hold\n\
                    # without it: to change one, remove the \"# \" before it and before the [table] above it.\n\n";
        std::iter::once(head.to_owned()).chain(lines).collect()
    }

    /// Reads the file again while it is in use; `None` if it is gone or empty, as while it is being written.
    pub fn read_again(path: &Path) -> Option<(Self, Vec<ConfigProblem>)> {
        match text_file::read(path) {
            Ok(text) => text
                .filter(|text| !text.trim().is_empty())
                .map(|text| Self::parse(&text)),
            Err(why) => Some(Self::unreadable(format!("the file {why}"))),
        }
    }

    /// The settings and tables in which two files differ, as they are written, and when they are used.
    pub fn changes(&self, other: &Self) -> Vec<(String, Used)> {
        let settings = SETTINGS.iter();
        let settings = settings.filter(|setting| (setting.show)(self) != (setting.show)(other));
        let settings = settings.map(|setting| (setting.name.to_owned(), setting.used));
        let print = |table: &Table, file: &Self| {
            let mut text = String::new();
            (table.print)(&mut text, file);
            text
        };
        let tables = TABLES.iter();
        let tables = tables.filter(|table| print(table, self) != print(table, other));
        let tables = tables.map(|table| (table.heading(), Used::AtOnce));
        settings.chain(tables).collect()
    }

    /// Parses the text of a file.
    pub fn parse(text: &str) -> (Self, Vec<ConfigProblem>) {
        reader::read(text)
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
            (file.refresh_seconds, file.theme.as_deref(), file.read_only),
            (Some(0), Some("light"), true)
        );
        assert!(!file.no_wake && !file.ascii && !file.mouse);
        let (times, _) =
            File::parse("times = \"local\"\ntime_zone = \"Asia/Tokyo\"\nstale_days = 0x10");
        assert_eq!(
            (times.times, times.stale_days),
            (Some(TimeStyle::Local), Some(16))
        );
        let zone = times.time_zone.unwrap();
        assert_eq!(zone.iana_name(), Some("Asia/Tokyo"));
        let (zoom, _) = crate::ui::Action::named("Zoom").unwrap();
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
                "config.toml line 2: unknown setting \"refresh_second\", did you mean \"refresh_seconds\"?",
            ),
            (
                "theme = 3",
                "config.toml line 1: theme must be the name of a theme. The default is used",
            ),
            (
                "read_only = 1",
                "config.toml line 1: read_only must be true or false. This may be a protection, so lazyneon is read-only until it is fixed",
            ),
            (
                "times = \"Relative\"",
                "config.toml line 1: times must be relative, local or utc. The default is used",
            ),
            (
                "time_zone = \"Europe/Atlantis\"",
                "config.toml line 1: time_zone must be the name of a time zone, such as Europe/Berlin or UTC. The default is used",
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
                "config.toml line 1: unknown client \"pgclii\", did you mean \"pgcli\"? psql is used",
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
        let clash = problems("[keys]\nZoom = \"F9\"\nRedraw = \"F9\"");
        assert_eq!(clash.len(), 1);
        assert!(
            clash[0].contains("line 3") && clash[0].contains("used twice"),
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
        let ours = crate::connect::formats::FORMATS.len();
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
            "times = \"utc\"\ntime_zone = \"Asia/Tokyo\"\ntheme = \"light\"\nkey_command = \"pass show \\\"neon\\\"\"\nno_wake = true\n[keys]\nZoom = []\nSort = \"F6\"\n[formats]\n\"my own\" = \"{{{uri|json}\\n\"",
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
