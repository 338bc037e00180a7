//! Members of an organization in one of its projects: what they may do there, and why.
//!
//! The list calls the role `project_role`, a change of it `role`.

mod role;

use super::{
    column::{CellValue, Column, Width, field},
    field::{Described, Field, Value, main, more},
    item::{Item, ItemKind, ItemRef, NewItem},
    list::{List, Listed, Need},
    member::{leaving, members},
    project::Owner,
};
use crate::{
    api::{
        Answer, Get, Request,
        operations::typed,
        types::{
            MemberRole, MemberWithUser, OddRow, ProjectId, ProjectMember, ProjectMembersPage,
            ProjectPermissionLevel, Time,
        },
    },
    store::{Store, target::Target},
};
use role::FORM;
use role::ROLE;
pub use role::is_lower;

/// The most members on a page.
const PAGE: u32 = 500;
const SET_HERE: &str = "explicit";
const UNASSIGNED: &str = "unassigned";

impl Described for ProjectMember {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "effective_project_permission",
            "Role",
            "What they may do in the project.",
            |one| match one.may() {
                Some(role) => Value::text(role),
                None => Value::Word("no access"),
            },
        ),
        main(
            "grant_source",
            "From",
            "Where the role comes from.",
            ProjectMember::source,
        ),
        main(
            ROLE,
            "Set here",
            "The role that was set for them in this project.",
            |one| Value::of(one.project_role.as_ref(), |role| Value::text(role.as_str())),
        ),
        main(
            "org_role",
            "Organization",
            "Their role in the organization.",
            |one| Value::text(one.org_role.as_str()),
        ),
        more("name", "Name", "What they are called.", |one| {
            Value::text(&one.name)
        }),
        more("member_id", "Id", "The id of the membership.", |one| {
            Value::id(&one.member_id)
        }),
    ];
}

/// A level, in the words of roles.
fn level(level: &ProjectPermissionLevel) -> &str {
    match level {
        ProjectPermissionLevel::Viewer => "viewer",
        ProjectPermissionLevel::Editor => "editor",
        ProjectPermissionLevel::Admin => "admin",
        ProjectPermissionLevel::Other(other) => other.as_str(),
    }
}

/// What a role in the organization allows in every project, as a role there.
fn of_organization(role: &MemberRole) -> Option<&str> {
    match role {
        MemberRole::Admin => Some("admin"),
        MemberRole::Member | MemberRole::Editor => Some("editor"),
        MemberRole::Viewer => Some("viewer"),
        MemberRole::Collaborator => None,
        MemberRole::Other(other) => Some(other.as_str()),
    }
}

impl ProjectMember {
    /// What they may do in the project, as a role; `None` without access. Where Neon has no roles for projects, those in
    /// the organization tell.
    pub fn may(&self) -> Option<&str> {
        let effective = self.effective_project_permission.as_ref().map(level);
        if self.grant_source == UNASSIGNED {
            return effective;
        }
        let explicit = self.project_role.as_ref().map(|role| role.as_str());
        effective
            .or(explicit)
            .or_else(|| self.may_by_organization())
    }

    /// What they may do in projects where no role is set for them.
    pub fn may_by_organization(&self) -> Option<&str> {
        let default = self.org_default_project_permission.as_ref().map(level);
        default.or_else(|| of_organization(&self.org_role))
    }

    /// Whether a role that was set here is what counts.
    pub fn is_set_here(&self) -> bool {
        self.project_role.is_some() && self.org_role != MemberRole::Admin
    }

    fn source(&self) -> Value {
        match self.grant_source.as_str() {
            SET_HERE => Value::Word("set here"),
            "org_role_default" => Value::Word("organization"),
            "org_admin_override" => Value::Word("org admin"),
            UNASSIGNED => Value::Word("none set"),
            "" if self.is_set_here() => Value::Word("set here"),
            "" => Value::Word("organization"),
            other => Value::text(other),
        }
    }
}

/// The member of the organization behind one of the project.
fn membership<'s>(store: &'s Store, of: &Target) -> Option<&'s MemberWithUser> {
    let Target::ProjectMember(project, id) = of else {
        return None;
    };
    match store.owner_of(project) {
        Owner::Org(org) => store.member(org, id),
        Owner::User | Owner::Others => None,
    }
}

/// When they joined the organization, if its members are known.
pub fn joined(store: &Store, of: &Target) -> Option<Time> {
    membership(store, of)?.member.joined_at
}

/// Whether it is the signed-in user.
pub fn is_own(store: &Store, it: &ItemRef<'_>) -> bool {
    let user = store.user.known().map(|user| user.id.as_str());
    let one = it.find::<ProjectMember>(store);
    user.is_some() && one.map(|one| one.user_id.as_str()) == user
}

/// Whoever has a role here would have that in the organization; the others would have to leave that.
fn if_removed(it: &ItemRef<'_>, store: &Store) -> Option<String> {
    let one = it.find::<ProjectMember>(store)?;
    let name = store.name(it.target);
    if !one.is_set_here() {
        return match store.owner_of(it.target.project()?) {
            Owner::Org(org) => Some(leaving(store, org, &name)),
            Owner::User | Owner::Others => None,
        };
    }
    let then = match one.may_by_organization() {
        Some(role) => format!("is {role} again, as in the organization"),
        None => format!("can no longer see {}", store.name(&it.of())),
    };
    Some(format!("Without the role set here, {name} {then}"))
}

impl Listed for ProjectMember {
    type Page = ProjectMembersPage;
    type New = NewItem;

    const LIST: List = List("Project members");
    const NAME: &'static str = "project_members";
    const COLUMNS: &'static [Column] = &[
        Column::name("MEMBER", "the member's e-mail address", Width::Name(24)),
        field!(
            ProjectMember,
            "effective_project_permission",
            Width::Words(9),
            95
        ),
        field!(ProjectMember, "grant_source", Width::Words(12), 90),
        field!(ProjectMember, "org_role", Width::Words(12), 85),
        Column {
            title: "HERE",
            help: "whether it is you",
            width: Width::Words(4),
            weight: 70,
            fields: &["user_id"],
            value: CellValue::Computed(|store, of| {
                let is_own = is_own(store, &PROJECT_MEMBER.of(of));
                Value::Word(if is_own { "you" } else { "" })
            }),
        },
        Column {
            title: "JOINED",
            help: "when they joined the organization",
            width: Width::Time,
            weight: 80,
            fields: &[],
            value: CellValue::Computed(|store, of| Value::time(joined(store, of))),
        },
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        let none = || "select a project, or something in it".to_owned();
        let project = at.and_then(Target::project).ok_or_else(none)?;
        match store.owner_of(project) {
            Owner::Org(_) => Ok(Target::Project(project.clone())),
            Owner::User => Err("a personal project has no members".to_owned()),
            Owner::Others => {
                Err("the project is shared with you: you cannot see its members".to_owned())
            }
        }
    }

    // When they joined is in the list of the organization; which one is the user's own, nowhere else.
    fn needs(store: &Store, of: &Target) -> Vec<Need> {
        let members = match of.project().map(|project| store.owner_of(project)) {
            Some(Owner::Org(org)) => Some(Need::List(members(org.clone()))),
            _ => None,
        };
        members.into_iter().chain([Need::User]).collect()
    }

    fn request(of: &Target) -> Get<ProjectMembersPage> {
        let none = ProjectId::default();
        Request::list_project_members(of.project().unwrap_or(&none), None)
    }

    fn rest(of: &Target, page: &ProjectMembersPage) -> Option<Request> {
        let next = page.next(PAGE, None)?;
        Some(Request::list_project_members(of.project()?, Some(&next)).into())
    }

    fn keep_rest(store: &mut Store, of: &Target, page: Answer) -> Option<Request> {
        let page: ProjectMembersPage = page.body()?;
        let next = Self::rest(of, &page);
        let mut all = store.listings.of::<Self>(of).to_vec();
        all.extend(page.project_members);
        store.listings.keep(of, all, &page.odd);
        next
    }

    fn records(_: &Store, _: &Target, page: ProjectMembersPage) -> (Vec<Self>, Vec<OddRow>) {
        (page.project_members, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let project = of.project().cloned().unwrap_or_default();
        Target::ProjectMember(project, self.member_id.clone())
    }

    fn none(_: &Store, _: &Target, _: &str) -> String {
        "Neon lists no members.".to_owned()
    }
}

impl Item for ProjectMember {
    fn id(&self) -> &str {
        self.member_id.as_str()
    }
}

pub static PROJECT_MEMBER: ItemKind = ItemKind {
    name: |it, store| {
        let one = it.find::<ProjectMember>(store)?;
        let names = [&one.email, &one.name, &one.user_id];
        let name = names.into_iter().find(|name| !name.is_empty())?;
        Some(name.to_string())
    },
    form: Some(&FORM),
    describe: |it, store, about| about.is_self = is_own(store, it),
    if_removed,
    update: |it, fields| Some(role::update(it, &fields)),
    ..ItemKind::new::<ProjectMember>("project member", "member_id")
};

impl Request {
    /// The members of a project's organization, with their roles in the project.
    pub fn list_project_members(
        project: &ProjectId,
        cursor: Option<&str>,
    ) -> Get<ProjectMembersPage> {
        let request = Get::new(typed::ListProjectMembers, &[project.as_str()]);
        let request = request.query("limit", PAGE.to_string());
        match cursor {
            Some(cursor) => request.query("cursor", cursor),
            None => request,
        }
    }
}
