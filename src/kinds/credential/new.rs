//! New credentials.

use super::{USER, lines};
use crate::{
    api::{
        Answer, Request,
        types::{BranchId, Credential, CredentialList, CredentialSecrets, ProjectId},
    },
    kinds::{
        creation::{Accepted, Creation, Lost, Secret},
        edit::{
            ChangeSet, EditEffect, EditTable, FieldEdit, Input, NAME, Scalar, Severity, Validation,
            pick, row,
        },
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// The longest name.
const LONGEST: usize = 256;
/// What can be asked for, each with the path of its field.
const SCOPES: [(&str, &str); 4] = [
    ("@storage_read", "storage:read"),
    ("@storage_write", "storage:write"),
    ("@ai_gateway", "ai_gateway:invoke"),
    ("@functions", "functions:invoke"),
];
const YES_NO: Input = Input::Choice(&[
    pick(Scalar::Flag(true), "yes"),
    pick(Scalar::Flag(false), "no"),
]);

static NEW_CREDENTIAL: EditTable = EditTable {
    body: |_, change_set| {
        let mut body = Map::new();
        let name = change_set.text(NAME).trim();
        if !name.is_empty() {
            body.insert(NAME.to_owned(), name.into());
        }
        body.insert("scopes".to_owned(), json!(scopes(change_set)));
        body.insert("principal_type".to_owned(), USER.into());
        Some(body.into())
    },
    effects: |change_set| {
        let may = scopes(change_set).join(", ");
        let name = &change_set.about.name;
        let opens = (!may.is_empty()).then(|| {
            let text = format!("whoever has its secrets may {may} on {name}");
            EditEffect::new(Severity::Ask, text)
        });
        let once = EditEffect::note("Neon sends its secrets once: they go to the clipboard");
        opens.into_iter().chain([once]).collect()
    },
    ..EditTable::new(
        true,
        &[
            row(
                NAME,
                "Credential",
                "Name",
                Input::Text { longest: LONGEST },
                "What it is for: optional.",
            ),
            FieldEdit {
                check: |change_set| match scopes(change_set).is_empty() {
                    true => {
                        Validation::Wrong("choose at least one thing that it may do".to_owned())
                    }
                    false => Validation::Fine,
                },
                ..scope(
                    SCOPES[0].0,
                    "Read storage",
                    "Whether it may read objects of the buckets.",
                )
            },
            scope(
                SCOPES[1].0,
                "Write storage",
                "Whether it may write and delete objects.",
            ),
            scope(
                SCOPES[2].0,
                "AI gateway",
                "Whether it may send requests to language models.",
            ),
            scope(
                SCOPES[3].0,
                "Functions",
                "Whether it may call the functions of the branch.",
            ),
        ],
    )
};

const fn scope(path: &'static str, label: &'static str, help: &'static str) -> FieldEdit {
    row(path, "It may", label, YES_NO, help)
}

fn scopes(change_set: &ChangeSet<'_>) -> Vec<&'static str> {
    let chosen = SCOPES.iter().filter(|(path, _)| change_set.flag(path));
    chosen.map(|(_, scope)| *scope).collect()
}

/// A credential to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCredential {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl Creation for NewCredential {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn noun(&self) -> &'static str {
        "credential"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_CREDENTIAL
    }

    fn first_values(&self, _: &Store, _: &crate::kinds::edit::About) -> Result<Value, String> {
        let all = SCOPES
            .iter()
            .map(|(path, _)| ((*path).to_owned(), false.into()));
        Ok(Value::Object(all.collect()))
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn request(&self, body: Value) -> Request {
        Request::create_credential(&self.project, &self.branch, body)
    }

    fn accept(&self, _: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let made: CredentialSecrets = answer.body()?;
        let name = match made.name.is_empty() {
            true => made.token_id_short.to_string(),
            false => made.name.to_string(),
        };
        let secret = Secret::Service(lines(&made));
        Some(Accepted {
            secret: Some((name, secret)),
            ..Accepted::new(self.target(&made.token_id), Vec::new())
        })
    }

    fn alike(&self, store: &Store, _: &str) -> Vec<String> {
        let known = store.listings.of::<Credential>(&self.place()).iter();
        known.map(|one| one.token_id.to_string()).collect()
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_credentials(&self.project, &self.branch).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: CredentialList = answer.body()?;
        let mut all = list.credentials.iter();
        let is_it =
            |one: &&Credential| one.name == lost.name.trim() && lost.is_new(one.token_id.as_str());
        Some(self.target(&all.find(is_it)?.token_id))
    }

    fn lost_secret(&self) -> Option<&'static str> {
        Some("its secrets were in the lost response: show them, or rotate it")
    }
}

impl NewCredential {
    fn target(&self, id: &crate::api::types::CredentialId) -> Target {
        Target::Credential(self.project.clone(), self.branch.clone(), id.clone())
    }
}
