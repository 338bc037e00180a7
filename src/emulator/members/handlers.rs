//! Reading, changing and inviting members.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::{
    error::Refusal,
    members::{Invitation, Member, Role},
    orgs::Organization,
    page::Sorting,
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

impl Organization {
    fn member(&self, id: &str) -> Result<&Member, Refusal> {
        let found = self.members.iter().find(|member| member.id == id);
        found.ok_or_else(|| Refusal::not_found("member"))
    }

    /// Refuses to remove the only admin.
    fn must_keep_an_admin_without(&self, id: &str) -> Result<(), Refusal> {
        let other = |member: &Member| member.role == Role::Admin && member.id != id;
        if self.members.iter().any(other) {
            return Ok(());
        }
        Err(Refusal::unprocessable(
            "the last admin of an organization cannot be removed",
        ))
    }
}

/// `GET /organizations/{org_id}/members`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let sorting = Sorting::read(call, &["email", "role", "joined_at"], "joined_at", 500)?;
    let org = world.organization(call)?;
    let key = |member: &&Member| match sorting.by {
        "email" => member.email.clone(),
        "role" => member.role.word().to_owned(),
        _ => member.joined_at.micros(),
    };
    let page = sorting.page(org.members.iter().collect(), key, |member| &member.id)?;
    let with_user = |member: &&Member| {
        json!({
            "member": member,
            "user": { "email": member.email, "has_mfa": member.has_mfa },
        })
    };
    let members: Vec<Value> = page.items.iter().map(with_user).collect();
    Reply::ok(json!({ "members": members, "pagination": page.pagination }))
}

/// `GET …/members/{member_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    Reply::ok(world.organization(call)?.member(call.param("member_id"))?)
}

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    role: Role,
}

/// `PATCH …/members/{member_id}`
pub fn update(world: &mut World, call: &Call) -> Answer {
    let UpdateRequest { role } = call.body()?;
    let org = world.run_organization(call)?;
    let id = org.member(call.param("member_id"))?.id.clone();
    if role != Role::Admin {
        org.must_keep_an_admin_without(&id)?;
    }
    let member = org.members.iter_mut().find(|member| member.id == id);
    let member = member.ok_or_else(|| Refusal::not_found("member"))?;
    member.role = role;
    Reply::ok(member)
}

/// `DELETE …/members/{member_id}`
pub fn remove(world: &mut World, call: &Call) -> Answer {
    let user = world.user.id.clone();
    let org = world.run_organization(call)?;
    let member = org.member(call.param("member_id"))?.clone();
    org.must_keep_an_admin_without(&member.id)?;
    org.members.retain(|other| other.id != member.id);
    org.joined &= member.user_id != user;
    Reply::ok(json!({}))
}

/// `GET …/invitations`
pub fn list_invitations(world: &mut World, call: &Call) -> Answer {
    Reply::ok(json!({ "invitations": world.organization(call)?.invitations }))
}

#[derive(Debug, Deserialize)]
struct InviteRequest {
    invitations: Vec<InviteFields>,
}

#[derive(Debug, Deserialize)]
struct InviteFields {
    email: String,
    role: Role,
}

/// `POST …/invitations`: on behalf of a person, so not with organization keys. No e-mail is sent.
pub fn invite(world: &mut World, call: &Call) -> Answer {
    call.credential.must_be_personal(403)?;
    let request: InviteRequest = call.body()?;
    for fields in &request.invitations {
        validation::email(&fields.email)?;
    }
    let invited_by = world.user.id.clone();
    let mut mint = world.mint.clone();
    let org = world.run_organization(call)?;
    let members = org.members.iter().map(|member| &member.email);
    let invited = org.invitations.iter().map(|invitation| &invitation.email);
    let mut known: Vec<String> = members
        .chain(invited)
        .map(|one| one.to_lowercase())
        .collect();
    for InviteFields { email, .. } in &request.invitations {
        if known.contains(&email.to_lowercase()) {
            let text = format!("\"{email}\" has been invited already");
            return Err(Refusal::conflict(text));
        }
        known.push(email.to_lowercase());
    }
    let invitation = |fields: InviteFields| Invitation {
        id: mint.uuid(),
        email: fields.email,
        org_id: org.id.clone(),
        invited_by: invited_by.clone(),
        invited_at: call.time(),
        role: fields.role,
    };
    let sent: Vec<Invitation> = request.invitations.into_iter().map(invitation).collect();
    org.invitations.extend(sent.iter().cloned());
    world.mint = mint;
    Reply::ok(json!({ "invitations": sent }))
}
