//! Starting and suspending computes.

use super::{Failure, say, session::Session};
use crate::{
    changes::log::ChangeResult,
    cli::script::Change,
    kinds::{State, endpoint},
    ui::{
        Action, Availability,
        dialog::confirm::{Confirm, ConfirmedBy},
    },
};

/// `lazyneon start` and `lazyneon suspend`
pub async fn run(session: &mut Session, action: Action, change: &Change) -> Result<(), Failure> {
    let place = session.needed_place().await?;
    session.settle().await?;
    let model = session.model();
    let store = &model.neon.store;
    let name = store.name(&place);
    let Some(compute) = store.compute_of(&place) else {
        return Err(Failure::NoSuchPlace(format!("{name} has no compute.")));
    };
    let state = endpoint::state(compute);
    let is_done = match action {
        Action::StartCompute => state == State::ACTIVE,
        _ => state == State::IDLE,
    };
    if is_done {
        say(&format!("The compute of {name} is already {}.", state.word));
        return Ok(());
    }
    match action.ready(model) {
        Availability::Yes => {}
        Availability::No(why) => return Err(Failure::Refused(why)),
        Availability::Hidden => {
            return Err(Failure::Refused(format!(
                "The compute of {name} is {}: this cannot be done now.",
                state.word
            )));
        }
    }
    let words = match action {
        Action::StartCompute => ["start", "Starting", "Started"],
        _ => ["suspend", "Suspending", "Suspended"],
    };
    if !change.yes {
        let [would, ..] = words;
        return Err(Failure::Refused(format!(
            "This would {would} the compute of {name}: --yes does it."
        )));
    }
    let before = model.changes.log.entries().count();
    session.perform(action);
    confirm(session)?;
    session
        .until(|model| !model.changes.is_sending() && !change.wait)
        .await?;
    result(session, before)?;
    let [_, running, done] = words;
    say(&match change.wait {
        true => format!("{done} the compute of {name}."),
        false => format!("{running} the compute of {name}."),
    });
    Ok(())
}

/// Answers the question that the dashboard asks, unless something must be typed for it.
fn confirm(session: &mut Session) -> Result<(), Failure> {
    let question = session.model().dialogs.top_as::<Confirm>();
    let Some(question) = question else {
        return Ok(());
    };
    if matches!(question.guard, ConfirmedBy::Typed { .. }) {
        let title = question.title.trim_end_matches('?');
        return Err(Failure::Refused(format!(
            "{title}: this is confirmed by typing, so do it in the dashboard."
        )));
    }
    session.perform(Action::ConfirmYes);
    Ok(())
}

/// How the change has ended, according to the log.
fn result(session: &Session, before: usize) -> Result<(), Failure> {
    let model = session.model();
    let sent = model.changes.log.entries().skip(before);
    let Some(entry) = sent.last() else {
        let why = session.latest();
        return Err(Failure::Refused(
            why.unwrap_or_else(|| "Nothing was sent.".to_owned()),
        ));
    };
    match entry.result {
        ChangeResult::Ok | ChangeResult::Verified => Ok(()),
        _ => {
            let why = session.bad_news().or_else(|| session.latest());
            Err(Failure::Neon(why.unwrap_or_default()))
        }
    }
}
