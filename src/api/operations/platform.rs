//! What else a branch may have: credentials, buckets, functions.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::api::operations::databases::rows! { $read $($before)*
    // Credentials
    /// List the credentials of a branch.
    ListCredentials = Get "/projects/{project_id}/branches/{branch_id}/credentials" => CredentialList {
        id: "listCredentials", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make a credential for what runs on a branch besides Postgres.
    CreateCredential = Post "/projects/{project_id}/branches/{branch_id}/credentials" => CredentialSecrets {
        id: "createCredential", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Give a credential new secrets.
    RotateCredential = Post "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}/rotate" => CredentialSecrets {
        id: "rotateCredential", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Show the secrets of a credential again.
    RevealCredential = Post "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}/reveal" => CredentialSecrets {
        id: "revealCredential", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Revoke a credential.
    RevokeCredential = Delete "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}" => Done {
        id: "revokeCredential", wakes: false, operations: false, secret: false, deadline: 60
    }

    // Storage and functions
    /// Show where the S3 protocol reaches the buckets of a branch.
    GetStorage = Get "/projects/{project_id}/branches/{branch_id}/storage" => StorageAnswer {
        id: "getProjectBranchStorage", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// List the buckets of a branch.
    ListBuckets = Get "/projects/{project_id}/branches/{branch_id}/buckets" => BucketList {
        id: "listProjectBranchBuckets", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Create a bucket on a branch.
    CreateBucket = Post "/projects/{project_id}/branches/{branch_id}/buckets" => Done {
        id: "createProjectBranchBucket", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a bucket and all objects in it.
    DeleteBucket = Delete "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}" => Done {
        id: "deleteProjectBranchBucket", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the objects and folders of a bucket.
    ListObjects = Get "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects" => ObjectPage {
        id: "listProjectBranchBucketObjects", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Give the bytes of an object.
    DownloadObject = Get "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects/{object_key}/download" => Done {
        id: "getProjectBranchBucketObject", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Delete an object.
    DeleteObject = Delete "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects/{object_key}" => Done {
        id: "deleteProjectBranchBucketObject", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete all objects below a folder.
    DeleteObjectsBelow = Delete "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects-by-prefix" => Done {
        id: "deleteProjectBranchBucketObjectsByPrefix", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Give a URL that downloads an object.
    PresignObject = Post "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects/{object_key}/presign" => Presigned {
        id: "presignProjectBranchBucketObject", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// List the functions of a branch.
    ListFunctions = Get "/projects/{project_id}/branches/{branch_id}/functions" => FunctionList {
        id: "listProjectBranchFunctions", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Deploy a bundle to a function, or create one with it.
    DeployFunction = Post "/projects/{project_id}/branches/{branch_id}/functions/{slug}/deployments" => Deployed {
        id: "createProjectBranchFunctionDeployment", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Change the name of a function.
    UpdateFunction = Patch "/projects/{project_id}/branches/{branch_id}/functions/{slug}" => Done {
        id: "updateProjectBranchFunction", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a function and its deployments.
    DeleteFunction = Delete "/projects/{project_id}/branches/{branch_id}/functions/{slug}" => Done {
        id: "deleteProjectBranchFunction", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the triggers of functions.
    ListTriggers = Get "/projects/{project_id}/branches/{branch_id}/triggers" => TriggerList {
        id: "listProjectBranchTriggers", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Let the clock or stored objects call a function.
    CreateTrigger = Post "/projects/{project_id}/branches/{branch_id}/triggers" => Done {
        id: "createProjectBranchTrigger", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Change a trigger.
    UpdateTrigger = Patch "/projects/{project_id}/branches/{branch_id}/triggers/{trigger_id}" => Done {
        id: "updateProjectBranchTrigger", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a trigger.
    DeleteTrigger = Delete "/projects/{project_id}/branches/{branch_id}/triggers/{trigger_id}" => Done {
        id: "deleteProjectBranchTrigger", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the custom domains of functions.
    ListCustomDomains = Get "/projects/{project_id}/branches/{branch_id}/custom-domains" => CustomDomainList {
        id: "listProjectBranchCustomDomains", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Let a custom domain lead to a function.
    AddCustomDomain = Post "/projects/{project_id}/branches/{branch_id}/custom-domains" => Done {
        id: "registerProjectBranchCustomDomain", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Let a custom domain lead nowhere.
    RemoveCustomDomain = Delete "/projects/{project_id}/branches/{branch_id}/custom-domains/{domain}" => Done {
        id: "deleteProjectBranchCustomDomain", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Show the AI gateway of a branch.
    GetAiGateway = Get "/projects/{project_id}/branches/{branch_id}/ai_gateway" => AiGatewayAnswer {
        id: "getProjectBranchAiGateway", wakes: false, operations: false, secret: false, deadline: 30
    }
    } };
}
pub(super) use rows;
