//! All organizations of the account, one line each, on the page of the first one.

use super::super::{
    super::{
        chart, format,
        widget::table::{Column, names, whole},
    },
    page::Page,
};
use crate::{
    api::types::OrgId,
    kinds::{
        org,
        pulse::{Items, Pulse},
        spend::{Spend, Unit, Writer},
    },
    ui::{Target, home},
};
use ratatui::text::Span;

const COLUMNS: [Column; 6] = [
    names("ORGANIZATION", 8),
    whole("SPENT"),
    whole("FORECAST"),
    whole("LIMIT"),
    whole("AWAKE"),
    whole("NEEDS YOU"),
];
/// The cells of a gauge.
const GAUGE: usize = 12;

pub fn table<'a>(page: &mut Page<'a>, first: &OrgId) {
    let model = page.cx.model;
    if !org::is_first_of_several(&model.neon.store, first) {
        return;
    }
    let theme = page.cx.theme;
    let orgs = model.neon.store.orgs.value.values();
    let all: Vec<_> = orgs
        .map(|org| {
            let target = Target::Org(org.id.clone());
            let spend = home::spend(&model.browser, &model.neon, &target);
            (
                org,
                home::pulse(&model.browser, &model.neon, &target),
                spend,
            )
        })
        .collect();
    let spends = all.iter().filter_map(|(.., spend)| spend.as_deref());
    let spends: Vec<&Spend> = spends.filter(in_dollars).collect();
    let total: f64 = spends.iter().map(|spend| spend.total()).sum();
    let writer = Writer::of(Unit::Dollars, total);
    let rows = all.iter().map(|(org, pulse, spend)| {
        let known = spend.as_deref().filter(|spend| spend.total() > 0.0);
        let mut row = vec![page.cell(&org.name)];
        row.extend(money(page, &org.id, known, writer));
        let looked_at = pulse.as_deref().filter(|pulse| pulse.looked_at > 0);
        let counts = |items: fn(&Pulse) -> &Items| {
            let count = looked_at.map(|pulse| items(pulse).shown.len() + items(pulse).more);
            Span::raw(count.map_or_else(|| "?".to_owned(), format::count))
        };
        row.extend([counts(|pulse| &pulse.awake), counts(|pulse| &pulse.needs)]);
        row
    });
    let mut rows: Vec<Vec<Span<'a>>> = rows.collect();
    if spends.len() > 1 {
        let total = Span::styled(writer.about(total), theme.strong);
        rows.push(vec![Span::raw("All"), total]);
    }
    page.table(&COLUMNS, rows);
}

fn in_dollars(spend: &&Spend) -> bool {
    spend.unit == Unit::Dollars
}

/// What an organization has spent and will spend, and how much of its limit that is.
fn money<'a>(
    page: &Page<'a>,
    org: &OrgId,
    spend: Option<&Spend>,
    dollars: Writer,
) -> [Span<'a>; 3] {
    let Some(spend) = spend else {
        return Default::default();
    };
    let (neon, theme) = (&page.cx.model.neon, page.cx.theme);
    let writer = match spend.unit {
        Unit::Dollars => dollars,
        Unit::ComputeHours => spend.writer(),
    };
    let ahead = spend.forecast(neon.now);
    let forecast = ahead.map(|ahead| format!("→ {}", writer.about(ahead)));
    let limit = neon.store.spending.get(org);
    let limit = limit.and_then(|limit| *limit.known()?);
    let limit = limit.filter(|cents| *cents > 0 && in_dollars(&spend));
    let gauge = limit.map(|cents| {
        let share = |amount: f64| amount / (cents as f64 / 100.0);
        let used = share(spend.total());
        let style = super::level(theme, used);
        let parts = chart::gauge(used, ahead.map_or(0.0, share), GAUGE, [style; 3]);
        let gauge: String = parts.into_iter().map(|part| part.content).collect();
        Span::styled(format!("{gauge} {:>3.0} %", used * 100.0), style)
    });
    [
        Span::raw(writer.about(spend.total())),
        page.dim(forecast.unwrap_or_default()),
        gauge.unwrap_or_default(),
    ]
}
