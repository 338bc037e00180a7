//! The tables of the Usage tab: use by metric, and by time.

use super::{
    super::{
        super::widget::table::{self, Column, elastic, names, number, whole},
        page::{Page, beside},
    },
    GUTTER, change_text, percent,
};
use crate::{
    api::types::Metric,
    kinds::{
        spend::{Unit, Writer},
        units::{bytes, cu_hours, not_nothing},
        usage::{self as figures, Report},
    },
    store::usage::{Interval, Period},
};
use jiff::tz::TimeZone;
use ratatui::text::{Line, Span};

/// The fewest timeframes one below the other before there is a second column of them.
const FEWEST: usize = 8;

/// Adds one row for each metric: amount, cost, share and change.
pub fn metrics(page: &mut Page<'_>, report: &Report, writer: Writer) {
    const COLUMNS: [Column; 5] = [
        names("WHAT", 8),
        whole("AMOUNT"),
        number("~COST"),
        number("SHARE"),
        number("CHANGE"),
    ];
    if report.metrics.is_empty() {
        return page.note("Nothing was used.");
    }
    let costs: Vec<f64> = report.metrics.iter().filter_map(|row| row.cost).collect();
    let mut costs = writer.parts(&costs).into_iter();
    let amounts = report.metrics.iter();
    let amounts = amounts.map(|row| figures::write(&row.metric, row.amount));
    let amounts = one_below_the_other(amounts.collect());
    let rows = report.metrics.iter().zip(amounts).map(|(row, amount)| {
        let cost = row
            .cost
            .map(|cost| not_nothing(cost, costs.next().unwrap_or_default()));
        let share = row.cost.and_then(|cost| report.share(cost));
        let change = row.change.map(|change| change_text(page, change));
        vec![
            Span::raw(figures::label(&row.metric)),
            Span::raw(amount),
            Span::raw(cost.unwrap_or_default()),
            page.dim(share.map_or_else(String::new, percent)),
            page.dim(change.unwrap_or_default()),
        ]
    });
    let rows = rows.collect();
    page.table(&COLUMNS, rows);
}

/// Amounts such as `24.7 GB`, with the ends of their numbers below each other.
fn one_below_the_other(amounts: Vec<String>) -> Vec<String> {
    let number = |amount: &String| amount.find(' ').unwrap_or(amount.len());
    let widest = amounts.iter().map(number).max().unwrap_or(0);
    let pad = |amount: String| {
        let pad = widest - number(&amount);
        format!("{}{amount}", " ".repeat(pad))
    };
    amounts.into_iter().map(pad).collect()
}

/// Adds one row for each timeframe, in as many columns as there is room for: what the chart shows, in figures.
pub fn frames(page: &mut Page<'_>, period: &Period, report: &Report, writer: Writer) {
    let (title, format) = match period.interval {
        Interval::Hour => ("HOUR", "%H:00"),
        Interval::Day => ("DAY", "%e %b"),
        Interval::Month => ("MONTH", "%b %Y"),
    };
    let columns = [
        elastic(title, 6),
        number("~COST"),
        number("COMPUTE"),
        number("TRANSFER"),
    ];
    let known = report.frames.iter().filter(|frame| frame.used.is_some());
    let costs: Vec<f64> = known.clone().filter_map(|frame| frame.value).collect();
    let costs = writer.parts(&costs);
    let amounts = |metric: Metric| {
        let used = known.clone().filter_map(|frame| frame.used);
        let amounts = used.map(|used| used.of(&metric).round() as i64);
        amounts.collect::<Vec<i64>>()
    };
    let compute = cu_hours::column(&amounts(Metric::ComputeUnitSeconds));
    let transfer = bytes::column(&amounts(Metric::PublicNetworkTransferBytes));
    let amounts = compute.into_iter().zip(transfer);
    let mut figures = costs.into_iter().zip(amounts);
    let listed = report.frames.iter();
    let listed = listed.filter(|frame| frame.used.is_some() || frame.is_gone);
    let rows = listed.map(|frame| {
        let start = frame.start.to_zoned(TimeZone::UTC);
        let start = Span::raw(start.strftime(format).to_string());
        let figures = frame.used.and_then(|_| figures.next());
        let Some((cost, (compute, transfer))) = figures else {
            return [start]
                .into_iter()
                .chain([(); 3].map(|()| page.dim("?")))
                .collect();
        };
        let cost = match report.unit {
            Unit::Dollars => not_nothing(frame.value.unwrap_or_default(), cost),
            Unit::ComputeHours => String::new(),
        };
        vec![
            start,
            Span::raw(cost),
            page.dim(compute),
            page.dim(transfer),
        ]
    });
    let rows: Vec<Vec<_>> = rows.collect();
    if known.count() == 0 {
        return;
    }
    page.blank();
    let heading = page.cx.theme.heading;
    let lines = table::lines(&columns, rows, page.room, heading);
    let lines = match page.cx.is_linear() {
        true => lines,
        false => side_by_side(lines, page.room),
    };
    page.lines.extend(lines);
}

/// Breaks a table with headings into columns, if it is long and there is room.
fn side_by_side(mut lines: Vec<Line<'_>>, room: usize) -> Vec<Line<'_>> {
    let wide = lines.iter().map(Line::width).max().unwrap_or(0) + GUTTER;
    let count = lines.len().saturating_sub(1);
    let columns = ((room + GUTTER) / wide).min(count / FEWEST).max(1);
    let height = count.div_ceil(columns).max(1);
    let rows = lines.split_off(1.min(lines.len()));
    let mut joined = Vec::new();
    for (at, part) in rows.chunks(height).enumerate() {
        let part = lines.iter().chain(part).cloned().collect();
        joined = beside(joined, part, at * wide);
    }
    joined
}
