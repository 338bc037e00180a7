//! The facts in a deletion's confirmation: about the thing, and about what is deleted with it.

use crate::{
    api::types::{Branch, ProjectId, Time},
    kinds::{
        self, Kind, State,
        deletion::{fact, place},
        endpoint, relative_time,
        time_input::{self, TimeContext},
        units::bytes,
    },
    neon::Neon,
    store::target::Target,
    ui::{keymap::Keymap, on_screen},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// What is deleted, including the `children`, and whether it can be recovered.
pub fn lines(keymap: &Keymap, neon: &Neon, target: &Target, children: &[Target]) -> Vec<String> {
    let mut lines = vec![place(&neon.store, target)];
    lines.extend(on_screen::of(target, |kind| {
        kind.losses(keymap, neon, children)
    }));
    lines
}

/// The same for many things of a kind.
pub fn of_many(neon: &Neon, all: &[Target]) -> Vec<String> {
    all.first().map_or_else(Vec::new, |first| {
        kinds::lookup::of(first, |kind| kind.losses_of_many(&neon.store, all))
    })
}

/// How long Neon keeps what was deleted, if it does.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Says so if the deletion wakes the compute.
pub fn wakes(neon: &Neon, kind: &dyn Kind) -> Option<String> {
    let awake = endpoint::state(kind.compute(&neon.store)?) == State::ACTIVE;
    (!awake).then(|| fact("wakes", "the compute of the branch, for a moment"))
}

/// Until when something deleted now can be recovered.
pub fn until(neon: &Neon) -> String {
    let end = neon.now.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
    let (now, zone) = (neon.now, &TimeZone::UTC);
    format!(
        "{} UTC",
        time_input::date_and_time(end, TimeContext { now, zone })
    )
}

/// Facts that help to recognize a branch: `idle, active 6d ago, 18.2 GB`.
pub fn about(neon: &Neon, project: &ProjectId, branch: &Branch) -> String {
    let inside = neon.store.inside(project);
    let state = inside.map(|inside| inside.branch_state(branch).word.to_owned());
    let computes = neon.store.endpoints_of(project, &branch.id);
    let last = computes.filter_map(|endpoint| endpoint.last_active).max();
    let last = last.map(|at| relative_time::relative(at.timestamp(), neon.now));
    let size = branch.logical_size;
    let size = size.map(bytes::measured);
    let parts: Vec<String> = [state, last, size].into_iter().flatten().collect();
    parts.join(", ")
}

/// `6d ago`, for something that may never have happened.
pub fn ago(neon: &Neon, at: Option<Time>) -> String {
    at.map_or_else(
        || "never, according to Neon".to_owned(),
        |at| relative_time::relative(at.timestamp(), neon.now),
    )
}
