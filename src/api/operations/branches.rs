//! Branches, and the masking of their data.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::api::operations::computes::rows! { $read $($before)*
    // Branches
    /// List the branches of a project.
    ListBranches = Get "/projects/{project_id}/branches" => BranchesPage {
        id: "listProjectBranches", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Count the branches of a project.
    CountBranches = Get "/projects/{project_id}/branches/count" => BranchCount {
        id: "countProjectBranches", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a branch.
    GetBranch = Get "/projects/{project_id}/branches/{branch_id}" => BranchAnswer {
        id: "getProjectBranch", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make a branch, with computes if they are asked for.
    CreateBranch = Post "/projects/{project_id}/branches" => BranchCreated {
        id: "createProjectBranch", wakes: true, operations: true, secret: true, deadline: 60
    }
    /// Rename or protect a branch, or set its expiry.
    UpdateBranch = Patch "/projects/{project_id}/branches/{branch_id}" => BranchChange {
        id: "updateProjectBranch", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Delete a branch, its computes and its data.
    DeleteBranch = Delete "/projects/{project_id}/branches/{branch_id}" => BranchChange {
        id: "deleteProjectBranch", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Bring a deleted branch back.
    RecoverBranch = Post "/projects/{project_id}/branches/{branch_id}/recover" => BranchRecovered {
        id: "recoverProjectBranch", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Put a branch back to a point of its own or another branch's history.
    RestoreBranch = Post "/projects/{project_id}/branches/{branch_id}/restore" => BranchChange {
        id: "restoreProjectBranch", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Make a branch the project's default.
    SetDefaultBranch = Post "/projects/{project_id}/branches/{branch_id}/set_as_default" => BranchChange {
        id: "setDefaultProjectBranch", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Let a branch restored from a snapshot take the place of the original.
    FinalizeRestore = Post "/projects/{project_id}/branches/{branch_id}/finalize_restore" => OperationsStarted {
        id: "finalizeRestoreBranch", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Show the schema of a database.
    GetSchema = Get "/projects/{project_id}/branches/{branch_id}/schema" => SchemaAnswer {
        id: "getProjectBranchSchema", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Compare the schemas of two branches.
    CompareSchema = Get "/projects/{project_id}/branches/{branch_id}/compare_schema" => SchemaDiff {
        id: "getProjectBranchSchemaComparison", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// List the computes of a branch.
    ListBranchEndpoints = Get "/projects/{project_id}/branches/{branch_id}/endpoints" => EndpointList {
        id: "listProjectBranchEndpoints", wakes: false, operations: false, secret: false, deadline: 30
    }

    // Masked branches
    /// Make a branch whose data is masked by rules.
    CreateMaskedBranch = Post "/projects/{project_id}/branch_anonymized" => BranchCreated {
        id: "createProjectBranchAnonymized", wakes: true, operations: true, secret: true, deadline: 60
    }
    /// Show whether the data of a branch is masked.
    GetMasking = Get "/projects/{project_id}/branches/{branch_id}/anonymized_status" => MaskingAnswer {
        id: "getAnonymizedBranchStatus", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Mask the data of a branch by its rules.
    StartMasking = Post "/projects/{project_id}/branches/{branch_id}/anonymize" => MaskingAnswer {
        id: "startAnonymization", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// List the masking rules of a branch.
    ListMaskingRules = Get "/projects/{project_id}/branches/{branch_id}/masking_rules" => MaskingRules {
        id: "getMaskingRules", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Replace all masking rules of a branch.
    SetMaskingRules = Patch "/projects/{project_id}/branches/{branch_id}/masking_rules" => MaskingRules {
        id: "updateMaskingRules", wakes: false, operations: false, secret: false, deadline: 60
    }
    } };
}
pub(super) use rows;
