//! API keys: creating and revoking them.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::{change::Change, role},
    kinds::{
        api_key::{ApiKeyRef, NewApiKey},
        edit::{About, Offer, REACHES},
    },
    store::target::Target,
    ui::{
        action::Action,
        commands::{delete::Asked, delete::fact},
        model::Model,
        table::api_keys::{is_in_use, may_be_in_use},
    },
};
use serde_json::{Value, json};

impl OnScreen for ApiKeyRef<'_> {
    fn why_no_editor(&self, model: &Model) -> Option<String> {
        let delete = model.keyboard.keymap.name(Action::Delete);
        Some(format!("an API key cannot be changed; {delete} revokes it"))
    }

    fn losses_of_many(&self, model: &Model, keys: &[Target]) -> Vec<String> {
        let (it, its, is) = match keys {
            [_] => ("it", "this key", "it is"),
            _ => ("one of them", "one of these keys", "they are"),
        };
        let mut lines = vec![fact(
            "breaks",
            format!("everything that uses {it}, immediately"),
        )];
        if keys.iter().any(|key| is_in_use(&model.neon, key)) {
            let text =
                format!("lazyneon is using {its}: it stops working until you sign in with another");
            lines.push(fact("note", text));
        } else if model.neon.store.key_in_use.known().is_none() {
            let text = format!("which key lazyneon uses is unknown: it may be {its}");
            lines.push(fact("note", text));
        }
        lines.push(fact(
            "after",
            format!("{is} revoked permanently: a revoked key cannot be restored"),
        ));
        lines
    }

    fn is_production(&self, model: &Model, target: &Target) -> bool {
        may_be_in_use(&model.neon, target)
    }

    fn question(&self, model: &Model) -> Option<Asked> {
        let target = Target::ApiKey(self.org.cloned(), self.id.clone());
        let name = model.neon.store.name(&target);
        let whose = self
            .org
            .map_or(Target::Account, |org| Target::Org(org.clone()));
        let mut lines = vec![
            fact("of", model.neon.store.name(&whose)),
            fact("key", self.id.as_str()),
        ];
        lines.extend(self.losses_of_many(model, std::slice::from_ref(&target)));
        Some(Asked {
            title: format!("Revoke the API key {name}?"),
            lines,
            typed: true,
            production: may_be_in_use(&model.neon, &target),
        })
    }
}

impl NewOnScreen for NewApiKey {
    // The names in use, and the projects that an organization's key can be limited to.
    fn context(&self, model: &Model, about: &mut About) {
        let keys = model.neon.store.keys_of(self.org.as_ref()).iter();
        about.in_use = keys.map(|key| key.name.to_string()).collect();
        if self.org.is_none() {
            return;
        }
        let entries = model
            .neon
            .store
            .projects
            .values()
            .filter(|entry| !entry.gone);
        let own = entries.filter(|entry| entry.row.org_id == self.org);
        let offers = own.map(|entry| Offer::new(entry.row.id.as_str(), entry.row.name.as_str()));
        let all = Offer::new("", "all of the organization");
        let offers = std::iter::once(all).chain(offers).collect();
        about.offers.push((REACHES, offers));
    }

    fn defaults(&self, _: &Model, _: &About) -> Result<Option<Value>, String> {
        Ok(Some(match self.org {
            Some(_) => json!({ REACHES: "" }),
            None => json!({}),
        }))
    }

    fn ready(&self, model: &Model, change: &Change, _: &str) -> String {
        let hint = role::hint(&model.changes, &model.neon, change);
        format!("API key {} created{hint}", change.name)
    }
}
