//! The commands for scripts.

use super::Access;
use clap::{Args, ValueEnum};

/// What `lazyneon get` can list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    Projects,
    Branches,
    Computes,
    Databases,
    Roles,
    Operations,
    Snapshots,
}

/// How a list is printed.
#[derive(Debug, Args)]
pub struct Output {
    /// Print a JSON array
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print CSV with a header
    #[arg(long)]
    pub csv: bool,
    /// Print only rows that match, as with / in the dashboard
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
}

/// `lazyneon get`
#[derive(Debug, Args)]
#[command(after_help = "\
Projects, computes, branches and snapshots can be listed over all projects: leave PLACE out.
Databases and roles are those of a branch; of a project, those of its default branch.

JSON is what Neon says about each thing, field by field, without secrets.")]
pub struct Get {
    /// What to list
    #[arg(value_name = "WHAT")]
    pub what: Listing,
    /// Where: project[/branch], an id, a host or a URL
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// Over all projects, whatever is checked out here
    #[arg(long, conflicts_with = "place")]
    pub all: bool,
    #[command(flatten)]
    pub print: Print,
}

/// A list: `lazyneon cost`
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub access: Access,
}

/// A list that may be over all projects: `lazyneon awake`
#[derive(Debug, Args)]
pub struct Print {
    /// Stop after N projects, those active last first
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    #[command(flatten)]
    pub list: List,
}

/// `lazyneon uri`
#[derive(Debug, Args)]
#[command(after_help = "\
The text contains a password: mind where it goes.
FORMAT is the name or the key of a format in docs/formats.md, such as psql, .env or prisma.")]
pub struct Uri {
    /// Where: project/branch[/…], an id or a host
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// The format of the text
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Connect to Postgres itself, not through the pooler
    #[arg(long)]
    pub direct: bool,
    /// The database, if PLACE names none
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
    /// The role, if PLACE names none
    #[arg(long, value_name = "NAME")]
    pub role: Option<String>,
    #[command(flatten)]
    pub access: Access,
}

/// `lazyneon start` and `lazyneon suspend`
#[derive(Debug, Args)]
#[command(after_help = "\
What the dashboard asks to be typed is refused: do that there.")]
pub struct Change {
    /// Where: project/branch[/compute], an id or a host
    #[arg(value_name = "PLACE")]
    pub place: String,
    /// Do it: without this, only say what would be done
    #[arg(long)]
    pub yes: bool,
    /// Wait until it is done
    #[arg(long)]
    pub wait: bool,
    #[command(flatten)]
    pub access: Access,
}

/// `lazyneon open`
#[derive(Debug, Args)]
pub struct Open {
    /// Where: project[/branch[/…]], an id or a host
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    #[command(flatten)]
    pub access: Access,
}
