//! Comparing with an earlier schema: at which time or log sequence number.

use crate::{
    api::types::{Branch, BranchId},
    kinds::{
        history::{self, History},
        time_input::{self, Side, TimeContext},
    },
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        compare::with::{AsOf, With},
        dialog::{
            Dialogs,
            prompt::{self, OnSubmit, Prompt},
            restore::when::here,
        },
        settings::Settings,
    },
};

/// Reads the typed text. With `own`, a branch is compared with its own past, which excludes now.
///
/// # Errors
/// A sentence with the expected format, or the limit exceeded.
fn read(
    text: &str,
    own: bool,
    history: History<'_>,
    here: TimeContext<'_>,
) -> Result<AsOf, String> {
    let now = || {
        if own {
            Err("that is now: choose an earlier time".to_owned())
        } else {
            Ok(AsOf::Now)
        }
    };
    if text.is_empty() {
        return now();
    }
    if text.contains('/') {
        return history::check_lsn(text).map(|()| AsOf::Lsn(text.to_owned()));
    }
    let at = time_input::read(text, Side::Past, here)?;
    if at == here.now {
        return now();
    }
    history.check(at, here)?;
    Ok(AsOf::Time(at))
}

fn history<'a>(neon: &Neon, branch: &'a Branch) -> History<'a> {
    let project = neon.store.project(&branch.project_id);
    let retention = project.and_then(|entry| entry.row.history_retention_seconds);
    History {
        retention: retention.map(i64::from),
        since: branch.created_at.map(Into::into),
        name: branch.name.as_str(),
    }
}

fn is_own(target: &Target, base: &BranchId) -> bool {
    super::branch_of(target).is_some_and(|(_, here)| here == base)
}

/// Asks for the point in time at which to compare the database with a branch.
pub(crate) fn open(
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
    target: Target,
    base: BranchId,
) {
    let Some(branch) = branch(neon, &target, &base) else {
        return neon.say("that branch is gone");
    };
    let name = neon.store.name(&target);
    let title = format!("Compare {name} with {} as of when?", branch.name);
    let mut notes = vec![if is_own(&target, &base) {
        "2h ago, yesterday 18:00, 2026-11-20 18:00, or an LSN like 0/1DE2850.".to_owned()
    } else {
        "Empty: as it is now. Else 2h ago, yesterday 18:00, 2026-11-20 18:00, or an LSN like \
         0/1DE2850."
            .to_owned()
    }];
    let here = here(settings, neon);
    notes.extend(match history(neon, branch) {
        History {
            retention: Some(0), ..
        } => Some("The project's restore window is off: there is no history.".to_owned()),
        history => history.first(neon.now).map(|first| {
            let first = time_input::local_words(first, here);
            format!("Neon keeps the history of {} since {first}.", branch.name)
        }),
    });
    let mut prompt = Prompt::new(title, "As of", String::new(), OnSubmit::AsOf(target, base));
    prompt.notes = notes;
    dialogs.open(prompt);
}

pub(crate) fn branch<'a>(neon: &'a Neon, target: &Target, id: &BranchId) -> Option<&'a Branch> {
    let (project, _) = super::branch_of(target)?;
    neon.store.branch(project, id)
}

/// Compares with the point in time entered, or shows in the prompt why not.
pub fn as_of(
    dialogs: &mut Dialogs,
    settings: &mut Settings,
    neon: &mut Neon,
    id: DialogId,
    target: Target,
    base: BranchId,
    text: &str,
) {
    let read = match branch(neon, &target, &base) {
        Some(branch) => {
            let own = is_own(&target, &base);
            read(text, own, history(neon, branch), here(settings, neon))
        }
        None => Err("that branch is gone".to_owned()),
    };
    match read {
        Ok(time) => {
            dialogs.close(id);
            super::open(dialogs, settings, neon, target, With::Branch(base, time))
        }
        Err(why) => {
            prompt::refuse(dialogs, id, why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    #[test]
    fn a_moment_or_a_place_in_the_log_is_read() {
        let now: jiff::Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
        let zone = TimeZone::UTC;
        let here = TimeContext { now, zone: &zone };
        let history = History {
            retention: Some(86_400),
            since: None,
            name: "main",
        };
        let of = |text: &str, own| read(text, own, history, here);
        let hour = AsOf::Time("2026-11-21T13:02:13Z".parse().unwrap());
        assert_eq!(of("", false), Ok(AsOf::Now));
        assert_eq!(of("now", false), Ok(AsOf::Now));
        assert_eq!(of("1h ago", true), Ok(hour.clone()));
        assert_eq!(of("0/1DE2850", true), Ok(AsOf::Lsn("0/1DE2850".to_owned())));
        for (text, why) in [
            ("", "choose an earlier time"),
            ("now", "choose an earlier time"),
            ("2d ago", "nothing before"),
            ("0/xyz", "two hexadecimal numbers"),
            ("soon", "is not valid"),
        ] {
            let said = of(text, true).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
        assert_eq!(hour.words(here), " as of Sat 21 Nov 13:02");
    }
}
