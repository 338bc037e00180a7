//! What a connection does to a compute in the world.

use crate::emulator::{
    endpoints::{Kind, State},
    error::Refusal,
    ids::Text,
    operations::Step,
    projects::Project,
    state::World,
    time::Time,
};

/// Why a client cannot connect.
#[derive(Debug)]
pub struct Refused {
    /// An SQLSTATE.
    pub code: &'static str,
    pub message: String,
}

impl Refused {
    pub fn new(code: &'static str, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new("57P03", &refusal.message)
    }
}

/// How far a compute is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waking {
    /// It runs, or is starting.
    Active { read_only: bool },
    /// The project is busy: to be tried again.
    Later,
}

impl World {
    /// The project with a compute.
    fn project_with(&mut self, endpoint: &str) -> Option<&mut Project> {
        let mut projects = self.projects.values_mut();
        projects.find(|project| {
            project.deleted_at.is_none() && project.endpoints.contains_key(endpoint)
        })
    }

    /// Starts a compute that somebody connects to.
    pub fn wake_for_client(&mut self, endpoint: &Text, now: Time) -> Result<Waking, Refused> {
        let missing = || Refused::new("08004", "endpoint not found");
        let project = self.project_with(endpoint).ok_or_else(missing)?;
        project.settle(now);
        project.wake_for_client(endpoint, now)
    }

    /// Records whether a compute has clients.
    pub fn attach(&mut self, endpoint: &Text, attached: bool, now: Time) {
        let found = self
            .project_with(endpoint)
            .and_then(|project| project.endpoints.get_mut(endpoint));
        if let Some(endpoint) = found {
            endpoint.attached = attached;
            endpoint.last_active = endpoint.last_active.max(Some(now));
        }
    }
}

impl Project {
    fn wake_for_client(&mut self, id: &Text, now: Time) -> Result<Waking, Refused> {
        let endpoint = self.endpoint(id)?.clone();
        match endpoint.pending_state.unwrap_or(endpoint.current_state) {
            State::Active => {
                let read_only = endpoint.kind == Kind::ReadOnly;
                return Ok(Waking::Active { read_only });
            }
            _ if endpoint.disabled => return Err(Refused::new("57P03", "endpoint is disabled")),
            _ if self.busy() => return Ok(Waking::Later),
            _ => {}
        }
        self.must_have_quota()?;
        self.must_have_room_to_run(&endpoint.branch_id, 1)?;
        self.move_endpoint(id, State::Active, now);
        let mut steps = self.wake(&endpoint.branch_id, now);
        steps.push(Step::start(&endpoint));
        self.schedule(steps, now, |_| None);
        Ok(Waking::Active {
            read_only: endpoint.kind == Kind::ReadOnly,
        })
    }
}
