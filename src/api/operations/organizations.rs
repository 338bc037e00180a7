//! Organizations, their keys and what they consume.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { $read! { $($before)*
    // Organizations
    /// Show an organization.
    GetOrganization = Get "/organizations/{org_id}" => OrganizationAnswer {
        id: "getOrganization", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// List the members of an organization.
    ListMembers = Get "/organizations/{org_id}/members" => MembersPage {
        id: "getOrganizationMembers", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show one member.
    GetMember = Get "/organizations/{org_id}/members/{member_id}" => MemberAnswer {
        id: "getOrganizationMember", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// Change what a member may do.
    UpdateMember = Patch "/organizations/{org_id}/members/{member_id}" => MemberAnswer {
        id: "updateOrganizationMember", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Remove a member.
    RemoveMember = Delete "/organizations/{org_id}/members/{member_id}" => Done {
        id: "removeOrganizationMember", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the VPC endpoints of an organization.
    ListOrgVpcEndpoints = Get "/organizations/{org_id}/vpc/vpc_endpoints" => VpcEndpointList {
        id: "listOrganizationVPCEndpointsAllRegions", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show one VPC endpoint of an organization.
    GetOrgVpcEndpoint = Get "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}" => VpcEndpointAnswer {
        id: "getOrganizationVPCEndpointDetails", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// Assign a VPC endpoint to an organization, or label it.
    AssignOrgVpcEndpoint = Post "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}" => Done {
        id: "assignOrganizationVPCEndpoint", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Remove a VPC endpoint from an organization.
    RemoveOrgVpcEndpoint = Delete "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}" => Done {
        id: "deleteOrganizationVPCEndpoint", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List open invitations.
    ListInvitations = Get "/organizations/{org_id}/invitations" => InvitationList {
        id: "getOrganizationInvitations", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Invite people by e-mail.
    CreateInvitations = Post "/organizations/{org_id}/invitations" => InvitationList {
        id: "createOrganizationInvitations", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Show at what spending e-mails are sent.
    GetSpendingLimit = Get "/organizations/{org_id}/billing/spending_limit" => SpendingLimit {
        id: "getOrganizationSpendingLimit", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Set at what spending e-mails are sent.
    SetSpendingLimit = Put "/organizations/{org_id}/billing/spending_limit" => SpendingLimit {
        id: "setOrganizationSpendingLimit", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Send no e-mails about spending.
    DeleteSpendingLimit = Delete "/organizations/{org_id}/billing/spending_limit" => Done {
        id: "deleteOrganizationSpendingLimit", wakes: false, operations: false, secret: false, deadline: 60
    }

    // API keys
    /// List the user's API keys.
    ListApiKeys = Get "/api_keys" => ApiKeyList {
        id: "listApiKeys", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make an API key; its text is shown once.
    CreateApiKey = Post "/api_keys" => ApiKeyCreated {
        id: "createApiKey", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Revoke an API key, at once and for good.
    RevokeApiKey = Delete "/api_keys/{key_id}" => ApiKeyRevoked {
        id: "revokeApiKey", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List an organization's API keys.
    ListOrgApiKeys = Get "/organizations/{org_id}/api_keys" => ApiKeyList {
        id: "listOrgApiKeys", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make an API key for an organization or one project.
    CreateOrgApiKey = Post "/organizations/{org_id}/api_keys" => ApiKeyCreated {
        id: "createOrgApiKey", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Revoke an organization's API key, at once and for good.
    RevokeOrgApiKey = Delete "/organizations/{org_id}/api_keys/{key_id}" => ApiKeyRevoked {
        id: "revokeOrgApiKey", wakes: false, operations: false, secret: false, deadline: 60
    }

    // Consumption
    /// Show what projects used.
    GetProjectConsumption = Get "/consumption_history/v2/projects" => ProjectConsumptionPage {
        id: "getConsumptionHistoryPerProjectV2", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show what branches used.
    GetBranchConsumption = Get "/consumption_history/v2/branches" => BranchConsumptionPage {
        id: "getConsumptionHistoryPerBranchV2", wakes: false, operations: false, secret: false, deadline: 30
    }
    } };
}
pub(super) use rows;
