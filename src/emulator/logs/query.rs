//! What a caller asks for: a window, and what the records must be like.

use super::{Record, SEVERITIES, SOURCES, Window, logql};
use crate::emulator::{
    clock::shifted,
    error::Refusal,
    fields::{Fields, wrong},
    platform::handlers::refusal_with_reason,
    time::Time,
};

/// The longest window, in seconds.
const LONGEST: i64 = 7 * 86_400;

/// 400 with a machine-readable reason.
pub fn invalid(reason: &str, message: &str) -> Refusal {
    refusal_with_reason(400, "INVALID_LOGS_QUERY", message, reason)
}

impl Window {
    /// Reads `since`, `start_time` and `end_time`; without the first two, it is so many seconds long.
    pub fn read(
        since: Option<&str>,
        start: Option<&str>,
        end: Option<&str>,
        seconds: i64,
        now: Time,
    ) -> Result<Self, Refusal> {
        let time = |name, text: Option<&str>| {
            let parse =
                |text| Time::parse(text).ok_or_else(|| wrong(name, "value must be a date-time"));
            text.map(parse).transpose()
        };
        let (start, to) = (time("start_time", start)?, time("end_time", end)?);
        let to = to.unwrap_or(now);
        let parse = |text| {
            let why = "value must be a number and one of ms, s, m, h and d";
            duration(text).ok_or_else(|| wrong("since", why))
        };
        let since = since.map(parse).transpose()?;
        if since.is_some() && start.is_some() {
            let message = "since and start_time cannot be used together";
            return Err(invalid("conflicting_time_range", message));
        }
        let from = match (start, since) {
            (Some(start), _) => start,
            (None, Some(milliseconds)) if milliseconds / 1_000 > LONGEST => {
                return Err(too_large());
            }
            (None, Some(milliseconds)) => {
                let by = jiff::SignedDuration::from_millis(milliseconds);
                Time(to.0.saturating_sub(by).unwrap_or(to.0))
            }
            (None, None) => Time(shifted(to.0, -seconds)),
        };
        if from >= to {
            let message = "end_time must be after start_time";
            return Err(invalid("invalid_time_range", message));
        }
        if to.0.duration_since(from.0) > jiff::SignedDuration::from_secs(LONGEST) {
            return Err(too_large());
        }
        Ok(Self { from, to })
    }
}

fn too_large() -> Refusal {
    invalid(
        "time_range_too_large",
        "the time range must not exceed seven days",
    )
}

/// A count and a unit, in milliseconds.
fn duration(text: &str) -> Option<i64> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.split_at_checked(end)?;
    let unit = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    // More than fits is more than the longest window, too.
    count
        .parse()
        .map_or(Some(i64::MAX), |count: i64| {
            Some(count.saturating_mul(unit))
        })
        .filter(|_| !count.is_empty())
}

/// What the records must be like.
#[derive(Debug)]
pub struct Filter<'a> {
    /// Fields that must have these values.
    exact: Vec<(&'static str, &'a str)>,
    /// The least severity, as a number.
    least: i64,
    contains: &'a str,
    trace: Option<&'a str>,
    logql: Vec<logql::Condition>,
}

impl<'a> Filter<'a> {
    pub fn read(fields: &'a Fields) -> Result<Self, Refusal> {
        let values = [
            ("source", fields.choice("source", &SOURCES)?),
            ("service_name", fields.text("service_name")?),
            ("scope_name", fields.text("scope_name")?),
            ("severity_text", fields.text("severity_text")?),
        ];
        let given = values
            .iter()
            .filter_map(|(name, value)| Some((*name, (*value)?)));
        let exact: Vec<_> = given.collect();
        let minimum = fields.choice("minimum_severity", &SEVERITIES)?;
        let contains = fields.text("body_contains")?;
        let trace = fields.text("trace_id")?;
        if trace.is_some_and(|trace| !is_trace(trace)) {
            return Err(wrong("trace_id", "value must be 32 lowercase hex digits"));
        }
        let mut conditions = vec![];
        if let Some(text) = fields.text("logql")? {
            let others = minimum.or(contains).or(trace);
            if others.is_some() || !exact.is_empty() {
                let message = "logql cannot be used together with other filters";
                return Err(invalid("conflicting_filters", message));
            }
            let message = "logql must be a stream selector, which line filters may follow";
            conditions = logql::parse(text).ok_or_else(|| invalid("invalid_logql", message))?;
        }
        let place = SEVERITIES.iter().position(|one| Some(*one) == minimum);
        Ok(Self {
            exact,
            least: place.map_or(0, |place| 1 + 4 * place as i64),
            contains: contains.unwrap_or_default(),
            trace,
            logql: conditions,
        })
    }

    pub fn accepts(&self, record: &Record) -> bool {
        let exact = |(name, value): &(&str, &str)| record.field(name) == Some(value);
        self.exact.iter().all(exact)
            && record.severity.0 >= self.least
            && record.message.contains(self.contains)
            && (self.trace.is_none() || self.trace == record.trace.as_deref())
            && self.logql.iter().all(|condition| condition.holds(record))
    }
}

fn is_trace(text: &str) -> bool {
    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.len() == 32 && text.bytes().all(digit)
}
