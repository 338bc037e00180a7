//! Enabling Neon Auth on a branch.

use super::{NeonAuthRef, PROVIDER};
use crate::{
    api::{
        Answer, ConnectionUri, Request,
        types::{BranchId, NeonAuthAnswer, NeonAuthEnabled, ProjectId},
    },
    kinds::{
        creation::{Accepted, Creation, Lost, Secret},
        edit::{About, EditEffect, EditTable, Input, Offer, Severity, row},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

const DATABASE: &str = "database_name";

static ENABLE: EditTable = EditTable {
    body: |_, change_set| {
        let mut body = Map::new();
        body.insert("auth_provider".to_owned(), PROVIDER.into());
        let database = change_set.text(DATABASE);
        if !database.is_empty() {
            body.insert(DATABASE.to_owned(), database.into());
        }
        Some(body.into())
    },
    effects: |change_set| {
        let on = match change_set.text(DATABASE) {
            "" => change_set.about.name.as_str(),
            database => database,
        };
        vec![
            EditEffect::new(
                Severity::Ask,
                format!("whoever knows its URL can sign up, and is added to the users in {on}"),
            ),
            EditEffect::note("adds the schema neon_auth to the database, which wakes the compute"),
            EditEffect::note(
                "Neon shows the keys of a service once: if there are any, they go to the clipboard",
            ),
        ]
    },
    ..EditTable::new(
        true,
        &[row(
            DATABASE,
            "Neon Auth",
            "Database",
            Input::Pick,
            "The database that gets the schema neon_auth, with users, sessions and settings.",
        )],
    )
};

/// Neon Auth of a branch, to be enabled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNeonAuth {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl NewNeonAuth {
    const fn reference(&self) -> NeonAuthRef<'_> {
        NeonAuthRef {
            project: &self.project,
            branch: &self.branch,
        }
    }

    fn target(&self) -> Target {
        Target::NeonAuth(self.project.clone(), self.branch.clone())
    }
}

impl Creation for NewNeonAuth {
    fn place(&self) -> Target {
        self.reference().of_branch()
    }

    fn noun(&self) -> &'static str {
        "Neon Auth"
    }

    fn verb(&self) -> Verb {
        Verb::new("enabling", "enabled", "enable")
    }

    fn title(&self) -> String {
        "Enable Neon Auth".to_owned()
    }

    fn question(&self, _: &str, place: &str) -> String {
        format!("Enable Neon Auth of {place}?")
    }

    fn name(&self, _: &str, place: &str) -> String {
        format!("Neon Auth of {place}")
    }

    fn table(&self) -> &'static EditTable {
        &ENABLE
    }

    fn describe(&self, store: &Store, about: &mut About) {
        let known = store.contents(&self.project, &self.branch).into_iter();
        let names = known.flat_map(|contents| &contents.databases.value);
        let names = names.map(|one| Offer::new(one.name.as_str(), one.name.as_str()));
        let mut offers: Vec<Offer> = names.collect();
        if offers.is_empty() {
            offers.push(Offer::new("", "the first one of the branch"));
        }
        about.offers.push((DATABASE, offers));
    }

    fn first_values(&self, _: &Store, about: &About) -> Result<Value, String> {
        let first = about.offers(DATABASE).first();
        Ok(json!({ DATABASE: first.map(|offer| &offer.value) }))
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn request(&self, body: Value) -> Request {
        Request::enable_neon_auth(&self.reference(), body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let answer: NeonAuthEnabled = answer.body()?;
        let keys = [
            ("pub_client_key", &answer.pub_client_key),
            ("secret_server_key", &answer.secret_server_key),
        ];
        let keys = keys.iter().filter(|(_, key)| !key.expose().is_empty());
        let lines: Vec<String> = keys
            .map(|(name, key)| format!("{name}={}", key.expose()))
            .collect();
        let name = format!("Neon Auth of {}", store.name(&self.place()));
        let secret = || (name, Secret::Service(ConnectionUri::from(lines.join("\n"))));
        Some(Accepted {
            secret: (!lines.is_empty()).then(secret),
            ..Accepted::new(self.target(), Vec::new())
        })
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::get_neon_auth(&self.project, &self.branch).into())
    }

    fn find(&self, _: &Lost<'_>, answer: Answer) -> Option<Target> {
        let _: NeonAuthAnswer = answer.body()?;
        Some(self.target())
    }
}
