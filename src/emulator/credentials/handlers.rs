//! Listing, issuing, revealing, rotating and revoking credentials.

use serde::Deserialize;
use serde_json::json;

use super::{Credential, Scope, Secrets};
use crate::emulator::{
    error::Refusal,
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

#[derive(Debug, Deserialize)]
struct CreateRequest {
    name: Option<String>,
    scopes: Vec<Scope>,
    principal_type: Principal,
}

/// For whom a credential is: only these are issued on request.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Principal {
    User,
}

impl ProjectScope<'_> {
    fn credential(&mut self) -> Result<&mut Credential, Refusal> {
        let one = self.any_credential()?;
        match one.revoked {
            true => Err(Refusal::not_found("credential")),
            false => Ok(one),
        }
    }

    /// The same, even if it was revoked.
    fn any_credential(&mut self) -> Result<&mut Credential, Refusal> {
        let id = self.call.param("token_id");
        let mut all = self.branch_mut()?.credentials.iter_mut();
        let found = all.find(|one| one.token_id == id);
        found.ok_or_else(|| Refusal::not_found("credential"))
    }
}

/// `GET …/branches/{branch_id}/credentials`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let branch = scope.branch()?;
    let view = |one: &Credential| {
        let mut view = one.view(&branch.id);
        view.insert("principal_type".to_owned(), json!("user"));
        if let Some(at) = one.last_used_at {
            view.insert("last_used_at".to_owned(), json!(at));
        }
        view
    };
    let all = branch.credentials.iter().filter(|one| !one.revoked);
    let all: Vec<_> = all.map(view).collect();
    Reply::ok(json!({ "credentials": all }))
}

/// `POST …/branches/{branch_id}/credentials`: the secrets are in the answer.
pub fn create(world: &mut World, call: &Call) -> Answer {
    let CreateRequest {
        name,
        scopes,
        principal_type: Principal::User,
    } = call.body()?;
    if let Some(name) = &name {
        validation::text("name", name, 256)?;
    }
    if !(1..=16).contains(&scopes.len()) {
        return Err(Refusal::bad_request(
            "scopes must have from 1 to 16 entries",
        ));
    }
    let mut scope = world.project_scope(call)?;
    scope.usable_branch()?;
    let new = Credential::new(name, scopes, &mut scope.project.mint, call.time());
    let branch = scope.branch_mut()?;
    let answer = new.with_secrets(&branch.id);
    branch.credentials.push(new);
    Reply::created(answer)
}

/// `POST …/credentials/{token_id}/reveal`: of any branch of the project; refused for those whose secrets were not kept.
pub fn reveal(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    scope.branch()?;
    let branches = scope.project.branches.values();
    let mut all = branches.flat_map(|branch| &branch.credentials);
    let one = all.find(|one| one.token_id == call.param("token_id") && !one.revoked);
    let one = one.ok_or_else(|| Refusal::not_found("credential"))?;
    let Some(secrets) = &one.secrets else {
        return Err(Refusal::conflict(
            "credential has no recoverable secret; rotate it to obtain one",
        ));
    };
    Reply::ok(json!({
        "token_id": one.token_id,
        "api_token": secrets.api_token,
        "s3_secret_access_key": secrets.s3,
    }))
}

/// `POST …/credentials/{token_id}/rotate`: everything else stays.
pub fn rotate(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    scope.credential()?;
    let secrets = Secrets::new(&mut scope.project.mint);
    let branch = scope.branch()?.id.clone();
    let one = scope.credential()?;
    one.secrets = Some(secrets);
    let mut answer = one.with_secrets(&branch);
    answer.insert("principal_type".to_owned(), json!("user"));
    Reply::ok(answer)
}

/// `DELETE …/credentials/{token_id}`: does nothing the second time.
pub fn revoke(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    scope.any_credential()?.revoked = true;
    Reply::gone()
}
