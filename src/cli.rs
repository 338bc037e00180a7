//! The command line.

use crate::{config::ThemeName, resource::connection};
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

/// The terminal dashboard for people who run Postgres on Neon.
#[derive(Debug, Parser)]
#[command(
    name = "lazyneon",
    version,
    max_term_width = 100,
    after_help = "The key is best given in NEON_API_KEY: other programs can see a command line.\n\
                  Without one, NEON_PROFILE, key_command of config.toml and the neon CLI's own profiles are used.\n\
                  NEON_API_HOST names another API, NO_COLOR turns colours off.\n\
                  LAZYNEON_READ_ONLY=1 and LAZYNEON_NO_WAKE=1 do what --read-only and --no-wake do.\n\
                  Press ? inside for the keys."
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
    /// Where to go: [organization/]project[/branch[/compute, database or role]] by names or ids, an ep-…,
    /// br-… or org-… id, a host, connection data of any kind (its password is dropped) or a page of the Console
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// Look around in an embedded emulator: no account, no network
    #[arg(long)]
    pub demo: bool,
    /// How many more projects the demo has
    #[arg(long, value_name = "N", requires = "demo")]
    pub projects: Option<u32>,
    /// API key, or - to read it from standard input [default: NEON_API_KEY]
    #[arg(long, value_name = "KEY", value_parser = secret, conflicts_with = "demo")]
    pub api_key: Option<SecretString>,
    /// Profile of the neon CLI to sign in with [default: NEON_PROFILE, else DEFAULT]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["demo", "api_key"])]
    pub profile: Option<String>,
    /// Address of the API [default: NEON_API_HOST, else Neon's own]
    #[arg(long, value_name = "URL", conflicts_with = "demo")]
    pub api_host: Option<String>,
    /// Show this organization only
    #[arg(long, value_name = "ID")]
    pub org_id: Option<String>,
    /// Project to open, by id
    #[arg(long, value_name = "ID", conflicts_with = "place")]
    pub project_id: Option<String>,
    /// File that names organization, project and branch [default: the nearest .neon]
    #[arg(long, value_name = "FILE")]
    pub context_file: Option<PathBuf>,
    /// Configuration [default: config.toml in the configuration directory]
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
    /// Colours
    #[arg(long, value_name = "NAME", value_parser = themes())]
    pub theme: Option<ThemeName>,
    /// How often the open project is refreshed; 0 turns it off [default: 15]
    #[arg(long, value_name = "SECONDS")]
    pub refresh: Option<u64>,
    /// Add a line for each request to this file; it holds no secrets
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

/// What can be done instead of opening the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve a Neon API on this machine, for any client
    Emulate(Emulate),
    /// Print the keys
    Keys,
    /// Check or print the configuration, or print where it is
    #[command(subcommand)]
    Config(Config),
    /// Print a script that completes the arguments in a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What can be done with the configuration.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Say what is wrong in it, with lines; the exit status is 1 if something is
    Check(ConfigFile),
    /// Print every setting with its value
    Print(ConfigFile),
    /// Print where it is
    Path(ConfigFile),
}

impl Cli {
    /// Which configuration is meant, if not the usual one.
    pub fn config_file(&self) -> Option<&Path> {
        let behind = match &self.command {
            Some(Command::Config(
                Config::Check(told) | Config::Print(told) | Config::Path(told),
            )) => told.config.as_deref(),
            _ => None,
        };
        behind.or(self.dashboard.config.as_deref())
    }
}

/// Which configuration is meant.
#[derive(Debug, Args)]
pub struct ConfigFile {
    /// Configuration [default: config.toml in the configuration directory]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What the emulator is told.
#[derive(Debug, Args)]
pub struct Emulate {
    /// Port on 127.0.0.1 [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// The only key that is accepted [default: any key]
    #[arg(long, value_name = "KEY", value_parser = secret)]
    pub api_key: Option<SecretString>,
    /// The world to start with, in the form of assets/seed.json [default: a small company]
    #[arg(long, value_name = "FILE")]
    pub seed: Option<PathBuf>,
    /// How many more projects there are
    #[arg(long, value_name = "N")]
    pub projects: Option<u32>,
    /// How long each answer takes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub latency_ms: u64,
    /// Answer any number of requests
    #[arg(long)]
    pub no_rate_limit: bool,
    /// A Postgres server that computes and connection URIs point to; with a password better in the
    /// variable, since other programs can see a command line [default: LAZYNEON_POSTGRES_URL]
    #[arg(long, value_name = "URL", value_parser = secret)]
    pub postgres: Option<SecretString>,
    /// Let tests order failures, step the clock and read the requests, at /control
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
    let told = |argument: &&Arg| {
        let source = matches.value_source(argument.get_id().as_str());
        source == Some(ValueSource::CommandLine)
    };
    if let Some(name) = matches.subcommand_name() {
        let fits = |argument: &Arg| name == "config" && argument.get_id() == "config";
        let stray = command.get_arguments().find(|one| told(one) && !fits(one));
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
        (quoted(&argument) || quoted(value)) && connection::may_hold_secret(&argument)
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

/// The whole help, for the drift tests.
pub fn help() -> String {
    Cli::command().render_long_help().to_string()
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
