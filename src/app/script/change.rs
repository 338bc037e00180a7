//! Starting and suspending computes.

use super::{Failure, say, session::Session};
use crate::{
    changes::log::{ChangeResult, LoggedChange},
    cli::script::Change,
    kinds::{State, endpoint},
    store::target::Target,
    ui::{
        Action, Availability, Model,
        dialog::confirm::{Confirm, ConfirmedBy},
    },
};

/// What is done to a compute.
pub struct Power {
    action: Action,
    /// The state of the compute afterwards.
    wanted: State,
    /// The verb, what is happening, and what has happened.
    words: [&'static str; 3],
}

pub const START: Power = Power {
    action: Action::StartCompute,
    wanted: State::ACTIVE,
    words: ["start", "Starting", "Started"],
};
pub const SUSPEND: Power = Power {
    action: Action::SuspendCompute,
    wanted: State::IDLE,
    words: ["suspend", "Suspending", "Suspended"],
};

/// `lazyneon start` and `lazyneon suspend`
pub async fn run(session: &mut Session, power: &Power, change: &Change) -> Result<(), Failure> {
    let [would, running, done] = power.words;
    let place = session.needed_place().await?;
    session.settle().await?;
    let model = session.model();
    let store = &model.neon.store;
    let name = store.name(&place);
    if matches!(place, Target::Org(_) | Target::Shared | Target::Project(_)) {
        return Err(Failure::Usage(format!(
            "PLACE must name a branch or a compute, such as {name}/main."
        )));
    }
    let Some(compute) = store.compute_of(&place) else {
        return Err(Failure::NoSuchPlace(format!("{name} has no compute.")));
    };
    let state = endpoint::state(compute);
    if state == power.wanted {
        say(&format!("The compute of {name} is already {}.", state.word));
        return Ok(());
    }
    match power.action.ready(model) {
        Availability::Yes => {}
        Availability::No(why) => return Err(Failure::Refused(why)),
        Availability::Hidden => {
            return Err(Failure::Refused(format!(
                "The compute of {name} is {}: this cannot be done now.",
                state.word
            )));
        }
    }
    if !change.yes {
        return Err(Failure::Refused(format!(
            "This would {would} the compute of {name}: --yes does it."
        )));
    }
    let before = newest(model).map(|entry| entry.id.clone());
    session.perform(power.action);
    confirm(session)?;
    session
        .until(|model| !model.changes.is_sending() && !change.wait)
        .await?;
    result(session, before.as_deref())?;
    let compute = session.model().neon.store.compute_of(&place);
    if change.wait && compute.map(endpoint::state) != Some(power.wanted) {
        let why = session.bad_news();
        let why = why.unwrap_or_else(|| format!("The compute of {name} takes too long."));
        return Err(Failure::Neon(why));
    }
    say(&match change.wait {
        true => format!("{done} the compute of {name}."),
        false => format!("{running} the compute of {name}."),
    });
    Ok(())
}

/// The newest change in the log.
fn newest(model: &Model) -> Option<&LoggedChange> {
    model.changes.log.entries().last()
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
fn result(session: &Session, before: Option<&str>) -> Result<(), Failure> {
    let model = session.model();
    let sent = newest(model).filter(|entry| Some(entry.id.as_str()) != before);
    let Some(entry) = sent else {
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
