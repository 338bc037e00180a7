//! The values that fields of log records have: read when somebody completes one in a filter.

use crate::{
    api::{
        ApiError,
        types::{BranchId, LogFieldValues, LogFields, ProjectId},
    },
    kinds::{
        list::branch_parts,
        log::{values, view::View},
    },
    neon::{Neon, read},
    store::{remote::Remote, target::Target},
};
use jiff::{SignedDuration, Timestamp};

/// How long an answer is good enough.
const FRESH: SignedDuration = SignedDuration::from_mins(5);

/// Asks for the values of a field, unless they are known, or Neon does not list them. Returns whether something is
/// awaited.
pub fn ask(neon: &mut Neon, view: View, branch: &Target, field: &str) -> bool {
    let now = neon.now;
    let of = branch_parts(branch);
    let fields = neon.store.log_fields.entry(of.clone()).or_default();
    if fields.is_due(FRESH, now) {
        fields.start_loading();
        neon.ask(read::log_fields(of.0, of.1), values::fields(branch));
        return true;
    }
    if fields.is_loading() {
        return true;
    }
    if !fields.value.iter().any(|listed| listed == field) {
        return false;
    }
    let key = (view.place(branch), field.to_owned());
    let known = neon.store.log_values.entry(key.clone()).or_default();
    if known.is_due(FRESH, now) {
        known.start_loading();
        let request = view.values(branch, field);
        neon.ask(read::log_values(key.0, key.1), request);
        return true;
    }
    known.is_loading()
}

pub fn fields_received(
    neon: &mut Neon,
    project: ProjectId,
    branch: BranchId,
    reply: Result<LogFields, ApiError>,
) {
    let now = neon.now;
    let known = neon.store.log_fields.entry((project, branch)).or_default();
    keep(known, reply.map(|reply| reply.fields), now);
}

pub fn values_received(
    neon: &mut Neon,
    view: Target,
    field: String,
    reply: Result<LogFieldValues, ApiError>,
) {
    let now = neon.now;
    let known = neon.store.log_values.entry((view, field)).or_default();
    keep(known, reply.map(|reply| reply.values), now);
}

/// What cannot be read leaves what is known, since the rows have values as well, and is not asked for again at once.
fn keep(known: &mut Remote<Vec<String>>, reply: Result<Vec<String>, ApiError>, now: Timestamp) {
    let values = reply.unwrap_or_else(|_| std::mem::take(&mut known.value));
    known.set(values, now);
}
