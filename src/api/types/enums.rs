//! Enums of the API. All are open: the server gains values at any time (four operation actions appeared between June
//! and November 2026), and an unknown one is kept and shown as received.

use std::fmt;

use compact_str::CompactString;
use serde::de;

macro_rules! open_enum {
    ($($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $text:literal $(| $alias:literal)*,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                $variant,
            )*
            /// A value this version does not know, as received. Empty when the server sent none.
            Other(compact_str::CompactString),
        }

        impl $name {
            /// The known values.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text $(| $alias)* => Self::$variant,)*
                    _ => Self::Other(compact_str::CompactString::from(text)),
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Other(compact_str::CompactString::default())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(crate::api::types::enums::Word).map(|word| Self::from(word.as_str()))
            }
        }

        impl crate::api::types::lenient::Lenient for $name {}
    )*};
}

/// Reads a short text without an allocation.
pub(super) struct Word;

impl de::Visitor<'_> for Word {
    type Value = CompactString;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(CompactString::from(text))
    }
}

open_enum! {
    /// What a compute is doing. `pending_state` tells where it is going; see §4.3 of the fact pack for the pairs.
    pub enum EndpointState {
        /// Just created.
        Init = "init",
        /// Running.
        Active = "active",
        /// Suspended (scaled to zero).
        Idle = "idle",
    }

    /// What a branch is doing.
    pub enum BranchState {
        /// Being created; cannot be queried yet.
        Init = "init",
        /// Being restored or reset; cannot be queried.
        Resetting = "resetting",
        /// In use.
        Ready = "ready",
        /// Put away after two idle weeks; works, but the first access is slow.
        Archived = "archived",
        /// Seen as `pending_state` while a branch is deleted.
        StorageDeleted = "storage_deleted",
    }

    /// What a compute may do. A branch has at most one that writes.
    pub enum EndpointType {
        /// The branch's primary compute.
        ReadWrite = "read_write",
        /// A read replica.
        ReadOnly = "read_only",
    }

    /// What kind of credential a request was made with.
    pub enum AuthMethod {
        /// A personal API key: needs an `org_id` to list projects.
        ApiKeyUser = "api_key_user",
        /// An organization's API key, perhaps of one project only: `org_id` is implied.
        ApiKeyOrg = "api_key_org",
        /// A token of the official CLI.
        Oauth = "oauth",
        /// A browser session.
        SessionCookie = "session_cookie",
        /// A browser session.
        Keycloak = "keycloak",
    }

    /// How much of a project's activity is logged (HIPAA).
    pub enum AuditLogLevel {
        /// Logins and schema changes.
        Base = "base",
        /// Also writes.
        Extended = "extended",
        /// Everything.
        Full = "full",
    }

    /// What the caller may do with a project. Absent means full access.
    pub enum ProjectPermissionLevel {
        Viewer = "VIEWER" | "CAN_VIEW",
        /// Change.
        Editor = "EDITOR" | "CAN_EDIT",
        /// Change and delete.
        Admin = "ADMIN" | "CAN_MANAGE",
    }

    /// Where a branch stands that came from a snapshot.
    pub enum RestoreStatus {
        /// A preview; `finalize_restore` makes it permanent.
        Restored = "restored",
        /// Took the place of the branch it was restored for.
        Finalized = "finalized",
        /// Being separated from its parent.
        Detaching = "detaching",
    }

    /// What a new branch starts with.
    pub enum InitSource {
        /// Schema and data of the parent.
        ParentData = "parent-data",
        /// The schema only; becomes a root branch.
        SchemaOnly = "schema-only",
        /// The schema only; stays a child.
        ParentSchema = "parent-schema",
        Import = "import",
    }

    /// How a branch was deleted.
    pub enum DeletionMethod {
        /// By somebody.
        User = "user",
        /// By its expiry.
        Ttl = "ttl",
    }

    /// How a role signs in.
    pub enum AuthenticationMethod {
        Password = "password",
        /// With a token.
        Oauth = "oauth",
        /// Not at all.
        NoLogin = "no_login",
    }

    /// What Neon forbids on a branch, with the reason beside it.
    pub enum RestrictedActionName {
        /// It cannot be restored over.
        Restore = "restore",
        /// Its primary compute cannot be deleted.
        DeleteRwEndpoint = "delete-rw-endpoint",
    }

    /// What a member of an organization may do. Some values are not open to every organization.
    pub enum MemberRole {
        /// Everything.
        Admin = "admin",
        /// An older name of `editor`.
        Member = "member",
        /// Change projects.
        Editor = "editor",
        Viewer = "viewer",
        /// Only what was shared.
        Collaborator = "collaborator",
    }

    /// How often a snapshot is taken. Old schedules may hold `hourly` and `yearly`, new ones may not.
    pub enum ScheduleFrequency {
        /// Every day.
        Daily = "daily",
        /// Every week.
        Weekly = "weekly",
        /// Every month.
        Monthly = "monthly",
        /// Every hour.
        Hourly = "hourly",
        /// Every year.
        Yearly = "yearly",
    }

    /// How fine consumption is told.
    pub enum Granularity {
        /// By the hour, for the last 168 hours.
        Hourly = "hourly",
        /// By the day, for the last 60 days.
        Daily = "daily",
        /// By the month, for the last year.
        Monthly = "monthly",
    }

    /// What is counted for the bill.
    pub enum Metric {
        /// Compute, in CU-seconds.
        ComputeUnitSeconds = "compute_unit_seconds",
        /// Storage of root branches, in byte-months.
        RootBranchBytesMonth = "root_branch_bytes_month",
        /// Storage of child branches, in byte-months.
        ChildBranchBytesMonth = "child_branch_bytes_month",
        /// History for restores, in byte-months.
        InstantRestoreBytesMonth = "instant_restore_bytes_month",
        /// Traffic over the internet, in bytes.
        PublicNetworkTransferBytes = "public_network_transfer_bytes",
        /// Traffic over private networking, in bytes.
        PrivateNetworkTransferBytes = "private_network_transfer_bytes",
        /// Branches beyond the plan, in branch-months; of projects only.
        ExtraBranchesMonth = "extra_branches_month",
        /// Storage of snapshots, in byte-months; of projects only.
        SnapshotStorageBytesMonth = "snapshot_storage_bytes_month",
    }
}

pub(super) use open_enum;
