//! Snapshots.

use super::OnScreen;
use crate::{
    changes::delete::{ago, fact},
    kinds::{
        snapshot::{self, SnapshotRef},
        units::bytes,
    },
    store::target::Target,
    ui::{
        action::{Action, Availability},
        dialog::form::edit_ready,
        model::Model,
    },
};

impl OnScreen for SnapshotRef<'_> {
    fn editor(&self) -> Option<Action> {
        Some(Action::EditSnapshot)
    }

    fn can_rename(&self, model: &Model) -> Availability {
        edit_ready(model)
    }

    fn losses(&self, model: &Model, _: &[Target]) -> Vec<String> {
        let Some(snapshot) = model.neon.store.snapshot(self.project, self.id) else {
            return Vec::new();
        };
        let at = snapshot.timestamp.or(snapshot.created_at);
        let of = snapshot::origin(snapshot);
        let mut lines = vec![
            fact("snapshot", snapshot.id.as_str()),
            fact("made", format!("{}, {of}", ago(model, at))),
        ];
        if let Some(size) = snapshot.full_size.or(snapshot.diff_size) {
            lines.push(fact("removes", bytes::measured(size)));
        }
        lines.push(fact("keeps", "branches that were restored from it"));
        lines.push(fact("after", "it is deleted permanently"));
        lines
    }

    fn losses_of_many(&self, _: &Model, _: &[Target]) -> Vec<String> {
        vec![
            fact("removes", "what they hold; the branches stay"),
            fact("after", "gone for good"),
        ]
    }
}
