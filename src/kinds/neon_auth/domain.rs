//! Trusted domains: where users may be sent after they have signed in with Neon Auth, besides localhost.

use super::{NeonAuthRef, PROVIDER, is_off, off};
use crate::{
    api::{
        Answer, ApiError, Get, Operation, Request,
        operations::typed,
        types::{BranchId, NeonAuth, OddRow, ProjectId, TrustedDomain, TrustedDomains},
    },
    kinds::{
        column::{Column, Width},
        creation::{Creation, Lost, text},
        deletion::fact,
        edit::{
            About, ChangeSet, EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row,
        },
        field::{Described, Field, Value, main},
        item::{Item, ItemKind},
        list::{List, Listed, branch_parts},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use serde_json::{Value as Json, json};
use url::Url;

const DOMAIN: &str = "domain";

impl Described for TrustedDomain {
    const FIELDS: &'static [Field<Self>] = &[main(
        DOMAIN,
        "Domain",
        "Where users may be sent after they have signed in.",
        |one| Value::url(&one.domain),
    )];
}

impl Listed for TrustedDomain {
    type Page = TrustedDomains;
    type New = NewTrustedDomain;

    const LIST: List = List("Trusted domains");
    const NAME: &'static str = "trusted_domains";
    const NEEDS: Option<List> = Some(NeonAuth::LIST);
    const COLUMNS: &'static [Column] = &[Column::name(
        "DOMAIN",
        "where users may be sent",
        Width::Name(40),
    )];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        NeonAuth::place(store, at)
    }

    fn request(of: &Target) -> Get<TrustedDomains> {
        let (project, branch) = branch_parts(of);
        Request::list_trusted_domains(&project, &branch)
    }

    fn is_none(refusal: &ApiError) -> bool {
        is_off(refusal)
    }

    fn lacks(store: &Store, of: &Target, _: &str) -> Option<String> {
        off(store, of)
    }

    fn records(_: &Store, _: &Target, page: TrustedDomains) -> (Vec<Self>, Vec<OddRow>) {
        (page.domains, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::TrustedDomain(project, branch, self.domain.clone())
    }

    fn is_added_from(row: &Target) -> bool {
        matches!(row, Target::NeonAuth(..))
    }

    fn add(_: &Store, of: &Target) -> Option<Result<NewTrustedDomain, String>> {
        let (Some(project), Some(branch)) = (of.project(), of.branch()) else {
            return None;
        };
        Some(Ok(NewTrustedDomain {
            project: project.clone(),
            branch: branch.clone(),
        }))
    }

    fn none(_: &Store, _: &Target, key: &str) -> String {
        format!("No trusted domains yet. {key} adds one.")
    }
}

impl Request {
    /// Where users of Neon Auth may be sent.
    pub fn list_trusted_domains(project: &ProjectId, branch: &BranchId) -> Get<TrustedDomains> {
        let path = [project.as_str(), branch.as_str()];
        Get::new(typed::ListTrustedDomains, &path)
    }

    /// Trusts a domain.
    pub fn add_trusted_domain(of: &NeonAuthRef<'_>, body: Json) -> Self {
        of.request(Operation::AddTrustedDomain).body(body)
    }

    /// Trusts a domain no more.
    pub fn remove_trusted_domain(of: &NeonAuthRef<'_>, domain: &str, provider: &str) -> Self {
        let body = json!({ "auth_provider": provider, "domains": [{ DOMAIN: domain }] });
        of.request(Operation::RemoveTrustedDomain).body(body)
    }
}

impl Item for TrustedDomain {
    fn id(&self) -> &str {
        self.domain.as_str()
    }
}

pub static TRUSTED_DOMAIN: ItemKind = ItemKind {
    why_fixed: Some("a trusted domain cannot be changed: add another one and remove this one"),
    deletion_verb: Verb::REMOVE,
    deletion: |it| {
        let auth = NeonAuthRef::of(it)?;
        Some(Request::remove_trusted_domain(&auth, it.id(), PROVIDER))
    },
    removal: |it, store| {
        let known = it.find::<TrustedDomain>(store);
        let provider = known.map(|one| one.auth_provider.as_str());
        let provider = provider.filter(|provider| !provider.is_empty());
        let auth = NeonAuthRef::of(it)?;
        let request = Request::remove_trusted_domain;
        Some(request(&auth, it.id(), provider.unwrap_or(PROVIDER)))
    },
    restoration: |it, store| {
        let provider = &it.find::<TrustedDomain>(store)?.auth_provider;
        let body = json!({ DOMAIN: it.id(), "auth_provider": provider });
        Some(Request::add_trusted_domain(&NeonAuthRef::of(it)?, body))
    },
    losses: |_, all| {
        let there = if all.len() > 1 { "them" } else { "it" };
        vec![
            fact("breaks", format!("signing in on pages of {there}")),
            fact("undo", "by adding it again"),
        ]
    },
    question: |it, store| {
        let branch = store.name(&it.of());
        Some(it.asked(
            store,
            format!("Trust {} no more on {branch}?", it.id()),
            vec![],
        ))
    },
    ..ItemKind::new::<TrustedDomain>("trusted domain", DOMAIN)
};

static NEW: EditTable = EditTable {
    body: |_, change_set| {
        let domain = change_set.text(DOMAIN).trim();
        Some(json!({ DOMAIN: domain, "auth_provider": PROVIDER }))
    },
    effects: |change_set| {
        let name = &change_set.about.name;
        vec![EditEffect::new(
            Severity::Ask,
            format!("pages of the domain can act for users of {name} who sign in there"),
        )]
    },
    ..EditTable::new(
        true,
        &[FieldEdit {
            check,
            ..row(
                DOMAIN,
                "Trusted domain",
                "Domain",
                Input::Text { longest: 2_048 },
                "Where users may be sent after they have signed in: a URL with its scheme, such as https://shop.example.",
            )
        }],
    )
};

fn check(change_set: &ChangeSet<'_>) -> Validation {
    let written = change_set.text(DOMAIN).trim();
    let is_url = Url::parse(written).is_ok_and(|url| url.has_host());
    let mut in_use = change_set.about.in_use.iter();
    if !is_url {
        let why = "enter a URL with its scheme, such as https://shop.example";
        Validation::Wrong(why.to_owned())
    } else if in_use.any(|other| other == written) {
        Validation::Wrong("it is trusted already".to_owned())
    } else {
        Validation::Fine
    }
}

/// A domain to be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTrustedDomain {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl NewTrustedDomain {
    const fn auth(&self) -> NeonAuthRef<'_> {
        NeonAuthRef {
            project: &self.project,
            branch: &self.branch,
        }
    }
}

impl Creation for NewTrustedDomain {
    fn place(&self) -> Target {
        self.auth().of_branch()
    }

    fn noun(&self) -> &'static str {
        "trusted domain"
    }

    fn verb(&self) -> Verb {
        Verb::new("adding", "added", "add")
    }

    fn title(&self) -> String {
        "Add trusted domain".to_owned()
    }

    fn question(&self, name: &str, place: &str) -> String {
        format!("Trust {name} on {place}?")
    }

    fn table(&self) -> &'static EditTable {
        &NEW
    }

    fn name_field(&self) -> &'static str {
        DOMAIN
    }

    fn describe(&self, store: &Store, about: &mut About) {
        let known = store.listings.of::<TrustedDomain>(&self.place()).iter();
        about.in_use = known.map(|one| one.domain.to_string()).collect();
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let of = store.name(&self.place());
        Some(format!("{name} added: users of {of} can be sent there"))
    }

    fn request(&self, body: Json) -> Request {
        Request::add_trusted_domain(&self.auth(), body)
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_trusted_domains(&self.project, &self.branch).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: TrustedDomains = answer.body()?;
        let domain = text(lost.request.body.as_ref()?, "/domain");
        let one = list
            .domains
            .iter()
            .find(|one| one.domain.as_str() == domain)?;
        Some(one.target(&self.place()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Kind;

    #[test]
    fn it_is_removed_from_the_provider_that_has_it() {
        let (mut store, domain) = (Store::default(), "https://a.example");
        let target = Target::TrustedDomain("shop".into(), "br-1".into(), domain.into());
        let it = TRUSTED_DOMAIN.of(&target);
        let provider = |store: &Store| {
            let body = it.removal(store)?.body?;
            Some(body["auth_provider"].as_str()?.to_owned())
        };
        assert_eq!(provider(&store).as_deref(), Some(PROVIDER));
        let known = TrustedDomain {
            domain: domain.into(),
            auth_provider: "stack".into(),
            ..TrustedDomain::default()
        };
        let of = Target::Branch("shop".into(), "br-1".into());
        store.listings.keep(&of, vec![known], &[]);
        assert_eq!(provider(&store).as_deref(), Some("stack"));
    }
}
