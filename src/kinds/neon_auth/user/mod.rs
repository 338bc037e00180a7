//! Users of Neon Auth. Neon adds, changes and deletes them, and lists none: they are in the table `neon_auth.user`. So
//! the list has those that this program was told of: the ones it has added, and those whose ids were typed.

mod new;

use super::{NeonAuthRef, is_off, off};
use crate::{
    api::{
        ApiError, Get, Operation, Request,
        types::{AuthUser, NeonAuth, NeonAuthAnswer, OddRow},
    },
    kinds::{
        column::{Column, Width, field},
        deletion::{Question, fact},
        edit::{
            EMAIL, EditEffect, EditTable, FieldEdit, Input, NAME, Severity, Validation, at, row,
        },
        field::{Described, Field, Value, main, more},
        item::{Item, ItemKind, ItemRef},
        list::{List, Listed, branch_parts},
    },
    store::{Store, target::Target},
};
pub use new::NewAuthUser;
use serde_json::{Value as Json, json};

const ROLES: &str = "roles";

impl Described for AuthUser {
    const FIELDS: &'static [Field<Self>] = &[
        main(EMAIL, "E-mail", "The address they sign in with.", |one| {
            Value::text(&one.email)
        }),
        main(NAME, "Name", "What they are called.", |one| {
            Value::text(&one.name)
        }),
        main(
            ROLES,
            "Roles",
            "What they may do, if that was set here: Neon does not tell it.",
            |one| Value::list(&one.roles),
        ),
        more("id", "Id", "The id in the table neon_auth.user.", |one| {
            Value::id(&one.id)
        }),
    ];
}

impl Listed for AuthUser {
    type Page = NeonAuthAnswer;
    type New = NewAuthUser;

    const LIST: List = List("Users");
    const NAME: &'static str = "auth_users";
    const NEEDS: Option<List> = Some(NeonAuth::LIST);
    const COLUMNS: &'static [Column] = &[
        Column::name("USER", "the e-mail address, or the id", Width::Name(24)),
        Column {
            title: "FULL NAME",
            ..field!(AuthUser, "name", Width::Name(16), 60)
        },
        field!(AuthUser, "roles", Width::Words(10), 80),
        field!(AuthUser, "id", Width::Name(36), 70),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        NeonAuth::place(store, at)
    }

    // Whether there is Neon Auth is all that Neon tells.
    fn request(of: &Target) -> Get<NeonAuthAnswer> {
        let (project, branch) = branch_parts(of);
        Request::get_neon_auth(&project, &branch)
    }

    fn is_none(refusal: &ApiError) -> bool {
        is_off(refusal)
    }

    fn lacks(store: &Store, of: &Target, _: &str) -> Option<String> {
        off(store, of)
    }

    fn records(store: &Store, of: &Target, _: NeonAuthAnswer) -> (Vec<Self>, Vec<OddRow>) {
        (store.listings.of::<Self>(of).to_vec(), Vec::new())
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::AuthUser(project, branch, self.id.clone())
    }

    fn is_added_from(row: &Target) -> bool {
        matches!(row, Target::NeonAuth(..))
    }

    fn add(_: &Store, of: &Target) -> Option<Result<NewAuthUser, String>> {
        let (Some(project), Some(branch)) = (of.project(), of.branch()) else {
            return None;
        };
        Some(Ok(NewAuthUser {
            project: project.clone(),
            branch: branch.clone(),
        }))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        let auth = store.listings.of::<NeonAuth>(of).first();
        let database = auth.map_or("its database", |auth| auth.db_name.as_str());
        format!(
            "Neon's API does not list users; the table neon_auth.user of {database} has them all. {key} adds one, \
             :user by id opens one."
        )
    }
}

/// Adds a user to those that are known, or what was learned about one.
fn learn(store: &mut Store, of: &Target, user: AuthUser) {
    let mut all = store.listings.of::<AuthUser>(of).to_vec();
    all.retain(|one| one.id != user.id);
    all.push(user);
    store.listings.keep(of, all, &[]);
}

impl Request {
    /// Adds a user to Neon Auth.
    pub fn create_auth_user(of: &NeonAuthRef<'_>, body: Json) -> Self {
        of.request(Operation::CreateAuthUser).body(body)
    }

    /// Sets the roles of a user of Neon Auth.
    pub fn set_auth_user_roles(of: &ItemRef<'_>, body: Json) -> Self {
        of.request(Operation::SetAuthUserRoles).body(body)
    }

    /// Deletes a user of Neon Auth.
    pub fn delete_auth_user(of: &ItemRef<'_>) -> Self {
        of.request(Operation::DeleteAuthUser)
    }
}

impl Item for AuthUser {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// Adds one that is known by its id only.
pub fn take(store: &mut Store, it: &ItemRef<'_>) {
    if it.find::<AuthUser>(store).is_none() {
        let user = AuthUser {
            id: it.id().into(),
            ..AuthUser::default()
        };
        learn(store, &it.of(), user);
    }
}

pub static AUTH_USER: ItemKind = ItemKind {
    is_in_database: true,
    entry: |_| None,
    name: |it, store| Some(it.find::<AuthUser>(store)?.email.to_string()),
    form: Some(&ROLES_FORM),
    update: |it, fields| Some(Request::set_auth_user_roles(it, fields)),
    keep_sent: |it, store, body| {
        if let Some(mut user) = it.find::<AuthUser>(store).cloned() {
            let roles = at(body, ROLES).as_array().into_iter().flatten();
            user.roles = roles.filter_map(Json::as_str).map(Into::into).collect();
            learn(store, &it.of(), user);
        }
    },
    deletion: |it| Some(Request::delete_auth_user(it)),
    // The part of an address before its @.
    typed: |name| name.split('@').next().unwrap_or(name),
    losses: |_, all| {
        let they = if all.len() > 1 { "they" } else { "it" };
        vec![
            fact("removes", "sessions, accounts and memberships, too"),
            fact("wakes", "the compute of the branch, if it is idle"),
            fact("after", format!("{they} cannot be brought back")),
        ]
    },
    question: |it, store| {
        let title = format!("Delete the user {}?", store.name(it.target));
        Some(Question {
            typed: true,
            ..it.asked(store, title, vec![fact("id", it.id())])
        })
    },
    ..ItemKind::new::<AuthUser>("user", "id")
};

static ROLES_FORM: EditTable = EditTable {
    body: |_, change_set| {
        let roles = at(change_set.new, ROLES);
        change_set.changed(ROLES).then(|| json!({ ROLES: roles }))
    },
    ..EditTable::new(
        false,
        &[FieldEdit {
            check: |change_set| match at(change_set.new, ROLES)
                .as_array()
                .is_none_or(Vec::is_empty)
            {
                true => Validation::Wrong("enter at least one, such as user".to_owned()),
                false => Validation::Fine,
            },
            effects: |change_set| {
                let roles = at(change_set.new, ROLES).as_array().into_iter().flatten();
                match roles.clone().any(|role| role == "admin") {
                    true => vec![EditEffect::new(
                        Severity::Ask,
                        "an admin can change, ban and act as every user of the application",
                    )],
                    false => Vec::new(),
                }
            },
            ..row(
                ROLES,
                "User",
                "Roles",
                Input::List,
                "What they may do: user, admin, or words of your own. These replace those they have.",
            )
        }],
    )
};
