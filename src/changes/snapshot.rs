//! How it is told whether a change to a snapshot was done.

use super::{
    verify,
    write::{Change, Expectation},
};
use crate::{
    api::types::{BranchId, ProjectId, Snapshot},
    neon::Neon,
    store::target::Target,
};

/// Whether a change has happened to the snapshot that it is about, by what is listed now.
pub fn has(change: &Change, listed: &[Snapshot]) -> bool {
    let now = listed
        .iter()
        .find(|one| one.id.as_str() == change.target.id());
    match (&change.wanted, now) {
        (Expectation::Gone, now) => now.is_none(),
        (_, Some(now)) => verify::body(&change.request, "snapshot", now),
        (_, None) => false,
    }
}

/// Keeps a snapshot in the place of its older self.
pub fn keep(neon: &mut Neon, project: &ProjectId, snapshot: Snapshot) {
    neon.store.inside_mut(project).set_snapshot(snapshot);
    neon.store_changed();
}

/// What a change puts another branch in the place of, if it does that.
pub fn replaced_by(neon: &Neon, change: &Change) -> Option<Target> {
    let (Expectation::Finalized, Target::Branch(project, id)) = (&change.wanted, &change.target)
    else {
        return None;
    };
    let replaced = neon.store.branch(project, id)?.restored_as.as_ref()?;
    Some(Target::Branch(
        project.clone(),
        BranchId::from(replaced.as_str()),
    ))
}

/// The same change as one that finalizes: a snapshot that was restored in the place of a branch at
/// once has become a branch by now, and is taken back as a preview is that was finalized.
pub fn finalized(change: &Change) -> Option<Change> {
    let at_once = change.request.body.as_ref()?.get("finalize_restore")?;
    (*at_once == true).then(|| Change {
        wanted: Expectation::Finalized,
        ..change.clone()
    })
}
