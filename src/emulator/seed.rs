//! The initial world.
//!
//! A seed is JSON; the built-in one is `assets/seed.json`. Times in it are relative to the start (`-2d`, `+5h`,
//! `-90m`), so that it always looks fresh. Omitted ids are derived from the names around them.

mod branch;
mod build;
mod check;
mod history;

use std::{
    io,
    path::{Path, PathBuf},
};

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, de};

use super::{
    backup_schedule::ScheduleItem,
    branches::BranchState,
    clock::shifted,
    data_api::DataApis,
    endpoints::Kind,
    faults::Faults,
    ids::Text,
    jwks,
    neon_auth::SeedAuth,
    platform::SeedPlatform,
    schema::{Catalog, Statement},
    settings::{Cu, DefaultEndpointSettings, Parameters, ProjectSettings},
    state::World,
    time::Time,
};

/// The built-in seed.
const BUILT_IN: &str = include_str!("../../assets/seed.json");

/// The initial tables of databases, by name; also for other seeds.
const TABLES: &str = include_str!("../../assets/seed.sql");

/// Why a seed cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The file cannot be read.
    #[error("cannot read the seed {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// It does not have the form of a seed.
    #[error("the seed {} is not valid", path.as_deref().unwrap_or(Path::new("(built in)")).display())]
    Parse {
        /// The file; `None` for the built-in seed.
        path: Option<PathBuf>,
        source: serde_json::Error,
    },
    /// It is inconsistent.
    #[error("the seed {} is not valid: {why}", path.as_deref().unwrap_or(Path::new("(built in)")).display())]
    Wrong {
        /// The file; `None` for the built-in seed.
        path: Option<PathBuf>,
        /// What is wrong, as a sentence.
        why: String,
    },
    /// The tables cannot be parsed.
    #[error("the tables of the seed are not valid: {0}")]
    Tables(String),
}

/// Builds the world from a file, or from the built-in seed.
pub fn load(path: Option<&Path>, now: Time, faults: Faults) -> Result<World, SeedError> {
    let parse = |text: &str| {
        serde_json::from_str(text).map_err(|source| SeedError::Parse {
            path: path.map(Path::to_owned),
            source,
        })
    };
    let seed: Seed = match path {
        None => parse(BUILT_IN)?,
        Some(path) => parse(
            &std::fs::read_to_string(path).map_err(|source| SeedError::Read {
                path: path.to_owned(),
                source,
            })?,
        )?,
    };
    seed.check().map_err(|why| SeedError::Wrong {
        path: path.map(Path::to_owned),
        why,
    })?;
    let catalog = Catalog::parse(TABLES).map_err(SeedError::Tables)?;
    Ok(seed.build(&catalog, now, faults))
}

/// A time relative to the start, in seconds: `-2d`, `+5h`, `-90m`, `-30s`, `-1w`.
#[derive(Debug, Clone, Copy)]
struct Ago(i64);

impl Ago {
    fn from(self, now: Time) -> Time {
        Time(shifted(now.0, self.0))
    }

    fn parse(text: &str) -> Option<Self> {
        let unit = match text.chars().last()? {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return None,
        };
        let number: i64 = text.get(..text.len() - 1)?.parse().ok()?;
        // The range of accepted times.
        let century = 100 * 366 * 86_400;
        let seconds = number.checked_mul(unit)?;
        (-century..=century)
            .contains(&seconds)
            .then_some(Self(seconds))
    }
}

impl<'de> Deserialize<'de> for Ago {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| de::Error::custom(format!("\"{text}\" is not a time like -2d or +5h")))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    user: SeedUser,
    organizations: Vec<SeedOrganization>,
    projects: Vec<SeedProject>,
    #[serde(default)]
    keys: Vec<SeedKey>,
}

/// An API key without a known secret: a personal one, or one of an organization, or of one of its projects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedKey {
    name: String,
    org: Option<Text>,
    project: Option<Text>,
    created: Ago,
    last_used: Option<Ago>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedUser {
    id: String,
    email: String,
    name: String,
    last_name: String,
    login: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedOrganization {
    id: Text,
    name: String,
    plan: String,
    created: Ago,
    /// Whether the user is a member.
    #[serde(default = "yes")]
    joined: bool,
    #[serde(default)]
    hipaa: bool,
    #[serde(default)]
    spending_limit_cents: Option<i64>,
    /// The roles by e-mail address. The user is an admin, unless named here.
    #[serde(default)]
    members: IndexMap<String, super::members::Role>,
    #[serde(default)]
    invitations: Vec<SeedInvitation>,
    #[serde(default)]
    vpc_endpoints: super::vpc::VpcEndpoints,
}

/// An invitation sent by the user.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedInvitation {
    email: String,
    role: super::members::Role,
    sent: Ago,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedProject {
    id: Text,
    org: Text,
    name: String,
    region: String,
    pg: u8,
    created: Ago,
    history_seconds: Option<i32>,
    #[serde(default = "yes")]
    store_passwords: bool,
    #[serde(default)]
    defaults: DefaultEndpointSettings,
    #[serde(default)]
    settings: ProjectSettings,
    #[serde(default)]
    integrations: Vec<String>,
    /// When a compute update is scheduled.
    maintenance: Option<Ago>,
    deleted: Option<Ago>,
    #[serde(default)]
    shared_with: Vec<String>,
    /// The roles of members that differ from those in the organization, by e-mail address.
    #[serde(default)]
    member_roles: IndexMap<String, super::project_members::ProjectRole>,
    /// Labels of the VPC endpoints that connections must come through, by id.
    #[serde(default)]
    vpc_endpoints: IndexMap<Text, String>,
    #[serde(default)]
    jwks: Vec<jwks::Choice>,
    branches: Vec<SeedBranch>,
    /// In addition to those that follow from the branches and computes.
    #[serde(default)]
    operations: Vec<SeedOperation>,
    #[serde(default)]
    snapshots: Vec<SeedSnapshot>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedBranch {
    name: String,
    id: Option<Text>,
    created: Ago,
    updated: Option<Ago>,
    #[serde(default)]
    default: bool,
    #[serde(default)]
    protected: bool,
    state: Option<BranchState>,
    expires: Option<Ago>,
    size_mb: Option<i64>,
    /// Hours per day with a running compute.
    #[serde(default)]
    hours_a_day: f64,
    init_source: Option<Text>,
    /// For backups: the name of the branch whose old data it keeps.
    backup_of: Option<String>,
    /// Default: those of the parent.
    roles: Option<Vec<String>>,
    /// The owner by name. Default: those of the parent.
    databases: Option<IndexMap<String, String>>,
    #[serde(default)]
    annotations: IndexMap<String, String>,
    /// The settings of Data APIs, by database.
    #[serde(default)]
    data_apis: DataApis,
    #[serde(default)]
    credentials: Vec<super::credentials::SeedCredential>,
    /// What advisors find, by database.
    #[serde(default)]
    issues: super::advisors::Issues,
    /// Neon Auth, if enabled.
    auth: Option<SeedAuth>,
    /// Buckets, functions and so on.
    platform: Option<SeedPlatform>,
    /// Its masking rules, if it is a masked branch; they were applied when it was created.
    masking: Option<Vec<super::branches::masking::MaskingRule>>,
    /// Changes to its tables.
    #[serde(default)]
    migrations: Vec<SeedMigration>,
    /// The backup schedule.
    #[serde(default)]
    backups: Vec<ScheduleItem>,
    #[serde(default)]
    computes: Vec<SeedCompute>,
    #[serde(default)]
    children: Vec<SeedBranch>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedCompute {
    id: Option<Text>,
    #[serde(rename = "type", default = "read_write")]
    kind: Kind,
    name: Option<String>,
    min: Option<Cu>,
    max: Option<Cu>,
    /// `suspend_timeout_seconds`.
    suspend: Option<i64>,
    created: Option<Ago>,
    /// When it started running; without this, it is idle.
    started: Option<Ago>,
    /// When a client was last connected.
    last_active: Option<Ago>,
    /// Whether a client keeps it awake.
    #[serde(default)]
    attached: bool,
    #[serde(default)]
    disabled: bool,
    pg_settings: Option<Parameters>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedOperation {
    action: Text,
    at: Ago,
    ms: u32,
    /// The name of the branch it worked on.
    branch: Option<String>,
    /// Whether it worked on the branch's first compute.
    #[serde(default)]
    compute: bool,
    error: Option<String>,
    #[serde(default)]
    failures: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedSnapshot {
    id: Option<Text>,
    /// Default: as Neon would have called it.
    name: Option<String>,
    branch: String,
    created: Ago,
    expires: Option<Ago>,
    #[serde(default = "yes")]
    manual: bool,
    size_mb: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedMigration {
    at: Ago,
    database: String,
    #[serde(deserialize_with = "statement")]
    sql: Statement,
}

fn statement<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Statement, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(de::Error::custom)
}

fn yes() -> bool {
    true
}

fn read_write() -> Kind {
    Kind::ReadWrite
}
