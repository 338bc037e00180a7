//! Starting, suspending and restarting the compute of a row.

use crate::{
    api::{
        Request,
        types::{BranchState, Endpoint, EndpointId, ProjectId},
    },
    changes::{
        Changes,
        change::Change,
        compute::{START, SUSPEND, allow_connections, branch, is_production, name, short, target},
        write,
    },
    kinds::{self, Verb, deletion::fact, endpoint, price, size, state::State},
    neon::{Neon, key_names::NamedKey},
    store::{Store, target::Target},
    ui::{
        action::Availability,
        activity,
        browser::Browser,
        commands::{self, bulk::Bulk},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
        },
    },
};

/// The thing whose compute is meant: the row, or what the selected operation concerns.
pub fn subject(browser: &Browser, store: &Store) -> Option<Target> {
    let of_operation = activity::selected(browser, store);
    let of_operation = of_operation.map(|operation| kinds::operation::target(store, operation));
    of_operation.or_else(|| {
        let is_of_row = !activity::commands::takes_keys(browser, store);
        browser.selected().filter(|_| is_of_row).cloned()
    })
}

fn selected<'a>(browser: &Browser, store: &'a Store) -> Option<&'a Endpoint> {
    store.compute_of(&subject(browser, store)?)
}

/// Whether the row has a compute at all.
pub fn has_one(browser: &Browser, store: &Store) -> Availability {
    match (selected(browser, store), &subject(browser, store)) {
        (Some(_), _) => Availability::Yes,
        (
            None,
            Some(
                target @ (Target::Branch(..)
                | Target::Database(..)
                | Target::Role(..)
                | Target::Group(..)),
            ),
        ) => {
            let name = store
                .branch_of(target)
                .map_or("the branch", |branch| branch.name.as_str());
            let inside = target.project().and_then(|project| store.inside(project));
            if inside.is_none_or(|inside| inside.endpoints.known().is_none()) {
                return Availability::no("its computes are not loaded yet");
            }
            Availability::no(format!("{name} has no compute"))
        }
        (None, _) => Availability::Hidden,
    }
}

/// The compute, unless a change to it is in progress.
fn free<'a>(
    browser: &Browser,
    changes: &Changes,
    neon: &'a Neon,
) -> Result<&'a Endpoint, Availability> {
    let endpoint = selected(browser, &neon.store).ok_or_else(|| has_one(browser, &neon.store))?;
    if let Some(change) = changes.running(&target(endpoint)) {
        return Err(Availability::no(format!(
            "{} is {} already",
            short(neon, endpoint),
            change.verb.doing
        )));
    }
    Ok(endpoint)
}

/// Whether the compute is idle and may be started.
pub fn can_start(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    let endpoint = match free(browser, changes, neon) {
        Ok(endpoint) => endpoint,
        Err(ready) => return ready,
    };
    match endpoint::state(endpoint) {
        State::IDLE => Availability::Yes,
        State::BLOCKED => Availability::no(format!(
            "connections to {} are blocked; {} allows them",
            short(neon, endpoint),
            neon.keys.name(NamedKey::ComputeMenu)
        )),
        State::ACTIVE => Availability::Hidden,
        other => Availability::no(format!("{} is {}", short(neon, endpoint), other.word)),
    }
}

/// Whether connections to the compute are blocked.
pub fn can_allow(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    match free(browser, changes, neon).map(endpoint::state) {
        Ok(State::BLOCKED) => Availability::Yes,
        Ok(_) | Err(_) => Availability::Hidden,
    }
}

/// Allows connections, without confirmation: it starts nothing, and undo blocks them again.
pub fn allow(browser: &Browser, changes: &mut Changes, neon: &mut Neon) {
    if let Some(endpoint) = selected(browser, &neon.store) {
        let change = allow_connections(neon, endpoint);
        write::send(changes, neon, change)
    }
}

/// Whether the compute is active.
pub fn can_suspend(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    match free(browser, changes, neon).map(endpoint::state) {
        Ok(State::ACTIVE) => Availability::Yes,
        Ok(_) | Err(_) => Availability::Hidden,
    }
}

/// Whether the compute is active, which Neon requires for a restart.
pub fn can_restart(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    let endpoint = match free(browser, changes, neon) {
        Ok(endpoint) => endpoint,
        Err(ready) => return ready,
    };
    match endpoint::state(endpoint) {
        State::ACTIVE => Availability::Yes,
        other => Availability::no(format!(
            "{} is {}; only an active compute can be restarted",
            short(neon, endpoint),
            other.word
        )),
    }
}

fn change(neon: &Neon, endpoint: &Endpoint, request: Call) -> Change {
    let request = request(&endpoint.project_id, &endpoint.id);
    Change::new(target(endpoint), name(neon, endpoint), request)
}

type Call = fn(&ProjectId, &EndpointId) -> Request;

/// Starts the computes of the marked rows.
pub const BULK_START: Bulk = Bulk {
    why_not: |_| None,
    concerns: |model, row| {
        model
            .neon
            .store
            .compute_of(row)
            .is_some_and(|it| endpoint::state(it) == State::IDLE)
    },
    run: |model| {
        let neon = &model.neon;
        let rows = commands::bulk::marked(&model.browser);
        let computes = rows.iter().filter_map(|row| neon.store.compute_of(row));
        let idle = computes.filter(|one| endpoint::state(one) == State::IDLE);
        let costs: Option<f64> = idle.map(|one| price::per_hour(&neon.store, one)).sum();
        let cost = costs.map_or_else(String::new, |all| {
            format!(", {} together at least", price::hourly(all))
        });
        let lines = vec![fact(
            "wakes",
            format!("each of them: compute time costs until it suspends again{cost}"),
        )];
        commands::bulk::ask(model, question(START.verb, lines), |model, row, _| {
            planned(
                &model.changes,
                &model.neon,
                row,
                State::IDLE,
                Request::start_endpoint,
            )
        })
    },
};

/// Suspends the computes of the marked rows.
pub const BULK_SUSPEND: Bulk = Bulk {
    why_not: |_| None,
    concerns: |model, row| {
        model
            .neon
            .store
            .compute_of(row)
            .is_some_and(|it| endpoint::state(it) == State::ACTIVE)
    },
    run: |model| {
        let lines = vec![fact(
            "drops",
            "their open connections; the next connection starts them again",
        )];
        commands::bulk::ask(model, question(SUSPEND.verb, lines), |model, row, _| {
            planned(
                &model.changes,
                &model.neon,
                row,
                State::ACTIVE,
                Request::suspend_endpoint,
            )
        })
    },
};

fn question(verb: Verb, lines: Vec<String>) -> commands::bulk::Question<'static> {
    commands::bulk::Question {
        word: verb.plain,
        lines,
        order: commands::bulk::BulkOrder::Listed,
    }
}

/// The change of a marked row's compute, if it is in this state.
fn planned(
    changes: &Changes,
    neon: &Neon,
    row: &Target,
    state: State,
    request: Call,
) -> commands::bulk::Planned {
    let endpoint = neon
        .store
        .compute_of(row)
        .ok_or_else(|| "it has no compute".to_owned())?;
    changes.check_free(&target(endpoint))?;
    let now = endpoint::state(endpoint);
    if now != state {
        return Err(format!("it is {}", now.word));
    }
    Ok(change(neon, endpoint, request))
}

/// Starts the compute. Says that this wakes it, but asks for no confirmation: suspending undoes it.
pub fn start(browser: &Browser, changes: &mut Changes, neon: &mut Neon) {
    let Some(endpoint) = selected(browser, &neon.store) else {
        return;
    };
    let change = change(neon, endpoint, Request::start_endpoint);
    let size = size::range(
        endpoint.autoscaling_limit_min_cu,
        endpoint.autoscaling_limit_max_cu,
    );
    let zero = endpoint::Zero::set(endpoint).sentence();
    let archived = branch(neon, endpoint)
        .is_some_and(|branch| branch.current_state == BranchState::Archived)
        .then_some(" from the archive, which takes longer");
    let archived = archived.unwrap_or_default();
    let cost = price::per_hour(&neon.store, endpoint).map_or_else(String::new, |an_hour| {
        format!(", {} at least", price::hourly(an_hour))
    });
    let text = format!(
        "this wakes {}{archived} ({size}{cost}; {zero})",
        change.name
    );
    neon.say_running(&change.target, text);
    write::send(changes, neon, change);
}

/// Suspends the compute; asks for confirmation first if it is production.
pub fn suspend(browser: &Browser, dialogs: &mut Dialogs, changes: &mut Changes, neon: &mut Neon) {
    let Some(endpoint) = selected(browser, &neon.store) else {
        return;
    };
    let change = change(neon, endpoint, Request::suspend_endpoint);
    if !is_production(neon, endpoint) {
        return write::send(changes, neon, change);
    }
    let lines = vec!["Open connections drop. The next connection starts it again.".to_owned()];
    confirm(dialogs, neon, "Suspend", change, lines)
}

/// Asks for confirmation to restart the compute.
pub fn restart(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some(endpoint) = selected(browser, &neon.store) else {
        return;
    };
    let change = change(neon, endpoint, Request::restart_endpoint).last_done(endpoint.started_at);
    let lines = vec!["Open connections drop; it is usually back within seconds.".to_owned()];
    confirm(dialogs, neon, "Restart", change, lines)
}

fn confirm(dialogs: &mut Dialogs, neon: &Neon, what: &str, change: Change, more: Vec<String>) {
    let Target::Endpoint(project, id) = &change.target else {
        return;
    };
    let production = neon
        .store
        .endpoint(project, id)
        .is_some_and(|endpoint| is_production(neon, endpoint));
    let place = neon.store.name(&Target::Project(project.clone()));
    let mut lines = vec![fact("in", place), fact("compute", id), String::new()];
    lines.extend(more);
    let title = format!("{what} {}?", change.name);
    let mut confirm = Confirm::question(title, lines, OnConfirm::Send(Box::new(change)));
    confirm.production = production;
    dialogs.open(confirm);
}
