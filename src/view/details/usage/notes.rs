//! What the figures of the Usage tab assume, and what they leave out.

use super::super::{super::format, page::Page};
use crate::{
    kinds::{spend::Unit, usage::Report},
    store::usage::{Covered, Period, Usage},
};

/// Which projects an answer covers, if those are not all.
pub fn covered(covered: Covered) -> Option<String> {
    let count = format::count;
    Some(match covered {
        Covered::All => return None,
        Covered::MostActive(counted) => format!("the {} most active projects", count(counted)),
        Covered::OfLoaded { counted, loaded } if counted < loaded => {
            let (counted, loaded) = (count(counted), count(loaded));
            format!("the {counted} most active of the {loaded} projects loaded")
        }
        Covered::OfLoaded { loaded, .. } => format!("the {} projects loaded", count(loaded)),
        Covered::First(counted) => format!("the first {} that Neon lists", count(counted)),
    })
}

/// What the figures assume, and what they leave out.
pub fn fill(page: &mut Page<'_>, period: &Period, known: &Usage, report: &Report) {
    let store = &page.cx.model.neon.store;
    let mut notes = Vec::new();
    if let Some(covered) = covered(known.covered) {
        notes.push(format!("Only {covered} are counted."));
    }
    let oldest = period.interval.oldest(known.until);
    if period.start < oldest {
        let from = format::clock_with_zone(&page.cx.model.settings, oldest);
        notes.push(format!("Neon no longer has what was before {from}."));
    }
    notes.push(match report.unit {
        Unit::Dollars => {
            let traffic = match report.is_traffic_in_full {
                true => "are not subtracted here",
                false => "are free, spread over all of it",
            };
            format!(
                "Costs are estimates at the {}, never the invoice; the organization's first {:.0} GB of traffic in a month {traffic}.",
                store.prices.from, store.prices.transfer_included
            )
        }
        Unit::ComputeHours => {
            "There is no price for this plan; [prices] in config.toml can give it one.".to_owned()
        }
    });
    notes.push(
        "Days and hours are those of UTC; Neon counts again about every 15 minutes.".to_owned(),
    );
    page.blank();
    page.note(notes.join(" "));
}
