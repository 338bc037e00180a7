//! Ids and names: one newtype per kind, so that a branch id can never be passed as a project id.
//!
//! Ids match `^[a-z0-9-]{1,60}$`, but nothing here checks that: whatever id the server sends is valid. Names of
//! databases and roles are free text (a database may be called `a/b`); requests percent-encode every segment.

use std::{borrow::Borrow, fmt};

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::lenient::Lenient;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(CompactString);

        impl $name {
            /// The text as the API writes it.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Whether the server left it out: missing required fields read as empty.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self.0.as_str(), f)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(CompactString::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(CompactString::from(text))
            }
        }

        impl From<$name> for CompactString {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl Lenient for $name {
            fn is_identity(&self) -> bool {
                !self.is_empty()
            }
        }
    )*};
}

ids! {
    /// An organization, `org-adjective-noun-12345678`.
    OrgId,
    /// A project, `adjective-noun-12345678`.
    ProjectId,
    /// A branch, `br-…`.
    BranchId,
    /// A compute endpoint, `ep-…`; also the first label of its host name.
    EndpointId,
    /// An operation, a UUID.
    OperationId,
    /// A snapshot, `snap-…`.
    SnapshotId,
    /// The name of a database: its identity in paths, because the numeric id differs between branches.
    DatabaseName,
    /// The name of a role; roles have no id.
    RoleName,
    /// A region, such as `aws-us-east-2`.
    RegionId,
    /// A member of an organization, a UUID that differs from the user's.
    MemberId,
    /// A VPC endpoint; AWS's id, `vpce-…`.
    VpcEndpointId,
    /// An invitation to an organization, a UUID.
    InvitationId,
    /// An API key; a number in text form.
    KeyId,
    /// A permission to a shared project, a UUID.
    PermissionId,
    /// The request id that Neon's support asks for: from the error body or the `x-request-id` header.
    RequestId,
}

impl From<i64> for KeyId {
    fn from(number: i64) -> Self {
        Self::from(number.to_string())
    }
}
