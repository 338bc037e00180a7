//! Schedules of five numeric fields: minute, hour, day of the month, month and day of the week, in UTC.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::emulator::time::Time;

/// A schedule.
#[derive(Debug, Clone)]
pub struct Cron {
    pub text: String,
    /// The allowed values of each field, as bits.
    fields: [u64; 5],
    /// Whether one of the two fields for days is `*`, so that both have to fit; otherwise one is enough.
    both_days: bool,
}

/// The least and greatest value of each field. Sunday is 0 and 7.
const BOUNDS: [(u8, u8); 5] = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

/// How far ahead to look: beyond the longest pause, from one February 29 to the next.
const DAYS_AHEAD: usize = 366 * 8 + 1;

impl Cron {
    /// `None` if it is not a schedule, or one that never comes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split_ascii_whitespace();
        let mut fields = [0; 5];
        let mut any = [false; 5];
        for ((field, any), bounds) in fields.iter_mut().zip(&mut any).zip(BOUNDS) {
            let part = parts.next()?;
            *any = part.starts_with('*');
            *field = values(part, bounds)?;
        }
        let [_, _, of_month, _, of_week] = any;
        let cron = Self {
            text: text.to_owned(),
            fields,
            both_days: of_month || of_week,
        };
        let comes = cron.after(Time(Timestamp::UNIX_EPOCH)).is_some();
        (parts.next().is_none() && comes).then_some(cron)
    }

    /// The next time after a moment.
    pub fn after(&self, moment: Time) -> Option<Time> {
        let from = moment.0.to_zoned(TimeZone::UTC).datetime();
        let [minutes, hours, ..] = self.fields;
        let mut day = from.date();
        let passed = i64::from(from.hour()) * 60 + i64::from(from.minute());
        let mut earliest = passed + 1;
        for _ in 0..DAYS_AHEAD {
            if self.fits(day) {
                let mut clock = (earliest..24 * 60).filter(|at| has(hours, at / 60));
                if let Some(at) = clock.find(|at| has(minutes, at % 60)) {
                    let time = day.at((at / 60) as i8, (at % 60) as i8, 0, 0);
                    return Some(Time(time.to_zoned(TimeZone::UTC).ok()?.timestamp()));
                }
            }
            day = day.tomorrow().ok()?;
            earliest = 0;
        }
        None
    }

    fn fits(&self, day: Date) -> bool {
        let [_, _, days, months, weekdays] = self.fields;
        let weekday = i64::from(day.weekday().to_sunday_zero_offset());
        let of_month = has(days, day.day().into());
        let of_week = has(weekdays, weekday) || weekday == 0 && has(weekdays, 7);
        has(months, day.month().into())
            && match self.both_days {
                true => of_month && of_week,
                false => of_month || of_week,
            }
    }
}

fn has(bits: u64, value: i64) -> bool {
    bits >> value & 1 == 1
}

/// The values that a field allows: `*`, `5`, `1-5`, `*/15`, `10-40/10`, and lists of them.
fn values(text: &str, (low, high): (u8, u8)) -> Option<u64> {
    let mut bits = 0;
    for item in text.split(',') {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, number(step).filter(|step| *step > 0)?),
            None => (item, 1),
        };
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => (low, high),
            Some((first, last)) => (number(first)?, number(last)?),
            None if step > 1 => (number(range)?, high),
            None => (number(range)?, number(range)?),
        };
        if first < low || last > high || first > last {
            return None;
        }
        bits |= (first..=last)
            .step_by(step.into())
            .fold(0, |bits, value| bits | 1 << value);
    }
    Some(bits)
}

/// A number of digits alone.
fn number(text: &str) -> Option<u8> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_time_follows_the_fields() {
        // A Friday.
        let now = Time::parse("2026-11-20T10:30:00Z").unwrap();
        for (text, next) in [
            ("* * * * *", "2026-11-20T10:31:00Z"),
            ("*/15 * * * *", "2026-11-20T10:45:00Z"),
            ("30 10 * * *", "2026-11-21T10:30:00Z"),
            ("0 3 * * 1-5", "2026-11-23T03:00:00Z"),
            ("0 0 1,15 * *", "2026-12-01T00:00:00Z"),
            ("0 0 1 * 0", "2026-11-22T00:00:00Z"),
            ("0 0 * * 7", "2026-11-22T00:00:00Z"),
            ("5 4 29 2 *", "2028-02-29T04:05:00Z"),
            ("59 23 31 12 *", "2026-12-31T23:59:00Z"),
        ] {
            let found = Cron::parse(text).unwrap().after(now).unwrap();
            assert_eq!(found.to_string(), next, "{text}");
        }
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 8",
            "5-1 * * * *",
            "*/0 * * * *",
            "MON * * * *",
            "* * * JAN *",
            "@daily",
            "+5 * * * *",
            "0 0 30 2 *",
        ] {
            assert!(Cron::parse(text).is_none(), "{text}");
        }
    }
}
