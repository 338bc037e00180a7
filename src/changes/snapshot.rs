//! Editing and restoring snapshots.

use super::{
    change::Change,
    spec::ChangeSpec,
    undo::{Inverse, UndoMethod},
    verify,
};
use crate::{
    api::{
        Answer,
        types::{BranchAnswer, BranchId, RestoreStatus, SnapshotAnswer, SnapshotList},
    },
    kinds::verb::Verb,
    neon::Neon,
    store::target::Target,
};

pub const EDIT: ChangeSpec = ChangeSpec {
    is_done: |change, answer| {
        let list = answer.body::<SnapshotList>().into_iter();
        let mut all = list.flat_map(|list| list.snapshots);
        let now = all.find(|one| one.id.as_str() == change.target.id());
        let set = change.body().and_then(|body| body.get("snapshot"));
        now.is_some_and(|now| verify::has_fields(set, &now))
    },
    keep: |_, neon, change, answer| {
        if let (Some(project), Some(now)) = (change.project(), answer.body::<SnapshotAnswer>()) {
            neon.store.inside_mut(project).set_snapshot(now.snapshot);
            neon.store_changed();
        }
    },
    ..ChangeSpec::EDIT_NAMED
};

pub const FINALIZE: ChangeSpec = ChangeSpec {
    verb: Verb::new(
        "finalizing",
        "put in place of the branch it was restored for",
        "finalize",
    ),
    wakes: true,
    is_done: is_finalized,
    replaces: replaced_by,
    inverse: restore_replaced,
    ..ChangeSpec::PLAIN
};

/// A snapshot that is restored in place of a branch becomes a branch, and is undone like a finalized preview.
pub const RESTORE: ChangeSpec = ChangeSpec {
    verb: Verb::CREATE,
    is_done: is_finalized,
    replaces: |neon, change| match &change.creates {
        Some(new) => new.new.replaces(),
        None => replaced_by(neon, change),
    },
    // Neon keeps the replaced branch; the undo knows it only afterwards.
    loses_nothing: true,
    inverse: restore_replaced,
    ..ChangeSpec::PLAIN
};

/// Whether a branch has replaced the one it was restored for.
fn is_finalized(_: &Change, answer: Answer) -> bool {
    let now = answer.body::<BranchAnswer>();
    let status = now.and_then(|now| now.branch.restore_status);
    status.is_some_and(|status| status != RestoreStatus::Restored)
}

/// The branch that a branch restored from a snapshot replaces.
fn replaced_by(neon: &Neon, change: &Change) -> Option<Target> {
    let Target::Branch(project, id) = &change.target else {
        return None;
    };
    let replaced = neon.store.branch(project, id)?.restored_as.as_ref()?;
    Some(Target::Branch(
        project.clone(),
        BranchId::from(replaced.as_str()),
    ))
}

fn restore_replaced(neon: &Neon, change: &Change) -> Option<Inverse> {
    let old = replaced_by(neon, change).filter(|old| neon.store.has(old))?;
    Some((UndoMethod::Replaced(old), Vec::new()))
}

/// The restore as an undoable change, if it replaced a branch immediately.
pub fn finalized(change: &Change) -> Option<Change> {
    let at_once = change.request.body.as_ref()?.get("finalize_restore")?;
    (*at_once == true).then(|| Change {
        creates: None,
        ..change.clone()
    })
}
