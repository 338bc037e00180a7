//! What was used on each day.

use super::super::{
    super::{chart::Columns, text},
    page::Page,
};
use crate::api::types::OrgId;
use jiff::tz::TimeZone;
use ratatui::text::Line;

/// The compute time of the last days as columns, in dollars where it has a price; none where nothing is known.
pub fn chart(page: &Page<'_>, id: &OrgId, room: usize, height: usize) -> Vec<Line<'static>> {
    let (model, theme) = (page.cx.model, page.cx.theme);
    let store = &model.neon.store;
    let Some(daily) = store.daily.get(id).filter(|daily| daily.error().is_none()) else {
        return Vec::new();
    };
    let plan = store.orgs.value.get(id);
    let plan = plan.map_or("", |org| org.plan.as_str());
    let value = |seconds: f64| {
        let whole = seconds.round() as u64;
        store
            .prices
            .compute(plan, whole)
            .unwrap_or(seconds / 3_600.0)
    };
    let days = daily.value.iter();
    let values: Vec<Option<f64>> = days.clone().map(|(_, used)| Some(value(*used))).collect();
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
    let write: fn(f64) -> String = match store.prices.compute(plan, 0) {
        Some(_) => |amount| format!("${}", short(amount)),
        None => |amount| format!("{} CU-h", short(amount)),
    };
    let columns = Columns {
        values: &values,
        labels: &labels,
        write,
    };
    columns.lines(room, height, [theme.dim, theme.chart])
}

/// Why there are no figures by day.
pub fn refusal(page: &mut Page<'_>, id: &OrgId) {
    let daily = page.cx.model.neon.store.daily.get(id);
    if let Some(error) = daily.and_then(|daily| daily.error()) {
        let why = text::clean(&error.sentence()).into_owned();
        page.note(format!("No figures by day: {why}"));
    }
}

/// A number on the axis, with decimals only where it has some.
fn short(amount: f64) -> String {
    let digits = if amount.fract() > 0.0 { 2 } else { 0 };
    format!("{amount:.digits$}")
}
