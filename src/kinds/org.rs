//! Organizations.

use super::{
    field::{Described, Field, Value, main, more},
    kind::{Contents, Kind, Known},
    project::plan_words,
    spending_limit::SpendingLimitRef,
};
use crate::{
    api::{
        Request,
        types::{OrgId, Organization},
    },
    store::Store,
};
use jiff::Timestamp;

impl Described for Organization {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "plan",
            "Plan",
            "Its plan, which sets limits and features.",
            |o| Value::text(plan_words(&o.plan)),
        ),
        main("managed_by", "Managed by", "Where it is managed.", |o| {
            Value::text(&o.managed_by)
        }),
        main("created_at", "Created", "When it was created.", |o| {
            Value::time(o.created_at)
        }),
        main(
            "require_mfa",
            "2nd factor",
            "Whether members must use two-factor authentication.",
            |o| {
                let word = |must| if must { "required" } else { "optional" };
                Value::of(o.require_mfa, |must| Value::Word(word(must)))
            },
        ),
        main(
            "allow_hipaa_projects",
            "HIPAA projects",
            "Whether HIPAA projects are possible.",
            |o| Value::of(o.allow_hipaa_projects, Value::Flag),
        ),
        more("id", "Id", "The organization's id in the API.", |o| {
            Value::id(&o.id)
        }),
        more("handle", "Handle", "Its short name.", |o| {
            Value::text(&o.handle)
        }),
        more("updated_at", "Updated", "When it was last changed.", |o| {
            Value::time(o.updated_at)
        }),
    ];
}

/// Identifies an organization.
#[derive(Debug, Clone, Copy)]
pub struct OrgRef<'a> {
    pub id: &'a OrgId,
}

/// Whether the page of this organization is also about all others: it is the first of several.
pub fn is_first_of_several(store: &Store, org: &OrgId) -> bool {
    let mut all = store.orgs.value.keys();
    all.next() == Some(org) && all.next().is_some()
}

impl Kind for OrgRef<'_> {
    fn noun(&self) -> &'static str {
        "organization"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Organization::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.orgs.value.get(self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(store.orgs.value.get(self.id)?.name.to_string())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.orgs.at
    }

    fn contents(&self) -> Contents<'_> {
        Contents::Projects(Some(self.id))
    }

    // Its spending limit is all that can be set.
    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        SpendingLimitRef { org: self.id }.update(fields)
    }
}
