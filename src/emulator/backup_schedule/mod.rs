//! Backup schedules: automatic snapshots.

pub mod handlers;

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{error::Refusal, time::Time};

/// A line of a backup schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleItem {
    pub frequency: Frequency,
    /// Of the day, in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<i8>,
    /// Of the week (1 is Monday), or of the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_seconds: Option<i64>,
}

/// How often a snapshot is taken. Schedules from earlier may be hourly or yearly; new ones may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

impl Frequency {
    pub fn word(self) -> &'static str {
        match self {
            Self::Hourly => "hourly",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Yearly => "yearly",
        }
    }
}

/// An active line of a schedule.
#[derive(Debug, Clone)]
pub struct Backup {
    pub item: ScheduleItem,
    pub next: Time,
}

/// The longest retention of a scheduled snapshot, and the default: 35 days.
pub const LONGEST_RETENTION: i64 = 35 * 86_400;

impl ScheduleItem {
    fn check(&self) -> Result<(), Refusal> {
        let days = match self.frequency {
            Frequency::Weekly => 1..=7,
            _ => 1..=31,
        };
        let taken = [Frequency::Daily, Frequency::Weekly, Frequency::Monthly];
        let trouble = if !taken.contains(&self.frequency) {
            "frequency must be daily, weekly or monthly".to_owned()
        } else if self.hour.is_some_and(|hour| !(0..=23).contains(&hour)) {
            "hour must be from 0 to 23".to_owned()
        } else if self.day.is_some_and(|day| !days.contains(&day)) {
            format!("day must be from 1 to {}", days.end())
        } else if self.month.is_some_and(|month| !(1..=12).contains(&month)) {
            "month must be from 1 to 12".to_owned()
        } else if self
            .retention_seconds
            .is_some_and(|seconds| !(3_600..=LONGEST_RETENTION).contains(&seconds))
        {
            format!("retention_seconds must be from 3600 to {LONGEST_RETENTION}")
        } else {
            return Ok(());
        };
        Err(Refusal::bad_request(trouble))
    }

    /// The first time after `moment` at which a snapshot is due.
    pub fn after(&self, moment: Time) -> Option<Time> {
        if self.frequency == Frequency::Hourly {
            let second = moment.0.as_second();
            let hour = second - second.rem_euclid(3_600) + 3_600;
            return jiff::Timestamp::from_second(hour).ok().map(Time);
        }
        let first = moment.0.to_zoned(TimeZone::UTC).date();
        // A year and a day contain every date, except for leap days.
        let mut days = (0..=367).filter_map(|day| first.checked_add(day.days()).ok());
        days.find_map(|day| self.on(day).filter(|at| *at > moment))
    }

    fn on(&self, date: Date) -> Option<Time> {
        let wanted = self.day.unwrap_or(1);
        let in_month = date.day() == wanted.min(date.days_in_month());
        let due = match self.frequency {
            Frequency::Hourly | Frequency::Daily => true,
            Frequency::Weekly => date.weekday().to_monday_one_offset() == wanted,
            Frequency::Monthly => in_month,
            Frequency::Yearly => in_month && date.month() == self.month.unwrap_or(1),
        };
        let hour = jiff::civil::Time::new(self.hour.unwrap_or(0), 0, 0, 0).ok()?;
        let at = date.to_datetime(hour).to_zoned(TimeZone::UTC).ok();
        let at = at.filter(|_| due)?;
        Some(Time(at.timestamp()))
    }

    /// Activates the line.
    pub fn start(self, now: Time) -> Option<Backup> {
        let next = self.after(now)?;
        Some(Backup { item: self, next })
    }
}
