//! The identity of a thing at Neon: what a row, a selection, a write or a form is about.
//!
//! A target holds ids, never an index: lists may be reloaded, sorted, filtered, or shortened by others, and the target
//! still means the same thing.

use crate::api::types::{
    AuthSection, AuthUserId, BranchId, BucketName, CredentialId, DatabaseName, DomainName,
    DomainUrl, EndpointId, FunctionSlug, InvitationId, IssueKey, JwksId, KeyId, LogId,
    MaskedColumn, MemberId, OauthProviderId, ObjectKey, OperationId, OrgId, PermissionId,
    ProjectId, RoleName, SnapshotId, TriggerId, VpcEndpointId, VpcOwner,
};
use serde::{Deserialize, Serialize};

/// What a row of the tree groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BranchGroup {
    Computes,
    /// Databases and roles.
    Contents,
}

/// A way to reach a project that is no thing of its own, or stands for those that cannot be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AccessWay {
    /// Connecting to Postgres with the password of a role.
    Password,
    /// Belonging to the organization that owns it.
    Membership,
    /// Owning it.
    Ownership,
    Shares,
    ApiKeys,
    Jwks,
    VpcEndpoints,
    /// Having the link of an offer to transfer it.
    Offer,
}

/// The identity of a thing in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Target {
    Org(OrgId),
    /// The projects that others shared with this account.
    Shared,
    Project(ProjectId),
    Branch(ProjectId, BranchId),
    /// A compute of a project.
    Endpoint(ProjectId, EndpointId),
    /// A database on a branch; names are unique there.
    Database(ProjectId, BranchId, DatabaseName),
    /// A role on a branch; names are unique there.
    Role(ProjectId, BranchId, RoleName),
    /// The row that groups several things on a branch.
    Group(ProjectId, BranchId, BranchGroup),
    /// A deleted branch that can be recovered.
    DeletedBranch(ProjectId, BranchId),
    /// A person a project is shared with.
    Share(ProjectId, PermissionId),
    /// The account of the signed-in user.
    Account,
    /// An API key of the signed-in user (`None`) or of an organization.
    ApiKey(Option<OrgId>, KeyId),
    /// A member of an organization.
    Member(OrgId, MemberId),
    /// An invitation to an organization.
    Invitation(OrgId, InvitationId),
    /// The spending at which Neon sends e-mails to an organization.
    Spending(OrgId),
    /// A VPC endpoint of an organization or of a project.
    VpcEndpoint(VpcOwner, VpcEndpointId),
    /// The Data API of a database.
    DataApi(ProjectId, BranchId, DatabaseName),
    /// Neon Auth of a branch.
    NeonAuth(ProjectId, BranchId),
    /// A part of the settings of Neon Auth.
    AuthSection(ProjectId, BranchId, AuthSection),
    /// Where users of Neon Auth may be sent.
    TrustedDomain(ProjectId, BranchId, DomainUrl),
    /// A user of Neon Auth.
    AuthUser(ProjectId, BranchId, AuthUserId),
    /// With whose accounts users of Neon Auth sign in.
    OauthProvider(ProjectId, BranchId, OauthProviderId),
    /// What an advisor has found in a database.
    Issue(ProjectId, BranchId, DatabaseName, IssueKey),
    /// A log record of a branch.
    Log(ProjectId, BranchId, LogId),
    /// A credential of a branch.
    Credential(ProjectId, BranchId, CredentialId),
    /// How far a branch is masked.
    Masking(ProjectId, BranchId),
    /// How a column is masked on a branch.
    MaskingRule(ProjectId, BranchId, MaskedColumn),
    /// Where the S3 protocol reaches the buckets of a branch.
    Storage(ProjectId, BranchId),
    /// A bucket of a branch.
    Bucket(ProjectId, BranchId, BucketName),
    /// An object of a bucket, or a folder if its key ends with a slash.
    Object(ProjectId, BranchId, BucketName, ObjectKey),
    /// A function of a branch.
    Function(ProjectId, BranchId, FunctionSlug),
    /// A trigger of a function.
    Trigger(ProjectId, BranchId, TriggerId),
    /// A domain that leads to a function.
    CustomDomain(ProjectId, BranchId, DomainName),
    /// The AI gateway of a branch.
    AiGateway(ProjectId, BranchId),
    /// A way to reach a project.
    Access(ProjectId, AccessWay),
    /// A member of the organization, in a project.
    ProjectMember(ProjectId, MemberId),
    /// A JWKS URL of a project.
    Jwks(ProjectId, JwksId),
    Snapshot(ProjectId, SnapshotId),
    /// What Neon does, or has done, for a project.
    Operation(ProjectId, OperationId),
    /// The automatic backup schedule of a branch.
    Schedule(ProjectId, BranchId),
    /// The row below a list that is not completely loaded; holds the list's own target.
    More(Box<Target>),
}

impl Target {
    /// The organization that directly owns the thing, without a project in between; the project and the branch that the
    /// thing is or is in.
    const fn place(&self) -> (Option<&OrgId>, Option<&ProjectId>, Option<&BranchId>) {
        match self {
            Self::Org(org)
            | Self::Member(org, _)
            | Self::Invitation(org, _)
            | Self::Spending(org)
            | Self::VpcEndpoint(VpcOwner::Org(org, _), _)
            | Self::ApiKey(Some(org), _) => (Some(org), None, None),
            Self::Project(project)
            | Self::Endpoint(project, _)
            | Self::DeletedBranch(project, _)
            | Self::Share(project, _)
            | Self::VpcEndpoint(VpcOwner::Project(project), _)
            | Self::Access(project, _)
            | Self::ProjectMember(project, _)
            | Self::Jwks(project, _)
            | Self::Snapshot(project, _)
            | Self::Operation(project, _) => (None, Some(project), None),
            Self::Branch(project, branch)
            | Self::Database(project, branch, _)
            | Self::DataApi(project, branch, _)
            | Self::NeonAuth(project, branch)
            | Self::AuthSection(project, branch, _)
            | Self::TrustedDomain(project, branch, _)
            | Self::AuthUser(project, branch, _)
            | Self::OauthProvider(project, branch, _)
            | Self::Masking(project, branch)
            | Self::MaskingRule(project, branch, _)
            | Self::Credential(project, branch, _)
            | Self::Storage(project, branch)
            | Self::Bucket(project, branch, _)
            | Self::Object(project, branch, _, _)
            | Self::Function(project, branch, _)
            | Self::Trigger(project, branch, _)
            | Self::CustomDomain(project, branch, _)
            | Self::AiGateway(project, branch)
            | Self::Log(project, branch, _)
            | Self::Issue(project, branch, _, _)
            | Self::Role(project, branch, _)
            | Self::Group(project, branch, _)
            | Self::Schedule(project, branch) => (None, Some(project), Some(branch)),
            Self::Shared | Self::Account | Self::ApiKey(None, _) | Self::More(_) => {
                (None, None, None)
            }
        }
    }

    /// The organization that directly owns the thing, without a project in between.
    pub const fn org(&self) -> Option<&OrgId> {
        self.place().0
    }

    /// The project that this thing is or is in.
    pub const fn project(&self) -> Option<&ProjectId> {
        self.place().1
    }

    /// The branch named by the target itself; the branch of a compute is known only to the store.
    pub const fn branch(&self) -> Option<&BranchId> {
        self.place().2
    }

    /// The id or name of the thing at Neon.
    pub fn id(&self) -> &str {
        match self {
            Self::Org(id) => id.as_str(),
            Self::Shared => "shared",
            Self::Project(id) => id.as_str(),
            Self::Share(_, id) => id.as_str(),
            Self::Account => "account",
            Self::ApiKey(_, id) => id.as_str(),
            Self::Member(_, id) => id.as_str(),
            Self::Invitation(_, id) => id.as_str(),
            Self::Spending(org) => org.as_str(),
            Self::Branch(_, id)
            | Self::DeletedBranch(_, id)
            | Self::Schedule(_, id)
            | Self::NeonAuth(_, id)
            | Self::Masking(_, id)
            | Self::Storage(_, id)
            | Self::AiGateway(_, id)
            | Self::Group(_, id, _) => id.as_str(),
            Self::Issue(_, _, _, key) => key.as_str(),
            Self::Credential(_, _, id) => id.as_str(),
            Self::Log(_, _, id) => id.as_str(),
            Self::MaskingRule(_, _, column) => column.as_str(),
            Self::Bucket(_, _, name) => name.as_str(),
            Self::Object(_, _, _, key) => key.as_str(),
            Self::Function(_, _, slug) => slug.as_str(),
            Self::Trigger(_, _, id) => id.as_str(),
            Self::CustomDomain(_, _, domain) => domain.as_str(),
            Self::Access(_, way) => match way {
                AccessWay::Password => "password",
                AccessWay::Membership => "members",
                AccessWay::Ownership => "owner",
                AccessWay::Shares => "shares",
                AccessWay::ApiKeys => "api_keys",
                AccessWay::Jwks => "jwks",
                AccessWay::VpcEndpoints => "vpc_endpoints",
                AccessWay::Offer => "offer",
            },
            Self::ProjectMember(_, id) => id.as_str(),
            Self::Jwks(_, id) => id.as_str(),
            Self::AuthSection(_, _, section) => section.id(),
            Self::TrustedDomain(_, _, domain) => domain.as_str(),
            Self::AuthUser(_, _, id) => id.as_str(),
            Self::OauthProvider(_, _, id) => id.as_str(),
            Self::Snapshot(_, id) => id.as_str(),
            Self::Operation(_, id) => id.as_str(),
            Self::VpcEndpoint(_, id) => id.as_str(),
            Self::Endpoint(_, id) => id.as_str(),
            Self::Database(_, _, name) | Self::DataApi(_, _, name) => name.as_str(),
            Self::Role(_, _, name) => name.as_str(),
            Self::More(list) => list.id(),
        }
    }
}
