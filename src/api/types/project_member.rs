//! Members of an organization in one of its projects. Newer than the contract; the shapes are those of the official SDK.

use super::{
    enums::{MemberRole, ProjectPermissionLevel, ProjectRole},
    ids::MemberId,
    lenient::{answer, record},
    pagination::CursorPagination,
};
use compact_str::CompactString;

record! {
    /// A member with their role in a project.
    pub struct ProjectMember [by member_id] {
        pub member_id: MemberId,
        pub user_id: CompactString,
        pub email: CompactString,
        /// Empty if Neon does not know it.
        pub name: CompactString,
        pub org_role: MemberRole,
        /// Absent if they have none of their own here.
        pub project_role: Option<ProjectRole>,
        /// What their role in the organization allows in every project; nothing for collaborators.
        pub org_default_project_permission: Option<ProjectPermissionLevel>,
        /// What their role here allows.
        pub explicit_project_permission: Option<ProjectPermissionLevel>,
        /// What they may do, all in all; absent if they have no access.
        pub effective_project_permission: Option<ProjectPermissionLevel>,
        /// Where that comes from, such as `explicit`; only in lists.
        pub grant_source: CompactString,
        /// Whether they may know passwords that should be reset; only after a change.
        pub credential_rotation_recommended: Option<bool>,
        /// The same about API keys; only after a change.
        pub org_api_key_rotation_recommended: Option<bool>,
    }
}

answer! {
    pub struct ProjectMembersPage [needs project_members] {
        pub project_members: Vec<ProjectMember>,
        pub pagination: CursorPagination,
    }

    pub struct ProjectMemberAnswer [bare member] {
        pub member: ProjectMember,
    }
}
