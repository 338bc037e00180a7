//! Snapshots.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::change::Change,
    kinds::{
        creation::Creation,
        edit::About,
        snapshot::{self, NewSnapshot, SnapshotRef},
        units::bytes,
    },
    store::target::Target,
    ui::{
        action::{Action, Availability},
        commands::delete::{ago, fact},
        dialog::form::{context, edit_ready},
        model::Model,
    },
};
use serde_json::{Value, json};

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
            fact("made", format!("{}, {of}", ago(&model.neon, at))),
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

impl NewOnScreen for NewSnapshot {
    fn context(&self, model: &Model, about: &mut About) {
        context::new_on_branch(&model.neon, &self.project, &self.branch, about);
    }

    fn defaults(&self, model: &Model, _: &About) -> Result<Option<Value>, String> {
        let name = model.neon.store.name(&self.place());
        let at = model.neon.now.strftime("%Y-%m-%dT%H:%MZ");
        Ok(Some(json!({ "name": format!("{name}_{at}") })))
    }

    fn ready(&self, model: &Model, change: &Change, duration: &str) -> String {
        let key = model.keyboard.keymap.name(Action::Snapshots);
        format!("{} taken{duration}. {key} lists the snapshots", change.name)
    }
}
