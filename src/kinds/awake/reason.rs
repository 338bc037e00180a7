//! Why a compute that is awake does not go to sleep.

use super::{Awake, wake::Waker};
use crate::{
    api::types::Endpoint,
    kinds::{size::suspend_after, units::duration},
};

/// From this many wakes on, their rhythm can be told.
const RHYTHM: usize = 4;
/// How far back the rhythm of wakes is looked at, in seconds.
const LOOK_BACK: i64 = duration::DAY;
/// Who uses a compute without a pause for longer than this has a reason.
const LONG: i64 = 6 * duration::HOUR;

/// Why a compute does not sleep, or not for long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is set to never suspend.
    Never,
    /// Logical replication is on: a subscriber keeps it awake.
    Replication,
    /// Something has used it at least this often, in seconds, for this long.
    InUse { every: i64, lasting: i64 },
    /// Something wakes it about every so many seconds.
    Rhythm { every: i64 },
}

impl Reason {
    /// The reason, as far as the history tells; `replicates` says whether logical replication is on.
    pub fn of(endpoint: &Endpoint, replicates: bool, awake: &Awake) -> Option<Self> {
        let lasting = awake.awake_for().map(|(lasting, _)| lasting);
        let rhythm = || rhythm(awake).map(|every| Self::Rhythm { every });
        Self::of_lasting(endpoint, replicates, lasting).or_else(rhythm)
    }

    /// The same for a compute of which only is known how long it has been awake, in seconds, if it is.
    pub fn of_lasting(endpoint: &Endpoint, replicates: bool, lasting: Option<i64>) -> Option<Self> {
        let lasting = lasting?;
        match suspend_after(endpoint.suspend_timeout_seconds) {
            None => Some(Self::Never),
            Some(_) if lasting < LONG => None,
            Some(_) if replicates => Some(Self::Replication),
            Some(every) => Some(Self::InUse { every, lasting }),
        }
    }

    /// The same in a few words.
    pub fn short(self) -> String {
        match self {
            Self::Never => "never".to_owned(),
            Self::Replication => "~ replication".to_owned(),
            Self::InUse { .. } => "~ always in use".to_owned(),
            Self::Rhythm { every } => format!("~ woken every {}", duration::about(every)),
        }
    }

    /// A sentence about it; a guess begins with "~".
    pub fn sentence(self) -> String {
        match self {
            Self::Never => "never suspends, scale to zero is off".to_owned(),
            Self::Replication => {
                "~ kept awake by logical replication: it is on, and subscribers stay connected"
                    .to_owned()
            }
            Self::InUse { every, lasting } => format!(
                "~ in use at least every {} for {}: a poller, or a pool that never lets go?",
                duration::about(every),
                duration::about(lasting)
            ),
            Self::Rhythm { every } => {
                let minutes = (every + 30) / duration::MINUTE * duration::MINUTE;
                let about = duration::rounded(minutes.max(duration::MINUTE));
                let who = match every {
                    ..=duration::HOUR => "a poller?",
                    _ => "a scheduled job?",
                };
                format!("~ woken about every {about}: {who}")
            }
        }
    }
}

/// The interval at which something wakes a compute, in seconds, if its last wakes have one: three of four intervals are
/// about equal. Changes from this machine are no rhythm.
fn rhythm(awake: &Awake) -> Option<i64> {
    let wakes = awake.wakes(LOOK_BACK);
    let wakes = wakes.filter(|wake| matches!(wake.waker, Waker::Connection | Waker::Check));
    let times: Vec<i64> = wakes.map(|wake| wake.at).collect();
    if times.len() < RHYTHM {
        return None;
    }
    let mut intervals: Vec<i64> = times
        .iter()
        .zip(times.iter().skip(1))
        .map(|(one, next)| next - one)
        .collect();
    intervals.sort_unstable();
    let median = *intervals.get(intervals.len() / 2)?;
    let is_equal = |interval: &&i64| (*interval - median).abs() * 10 <= median.max(10);
    let equal = intervals.iter().filter(is_equal).count();
    (equal * 4 >= intervals.len() * 3).then_some(median)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::types::Operation,
        kinds::awake::tests::{NOW, endpoint, now, project},
    };
    use jiff::Timestamp;
    use serde_json::json;

    /// The history of a compute that was started so many minutes ago, each time for five minutes.
    fn woken(minutes: &[i64]) -> Awake {
        let operation = |ago: i64, action: &str| -> Operation {
            let at = Timestamp::from_second(NOW - ago * 60).unwrap();
            serde_json::from_value(json!({
                "id": format!("{ago}{action}"), "project_id": "p", "endpoint_id": "ep-a",
                "action": action, "status": "finished", "created_at": at.to_string(),
            }))
            .unwrap()
        };
        let mut operations: Vec<Operation> = minutes
            .iter()
            .flat_map(|ago| {
                [
                    operation(ago - 5, "suspend_compute"),
                    operation(*ago, "start_compute"),
                ]
            })
            .collect();
        operations.sort_by_key(|one| std::cmp::Reverse(one.created_at));
        let idle = endpoint("idle", json!({}));
        Awake::of(&idle, &project(&operations, true), |_| None, now())
    }

    fn sentence(awake: &Awake) -> Option<String> {
        let idle = endpoint("idle", json!({ "suspend_timeout_seconds": 300 }));
        Reason::of(&idle, false, awake).map(Reason::sentence)
    }

    #[test]
    fn a_rhythm_of_wakes_is_told() {
        for (minutes, expected) in [
            (
                &[40, 30, 20, 10][..],
                Some("~ woken about every 10m: a poller?"),
            ),
            (
                &[61, 50, 41, 30, 20, 10],
                Some("~ woken about every 10m: a poller?"),
            ),
            (
                &[490, 370, 250, 130, 10],
                Some("~ woken about every 2h: a scheduled job?"),
            ),
            // Too few, or without a rhythm.
            (&[30, 20, 10], None),
            (&[300, 290, 200, 140, 60, 10], None),
            (&[], None),
        ] {
            assert_eq!(
                sentence(&woken(minutes)).as_deref(),
                expected,
                "{minutes:?}"
            );
        }
    }

    #[test]
    fn what_never_sleeps_has_a_reason() {
        let started = |hours: i64| {
            let at = Timestamp::from_second(NOW - hours * 3_600).unwrap();
            json!({ "started_at": at.to_string(), "suspend_timeout_seconds": 300 })
        };
        let reason = |more: serde_json::Value, replicates: bool| {
            let active = endpoint("active", more);
            let awake = Awake::of(&active, &project(&[], true), |_| None, now());
            Reason::of(&active, replicates, &awake)
        };
        let in_use = Reason::InUse {
            every: 300,
            lasting: 7 * 3_600,
        };
        assert_eq!(reason(started(7), false), Some(in_use));
        assert_eq!(reason(started(7), true), Some(Reason::Replication));
        assert_eq!(reason(started(2), true), None);
        let mut never = started(7);
        never["suspend_timeout_seconds"] = json!(-1);
        assert_eq!(reason(never, true), Some(Reason::Never));
        assert_eq!(
            in_use.sentence(),
            "~ in use at least every 5m for 7h: a poller, or a pool that never lets go?"
        );
    }
}
