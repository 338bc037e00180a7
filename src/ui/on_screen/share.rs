//! Shares of a project: revoking them.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::change::Change,
    kinds::{
        edit::About,
        share::{NewShare, ShareRef},
    },
    store::target::Target,
    ui::{
        action::Action,
        commands::delete::{self, Asked, fact},
        model::Model,
    },
};

impl OnScreen for ShareRef<'_> {
    fn why_no_editor(&self, model: &Model) -> Option<String> {
        let delete = model.keyboard.keymap.name(Action::Delete);
        Some(format!("access cannot be changed; {delete} removes it"))
    }

    // "take access from 2 shares" would not be English.
    fn deletion_of_many(&self) -> Option<&'static str> {
        Some("remove")
    }

    // What stays, and how to undo it.
    fn losses_of_many(&self, _: &Model, _: &[Target]) -> Vec<String> {
        vec![
            fact("stays", "role passwords they know: reset those"),
            fact("undo", "by sharing it with them again"),
        ]
    }

    fn question(&self, model: &Model) -> Option<Asked> {
        let project = Target::Project(self.project.clone());
        let of = model.neon.store.name(&project);
        let share = Target::Share(self.project.clone(), self.id.clone());
        let email = model.neon.store.name(&share);
        let mut lines = vec![
            delete::place(&model.neon, &project),
            fact("loses", format!("{email} can no longer see or change {of}")),
        ];
        lines.extend(self.losses_of_many(model, &[]));
        Some(Asked {
            title: format!("Stop sharing {of} with {email}?"),
            lines,
            typed: false,
            production: false,
        })
    }
}

impl NewOnScreen for NewShare {
    fn context(&self, model: &Model, about: &mut About) {
        let inside = model.neon.store.inside(&self.project).into_iter();
        let emails = inside.flat_map(|inside| &inside.shares);
        about.in_use = emails.map(|one| one.granted_to_email.to_string()).collect();
    }

    fn ready(&self, model: &Model, change: &Change, _: &str) -> String {
        let of = model.neon.store.name(&change.target);
        format!("{of} is shared with {} now", change.name)
    }
}
