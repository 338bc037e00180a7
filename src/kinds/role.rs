//! Roles of a branch.

use super::{
    creation::{Accepted, Creation, Lost, Secret, text},
    edit::{EditTable, NEW_ROLE},
    field::{Described, Field, Value, main, more},
    kind::Contents,
    named::{self, Named, NamedRef},
};
use crate::{
    api::{
        Answer, Request,
        types::{
            AuthenticationMethod, BranchId, ProjectId, Role, RoleAnswer, RoleChange, RoleList,
            RoleName,
        },
    },
    store::{BranchData, Store, remote::Remote, target::Target},
};
use jiff::Timestamp;

impl Described for Role {
    const FIELDS: &'static [Field<Self>] = &[
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
}

/// How the role signs in, in a word.
pub fn login(role: &Role) -> String {
    match &role.authentication_method {
        Some(AuthenticationMethod::NoLogin) => "nothing: no login".to_owned(),
        Some(other) => other.as_str().to_owned(),
        None => "password".to_owned(),
    }
}

/// Identifies a role.
pub type RoleRef<'a> = NamedRef<'a, Role>;

impl Named for Role {
    type Name = RoleName;

    const NOUN: &'static str = "role";

    fn name(&self) -> &RoleName {
        &self.name
    }

    fn known(on: &BranchData) -> &Remote<Vec<Self>> {
        &on.roles
    }

    fn known_mut(on: &mut BranchData) -> &mut Remote<Vec<Self>> {
        &mut on.roles
    }

    fn target(project: ProjectId, branch: BranchId, name: RoleName) -> Target {
        Target::Role(project, branch, name)
    }

    fn read(it: &NamedRef<'_, Self>) -> Request {
        Request::get_role(it.project, it.branch, it.name).into()
    }

    fn from_answer(answer: Answer) -> Option<Self> {
        Some(answer.body::<RoleAnswer>()?.role)
    }

    fn deletion(it: &NamedRef<'_, Self>) -> Request {
        Request::delete_role(it.project, it.branch, it.name)
    }

    const LOSSES: &'static [(&'static str, &'static str)] = &[
        ("removes", "the roles and their passwords"),
        ("breaks", "every connection string that uses them"),
    ];
}

/// A new role on a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRole {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl Creation for NewRole {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn noun(&self) -> &'static str {
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
        let mut response: RoleChange = answer.body()?;
        let name = response.role.name.to_string();
        let password = response.role.password.take();
        let target = named::keep(store, &self.project, &self.branch, response.role);
        Some(Accepted {
            secret: password.map(|password| (name, Secret::Password(password))),
            ..Accepted::new(target, response.operations)
        })
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_roles(&self.project, &self.branch).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: RoleList = answer.body()?;
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
        Some(
            "its password was in the lost response; Neon can show it again, unless the project stores none",
        )
    }
}
