//! Roles and what is secret about them (§4.4).

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
        /// Its name, which is its identity.
        pub name: RoleName,
        /// Only in answers that make a role or reset its password. Never written.
        pub password: Option<Password>,
        /// Whether it belongs to the system: no edit, no delete.
        pub protected: Option<bool>,
        /// How it signs in.
        pub authentication_method: Option<AuthenticationMethod>,
        pub created_at: Option<Time>,
        /// When it was last changed.
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

    /// A connection URI with its password.
    pub struct UriAnswer [needs uri] {
        /// It. Never written.
        pub uri: ConnectionUri,
    }

    /// A changed role, with its password if that is new, and the operations that carry the change out.
    pub struct RoleChange {
        pub role: Role,
        /// What runs for it, in order. A new password works when the last one has ended.
        pub operations: Vec<Operation>,
    }

    /// The password of a role.
    pub struct PasswordAnswer [needs password] {
        /// It. Never written.
        pub password: Password,
    }
}

record! {
    /// How to connect to something new.
    pub struct ConnectionDetails {
        /// The direct URI, with the password. Never written.
        pub connection_uri: ConnectionUri,
        /// The same in pieces.
        pub connection_parameters: ConnectionParameters,
    }

    /// A connection in pieces.
    pub struct ConnectionParameters {
        pub database: DatabaseName,
        /// Password. Never written.
        pub password: Password,
        pub role: RoleName,
        /// Direct host.
        pub host: CompactString,
        pub pooler_host: CompactString,
    }
}
