//! API keys of the account or of an organization.

use super::{
    creation::{Accepted, Creation, Lost, Secret, text},
    deletion::{Question, fact},
    edit::{About, EditTable, NEW_KEY, Offer, REACHES},
    field::{Described, Field, Value, main},
    kind::{Kind, Known},
    list::{List, Load},
    verb::Verb,
};
use crate::{
    api::{
        Answer, Get, Request,
        types::{ApiKeyCreated, ApiKeyList, ApiKeyRow, KeyId, OrgId, ProjectId},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::json;

impl Described for ApiKeyRow {
    const FIELDS: &'static [Field<Self>] = &[
        main("last_used_at", "Used", "When it was last used.", |key| {
            Value::time(key.last_used_at)
        }),
        main("created_at", "Created", "When it was created.", |key| {
            Value::time(key.created_at)
        }),
        main("created_by", "By", "Who created it.", |key| {
            Value::text(&key.created_by.name)
        }),
        main(
            "project_id",
            "Reaches",
            "The only project it can access, or the whole organization.",
            |key| {
                key.project_id
                    .as_ref()
                    .map_or(Value::Word("everything"), Value::id)
            },
        ),
    ];
}

pub const API_KEYS: List = List("API keys");

/// The load of the keys of the account or of an organization: each has its tab.
pub fn load(org: Option<&OrgId>) -> Load {
    Load {
        list: API_KEYS,
        tab: usize::from(org.is_some()),
        of: owner(org),
    }
}

/// The request that lists the keys of the account or of an organization.
pub fn list(org: Option<&OrgId>) -> Get<ApiKeyList> {
    org.map_or_else(Request::list_api_keys, Request::list_org_api_keys)
}

/// The account, or the organization that keys belong to.
pub fn owner(org: Option<&OrgId>) -> Target {
    org.map_or(Target::Account, |org| Target::Org(org.clone()))
}

impl Store {
    /// The known keys of the account or of an organization.
    pub fn keys_of(&self, org: Option<&OrgId>) -> &[ApiKeyRow] {
        self.listings.of(&owner(org))
    }

    pub fn key(&self, org: Option<&OrgId>, id: &KeyId) -> Option<&ApiKeyRow> {
        let mut keys = self.keys_of(org).iter();
        keys.find(|key| *id == KeyId::from(key.id))
    }

    /// Whether this is the key in use.
    pub fn is_key_in_use(&self, of: &Target) -> bool {
        let number = self.key_in_use.known().copied().flatten();
        number
            .is_some_and(|number| matches!(of, Target::ApiKey(_, id) if *id == KeyId::from(number)))
    }

    /// Whether a key is in use, or may be because that is unknown.
    pub fn may_be_key_in_use(&self, target: &Target) -> bool {
        self.is_key_in_use(target) || self.key_in_use.known().is_none()
    }
}

/// Identifies an API key.
#[derive(Debug, Clone, Copy)]
pub struct ApiKeyRef<'a> {
    /// The organization that it belongs to; `None` for the account.
    pub org: Option<&'a OrgId>,
    pub id: &'a KeyId,
}

impl Kind for ApiKeyRef<'_> {
    fn noun(&self) -> &'static str {
        "API key"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        ApiKeyRow::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.key(self.org, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.key(self.org, self.id)?.name.to_string())
    }

    fn forget(&self, store: &mut Store) {
        let is_it = |key: &ApiKeyRow| *self.id == KeyId::from(key.id);
        store.listings.forget(&owner(self.org), is_it);
    }

    // Neon has no endpoint for a single key, only the list.
    fn read(&self) -> Option<Request> {
        Some(list(self.org).into())
    }

    fn read_alone(&self) -> Option<Request> {
        None
    }

    fn entry(&self) -> Option<serde_json::Value> {
        let number: i64 = self.id.as_str().parse().ok()?;
        Some(json!({ "id": number }))
    }

    fn deletion(&self) -> Option<Request> {
        Some(match self.org {
            Some(org) => Request::revoke_org_api_key(org, self.id),
            None => Request::revoke_api_key(self.id),
        })
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("an API key cannot be changed")
    }

    fn deletion_verb(&self) -> Verb {
        Verb::new("revoking", "revoked", "revoke")
    }

    fn losses_of_many(&self, store: &Store, keys: &[Target]) -> Vec<String> {
        let (it, its, is) = match keys {
            [_] => ("it", "this key", "it is"),
            _ => ("one of them", "one of these keys", "they are"),
        };
        let mut lines = vec![fact(
            "breaks",
            format!("everything that uses {it}, immediately"),
        )];
        if keys.iter().any(|key| store.is_key_in_use(key)) {
            let text =
                format!("lazyneon is using {its}: it stops working until you sign in with another");
            lines.push(fact("note", text));
        } else if store.key_in_use.known().is_none() {
            let text = format!("which key lazyneon uses is unknown: it may be {its}");
            lines.push(fact("note", text));
        }
        lines.push(fact(
            "after",
            format!("{is} revoked permanently: a revoked key cannot be restored"),
        ));
        lines
    }

    fn if_removed(&self, store: &Store) -> Option<String> {
        let key = store.key(self.org, self.id)?;
        let reach = match &key.project_id {
            Some(project) => format!("in {}", store.name(&Target::Project(project.clone()))),
            None => "in every project it reaches".to_owned(),
        };
        let own = match store.is_key_in_use(&Target::ApiKey(self.org.cloned(), self.id.clone())) {
            true => "; lazyneon is using it now",
            false => "",
        };
        Some(format!(
            "If revoked, everything that uses {} stops working at once, {reach}, for good{own}",
            key.name
        ))
    }

    fn question(&self, store: &Store) -> Option<Question> {
        let target = Target::ApiKey(self.org.cloned(), self.id.clone());
        let name = store.name(&target);
        let whose = owner(self.org);
        let mut lines = vec![
            fact("of", store.name(&whose)),
            fact("key", self.id.as_str()),
        ];
        lines.extend(self.losses_of_many(store, std::slice::from_ref(&target)));
        Some(Question {
            title: format!("Revoke the API key {name}?"),
            lines,
            typed: true,
            prominent: store.may_be_key_in_use(&target),
            concerns: None,
        })
    }
}

/// A new API key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiKey {
    /// The organization that it will belong to; `None` for the account.
    pub org: Option<OrgId>,
}

impl Creation for NewApiKey {
    fn place(&self) -> Target {
        owner(self.org.as_ref())
    }

    fn noun(&self) -> &'static str {
        "API key"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_KEY
    }

    // The names in use, and the projects that an organization's key can be limited to.
    fn describe(&self, store: &Store, about: &mut About) {
        let keys = store.keys_of(self.org.as_ref()).iter();
        about.in_use = keys.map(|key| key.name.to_string()).collect();
        if self.org.is_none() {
            return;
        }
        let entries = store.projects.values().filter(|entry| !entry.gone);
        let own = entries.filter(|entry| entry.row.org_id == self.org);
        let offers = own.map(|entry| Offer::new(entry.row.id.as_str(), entry.row.name.as_str()));
        let all = Offer::new("", "all of the organization");
        let offers = std::iter::once(all).chain(offers).collect();
        about.offers.push((REACHES, offers));
    }

    fn first_values(&self, _: &Store, _: &About) -> Result<serde_json::Value, String> {
        Ok(match self.org {
            Some(_) => json!({ REACHES: "" }),
            None => json!({}),
        })
    }

    fn request(&self, body: serde_json::Value) -> Request {
        let name = text(&body, "/key_name");
        let Some(org) = &self.org else {
            return Request::create_api_key(name);
        };
        let project = Some(text(&body, "/project_id")).filter(|id| !id.is_empty());
        let project = project.map(ProjectId::from);
        Request::create_org_api_key(org, name, project.as_ref())
    }

    fn accept(&self, _: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let created: ApiKeyCreated = answer.body()?;
        let target = Target::ApiKey(self.org.clone(), created.id.into());
        let secret = (created.name.to_string(), Secret::ApiKey(created.key));
        Some(Accepted {
            secret: Some(secret),
            ..Accepted::new(target, Vec::new())
        })
    }

    fn alike(&self, store: &Store, _: &str) -> Vec<String> {
        let known = store.keys_of(self.org.as_ref()).iter();
        known.map(|key| key.id.to_string()).collect()
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(list(self.org.as_ref()).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: ApiKeyList = answer.body()?;
        let mut all = list.api_keys.iter();
        let key = all.find(|key| key.name == lost.name && lost.is_new(&key.id.to_string()))?;
        Some(Target::ApiKey(self.org.clone(), key.id.into()))
    }

    fn lost_secret(&self) -> Option<&'static str> {
        Some("its value was in the lost response: revoke it and create another")
    }
}
