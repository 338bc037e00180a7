//! Members, API keys, spending and private networks of an organization.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::{
    account::Organization,
    enums::MemberRole,
    ids::{InvitationId, MemberId, OrgId, ProjectId, RegionId, ids},
    lenient::{answer, record},
    pagination::CursorPagination,
    time::Time,
};
use crate::api::secret::{ApiKey, TransferId};

ids! {
    /// A VPC endpoint; AWS's id, `vpce-…`.
    VpcEndpointId,
}

/// What a VPC endpoint is assigned to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VpcOwner {
    /// An organization, in a region.
    Org(OrgId, RegionId),
    /// A project, which then accepts connections only through its endpoints.
    Project(ProjectId),
}

record! {
    /// A membership in an organization.
    pub struct Member [by id] {
        pub id: MemberId,
        pub user_id: CompactString,
        pub org_id: OrgId,
        pub role: MemberRole,
        pub joined_at: Option<Time>,
    }

    /// A row of the list of members.
    pub struct MemberWithUser [by member] {
        pub member: Member,
        pub user: MemberUser,
    }

    pub struct MemberUser {
        pub email: CompactString,
        pub has_mfa: Option<bool>,
        pub deactivated_at: Option<Time>,
    }

    /// An invitation, pending or accepted.
    pub struct Invitation [by id] {
        pub id: InvitationId,
        pub email: CompactString,
        pub org_id: OrgId,
        /// The user who sent it.
        pub invited_by: CompactString,
        pub invited_at: Option<Time>,
        pub role: MemberRole,
    }

    /// An API key as listed, without the key itself.
    pub struct ApiKeyRow [by id] {
        pub id: i64,
        pub name: CompactString,
        pub created_at: Option<Time>,
        pub created_by: ApiKeyCreator,
        pub last_used_at: Option<Time>,
        /// May list several addresses, or be empty.
        pub last_used_from_addr: CompactString,
        /// The only project that the key reaches.
        pub project_id: Option<ProjectId>,
    }

    /// The creator of an API key.
    pub struct ApiKeyCreator {
        pub id: CompactString,
        pub name: CompactString,
        /// The URL of a picture.
        pub image: CompactString,
    }

    /// A VPC endpoint, of an organization or of a project.
    pub struct VpcEndpoint [by vpc_endpoint_id] {
        pub vpc_endpoint_id: VpcEndpointId,
        pub label: CompactString,
        /// Only in the list of an organization.
        pub region_id: Option<RegionId>,
        /// `new` until Neon has accepted the connection, then `accepted`; not in lists.
        pub state: Option<CompactString>,
        /// The number of projects that accept connections only through it; not in lists.
        pub num_restricted_projects: Option<u32>,
        /// At most three of them.
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

    /// The invitations, pending and accepted.
    pub struct InvitationList {
        pub invitations: Vec<Invitation>,
    }

    /// All keys of a user or an organization.
    pub struct ApiKeyList [bare api_keys] {
        pub api_keys: Vec<ApiKeyRow>,
    }

    /// A new API key. The key itself is sent only this once.
    pub struct ApiKeyCreated [needs id, key] {
        pub id: i64,
        /// The key itself. Never serialized.
        pub key: ApiKey,
        pub name: CompactString,
        pub created_at: Option<Time>,
        /// The user who created it.
        pub created_by: CompactString,
        /// The only project that the key reaches.
        pub project_id: Option<ProjectId>,
    }

    /// A transfer request. Its id is the right to take the project, and sent only this once.
    pub struct TransferRequest [needs id] {
        pub id: TransferId,
        pub project_id: ProjectId,
        pub created_at: Option<Time>,
        pub expires_at: Option<Time>,
    }

    /// A revoked API key.
    pub struct ApiKeyRevoked {
        pub id: i64,
        pub name: CompactString,
        pub created_at: Option<Time>,
        /// The user who created it.
        pub created_by: CompactString,
        pub last_used_at: Option<Time>,
        pub last_used_from_addr: CompactString,
        pub revoked: bool,
        /// The only project that the key reached.
        pub project_id: Option<ProjectId>,
    }

    /// The spending at which e-mails are sent (it never stops computes).
    pub struct SpendingLimit [needs spending_limit_cents] {
        /// In US cents; absent means no limit.
        pub spending_limit_cents: Option<i64>,
    }

    pub struct VpcEndpointList {
        pub endpoints: Vec<VpcEndpoint>,
    }

    pub struct VpcEndpointAnswer [bare endpoint] {
        pub endpoint: VpcEndpoint,
    }
}
