//! Snapshots.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::{Changes, change::Change},
    kinds::{
        creation::Creation,
        deletion::fact,
        edit::About,
        snapshot::{self, NewSnapshot, SnapshotRef},
        units::bytes,
    },
    neon::Neon,
    store::target::Target,
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::delete::summary::ago,
        dialog::form::{context, focus_field::edit_ready},
        keymap::Keymap,
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

    fn losses(&self, _: &Keymap, neon: &Neon, _: &[Target]) -> Vec<String> {
        let Some(snapshot) = neon.store.snapshot(self.project, self.id) else {
            return Vec::new();
        };
        let at = snapshot.timestamp.or(snapshot.created_at);
        let of = snapshot::origin(snapshot);
        let mut lines = vec![
            fact("snapshot", snapshot.id.as_str()),
            fact("created", format!("{}, {of}", ago(neon, at))),
        ];
        if let Some(size) = snapshot.full_size.or(snapshot.diff_size) {
            lines.push(fact("removes", bytes::measured(size)));
        }
        lines.push(fact("keeps", "branches that were restored from it"));
        lines.push(fact("after", "it is deleted permanently"));
        lines
    }
}

impl NewOnScreen for NewSnapshot {
    fn context(&self, neon: &Neon, about: &mut About) {
        context::new_on_branch(neon, &self.project, &self.branch, about);
    }

    fn defaults(&self, _: &Browser, neon: &Neon, _: &About) -> Result<Option<Value>, String> {
        let name = neon.store.name(&self.place());
        let at = neon.now.strftime("%Y-%m-%dT%H:%MZ");
        Ok(Some(json!({ "name": format!("{name}_{at}") })))
    }

    fn ready(
        &self,
        keymap: &Keymap,
        _: &Changes,
        _: &Neon,
        change: &Change,
        duration: &str,
    ) -> String {
        let key = keymap.name(Action::Snapshots);
        format!("{} taken{duration}. {key} lists the snapshots", change.name)
    }
}
