//! Adding OAuth providers.

use super::{
    CLIENT, ID, KNOWN, LONGEST, MICROSOFT, SECRET, TENANT, TENANT_ROW, client, name, secret, typed,
};
use crate::{
    api::{
        Answer, Request,
        types::{BranchId, OauthProvider, OauthProviderAnswer, OauthProviders, ProjectId},
    },
    kinds::{
        creation::{Accepted, Creation, Lost, text},
        edit::{
            About, ChangeSet, EditEffect, EditTable, FieldEdit, Input, Offer, Scalar, Severity,
            Validation, Visibility, entered, pick, row,
        },
        list::Listed,
        neon_auth::NeonAuthRef,
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Whose keys are used. Never sent.
const KEYS: &str = "@keys";
const OWN: &str = "own";

fn is_own(change_set: &ChangeSet<'_>) -> bool {
    change_set.text(KEYS) == OWN
}

fn if_own(change_set: &ChangeSet<'_>) -> Visibility {
    match is_own(change_set) {
        true => Visibility::Yes,
        false => Visibility::Hidden,
    }
}

fn check(change_set: &ChangeSet<'_>, path: &str, what: &str) -> Validation {
    match is_own(change_set) {
        true => entered(change_set.text(path), what, LONGEST),
        false => Validation::Fine,
    }
}

static NEW: EditTable = EditTable {
    body: |_, change_set| {
        let own: &[&str] = match (is_own(change_set), change_set.text(ID)) {
            (true, MICROSOFT) => &[CLIENT, SECRET, TENANT],
            (true, _) => &[CLIENT, SECRET],
            (false, _) => &[],
        };
        let mut body = typed(change_set, own);
        body.insert(ID.to_owned(), change_set.text(ID).into());
        Some(body.into())
    },
    effects: |change_set| {
        let there = name(change_set.text(ID));
        let mut effects = vec![EditEffect::new(
            Severity::Ask,
            format!("whoever has an account at {there} can sign up"),
        )];
        if !is_own(change_set) {
            effects.push(EditEffect::note(
                "with Neon's keys, users see Neon's name there: for development",
            ));
        }
        effects
    },
    ..EditTable::new(
        true,
        &[
            row(
                ID,
                "OAuth provider",
                "Provider",
                Input::Pick,
                "Who knows the users: with accounts there they sign in.",
            ),
            row(
                KEYS,
                "OAuth provider",
                "Keys",
                Input::Choice(&[
                    pick(Scalar::Word("shared"), "shared (Neon's)"),
                    pick(Scalar::Word(OWN), "your own"),
                ]),
                "Whose application users meet there: Neon's, which its customers share, or one that you have registered.",
            ),
            FieldEdit {
                shown: if_own,
                ..client(|change_set| check(change_set, CLIENT, "the client ID"))
            },
            FieldEdit {
                shown: if_own,
                ..secret(|change_set| check(change_set, SECRET, "the client secret"))
            },
            FieldEdit {
                shown: |change_set| match change_set.text(ID) {
                    MICROSOFT => if_own(change_set),
                    _ => Visibility::Hidden,
                },
                ..TENANT_ROW
            },
        ],
    )
};

/// An OAuth provider to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOauthProvider {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl NewOauthProvider {
    const fn auth(&self) -> NeonAuthRef<'_> {
        NeonAuthRef {
            project: &self.project,
            branch: &self.branch,
        }
    }

    /// Those that are not known to be added.
    pub(super) fn left(&self, store: &Store) -> impl Iterator<Item = (&'static str, &'static str)> {
        let added = store.listings.of::<OauthProvider>(&self.place());
        let is_left = |id: &str| added.iter().all(|one| one.id.as_str() != id);
        KNOWN.into_iter().filter(move |(id, _)| is_left(id))
    }
}

impl Creation for NewOauthProvider {
    fn place(&self) -> Target {
        self.auth().of_branch()
    }

    fn noun(&self) -> &'static str {
        "OAuth provider"
    }

    fn verb(&self) -> Verb {
        Verb::new("adding", "added", "add")
    }

    fn title(&self) -> String {
        "Add OAuth provider".to_owned()
    }

    fn name(&self, given: &str, _: &str) -> String {
        name(given).to_owned()
    }

    fn name_field(&self) -> &'static str {
        ID
    }

    fn question(&self, name: &str, place: &str) -> String {
        format!("Let users sign in on {place} with {name}?")
    }

    fn table(&self) -> &'static EditTable {
        &NEW
    }

    fn describe(&self, store: &Store, about: &mut About) {
        let left = self.left(store).map(|(id, name)| Offer::new(id, name));
        about.offers.push((ID, left.collect()));
    }

    fn first_values(&self, _: &Store, about: &About) -> Result<Value, String> {
        let first = about.offers(ID).first().map(|offer| &offer.value);
        Ok(json!({ ID: first, KEYS: "shared" }))
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let of = store.name(&self.place());
        Some(format!("{name} added: users can sign in with it on {of}"))
    }

    fn request(&self, body: Value) -> Request {
        Request::add_oauth_provider(&self.auth(), body)
    }

    fn accept(&self, _: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let OauthProviderAnswer { provider, .. } = answer.body()?;
        Some(Accepted::new(provider.target(&self.place()), Vec::new()))
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_oauth_providers(&self.project, &self.branch).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: OauthProviders = answer.body()?;
        let id = text(lost.request.body.as_ref()?, "/id");
        let one = list.providers.iter().find(|one| one.id.as_str() == id)?;
        Some(one.target(&self.place()))
    }
}
