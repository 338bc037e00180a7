//! Whether a change has happened, told by what Neon says of the thing now.
//!
//! Two ask: after a lost answer, did it happen? Before an undo, is it still as we left it?

use super::write::{Intent, Wanted};
use crate::{
    api::{
        Answer, ApiError, Request,
        types::{Branch, BranchState, Endpoint},
    },
    resource::{endpoint, state::State},
};
use serde_json::Value;

/// Whether what the change wanted is so; none if the answer does not tell.
pub fn of(intent: &Intent, answer: &Result<Answer, ApiError>) -> Option<bool> {
    let gone = intent.wanted == Wanted::Gone;
    Some(match answer {
        Ok(Answer::GetEndpoint(answer)) => endpoint_has(&answer.endpoint, intent),
        Ok(Answer::GetBranch(answer)) => branch_has(&answer.branch, intent),
        Ok(Answer::GetProject(answer)) => match intent.wanted {
            Wanted::There => true,
            _ => body(&intent.request, "project", &answer.project),
        },
        Ok(Answer::GetDatabase(answer)) => body(&intent.request, "database", &answer.database),
        Ok(Answer::GetRole(answer)) => {
            let now = answer.role.updated_at;
            matches!(intent.wanted, Wanted::NewPassword { updated_at } if now.is_some() && now != updated_at)
        }
        Ok(_) => false,
        Err(error) if error.is_gone() => gone,
        Err(_) => return None,
    })
}

fn endpoint_has(now: &Endpoint, intent: &Intent) -> bool {
    match intent.wanted {
        Wanted::Running => matches!(
            endpoint::state(now),
            State::ACTIVE | State::STARTING | State::RESTARTING
        ),
        Wanted::Suspended => matches!(
            endpoint::state(now),
            State::IDLE | State::SUSPENDING | State::BLOCKED
        ),
        // Half-way it is suspending, then starting; at the end it was started at another time.
        Wanted::Restarted { started_at } => {
            let on_its_way = [State::SUSPENDING, State::STARTING, State::RESTARTING]
                .contains(&endpoint::state(now));
            on_its_way || now.started_at.is_some_and(|at| Some(at) != started_at)
        }
        _ => body(&intent.request, "endpoint", now),
    }
}

fn branch_has(now: &Branch, intent: &Intent) -> bool {
    match intent.wanted {
        Wanted::Gone => now.pending_state == Some(BranchState::StorageDeleted),
        Wanted::Default => now.default,
        Wanted::Reset { last_reset_at } => {
            let again = now.last_reset_at.is_some() && now.last_reset_at != last_reset_at;
            now.current_state == BranchState::Resetting || again
        }
        _ => body(&intent.request, "branch", now),
    }
}

/// Whether everything that the body sets is what the thing now has.
fn body<T: serde::Serialize>(request: &Request, wrapper: &str, now: &T) -> bool {
    let wanted = request.body.as_ref().and_then(|body| body.get(wrapper));
    let now = serde_json::to_value(now);
    now.is_ok_and(|now| wanted.is_some_and(|wanted| is_part_of(wanted, &now)))
}

fn is_part_of(wanted: &Value, now: &Value) -> bool {
    match (wanted, now) {
        (Value::Object(wanted), Value::Object(now)) => {
            wanted.iter().all(|(key, value)| match now.get(key) {
                Some(now) => is_part_of(value, now),
                None => is_nothing(value),
            })
        }
        (Value::Number(wanted), Value::Number(now)) => wanted.as_f64() == now.as_f64(),
        (wanted, now) => wanted == now,
    }
}

/// What Neon may leave out of an answer: no limit, no entries, not switched on.
fn is_nothing(wanted: &Value) -> bool {
    match wanted {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
    }
}
