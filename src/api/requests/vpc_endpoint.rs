//! VPC endpoints of organizations and projects.

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{
        OrgId, ProjectId, RegionId, VpcEndpointAnswer, VpcEndpointId, VpcEndpointList, VpcOwner,
    },
};
use serde_json::Value;

impl Request {
    /// The VPC endpoints of an organization, in all regions.
    pub fn list_org_vpc_endpoints(org: &OrgId) -> Get<VpcEndpointList> {
        Get::new(typed::ListOrgVpcEndpoints, &[org.as_str()])
    }

    /// The VPC endpoints that a project accepts connections through.
    pub fn list_project_vpc_endpoints(project: &ProjectId) -> Get<VpcEndpointList> {
        Get::new(typed::ListProjectVpcEndpoints, &[project.as_str()])
    }

    /// A VPC endpoint of an organization, with its state and the projects that use it.
    pub fn get_vpc_endpoint(
        org: &OrgId,
        region: &RegionId,
        id: &VpcEndpointId,
    ) -> Get<VpcEndpointAnswer> {
        let path = [org.as_str(), region.as_str(), id.as_str()];
        Get::new(typed::GetOrgVpcEndpoint, &path)
    }

    /// Assigns a VPC endpoint, or changes its label (`label`).
    pub fn assign_vpc_endpoint(to: &VpcOwner, id: &VpcEndpointId, body: Value) -> Self {
        use Operation::{AssignOrgVpcEndpoint, AssignProjectVpcEndpoint};
        Self::of_owner(AssignOrgVpcEndpoint, AssignProjectVpcEndpoint, to, id).body(body)
    }

    /// Removes a VPC endpoint; permanently, if from an organization.
    pub fn remove_vpc_endpoint(from: &VpcOwner, id: &VpcEndpointId) -> Self {
        use Operation::{RemoveOrgVpcEndpoint, RemoveProjectVpcEndpoint};
        Self::of_owner(RemoveOrgVpcEndpoint, RemoveProjectVpcEndpoint, from, id)
    }

    fn of_owner(org: Operation, project: Operation, owner: &VpcOwner, id: &VpcEndpointId) -> Self {
        match owner {
            VpcOwner::Org(id_of_org, region) => {
                Self::new(org, &[id_of_org.as_str(), region.as_str(), id.as_str()])
            }
            VpcOwner::Project(id_of_project) => {
                Self::new(project, &[id_of_project.as_str(), id.as_str()])
            }
        }
    }
}
