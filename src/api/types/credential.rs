//! Credentials of branches: for storage, the AI gateway and functions, not for Postgres.

use super::{
    ids::{BranchId, CredentialId},
    lenient::{answer, record},
    time::Time,
};
use crate::api::secret::ServerKey;
use compact_str::CompactString;

record! {
    /// A credential without its secrets.
    pub struct Credential [by token_id] {
        pub token_id: CredentialId,
        /// The part of its id that may be logged.
        pub token_id_short: CompactString,
        /// Empty if it has none.
        pub name: CompactString,
        /// What it may do, such as `storage:read`.
        pub scopes: Vec<CompactString>,
        pub branch_id: Option<BranchId>,
        /// `user`, unless the platform made it.
        pub principal_type: CompactString,
        pub function_id: CompactString,
        pub created_at: Option<Time>,
        pub last_used_at: Option<Time>,
        pub revoked_at: Option<Time>,
        /// Absent if it never expires.
        pub expires_at: Option<Time>,
    }
}

answer! {
    /// The credentials of a branch.
    pub struct CredentialList [needs credentials] {
        pub credentials: Vec<Credential>,
    }

    /// A credential that was created, rotated or revealed, with its secrets.
    pub struct CredentialSecrets [needs token_id] {
        pub token_id: CredentialId,
        pub token_id_short: CompactString,
        pub name: CompactString,
        /// The bearer token. Never serialized.
        pub api_token: ServerKey,
        /// The secret for the S3 protocol. Never serialized.
        pub s3_secret_access_key: ServerKey,
    }
}
