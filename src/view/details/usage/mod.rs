//! The Usage tab: what an organization, a project or a branch has used in a period, by time, by metric and by part.

mod counters;
pub mod notes;
mod tables;

use super::{
    super::{
        chart::{self, Bar, Columns},
        text,
    },
    branch,
    page::{Page, beside},
};
use crate::{
    kinds::{
        deletion,
        spend::{Unit, Writer},
        units::not_nothing,
        usage::{Difference, Report},
    },
    reads,
    store::{
        remote::Remote,
        usage::{Interval, Period},
    },
    ui::{Action, Target, usage},
};
use jiff::{Timestamp, tz::TimeZone};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// The most projects or branches with a bar of their own.
const BARS: usize = 20;
/// Cells between two columns.
const GUTTER: usize = 4;

pub fn fill(page: &mut Page<'_>, target: &Target) {
    let model = page.cx.model;
    let Some(of) = usage::subject(&model.neon.store, target) else {
        return page.note("This row has no usage of its own.");
    };
    if of != *target
        && let Target::Branch(project, id) = &of
        && let Some(of) = model.neon.store.branch(project, id)
    {
        branch::of(page, "of branch ", of);
        page.blank();
    }
    let period = usage::period(&model.browser, model.neon.now);
    let (remote, report) = usage::report(&model.browser, &model.neon, &of);
    match (remote, report) {
        (_, Some(report)) => {
            heading(page, &period);
            self::report(page, &of, &period, &report);
            if let Some(known) = remote.and_then(Remote::known) {
                notes::fill(page, &period, known, &report);
            }
        }
        (Some(remote), None)
            if !remote.is_absent() && !remote.error().is_some_and(reads::usage::is_refusal) =>
        {
            heading(page, &period);
            page.fetch("usage", remote);
        }
        (refused, None) => counters::fill(page, &of, refused),
    }
}

/// The period, and the keys that change it.
fn heading(page: &mut Page<'_>, period: &Period) {
    let (cx, theme) = (page.cx, page.cx.theme);
    let by = match period.interval {
        Interval::Hour => "by hour",
        Interval::Day => "by day",
        Interval::Month => "by month",
    };
    let mut line = Line::from(vec![
        Span::styled(name(period), theme.strong),
        Span::raw(format!(" {by}")),
    ]);
    let keys = [
        Action::EarlierPeriod,
        Action::LaterPeriod,
        Action::NextInterval,
    ];
    let [earlier, later, frame] = keys.map(|action| cx.key(action));
    let keys = format!("   {earlier} {later} period   {frame} hours, days, months");
    if line.width() + text::width(&keys) <= page.room {
        line.push_span(Span::styled(keys, theme.dim));
    }
    page.lines.push(line);
}

/// `November 2026`, `20 November 2026`, `June to November 2026`: in UTC, as Neon counts.
fn name(period: &Period) -> String {
    let day = |at: Timestamp, format: &str| at.to_zoned(TimeZone::UTC).strftime(format).to_string();
    match period.interval {
        Interval::Hour => day(period.start, "%-d %B %Y"),
        Interval::Day => day(period.start, "%B %Y"),
        Interval::Month => {
            let last = period.interval.step(period.end, -1);
            format!("{} to {}", day(period.start, "%B %Y"), day(last, "%B %Y"))
        }
    }
}

fn report(page: &mut Page<'_>, of: &Target, period: &Period, report: &Report) {
    let theme = page.cx.theme;
    let writer = Writer::of(report.unit, report.total);
    let mut line = Line::from(Span::styled(writer.about(report.total), theme.strong));
    if let Some(change) = report.change {
        let before = match period.interval {
            Interval::Hour => "the same hours of the day before",
            Interval::Day if period.end <= page.cx.model.neon.now => "the month before",
            Interval::Day => "the same days of the month before",
            Interval::Month => "the same months of the half-year before",
        };
        let change = change_text(page, change);
        line.push_span(Span::raw(format!("   {change}")));
        if line.width() + before.len() + 9 <= page.room {
            line.push_span(Span::styled(format!(" against {before}"), theme.dim));
        }
    }
    page.lines.push(line);
    let gone = report.frames.iter().filter(|frame| frame.is_gone).count();
    if gone > 0 {
        let frame = match period.interval {
            Interval::Hour => "hour",
            Interval::Day => "day",
            Interval::Month => "month",
        };
        let gone = deletion::count(gone, frame);
        let text = format!("without {gone} (?) that Neon no longer keeps");
        page.lines.push(Line::styled(text, theme.dim));
    }
    chart(page, period, report);
    let mut metrics = Page::new(page.cx, page.room, page.height);
    tables::metrics(&mut metrics, report, writer);
    let wide = metrics.lines.iter().map(Line::width).max().unwrap_or(0) + GUTTER;
    let parts = parts(page, of, report, writer);
    let bars = parts.as_ref().map_or(0, |(_, bars)| chart::good_room(bars));
    page.blank();
    if bars > 0 && wide + bars <= page.room {
        let parts = bar_lines(page, parts, page.room - wide);
        page.lines.extend(beside(metrics.lines, parts, wide));
    } else {
        page.lines.append(&mut metrics.lines);
        page.blank();
        let parts = bar_lines(page, parts, page.room);
        page.lines.extend(parts);
    }
    tables::frames(page, period, report, writer);
}

/// `▲ 12 %`, `▼ 3 %`, `▲ 12 times`; in words where the signs would be replaced.
fn change_text(page: &Page<'_>, change: Difference) -> String {
    let share = match change {
        Difference::New => return "new".to_owned(),
        Difference::By(share) => share,
    };
    let percent = (share * 100.0).round();
    let amount = match percent {
        much if much >= 900.0 => format!("{:.0} times", share + 1.0),
        percent => format!("{:.0} %", percent.abs()),
    };
    let in_words = page.cx.has_plain_signs();
    match (percent, in_words) {
        (up, true) if up >= 900.0 => format!("{amount} as much"),
        (up, true) if up > 0.0 => format!("{amount} more"),
        (down, true) if down < 0.0 => format!("{amount} less"),
        (up, false) if up > 0.0 => format!("▲ {amount}"),
        (down, false) if down < 0.0 => format!("▼ {amount}"),
        _ => "no change".to_owned(),
    }
}

/// The lines of the chart on pages of this many lines.
fn chart_height(page: &Page<'_>) -> usize {
    match page.height {
        0..12 => 0,
        12..24 => 4,
        24..40 => 6,
        _ => 10,
    }
}

fn chart(page: &mut Page<'_>, period: &Period, report: &Report) {
    let theme = page.cx.theme;
    // The table says the same in words.
    if page.cx.is_linear() {
        return;
    }
    let values: Vec<Option<f64>> = report.frames.iter().map(|frame| frame.value).collect();
    let labels = report.frames.iter().map(|frame| {
        let at = frame.start.to_zoned(TimeZone::UTC);
        match period.interval {
            Interval::Hour if at.hour() % 6 == 0 => at.strftime("%H:00").to_string(),
            Interval::Day if at.day() % 7 == 1 => at.day().to_string(),
            Interval::Month => at.strftime("%b").to_string(),
            Interval::Hour | Interval::Day => String::new(),
        }
    });
    let labels: Vec<String> = labels.collect();
    let columns = Columns {
        values: &values,
        labels: &labels,
        write: axis(report.unit),
    };
    let lines = columns.lines(page.room, chart_height(page), [theme.dim, theme.chart]);
    if !lines.is_empty() {
        page.blank();
        page.lines.extend(lines);
    }
}

/// Writes a value on the axis of a chart.
pub fn axis(unit: Unit) -> fn(f64) -> String {
    fn short(amount: f64) -> String {
        let is_exact = |digits: &i32| {
            let scaled = amount * 10_f64.powi(*digits);
            (scaled - scaled.round()).abs() < 1e-6
        };
        let digits = [0, 2, 3, 4].into_iter().find(is_exact).unwrap_or(4);
        format!("{amount:.*}", usize::try_from(digits).unwrap_or(0))
    }
    match unit {
        Unit::Dollars => |amount| format!("${}", short(amount)),
        Unit::ComputeHours => |amount| format!("{} CU-h", short(amount)),
    }
}

/// A percentage: `74 %`, `<1 %`.
fn percent(share: f64) -> String {
    match share * 100.0 {
        some if some > 0.0 && some < 0.5 => "<1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// One bar for each project or branch, with its share and change.
fn parts(page: &Page<'_>, of: &Target, report: &Report, writer: Writer) -> Option<Bars> {
    let changes = report.parts.iter();
    let changes = changes.map(|part| {
        part.change
            .map_or_else(String::new, |it| change_text(page, it))
    });
    let changes: Vec<String> = changes.collect();
    let widest = changes.iter().map(|change| text::width(change)).max();
    let widest = widest.unwrap_or(0);
    let rows = report.parts.iter().zip(changes).map(|(part, change)| {
        let share = report.share(part.value).map_or_else(String::new, percent);
        let pad = " ".repeat(widest - text::width(&change));
        let note = format!("{share:>5}  {pad}{change}").trim_end().to_owned();
        (part.target.clone(), part.value, note)
    });
    bars(page, of, rows.collect(), writer)
}

/// A project or branch, its value, and what stands beside that.
type PartBar = (Option<Target>, f64, String);
/// Bars and their title.
type Bars = (&'static str, Vec<Bar>);

/// The lines of bars, with their title.
fn bar_lines(page: &Page<'_>, bars: Option<Bars>, room: usize) -> Vec<Line<'static>> {
    let theme = page.cx.theme;
    let styles = [Style::new(), Style::new(), theme.chart];
    bars.map_or_else(Vec::new, |(title, bars)| {
        let mut lines = vec![Line::styled(title, theme.heading)];
        lines.extend(chart::bars(&bars, room, styles));
        lines
    })
}

fn bars(page: &Page<'_>, of: &Target, rows: Vec<PartBar>, writer: Writer) -> Option<Bars> {
    let (noun, title) = match of {
        Target::Org(_) => ("projects", "BY PROJECT"),
        Target::Project(_) => ("branches", "BY BRANCH"),
        _ => return None,
    };
    if rows.is_empty() {
        return None;
    }
    let store = &page.cx.model.neon.store;
    let all: Vec<f64> = rows.iter().map(|(_, value, _)| *value).collect();
    let (values, rest) = chart::shortened(&all, (0, 0.0), BARS);
    let named = values.len() - usize::from(rest > 0);
    let written = writer.parts(&values);
    let widest = written
        .iter()
        .map(|value| text::width(value))
        .max()
        .unwrap_or(0);
    let bar = |(at, (value, written)): (usize, (f64, String))| match rows.get(at) {
        Some((target, _, note)) if at < named => Bar {
            label: match target {
                Some(target) => text::clean(&store.name(target)).into_owned(),
                None => format!("deleted {noun} and the rest"),
            },
            cut: match target {
                Some(Target::Branch(..)) => text::Cut::Start,
                _ => text::Cut::End,
            },
            value: format!("{:>widest$}  {note}", not_nothing(value, written)),
            amount: value,
        },
        _ => Bar::of_rest(rest, format!("{written:>widest$}")),
    };
    let mut bars: Vec<Bar> = values
        .into_iter()
        .zip(written)
        .enumerate()
        .map(bar)
        .collect();
    let widest = bars
        .iter()
        .map(|bar| text::width(&bar.value))
        .max()
        .unwrap_or(0);
    for bar in &mut bars {
        let pad = widest - text::width(&bar.value);
        bar.value.push_str(&" ".repeat(pad));
    }
    Some((title, bars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_the_decimals_of_its_value() {
        for (amount, text) in [
            (60.0, "$60"),
            (2.5, "$2.50"),
            (0.01, "$0.01"),
            (0.015, "$0.015"),
            (0.00075, "$0.0008"),
        ] {
            assert_eq!(axis(Unit::Dollars)(amount), text);
        }
        assert_eq!(axis(Unit::ComputeHours)(7.5), "7.50 CU-h");
    }
}
