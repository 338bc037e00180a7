//! Databases and roles.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::api::operations::history::rows! { $read $($before)*
    // Databases
    /// List the databases of a branch.
    ListDatabases = Get "/projects/{project_id}/branches/{branch_id}/databases" => DatabaseList {
        id: "listProjectBranchDatabases", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a database.
    GetDatabase = Get "/projects/{project_id}/branches/{branch_id}/databases/{database_name}" => DatabaseAnswer {
        id: "getProjectBranchDatabase", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make a database.
    CreateDatabase = Post "/projects/{project_id}/branches/{branch_id}/databases" => DatabaseChange {
        id: "createProjectBranchDatabase", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Rename a database or give it another owner.
    UpdateDatabase = Patch "/projects/{project_id}/branches/{branch_id}/databases/{database_name}" => DatabaseChange {
        id: "updateProjectBranchDatabase", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Delete a database for good.
    DeleteDatabase = Delete "/projects/{project_id}/branches/{branch_id}/databases/{database_name}" => DatabaseChange {
        id: "deleteProjectBranchDatabase", wakes: true, operations: true, secret: false, deadline: 60
    }

    // Roles
    /// List the roles of a branch.
    ListRoles = Get "/projects/{project_id}/branches/{branch_id}/roles" => RoleList {
        id: "listProjectBranchRoles", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a role.
    GetRole = Get "/projects/{project_id}/branches/{branch_id}/roles/{role_name}" => RoleAnswer {
        id: "getProjectBranchRole", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make a role; open connections are dropped.
    CreateRole = Post "/projects/{project_id}/branches/{branch_id}/roles" => RoleChange {
        id: "createProjectBranchRole", wakes: true, operations: true, secret: true, deadline: 60
    }
    /// Delete a role for good.
    DeleteRole = Delete "/projects/{project_id}/branches/{branch_id}/roles/{role_name}" => RoleChange {
        id: "deleteProjectBranchRole", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Reveal the password of a role.
    RevealPassword = Get "/projects/{project_id}/branches/{branch_id}/roles/{role_name}/reveal_password" => PasswordAnswer {
        id: "getProjectBranchRolePassword", wakes: false, operations: false, secret: true, deadline: 30
    }
    /// Give a role a new password; open connections are dropped.
    ResetPassword = Post "/projects/{project_id}/branches/{branch_id}/roles/{role_name}/reset_password" => RoleChange {
        id: "resetProjectBranchRolePassword", wakes: true, operations: true, secret: true, deadline: 60
    }
    } };
}
pub(super) use rows;
