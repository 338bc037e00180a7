//! What a schema is compared with.

use crate::{
    api::{SchemaBase, types::BranchId},
    kinds::time_input::{self, TimeContext},
};
use jiff::Timestamp;

/// The other side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum With {
    /// The schema of the parent branch.
    Parent,
    /// The schema of a branch of the project, now or earlier.
    Branch(BranchId, AsOf),
    /// The schema of a branch of the project at a time that the user enters.
    Past(BranchId),
    /// The schema of a branch that the user chooses, as it is now.
    Any,
    /// The same at a time that the user enters.
    AnyPast,
    /// Nothing: the schema itself is shown.
    Nothing,
}

/// The point in time at which a branch is the base of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AsOf {
    Now,
    /// At a time in its history.
    Time(Timestamp),
    /// At a log sequence number.
    Lsn(String),
}

impl AsOf {
    /// The branch at that point, for the API.
    pub(crate) fn base(&self, branch: &BranchId) -> SchemaBase {
        let mut base = SchemaBase {
            branch_id: Some(branch.clone()),
            ..SchemaBase::default()
        };
        match self {
            Self::Now => {}
            Self::Time(at) => base.timestamp = Some(time_input::write(*at)),
            Self::Lsn(lsn) => base.lsn = Some(lsn.clone()),
        }
        base
    }

    /// " as of Fri 20 Nov 18:00", to append to a name; empty for now.
    pub(crate) fn words(&self, here: TimeContext<'_>) -> String {
        match self {
            Self::Now => String::new(),
            Self::Time(at) => format!(" as of {}", time_input::local_words(*at, here)),
            Self::Lsn(lsn) => format!(" as of {lsn}"),
        }
    }
}
