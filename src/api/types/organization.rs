//! People, keys, money and private networks of an organization (§4.10, §4.11).

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::{
    account::Organization,
    enums::MemberRole,
    ids::{InvitationId, MemberId, OrgId, ProjectId, RegionId, VpcEndpointId},
    lenient::{answer, record},
    pagination::CursorPagination,
    time::Time,
};
use crate::api::secret::ApiKey;

/// What a VPC endpoint is assigned to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VpcOwner {
    /// An organization, in a region.
    Org(OrgId, RegionId),
    /// A project, which then accepts connections through its endpoints only.
    Project(ProjectId),
}

record! {
    /// Somebody's place in an organization.
    pub struct Member [by id] {
        pub id: MemberId,
        pub user_id: CompactString,
        /// The organization.
        pub org_id: OrgId,
        /// What the member may do.
        pub role: MemberRole,
        /// Since when.
        pub joined_at: Option<Time>,
    }

    /// A row of the list of members.
    pub struct MemberWithUser [by member] {
        /// The place.
        pub member: Member,
        pub user: MemberUser,
    }

    pub struct MemberUser {
        pub email: CompactString,
        /// Whether a second factor is set up.
        pub has_mfa: Option<bool>,
        /// Since when the account is out of use.
        pub deactivated_at: Option<Time>,
    }

    /// An invitation, also one that was accepted.
    pub struct Invitation [by id] {
        pub id: InvitationId,
        pub email: CompactString,
        /// The organization.
        pub org_id: OrgId,
        /// The user who sent it.
        pub invited_by: CompactString,
        pub invited_at: Option<Time>,
        pub role: MemberRole,
    }

    /// An API key as lists show it: never with its text.
    pub struct ApiKeyRow [by id] {
        pub id: i64,
        pub name: CompactString,
        pub created_at: Option<Time>,
        pub created_by: ApiKeyCreator,
        pub last_used_at: Option<Time>,
        /// From where; may list several addresses, or be empty.
        pub last_used_from_addr: CompactString,
        /// The only project it reaches.
        pub project_id: Option<ProjectId>,
    }

    /// Who made a key.
    pub struct ApiKeyCreator {
        /// The user.
        pub id: CompactString,
        pub name: CompactString,
        /// Address of a picture.
        pub image: CompactString,
    }

    /// A VPC endpoint, of an organization or of a project.
    pub struct VpcEndpoint [by vpc_endpoint_id] {
        pub vpc_endpoint_id: VpcEndpointId,
        pub label: CompactString,
        /// Only in the list of an organization.
        pub region_id: Option<RegionId>,
        /// `new` until Neon has accepted the connection, then `accepted`; only in the single answer.
        pub state: Option<CompactString>,
        /// How many projects accept connections through it only; only in the single answer.
        pub num_restricted_projects: Option<u32>,
        /// Three of them at most.
        pub example_restricted_projects: Vec<ProjectId>,
    }
}

answer! {
    pub struct OrganizationAnswer [bare organization] {
        pub organization: Organization,
    }

    pub struct MembersPage {
        pub members: Vec<MemberWithUser>,
        /// Style B cursor.
        pub pagination: CursorPagination,
    }

    pub struct MemberAnswer [bare member] {
        pub member: Member,
    }

    /// Invitations, pending and accepted ones.
    pub struct InvitationList {
        pub invitations: Vec<Invitation>,
    }

    /// All keys of a user or an organization.
    pub struct ApiKeyList [bare api_keys] {
        pub api_keys: Vec<ApiKeyRow>,
    }

    /// A new key. This is the only time that its text is sent.
    pub struct ApiKeyCreated [needs id, key] {
        pub id: i64,
        /// Its text. Never written.
        pub key: ApiKey,
        pub name: CompactString,
        pub created_at: Option<Time>,
        /// The user who made it.
        pub created_by: CompactString,
        /// The only project it reaches.
        pub project_id: Option<ProjectId>,
    }

    /// A key that no longer works.
    pub struct ApiKeyRevoked {
        pub id: i64,
        pub name: CompactString,
        pub created_at: Option<Time>,
        /// The user who made it.
        pub created_by: CompactString,
        pub last_used_at: Option<Time>,
        pub last_used_from_addr: CompactString,
        /// Whether it is revoked now.
        pub revoked: bool,
        /// The only project it reached.
        pub project_id: Option<ProjectId>,
    }

    /// At what spending e-mails are sent (it never stops computes).
    pub struct SpendingLimit [needs spending_limit_cents] {
        /// In cents of a dollar; absent means none.
        pub spending_limit_cents: Option<i64>,
    }

    pub struct VpcEndpointList {
        pub endpoints: Vec<VpcEndpoint>,
    }

    pub struct VpcEndpointAnswer [bare endpoint] {
        pub endpoint: VpcEndpoint,
    }
}
