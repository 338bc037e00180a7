//! Organizations.

pub mod handlers;

use super::{
    ids::Text,
    members::{Invitation, Member},
    plan::Plan,
    time::Time,
    vpc::VpcEndpoints,
};

#[derive(Debug, Clone)]
pub struct Organization {
    pub id: Text,
    pub name: String,
    pub handle: String,
    pub plan: &'static Plan,
    pub created_at: Time,
    pub updated_at: Time,
    pub allow_hipaa_projects: bool,
    /// Whether the user is a member. Other organizations exist only because they share projects.
    pub joined: bool,
    pub members: Vec<Member>,
    pub invitations: Vec<Invitation>,
    pub spending_limit_cents: Option<i64>,
    pub vpc_endpoints: VpcEndpoints,
}
