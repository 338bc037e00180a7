//! Account and organizations.

use crate::api::{operations::Operation, request::Request, types::OrgId};

impl Request {
    /// What kind of credential this is.
    pub fn auth() -> Self {
        Self::new(Operation::GetAuthDetails, &[])
    }

    /// The signed-in user.
    pub fn me() -> Self {
        Self::new(Operation::GetCurrentUser, &[])
    }

    /// The user's organizations.
    pub fn organizations() -> Self {
        Self::new(Operation::ListOrganizations, &[])
    }

    /// The regions open to an organization, or to everybody.
    pub fn regions(org: Option<&OrgId>) -> Self {
        Self::new(Operation::ListRegions, &[]).query_if("org_id", org)
    }
}
