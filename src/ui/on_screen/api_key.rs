//! API keys: creating and revoking them.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::{Changes, change::Change, role},
    kinds::{
        api_key::{ApiKeyRef, NewApiKey},
        edit::{About, Offer, REACHES},
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::Action,
        browser::Browser,
        commands::delete::{Asked, fact},
        keymap::Keymap,
        table::api_keys::{is_in_use, may_be_in_use},
    },
};
use serde_json::{Value, json};

impl OnScreen for ApiKeyRef<'_> {
    fn why_no_editor(&self, _: &Browser, keymap: &Keymap, _: &Store) -> Option<String> {
        let delete = keymap.name(Action::Delete);
        Some(format!("an API key cannot be changed; {delete} revokes it"))
    }

    fn losses_of_many(&self, neon: &Neon, keys: &[Target]) -> Vec<String> {
        let (it, its, is) = match keys {
            [_] => ("it", "this key", "it is"),
            _ => ("one of them", "one of these keys", "they are"),
        };
        let mut lines = vec![fact(
            "breaks",
            format!("everything that uses {it}, immediately"),
        )];
        if keys.iter().any(|key| is_in_use(neon, key)) {
            let text =
                format!("lazyneon is using {its}: it stops working until you sign in with another");
            lines.push(fact("note", text));
        } else if neon.store.key_in_use.known().is_none() {
            let text = format!("which key lazyneon uses is unknown: it may be {its}");
            lines.push(fact("note", text));
        }
        lines.push(fact(
            "after",
            format!("{is} revoked permanently: a revoked key cannot be restored"),
        ));
        lines
    }

    fn is_production(&self, neon: &Neon, target: &Target) -> bool {
        may_be_in_use(neon, target)
    }

    fn question(&self, neon: &Neon) -> Option<Asked> {
        let target = Target::ApiKey(self.org.cloned(), self.id.clone());
        let name = neon.store.name(&target);
        let whose = self
            .org
            .map_or(Target::Account, |org| Target::Org(org.clone()));
        let mut lines = vec![
            fact("of", neon.store.name(&whose)),
            fact("key", self.id.as_str()),
        ];
        lines.extend(self.losses_of_many(neon, std::slice::from_ref(&target)));
        Some(Asked {
            title: format!("Revoke the API key {name}?"),
            lines,
            typed: true,
            production: may_be_in_use(neon, &target),
        })
    }
}

impl NewOnScreen for NewApiKey {
    // The names in use, and the projects that an organization's key can be limited to.
    fn context(&self, neon: &Neon, about: &mut About) {
        let keys = neon.store.keys_of(self.org.as_ref()).iter();
        about.in_use = keys.map(|key| key.name.to_string()).collect();
        if self.org.is_none() {
            return;
        }
        let entries = neon.store.projects.values().filter(|entry| !entry.gone);
        let own = entries.filter(|entry| entry.row.org_id == self.org);
        let offers = own.map(|entry| Offer::new(entry.row.id.as_str(), entry.row.name.as_str()));
        let all = Offer::new("", "all of the organization");
        let offers = std::iter::once(all).chain(offers).collect();
        about.offers.push((REACHES, offers));
    }

    fn defaults(&self, _: &Browser, _: &Neon, _: &About) -> Result<Option<Value>, String> {
        Ok(Some(match self.org {
            Some(_) => json!({ REACHES: "" }),
            None => json!({}),
        }))
    }

    fn ready(
        &self,
        _: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        _: &str,
    ) -> String {
        let hint = role::hint(changes, neon, change);
        format!("API key {} created{hint}", change.name)
    }
}
