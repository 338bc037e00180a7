//! Roles of a branch.

use super::{
    branch::BranchRef,
    creation::{Accepted, Creation, Lost, Secret, text},
    edit::{EditTable, NEW_ROLE},
    field::{Field, Value, main, more},
    kind::{Contents, Kind, Known},
};
use crate::{
    api::{
        Answer, Request,
        types::{AuthenticationMethod, Branch, BranchId, Endpoint, ProjectId, Role, RoleName},
    },
    store::{Store, target::Target},
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

/// The names of those that are known on a branch.
pub fn names(store: &Store, project: &ProjectId, branch: &BranchId) -> Vec<String> {
    let contents = store.contents(project, branch).into_iter();
    let known = contents.flat_map(|contents| &contents.roles.value);
    known.map(|one| one.name.to_string()).collect()
}

/// A role on a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRole {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl Creation for NewRole {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn word(&self) -> &'static str {
        "role"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_ROLE
    }

    fn request(&self, body: serde_json::Value) -> Request {
        let no_login = body.pointer("/role/no_login") == Some(&true.into());
        let name = text(&body, "/role/name").into();
        Request::create_role(&self.project, &self.branch, &name, no_login)
    }

    fn accept(&self, store: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let Answer::CreateRole(mut response) = answer else {
            return None;
        };
        let name = response.role.name.clone();
        let password = response.role.password.take();
        let known = &mut store.contents_mut(&self.project, &self.branch).roles;
        if known.known().is_some() {
            known.value.push(response.role);
        }
        let target = Target::Role(self.project.clone(), self.branch.clone(), name.clone());
        Some(Accepted {
            secret: password.map(|password| (name.to_string(), Secret::Password(password))),
            ..Accepted::new(target, response.operations)
        })
    }

    fn look(&self, _: &str) -> Request {
        Request::list_roles(&self.project, &self.branch)
    }

    fn find(&self, lost: &Lost<'_>, answer: &Answer) -> Option<Target> {
        let Answer::ListRoles(list) = answer else {
            return None;
        };
        let mut all = list.roles.iter();
        let name = all.find(|one| one.name.as_str() == lost.name)?.name.clone();
        Some(Target::Role(
            self.project.clone(),
            self.branch.clone(),
            name,
        ))
    }

    fn listed(&self) -> Contents<'_> {
        Contents::Branch(&self.project, &self.branch)
    }

    fn lost_secret(&self) -> Option<&'static str> {
        Some("its password was in the lost response: reset it to get one")
    }
}
