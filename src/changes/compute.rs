//! Starting, suspending, restarting, editing and deleting a compute, and what a compute is called.

use super::{change::Change, restrictions, spec::ChangeSpec, undo::UndoMethod};
use crate::{
    api::{
        Answer, Request,
        types::{
            Branch, Endpoint, EndpointAnswer, EndpointChange, EndpointType, ProjectId,
            RestrictedActionName,
        },
    },
    kinds::{
        endpoint::{self, EndpointRef},
        state::State,
        verb::Verb,
    },
    neon::Neon,
    store::target::Target,
};
use jiff::SignedDuration;
use serde_json::json;

pub const EDIT: ChangeSpec = ChangeSpec {
    keep: |_, neon, change, answer| {
        if let (Some(project), Some(EndpointChange { endpoint, .. })) =
            (change.target.project(), answer.body())
        {
            keep(neon, project, endpoint);
        }
    },
    ..ChangeSpec::EDIT_NAMED
};

pub const START: ChangeSpec = ChangeSpec {
    verb: Verb::new("starting", "started", "start"),
    renames: false,
    wakes: true,
    needs: Some(State::IDLE),
    is_done: |_, answer| is_in(answer, &[State::ACTIVE, State::STARTING, State::RESTARTING]),
    inverse: |_, change| {
        let EndpointRef { project, id } = endpoint_of(change)?;
        UndoMethod::send(change.another(Request::suspend_endpoint(project, id)))
    },
    ..EDIT
};

pub const SUSPEND: ChangeSpec = ChangeSpec {
    verb: Verb::new("suspending", "suspended", "suspend"),
    renames: false,
    needs: Some(State::ACTIVE),
    is_done: |_, answer| is_in(answer, &[State::IDLE, State::SUSPENDING, State::BLOCKED]),
    inverse: |_, change| {
        let EndpointRef { project, id } = endpoint_of(change)?;
        UndoMethod::send(change.another(Request::start_endpoint(project, id)))
    },
    ..EDIT
};

pub const RESTART: ChangeSpec = ChangeSpec {
    verb: Verb::new("restarting", "restarted", "restart"),
    renames: false,
    needs: Some(State::ACTIVE),
    // In progress it is suspending, then starting; afterwards its start time differs.
    is_done: |change, answer| {
        answer
            .body()
            .is_some_and(|EndpointAnswer { endpoint, .. }| {
                [State::SUSPENDING, State::STARTING, State::RESTARTING]
                    .contains(&endpoint::state(&endpoint))
                    || change.is_done_since(endpoint.started_at)
            })
    },
    loses_nothing: true,
    inverse: |_, _| None,
    ..EDIT
};

pub const DELETE: ChangeSpec = ChangeSpec {
    restricted: |neon, change| {
        let branch = neon.store.branch_of(&change.target)?;
        let EndpointRef { project, id } = endpoint_of(change)?;
        let writes = neon.store.endpoint(project, id)?.r#type == EndpointType::ReadWrite;
        let name = RestrictedActionName::DeleteRwEndpoint;
        writes.then(|| restrictions::cannot("delete the compute of", branch, &name))?
    },
    ..ChangeSpec::DELETE
};

fn endpoint_of(change: &Change) -> Option<EndpointRef<'_>> {
    match &change.target {
        Target::Endpoint(project, id) => Some(EndpointRef { project, id }),
        _ => None,
    }
}

fn is_in(answer: Answer, states: &[State]) -> bool {
    let is_in = |now: EndpointAnswer| states.contains(&endpoint::state(&now.endpoint));
    answer.body().is_some_and(is_in)
}

/// The change that lets clients connect again.
pub fn allow_connections(neon: &Neon, endpoint: &Endpoint) -> Change {
    let body = json!({ "endpoint": { "disabled": false } });
    let request = Request::update_endpoint(&endpoint.project_id, &endpoint.id, body);
    let verb = Verb::new(
        "allowing connections to",
        "open to connections",
        "allow connections to",
    );
    Change::new(target(endpoint), name(neon, endpoint), request).verb(verb)
}

/// Stores the compute from an answer.
pub fn keep(neon: &mut Neon, project: &ProjectId, endpoint: Endpoint) {
    let now = neon.now;
    let inside = neon.store.inside_mut(project);
    inside.set_endpoint(endpoint, now);
    neon.store_changed();
}

/// The target of a compute.
pub fn target(endpoint: &Endpoint) -> Target {
    Target::Endpoint(endpoint.project_id.clone(), endpoint.id.clone())
}

pub fn branch<'a>(neon: &'a Neon, endpoint: &Endpoint) -> Option<&'a Branch> {
    neon.store.branch(&endpoint.project_id, &endpoint.branch_id)
}

/// How old the known state of a compute may be where it matters: twice the usual refresh interval.
const FRESH: SignedDuration = SignedDuration::from_secs(30);

/// Whether the known state of a compute is recent enough to rely on: it may have suspended since.
pub fn is_fresh(neon: &Neon, endpoint: &Endpoint) -> bool {
    let inside = neon.store.inside(&endpoint.project_id);
    let at = inside.and_then(|inside| inside.endpoint_at(&endpoint.id));
    at.is_some_and(|at| neon.now.duration_since(at) <= FRESH)
}

/// "reporting of staging", "compute of staging": its own name or what it is, with its branch. Its id only where the
/// branch has several that would be called the same.
pub fn name(neon: &Neon, endpoint: &Endpoint) -> String {
    let branch =
        branch(neon, endpoint).map_or(endpoint.branch_id.as_str(), |branch| branch.name.as_str());
    let is_named = |one: &Endpoint| one.name.as_deref().is_some_and(|name| !name.is_empty());
    if is_named(endpoint) {
        return format!("{} of {branch}", short(neon, endpoint));
    }
    let all = neon
        .store
        .endpoints_of(&endpoint.project_id, &endpoint.branch_id);
    let mut alike = all.filter(|one| !is_named(one) && one.r#type == endpoint.r#type);
    let noun = endpoint::noun(endpoint);
    if alike.any(|one| one.id != endpoint.id) {
        format!("{noun} {} of {branch}", endpoint.id)
    } else {
        format!("{noun} of {branch}")
    }
}

/// "ep-old-sun": for tight spots where the row already shows the branch.
pub fn short(neon: &Neon, endpoint: &Endpoint) -> String {
    neon.store.name(&target(endpoint))
}

/// Whether the compute serves a branch that others depend on.
pub fn is_production(neon: &Neon, endpoint: &Endpoint) -> bool {
    branch(neon, endpoint).is_none_or(|branch| {
        let target = Target::Branch(endpoint.project_id.clone(), branch.id.clone());
        neon.is_production(&target)
    })
}
