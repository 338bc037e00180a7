//! The timeline.
//!
//! ```text
//! 17 Aug     18 Aug     19 Aug     20 Aug     21 Aug     22 Aug     now
//! ├─┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────┤
//!                                               s      o  b
//!                                             ▴
//! ```

use super::{super::super::DrawContext, Page};
use crate::{
    kinds::time_input::{self, TimeContext},
    ui::dialog::restore::{Restore, when::WhenLine as Time},
};
use jiff::{Timestamp, tz::TimeZone};
use ratatui::text::Line;

/// The least distance between two labels.
const APART: usize = 9;
/// Seconds between two ticks, from fine to coarse.
const STEPS: [i64; 8] = [900, 3_600, 7_200, 21_600, 43_200, 86_400, 172_800, 604_800];
const DAY: i64 = 86_400;

pub(super) fn draw(
    page: &mut Page,
    time: &Time,
    restore: &Restore,
    cx: DrawContext<'_>,
    room: usize,
) {
    let theme = cx.theme;
    let width = room.max(2);
    let zone = &cx.model.settings.zone;
    let mut labels = vec![' '; width];
    let mut axis = vec!['─'; width];
    let (ticks, step) = ticks(time, width, zone);
    put(&mut labels, width.saturating_sub(3), "now");
    let mut free = 0;
    for at in ticks {
        let column = column(time, at, width);
        set(&mut axis, column, '┼');
        let label = label(
            at,
            TimeContext {
                now: cx.model.neon.now,
                zone,
            },
            step,
        );
        if column >= free && column + label.len() + 4 < width {
            put(&mut labels, column, &label);
            free = column + label.len() + 1;
        }
    }
    set(&mut axis, 0, '├');
    set(&mut axis, width - 1, '┤');
    let mut marks = vec![' '; width];
    for mark in &time.marks {
        set(&mut marks, column(time, mark.at, width), mark.sign.letter());
    }
    let mut caret = vec![' '; width];
    if let Some(at) = time.at {
        set(&mut caret, column(time, at, width), '▴');
    }
    let text = |cells: Vec<char>| cells.into_iter().collect::<String>();
    page.lines.push(Line::styled(text(labels), theme.dim));
    page.lines.push(Line::styled(text(axis), theme.border));
    page.lines.push(Line::styled(text(marks), theme.busy));
    let style = if restore.message.is_some() {
        theme.bad
    } else {
        theme.key
    };
    page.lines.push(Line::styled(text(caret), style));
}

fn set(cells: &mut [char], at: usize, c: char) {
    if let Some(cell) = cells.get_mut(at) {
        *cell = c;
    }
}

fn put(cells: &mut [char], at: usize, text: &str) {
    for (cell, c) in cells.iter_mut().skip(at).zip(text.chars()) {
        *cell = c;
    }
}

/// The column of a moment.
fn column(time: &Time, at: Timestamp, width: usize) -> usize {
    let whole = time.to.duration_since(time.from).as_secs().max(1);
    let part = at.duration_since(time.from).as_secs().clamp(0, whole);
    let last = width.saturating_sub(1) as i64;
    usize::try_from(part.saturating_mul(last) / whole).unwrap_or(0)
}

/// The ticks, and how many seconds apart they are.
fn ticks(time: &Time, width: usize, zone: &TimeZone) -> (Vec<Timestamp>, i64) {
    let whole = time.to.duration_since(time.from).as_secs().max(1);
    let most = (width / APART).max(1) as i64;
    let step = STEPS.into_iter().find(|step| whole / step <= most);
    let step = step.unwrap_or(whole);
    // Ticks are at full hours and midnights of the user's time zone.
    let offset = i64::from(zone.to_offset(time.from).seconds());
    let first = (time.from.as_second() + offset).div_euclid(step) + 1;
    let at = |number: i64| Timestamp::from_second(number * step - offset).ok();
    let ticks = (first..=first + most)
        .filter_map(at)
        .filter(|at| *at < time.to);
    (ticks.collect(), step)
}

fn label(at: Timestamp, here: TimeContext<'_>, step: i64) -> String {
    let there = at.to_zoned(here.zone.clone());
    let midnight = there.hour() == 0 && there.minute() == 0;
    if step >= DAY || midnight {
        time_input::date(at, here)
    } else {
        there.strftime("%H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_never_too_many() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for (from, width, step, first) in [
            ("2026-11-14T14:02:13Z", 84, 86_400, "2026-11-15T00:00:00Z"),
            ("2026-11-21T08:02:13Z", 84, 3_600, "2026-11-21T09:00:00Z"),
            ("2026-11-20T14:02:13Z", 36, 21_600, "2026-11-20T18:00:00Z"),
            ("2026-10-22T14:02:13Z", 84, 604_800, "2026-10-29T00:00:00Z"),
        ] {
            let time = Time {
                from: at(from),
                to: at("2026-11-21T14:02:13Z"),
                at: None,
                marks: Vec::new(),
            };
            let (ticks, apart) = ticks(&time, width, &TimeZone::UTC);
            assert_eq!((apart, ticks[0]), (step, at(first)), "{from}");
            assert!(ticks.len() <= width / APART + 1);
            assert_eq!(column(&time, time.from, width), 0);
            assert_eq!(column(&time, time.to, width), width - 1);
        }
    }
}
