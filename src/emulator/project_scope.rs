//! A visit to one project: what a handler needs to work in it.

use super::{
    auth::Scope,
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

/// The project a path names, settled up to the moment of the call, and what belongs around it.
#[derive(Debug)]
pub struct Visit<'w> {
    pub project: &'w mut Project,
    /// Its owner.
    pub org: &'w Organization,
    /// What the owner's plan allows.
    pub plan: &'static Plan,
    /// What the caller may do here.
    pub role: Option<ProjectRole>,
    /// Whose emulator this is.
    pub user: &'w User,
    /// The request.
    pub call: &'w Call,
    faults: &'w Faults,
}

impl World {
    /// Opens the project the path names. Deleted ones, and those the credential does not reach, do not exist.
    pub fn visit<'w>(&'w mut self, call: &'w Call) -> Result<Visit<'w>, Refusal> {
        self.visit_if(call, |project| project.deleted_at.is_none())
    }

    /// The same for a project that is deleted and can be recovered.
    pub fn visit_deleted<'w>(&'w mut self, call: &'w Call) -> Result<Visit<'w>, Refusal> {
        let now = call.time();
        self.visit_if(call, |project| {
            project.recoverable_until().is_some_and(|until| until > now)
        })
    }

    fn visit_if<'w>(
        &'w mut self,
        call: &'w Call,
        wanted: impl Fn(&Project) -> bool,
    ) -> Result<Visit<'w>, Refusal> {
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
        let visit = Visit {
            role: project.role_of(&call.credential, &self.user, org),
            project,
            org,
            plan: org.plan,
            user: &self.user,
            call,
            faults: &self.faults,
        };
        if call.method != "GET" {
            visit.must_edit()?;
        }
        Ok(visit)
    }
}

impl Visit<'_> {
    /// Refuses to schedule anything while operations are in flight.
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
}
