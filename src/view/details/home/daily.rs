//! What was used on each day.

use super::super::{
    super::{chart::Columns, text},
    page::Page,
    usage::{axis, notes},
};
use crate::{
    api::types::{Metric, OrgId},
    kinds::spend::Unit,
    store::{
        remote::Remote,
        usage::{Amounts, Interval, Period, Usage},
    },
    ui::{Target, usage},
};
use jiff::tz::TimeZone;
use ratatui::text::Line;

/// The most days shown.
const DAYS: usize = 31;

fn daily<'a>(page: &Page<'a>, id: &OrgId) -> Option<&'a Remote<Usage>> {
    let neon = &page.cx.model.neon;
    let key = usage::of_home(&neon.store, &Target::Org(id.clone()), neon.now);
    neon.store.usage.get(&key)
}

/// What was used on the last days as columns, in dollars where it has a price; none where nothing is known.
pub fn chart(page: &Page<'_>, id: &OrgId, room: usize, height: usize) -> Vec<Line<'static>> {
    let (model, theme) = (page.cx.model, page.cx.theme);
    let store = &model.neon.store;
    let Some(daily) = daily(page, id).filter(|daily| daily.error().is_none()) else {
        return Vec::new();
    };
    let plan = store.plan_of_org(id).unwrap_or_default();
    let unit = match store.prices.compute(plan, 0) {
        Some(_) => Unit::Dollars,
        None => Unit::ComputeHours,
    };
    let frames = &daily.value.frames;
    let days = frames.iter().skip(frames.len().saturating_sub(DAYS));
    let month = Period::of(Interval::Day, 0, model.neon.now);
    let billed = store
        .prices
        .billed_traffic(daily.value.traffic_by_month(&month));
    let rates = store.prices.rates(plan, billed);
    let value = |used: &Amounts| match &rates {
        Some(rates) => rates.price(used),
        None => used.of(&Metric::ComputeUnitSeconds) / 3_600.0,
    };
    let values: Vec<Option<f64>> = days.clone().map(|(_, used)| Some(value(used))).collect();
    // Neon's days are those of UTC.
    let labels = days.map(|(at, _)| {
        let date = at.to_zoned(TimeZone::UTC);
        match date.day() {
            1 => date.strftime("%b").to_string(),
            day if day % 7 == 1 => day.to_string(),
            _ => String::new(),
        }
    });
    let labels: Vec<String> = labels.collect();
    let columns = Columns {
        values: &values,
        labels: &labels,
        write: axis(unit),
    };
    columns.lines(room, height, [theme.dim, theme.chart])
}

/// Why there are no figures by day, or not those of all projects.
pub fn note(page: &mut Page<'_>, id: &OrgId) {
    let Some(daily) = daily(page, id) else {
        return;
    };
    if let Some(error) = daily.error() {
        let why = text::clean(&error.sentence()).into_owned();
        page.note(format!("No figures by day: {why}"));
    } else if let Some(covered) = notes::covered(daily.value.covered) {
        page.note(format!("By day: {covered}."));
    }
}
