//! Organizations: members, invitations, keys, spending.

use serde_json::{Value, json};

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{
        ApiKeyList, InvitationList, KeyId, MemberAnswer, MemberId, MembersPage, OrgId,
        OrganizationAnswer, ProjectId, SpendingLimit,
    },
};

impl Request {
    pub fn get_organization(org: &OrgId) -> Get<OrganizationAnswer> {
        Get::new(typed::GetOrganization, &[org.as_str()])
    }

    /// A page of members; `limit` is 1–500.
    pub fn list_members(org: &OrgId, cursor: Option<&str>, limit: u32) -> Get<MembersPage> {
        Get::new(typed::ListMembers, &[org.as_str()])
            .query("limit", limit.clamp(1, 500).to_string())
            .query_if("cursor", cursor)
    }

    pub fn get_member(org: &OrgId, member: &MemberId) -> Get<MemberAnswer> {
        Get::new(typed::GetMember, &[org.as_str(), member.as_str()])
    }

    /// Changes the role of a member (`role`); for admins only.
    pub fn update_member(org: &OrgId, member: &MemberId, body: Value) -> Self {
        Self::new(Operation::UpdateMember, &[org.as_str(), member.as_str()]).body(body)
    }

    /// Removes a member; Neon refuses that for the last admin.
    pub fn remove_member(org: &OrgId, member: &MemberId) -> Self {
        Self::new(Operation::RemoveMember, &[org.as_str(), member.as_str()])
    }

    /// The invitations, pending and accepted.
    pub fn list_invitations(org: &OrgId) -> Get<InvitationList> {
        Get::new(typed::ListInvitations, &[org.as_str()])
    }

    /// Invites people by e-mail, each with a role.
    pub fn create_invitations(org: &OrgId, body: Value) -> Self {
        Self::new(Operation::CreateInvitations, &[org.as_str()]).body(body)
    }

    /// The spending at which e-mails are sent.
    pub fn spending_limit(org: &OrgId) -> Get<SpendingLimit> {
        Get::new(typed::GetSpendingLimit, &[org.as_str()])
    }

    /// Sets the spending at which e-mails are sent, in cents; at least 1.
    pub fn set_spending_limit(org: &OrgId, cents: u64) -> Self {
        Self::new(Operation::SetSpendingLimit, &[org.as_str()])
            .body(json!({ "spending_limit_cents": cents }))
    }

    /// Stops e-mails about spending.
    pub fn delete_spending_limit(org: &OrgId) -> Self {
        Self::new(Operation::DeleteSpendingLimit, &[org.as_str()])
    }

    /// The user's API keys.
    pub fn list_api_keys() -> Get<ApiKeyList> {
        Get::new(typed::ListApiKeys, &[])
    }

    /// Creates an API key; the name must be unique, with at most 64 characters.
    pub fn create_api_key(name: &str) -> Self {
        Self::new(Operation::CreateApiKey, &[]).body(json!({ "key_name": name }))
    }

    /// Revokes an API key; check first that it is not the one in use.
    pub fn revoke_api_key(key: &KeyId) -> Self {
        Self::new(Operation::RevokeApiKey, &[key.as_str()])
    }

    /// An organization's API keys.
    pub fn list_org_api_keys(org: &OrgId) -> Get<ApiKeyList> {
        Get::new(typed::ListOrgApiKeys, &[org.as_str()])
    }

    /// Creates an API key for an organization, or for one of its projects.
    pub fn create_org_api_key(org: &OrgId, name: &str, project: Option<&ProjectId>) -> Self {
        let body = match project {
            Some(project) => json!({ "key_name": name, "project_id": project }),
            None => json!({ "key_name": name }),
        };
        Self::new(Operation::CreateOrgApiKey, &[org.as_str()]).body(body)
    }

    /// Revokes an organization's API key.
    pub fn revoke_org_api_key(org: &OrgId, key: &KeyId) -> Self {
        Self::new(Operation::RevokeOrgApiKey, &[org.as_str(), key.as_str()])
    }
}
