//! The command line.

use crate::{config::ThemeName, connect::connection};
use clap::{
    Arg, Args, CommandFactory, FromArgMatches, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
    error::{ContextKind, ErrorKind},
    parser::ValueSource,
};
use secrecy::SecretString;
use std::{
    convert::Infallible,
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// What follows the options in the help.
const AFTER_HELP: &str = "\
Where PLACE can point:
  storefront                 a project, by name or id
  acme/storefront            the same, in an organization
  storefront/main            a branch
  storefront/main/shop       a compute, database or role of that branch
  ep-… br-… org-…            anything by its id
  postgresql://… or a host   what it connects to; a password is dropped
  https://console.neon.tech/…
                             a page of the Neon Console

Without --api-key, the key comes from NEON_API_KEY, NEON_PROFILE, key_command in config.toml
or a profile of the neon CLI. Prefer those: other users of this machine can see arguments.

LAZYNEON_READ_ONLY=1 and LAZYNEON_NO_WAKE=1 work like --read-only and --no-wake.
NEON_API_HOST sets the API address, NO_COLOR turns colors off. Press ? inside for all keys.";

/// What follows the options in the help of the emulator.
const AFTER_EMULATE: &str = "\
Prints its address when it is ready, and listens on this machine only. Ctrl-C ends it.
Other users of this machine can see arguments: put a URL with a password in LAZYNEON_POSTGRES_URL.";

/// How wide the help is at most.
const HELP_WIDTH: usize = 100;

/// A terminal dashboard for Postgres on Neon
#[derive(Debug, Parser)]
#[command(
    name = "lazyneon",
    version,
    max_term_width = HELP_WIDTH,
    after_help = AFTER_HELP
)]
pub struct Cli {
    /// What to do instead of opening the dashboard
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What the dashboard is told
    #[command(flatten)]
    pub dashboard: Dashboard,
}

/// What the dashboard is told.
#[derive(Debug, Args)]
pub struct Dashboard {
    /// Where to start: project[/branch[/…]], an id, a host or a URL
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// Explore an embedded emulator: no account, no network
    #[arg(long)]
    pub demo: bool,
    /// Add N generated projects to the demo
    #[arg(long, value_name = "N", requires = "demo")]
    pub projects: Option<u32>,
    /// API key, or - to read it from stdin [default: NEON_API_KEY]
    #[arg(long, value_name = "KEY", value_parser = secret, conflicts_with = "demo")]
    pub api_key: Option<SecretString>,
    /// Profile of the neon CLI [default: NEON_PROFILE or DEFAULT]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["demo", "api_key"])]
    pub profile: Option<String>,
    /// API address [default: NEON_API_HOST or Neon's own]
    #[arg(long, value_name = "URL", conflicts_with = "demo")]
    pub api_host: Option<String>,
    /// Show only this organization
    #[arg(long, value_name = "ID")]
    pub org_id: Option<String>,
    /// Open this project
    #[arg(long, value_name = "ID", conflicts_with = "place")]
    pub project_id: Option<String>,
    /// Context of the neon CLI [default: the nearest .neon]
    #[arg(long, value_name = "FILE")]
    pub context_file: Option<PathBuf>,
    /// Configuration file [default: see lazyneon config path]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Refuse all changes
    #[arg(long)]
    pub read_only: bool,
    /// Refuse actions that wake a compute
    #[arg(long)]
    pub no_wake: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
    /// Color theme
    #[arg(long, value_name = "NAME", value_parser = themes())]
    pub theme: Option<ThemeName>,
    /// Refresh the open project this often; 0 is off [default: 15]
    #[arg(long, value_name = "SECONDS")]
    pub refresh: Option<u64>,
    /// Append a line per request to this file (no secrets)
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

/// What can be done instead of opening the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve a local Neon API for tests and other clients
    Emulate(Emulate),
    /// Print all keys
    Keys,
    /// Check, print or locate the configuration
    #[command(subcommand)]
    Config(Config),
    /// Print a completion script for a shell
    Completions {
        /// Shell to complete for
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// What can be done with the configuration.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// List mistakes with their lines; exit status 1 if there are any
    Check(ConfigFile),
    /// Print every setting with its value
    Print(ConfigFile),
    /// Print its path
    Path(ConfigFile),
}

impl Cli {
    /// Which configuration is meant, if not the usual one.
    pub fn config_file(&self) -> Option<&Path> {
        let behind = match &self.command {
            Some(Command::Config(
                Config::Check(args) | Config::Print(args) | Config::Path(args),
            )) => args.config.as_deref(),
            _ => None,
        };
        behind.or(self.dashboard.config.as_deref())
    }
}

/// Which configuration is meant.
#[derive(Debug, Args)]
pub struct ConfigFile {
    /// Configuration file [default: see lazyneon config path]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What the emulator is told.
#[derive(Debug, Args)]
#[command(after_help = AFTER_EMULATE)]
pub struct Emulate {
    /// Port on 127.0.0.1 [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Accept only this key [default: any key]
    #[arg(long, value_name = "KEY", value_parser = secret)]
    pub api_key: Option<SecretString>,
    /// Data to start with [default: that of the demo]
    #[arg(long, value_name = "FILE")]
    pub seed: Option<PathBuf>,
    /// Add N generated projects
    #[arg(long, value_name = "N")]
    pub projects: Option<u32>,
    /// Delay each answer by N milliseconds
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub latency_ms: u64,
    /// Turn off the rate limit
    #[arg(long)]
    pub no_rate_limit: bool,
    /// Postgres for all computes [default: LAZYNEON_POSTGRES_URL]
    #[arg(long, value_name = "URL", value_parser = secret)]
    pub postgres: Option<SecretString>,
    /// Let tests inject faults and move the clock at /control
    #[arg(long)]
    pub control: bool,
}

/// The command line was not understood, or what it asks for cannot be: a sentence with the fix.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// What the command line comes to.
#[derive(Debug)]
pub enum Parsed {
    /// Something to do.
    Do(Box<Cli>),
    /// A text to print: help or version.
    Print(String),
}

/// Reads the command line.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Parsed, Usage> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match read(arguments.iter().cloned()) {
        Ok(cli) => Ok(Parsed::Do(Box::new(cli))),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            Ok(Parsed::Print(error.to_string()))
        }
        // clap quotes what it does not understand.
        Err(error) if quotes_secret(&error.to_string(), &arguments) => Err(Usage(
            "The arguments cannot be understood, and one may contain a password or a key: put connection strings in quotes, \
             or see lazyneon --help."
                .to_owned(),
        )),
        // So does it one that is too many, which may be the rest of what nobody has put in quotes.
        Err(error) if is_left_over(&error) => Err(Usage(
            "There are too many arguments: put a PLACE with spaces in quotes, or see lazyneon --help.".to_owned(),
        )),
        Err(error) => Err(Usage(sentence(&error.to_string()))),
    }
}

/// Reads the words. What is for the dashboard does not go with a command; clap's own rule for that would also refuse
/// `--config FILE config check`.
fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(arguments)?;
    let args = |argument: &&Arg| {
        let source = matches.value_source(argument.get_id().as_str());
        source == Some(ValueSource::CommandLine)
    };
    if let Some(name) = matches.subcommand_name() {
        let fits = |argument: &Arg| name == "config" && argument.get_id() == "config";
        let stray = command.get_arguments().find(|one| args(one) && !fits(one));
        if let Some(why) = stray.map(|stray| format!("{stray} does not go with {name}")) {
            return Err(command.error(ErrorKind::ArgumentConflict, why));
        }
    }
    Cli::from_arg_matches(&matches)
}

/// Whether a report is about a word that stands where none is expected.
fn is_left_over(error: &clap::Error) -> bool {
    let word = error.get(ContextKind::InvalidArg);
    let is_option = word.is_some_and(|word| word.to_string().starts_with('-'));
    match error.kind() {
        ErrorKind::UnknownArgument => !is_option,
        ErrorKind::InvalidSubcommand => true,
        _ => false,
    }
}

/// Whether a report quotes an argument that may hold a secret.
fn quotes_secret(report: &str, arguments: &[OsString]) -> bool {
    arguments.iter().skip(1).any(|argument| {
        let argument = argument.to_string_lossy();
        let value = argument.split_once('=').map_or("", |(_, value)| value);
        let quoted = |text: &str| !text.is_empty() && report.contains(text);
        let is_option = argument.starts_with('-');
        let text = if is_option { value } else { &argument };
        (quoted(&argument) || quoted(value))
            && (connection::may_hold_secret(&argument) || !connection::is_name(text))
    })
}

/// One sentence of clap's report: what is wrong, its tip, and where to look.
fn sentence(report: &str) -> String {
    let mut lines = report
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let what = lines
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .trim_end_matches(':');
    // Values of a list follow on lines of their own.
    let rest: Vec<_> = lines
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        .collect();
    let tip = rest.iter().find_map(|line| line.strip_prefix("tip: "));
    let listed = rest
        .iter()
        .filter(|line| !line.starts_with("tip: "))
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let listed = if listed.is_empty() {
        listed
    } else {
        format!(" {listed}")
    };
    let hint = tip.map_or_else(
        || "see lazyneon --help".to_owned(),
        |tip| format!("{tip}, or see lazyneon --help"),
    );
    format!("{what}{listed}: {hint}.")
}

/// The names of the themes.
fn themes() -> impl TypedValueParser<Value = ThemeName> {
    PossibleValuesParser::new(ThemeName::ALL.map(|(_, name)| name))
        .map(|name| ThemeName::named(&name).unwrap_or_default())
}

/// Keeps a value from every message: clap would quote what it cannot parse.
fn secret(text: &str) -> Result<SecretString, Infallible> {
    Ok(SecretString::from(text))
}

/// The help of a subcommand, or of the program for an empty name; the documentation shows it.
pub fn help_of(subcommand: &str) -> String {
    let mut command = Cli::command().term_width(HELP_WIDTH);
    command.build();
    match command.find_subcommand_mut(subcommand) {
        Some(command) => command.render_help().to_string(),
        None => command.render_help().to_string(),
    }
}

/// Every option and argument with its help.
pub fn options() -> Vec<(String, String)> {
    let mut command = Cli::command();
    command.build();
    let subcommands = command.get_subcommands();
    let nested = subcommands.flat_map(clap::Command::get_subcommands);
    let commands = command.get_subcommands().chain(nested);
    let all = commands.chain([&command]).flat_map(|command| {
        command.get_arguments().map(|argument| {
            let help = argument.get_help().map(ToString::to_string);
            (argument.to_string(), help.unwrap_or_default())
        })
    });
    all.collect()
}

/// The script that completes the arguments in a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lazyneon", &mut script);
    script
}

/// The manual page: the program's, then those of its commands.
pub fn man() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for command in command
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
    {
        let man = clap_mangen::Man::new(command.clone());
        writeln!(page, ".SH {}", command.get_name().to_uppercase())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &str) -> Result<Cli, String> {
        let arguments = std::iter::once("lazyneon")
            .chain(arguments.split_whitespace())
            .map(OsString::from);
        match parse(arguments) {
            Ok(Parsed::Do(cli)) => Ok(*cli),
            Ok(Parsed::Print(text)) => Err(text),
            Err(usage) => Err(usage.to_string()),
        }
    }

    #[test]
    fn a_word_too_many_is_not_repeated() {
        for arguments in ["shop hunter2", "shop main hunter2", "--demo shop hunter2"] {
            let said = read(arguments).unwrap_err();
            assert!(
                !said.contains("hunter2") && said.contains("quotes"),
                "{said}"
            );
        }
    }

    #[test]
    fn a_value_that_may_hold_a_secret_is_not_repeated() {
        for value in [
            "u/hunter2@host",
            "x=hunter2",
            "-phunter2",
            "u%3Ahunter2%40host",
        ] {
            for option in ["--theme", "--refresh", "--projects"] {
                for arguments in [format!("{option} {value}"), format!("{option}={value}")] {
                    let said = read(&arguments).unwrap_err();
                    assert!(!said.contains("hunter2"), "{arguments}: {said}");
                }
            }
        }
        assert!(read("--theme=pink").unwrap_err().contains("pink"));
    }

    #[test]
    fn a_protection_that_is_not_understood_does_not_start() {
        for flag in [
            "--read-only=no",
            "--read-only=yes",
            "--read-only=garbage",
            "--readonly",
            "--no-wake=0",
            "--nowake",
            "--ro",
            "--dry-run",
            "--safe",
        ] {
            assert!(read(flag).is_err(), "{flag}");
        }
        assert!(read("--read-only").unwrap().dashboard.read_only);
    }

    #[test]
    fn the_table_of_arguments_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_place_and_a_command_are_told_apart() {
        assert_eq!(
            read("storefront").unwrap().dashboard.place.as_deref(),
            Some("storefront")
        );
        assert!(matches!(read("keys").unwrap().command, Some(Command::Keys)));
        let Some(Command::Emulate(emulate)) =
            read("emulate --port 9000 --latency-ms 50").unwrap().command
        else {
            panic!("not a command")
        };
        assert_eq!((emulate.port, emulate.latency_ms), (9000, 50));
    }

    #[test]
    fn the_configuration_is_named_before_or_behind_its_command() {
        for words in [
            "--config a.toml config check",
            "config check --config a.toml",
        ] {
            assert_eq!(
                read(words).unwrap().config_file(),
                Some(Path::new("a.toml"))
            );
        }
        for (words, said) in [
            ("--demo keys", "--demo does not go with keys"),
            (
                "--config a.toml keys",
                "--config <FILE> does not go with keys",
            ),
            ("storefront config print", "[PLACE] does not go with config"),
        ] {
            let why = read(words).unwrap_err();
            assert!(why.starts_with(said), "{why}");
        }
    }

    #[test]
    fn mistakes_are_one_sentence_with_a_way_out() {
        let cases = [
            (
                "--dmeo",
                "unexpected argument '--dmeo' found: a similar argument exists: '--demo', or see lazyneon --help.",
            ),
            (
                "--theme pink",
                "invalid value 'pink' for '--theme <NAME>' [possible values: auto, dark, light, mono]: see lazyneon --help.",
            ),
            (
                "--refresh soon",
                "invalid value 'soon' for '--refresh <SECONDS>': invalid digit found in string: see lazyneon --help.",
            ),
            (
                "--projects 3",
                "the following required arguments were not provided --demo: see lazyneon --help.",
            ),
            (
                "--demo --api-key napi_x",
                "the argument '--demo' cannot be used with '--api-key <KEY>': see lazyneon --help.",
            ),
        ];
        for (arguments, said) in cases {
            assert_eq!(read(arguments).unwrap_err(), said);
        }
    }

    #[test]
    fn a_key_is_never_shown() {
        for words in [
            "--api-key napi_secret",
            "emulate --postgres postgres://me:napi_secret@127.0.0.1",
        ] {
            let cli = read(words).unwrap();
            assert!(!format!("{cli:?}").contains("napi_secret"));
        }
        assert!(
            !read("--api-key napi_secret --nonsense")
                .unwrap_err()
                .contains("napi_secret")
        );
    }

    #[test]
    fn help_and_version_are_printed() {
        assert!(read("--help").unwrap_err().contains("NEON_API_KEY"));
        assert!(
            read("--version")
                .unwrap_err()
                .contains(env!("CARGO_PKG_VERSION"))
        );
    }
}
