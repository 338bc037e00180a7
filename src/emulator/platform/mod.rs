//! What runs on a branch besides Postgres: object storage, functions with their triggers and domains, the AI gateway.

pub mod handlers;
mod seed;

use super::{
    branches::Branch, custom_domains::CustomDomain, functions::Function, storage::Bucket,
    time::Time, triggers::Trigger,
};

pub use seed::SeedPlatform;

/// Everything of a branch besides Postgres.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    pub buckets: Vec<Bucket>,
    pub functions: Vec<Function>,
    pub triggers: Vec<Trigger>,
    /// Never inherited: a domain leads to one branch.
    pub domains: Vec<CustomDomain>,
}

/// What a branch has by default.
static NOTHING: Platform = Platform {
    buckets: Vec::new(),
    functions: Vec::new(),
    triggers: Vec::new(),
    domains: Vec::new(),
};

/// The regions that have all of this (the official CLI names them).
const REGIONS: [&str; 4] = [
    "aws-us-east-2",
    "aws-us-east-1",
    "aws-eu-central-1",
    "aws-ap-southeast-1",
];

/// Whether a region has all of this.
pub fn serves(region: &str) -> bool {
    REGIONS.contains(&region)
}

impl Platform {
    /// As it was at a moment, on another branch if `inherited`.
    fn as_of(&self, at: Time, inherited: bool) -> Self {
        let buckets = self.buckets.iter().filter(|one| one.created_at <= at);
        let functions = self.functions.iter().filter(|one| one.created_at <= at);
        let triggers = self.triggers.iter().filter(|one| one.created_at <= at);
        Self {
            buckets: buckets.map(|one| one.as_of(at, inherited)).collect(),
            functions: functions.map(|one| one.as_of(at, inherited)).collect(),
            triggers: triggers.map(|one| one.as_of(inherited)).collect(),
            domains: match inherited {
                true => vec![],
                false => self.domains.clone(),
            },
        }
    }
}

impl Branch {
    pub fn platform(&self) -> &Platform {
        self.platform.as_deref().unwrap_or(&NOTHING)
    }

    pub fn platform_mut(&mut self) -> &mut Platform {
        self.platform.get_or_insert_default()
    }

    /// Takes over what another branch, or this one, had at a moment.
    pub fn copy_platform(&mut self, other: &Self, at: Time) {
        let inherited = other.id != self.id;
        let platform = other.platform.as_ref();
        self.platform = platform.map(|platform| Box::new(platform.as_of(at, inherited)));
    }
}
