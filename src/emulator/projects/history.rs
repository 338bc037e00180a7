//! Resolves a point in the history of a branch.

use crate::emulator::{
    branches::{Branch, Point},
    clock::shifted,
    error::Refusal,
    hosts::Hosts,
    projects::Project,
    time::Time,
    validation,
};

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
            is_head: true,
        };
        let oldest =
            Time(shifted(now.0, -i64::from(self.history_retention_seconds))).max(branch.created_at);
        let real = match &self.hosts {
            Hosts::Ports(ports) => Some(ports.since),
            Hosts::Named | Hosts::One(_) => None,
        };
        let oldest = real.map_or(oldest, |since| since.max(oldest));
        // Clients know times only to the second.
        let inside = |time: Time| time.0.as_second() >= oldest.0.as_second();
        let place = |what, time: Time, lsn| {
            let point = Point {
                time: time.max(branch.created_at),
                lsn,
                is_head: false,
            };
            let inside = inside(time) && (FIRST_LSN..=head.lsn).contains(&lsn);
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
                if real.is_some() {
                    return Err(Refusal::bad_request(
                        "with real servers, only a timestamp can name a point in the past",
                    ));
                }
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
