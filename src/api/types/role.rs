//! Roles and what is secret about them (§4.4).

use super::{
    enums::AuthenticationMethod,
    ids::{BranchId, RoleName},
    lenient::{answer, record},
    time::Time,
};
use crate::api::secret::{ConnectionUri, Password};

record! {
    /// A role of a branch.
    pub struct Role {
        /// Its branch.
        pub branch_id: BranchId,
        /// Its name, which is its identity.
        pub name: RoleName,
        /// Only in answers that make a role or reset its password. Never written.
        pub password: Option<Password>,
        /// Whether it belongs to the system: no edit, no delete.
        pub protected: Option<bool>,
        /// How it signs in.
        pub authentication_method: Option<AuthenticationMethod>,
        /// When it was made.
        pub created_at: Option<Time>,
        /// When it was last changed.
        pub updated_at: Option<Time>,
    }
}

answer! {
    /// All roles of a branch, without passwords.
    pub struct RoleList {
        /// The rows.
        pub roles: Vec<Role>,
    }

    /// One role.
    pub struct RoleAnswer {
        /// It.
        pub role: Role,
    }

    /// A connection URI with its password.
    pub struct UriAnswer {
        /// It. Never written.
        pub uri: ConnectionUri,
    }
}
