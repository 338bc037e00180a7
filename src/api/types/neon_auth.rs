//! Neon Auth: sign-in for the users of an application, with its data in a branch (§5.12).

use super::{
    ids::{BranchId, DatabaseName},
    lenient::{answer, record},
    time::Time,
};
use crate::api::secret::ServerKey;
use compact_str::CompactString;

record! {
    /// Neon Auth of a branch.
    pub struct NeonAuth [by branch_id] {
        pub branch_id: BranchId,
        /// The name of the application in its e-mails.
        pub name: CompactString,
        /// `better_auth`; older ones have `stack`.
        pub auth_provider: CompactString,
        /// What the provider calls it.
        pub auth_provider_project_id: CompactString,
        /// The database that has the schema `neon_auth`.
        pub db_name: DatabaseName,
        /// Where applications send their requests.
        pub base_url: CompactString,
        /// Where the keys are that its tokens are signed with.
        pub jwks_url: CompactString,
        /// `neon` or `user`.
        pub owned_by: CompactString,
        /// `initiated` or `finished`, if it is handed over.
        pub transfer_status: CompactString,
        pub created_at: Option<Time>,
    }
}

answer! {
    /// Neon Auth of a branch; there is none if the answer is 404.
    pub struct NeonAuthAnswer [bare auth] {
        pub auth: NeonAuth,
    }

    /// Neon Auth that was enabled. Its keys are sent only this once.
    pub struct NeonAuthEnabled [needs jwks_url] {
        pub jwks_url: CompactString,
        /// The key for clients, which they may show. Never serialized.
        pub pub_client_key: ServerKey,
        /// The key for servers. Never serialized.
        pub secret_server_key: ServerKey,
    }
}
