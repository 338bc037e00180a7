//! Rate limits: buckets that refill on the emulator's clock.
//!
//! Neon allows 700 requests a minute for the whole API and account, bursts of 40 a second per route and account, 10 a
//! second for creating organization keys, and about 30 a minute for all consumption history together.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{error::Refusal, routes::Found};

#[derive(Debug, Clone, Copy)]
struct Bucket {
    level: f64,
    filled: Timestamp,
}

/// A limit: `size` requests at once, refilled at `per_second`.
#[derive(Debug, Clone, Copy)]
struct Limit {
    size: f64,
    per_second: f64,
}

const WHOLE_API: Limit = Limit {
    size: 700.0,
    per_second: 700.0 / 60.0,
};
const ROUTE: Limit = Limit {
    size: 40.0,
    per_second: 40.0,
};
const ORGANIZATION_KEYS: Limit = Limit {
    size: 10.0,
    per_second: 10.0,
};
const CONSUMPTION: Limit = Limit {
    size: 30.0,
    per_second: 0.5,
};

/// The level of every bucket, by account and by what it counts.
#[derive(Debug, Default)]
pub struct RateLimits(HashMap<(String, Counted), Bucket>);

/// The method, base and path of a route; parts are empty if several routes are counted together.
type Counted = [&'static str; 3];

impl RateLimits {
    /// Counts one request, or returns how long to wait.
    pub fn count(&mut self, account: &str, found: &Found, now: Timestamp) -> Result<(), Refusal> {
        self.take(account, [""; 3], WHOLE_API, now)?;
        let name = [found.route.method, found.base, found.route.path];
        match name {
            [_, "", path] if path.starts_with("/consumption_history") => {
                self.take(account, ["", "", "/consumption_history"], CONSUMPTION, now)
            }
            ["POST", "/organizations/{org_id}", "/api_keys"] => {
                self.take(account, name, ORGANIZATION_KEYS, now)
            }
            _ => self.take(account, name, ROUTE, now),
        }
    }

    fn take(
        &mut self,
        account: &str,
        what: Counted,
        limit: Limit,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let bucket = self.0.entry((account.to_owned(), what)).or_insert(Bucket {
            level: limit.size,
            filled: now,
        });
        let passed = now.duration_since(bucket.filled).as_secs_f64().max(0.0);
        bucket.level = (bucket.level + passed * limit.per_second).min(limit.size);
        bucket.filled = now;
        if bucket.level < 1.0 {
            let wait = (1.0 - bucket.level) / limit.per_second;
            return Err(Refusal::too_many(wait.ceil() as u64));
        }
        bucket.level -= 1.0;
        Ok(())
    }
}
