//! The awake line: when a compute ran, how often and by what it was woken, what that costs, and why it does not sleep.

use super::{
    super::{
        DrawContext, format,
        text::{clean, fit, width, wrap},
        widget::timeline::{self, Styles},
    },
    page::Page,
};
use crate::{
    api::types::{Branch, Endpoint, EndpointType},
    kinds::{
        State,
        awake::{Awake, Sum, reason::Reason, wake},
        endpoint, price,
        units::duration::{self, DAY, HOUR},
    },
    ui::{ProjectData, TimeStyle, awake as history},
};
use jiff::Timestamp;
use ratatui::{
    style::Style,
    text::{Line, Span},
};
use std::sync::Arc;

/// The periods shown for a compute.
const PERIODS: [(&str, i64); 3] = [("24 h", DAY), ("7 d", 7 * DAY), ("30 d", 30 * DAY)];
/// More cells would not say more.
const MOST_CELLS: usize = 72;
const FEWEST_CELLS: usize = 8;
/// For a line this long, what says less beside it is left out.
const GOOD_CELLS: usize = 20;
/// The longest name of a compute in front of its line, in a narrow pane and in any.
const NAME: (usize, usize) = (16, 32);

/// A line before it is laid out.
struct Row {
    label: String,
    awake: Arc<Awake>,
    period: i64,
    tail: Vec<String>,
}

/// Adds the awake lines of a branch's computes: of a single one for several periods, of several for the last day.
pub fn lines(page: &mut Page<'_>, inside: &ProjectData, endpoints: &[&Endpoint]) {
    if inside.operations.known().is_none() {
        return;
    }
    let rows: Vec<Row> = match endpoints {
        [] => return,
        [one] => {
            let awake = awake(page, one);
            let known = |(_, period): &&(&str, i64)| {
                // A longer period than the one before says more only if more is known.
                let known = awake.known(*period).min(awake.existed(*period));
                *period == DAY || known > DAY.max(*period / 5)
            };
            let periods = PERIODS.iter().filter(known);
            periods
                .map(|(label, period)| row(page, one, (*label).to_owned(), &awake, *period))
                .collect()
        }
        several => several
            .iter()
            .map(|one| row(page, one, name(page, one), &awake(page, one), DAY))
            .collect(),
    };
    draw(page, rows, endpoints.len() > 1);
    match endpoints {
        [one] => wakes(page, one),
        several => reasons(page, several),
    }
}

/// The history of a compute.
pub fn awake(page: &Page<'_>, endpoint: &Endpoint) -> Arc<Awake> {
    of(endpoint, page.cx)
}

fn of(endpoint: &Endpoint, cx: DrawContext<'_>) -> Arc<Awake> {
    let model = cx.model;
    history::history(&model.browser, &model.changes, &model.neon, endpoint)
}

/// Adds what has woken a compute, and why it does not sleep.
fn wakes(page: &mut Page<'_>, endpoint: &Endpoint) {
    let awake = awake(page, endpoint);
    let last = awake.wakes(30 * DAY).next_back();
    if let Some(last) = last.filter(|_| page.room >= FEWEST_CELLS) {
        let mut text = format!("Last woken {}, {}", when(page, last.at), last.waker.words());
        let (period, count) = match awake.sum(DAY).wakes {
            0 | 1 => (7 * DAY, awake.sum(7 * DAY).wakes),
            count => (DAY, count),
        };
        if count > 1 {
            let within = if period == DAY { "24 h" } else { "7 d" };
            let causes = wake::causes(awake.wakes(period));
            text.push_str(&format!("; in {within}: {causes}"));
        }
        page.note(clean(&text).into_owned());
    }
    reasons(page, &[endpoint]);
}

/// When something happened, in the style that the user has set.
fn when(page: &Page<'_>, second: i64) -> String {
    let model = page.cx.model;
    let (settings, neon) = (&model.settings, &model.neon);
    let at = Timestamp::from_second(second).unwrap_or_default();
    match settings.times {
        TimeStyle::Relative => format::relative(at, neon.now),
        TimeStyle::Local | TimeStyle::Utc => format::clock_or_day(settings, neon, at),
    }
}

/// Adds why computes do not sleep; of several, only of those that never do.
fn reasons(page: &mut Page<'_>, endpoints: &[&Endpoint]) {
    for endpoint in endpoints {
        let awake = awake(page, endpoint);
        let reason = history::reason(&page.cx.model.neon, endpoint, &awake);
        let name = match (reason, endpoints.len()) {
            // The headline says so.
            (None, _) | (Some(Reason::Never), 1) => continue,
            (Some(_), 1) => String::new(),
            (Some(_), _) => format!("{}: ", name(page, endpoint)),
        };
        let style = page.cx.theme.busy;
        let text = reason.map_or_else(String::new, |reason| name + &reason.sentence());
        let lines = wrap(&text, page.room).into_iter();
        page.lines
            .extend(lines.map(|line| Line::styled(line, style)));
    }
}

/// The name of a compute of a branch with several.
fn name(page: &Page<'_>, endpoint: &Endpoint) -> String {
    let name = match endpoint.r#type {
        EndpointType::ReadWrite => "primary",
        _ => endpoint.id.as_str(),
    };
    let name = endpoint.name.as_deref().unwrap_or(name);
    fit(&clean(name), (page.room / 3).clamp(NAME.0, NAME.1)).into_owned()
}

fn row(
    page: &Page<'_>,
    endpoint: &Endpoint,
    label: String,
    awake: &Arc<Awake>,
    period: i64,
) -> Row {
    let sum = awake.sum(period);
    let time = match (sum.seconds, sum.is_whole) {
        (0, true) if endpoint::state(endpoint) == State::ACTIVE => "<1m".to_owned(),
        (0, true) => "0m".to_owned(),
        (0, false) => String::new(),
        (seconds, true) => duration::rounded(seconds),
        // What ran before is not known.
        (seconds, false) => format!("{}+", duration::rounded(seconds)),
    };
    let wakes = match sum.wakes {
        0 => String::new(),
        1 => "1 wake".to_owned(),
        wakes => format!("{wakes} wakes"),
    };
    Row {
        label,
        awake: Arc::clone(awake),
        period,
        tail: vec![time, cost(page, endpoint, sum), wakes],
    }
}

/// What the time awake costs at list price: of an autoscaling compute, at its smallest size. Neon does not tell which
/// sizes it had before.
fn cost(page: &Page<'_>, endpoint: &Endpoint, sum: Sum) -> String {
    let autoscales = endpoint.autoscaling_limit_min_cu < endpoint.autoscaling_limit_max_cu;
    let cost = price::of_time(&page.cx.model.neon.store, endpoint, sum.seconds);
    let Some(cost) = cost.filter(|cost| *cost > 0.0) else {
        return String::new();
    };
    let more = if autoscales { "+" } else { "" };
    let size = match sum.is_one_size {
        true => String::new(),
        false => format!(" at {} CU", endpoint.autoscaling_limit_min_cu),
    };
    format!("{}{more}{size}", price::about(cost))
}

fn draw(page: &mut Page<'_>, rows: Vec<Row>, named: bool) {
    let theme = page.cx.theme;
    let labels = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0);
    let parts = rows.iter().map(|row| row.tail.len()).max().unwrap_or(0);
    let widest = |part: usize| {
        let texts = rows.iter().filter_map(|row| row.tail.get(part));
        texts.map(|text| width(text)).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..parts).map(widest).collect();
    let taken = |widths: &[usize]| {
        let shown = widths.iter().filter(|width| **width > 0);
        labels + 1 + shown.map(|width| width + 2).sum::<usize>()
    };
    // In a narrow pane, what says least is left out first: how often, then the cost.
    while taken(&widths) + GOOD_CELLS > page.room && widths.len() > 1 {
        widths.pop();
    }
    let cells = page.room.saturating_sub(taken(&widths)).min(MOST_CELLS);
    if cells < FEWEST_CELLS {
        return;
    }
    page.blank();
    if named {
        page.lines
            .push(Line::styled("AWAKE IN THE LAST 24 H", theme.heading));
    }
    let styles = Styles {
        on: theme.good,
        off: theme.dim,
    };
    for row in rows {
        let rest = " ".repeat(labels - width(&row.label) + 1);
        let mut line = vec![Span::styled(row.label + &rest, theme.dim)];
        if !page.cx.is_linear() {
            line.extend(timeline::spans(row.awake.shares(row.period, cells), styles));
        }
        for (text, cells) in row
            .tail
            .iter()
            .zip(&widths)
            .filter(|(_, cells)| **cells > 0)
        {
            line.push(Span::raw(format!("  {text:>cells$}")));
        }
        page.lines.push(Line::from(line));
    }
}

/// When any compute of a branch was awake in the last day, in a cell of a table.
pub fn cell(page: &Page<'_>, inside: &ProjectData, branch: &Branch) -> Span<'static> {
    const CELLS: usize = 12;
    let line = last_day(inside, branch, CELLS, page.cx);
    line.map_or_else(Span::default, |(text, style)| Span::styled(text, style))
}

/// When any compute of a branch was awake in the last day, as a line of this many cells; not in linear mode.
pub fn last_day(
    inside: &ProjectData,
    branch: &Branch,
    cells: usize,
    cx: DrawContext<'_>,
) -> Option<(String, Style)> {
    inside.operations.known().filter(|_| !cx.is_linear())?;
    let computes = inside.endpoints_of(&branch.id);
    let lines = computes.map(|one| of(one, cx).shares(DAY, cells).collect::<Vec<_>>());
    let shares = lines.reduce(|mut most, line| {
        for (most, share) in most.iter_mut().zip(line) {
            *most = most.with(share, f64::max);
        }
        most
    })?;
    let mut known = shares.iter().filter_map(|share| share.known());
    let style = match known.any(|share| share > 0.0) {
        true => cx.theme.good,
        false => cx.theme.dim,
    };
    let glyphs = timeline::glyphs(shares.into_iter());
    Some((glyphs.map(|(_, glyph)| glyph).collect(), style))
}

/// When an awake compute will be suspended if nothing connects to it.
pub fn zero(page: &Page<'_>, one: &Endpoint) -> Option<String> {
    let left = endpoint::zero_in(one, page.cx.model.neon.now)?;
    let awake = endpoint::state(one) == State::ACTIVE;
    (awake && (1..HOUR).contains(&left)).then(|| endpoint::Zero::In(left).sentence())
}
