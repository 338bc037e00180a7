//! What stands on the Usage tab where Neon gives no history: the counters of the billing period, which every plan has.

use super::{
    super::{super::text, page::Page},
    bar_lines, bars, percent,
};
use crate::{
    api::ApiError,
    kinds::{
        spend::{Unit, Writer},
        units::{bytes, cu_hours, duration},
    },
    reads,
    store::{Store, remote::Remote, usage::Usage},
    ui::Target,
};
use ratatui::text::Line;

/// The counters of one thing.
#[derive(Debug, Clone, Default)]
struct Counters {
    cu_seconds: u64,
    awake: Option<u64>,
    written: Option<u64>,
    transferred: Option<u64>,
    stored: Option<u64>,
}

pub fn fill(page: &mut Page<'_>, of: &Target, refused: Option<&Remote<Usage>>) {
    let store = &page.cx.model.neon.store;
    let why = match refused.and_then(Remote::error) {
        Some(ApiError::Status {
            status: 403,
            message,
            ..
        }) => {
            let message = text::clean(message.trim_end_matches('.'));
            format!("Neon has no usage history for this plan or key: {message}.")
        }
        Some(error) => format!(
            "No usage history: {}.",
            text::clean(error.sentence().trim_end_matches('.'))
        ),
        None if reads::usage::org(store, of).is_some() => {
            return page.note("loading usage…");
        }
        None => {
            "No usage history: Neon has it by organization, and which one this belongs to is not known."
                .to_owned()
        }
    };
    page.note(why);
    let Some((own, parts)) = counters(store, of) else {
        if let Some(list) = store.lists.get(of) {
            page.blank();
            page.fetch("projects", &list.state);
        }
        return;
    };
    let title = "COUNTERS OF THIS BILLING PERIOD";
    page.blank();
    page.lines.push(Line::styled(title, page.cx.theme.heading));
    let bytes = |amount: Option<u64>| amount.map(bytes::measured);
    let hours = cu_hours::rounded(own.cu_seconds.try_into().unwrap_or(i64::MAX));
    let awake = own.awake.map(|seconds| duration::rounded(seconds as i64));
    let rows = [
        ("Compute", Some(hours)),
        ("Time awake", awake),
        ("Written", bytes(own.written)),
        ("Transfer", bytes(own.transferred)),
        ("Data now", bytes(own.stored)),
    ];
    for (label, amount) in rows {
        if let Some(amount) = amount {
            page.lines.push(format!("{label:<12}{amount:>12}").into());
        }
    }
    by_part(page, of, own.cu_seconds, parts);
}

/// The counters of a thing, and the compute time of its parts.
fn counters(store: &Store, of: &Target) -> Option<(Counters, Vec<(Target, u64)>)> {
    match of {
        Target::Org(_) => {
            let list = store.lists.get(of)?;
            list.state.at?;
            let rows = || store.listed(&list.rows).map(|(id, entry)| (id, &entry.row));
            let own = Counters {
                cu_seconds: rows().map(|(_, row)| row.cpu_used_sec).sum(),
                awake: Some(rows().map(|(_, row)| row.active_time).sum()),
                stored: Some(
                    rows()
                        .filter_map(|(_, row)| row.synthetic_storage_size)
                        .sum(),
                ),
                ..Counters::default()
            };
            let part = |(id, row): (&_, &crate::api::types::ProjectRow)| {
                (Target::Project(Clone::clone(id)), row.cpu_used_sec)
            };
            Some((own, rows().map(part).collect()))
        }
        Target::Project(id) => {
            let entry = store.project(id)?;
            let full = store.full(id);
            let own = Counters {
                cu_seconds: entry.row.cpu_used_sec,
                awake: Some(entry.row.active_time),
                written: full.and_then(|full| full.written_data_bytes),
                transferred: full.and_then(|full| full.data_transfer_bytes),
                stored: entry.row.synthetic_storage_size,
            };
            let branches = store.inside(id).map(|inside| &inside.branches.value);
            let branches = branches.into_iter().flat_map(|all| all.values());
            let part = |one: &crate::api::types::Branch| {
                let target = Target::Branch(id.clone(), one.id.clone());
                (target, one.compute_time_seconds)
            };
            Some((own, branches.map(part).collect()))
        }
        Target::Branch(project, branch) => {
            let one = store.branch(project, branch)?;
            let own = Counters {
                cu_seconds: one.compute_time_seconds,
                awake: Some(one.active_time_seconds),
                written: Some(one.written_data_bytes),
                transferred: Some(one.data_transfer_bytes),
                stored: one.logical_size,
            };
            Some((own, Vec::new()))
        }
        _ => None,
    }
}

/// One bar of compute time for each part that has used some.
fn by_part(page: &mut Page<'_>, of: &Target, all: u64, mut parts: Vec<(Target, u64)>) {
    parts.retain(|(_, seconds)| *seconds > 0);
    parts.sort_by(|(one, few), (other, many)| many.cmp(few).then_with(|| one.cmp(other)));
    let hours = |seconds: u64| seconds as f64 / 3_600.0;
    let rows = parts.into_iter().map(|(target, seconds)| {
        let share = percent(hours(seconds) / hours(all.max(1)));
        (Some(target), hours(seconds), share)
    });
    let writer = Writer::of(Unit::ComputeHours, hours(all));
    let bars = bars(page, of, rows.collect(), writer);
    page.blank();
    let lines = bar_lines(page, bars, page.room);
    page.lines.extend(lines);
}
