//! People a project is shared with. Neon has no endpoint for a single one, only the list.

use super::{
    Verb,
    creation::{Accepted, Creation, Lost, text},
    edit::{EditTable, SHARE},
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
};
use crate::{
    api::{
        Answer, Request,
        types::{PermissionId, ProjectId, ProjectPermission},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;

impl Described for ProjectPermission {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "granted_at",
            "Since",
            "When it was shared with them.",
            |one| Value::time(one.granted_at),
        ),
        more("id", "Id", "The id of the share.", |one| Value::id(&one.id)),
    ];
}

/// Identifies a person a project is shared with.
#[derive(Debug, Clone, Copy)]
pub struct ShareRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a PermissionId,
}

impl Kind for ShareRef<'_> {
    fn noun(&self) -> &'static str {
        "share"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.share(self.project, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(
            store
                .share(self.project, self.id)?
                .granted_to_email
                .to_string(),
        )
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.branches.at
    }

    fn forget(&self, store: &mut Store) {
        let shares = &mut store.inside_mut(self.project).shares;
        shares.retain(|one| one.id != *self.id);
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::revoke_permission(self.project, self.id))
    }
}

/// A new share of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewShare {
    pub project: ProjectId,
}

impl Creation for NewShare {
    fn place(&self) -> Target {
        Target::Project(self.project.clone())
    }

    fn noun(&self) -> &'static str {
        "share"
    }

    fn verb(&self) -> Verb {
        Verb::new("sharing with", "given access", "share with")
    }

    fn title(&self) -> String {
        "Share project".to_owned()
    }

    fn question(&self, name: &str, place: &str) -> String {
        format!("Share {place} with {name}?")
    }

    fn table(&self) -> &'static EditTable {
        &SHARE
    }

    fn request(&self, body: serde_json::Value) -> Request {
        Request::grant_permission(&self.project, text(&body, "/email"))
    }

    fn accept(&self, _: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        match answer {
            Answer::GrantPermission(_) => Some(Accepted::new(self.place(), Vec::new())),
            _ => None,
        }
    }

    fn lookup(&self, _: &str) -> Request {
        Request::list_permissions(&self.project).into()
    }

    fn find(&self, lost: &Lost<'_>, answer: &Answer) -> Option<Target> {
        let Answer::ListPermissions(list) = answer else {
            return None;
        };
        let is_it = |grant: &ProjectPermission| {
            grant.granted_to_email == lost.name && grant.revoked_at.is_none()
        };
        let is_there = list.project_permissions.iter().any(is_it);
        is_there.then(|| self.place())
    }
}
