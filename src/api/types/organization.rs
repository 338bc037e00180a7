//! People, keys and money of an organization (§4.10, §4.11).

use compact_str::CompactString;

use super::{
    account::Organization,
    enums::MemberRole,
    ids::{InvitationId, MemberId, OrgId, ProjectId},
    lenient::{answer, record},
    pagination::CursorPagination,
    time::Time,
};
use crate::api::secret::ApiKey;

record! {
    /// Somebody's place in an organization.
    pub struct Member [by id] {
        /// Its id.
        pub id: MemberId,
        /// The user.
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
        /// Who has it.
        pub user: MemberUser,
    }

    /// Who a member is.
    pub struct MemberUser {
        /// Address.
        pub email: CompactString,
        /// Whether a second factor is set up.
        pub has_mfa: Option<bool>,
        /// Since when the account is out of use.
        pub deactivated_at: Option<Time>,
    }

    /// An invitation, also one that was accepted.
    pub struct Invitation [by id] {
        /// Its id.
        pub id: InvitationId,
        /// To whom.
        pub email: CompactString,
        /// The organization.
        pub org_id: OrgId,
        /// The user who sent it.
        pub invited_by: CompactString,
        /// When.
        pub invited_at: Option<Time>,
        /// What the member will be.
        pub role: MemberRole,
    }

    /// An API key as lists show it: never with its text.
    pub struct ApiKeyRow [by id] {
        /// Its id.
        pub id: i64,
        /// Its name.
        pub name: CompactString,
        /// When it was created.
        pub created_at: Option<Time>,
        /// By whom.
        pub created_by: ApiKeyCreator,
        /// When it was last used.
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
        /// Name.
        pub name: CompactString,
        /// Address of a picture.
        pub image: CompactString,
    }
}

answer! {
    /// One organization.
    pub struct OrganizationAnswer [bare organization] {
        /// It.
        pub organization: Organization,
    }

    /// One page of members.
    pub struct MembersPage {
        /// The rows.
        pub members: Vec<MemberWithUser>,
        /// Style B cursor.
        pub pagination: CursorPagination,
    }

    /// One member.
    pub struct MemberAnswer [bare member] {
        /// It.
        pub member: Member,
    }

    /// Invitations, pending and accepted ones.
    pub struct InvitationList {
        /// The rows.
        pub invitations: Vec<Invitation>,
    }

    /// All keys of a user or an organization.
    pub struct ApiKeyList [bare api_keys] {
        /// The rows.
        pub api_keys: Vec<ApiKeyRow>,
    }

    /// A new key. This is the only time that its text is sent.
    pub struct ApiKeyCreated [needs id, key] {
        /// Its id.
        pub id: i64,
        /// Its text. Never written.
        pub key: ApiKey,
        /// Its name.
        pub name: CompactString,
        /// When it was created.
        pub created_at: Option<Time>,
        /// The user who made it.
        pub created_by: CompactString,
        /// The only project it reaches.
        pub project_id: Option<ProjectId>,
    }

    /// A key that no longer works.
    pub struct ApiKeyRevoked {
        /// Its id.
        pub id: i64,
        /// Its name.
        pub name: CompactString,
        /// When it was created.
        pub created_at: Option<Time>,
        /// The user who made it.
        pub created_by: CompactString,
        /// When it was last used.
        pub last_used_at: Option<Time>,
        /// From where.
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
}
