//! Members of an organization, and who was asked to become one.

use super::OnScreen;
use crate::{
    changes::{
        delete::{Asked, fact},
        write::Verb,
    },
    kinds::{edit::may, invitation::InvitationRef, member::MemberRef},
    store::target::Target,
    ui::{action::Action, model::Model, table::members},
};

impl OnScreen for MemberRef<'_> {
    fn editor(&self) -> Option<Action> {
        Some(Action::EditMember)
    }

    fn obstacle(&self, model: &Model) -> Option<String> {
        members::obstacle(model, self.org, self.id)
    }

    fn deletion_verb(&self) -> Verb {
        Verb {
            doing: "removing",
            done: "removed",
            plain: "remove",
        }
    }

    // Of an address what is before its `@`.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name.split('@').next().unwrap_or(name)
    }

    fn losses_of_many(&self, _: &Model, _: &[Target]) -> Vec<String> {
        vec![
            fact(
                "loses",
                "access to the organization and its projects, immediately",
            ),
            fact(
                "stays",
                "role passwords and organization API keys they know: rotate those",
            ),
            fact("undo", "by inviting them again"),
        ]
    }

    fn question(&self, model: &Model) -> Option<Asked> {
        let of = model.neon.store.name(&Target::Org(self.org.clone()));
        let email = model
            .neon
            .store
            .name(&Target::Member(self.org.clone(), self.id.clone()));
        let mut lines = vec![fact("in", &of)];
        if let Some(one) = model.neon.store.member(self.org, self.id) {
            let role = one.member.role.as_str();
            let words = format!("{role}: {}", may(role));
            lines.push(fact("role", words.trim_end_matches(": ")));
        }
        lines.extend(self.losses_of_many(model, &[]));
        Some(Asked {
            title: format!("Remove {email} from {of}?"),
            lines,
            typed: true,
            production: false,
        })
    }
}

impl OnScreen for InvitationRef<'_> {
    fn why_no_editor(&self, _: &Model) -> Option<String> {
        Some("an invitation cannot be changed".to_owned())
    }
}
