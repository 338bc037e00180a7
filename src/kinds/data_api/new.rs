//! Enabling the Data API of a database.

use super::DataApiRef;
use crate::{
    api::{
        Answer, Request,
        types::{BranchId, DataApiAnswer, DatabaseName, ProjectId},
    },
    kinds::{
        creation::{Accepted, Creation, Lost},
        edit::{
            ChangeSet, EditEffect, EditTable, FieldEdit, Input, Pick, Scalar, Severity, Visibility,
            check_https, row,
        },
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

const PROVIDER: &str = "auth_provider";
const JWKS: &str = "jwks_url";
const AUDIENCE: &str = "jwt_audience";
const SIGNER: &str = "provider_name";
const GRANTS: &str = "add_default_grants";
const EXTERNAL: &str = "external";
const NEON_AUTH: &str = "neon_auth";
/// The longest text that Neon is known to accept.
const LONGEST: usize = 256;

static ENABLE: EditTable = EditTable {
    body: |_, change_set| {
        let mut body = Map::new();
        body.insert(PROVIDER.to_owned(), change_set.text(PROVIDER).into());
        for path in [JWKS, SIGNER, AUDIENCE] {
            let text = change_set.text(path).trim();
            if is_external(change_set) && !text.is_empty() {
                body.insert(path.to_owned(), text.into());
            }
        }
        if change_set.flag(GRANTS) {
            body.insert(GRANTS.to_owned(), true.into());
        }
        Some(body.into())
    },
    effects: |change_set| {
        let name = &change_set.about.name;
        let mut effects = vec![
            EditEffect::new(
                Severity::Ask,
                format!("{name} can be reached over HTTP, from everywhere"),
            ),
            EditEffect::note(
                "adds the roles authenticator, authenticated and anonymous, which wakes the compute",
            ),
            EditEffect::note("the branch cannot be given an expiry while it is enabled"),
        ];
        if change_set.flag(GRANTS) {
            effects.push(EditEffect::new(
                Severity::Ask,
                "everybody with a token may read and change every table of the schema public",
            ));
        }
        effects
    },
    ..EditTable::new(
        true,
        &[
            row(
                PROVIDER,
                "Tokens",
                "Signed by",
                Input::Choice(&[
                    Pick {
                        value: Scalar::Word(NEON_AUTH),
                        label: "Neon Auth",
                    },
                    Pick {
                        value: Scalar::Word(EXTERNAL),
                        label: "another provider",
                    },
                ]),
                "Who signs the tokens that requests bring: Neon Auth of this branch, or another provider.",
            ),
            FieldEdit {
                shown: shown_if_external,
                ..row(
                    SIGNER,
                    "Tokens",
                    "Provider",
                    Input::Text { longest: LONGEST },
                    "Who that is, such as Clerk, Stytch or Auth0.",
                )
            },
            FieldEdit {
                shown: shown_if_external,
                check: |change_set| check_https(change_set.text(JWKS)),
                ..row(
                    JWKS,
                    "Tokens",
                    "JWKS URL",
                    Input::Text { longest: 2_048 },
                    "The https:// URL that lists the keys (a JSON Web Key Set).",
                )
            },
            FieldEdit {
                shown: shown_if_external,
                ..row(
                    AUDIENCE,
                    "Tokens",
                    "Audience",
                    Input::Text { longest: LONGEST },
                    "Tokens that name another audience (aud) are refused; those without one are not.",
                )
            },
            row(
                GRANTS,
                "Rights",
                "Tables",
                Input::Choice(&[
                    Pick {
                        value: Scalar::Flag(false),
                        label: "no rights yet",
                    },
                    Pick {
                        value: Scalar::Flag(true),
                        label: "all rights to the schema public",
                    },
                ]),
                "What the role authenticated may do at first. GRANT and row-level security decide later.",
            ),
        ],
    )
};

fn is_external(change_set: &ChangeSet<'_>) -> bool {
    change_set.text(PROVIDER) == EXTERNAL
}

fn shown_if_external(change_set: &ChangeSet<'_>) -> Visibility {
    match is_external(change_set) {
        true => Visibility::Yes,
        false => Visibility::Hidden,
    }
}

/// The Data API of a database, to be enabled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDataApi {
    pub project: ProjectId,
    pub branch: BranchId,
    pub database: DatabaseName,
}

impl NewDataApi {
    const fn reference(&self) -> DataApiRef<'_> {
        DataApiRef {
            project: &self.project,
            branch: &self.branch,
            database: &self.database,
        }
    }

    fn target(&self) -> Target {
        Target::DataApi(
            self.project.clone(),
            self.branch.clone(),
            self.database.clone(),
        )
    }
}

impl Creation for NewDataApi {
    fn place(&self) -> Target {
        self.reference().of()
    }

    fn noun(&self) -> &'static str {
        "Data API"
    }

    fn verb(&self) -> Verb {
        Verb::new("enabling", "enabled", "enable")
    }

    fn title(&self) -> String {
        "Enable Data API".to_owned()
    }

    fn question(&self, _: &str, place: &str) -> String {
        format!("Enable the Data API of {place}?")
    }

    fn name(&self, _: &str, place: &str) -> String {
        format!("the Data API of {place}")
    }

    fn table(&self) -> &'static EditTable {
        &ENABLE
    }

    fn first_values(&self, _: &Store, _: &crate::kinds::edit::About) -> Result<Value, String> {
        Ok(json!({ PROVIDER: NEON_AUTH, GRANTS: false }))
    }

    fn concerns(&self) -> Option<Target> {
        Some(Target::Branch(self.project.clone(), self.branch.clone()))
    }

    fn message(&self, _: &Store, _: &str) -> Option<String> {
        Some(format!("{} can be reached over HTTP now", self.database))
    }

    fn request(&self, body: Value) -> Request {
        Request::enable_data_api(&self.reference(), body)
    }

    fn accept(&self, _: &mut Store, _: Answer, _: Timestamp) -> Option<Accepted> {
        Some(Accepted::new(self.target(), Vec::new()))
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::get_data_api(&self.project, &self.branch, &self.database).into())
    }

    fn find(&self, _: &Lost<'_>, answer: Answer) -> Option<Target> {
        let _: DataApiAnswer = answer.body()?;
        Some(self.target())
    }
}
