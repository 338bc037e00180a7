//! What was used on each day.

use super::super::{
    super::{chart::Columns, text},
    page::Page,
};
use crate::{api::types::OrgId, ui::Pane};
use jiff::tz::TimeZone;

/// The lines of the chart, without its axis.
const HEIGHT: usize = 4;
/// The lines of a page that has room for it.
const ROOMY: u16 = 24;

/// Draws the compute time of the last days as columns, in dollars where it has a price.
pub fn chart(page: &mut Page<'_>, id: &OrgId) {
    let (model, theme) = (page.cx.model, page.cx.theme);
    let store = &model.neon.store;
    let Some(daily) = store.daily.get(id) else {
        return;
    };
    if let Some(error) = daily.error() {
        let why = text::clean(&error.sentence()).into_owned();
        return page.note(format!("No figures by day: {why}"));
    }
    let layout = model.browser.layout();
    let height = layout.content(Pane::Details).map_or(0, |area| area.height);
    if height < ROOMY {
        return;
    }
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
    page.blank();
    let lines = columns.lines(page.room, HEIGHT, [theme.dim, theme.chart]);
    page.lines.extend(lines);
}

/// A number on the axis, with decimals only where it has some.
fn short(amount: f64) -> String {
    let digits = if amount.fract() > 0.0 { 2 } else { 0 };
    format!("{amount:.digits$}")
}
