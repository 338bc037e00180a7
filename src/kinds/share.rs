//! People a project is shared with. Neon has no endpoint for a single one, only the list.

use super::{
    column::{Column, Width, field},
    creation::{Creation, Lost, text},
    deletion::{Question, fact, place},
    edit::{
        About, ChangeSet, EMAIL, EditEffect, EditTable, FieldEdit, Input, LONGEST_EMAIL, Severity,
        Validation, check_address, row,
    },
    field::{Described, Field, Value, main, more},
    kind::{Keys, Kind, Known},
    list::{List, Listed},
    project::Owner,
    verb::Verb,
};
use crate::{
    api::{
        Answer, Get, Operation, Request,
        operations::typed,
        types::{OddRow, PermissionId, PermissionList, ProjectId, ProjectPermission},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::json;

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

impl Listed for ProjectPermission {
    type Page = PermissionList;
    type New = NewShare;

    const LIST: List = List("Shared with");
    const NAME: &'static str = "shares";
    const TAB: &'static str = "People";
    const COLUMNS: &'static [Column] = &[
        Column::name("E-MAIL", "who may use the project", Width::Name(24)),
        field!(ProjectPermission, "granted_at", Width::Time, 80),
    ];

    fn place(_: &Store, at: Option<&Target>) -> Result<Target, String> {
        let project = at.and_then(Target::project);
        project
            .map(|project| Target::Project(project.clone()))
            .ok_or_else(|| {
                "select a project, or something in it: it is projects that are shared".to_owned()
            })
    }

    fn request(of: &Target) -> Get<PermissionList> {
        let none = ProjectId::default();
        Request::list_permissions(of.project().unwrap_or(&none))
    }

    fn records(_: &Store, _: &Target, page: PermissionList) -> (Vec<Self>, Vec<OddRow>) {
        let mut shares = page.project_permissions;
        shares.retain(|one| one.revoked_at.is_none());
        (shares, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let project = of.project().cloned().unwrap_or_default();
        Target::Share(project, self.id.clone())
    }

    fn is_added_from(row: &Target) -> bool {
        matches!(row, Target::Project(_))
    }

    fn add(store: &Store, of: &Target) -> Option<Result<NewShare, String>> {
        let project = of.project()?.clone();
        let is_own = matches!(store.owner_of(&project), Owner::Org(_));
        let refused = "the project is shared with you: only members of its owner can share it";
        Some(match is_own {
            true => Ok(NewShare { project }),
            false => Err(refused.to_owned()),
        })
    }

    fn none(_: &Store, _: &Target, key: &str) -> String {
        format!("No one outside its organization has access. {key} shares the project by e-mail.")
    }
}

impl Request {
    /// The people a project is shared with.
    pub fn list_permissions(project: &ProjectId) -> Get<PermissionList> {
        Get::new(typed::ListPermissions, &[project.as_str()])
    }

    /// Shares a project.
    pub fn grant_permission(project: &ProjectId, email: &str) -> Self {
        Self::new(Operation::GrantPermission, &[project.as_str()]).body(json!({ "email": email }))
    }

    /// Stops sharing a project.
    pub fn revoke_permission(project: &ProjectId, permission: &PermissionId) -> Self {
        Self::new(
            Operation::RevokePermission,
            &[project.as_str(), permission.as_str()],
        )
    }
}

/// Identifies a person a project is shared with.
#[derive(Debug, Clone, Copy)]
pub struct ShareRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a PermissionId,
}

impl ShareRef<'_> {
    fn find<'s>(&self, store: &'s Store) -> Option<&'s ProjectPermission> {
        let of = Target::Project(self.project.clone());
        let mut all = store.listings.of::<ProjectPermission>(&of).iter();
        all.find(|one| one.id == *self.id)
    }
}

impl Kind for ShareRef<'_> {
    fn noun(&self) -> &'static str {
        "share"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        ProjectPermission::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(self.find(store)?.granted_to_email.to_string())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.branches.at
    }

    fn forget(&self, store: &mut Store) {
        let of = Target::Project(self.project.clone());
        let is_it = |one: &ProjectPermission| one.id == *self.id;
        store.listings.forget(&of, is_it);
    }

    fn read(&self) -> Option<Request> {
        Some(Request::list_permissions(self.project).into())
    }

    fn read_alone(&self) -> Option<Request> {
        None
    }

    // Neon keeps revoked shares in its list.
    fn entry(&self) -> Option<serde_json::Value> {
        Some(json!({ "id": self.id, "revoked_at": null }))
    }

    fn summary(&self, store: &Store, keys: Keys<'_>) -> Option<(String, Vec<String>)> {
        let one = self.find(store)?;
        let of = store.name(&Target::Project(self.project.clone()));
        Some((
            format!("{} may use {of}", one.granted_to_email),
            vec![format!("{} revokes the access.", keys.delete)],
        ))
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("access cannot be changed")
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::revoke_permission(self.project, self.id))
    }

    fn deletion_verb(&self) -> Verb {
        Verb::new(
            "taking access from",
            "removed from those with access",
            "take access from",
        )
    }

    // "take access from 2 shares" would not be English.
    fn deletion_of_many(&self) -> Option<&'static str> {
        Some("remove")
    }

    // What stays, and how to undo it.
    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact("stays", "role passwords they know: reset those"),
            fact("undo", "by sharing it with them again"),
        ]
    }

    fn if_removed(&self, store: &Store) -> Option<String> {
        let email = &self.find(store)?.granted_to_email;
        let of = store.name(&Target::Project(self.project.clone()));
        Some(format!(
            "If removed, {email} can no longer see or change {of}; role passwords they know keep working"
        ))
    }

    fn question(&self, store: &Store) -> Option<Question> {
        let project = Target::Project(self.project.clone());
        let of = store.name(&project);
        let share = Target::Share(self.project.clone(), self.id.clone());
        let email = store.name(&share);
        let mut lines = vec![
            place(store, &project),
            fact("loses", format!("{email} can no longer see or change {of}")),
        ];
        lines.extend(self.losses_of_many(store, &[]));
        Some(Question {
            title: format!("Stop sharing {of} with {email}?"),
            lines,
            typed: false,
            prominent: false,
            concerns: None,
        })
    }
}

static SHARE: EditTable = EditTable {
    body: |_, change_set| Some(json!({ EMAIL: change_set.text(EMAIL).trim() })),
    effects: |change_set| {
        let name = &change_set.about.name;
        vec![EditEffect::new(
            Severity::Ask,
            format!(
                "they may see and change what is in {name}; only members of its owner delete or transfer it"
            ),
        )]
    },
    ..EditTable::new(
        true,
        &[FieldEdit {
            check: check_email,
            ..row(
                EMAIL,
                "Share with",
                "E-mail",
                Input::Text {
                    longest: LONGEST_EMAIL,
                },
                "The address that the other person signs in to Neon with, 1 to 256 characters.",
            )
        }],
    )
};

fn check_email(change_set: &ChangeSet<'_>) -> Validation {
    let email = change_set.text(EMAIL).trim();
    if email.is_empty() {
        return Validation::Wrong("enter an e-mail address: 1 to 256 characters".to_owned());
    }
    let verdict = check_address(email);
    if verdict != Validation::Fine {
        return verdict;
    }
    if change_set.about.in_use.iter().any(|in_use| in_use == email) {
        return Validation::Wrong(format!("the project is already shared with {email}"));
    }
    Validation::Fine
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

    fn name_field(&self) -> &'static str {
        EMAIL
    }

    fn describe(&self, store: &Store, about: &mut About) {
        let shares = store.listings.of::<ProjectPermission>(&self.place());
        let emails = shares.iter().map(|one| one.granted_to_email.to_string());
        about.in_use = emails.collect();
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let of = store.name(&self.place());
        Some(format!("{of} is shared with {name} now"))
    }

    fn request(&self, body: serde_json::Value) -> Request {
        Request::grant_permission(&self.project, text(&body, "/email"))
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_permissions(&self.project).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: PermissionList = answer.body()?;
        let is_it = |grant: &ProjectPermission| {
            grant.granted_to_email == lost.name && grant.revoked_at.is_none()
        };
        let is_there = list.project_permissions.iter().any(is_it);
        is_there.then(|| self.place())
    }
}
