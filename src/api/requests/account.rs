//! Account and organizations.

use crate::api::{
    operations::typed,
    request::{Get, Request},
    types::{AuthDetails, CurrentUser, OrgId, OrganizationList, RegionList},
};

impl Request {
    /// The kind of credential in use.
    pub fn auth() -> Get<AuthDetails> {
        Get::new(typed::GetAuthDetails, &[])
    }

    /// The signed-in user.
    pub fn me() -> Get<CurrentUser> {
        Get::new(typed::GetCurrentUser, &[])
    }

    /// The user's organizations.
    pub fn organizations() -> Get<OrganizationList> {
        Get::new(typed::ListOrganizations, &[])
    }

    /// The regions open to an organization, or to everybody.
    pub fn regions(org: Option<&OrgId>) -> Get<RegionList> {
        Get::new(typed::ListRegions, &[]).query_if("org_id", org)
    }
}
