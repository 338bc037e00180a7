//! One project: everything a handler needs to work in it.

use super::{
    auth::Scope,
    branches::Branch,
    endpoints::Endpoint,
    error::Refusal,
    faults::Faults,
    operations::{Operation, Step},
    orgs::Organization,
    plan::Plan,
    project_members::ProjectRole,
    projects::Project,
    request::Call,
    state::World,
    user::User,
};

/// The project in the path, settled up to the time of the call, and its context.
#[derive(Debug)]
pub struct ProjectScope<'w> {
    pub project: &'w mut Project,
    pub org: &'w Organization,
    pub plan: &'static Plan,
    /// The role of the caller.
    pub role: Option<ProjectRole>,
    /// The user of the emulator.
    pub user: &'w User,
    pub call: &'w Call,
    faults: &'w Faults,
}

impl World {
    /// Opens the project in the path. Deleted projects, and those that the credential does not reach, do not exist.
    pub fn project_scope<'w>(&'w mut self, call: &'w Call) -> Result<ProjectScope<'w>, Refusal> {
        self.project_scope_if(call, |project| project.deleted_at.is_none())
    }

    /// The same for a deleted project that can be recovered.
    pub fn deleted_project_scope<'w>(
        &'w mut self,
        call: &'w Call,
    ) -> Result<ProjectScope<'w>, Refusal> {
        let now = call.time();
        self.project_scope_if(call, |project| {
            project.recoverable_until().is_some_and(|until| until > now)
        })
    }

    fn project_scope_if<'w>(
        &'w mut self,
        call: &'w Call,
        wanted: impl Fn(&Project) -> bool,
    ) -> Result<ProjectScope<'w>, Refusal> {
        let missing = || Refusal::not_found("project");
        let id = call.param("project_id");
        let owner = self.owner_of(id).ok_or_else(missing)?;
        if !call.credential.sees(id, &owner) {
            return Err(missing());
        }
        self.bring_in(id);
        let org = self.organizations.get(&owner).ok_or_else(missing)?;
        let email = &self.user.email;
        let project = self
            .projects
            .get_mut(id)
            .filter(|project| wanted(project))
            .filter(|project| {
                call.credential.scope != Scope::Personal || org.joined || project.shared_with(email)
            })
            .ok_or_else(missing)?;
        project.settle(call.time());
        let scope = ProjectScope {
            role: project.role_of(&call.credential, &self.user, org),
            project,
            org,
            plan: org.plan,
            user: &self.user,
            call,
            faults: &self.faults,
        };
        if call.method != "GET" {
            scope.must_edit()?;
        }
        Ok(scope)
    }
}

impl ProjectScope<'_> {
    /// Refuses new operations while others are in flight.
    pub fn must_be_free(&self) -> Result<(), Refusal> {
        if self.project.busy() {
            Err(Refusal::locked())
        } else {
            Ok(())
        }
    }

    /// Schedules a chain of operations.
    pub fn schedule(&mut self, steps: Vec<Step>) -> Vec<Operation> {
        let (method, path) = (&self.call.method, &self.call.path);
        let ending = |action: &str| self.faults.ending(method, path, action);
        self.project.schedule(steps, self.call.time(), ending)
    }

    /// The operations that apply a change of roles or databases to the branch's compute: an idle one is woken and
    /// suspended again; without a compute there is nothing to do.
    pub fn apply_config(&mut self) -> Result<Vec<Operation>, Refusal> {
        let branch = self.branch()?.id.clone();
        let steps = self.project.config_steps(&branch, self.call.time());
        Ok(self.schedule(steps))
    }

    /// Refuses read-only callers.
    pub fn must_edit(&self) -> Result<(), Refusal> {
        if self.role >= Some(ProjectRole::Editor) {
            return Ok(());
        }
        Err(Refusal::forbidden(
            "your role in the project does not allow to change it",
        ))
    }

    /// Refuses callers who are not admins of the project; `what` completes the message.
    pub fn must_manage(&self, what: &str) -> Result<(), Refusal> {
        self.call.credential.must_reach_beyond_projects(403, what)?;
        if self.role >= Some(ProjectRole::Admin) {
            return Ok(());
        }
        Err(Refusal::forbidden(format!(
            "your role in the project does not allow to {what}"
        )))
    }

    /// The branch in the path.
    pub fn branch(&self) -> Result<&Branch, Refusal> {
        self.project.branch(self.call.param("branch_id"))
    }

    /// The branch in the path, for changing.
    pub fn branch_mut(&mut self) -> Result<&mut Branch, Refusal> {
        let id = self.call.param("branch_id");
        self.project.branch_mut(id)
    }

    /// The branch in the path, unless it is still being created or being deleted.
    pub fn usable_branch(&self) -> Result<&Branch, Refusal> {
        let branch = self.branch()?;
        branch.must_be_changeable()?;
        Ok(branch)
    }

    /// The endpoint in the path.
    pub fn endpoint(&self) -> Result<&Endpoint, Refusal> {
        self.project.endpoint(self.call.param("endpoint_id"))
    }

    /// The endpoint in the path, for changing.
    pub fn endpoint_mut(&mut self) -> Result<&mut Endpoint, Refusal> {
        let id = self.call.param("endpoint_id");
        self.project
            .endpoints
            .get_mut(id)
            .ok_or_else(|| Refusal::not_found("endpoint"))
    }
}
