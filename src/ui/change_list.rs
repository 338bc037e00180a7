//! The list of changes that were sent, in this session and before, the newest first.

use super::{
    browser::Browser,
    clipboard::{self, state::CopyItem},
    dialog::{
        Dialogs,
        menu::{Choice, Item, Menu},
    },
    jump_history,
    navigation_target::{NavigationTarget, Start, resolve},
};
use crate::{
    changes::{
        Changes,
        log::{ChangeResult, LoggedChange, NamedId},
    },
    neon::Neon,
    store::target::Target,
    ui::{action::Availability, effect::Outbox, settings::Settings},
};

/// A change of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedChange {
    /// The most that is known of where it was made.
    place: Option<Target>,
    name: String,
    request_id: Option<String>,
}

/// Opens the list.
pub fn open(dialogs: &mut Dialogs, settings: &Settings, changes: &Changes) {
    let newest_first = changes.log.entries().rev();
    let items = newest_first.map(|change| item(change, settings)).collect();
    dialogs.open(Menu {
        items,
        note: "No change was sent yet, or none was logged.".to_owned(),
        ..Menu::new("Changes that you sent")
    });
}

fn item(change: &LoggedChange, settings: &Settings) -> Item {
    let at = change.at.to_zoned(settings.zone.clone());
    let (sign, result) = result(change.result);
    let (what, name) = (&change.what, &change.name);
    let label = format!("{}  {sign} {what} {name}", at.strftime("%e %b %Y %H:%M:%S"));
    let project = change.project.as_ref().map(called);
    let branch = change.branch.as_ref().map(called);
    let place = [change.org.as_ref().map(called), project, branch];
    let place = place
        .into_iter()
        .flatten()
        .filter(|part| *part != name.as_str());
    let place = Some(place.collect::<Vec<_>>().join(" / "));
    let message = change.message.clone();
    let request = change.request_id.as_ref().map(|id| format!("request {id}"));
    let result = Some(result.to_owned());
    let notes = [result, message, place, request];
    let notes = notes.into_iter().flatten().filter(|note| !note.is_empty());
    let note = notes.collect::<Vec<_>>().join(", ");
    let choice = Choice::Visit(Box::new(ListedChange::of(change)));
    Item::new(label, note, choice)
}

/// The name that a thing had, or its id.
pub fn called(one: &NamedId) -> &str {
    match one.name.as_str() {
        "" => &one.id,
        name => name,
    }
}

/// The sign of a result and, unless all is well, its word.
pub const fn result(result: ChangeResult) -> (&'static str, &'static str) {
    match result {
        ChangeResult::Ok | ChangeResult::Verified => ("✓", ""),
        ChangeResult::Refused => ("✗", "refused"),
        ChangeResult::Failed => ("✗", "failed"),
        ChangeResult::NotDone => ("✗", "not done"),
        ChangeResult::Sent => ("?", "no answer"),
        ChangeResult::Lost | ChangeResult::Unknown => ("?", "the answer was lost"),
        ChangeResult::Other => ("?", "unknown result"),
    }
}

impl ListedChange {
    pub fn of(change: &LoggedChange) -> Self {
        Self {
            place: place_of(change),
            name: change.name.clone(),
            request_id: change.request_id.clone(),
        }
    }
}

fn place_of(change: &LoggedChange) -> Option<Target> {
    let id = |of: &Option<NamedId>| of.as_ref().map(|one| one.id.clone());
    let Some(project) = id(&change.project) else {
        return id(&change.org).map(|org| Target::Org(org.into()));
    };
    let project = project.into();
    Some(match (id(&change.compute), id(&change.branch)) {
        (Some(compute), _) => Target::Endpoint(project, compute.into()),
        (None, Some(branch)) => Target::Branch(project, branch.into()),
        (None, None) => Target::Project(project),
    })
}

/// Goes to where a change was made, if that still exists.
pub fn visit(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    change: &ListedChange,
) {
    let Some(place) = &change.place else {
        return neon.say(format!("the log does not say where {} is", change.name));
    };
    if neon.store.has(place) {
        return jump_history::go_to(browser, changes, neon, place);
    }
    match NavigationTarget::to(place) {
        Some(destination) => {
            browser.table = None;
            resolve::go(browser, start, changes, neon, destination, &change.name)
        }
        None => neon.say(format!("{} is not among what is loaded", change.name)),
    }
}

fn selected(dialogs: &Dialogs) -> Option<ListedChange> {
    let menu = dialogs.top_as::<Menu>()?;
    match &menu.shown().get(menu.at())?.choice {
        Choice::Visit(change) => Some((**change).clone()),
        _ => None,
    }
}

/// Whether the selected line is a change with a request ID.
pub fn has_request(dialogs: &Dialogs) -> Availability {
    match selected(dialogs) {
        Some(change) if change.request_id.is_none() => {
            Availability::no("Neon returned no request ID")
        }
        change => Availability::shown_if(change.is_some()),
    }
}

/// Copies the request ID of the selected change.
pub fn copy_request(dialogs: &Dialogs, outbox: &mut Outbox) {
    if let Some(text) = selected(dialogs).and_then(|change| change.request_id) {
        let label = "request ID";
        clipboard::copy(
            outbox,
            CopyItem {
                label,
                letter: ' ',
                text,
            },
        );
    }
}
