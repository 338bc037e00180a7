//! Computes (Neon's API calls them endpoints): the Postgres servers of a branch.

use super::{
    creation::{Accepted, Creation, Lost},
    deletion::fact,
    edit::{EditTable, NEW_COMPUTE},
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    size,
    state::State,
    units::duration,
};
use crate::{
    api::{
        Answer, Request,
        types::{
            Branch, BranchId, Endpoint, EndpointAnswer, EndpointChange, EndpointId, EndpointList,
            EndpointState, EndpointType, ProjectId,
        },
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;

impl Described for Endpoint {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "current_state",
            "State",
            "What the compute is doing.",
            |e| Value::State(state(e)),
        ),
        main(
            "type",
            "Type",
            "A branch has one read-write compute; replicas read the same storage.",
            |e| Value::Word(kind(e)),
        ),
        main(
            "autoscaling_limit_max_cu",
            "Size",
            "Smallest and largest size; equal means fixed. 1 CU is about 4 GB of memory.",
            |e| {
                Value::Text(size::range(
                    e.autoscaling_limit_min_cu,
                    e.autoscaling_limit_max_cu,
                ))
            },
        ),
        main(
            "suspend_timeout_seconds",
            "Scale to zero",
            "How long the compute may be idle before it is suspended.",
            |e| Value::Text(size::suspend(e.suspend_timeout_seconds)),
        ),
        main(
            "disabled",
            "Connections",
            "Blocked: no one can connect until connections are allowed again.",
            |e| Value::Word(if e.disabled { "blocked" } else { "allowed" }),
        ),
        main(
            "host",
            "Host",
            "The direct address; the pooled one has -pooler after its first part.",
            |e| Value::id(&e.host),
        ),
        main(
            "last_active",
            "Last active",
            "When it was last active.",
            |e| Value::time(e.last_active),
        ),
        main("started_at", "Started", "When it was last started.", |e| {
            Value::time(e.started_at)
        }),
        main(
            "suspended_at",
            "Suspended",
            "When it was last suspended.",
            |e| Value::time(e.suspended_at),
        ),
        more("name", "Name", "Your own label.", |e| {
            Value::of(e.name.as_ref(), Value::text)
        }),
        more("id", "Id", "The compute's id in the API.", |e| {
            Value::id(&e.id)
        }),
        more("branch_id", "Branch", "The branch it serves.", |e| {
            Value::id(&e.branch_id)
        }),
        more(
            "autoscaling_limit_min_cu",
            "Max connections",
            "Direct connections Postgres accepts at this size; the pooler accepts 10 000.",
            |e| {
                Value::Count(i64::from(size::max_connections(
                    e.autoscaling_limit_min_cu,
                    e.autoscaling_limit_max_cu,
                )))
            },
        ),
        more(
            "settings",
            "Postgres settings",
            "Settings that differ from Neon's defaults.",
            |e| {
                let all = e
                    .settings
                    .pg_settings
                    .iter()
                    .flatten()
                    .map(|(name, value)| format!("{name} = {value}"));
                let all: Vec<_> = all.collect();
                if all.is_empty() {
                    Value::Missing
                } else {
                    Value::List(all)
                }
            },
        ),
        more("region_id", "Region", "Where it runs.", |e| {
            Value::text(&e.region_id)
        }),
        more(
            "compute_release_version",
            "Release",
            "The version of Neon's compute image.",
            |e| Value::of(e.compute_release_version.as_ref(), Value::text),
        ),
        more("created_at", "Created", "When it was created.", |e| {
            Value::time(e.created_at)
        }),
        more(
            "creation_source",
            "Created with",
            "The program that created it.",
            |e| Value::text(&e.creation_source),
        ),
        more("provisioner", "Provisioner", "How Neon runs it.", |e| {
            Value::text(&e.provisioner)
        }),
        more("updated_at", "Updated", "When it was last changed.", |e| {
            Value::time(e.updated_at)
        }),
    ];
}

/// In how many seconds a compute will be suspended if nothing connects to it; `None` if never, or not known.
pub fn zero_in(endpoint: &Endpoint, now: Timestamp) -> Option<i64> {
    let idle = size::suspend_after(endpoint.suspend_timeout_seconds)?;
    let used = endpoint.last_active?.timestamp();
    Some(idle - now.duration_since(used).as_secs())
}

/// When a compute that is awake will be suspended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zero {
    Never,
    /// In about this many seconds, if nobody uses it.
    In(i64),
    /// After it was idle for this many seconds; it is in use.
    After(i64),
}

impl Zero {
    /// What is set for a compute, whether or not it is awake.
    pub fn set(endpoint: &Endpoint) -> Self {
        size::suspend_after(endpoint.suspend_timeout_seconds).map_or(Self::Never, Self::After)
    }

    /// `suspends in ~4m`, `suspends after 5m`, `never suspends`
    pub fn sentence(self) -> String {
        match self {
            Self::Never => "never suspends".to_owned(),
            Self::In(left) => format!("suspends in ~{}", duration::about(left)),
            Self::After(idle) => format!("suspends after {}", duration::exact(idle)),
        }
    }

    /// `idle in ~4m`, `5m to zero`, `never idle`
    pub fn short(self) -> String {
        match self {
            Self::Never => "never idle".to_owned(),
            Self::In(left) => format!("idle in ~{}", duration::about(left)),
            Self::After(idle) => format!("{} to zero", duration::exact(idle)),
        }
    }

    /// `in ~4m`, `after 5m idle`, `never`
    pub fn when(self) -> String {
        match self {
            Self::Never => "never".to_owned(),
            Self::In(left) => format!("in ~{}", duration::about(left)),
            Self::After(idle) => format!("after {} idle", duration::exact(idle)),
        }
    }
}

pub fn zero(endpoint: &Endpoint, now: Timestamp) -> Zero {
    let Some(idle) = size::suspend_after(endpoint.suspend_timeout_seconds) else {
        return Zero::Never;
    };
    match zero_in(endpoint, now).filter(|left| (1..idle).contains(left)) {
        Some(left) => Zero::In(left),
        None => Zero::After(idle),
    }
}

/// The state of a compute, from its current and its pending state.
pub fn state(endpoint: &Endpoint) -> State {
    use EndpointState::{Active, Idle, Init};
    match (&endpoint.current_state, endpoint.pending_state.as_ref()) {
        (Init, _) => State::CREATING,
        (Idle, Some(Active)) => State::STARTING,
        (Active, Some(Idle)) => State::SUSPENDING,
        (Active, Some(Active)) => State::RESTARTING,
        (Active, _) => State::ACTIVE,
        (Idle, _) if endpoint.disabled => State::BLOCKED,
        (Idle, _) => State::IDLE,
        (EndpointState::Other(_), _) => State::UNKNOWN,
    }
}

/// The type of a compute in words.
pub const fn kind(endpoint: &Endpoint) -> &'static str {
    match endpoint.r#type {
        EndpointType::ReadWrite => "read-write",
        EndpointType::ReadOnly => "read replica",
        EndpointType::Other(_) => "unknown type",
    }
}

/// What a compute without a name is called.
pub fn noun(endpoint: &Endpoint) -> &'static str {
    if is_replica(endpoint) {
        "read replica"
    } else {
        "compute"
    }
}

/// What computes are called, in actions and in place of a name.
const NOUNS: [&str; 3] = ["compute", "read replica", "replica"];

/// "start compute", before the name of the compute: "start" if that begins with what it is, as in "compute of staging".
pub fn before_name<'w>(what: &'w str, name: &str) -> &'w str {
    let is_told = NOUNS.iter().any(|noun| {
        name.strip_prefix(noun)
            .is_some_and(|rest| rest.starts_with(' '))
    });
    let verb = NOUNS.iter().find_map(|noun| what.strip_suffix(noun));
    let verb = verb.map(str::trim_end).filter(|verb| !verb.is_empty());
    verb.filter(|_| is_told).unwrap_or(what)
}

/// Whether the compute is read-only.
pub fn is_replica(endpoint: &Endpoint) -> bool {
    endpoint.r#type == EndpointType::ReadOnly
}

/// The type of a compute in two letters.
pub const fn short_kind(endpoint: &Endpoint) -> &'static str {
    match endpoint.r#type {
        EndpointType::ReadWrite => "rw",
        EndpointType::ReadOnly => "ro",
        EndpointType::Other(_) => "??",
    }
}

/// Whether the host is not one of Neon's.
pub fn is_foreign(endpoint: &Endpoint) -> bool {
    pooled_host(endpoint).is_none()
}

/// The pooled host of a compute: `-pooler` after its ID. A host that does not begin with the ID is not Neon's
/// own, such as that of a stand-in server, and has no pooler.
pub fn pooled_host(endpoint: &Endpoint) -> Option<String> {
    let rest = endpoint.host.strip_prefix(endpoint.id.as_str())?;
    let is_first_label = rest.is_empty() || rest.starts_with('.');
    is_first_label.then(|| format!("{}-pooler{rest}", endpoint.id))
}

/// Identifies a compute.
#[derive(Debug, Clone, Copy)]
pub struct EndpointRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a EndpointId,
}

impl Kind for EndpointRef<'_> {
    fn noun(&self) -> &'static str {
        "compute"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Endpoint::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.compute(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        let name = self.compute(store)?.name.as_ref();
        name.map(ToString::to_string)
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.endpoints.at
    }

    fn can_connect(&self) -> bool {
        true
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, &self.compute(store)?.branch_id)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        store.endpoint(self.project, self.id)
    }

    fn forget(&self, store: &mut Store) {
        store.inside_mut(self.project).forget_endpoint(self.id)
    }

    fn keep(&self, store: &mut Store, answer: Answer, now: Timestamp) {
        if let Some(answer) = answer.body::<EndpointAnswer>() {
            let inside = store.inside_mut(self.project);
            inside.set_endpoint(answer.endpoint, now);
        }
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_endpoint(self.project, self.id).into())
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_endpoint(self.project, self.id, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::delete_endpoint(self.project, self.id))
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact(
                "breaks",
                "their hosts: new computes get others, and open connections drop",
            ),
            fact("keeps", "the data: it belongs to the branches"),
        ]
    }
}

/// A new compute for a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCompute {
    pub project: ProjectId,
    pub branch: BranchId,
    /// Read-write or read-only.
    pub kind: EndpointType,
}

impl Creation for NewCompute {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn noun(&self) -> &'static str {
        match self.kind {
            EndpointType::ReadOnly => "replica",
            _ => "compute",
        }
    }

    // It needs no name.
    fn name(&self, _: &str, place: &str) -> String {
        format!("{} of {place}", self.noun())
    }

    fn table(&self) -> &'static EditTable {
        &NEW_COMPUTE
    }

    fn request(&self, body: serde_json::Value) -> Request {
        Request::create_endpoint(&self.project, body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, now: Timestamp) -> Option<Accepted> {
        let response: EndpointChange = answer.body()?;
        let target = Target::Endpoint(self.project.clone(), response.endpoint.id.clone());
        store
            .inside_mut(&self.project)
            .set_endpoint(response.endpoint, now);
        Some(Accepted::new(target, response.operations))
    }

    fn alike(&self, store: &Store, _: &str) -> Vec<String> {
        let known = store.endpoints_of(&self.project, &self.branch);
        known.map(|endpoint| endpoint.id.to_string()).collect()
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_branch_endpoints(&self.project, &self.branch).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: EndpointList = answer.body()?;
        let mut all = list.endpoints.iter();
        let one = all.find(|one| one.r#type == self.kind && lost.is_new(one.id.as_str()))?;
        Some(Target::Endpoint(self.project.clone(), one.id.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_compute_is_is_told_once() {
        for (what, name, told) in [
            ("start compute", "compute of staging", "start"),
            ("start compute", "compute ep-old-sun of staging", "start"),
            ("start compute", "read replica of staging", "start"),
            ("create replica", "replica of staging", "create"),
            ("start compute", "reporting of production", "start compute"),
            ("start compute", "computed", "start compute"),
            ("delete branch", "compute of staging", "delete branch"),
        ] {
            assert_eq!(before_name(what, name), told, "{what} {name}");
        }
    }
}
