//! Neon Auth: the sign-in service of a branch. Its users, sessions and settings are in the schema `neon_auth` of one of
//! the branch's databases.

mod domain;
mod new;
mod provider;
mod settings;
mod test_email;
mod user;

use super::{
    column::{Column, Width, field},
    deletion::{Question, fact, place},
    edit::{EditTable, FieldEdit, Input, entered, row},
    field::{Described, Field, Value, main, more},
    item::ItemRef,
    kind::{Kind, Known},
    list::{List, Listed, branch_parts, branch_place},
    verb::Verb,
};
use crate::{
    api::{
        Answer, ApiError, Get, Operation, Request,
        operations::typed,
        types::{Branch, BranchId, Endpoint, NeonAuth, NeonAuthAnswer, OddRow, ProjectId},
    },
    store::{Store, target::Target},
};
pub use domain::{NewTrustedDomain, TRUSTED_DOMAIN};
use jiff::Timestamp;
pub use new::NewNeonAuth;
pub use provider::{NewOauthProvider, OAUTH_PROVIDER};
use serde_json::json;
pub use settings::{AuthSectionRef, AuthSetting};
pub use test_email::NewTestEmail;
pub use user::{AUTH_USER, NewAuthUser, take};

/// The provider of new ones. Neon still serves older ones with another.
const PROVIDER: &str = "better_auth";
const NAME: &str = "name";
/// The longest name.
const LONGEST: usize = 256;

impl Described for NeonAuth {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "base_url",
            "Base URL",
            "Where the application sends its requests.",
            |auth| Value::id(&auth.base_url),
        ),
        main(
            "jwks_url",
            "JWKS URL",
            "Where the keys are that its tokens are signed with.",
            |auth| Value::id(&auth.jwks_url),
        ),
        main(
            "db_name",
            "Database",
            "The database that has the schema neon_auth, with its users.",
            |auth| Value::text(auth.db_name.as_str()),
        ),
        main(
            "auth_provider",
            "Provider",
            "The software that signs users in.",
            |auth| match auth.auth_provider.as_str() {
                PROVIDER => Value::Word("Better Auth"),
                other => Value::text(other),
            },
        ),
        main("created_at", "Enabled", "When it was enabled.", |auth| {
            Value::time(auth.created_at)
        }),
        more(
            "owned_by",
            "Owner",
            "Who owns the project at the provider: Neon, or the user.",
            |auth| Value::text(&auth.owned_by),
        ),
        more(
            "transfer_status",
            "Handover",
            "How far the handover of that project is.",
            |auth| Value::text(&auth.transfer_status),
        ),
        more(
            "auth_provider_project_id",
            "Id",
            "What the provider calls it.",
            |auth| Value::id(&auth.auth_provider_project_id),
        ),
    ];
}

impl Listed for NeonAuth {
    type Page = NeonAuthAnswer;
    type New = NewNeonAuth;

    const LIST: List = List("Neon Auth");
    const NAME: &'static str = "neon_auth";
    const COLUMNS: &'static [Column] = &[
        Column::name("APPLICATION", "the name in its e-mails", Width::Name(16)),
        field!(NeonAuth, "base_url", Width::Name(40), 90),
        field!(NeonAuth, "db_name", Width::Name(12), 80),
        field!(NeonAuth, "auth_provider", Width::Words(11), 50),
        field!(NeonAuth, "created_at", Width::Time, 60),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "Neon Auth belongs")
    }

    fn request(of: &Target) -> Get<NeonAuthAnswer> {
        let (project, branch) = branch_parts(of);
        Request::get_neon_auth(&project, &branch)
    }

    fn is_none(refusal: &ApiError) -> bool {
        is_off(refusal)
    }

    fn records(_: &Store, _: &Target, answer: NeonAuthAnswer) -> (Vec<Self>, Vec<OddRow>) {
        (vec![answer.auth], Vec::new())
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::NeonAuth(project, branch)
    }

    fn is_added_from(row: &Target) -> bool {
        matches!(row, Target::Branch(..))
    }

    fn add(store: &Store, of: &Target) -> Option<Result<NewNeonAuth, String>> {
        let Target::Branch(project, branch) = of else {
            return None;
        };
        if !store.listings.of::<Self>(of).is_empty() {
            let name = store.name(of);
            return Some(Err(format!("{name} has Neon Auth already")));
        }
        Some(Ok(NewNeonAuth {
            project: project.clone(),
            branch: branch.clone(),
        }))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!("Neon Auth is off on {}. {key} enables it.", store.name(of))
    }
}

/// Whether a refusal of what belongs to Neon Auth says that there is none.
fn is_off(refusal: &ApiError) -> bool {
    refusal.is_gone()
}

/// Why a branch has none of what belongs to Neon Auth, if it was refused.
fn off(store: &Store, of: &Target) -> Option<String> {
    Some(format!("Neon Auth is off on {}", store.name(of)))
}

impl Request {
    /// Neon Auth of a branch. Refused with 404 if there is none.
    pub fn get_neon_auth(project: &ProjectId, branch: &BranchId) -> Get<NeonAuthAnswer> {
        Get::new(typed::GetNeonAuth, &[project.as_str(), branch.as_str()])
    }

    /// Enables Neon Auth on a branch.
    pub fn enable_neon_auth(of: &NeonAuthRef<'_>, body: serde_json::Value) -> Self {
        of.request(Operation::EnableNeonAuth).body(body)
    }

    /// Changes the name in its e-mails.
    pub fn update_neon_auth(of: &NeonAuthRef<'_>, body: serde_json::Value) -> Self {
        of.request(Operation::UpdateNeonAuth).body(body)
    }

    /// Disables it, and deletes its data if wanted.
    pub fn disable_neon_auth(of: &NeonAuthRef<'_>, delete_data: bool) -> Self {
        let body = json!({ "delete_data": delete_data });
        of.request(Operation::DisableNeonAuth).body(body)
    }
}

/// Identifies Neon Auth of a branch.
#[derive(Debug, Clone, Copy)]
pub struct NeonAuthRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
}

impl<'a> NeonAuthRef<'a> {
    /// What something belongs to.
    fn of(it: &ItemRef<'a>) -> Option<Self> {
        let (project, branch) = (it.target.project()?, it.target.branch()?);
        Some(Self { project, branch })
    }

    fn request(&self, operation: Operation) -> Request {
        Request::new(operation, &[self.project.as_str(), self.branch.as_str()])
    }

    fn of_branch(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn find<'s>(&self, store: &'s Store) -> Option<&'s NeonAuth> {
        store.listings.of::<NeonAuth>(&self.of_branch()).first()
    }

    /// The question before it is disabled and its data is deleted.
    pub fn question_about_data(&self, store: &Store) -> Option<Question> {
        let database = &self.find(store)?.db_name;
        let lines = vec![
            fact(
                "removes",
                format!("the schema neon_auth of {database}: all users,"),
            ),
            fact(
                "",
                "their sessions, and every table that refers to them breaks",
            ),
            fact("breaks", "signing in, on every application that uses it"),
            fact("wakes", "the compute of the branch, if it is idle"),
            fact("after", "the users are deleted permanently"),
        ];
        let title = format!(
            "Disable Neon Auth of {} and delete its users?",
            store.name(&self.of_branch())
        );
        Some(Question {
            prominent: true,
            ..self.asked(store, title, lines)
        })
    }

    fn asked(&self, store: &Store, title: String, more: Vec<String>) -> Question {
        let mut lines = vec![place(store, &self.of_branch())];
        lines.extend(self.find(store).map(|auth| fact("url", &auth.base_url)));
        lines.extend(more);
        Question {
            title,
            lines,
            typed: true,
            prominent: false,
            concerns: Some(self.of_branch()),
        }
    }
}

/// Its form: all that can be changed about it as a whole.
static NAMED: EditTable = EditTable {
    body: |_, change_set| {
        let name = change_set.text(NAME).trim();
        change_set.changed(NAME).then(|| json!({ NAME: name }))
    },
    ..EditTable::new(
        false,
        &[FieldEdit {
            check: |change_set| entered(change_set.text(NAME), "a name", LONGEST),
            ..row(
                NAME,
                "Neon Auth",
                "Application",
                Input::Text { longest: LONGEST },
                "The name of the application in the e-mails that its users get.",
            )
        }],
    )
};

impl Kind for NeonAuthRef<'_> {
    fn noun(&self) -> &'static str {
        "Neon Auth"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        NeonAuth::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(self.find(store)?.name.to_string())
    }

    fn address(&self, store: &Store) -> Option<(&'static str, String)> {
        Some(("base URL", self.find(store)?.base_url.to_string()))
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        store.endpoints_of(self.project, self.branch).next()
    }

    fn is_in_database(&self) -> bool {
        true
    }

    fn forget(&self, store: &mut Store) {
        store
            .listings
            .forget(&self.of_branch(), |_: &NeonAuth| true);
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_neon_auth(self.project, self.branch).into())
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        if let Some(answer) = answer.body::<NeonAuthAnswer>() {
            store
                .listings
                .keep(&self.of_branch(), vec![answer.auth], &[]);
        }
    }

    fn form(&self) -> Option<&'static EditTable> {
        Some(&NAMED)
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_neon_auth(self, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::disable_neon_auth(self, false))
    }

    fn deletion_verb(&self) -> Verb {
        Verb::new("disabling", "disabled", "disable")
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact("breaks", "signing in, on every application that uses it"),
            fact("keeps", "the schema neon_auth, with its users and settings"),
        ]
    }

    fn question(&self, store: &Store) -> Option<Question> {
        let title = format!("Disable Neon Auth of {}?", store.name(&self.of_branch()));
        Some(self.asked(store, title, self.losses_of_many(store, &[])))
    }
}
