//! Databases.

use super::{
    ids::{BranchId, DatabaseName, RoleName},
    lenient::{answer, record},
    operation::Operation,
    time::Time,
};

record! {
    /// A database of a branch.
    pub struct Database [by name] {
        /// Differs between branches, so the name is the identity.
        pub id: i64,
        pub branch_id: BranchId,
        pub name: DatabaseName,
        /// The owning role.
        pub owner_name: RoleName,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
    }
}

answer! {
    /// All databases of a branch.
    pub struct DatabaseList {
        pub databases: Vec<Database>,
    }

    pub struct DatabaseAnswer {
        pub database: Database,
    }

    /// A changed database, and the operations that carry out the change.
    pub struct DatabaseChange {
        pub database: Database,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }
}
