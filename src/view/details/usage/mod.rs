//! The Usage tab: what an organization, a project or a branch has used in a period, by time, by metric and by part.

mod counters;
pub mod notes;

use super::{
    super::{
        chart::{self, Bar, Columns},
        text,
        widget::table::{Column, elastic, names, whole},
    },
    page::Page,
};
use crate::{
    api::types::Metric,
    kinds::{
        spend::{Unit, Writer},
        usage::{self as figures, Difference, Report},
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

pub fn fill(page: &mut Page<'_>, target: &Target) {
    let model = page.cx.model;
    let Some(of) = usage::subject(&model.neon.store, target) else {
        return page.note("This row has no use of its own.");
    };
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

/// Adds the title of a section.
fn section(page: &mut Page<'_>, title: &'static str) {
    page.blank();
    page.lines.push(Line::styled(title, page.cx.theme.heading));
}

/// The period, and the keys that change it.
fn heading(page: &mut Page<'_>, period: &Period) {
    let (cx, theme) = (page.cx, page.cx.theme);
    let by = match period.frame {
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
        Action::NextFrame,
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
    match period.frame {
        Interval::Hour => day(period.start, "%-d %B %Y"),
        Interval::Day => day(period.start, "%B %Y"),
        Interval::Month => {
            let last = period.frame.step(period.end, -1);
            format!("{} to {}", day(period.start, "%B %Y"), day(last, "%B %Y"))
        }
    }
}

fn report(page: &mut Page<'_>, of: &Target, period: &Period, report: &Report) {
    let theme = page.cx.theme;
    let writer = Writer::of(report.unit, report.total);
    let mut line = Line::from(Span::styled(writer.about(report.total), theme.strong));
    if let Some(change) = report.change {
        let before = match period.frame {
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
    chart(page, period, report);
    metrics(page, report, writer);
    parts(page, of, report, writer);
    frames(page, period, report, writer);
}

/// `▲ 12 %`, `▼ 3 %`, `▲ 12 times`; in words where there is only ASCII.
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
    let is_ascii = page.cx.model.settings.ascii;
    match (percent, is_ascii) {
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
    let values: Vec<Option<f64>> = report.frames.iter().map(|frame| frame.value).collect();
    let labels = report.frames.iter().map(|frame| {
        let at = frame.start.to_zoned(TimeZone::UTC);
        match period.frame {
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
        let digits = if amount.fract() > 0.0 { 2 } else { 0 };
        format!("{amount:.digits$}")
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

/// What was written for an amount; `<$1` if that was rounded to nothing.
fn not_nothing(amount: f64, written: String) -> String {
    let is_nothing = !written.contains(|digit: char| ('1'..='9').contains(&digit));
    match written.rfind('0') {
        Some(last) if is_nothing && amount > 0.0 => {
            let mut least = written;
            least.replace_range(last..=last, "1");
            format!("<{least}")
        }
        _ => written,
    }
}

/// Adds a table whose columns after the first are aligned to the right.
fn figures_table<'a>(page: &mut Page<'a>, columns: &[Column], mut rows: Vec<Vec<Span<'a>>>) {
    for (at, column) in columns.iter().enumerate().skip(1) {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let widest = cells.map(Span::width).max().unwrap_or(0);
        if widest == 0 {
            continue;
        }
        let widest = widest.max(text::width(column.title));
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            let pad = " ".repeat(widest - cell.width());
            cell.content = format!("{pad}{}", cell.content).into();
        }
    }
    page.table(columns, rows);
}

/// One row for each metric: amount, cost, share and change.
fn metrics(page: &mut Page<'_>, report: &Report, writer: Writer) {
    const COLUMNS: [Column; 5] = [
        names("WHAT", 8),
        whole("AMOUNT"),
        whole("~COST"),
        whole("SHARE"),
        whole("CHANGE"),
    ];
    if report.metrics.is_empty() {
        page.blank();
        return page.note("Nothing was used.");
    }
    let costs: Vec<f64> = report.metrics.iter().filter_map(|row| row.cost).collect();
    let mut costs = writer.parts(&costs).into_iter();
    let rows = report.metrics.iter().map(|row| {
        let cost = row
            .cost
            .map(|cost| not_nothing(cost, costs.next().unwrap_or_default()));
        let share = row.cost.and_then(|cost| report.share(cost));
        vec![
            Span::raw(figures::label(&row.metric)),
            Span::raw(figures::write(&row.metric, row.amount)),
            Span::raw(cost.unwrap_or_default()),
            page.dim(share.map_or_else(String::new, percent)),
            page.dim(
                row.change
                    .map_or_else(String::new, |it| change_text(page, it)),
            ),
        ]
    });
    let rows = rows.collect();
    figures_table(page, &COLUMNS, rows);
}

/// One bar for each project or branch, with its share and change.
fn parts(page: &mut Page<'_>, of: &Target, report: &Report, writer: Writer) {
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
    bars(page, of, rows.collect(), writer);
}

/// A project or branch, its value, and what stands beside that.
type PartBar = (Option<Target>, f64, String);

fn bars(page: &mut Page<'_>, of: &Target, rows: Vec<PartBar>, writer: Writer) {
    let (noun, title) = match of {
        Target::Org(_) => ("projects", "BY PROJECT"),
        Target::Project(_) => ("branches", "BY BRANCH"),
        _ => return,
    };
    if rows.is_empty() {
        return;
    }
    let theme = page.cx.theme;
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
    section(page, title);
    let styles = [Style::new(), Style::new(), theme.chart];
    let lines = chart::bars(&bars, page.room, styles);
    page.lines.extend(lines);
}

/// One row for each timeframe: what the chart shows, in figures.
fn frames(page: &mut Page<'_>, period: &Period, report: &Report, writer: Writer) {
    let (title, format) = match period.frame {
        Interval::Hour => ("HOUR", "%H:00"),
        Interval::Day => ("DAY", "%-d %b"),
        Interval::Month => ("MONTH", "%b %Y"),
    };
    let columns = [
        elastic(title, 6),
        whole("~COST"),
        whole("COMPUTE"),
        whole("TRANSFER"),
    ];
    let known = report.frames.iter().filter(|frame| frame.used.is_some());
    let costs: Vec<f64> = known.clone().filter_map(|frame| frame.value).collect();
    let costs = writer.parts(&costs).into_iter();
    let rows = known.zip(costs).map(|(frame, cost)| {
        let used = frame.used.unwrap_or_default();
        let amount = |metric: Metric| figures::write(&metric, used.of(&metric));
        let start = frame.start.to_zoned(TimeZone::UTC);
        vec![
            Span::raw(start.strftime(format).to_string()),
            Span::raw(match report.unit {
                Unit::Dollars => not_nothing(frame.value.unwrap_or_default(), cost),
                Unit::ComputeHours => String::new(),
            }),
            page.dim(amount(Metric::ComputeUnitSeconds)),
            page.dim(amount(Metric::PublicNetworkTransferBytes)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        figures_table(page, &columns, rows);
    }
}
