//! Roles of a branch.

use super::{
    branch::BranchRef,
    field::{Field, Value, main, more},
    kind::{Kind, Known},
};
use crate::{
    api::{
        Request,
        types::{AuthenticationMethod, Branch, BranchId, Endpoint, ProjectId, Role, RoleName},
    },
    store::Store,
};
use jiff::Timestamp;

/// The fields of a role, in the order of the details.
pub const FIELDS: &[Field<Role>] = &[
    main(
        "authentication_method",
        "Signs in with",
        "How clients authenticate as this role.",
        |r| Value::Text(login(r)),
    ),
    main(
        "protected",
        "System role",
        "Managed by Neon: it cannot be changed or deleted.",
        |r| Value::Flag(r.protected == Some(true)),
    ),
    main("created_at", "Created", "When it was created.", |r| {
        Value::time(r.created_at)
    }),
    main(
        "updated_at",
        "Updated",
        "When it or its password was last changed.",
        |r| Value::time(r.updated_at),
    ),
    more(
        "branch_id",
        "Branch",
        "The branch it is on; a child branch has its own copy.",
        |r| Value::id(&r.branch_id),
    ),
];

/// How the role signs in, in a word.
pub fn login(role: &Role) -> String {
    match &role.authentication_method {
        Some(AuthenticationMethod::NoLogin) => "nothing: no login".to_owned(),
        Some(other) => other.as_str().to_owned(),
        None => "password".to_owned(),
    }
}

/// A role, by the branch it is on and its name.
#[derive(Debug, Clone, Copy)]
pub struct RoleRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    /// Its name, which is its identity.
    pub name: &'a RoleName,
}

impl RoleRef<'_> {
    /// What is known of it.
    pub fn find<'s>(&self, store: &'s Store) -> Option<&'s Role> {
        let contents = store.contents(self.project, self.branch)?;
        let mut all = contents.roles.value.iter();
        all.find(|one| one.name == *self.name)
    }
}

impl Kind for RoleRef<'_> {
    fn word(&self) -> &'static str {
        "role"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.contents(self.project, self.branch)?.roles.at
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        let (project, id) = (self.project, self.branch);
        BranchRef { project, id }.compute(store)
    }

    fn forget(&self, store: &mut Store) {
        let contents = store.contents_mut(self.project, self.branch);
        contents.roles.value.retain(|one| one.name != *self.name);
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_role(self.project, self.branch, self.name))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::delete_role(self.project, self.branch, self.name))
    }
}
