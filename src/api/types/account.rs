//! Who is asking and what they belong to (§4.10, §4.11). Addresses of the billing account are not read at all.

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
        /// Its name in addresses.
        pub handle: CompactString,
        /// The plan, such as `launch_v3`; the suffix is not for display.
        pub plan: CompactString,
        /// `console` or another.
        pub managed_by: CompactString,
        pub created_at: Option<Time>,
        /// When it was last changed.
        pub updated_at: Option<Time>,
        /// Whether it may have HIPAA projects.
        pub allow_hipaa_projects: Option<bool>,
        /// Whether members need a second factor.
        pub require_mfa: Option<bool>,
    }

    /// An identity by which a user signs in.
    pub struct AuthAccount {
        /// `github`, `google`, `microsoft`, ….
        pub provider: CompactString,
        pub email: CompactString,
        pub name: CompactString,
        pub login: CompactString,
    }

    /// Where projects can run.
    pub struct Region [by region_id] {
        pub region_id: RegionId,
        pub name: CompactString,
        /// Whether new projects go there when none is named.
        pub default: bool,
        /// Latitude as a text, may be empty.
        pub geo_lat: CompactString,
        /// Longitude as a text, may be empty.
        pub geo_long: CompactString,
    }
}

answer! {
    /// What kind of credential this is. Works for every kind of key: the probe for "is this key valid".
    pub struct AuthDetails [needs account_id, auth_method] {
        /// The user, or with an organization's key the organization.
        pub account_id: CompactString,
        /// The kind of credential.
        pub auth_method: AuthMethod,
        /// More about it, such as the id of the API key.
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
        /// Address of a picture.
        pub image: CompactString,
        /// The plan, such as `free_v3`.
        pub plan: CompactString,
        /// How many projects the user may have.
        pub projects_limit: i64,
        /// How many branches a project may have.
        pub branches_limit: i64,
        /// Largest compute, in CU; 0 means that no limit is configured.
        pub max_autoscaling_limit: f64,
        /// Wall-clock compute time per period, in seconds; 0 means no limit.
        pub active_seconds_limit: i64,
        /// Compute time per period, in CU-seconds.
        pub compute_seconds_limit: Option<i64>,
        /// How the user signs in.
        pub auth_accounts: Vec<AuthAccount>,
    }

    /// The organizations of the user, or the one that a key belongs to.
    pub struct OrganizationList {
        pub organizations: Vec<Organization>,
    }

    /// Where projects can run.
    pub struct RegionList {
        pub regions: Vec<Region>,
    }
}
