//! Ids and names: one newtype per kind, so that a branch id can never be passed as a project id.
//!
//! Ids match `^[a-z0-9-]{1,60}$`, but nothing here checks that: whatever id the server sends is valid. Names of
//! databases and roles are free text (a database may be called `a/b`); requests percent-encode every segment.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(compact_str::CompactString);

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

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.0.as_str(), f)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(compact_str::CompactString::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(compact_str::CompactString::from(text))
            }
        }

        impl From<$name> for compact_str::CompactString {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl $crate::api::types::lenient::Lenient for $name {
            fn is_identity(&self) -> bool {
                !self.is_empty()
            }
        }
    )*};
}
pub(super) use ids;

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
    /// An invitation to an organization, a UUID.
    InvitationId,
    /// A credential of a branch, `nak_live_…`.
    CredentialId,
    /// An issue that an advisor has found.
    IssueKey,
    /// A log record: of which view of the logs, when, and the how manyth of that time. Neon gives them no ids.
    LogId,
    /// A masked column, `database.schema.table.column` with quotes where SQL needs them: masking rules have no id.
    MaskedColumn,
    /// An API key; a number in text form.
    KeyId,
    /// The request id that Neon's support asks for: from the error body or the `x-request-id` header.
    RequestId,
}

impl From<i64> for KeyId {
    fn from(number: i64) -> Self {
        Self::from(number.to_string())
    }
}
