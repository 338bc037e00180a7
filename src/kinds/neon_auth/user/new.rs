//! Adding users to Neon Auth.

use super::learn;
use crate::{
    api::{
        Answer, Request,
        types::{AuthUser, AuthUserCreated, BranchId, ProjectId},
    },
    kinds::{
        creation::{Accepted, Creation, text},
        edit::{
            EMAIL, EditEffect, EditTable, FieldEdit, Input, LONGEST_EMAIL, NAME, check_address, row,
        },
        list::Listed,
        neon_auth::NeonAuthRef,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Map, Value as Json};

const LONGEST_NAME: usize = 255;

static NEW: EditTable = EditTable {
    body: |_, change_set| {
        let mut body = Map::new();
        for path in [EMAIL, NAME] {
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
            EditEffect::note(format!(
                "can sign in on {name} in every way that is enabled there"
            )),
            EditEffect::note("wakes the compute of the branch, if it is idle"),
        ]
    },
    ..EditTable::new(
        true,
        &[
            FieldEdit {
                check: |change_set| check_address(change_set.text(EMAIL).trim()),
                ..row(
                    EMAIL,
                    "User",
                    "E-mail",
                    Input::Text {
                        longest: LONGEST_EMAIL,
                    },
                    "The address they sign in with.",
                )
            },
            row(
                NAME,
                "User",
                "Name",
                Input::Text {
                    longest: LONGEST_NAME,
                },
                "What they are called; may be empty.",
            ),
        ],
    )
};

/// A user to be added to Neon Auth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAuthUser {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl NewAuthUser {
    const fn auth(&self) -> NeonAuthRef<'_> {
        NeonAuthRef {
            project: &self.project,
            branch: &self.branch,
        }
    }
}

impl Creation for NewAuthUser {
    fn place(&self) -> Target {
        self.auth().of_branch()
    }

    fn noun(&self) -> &'static str {
        "user"
    }

    fn table(&self) -> &'static EditTable {
        &NEW
    }

    fn name_field(&self) -> &'static str {
        EMAIL
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let all = store.listings.of::<AuthUser>(&self.place()).iter();
        let user = all.rev().find(|one| one.email == name)?;
        Some(format!("{name} created: its id is {}", user.id))
    }

    fn request(&self, body: Json) -> Request {
        Request::create_auth_user(&self.auth(), body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let AuthUserCreated { id, .. } = answer.body()?;
        let user = AuthUser {
            id,
            ..AuthUser::default()
        };
        let target = user.target(&self.place());
        learn(store, &self.place(), user);
        Some(Accepted::new(target, Vec::new()))
    }

    fn keep_sent(&self, store: &mut Store, made: &Target, body: &Json) {
        let user = AuthUser {
            id: made.id().into(),
            email: text(body, "/email").into(),
            name: text(body, "/name").into(),
            ..AuthUser::default()
        };
        learn(store, &self.place(), user);
    }
}
