//! Members of an organization, and invitations.

use super::{NewOnScreen, OnScreen, not_yet};
use crate::{
    changes::{Changes, change::Change},
    kinds::{
        edit::{About, FIRST_ROLE, ROLE, may},
        invitation::{InvitationRef, NewInvitation},
        member::MemberRef,
    },
    neon::Neon,
    store::{Store, remote::Remote, target::Target},
    ui::{
        action::Action,
        browser::Browser,
        commands::delete::{Asked, fact},
        keymap::Keymap,
        table::members,
    },
};
use serde_json::{Value, json};

impl OnScreen for MemberRef<'_> {
    fn editor(&self) -> Option<Action> {
        Some(Action::EditMember)
    }

    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        members::obstacle(neon, self.org, self.id)
    }

    // The part of an e-mail address before its `@`.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name.split('@').next().unwrap_or(name)
    }

    fn losses_of_many(&self, _: &Neon, _: &[Target]) -> Vec<String> {
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

    fn question(&self, neon: &Neon) -> Option<Asked> {
        let of = neon.store.name(&Target::Org(self.org.clone()));
        let email = neon
            .store
            .name(&Target::Member(self.org.clone(), self.id.clone()));
        let mut lines = vec![fact("in", &of)];
        if let Some(one) = neon.store.member(self.org, self.id) {
            let role = one.member.role.as_str();
            let words = format!("{role}: {}", may(role));
            lines.push(fact("role", words.trim_end_matches(": ")));
        }
        lines.extend(self.losses_of_many(neon, &[]));
        Some(Asked {
            title: format!("Remove {email} from {of}?"),
            lines,
            typed: true,
            production: false,
        })
    }
}

impl OnScreen for InvitationRef<'_> {
    fn why_no_editor(&self, _: &Browser, _: &Keymap, _: &Store) -> Option<String> {
        Some("an invitation cannot be changed".to_owned())
    }
}

impl NewOnScreen for NewInvitation {
    // Existing members. Only Neon knows whether an existing invitation is still valid.
    fn context(&self, neon: &Neon, about: &mut About) {
        let members = neon.store.members(&self.org).iter();
        about.in_use = members.map(|one| one.user.email.to_string()).collect();
    }

    fn defaults(&self, browser: &Browser, _: &Neon, _: &About) -> Result<Option<Value>, String> {
        let state = members::invitations_state(browser, &self.org);
        if state.is_none_or(|state| state.known().is_none()) {
            return not_yet(state.and_then(Remote::error));
        }
        Ok(Some(json!({ ROLE: FIRST_ROLE })))
    }

    fn ready(&self, _: &Keymap, _: &Changes, neon: &Neon, change: &Change, _: &str) -> String {
        let org = neon.store.name(&change.target);
        format!("{} invited to {org}; Neon sends the e-mail", change.name)
    }
}
