//! The user and their organizations. Addresses of the billing account are never read.

use compact_str::CompactString;

use super::{
    enums::AuthMethod,
    ids::{OrgId, RegionId},
    lenient::{answer, record},
    time::Time,
};

record! {
    pub struct Organization [by id] {
        pub id: OrgId,
        pub name: CompactString,
        /// The name used in URLs.
        pub handle: CompactString,
        /// The plan, such as `launch_v3`; the suffix is not displayed.
        pub plan: CompactString,
        /// `console`, for example.
        pub managed_by: CompactString,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        /// Whether HIPAA projects are allowed.
        pub allow_hipaa_projects: Option<bool>,
        /// Whether members must use a second factor.
        pub require_mfa: Option<bool>,
    }

    /// An identity with which a user signs in.
    pub struct AuthAccount {
        /// `github`, `google`, `microsoft`, ….
        pub provider: CompactString,
        pub email: CompactString,
        pub name: CompactString,
        pub login: CompactString,
    }

    /// The regions in which projects can run.
    pub struct Region [by region_id] {
        pub region_id: RegionId,
        pub name: CompactString,
        /// Whether new projects use it by default.
        pub default: bool,
        /// The latitude as text; may be empty.
        pub geo_lat: CompactString,
        /// The longitude as text; may be empty.
        pub geo_long: CompactString,
    }
}

answer! {
    /// The credential in use. Works for every kind of key, so it is the probe for "is this key valid".
    pub struct AuthDetails [needs account_id, auth_method] {
        /// The user, or the organization of an organization's key.
        pub account_id: CompactString,
        pub auth_method: AuthMethod,
        /// More about the credential, such as the id of the API key.
        pub auth_data: Option<CompactString>,
    }

    /// The user behind a personal credential; organization keys are refused.
    pub struct CurrentUser [needs id] {
        pub id: CompactString,
        pub email: CompactString,
        /// Deprecated.
        pub login: CompactString,
        /// First name.
        pub name: CompactString,
        pub last_name: CompactString,
        /// The URL of a picture.
        pub image: CompactString,
        /// For example `free_v3`.
        pub plan: CompactString,
        /// How many projects the user may have.
        pub projects_limit: i64,
        /// How many branches a project may have.
        pub branches_limit: i64,
        /// The largest compute, in CU; 0 means no limit.
        pub max_autoscaling_limit: f64,
        /// Wall-clock compute time per period, in seconds; 0 means no limit.
        pub active_seconds_limit: i64,
        /// Compute time per period, in CU-seconds.
        pub compute_seconds_limit: Option<i64>,
        /// How the user signs in.
        pub auth_accounts: Vec<AuthAccount>,
    }

    /// The organizations of the user, or the one organization of the key.
    pub struct OrganizationList {
        pub organizations: Vec<Organization>,
    }

    /// The regions in which projects can run.
    pub struct RegionList {
        pub regions: Vec<Region>,
    }
}
