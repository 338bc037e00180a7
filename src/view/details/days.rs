//! When a branch was awake, day by day: one line for each day, all on one axis of hours.
//!
//! ```text
//!             0     3     6     9     12    15    18    21
//! today       ▁▁▁▁▁▁▁▁▇▇▇▇▁▁▁▁▁▁▁▁▁▂▇▇▇▁▁▁                    3h40m
//! Sat 28 Nov  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁    7h12m
//! ```

use super::{
    super::{
        format,
        text::width,
        widget::timeline::{self, Styles},
    },
    awake,
    card::Card,
    page::Page,
};
use crate::{
    api::types::Endpoint,
    kinds::{
        awake::{Awake, share::Share},
        units::duration::{self, MINUTE},
    },
    ui::ProjectData,
};
use jiff::{ToSpan, Zoned};
use ratatui::text::{Line, Span};
use std::sync::Arc;

/// More days than any plan of operations reaches back.
const MOST_DAYS: usize = 31;
/// Cells of a day's name, and of its hours awake.
const LABEL: usize = 12;
const TAIL: usize = 8;

/// A day before it is drawn.
struct Day {
    label: String,
    shares: Vec<Share>,
    seconds: i64,
}

/// What a cell shows of several computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Whether any was awake.
    Any,
    /// How many were awake, compared with the most there ever were.
    All,
}

/// A card with as many days as the page has lines for on which something is known about these computes.
pub fn card<'f, 'a: 'f>(
    inside: &'a ProjectData,
    endpoints: Vec<&'a Endpoint>,
    of: Of,
) -> Card<'f, 'a> {
    let several = endpoints.len() > 1;
    let fill = move |page: &mut Page<'a>| {
        if inside.operations.known().is_none() {
            return;
        }
        let all = endpoints.iter();
        let all: Vec<Arc<Awake>> = all.map(|one| awake::awake(page, one)).collect();
        let most = page.free_lines().saturating_sub(1);
        lines(page, (&all, of), most);
    };
    let title = match of {
        Of::Any if several => "Awake by day, hours of all computes",
        Of::Any => "Awake by day",
        Of::All => "Computes awake by day",
    };
    Card::new(title, fill).wide()
}

/// Adds the last days back to the first one on which it ran, as far as is known, at most so many; nothing if fewer than
/// two would be shown.
fn lines(page: &mut Page<'_>, (awake, of): (&[Arc<Awake>], Of), most: usize) {
    let Some(cells) = cells(page.room) else {
        return;
    };
    let days = days(page, (awake, of), cells, most.min(MOST_DAYS));
    if days.len() < 2 {
        return;
    }
    let shares = days.iter().flat_map(|day| &day.shares);
    let highest = shares.filter_map(|share| share.known()).fold(1.0, f64::max);
    let theme = page.cx.theme;
    if !page.cx.is_linear() {
        page.lines.push(Line::styled(axis(cells), theme.dim));
    }
    let styles = Styles {
        on: theme.good,
        off: theme.dim,
    };
    for day in days {
        let pad = " ".repeat(LABEL.saturating_sub(width(&day.label)));
        let mut spans = vec![Span::styled(day.label + &pad, theme.dim)];
        let rest = match page.cx.is_linear() {
            true => 0,
            false => cells - day.shares.len().min(cells),
        };
        let shares = day.shares.into_iter();
        let shares = shares.map(|share| match share {
            Share::Awake(share) => Share::Awake(share / highest),
            unknown => unknown,
        });
        if !page.cx.is_linear() {
            spans.extend(timeline::spans(shares, styles));
        }
        let text = match day.seconds {
            0 => String::new(),
            seconds if seconds < MINUTE => duration::rounded(seconds),
            seconds => duration::rounded(seconds / MINUTE * MINUTE),
        };
        spans.push(Span::raw(format!("{}{text:>TAIL$}", " ".repeat(rest))));
        page.lines.push(Line::from(spans));
    }
}

/// As many cells for a day as there is room: a whole number for each hour, or half as many.
fn cells(room: usize) -> Option<usize> {
    let left = room.saturating_sub(LABEL + TAIL);
    [96, 72, 48, 24].into_iter().find(|cells| *cells <= left)
}

/// The hours above the cells.
fn axis(cells: usize) -> String {
    let hours = if cells < 48 { 6 } else { 3 };
    let wide = cells * hours / 24;
    let labels = (0..24).step_by(hours);
    let labels: String = labels.map(|hour| format!("{hour:<wide$}")).collect();
    format!("{:LABEL$}{}", "", labels.trim_end())
}

/// The days from today back to the last one of which something is known.
fn days(page: &Page<'_>, of: (&[Arc<Awake>], Of), cells: usize, most: usize) -> Vec<Day> {
    let model = page.cx.model;
    let now = model.neon.now.to_zoned(format::zone(&model.settings));
    let mut days = Vec::new();
    for back in 0..most {
        let day = now.start_of_day().and_then(|start| {
            let start = start.checked_sub((back as i64).days())?;
            Ok((start.clone(), start.tomorrow()?))
        });
        let Ok((from, to)) = day else {
            break;
        };
        let day = one(of, (&from, &to), &now, cells);
        if day.shares.iter().all(|share| share.known().is_none()) {
            break;
        }
        days.push(day);
    }
    // Before the first day on which it ran, all days look the same.
    let ran = days.iter().rposition(|day| day.seconds > 0);
    days.truncate(ran.map_or(0, |at| at + 1));
    days
}

/// A day of any length: one with a change of the clocks has 23 or 25 hours.
fn one(
    (awake, of): (&[Arc<Awake>], Of),
    (from, to): (&Zoned, &Zoned),
    now: &Zoned,
    cells: usize,
) -> Day {
    let second = |at: &Zoned| at.timestamp().as_second();
    let (start, end, now_at) = (second(from), second(to), second(now));
    let edge = |cell: usize| start + (end - start) * cell as i64 / cells as i64;
    let share = |from: i64, to: i64| {
        let shares = awake.iter().map(|one| one.share(from, to));
        let both = match of {
            Of::Any => f64::max,
            Of::All => |one, other| one + other,
        };
        shares.fold(Share::Absent, |all, share| all.with(share, both))
    };
    let past = (0..cells).take_while(|cell| edge(*cell) < now_at);
    let parts = past.map(|cell| (edge(cell), edge(cell + 1).min(now_at)));
    let parts: Vec<(i64, i64)> = parts.collect();
    let shares: Vec<Share> = parts.iter().map(|(from, to)| share(*from, *to)).collect();
    let seconds = parts.iter().zip(&shares).map(|((from, to), share)| {
        let share = share.known().unwrap_or(0.0);
        (share * (to - from) as f64).round() as i64
    });
    Day {
        label: match start <= now_at && now_at < end {
            true => "today".to_owned(),
            false => from.strftime("%a %-d %b").to_string(),
        },
        seconds: seconds.sum(),
        shares,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::{Endpoint, Operation, OperationsPage};
    use serde_json::json;

    fn awake(from: &str, to: &str, now: &Zoned) -> Arc<Awake> {
        let endpoint: Endpoint = serde_json::from_value(json!({
            "id": "ep-a", "project_id": "p", "branch_id": "br-a", "host": "h", "type": "read_write",
            "current_state": "idle", "autoscaling_limit_min_cu": 1, "autoscaling_limit_max_cu": 1,
            "created_at": "2020-01-01T00:00:00Z",
        }))
        .unwrap();
        let operation = |at: &str, action: &str| -> Operation {
            serde_json::from_value(json!({
                "id": at, "project_id": "p", "endpoint_id": "ep-a", "action": action,
                "status": "finished", "created_at": at,
            }))
            .unwrap()
        };
        let operations = [
            operation(from, "start_compute"),
            operation(to, "suspend_compute"),
            operation("2020-01-01T00:00:00Z", "create_branch"),
        ];
        let page = OperationsPage {
            operations: operations.to_vec(),
            ..OperationsPage::default()
        };
        let mut inside = ProjectData::default();
        inside.keep_newest(&page, None, now.timestamp());
        Arc::new(Awake::of(&endpoint, &inside, |_| None, now.timestamp()))
    }

    fn drawn(day: &Day) -> String {
        day.shares
            .iter()
            .map(|share| timeline::glyph(*share))
            .collect()
    }

    fn day(date: &str, awake: &Arc<Awake>, now: &Zoned, cells: usize) -> Day {
        let from: Zoned = date.parse().unwrap();
        let to = from.tomorrow().unwrap();
        one(
            (std::slice::from_ref(awake), Of::Any),
            (&from, &to),
            now,
            cells,
        )
    }

    #[test]
    fn a_day_ends_now_or_at_midnight() {
        let now: Zoned = "2026-08-23T13:00[UTC]".parse().unwrap();
        let awake = awake("2026-08-22T21:00:00Z", "2026-08-23T06:00:00Z", &now);
        let today = day("2026-08-23T00:00[UTC]", &awake, &now, 24);
        assert_eq!(drawn(&today), "▇▇▇▇▇▇▁▁▁▁▁▁▁");
        assert_eq!((today.label.as_str(), today.seconds), ("today", 6 * 3_600));
        let before = day("2026-08-22T00:00[UTC]", &awake, &now, 24);
        assert_eq!(drawn(&before), "▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇");
        assert_eq!(before.label, "Sat 22 Aug");
    }

    #[test]
    fn days_with_a_change_of_the_clocks_have_their_length() {
        let now: Zoned = "2026-11-02T12:00[America/New_York]".parse().unwrap();
        // All of the day on which clocks go back, 25 hours long.
        let awake = awake("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", &now);
        let long = day("2026-11-01T00:00[America/New_York]", &awake, &now, 24);
        assert_eq!(drawn(&long), "▇".repeat(24));
        assert_eq!(long.seconds, 25 * 3_600);
        let after = day("2026-11-02T00:00[America/New_York]", &awake, &now, 24);
        assert_eq!(drawn(&after), "▁".repeat(12));
        // And the first 11 of the 23 hours of the day on which they go forward.
        let now: Zoned = "2026-03-09T12:00[America/New_York]".parse().unwrap();
        let awake = self::awake("2026-03-08T05:00:00Z", "2026-03-08T16:00:00Z", &now);
        let short = day("2026-03-08T00:00[America/New_York]", &awake, &now, 23);
        assert_eq!(drawn(&short), "▇".repeat(11) + &"▁".repeat(12));
        assert_eq!(short.seconds, 11 * 3_600);
        let one = day("2026-03-08T00:00[America/New_York]", &awake, &now, 1);
        assert_eq!(drawn(&one), "▄");
        let none = day("2026-03-08T00:00[America/New_York]", &awake, &now, 0);
        assert_eq!((drawn(&none).as_str(), none.seconds), ("", 0));
    }

    #[test]
    fn several_computes_are_one_line_or_add_up() {
        let now: Zoned = "2026-08-23T00:00[UTC]".parse().unwrap();
        let both = [
            awake("2026-08-22T00:00:00Z", "2026-08-22T12:00:00Z", &now),
            awake("2026-08-22T06:00:00Z", "2026-08-22T18:00:00Z", &now),
        ];
        let from: Zoned = "2026-08-22T00:00[UTC]".parse().unwrap();
        let shares = |of| one((&both, of), (&from, &now), &now, 4).shares;
        assert_eq!(shares(Of::Any), [1.0, 1.0, 1.0, 0.0].map(Share::Awake));
        assert_eq!(shares(Of::All), [1.0, 2.0, 1.0, 0.0].map(Share::Awake));
    }

    #[test]
    fn the_axis_names_hours() {
        assert_eq!(axis(24).trim(), "0     6     12    18");
        assert_eq!(
            axis(48).trim(),
            "0     3     6     9     12    15    18    21"
        );
        assert_eq!(cells(80), Some(48));
        assert_eq!(cells(43), None);
    }
}
