//! Adding JWKS URLs.

use crate::{
    api::{
        Answer, Request,
        types::{Jwks, JwksCreated, JwksList, ProjectId},
    },
    kinds::{
        creation::{Accepted, Creation, Lost, text},
        edit::{
            About, ChangeSet, EditEffect, EditTable, FieldEdit, Input, Offer, Severity, Validation,
            check_https, entered, row,
        },
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::Map;

/// The paths of the fields of its form.
pub(super) const URL: &str = "jwks_url";
pub(super) const PROVIDER: &str = "provider_name";
pub(super) const BRANCH: &str = "branch_id";
pub(super) const AUDIENCE: &str = "jwt_audience";
/// The longest text that Neon is known to accept.
const LONGEST: usize = 256;

static NEW_JWKS: EditTable = EditTable {
    body: |_, change_set| {
        let mut body = Map::new();
        for path in [URL, PROVIDER, BRANCH, AUDIENCE] {
            let text = change_set.text(path).trim();
            if !text.is_empty() {
                body.insert(path.to_owned(), text.into());
            }
        }
        Some(body.into())
    },
    effects: |change_set| {
        let name = &change_set.about.name;
        vec![
            EditEffect::new(
                Severity::Ask,
                format!("whoever has a token signed with one of its keys may connect to {name}"),
            ),
            EditEffect::note(
                "adds the roles authenticator, authenticated and anonymous, if they are missing",
            ),
        ]
    },
    ..EditTable::new(
        true,
        &[
            FieldEdit {
                check: |change_set| {
                    entered(change_set.text(PROVIDER), "who signs the tokens", LONGEST)
                },
                ..row(
                    PROVIDER,
                    "JWKS URL",
                    "Provider",
                    Input::Text { longest: LONGEST },
                    "Who signs the tokens, such as Clerk, Stytch or Auth0.",
                )
            },
            FieldEdit {
                check: check_url,
                ..row(
                    URL,
                    "JWKS URL",
                    "URL",
                    Input::Text { longest: 2_048 },
                    "The https:// URL that lists the keys (a JSON Web Key Set).",
                )
            },
            row(
                BRANCH,
                "JWKS URL",
                "Branch",
                Input::Pick,
                "The branch that tokens may connect to.",
            ),
            row(
                AUDIENCE,
                "JWKS URL",
                "Audience",
                Input::Text { longest: LONGEST },
                "The audience (aud) that tokens must name; any, if empty.",
            ),
        ],
    )
};

fn check_url(change_set: &ChangeSet<'_>) -> Validation {
    let written = change_set.text(URL).trim();
    let validation = check_https(written);
    if validation != Validation::Fine {
        return validation;
    }
    if change_set
        .about
        .in_use
        .iter()
        .any(|in_use| in_use == written)
    {
        return Validation::Wrong("the project has this JWKS URL already".to_owned());
    }
    Validation::Fine
}

/// A JWKS URL to add to a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJwks {
    pub project: ProjectId,
}

impl Creation for NewJwks {
    fn place(&self) -> Target {
        Target::Project(self.project.clone())
    }

    fn noun(&self) -> &'static str {
        "JWKS URL"
    }

    fn verb(&self) -> Verb {
        Verb::new("adding", "added", "add")
    }

    fn title(&self) -> String {
        "Add JWKS URL".to_owned()
    }

    fn question(&self, name: &str, place: &str) -> String {
        format!("Let tokens of {name} connect to {place}?")
    }

    fn table(&self) -> &'static EditTable {
        &NEW_JWKS
    }

    fn name_field(&self) -> &'static str {
        PROVIDER
    }

    fn describe(&self, store: &Store, about: &mut About) {
        let own = store.listings.of::<Jwks>(&self.place()).iter();
        about.in_use = own.map(|one| one.jwks_url.to_string()).collect();
        let branches = store.inside(&self.project).into_iter();
        let branches = branches.flat_map(|inside| inside.branches.value.values());
        let offers = branches.map(|branch| Offer::new(branch.id.as_str(), branch.name.as_str()));
        let all = Offer::new("", "all branches");
        let offers = std::iter::once(all).chain(offers).collect();
        about.offers.push((BRANCH, offers));
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let to = store.name(&self.place());
        Some(format!("tokens of {name} can connect to {to} now"))
    }

    // Neon adds the roles on one branch, whose compute it wakes for that.
    fn touches(&self, store: &Store, request: &Request) -> Vec<Target> {
        let chosen = request.body.as_ref().map(|body| text(body, "/branch_id"));
        let chosen = chosen.filter(|id| !id.is_empty()).map(Into::into);
        let default = || Some(store.default_branch(&self.project)?.id.clone());
        let branch = chosen.or_else(default);
        let branch = branch.map(|branch| Target::Branch(self.project.clone(), branch));
        std::iter::once(self.place()).chain(branch).collect()
    }

    fn request(&self, body: serde_json::Value) -> Request {
        Request::add_jwks(&self.project, body)
    }

    fn accept(&self, _: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let answer: JwksCreated = answer.body()?;
        let target = Target::Jwks(self.project.clone(), answer.jwks.id);
        Some(Accepted::new(target, answer.operations))
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_jwks(&self.project).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: JwksList = answer.body()?;
        let body = lost.request.body.as_ref()?;
        let url = text(body, "/jwks_url");
        let one = list.jwks.iter().find(|one| one.jwks_url == url)?;
        Some(Target::Jwks(self.project.clone(), one.id.clone()))
    }
}
