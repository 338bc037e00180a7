use super::*;
use crate::api::types::{
    Branch, BranchId, Endpoint, EndpointId, EndpointState, EndpointType, Operation,
    OperationStatus, Time,
};
use crate::store::{ProjectPages, Store};

const NOW: &str = "2026-11-16T12:00:00Z";

fn time(text: &str) -> Option<Time> {
    Time::parse(text)
}

/// A project with a branch and a compute; another one that nobody has looked into.
fn store(edit: impl FnOnce(&mut ProjectData, &mut Branch, &mut Endpoint)) -> (Store, ProjectPages) {
    let mut store = Store::default();
    let rows = ["shop", "other"].map(|name| {
        store.keep_row(ProjectRow {
            id: ProjectId::from(name),
            name: name.into(),
            ..ProjectRow::default()
        })
    });
    let mut branch = Branch {
        id: BranchId::from("br-1"),
        name: "main".into(),
        default: true,
        ..Branch::default()
    };
    let mut compute = Endpoint {
        id: EndpointId::from("ep-1"),
        branch_id: branch.id.clone(),
        current_state: EndpointState::Active,
        r#type: EndpointType::ReadWrite,
        started_at: time("2026-11-16T11:20:00Z"),
        last_active: time("2026-11-16T11:59:00Z"),
        ..Endpoint::default()
    };
    let inside = store.inside_mut(&ProjectId::from("shop"));
    edit(inside, &mut branch, &mut compute);
    inside.branches.value.insert(branch.id.clone(), branch);
    inside.set_endpoints(vec![compute], Vec::new(), NOW.parse().unwrap());
    let list = ProjectPages {
        rows: rows.into_iter().flatten().collect(),
        ..ProjectPages::default()
    };
    (store, list)
}

fn terms(store: &Store) -> Terms<'_> {
    Terms {
        plan: "scale",
        prices: &store.prices,
        stale_days: 7,
        now: NOW.parse().unwrap(),
    }
}

/// The fact of the only item that needs attention.
fn need(edit: impl FnOnce(&mut ProjectData, &mut Branch, &mut Endpoint)) -> Option<String> {
    let (store, list) = store(edit);
    let pulse = Pulse::of(store.listed(&list.rows), terms(&store));
    assert!(pulse.needs.shown.len() <= 1, "{:?}", pulse.needs);
    pulse.needs.shown.first().map(|item| {
        let fact = format!("{:?}", item.fact);
        let word = fact.split([' ', '(', '{']).next().unwrap_or_default();
        format!("{word} {} {}", item.project, item.name)
    })
}

#[test]
fn what_is_awake_says_since_when_and_until_when() {
    for (timeout, used, zero) in [
        (0, "2026-11-16T11:59:00Z", Zero::In(240)),
        (-1, "2026-11-16T11:59:00Z", Zero::Never),
        (3_600, "2026-11-16T12:00:00Z", Zero::After(3_600)),
        (60, "2026-11-16T11:00:00Z", Zero::After(60)),
    ] {
        let (store, list) = store(|_, _, compute| {
            compute.suspend_timeout_seconds = timeout;
            compute.last_active = time(used);
        });
        let pulse = Pulse::of(store.listed(&list.rows), terms(&store));
        assert_eq!((pulse.looked_at, pulse.projects), (1, 2));
        let item = pulse.awake.shown.first().unwrap();
        assert_eq!(
            (item.project.as_str(), item.name.as_str()),
            ("shop", "main")
        );
        let since = Some("2026-11-16T11:20:00Z".parse().unwrap());
        assert_eq!(item.fact, Fact::Awake { since, zero });
    }
}

#[test]
fn what_was_running_when_it_was_read_a_moment_ago_is_running() {
    let operation = |id: &str, status, at| Operation {
        id: id.into(),
        status,
        action: OperationAction::StartCompute,
        branch_id: Some(BranchId::from("br-1")),
        created_at: time(at),
        ..Operation::default()
    };
    let running = |read: &str| {
        let (store, list) = store(|inside, _, _| {
            let operations = vec![
                operation("3", OperationStatus::Running, "2026-11-16T11:59:40Z"),
                operation("2", OperationStatus::Scheduling, "2026-11-16T11:59:39Z"),
                operation("1", OperationStatus::Finished, "2026-11-16T11:59:00Z"),
            ];
            inside.operations.set(operations, read.parse().unwrap());
        });
        let pulse = Pulse::of(store.listed(&list.rows), terms(&store));
        let ids = pulse.running.iter().map(|item| match &item.fact {
            Fact::Running(id, ..) => format!("{id} {}", item.name),
            other => format!("{other:?}"),
        });
        ids.collect::<Vec<_>>()
    };
    assert_eq!(running("2026-11-16T11:59:45Z"), ["3 main"]);
    assert_eq!(running("2026-11-16T11:58:45Z"), Vec::<String>::new());
}

#[test]
fn what_needs_attention_is_found() {
    assert_eq!(need(|_, _, _| {}), None);
    let blocked = need(|_, _, compute| {
        compute.current_state = EndpointState::Idle;
        compute.disabled = true;
    });
    assert_eq!(blocked.as_deref(), Some("Blocked shop main"));
    for (at, found) in [
        ("2026-11-16T11:00:00Z", None),
        ("2026-11-18T11:00:00Z", Some("Expires shop main")),
        ("2026-11-18T13:00:00Z", None),
    ] {
        let expires = need(|_, branch, _| branch.expires_at = time(at));
        assert_eq!(expires.as_deref(), found, "{at}");
    }
    let stale = need(|_, branch, compute| {
        branch.default = false;
        compute.current_state = EndpointState::Idle;
        compute.last_active = time("2026-11-01T11:00:00Z");
    });
    assert_eq!(stale.as_deref(), Some("Stale shop "));
}

#[test]
fn a_failure_counts_until_something_has_worked_on_that_branch() {
    let operation = |status: OperationStatus, at: &str| Operation {
        branch_id: Some(BranchId::from("br-1")),
        action: OperationAction::StartCompute,
        status,
        created_at: time(at),
        ..Operation::default()
    };
    let failed = |at| operation(OperationStatus::Failed, at);
    let of = |operations: Vec<Operation>| {
        need(|inside, _, compute| {
            inside.operations.value = operations;
            compute.started_at = time("2026-11-16T09:00:00Z");
        })
    };
    let found = of(vec![failed("2026-11-16T10:00:00Z")]);
    assert_eq!(found.as_deref(), Some("Failed shop main"));
    assert_eq!(of(vec![failed("2026-11-14T10:00:00Z")]), None);
    let worked = operation(OperationStatus::Finished, "2026-11-16T11:00:00Z");
    assert_eq!(of(vec![worked, failed("2026-11-16T10:00:00Z")]), None);
    // A compute was started since.
    assert_eq!(of(vec![failed("2026-11-16T08:00:00Z")]), None);
}
