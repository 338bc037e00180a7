//! How far back the operations of a project are read to show when its computes were awake.

use super::fetch;
use crate::{
    api::types::ProjectId,
    neon::Neon,
    store::{KnownSince, MOST_OPERATIONS},
};
use jiff::SignedDuration;

/// How far back the line that shows it goes.
const SHOWN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The operations of one request: the most that Neon gives, so that there are at most three requests.
const PAGE: u32 = 1_000;
const _: () = assert!(MOST_OPERATIONS <= 3 * PAGE as usize);

/// Reads the operations of the last 30 days, as far as they are kept.
pub fn ask(neon: &mut Neon, project: &ProjectId) {
    neon.store.inside_mut(project).needs_history = true;
    go_on(neon, project);
}

/// Reads the next of them, if they are needed.
pub fn go_on(neon: &mut Neon, project: &ProjectId) {
    let Some(inside) = neon.store.inside(project) else {
        return;
    };
    let is_known = match inside.operations_since() {
        KnownSince::At(at) => neon.now.duration_since(at) >= SHOWN,
        KnownSince::Ever | KnownSince::Never => true,
    };
    if inside.needs_history && !is_known && neon.is_reachable() {
        fetch::older_operations(neon, project, PAGE);
    }
}
