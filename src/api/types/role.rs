//! Roles and their secrets.

use compact_str::CompactString;

use super::{
    enums::AuthenticationMethod,
    ids::{BranchId, DatabaseName, RoleName},
    lenient::{answer, record},
    operation::Operation,
    time::Time,
};
use crate::api::secret::{ConnectionUri, Password};

record! {
    /// A role of a branch.
    pub struct Role [by name] {
        pub branch_id: BranchId,
        /// The identity of the role.
        pub name: RoleName,
        /// Only in answers that create a role or reset its password. Never serialized.
        pub password: Option<Password>,
        /// Whether it is a system role, which cannot be changed or deleted.
        pub protected: Option<bool>,
        pub authentication_method: Option<AuthenticationMethod>,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
    }
}

answer! {
    /// All roles of a branch, without passwords.
    pub struct RoleList {
        pub roles: Vec<Role>,
    }

    pub struct RoleAnswer {
        pub role: Role,
    }

    /// A connection URI, including the password.
    pub struct UriAnswer [needs uri] {
        /// Never serialized.
        pub uri: ConnectionUri,
    }

    /// A changed role, including a new password, and the operations that carry out the change.
    pub struct RoleChange {
        pub role: Role,
        /// In the order in which they run. A new password works once the last one has finished.
        pub operations: Vec<Operation>,
    }

    /// The password of a role.
    pub struct PasswordAnswer [needs password] {
        /// Never serialized.
        pub password: Password,
    }
}

record! {
    /// How to connect to a new branch or project.
    pub struct ConnectionDetails {
        /// The direct URI, including the password. Never serialized.
        pub connection_uri: ConnectionUri,
        /// The same as separate parameters.
        pub connection_parameters: ConnectionParameters,
    }

    /// Separate connection parameters.
    pub struct ConnectionParameters {
        pub database: DatabaseName,
        /// Never serialized.
        pub password: Password,
        pub role: RoleName,
        /// The host for direct connections.
        pub host: CompactString,
        pub pooler_host: CompactString,
    }
}
