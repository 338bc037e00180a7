//! The platform of a branch in a seed.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::emulator::{
    clock::shifted,
    custom_domains::CustomDomain,
    functions::{Deployment, Function},
    ids::{Mint, hash},
    platform::Platform,
    storage::{Bucket, Object},
    time::Time,
    triggers::{Trigger, When, cron::Cron},
};

/// Buckets, functions, triggers and domains, each by its name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct SeedPlatform {
    /// With the access level.
    buckets: IndexMap<String, String>,
    /// The sizes of objects, by `bucket/key`.
    objects: IndexMap<String, u32>,
    /// Display names, by slug.
    functions: IndexMap<String, String>,
    /// The function and the schedule, or `bucket:` and the watched bucket and prefix.
    triggers: IndexMap<String, String>,
    /// The function.
    domains: IndexMap<String, String>,
}

impl SeedPlatform {
    /// Builds it, as old as the branch; `key` names the branch. What refers to nothing is left out.
    pub fn start(&self, key: &str, created: Time, now: Time) -> Platform {
        let mut mint = Mint::named(&format!("{key}/platform"));
        let mut platform = Platform::default();
        let buckets = self.buckets.iter();
        let buckets =
            buckets.map(|(name, level)| Bucket::new(name, level == "public_read", created));
        platform.buckets = buckets.collect();
        for (path, size) in &self.objects {
            let Some((bucket, key)) = path.split_once('/') else {
                continue;
            };
            // Some time in between.
            let age = now.seconds_since(created).max(1) as u64;
            let modified = Time(shifted(created.0, (hash(path) % age) as i64));
            let mut buckets = platform.buckets.iter_mut();
            if let Some(bucket) = buckets.find(|one| one.name == bucket) {
                bucket.put(Object::of_size(key, *size as usize, modified));
            }
        }
        for (slug, name) in &self.functions {
            let mut function = Function::new(mint.uuid(), slug, created);
            function.name = Some(name.clone());
            function.busy = true;
            function.deployments.push(Deployment {
                id: 3,
                created_at: created,
                error: None,
                environment: vec!["LOG_LEVEL".to_owned()],
            });
            platform.functions.push(function);
        }
        platform.triggers = self
            .triggers
            .iter()
            .filter_map(|(name, text)| trigger(name, text, mint.uuid(), created))
            .collect();
        let domains = self.domains.iter().map(|(name, function)| CustomDomain {
            name: name.clone(),
            function: function.into(),
            created_at: created,
        });
        platform.domains = domains.collect();
        platform
    }
}

fn trigger(name: &str, text: &str, id: String, created_at: Time) -> Option<Trigger> {
    let (function, when) = text.split_once(' ')?;
    let when = match when.strip_prefix("bucket:") {
        Some(place) => {
            let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
            When::Stored {
                bucket: bucket.to_owned(),
                prefix: prefix.to_owned(),
            }
        }
        None => When::Schedule(Cron::parse(when)?),
    };
    Some(Trigger {
        id,
        name: name.to_owned(),
        function: function.into(),
        path: "/".to_owned(),
        when,
        enabled: true,
        version: 1,
        inherited: false,
        created_at,
        since: created_at,
    })
}
