//! Shares of a project: revoking them.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::{Changes, change::Change},
    kinds::{
        edit::About,
        share::{NewShare, ShareRef},
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::Action,
        browser::Browser,
        commands::delete::{self, Asked, fact},
        keymap::Keymap,
    },
};

impl OnScreen for ShareRef<'_> {
    fn why_no_editor(&self, _: &Browser, keymap: &Keymap, _: &Store) -> Option<String> {
        let delete = keymap.name(Action::Delete);
        Some(format!("access cannot be changed; {delete} removes it"))
    }

    // "take access from 2 shares" would not be English.
    fn deletion_of_many(&self) -> Option<&'static str> {
        Some("remove")
    }

    // What stays, and how to undo it.
    fn losses_of_many(&self, _: &Neon, _: &[Target]) -> Vec<String> {
        vec![
            fact("stays", "role passwords they know: reset those"),
            fact("undo", "by sharing it with them again"),
        ]
    }

    fn question(&self, neon: &Neon) -> Option<Asked> {
        let project = Target::Project(self.project.clone());
        let of = neon.store.name(&project);
        let share = Target::Share(self.project.clone(), self.id.clone());
        let email = neon.store.name(&share);
        let mut lines = vec![
            delete::place(neon, &project),
            fact("loses", format!("{email} can no longer see or change {of}")),
        ];
        lines.extend(self.losses_of_many(neon, &[]));
        Some(Asked {
            title: format!("Stop sharing {of} with {email}?"),
            lines,
            typed: false,
            production: false,
        })
    }
}

impl NewOnScreen for NewShare {
    fn context(&self, neon: &Neon, about: &mut About) {
        let inside = neon.store.inside(&self.project).into_iter();
        let emails = inside.flat_map(|inside| &inside.shares);
        about.in_use = emails.map(|one| one.granted_to_email.to_string()).collect();
    }

    fn ready(&self, _: &Keymap, _: &Changes, neon: &Neon, change: &Change, _: &str) -> String {
        let of = neon.store.name(&change.target);
        format!("{of} is shared with {} now", change.name)
    }
}
