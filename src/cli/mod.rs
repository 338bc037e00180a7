//! The command line: options and commands.

pub mod exit_status;
pub mod parse;
pub mod script;
pub mod texts;

use crate::{
    config::{
        key_presets::{self, KeyPreset, PRESETS},
        theme_names,
    },
    connect::connection,
};
use clap::{
    Arg, Args, Command as Parsed, Error, Parser, Subcommand,
    builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser},
    error::ErrorKind,
};
use secrecy::SecretString;
use std::{
    convert::Infallible,
    ffi::OsStr,
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

fn after_help() -> String {
    let mut text = format!("{AFTER_HELP}\n\nThemes:");
    let mut width = usize::MAX;
    for name in theme_names() {
        width = width.saturating_add(name.len() + 1);
        if width > AFTER_HELP_WIDTH {
            text.push_str("\n ");
            width = name.len() + 2;
        }
        text.push(' ');
        text.push_str(name);
    }
    text
}

/// What follows the options in the help of the emulator.
const AFTER_EMULATE: &str = "\
Prints its address when it is ready, and listens on this machine only. Ctrl-C ends it.
LAZYNEON_POSTGRES_URL is the URL if --postgres is not given: other users can see arguments.";

/// How wide what follows the options is at most.
const AFTER_HELP_WIDTH: usize = 94;
/// How wide the help is at most.
const HELP_WIDTH: usize = 100;

/// A terminal dashboard for Postgres on Neon
#[derive(Debug, Parser)]
#[command(
    name = "lazyneon",
    version,
    max_term_width = HELP_WIDTH,
    after_help = after_help()
)]
pub struct Cli {
    /// What to do instead of opening the dashboard
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What the dashboard is told
    #[command(flatten)]
    pub dashboard: Dashboard,
}

/// How Neon is reached, and what may be done there.
#[derive(Debug, Args)]
pub struct Access {
    /// Explore an embedded emulator: no account, no network
    #[arg(long)]
    pub demo: bool,
    /// Add N generated projects to the demo
    #[arg(long, value_name = "N", requires = "demo")]
    pub projects: Option<u32>,
    /// Start a real Postgres for each branch of the demo in use
    #[arg(long, requires = "demo")]
    pub postgres: bool,
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
    /// Append a line per request to this file (no secrets)
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

/// What the dashboard is told.
#[derive(Debug, Args)]
pub struct Dashboard {
    /// Where to start: project[/branch[/…]], an id, a host or a URL
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// Open this project
    #[arg(long, value_name = "ID", conflicts_with = "place")]
    pub project_id: Option<String>,
    #[command(flatten)]
    pub access: Access,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
    /// Draw one column of plain text, for screen readers
    #[arg(long)]
    pub linear: bool,
    /// Use the mouse; M switches it off and on
    #[arg(long)]
    pub mouse: bool,
    /// Color theme, one of those below or of your own
    #[arg(long, value_name = "NAME", value_parser = Themes, hide_possible_values = true)]
    pub theme: Option<String>,
    /// Refresh the open project this often; 0 is off [default: 15]
    #[arg(long, value_name = "SECONDS")]
    pub refresh: Option<u64>,
}

/// What can be done instead of opening the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print projects, branches, computes, … as a table, CSV or JSON
    Get(script::Get),
    /// Print what is awake in all projects
    Awake(script::Print),
    /// Print what each project costs in this billing period, estimated
    Cost(script::List),
    /// Print the connection URI of a place, or another text to connect with
    Uri(script::Uri),
    /// Start the compute of a place
    Start(script::Change),
    /// Suspend the compute of a place
    Suspend(script::Change),
    /// Open a place in the Neon Console
    Open(script::Open),
    /// Serve a local Neon API for tests and other clients
    Emulate(Emulate),
    /// Print all keys
    Keys {
        /// Print those of a preset [default: default]
        #[arg(long, value_name = "NAME", value_parser = presets())]
        preset: Option<&'static KeyPreset>,
    },
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
    Print(PrintConfig),
    /// Print a JSON schema of it, for editors
    Schema,
    /// Print its path
    Path(ConfigFile),
}

impl Cli {
    /// Which configuration is meant, if not the usual one.
    pub fn config_file(&self) -> Option<&Path> {
        let behind = match &self.command {
            Some(Command::Config(
                Config::Check(file) | Config::Print(PrintConfig { file, .. }) | Config::Path(file),
            )) => file.config.as_deref(),
            _ => None,
        };
        behind.or(self.dashboard.access.config.as_deref())
    }
}

/// Which configuration is meant.
#[derive(Debug, Args)]
pub struct ConfigFile {
    /// Configuration file [default: see lazyneon config path]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Which configuration is printed.
#[derive(Debug, Args)]
pub struct PrintConfig {
    /// Print what applies without any configuration
    #[arg(long, conflicts_with = "config")]
    pub default: bool,
    #[command(flatten)]
    pub file: ConfigFile,
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
    /// Real Postgres per branch, or at URL (LAZYNEON_POSTGRES_URL)
    #[arg(long, value_name = "URL", value_parser = secret, num_args = 0..=1)]
    pub postgres: Option<Option<SecretString>>,
    /// Folder of PostgreSQL's programs [default: found by itself]
    #[arg(long, value_name = "DIR", requires = "postgres")]
    pub postgres_bin: Option<PathBuf>,
    /// Folder for the temporary databases [default: the system's]
    #[arg(long, value_name = "DIR", requires = "postgres")]
    pub data: Option<PathBuf>,
    /// Print address, key and connection string as variables
    #[arg(long)]
    pub print_env: bool,
    /// Let tests inject faults and move the clock at /control
    #[arg(long)]
    pub control: bool,
}

/// Takes the name of a theme, and offers ours: the user's own are in the configuration, which has not been read yet.
#[derive(Clone)]
struct Themes;

impl TypedValueParser for Themes {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Parsed,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        let name = StringValueParser::new().parse_ref(command, arg, value)?;
        match connection::is_name(&name) && !connection::may_hold_secret(&name) {
            true => Ok(name),
            false => Err(Error::raw(
                ErrorKind::InvalidValue,
                "--theme needs the name of a theme",
            )),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(theme_names().map(PossibleValue::new)))
    }
}

/// The presets of keys.
fn presets() -> impl TypedValueParser<Value = &'static KeyPreset> {
    PossibleValuesParser::new(PRESETS.map(|preset| preset.name))
        .map(|name| key_presets::named(&name).unwrap_or(&key_presets::DEFAULT))
}

/// Keeps a value from every message: clap would quote what it cannot parse.
fn secret(text: &str) -> Result<SecretString, Infallible> {
    Ok(SecretString::from(text))
}
