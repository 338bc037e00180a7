//! Letting a Data API read the schema of its database again.

use crate::{
    api::Request,
    changes::{Changes, called, change::Change},
    kinds::{
        data_api::DataApiRef,
        deletion::{Question, fact, place},
        verb::Verb,
    },
    neon::Neon,
    store::target::Target,
    ui::{
        action::Availability, browser::Browser, commands::delete::ask_about_access, dialog::Dialogs,
    },
};
use serde_json::json;

/// What is done to the Data API.
const REFRESH: Verb = Verb::new("refreshing", "refreshed", "refresh");

fn selected(browser: &Browser) -> Option<&Target> {
    let target = browser.selected()?;
    matches!(target, Target::DataApi(..)).then_some(target)
}

/// Whether a Data API is selected that nothing is being done to.
pub fn can_refresh(browser: &Browser, changes: &Changes) -> Availability {
    let Some(target) = selected(browser) else {
        return Availability::Hidden;
    };
    let free = changes.check_free(target);
    free.map_or_else(Availability::No, |()| Availability::Yes)
}

/// Asks, and says what it does.
pub fn refresh(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some(target @ Target::DataApi(project, branch, database)) = selected(browser) else {
        return;
    };
    let name = called::of(neon, target);
    let question = Question {
        title: format!("Refresh the schema of the Data API of {name}?"),
        lines: vec![
            place(&neon.store, target),
            fact(
                "shows",
                "tables, columns and functions that are new or changed",
            ),
            fact("wakes", "the compute of the branch, if it is idle"),
            fact("keeps", "its URL and its settings"),
        ],
        typed: false,
        prominent: false,
        concerns: Some(target.clone()),
    };
    let of = DataApiRef {
        project,
        branch,
        database,
    };
    // Without settings, that is all it does.
    let request = Request::update_data_api(&of, json!({}));
    let change = Change::new(target.clone(), name, request).verb(REFRESH);
    ask_about_access(dialogs, neon, change, question);
}
