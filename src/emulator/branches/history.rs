//! The history of a branch: resolving a point in it, and what was there.

use crate::emulator::{
    branches::Branch, clock::shifted, databases::Database, error::Refusal, ids::Mint,
    projects::Project, roles::Role, time::Time, validation,
};

/// A point in the history of a branch.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    pub time: Time,
    /// The position in the log.
    pub lsn: u64,
}

impl Branch {
    /// Takes over roles, databases and tables as of a moment, as far as they are still known. Children of a protected
    /// branch get new passwords.
    pub fn inherit(&mut self, parent: &Self, at: Time) {
        self.copy(parent, at);
        if parent.protected {
            let mut mint = Mint::named(&self.id);
            let roles = self.roles.iter_mut();
            roles.for_each(|role| role.password = mint.password());
        }
    }

    /// The same, but with the same passwords, for branches that replace the other.
    pub fn copy(&mut self, other: &Self, at: Time) {
        let mut mint = Mint::named(&self.id);
        let schemas = other.schemas.iter();
        self.schemas = schemas
            .map(|(name, schema)| (name.clone(), schema.as_of(at)))
            .collect();
        let roles = other.roles.iter().filter(|role| role.created_at <= at);
        self.roles = roles
            .map(|role| Role {
                branch_id: self.id.clone(),
                ..role.clone()
            })
            .collect();
        let databases = other.databases.iter();
        let databases = databases.filter(|database| database.created_at <= at);
        self.databases = databases
            .map(|database| Database {
                id: mint.number(),
                branch_id: self.id.clone(),
                ..database.clone()
            })
            .collect();
    }
}

impl Project {
    /// The requested point in a branch's history, which must be inside the restore window; by default the head.
    pub fn point(
        &self,
        branch: &Branch,
        lsn: Option<&str>,
        at: Option<&str>,
        now: Time,
    ) -> Result<Point, Refusal> {
        let head = Point {
            time: now,
            lsn: self.lsn_at(now),
        };
        let oldest =
            Time(shifted(now.0, -i64::from(self.history_retention_seconds))).max(branch.created_at);
        // Clients know times only to the second.
        let inside = |time: Time| time.0.as_second() >= oldest.0.as_second();
        let place = |what, time: Time, lsn| {
            let point = Point {
                time: time.max(branch.created_at),
                lsn,
            };
            let inside = inside(time) && lsn <= head.lsn;
            inside.then_some(point).ok_or_else(|| {
                Refusal::bad_request(format!(
                    "the {what} is outside of the restore window of the branch"
                ))
            })
        };
        match (lsn, at) {
            (Some(_), Some(_)) => Err(Refusal::bad_request(
                "lsn and timestamp cannot be specified at the same time",
            )),
            (None, None) => Ok(head),
            (Some(lsn), None) => {
                let lsn = validation::lsn(lsn)?;
                place("LSN", self.time_of(lsn), lsn)
            }
            (None, Some(text)) => {
                let wrong = || {
                    Refusal::bad_request("timestamp must be an RFC 3339 date-time with a time zone")
                };
                let time = Time::parse(text).ok_or_else(wrong)?;
                if time > now {
                    return Err(Refusal::bad_request("timestamp must not be in the future"));
                }
                place("timestamp", time, self.lsn_at(time))
            }
        }
    }

    /// The log position at a moment: here, the log grows by a kilobyte per second.
    pub fn lsn_at(&self, at: Time) -> u64 {
        let age = u64::try_from(at.seconds_since(self.created_at)).unwrap_or(0);
        FIRST_LSN + age * 1_024
    }

    fn time_of(&self, lsn: u64) -> Time {
        let age = lsn.saturating_sub(FIRST_LSN) / 1_024;
        Time(shifted(
            self.created_at.0,
            i64::try_from(age).unwrap_or(i64::MAX),
        ))
    }
}

/// The log position of a new project.
const FIRST_LSN: u64 = 0x014E_5A38;
