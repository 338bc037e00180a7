//! Credentials of a branch: with them, programs use its storage, AI gateway and functions. Postgres does not know them.

mod new;

use super::{
    column::{Column, Width, field},
    deletion::{Question, fact},
    field::{Described, Field, Value, main, more},
    item::{Item, ItemKind, ItemRef},
    kind::Kind,
    list::{List, Listed, branch_parts, branch_place},
    verb::Verb,
};
use crate::{
    api::{
        ConnectionUri, Get, Operation, Request,
        operations::typed,
        types::{BranchId, Credential, CredentialList, CredentialSecrets, OddRow, ProjectId},
    },
    store::{Store, target::Target},
};
pub use new::NewCredential;
use serde_json::json;

/// Whose credentials a user manages.
const USER: &str = "user";

impl Described for Credential {
    const FIELDS: &'static [Field<Self>] = &[
        main("scopes", "Scopes", "What it may do.", |one| {
            Value::list(&one.scopes)
        }),
        main("last_used_at", "Used", "When it was last used.", |one| {
            Value::time(one.last_used_at)
        }),
        main("expires_at", "Expires", "When it stops working.", |one| {
            one.expires_at.map_or(Value::Word("never"), Value::Time)
        }),
        main("created_at", "Created", "When it was created.", |one| {
            Value::time(one.created_at)
        }),
        main(
            "principal_type",
            "Used by",
            "Programs of the user, or Neon itself.",
            |one| match one.principal_type.as_str() {
                USER => Value::Word("your programs"),
                other => Value::text(other),
            },
        ),
        more(
            "function_id",
            "Function",
            "The function it is for.",
            |one| Value::id(&one.function_id),
        ),
        more(
            "token_id",
            "Id",
            "Its id; for S3, the access key id.",
            |one| Value::id(&one.token_id),
        ),
    ];
}

impl Listed for Credential {
    type Page = CredentialList;
    type New = NewCredential;

    const LIST: List = List("Credentials");
    const NAME: &'static str = "credentials";
    const COLUMNS: &'static [Column] = &[
        Column::name("CREDENTIAL", "the credential", Width::Name(16)),
        field!(Credential, "scopes", Width::Words(20), 90),
        field!(Credential, "last_used_at", Width::Time, 80),
        field!(Credential, "expires_at", Width::Time, 70),
        field!(Credential, "created_at", Width::Time, 60),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "credentials belong")
    }

    fn request(of: &Target) -> Get<CredentialList> {
        let (project, branch) = branch_parts(of);
        Request::list_credentials(&project, &branch)
    }

    fn records(_: &Store, _: &Target, page: CredentialList) -> (Vec<Self>, Vec<OddRow>) {
        let mut all = page.credentials;
        all.retain(|one| one.revoked_at.is_none());
        (all, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::Credential(project, branch, self.token_id.clone())
    }

    fn add(_: &Store, of: &Target) -> Option<Result<NewCredential, String>> {
        Some(Ok(NewCredential {
            project: of.project()?.clone(),
            branch: of.branch()?.clone(),
        }))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!(
            "{} has no credentials for its services. {key} creates one.",
            store.name(of)
        )
    }
}

impl Request {
    /// The credentials of a branch, without their secrets.
    pub fn list_credentials(project: &ProjectId, branch: &BranchId) -> Get<CredentialList> {
        Get::new(typed::ListCredentials, &[project.as_str(), branch.as_str()])
    }

    /// Creates a credential.
    pub fn create_credential(
        project: &ProjectId,
        branch: &BranchId,
        body: serde_json::Value,
    ) -> Self {
        let path = [project.as_str(), branch.as_str()];
        Self::new(Operation::CreateCredential, &path).body(body)
    }

    /// Gives a credential new secrets.
    pub fn rotate_credential(of: &ItemRef<'_>) -> Self {
        of.request(Operation::RotateCredential)
    }

    /// The secrets of a credential.
    pub fn reveal_credential(of: &ItemRef<'_>) -> Get<CredentialSecrets> {
        let (project, branch) = (of.target.project(), of.target.branch());
        let (project, branch) = (project.cloned().unwrap_or_default(), branch.cloned());
        let branch = branch.unwrap_or_default();
        Get::new(
            typed::RevealCredential,
            &[project.as_str(), branch.as_str(), of.id()],
        )
    }

    /// Revokes a credential.
    pub fn revoke_credential(of: &ItemRef<'_>) -> Self {
        of.request(Operation::RevokeCredential)
    }
}

/// The secrets, a line each, as the API calls them.
pub fn lines(secrets: &CredentialSecrets) -> ConnectionUri {
    let lines = [
        format!("token_id={}", secrets.token_id),
        format!("api_token={}", secrets.api_token.expose()),
        format!(
            "s3_secret_access_key={}",
            secrets.s3_secret_access_key.expose()
        ),
    ];
    ConnectionUri::from(lines.join("\n"))
}

impl Item for Credential {
    fn id(&self) -> &str {
        self.token_id.as_str()
    }
}

/// Whether a user manages it, and not the platform.
pub fn is_of_user(it: &ItemRef<'_>, store: &Store) -> bool {
    it.find::<Credential>(store)
        .is_some_and(|one| one.principal_type == USER)
}

/// What it is, for a question.
pub fn facts(it: &ItemRef<'_>, store: &Store) -> Vec<String> {
    let known = it.find::<Credential>(store).into_iter();
    let facts = known.flat_map(|one| {
        let may = fact("may", one.scopes.join(", "));
        [fact("id", &one.token_id_short), may]
    });
    facts.collect()
}

pub static CREDENTIAL: ItemKind = ItemKind {
    name: |it, store| {
        let one = it.find::<Credential>(store)?;
        Some(match one.name.is_empty() {
            true => one.token_id_short.to_string(),
            false => one.name.to_string(),
        })
    },
    // Those that were revoked may still be listed.
    entry: |it| Some(json!({ "token_id": it.id(), "revoked_at": null })),
    why_fixed: Some("a credential cannot be changed: rotate it, or create another one"),
    deletion: |it| Some(Request::revoke_credential(it)),
    deletion_verb: Verb::new("revoking", "revoked", "revoke"),
    losses: |_, _| {
        vec![
            fact("breaks", "every program that uses its secrets, immediately"),
            fact("after", "it is revoked permanently"),
        ]
    },
    question: |it, store| {
        let title = format!("Revoke the credential {}?", it.name(store)?);
        Some(Question {
            typed: true,
            ..it.asked(store, title, facts(it, store))
        })
    },
    ..ItemKind::new::<Credential>("credential", "token_id")
};
